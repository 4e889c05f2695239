"""What tells the assessor something: strip, banner, saved, field, steps."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from ui.theme import Role, Theme
from ui.widgets.badge import Badge, BadgeKind
from ui.widgets.banner import Banner, Notice, Tone
from ui.widgets.button import Button, Kind
from ui.widgets.decimal_field import DecimalField
from ui.widgets.empty_state import EmptyState, Way
from ui.widgets.field import Field
from ui.widgets.finding_strip import FindingStrip, Origin
from ui.widgets.label import Label
from ui.widgets.progress_ring import ProgressRing
from ui.widgets.saved_indicator import SavedIndicator, Saving
from ui.widgets.steps import Stage, Steps


def words(widget: QWidget) -> str:
    """All that a person can read in it now."""
    return " ".join(
        child.text()
        for child in widget.findChildren(QWidget)
        if isinstance(child, Label | QAbstractButton) and child.isVisibleTo(widget)
    )


def press(qtbot, widget: QWidget, name: str) -> None:
    button = widget.findChild(QAbstractButton, name)
    assert button.isVisibleTo(widget)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def strip(qtbot) -> FindingStrip:
    made = FindingStrip()
    qtbot.addWidget(made)
    return made


def test_that_a_finding_says_where_its_words_come_from(strip) -> None:
    strip.show_finding("4 of 14 exits were locked.", origin=Origin.COUNTED)
    assert "with your counts" in words(strip)
    assert strip.sentence == "4 of 14 exits were locked."
    assert "4 of 14 exits were locked." in strip.accessibleName()


def test_that_own_words_can_be_taken_back(qtbot, strip) -> None:
    strip.show_finding("Locked.", origin=Origin.CHECKLIST)
    assert "Undo" not in words(strip)
    strip.show_finding("Padlocked.", origin=Origin.OWN_WORDS)
    with qtbot.waitSignal(strip.undo_asked):
        press(qtbot, strip, "finding-undo")


def test_that_a_finding_can_be_reworded_or_set_aside(qtbot, strip) -> None:
    strip.show_finding("Locked.", origin=Origin.CHECKLIST)
    with qtbot.waitSignal(strip.reword_asked):
        press(qtbot, strip, "finding-reword")
    with qtbot.waitSignal(strip.dismiss_asked):
        press(qtbot, strip, "finding-dismiss")


def test_that_a_finding_set_aside_folds_and_keeps_its_reason(strip) -> None:
    strip.show_finding("Locked.", origin=Origin.CHECKLIST)
    strip.resize(700, strip.sizeHint().height())
    tall = strip.sizeHint().height()
    strip.show_dismissed("A guard opens at once.")
    assert strip.sizeHint().height() < tall
    assert words(strip) == "Not a finding A guard opens at once. Undo"


def test_that_a_caution_offers_no_rewording(strip) -> None:
    strip.show_caution("One kind of source so far.")
    assert words(strip) == "One kind of source so far."


DISK = Notice("Disk nearly full.", "Photos are kept smaller.", action="Free space")
HUB = Notice("Another hub answers.", tone=Tone.LOSS)


@pytest.fixture
def banner(qtbot) -> Banner:
    made = Banner()
    qtbot.addWidget(made)
    return made


def test_that_one_notice_shows_and_others_wait(qtbot, banner: Banner) -> None:
    banner.tell(DISK)
    banner.tell(HUB)
    banner.tell(DISK)
    assert banner.notice == DISK
    assert "+1" in banner.findChild(Badge).text
    press(qtbot, banner, "banner-close")
    assert banner.notice == HUB
    with qtbot.waitSignal(banner.emptied):
        press(qtbot, banner, "banner-close")
    assert banner.isHidden()


def test_that_the_action_of_a_notice_is_done_once(qtbot, banner: Banner) -> None:
    done: list[bool] = []
    banner.tell(Notice("x", action="Retry", on_action=lambda: done.append(True)))
    press(qtbot, banner, "banner-action")
    assert done == [True]
    assert banner.notice is None


def test_that_a_notice_is_withdrawn_when_it_is_over(banner: Banner) -> None:
    banner.tell(DISK)
    banner.withdraw(DISK)
    banner.withdraw(DISK)
    assert banner.isHidden()


@pytest.fixture
def saved(show) -> SavedIndicator:
    return show(SavedIndicator())


def test_that_saved_says_when(saved: SavedIndicator) -> None:
    saved.begin()
    saved.set_saved("10:42:07")
    assert words(saved) == "Saved 10:42:07"


def test_that_saving_shows_only_when_it_takes_long(qtbot, saved) -> None:
    saved.begin()
    assert saved.state is Saving.NOTHING
    qtbot.waitUntil(lambda: saved.state is Saving.SAVING)
    saved.set_saved("10:42:08")
    assert saved.state is Saving.SAVED


def test_that_not_saved_stays_with_reason_and_retry(qtbot, saved) -> None:
    saved.set_not_saved("The disk is full.")
    saved.begin()
    assert words(saved) == "Not saved Retry"
    assert saved.toolTip() == "The disk is full."
    with qtbot.waitSignal(saved.retry_asked):
        press(qtbot, saved, "saved-retry")
    saved.set_saved("10:43:00")
    assert "Retry" not in words(saved)


def test_that_an_error_stands_under_its_field(qtbot) -> None:
    field = Field("Group 7", QLineEdit(), hint="Four letters")
    qtbot.addWidget(field)
    assert words(field) == "Group 7 Four letters"
    field.set_error("One letter is missing.")
    assert words(field) == "Group 7 One letter is missing."
    assert field.error == "One letter is missing."
    assert field.editor.accessibleDescription() == "One letter is missing."
    border = field.editor.grab().toImage().pixelColor(40, 0)
    assert border == Theme().color(Role.MADDER)
    field.set_error("")
    assert words(field) == "Group 7 Four letters"


def test_that_an_error_leaves_the_size_of_the_text_alone(
    show, qapp: QApplication
) -> None:
    number = DecimalField(label="Workers")
    field = show(Field("Workers", number))
    Theme(floor=True).apply(qapp)
    before = number.font().pointSizeF()
    field.set_error("That is no number.")
    assert number.font().pointSizeF() == before


def test_that_a_field_is_named_for_its_editor(qtbot) -> None:
    field = Field("Passphrase", QLineEdit())
    qtbot.addWidget(field)
    assert field.editor.accessibleName() == "Passphrase"


def test_that_steps_say_where_one_is(qtbot) -> None:
    steps = Steps([Stage("You"), Stage("Passphrase"), Stage("Recovery key")])
    qtbot.addWidget(steps)
    steps.set_current(1)
    assert steps.accessibleName() == "Step 2 of 3: Passphrase"


def test_that_an_empty_page_begins_with_a_press(qtbot) -> None:
    page = EmptyState(
        "No assessment yet",
        "Start with the factory you visit next.",
        ways=[Way("new", "New assessment", "Two minutes.", "Start", "clipboard-plus")],
    )
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.chosen) as told:
        press(qtbot, page, "new")
    assert told.args == ["new"]


def test_that_a_disabled_button_says_why(qtbot) -> None:
    button = Button("Save", kind=Kind.PRIMARY)
    qtbot.addWidget(button)
    button.allow(False, reason="Two stops remain.")
    assert not button.isEnabled()
    assert button.toolTip() == "Two stops remain."
    button.allow(True)
    assert button.isEnabled()
    assert button.toolTip() == ""


def test_that_an_unverified_law_has_a_dashed_outline(qtbot) -> None:
    badge = Badge(BadgeKind.UNVERIFIED)
    qtbot.addWidget(badge)
    picture = badge.grab().toImage()
    top = {picture.pixelColor(x, 0).name() for x in range(8, picture.width() - 8)}
    assert len(top) > 1
    assert badge.accessibleName() == "Unverified"


def test_that_a_ring_reads_out_its_numbers(qtbot) -> None:
    ring = ProgressRing(label="Answered", done=178, total=270)
    qtbot.addWidget(ring)
    assert ring.accessibleName() == "Answered: 178 / 270"
