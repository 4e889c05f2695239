import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontDatabase, QFontInfo
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from shiboken6 import isValid

from ui import theme
from ui.theme import Role, Scheme, Space, Step, Theme, contrast

PAIRS = {
    (Role.INK, Role.CANVAS): (15.2, 15.5, 21),
    (Role.INK2, Role.CANVAS): (7.6, 10.0, 17),
    (Role.INK3, Role.CANVAS): (5.1, 6.8, 12.6),
    (Role.INK3, Role.SUNKEN): (4.7, 7.2, 10.8),
    (Role.CONTROL, Role.CANVAS): (3.2, 4.6, 21),
    (Role.ON_INDIGO, Role.INDIGO): (8.8, 9.7, 12.2),
    (Role.MADDER, Role.MADDER_TINT): (6.1, 7.4, 8.5),
    (Role.INK, Role.MADDER_TINT): (14.4, 12.8, 18.0),
    (Role.WELD, Role.WELD_TINT): (6.3, 8.5, 9.0),
    (Role.VERDIGRIS, Role.VERDIGRIS_TINT): (5.8, 7.7, 8.5),
    (Role.ORCHIL, Role.ORCHIL_TINT): (7.3, 8.2, 10.3),
    (Role.INDIGO, Role.CANVAS): (7.9, 9.9, 12.2),
}

TEXTS = [
    *PAIRS,
    *(
        (text, ground)
        for text in (Role.INK, Role.INK2, Role.INK3, Role.INDIGO, Role.MADDER)
        for ground in (Role.CANVAS, Role.SURFACE, Role.SUNKEN)
    ),
    *((Role[f"ON_{n}"], Role[n]) for n in ("MADDER", "WELD", "VERDIGRIS", "ORCHIL")),
    (Role.INDIGO, Role.INDIGO_TINT),
    (Role.INDIGO, Role.MADDER_TINT),
    (Role.ON_SEAL, Role.SEAL),
    (Role.ON_SHADE, Role.SHADE),
]


@pytest.mark.parametrize("scheme", Scheme)
@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_that_contrasts_are_as_published(
    scheme: Scheme, one: Role, other: Role
) -> None:
    look = Theme(scheme=scheme)
    published = PAIRS[one, other][list(Scheme).index(scheme)]
    assert contrast(look.color(one), look.color(other)) == pytest.approx(
        published, abs=0.11
    )


@pytest.mark.parametrize("scheme", Scheme)
def test_that_text_and_borders_can_be_read(scheme: Scheme) -> None:
    look = Theme(scheme=scheme)
    too_faint = [
        (one.name, other.name, round(ratio, 2))
        for one, other in TEXTS
        if (ratio := contrast(look.color(one), look.color(other)))
        < (3 if one is Role.CONTROL else 4.5)
    ]
    assert not too_faint


def test_that_text_grows_with_the_text_size_and_on_the_floor() -> None:
    plain = Theme().font(Step.BODY).pointSizeF()
    assert Theme(text_size=150).font(Step.BODY).pointSizeF() == pytest.approx(
        plain * 1.5
    )
    assert Theme(floor=True).font(Step.QUESTION).pointSizeF() == pytest.approx(
        Theme().font(Step.QUESTION).pointSizeF() * 28 / 17
    )


@pytest.mark.parametrize("size", [99, 201])
def test_that_an_impossible_text_size_is_refused(size: int) -> None:
    with pytest.raises(ValueError, match="100 to 200"):
        Theme(text_size=size)


def test_that_targets_are_large_enough_to_hit() -> None:
    assert Theme().target_height >= 36
    assert Theme().answer_height >= 46
    assert Theme(floor=True).target_height >= 60
    assert Theme(floor=True).answer_height >= 60
    assert Theme(text_size=200).target_height >= 40 + Space.S


def test_that_khmer_lines_stand_further_apart() -> None:
    assert Theme(language="km").line_height() > Theme().line_height() * 1.2
    assert Theme().line_height(language="km") == Theme(language="km").line_height()


def test_that_each_script_is_set_in_its_own_shipped_font(qapp: QApplication) -> None:
    shipped = QFontDatabase.families()
    for family in ("Noto Sans", "Noto Sans Khmer", "Noto Sans Arabic"):
        assert family in shipped
    assert Theme(language="ar").font().families()[1] == "Noto Sans Arabic"
    assert QFontInfo(Theme().font(bold=True)).weight() == 600
    assert QFontInfo(Theme().font(mono=True)).family() == "Noto Sans Mono"


def test_that_a_new_look_reaches_what_is_already_open(qapp: QApplication) -> None:
    seen: list[QColor] = []
    theme.watch(lambda: seen.append(theme.current().color(Role.INK)))
    Theme(scheme=Scheme.DARK).apply(qapp)
    assert seen == [QColor("#13201D"), QColor("#E8EEEB")]
    assert qapp.palette().window().color() == QColor("#101715")


def test_that_arabic_mirrors_the_program(qapp: QApplication) -> None:
    Theme(language="ar").apply(qapp)
    assert qapp.layoutDirection() is Qt.LayoutDirection.RightToLeft
    Theme(language="km").apply(qapp)
    assert qapp.layoutDirection() is Qt.LayoutDirection.LeftToRight


def test_that_the_focus_ring_stands_outside_the_field(qtbot, show) -> None:
    window = QWidget()
    window.resize(200, 100)
    field = QLineEdit(window)
    field.setGeometry(40, 30, 100, 36)
    show(window)
    field.setFocus()
    picture = window.grab().toImage()
    ring = Theme().color(Role.INDIGO)
    middle = field.geometry().center().y()
    assert picture.pixelColor(40 - 4, middle) == ring
    assert picture.pixelColor(40 - 1, middle) == Theme().color(Role.CANVAS)
    field.clearFocus()
    assert window.grab().toImage().pixelColor(36, middle) != ring


def test_that_the_focus_ring_outlives_the_window_it_was_in(qtbot, show) -> None:
    for _ in range(2):
        window = QWidget()
        field = QLineEdit(window)
        field.setGeometry(40, 30, 100, 36)
        show(window)
        field.setFocus()
        assert window.grab().toImage().pixelColor(36, 48) == Theme().color(Role.INDIGO)
        window.close()
        window.deleteLater()
        qtbot.waitUntil(lambda w=window: not isValid(w))
