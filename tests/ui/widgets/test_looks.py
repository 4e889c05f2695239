"""Every control in every look: named, large enough to hit, whole at 200 %."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.theme import Role, Scheme, Theme
from ui.widgets.answer_buttons import AnswerButtons, Choice
from ui.widgets.badge import Badge, BadgeKind
from ui.widgets.banner import Banner, Notice
from ui.widgets.button import Button, Kind
from ui.widgets.check_list import CheckList, Option
from ui.widgets.chip import Chip
from ui.widgets.counter_pair import CounterPair
from ui.widgets.decimal_field import DecimalField
from ui.widgets.empty_state import EmptyState, Way
from ui.widgets.field import Field
from ui.widgets.finding_strip import FindingStrip, Origin
from ui.widgets.label import Label
from ui.widgets.parts_editor import Part, PartsEditor
from ui.widgets.photo_thumb import PhotoState, PhotoThumb
from ui.widgets.rail import Place, Rail
from ui.widgets.ratio_editor import RatioEditor
from ui.widgets.saved_indicator import SavedIndicator
from ui.widgets.seam import Seam
from ui.widgets.segmented_choice import SegmentedChoice
from ui.widgets.select import Select
from ui.widgets.source_chips import Source, SourceChips
from ui.widgets.steps import Stage, Steps
from ui.widgets.stitches import Pitch, Stitch
from ui.widgets.surface import Hairline, Surface
from ui.widgets.text_area import TextArea
from ui.widgets.top_bar import TopBar

WORDS = {
    "en": ("Yes", "No", "Are all exits unlocked during work, overtime included?"),
    "ar": ("نعم", "لا", "هل جميع المخارج غير مقفلة أثناء العمل؟"),
    "km": ("បាទ", "ទេ", "តើច្រកចេញទាំងអស់មិនត្រូវបានចាក់សោក្នុងអំឡុងពេលធ្វើការឬទេ?"),
}

LOOKS = {
    "light": Theme(),
    "dark": Theme(scheme=Scheme.DARK),
    "high contrast": Theme(scheme=Scheme.HIGH_CONTRAST),
    "floor": Theme(floor=True, scheme=Scheme.HIGH_CONTRAST),
    "large text": Theme(text_size=200),
    "arabic": Theme(language="ar"),
    "khmer": Theme(language="km"),
}


def one_of_each(language: str) -> list[QWidget]:
    yes, no, question = WORDS.get(language, WORDS["en"])
    strip = FindingStrip()
    strip.show_finding(question, origin=Origin.OWN_WORDS)
    banner = Banner()
    banner.tell(Notice(question, question, action=yes))
    saved = SavedIndicator()
    saved.set_not_saved(question)
    bar = TopBar(title=question, note=question)
    bar.add_middle(Seam([[*Stitch] * 5]))
    bar.add_tool(Button("Undo", kind=Kind.ICON, icon="undo-2"))
    part = Part("women", "Women", "venus")
    return [
        AnswerButtons([Choice("yes", yes, "Y"), Choice("no", no, "N")], chosen="no"),
        AnswerButtons([Choice("yes", yes, "1", note="You · 09:12"), Choice("no", no)]),
        Badge(BadgeKind.PUBLIC),
        banner,
        *(Button(yes, kind=kind, icon="camera", key="F6") for kind in Kind),
        Button(yes, icon="camera", stacked=True),
        CheckList([Option("a", yes, no), Option("b", question)], on=frozenset("a")),
        Chip(yes, icon="eye", count=4, checked=True),
        CounterPair(affected=4, seen=14),
        DecimalField(label=yes, value="1061"),
        EmptyState(yes, question, ways=[Way("new", yes, question, no, "laptop")]),
        Field(yes, DecimalField(label=yes), hint=question),
        strip,
        Hairline(),
        Label(question),
        PartsEditor([part], ratio=True, counting=True),
        PhotoThumb(caption=yes, state=PhotoState.ARRIVING),
        Rail([Place("home", yes, "house")], foot=[Place("lock", no, "lock")]),
        RatioEditor(label=yes, value={"n": "7", "of": "1284"}),
        saved,
        *(Seam([[*Stitch]], pitch=pitch, current=1) for pitch in Pitch),
        SegmentedChoice([Choice("a", yes), Choice("b", no)], label=yes, value="a"),
        Select(label=yes),
        SourceChips([Source("a", yes, "eye"), Source("b", no)], on=frozenset("a")),
        Steps([Stage(yes, question), Stage(no)]),
        Surface(ground=Role.SUNKEN),
        TextArea(label=yes, text=question),
        bar,
    ]


@pytest.fixture(params=LOOKS)
def look(request: pytest.FixtureRequest, qapp: QApplication) -> Theme:
    chosen = LOOKS[request.param]
    chosen.apply(qapp)
    return chosen


@pytest.fixture
def page(show: Callable[[QWidget], QWidget], look: Theme) -> Iterator[QWidget]:
    """A page with one of each, wide enough for none to be squeezed."""
    inside = QWidget()
    column = QVBoxLayout(inside)
    for widget in one_of_each(look.language):
        column.addWidget(widget)
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setWidget(inside)
    scroll.resize(1200, 900)
    show(scroll)
    yield inside
    scroll.close()


def test_that_all_can_be_hit_and_read_out(page: QWidget, look: Theme) -> None:
    controls = [
        widget
        for kind in (QAbstractButton, QLineEdit, QPlainTextEdit, SegmentedChoice)
        for widget in page.findChildren(kind)
        if widget.isVisible()
    ]
    assert len(controls) > 30
    least = 60 if look.floor else 36
    too_small = [
        (w.objectName(), w.width(), w.height())
        for w in controls
        if w.height() < least or w.width() < least - 4
    ]
    assert not too_small
    answers = [w for w in controls if w.objectName() in {"answer-yes", "answer-no"}]
    assert all(w.height() >= (60 if look.floor else 46) for w in answers)
    assert not [type(w) for w in controls if not w.objectName()]
    assert not [w.objectName() for w in controls if not w.accessibleName()]


def test_that_all_can_be_painted(page: QWidget) -> None:
    picture = page.grab()
    assert picture.height() > 1000


def test_that_nothing_is_wider_than_a_narrow_window(page: QWidget, look: Theme) -> None:
    room = 960 if look.text_size > 100 or look.floor else 700
    too_wide = [
        (type(w).__name__, w.minimumSizeHint().width())
        for w in page.findChildren(QWidget)
        if w.isVisible() and w.minimumSizeHint().width() > room
    ]
    assert not too_wide


def test_that_a_page_changes_its_look_while_it_is_open(
    qtbot, page: QWidget, look: Theme, qapp: QApplication
) -> None:
    def places() -> list[QRect]:
        column = page.layout()
        items = (column.itemAt(i) for i in range(column.count()))
        return [item.widget().geometry() for item in items]

    def ground() -> QColor:
        return page.grab().toImage().pixelColor(1, 1)

    def rest() -> list[QRect]:
        """Where everything lies once nothing has moved for a while."""
        seen: list[list[QRect]] = []

        def is_at_rest() -> bool:
            seen.append(places())
            return len(seen) > 10 and all(one == seen[-1] for one in seen[-10:])

        qtbot.waitUntil(is_at_rest)
        return seen[-1]

    other = Scheme.LIGHT if look.scheme is Scheme.DARK else Scheme.DARK
    changed = Theme(scheme=other, floor=not look.floor, text_size=120)
    # There and back first: a page that was just opened may still be settling.
    changed.apply(qapp)
    rest()
    look.apply(qapp)
    before = rest()
    changed.apply(qapp)
    assert ground() == Theme(scheme=other).color(Role.CANVAS)
    qtbot.waitUntil(lambda: places() != before)
    look.apply(qapp)
    assert ground() == look.color(Role.CANVAS)
    qtbot.waitUntil(lambda: places() == before)
