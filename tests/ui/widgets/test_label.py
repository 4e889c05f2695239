import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QWidget

from ui.theme import Role, Step, Theme
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.label import Label
from ui.widgets.lines import Lines, Run, isolated

KHMER = "មនុស្សទាំងអស់កើតមកមានសេរីភាពនិងសមភាពក្នុងផ្នែកសេចក្ដីថ្លៃថ្នូរនិងសិទ្ធិ"
BURMESE = "လူတိုင်းသည်တူညီလွတ်လပ်သောဂုဏ်သိက္ခာဖြင့်လည်းကောင်းမွေးဖွားလာသူများဖြစ်သည်"


def inked(label: QWidget) -> QRect:
    label.setStyleSheet("background: white")
    picture = label.grab().toImage()
    found = QRect()
    for x in range(picture.width()):
        for y in range(picture.height()):
            if picture.pixelColor(x, y).lightness() < 140:
                found |= QRect(x, y, 1, 1)
    return found


def lines(text: str, width: float, language: str) -> Lines:
    return Lines(
        [Run(text)],
        font=Theme(language=language).font(),
        width=width,
        line_height=30,
    )


@pytest.mark.parametrize(("text", "language"), [(KHMER, "km"), (BURMESE, "my")])
def test_that_long_words_of_a_script_without_spaces_wrap(
    text: str, language: str
) -> None:
    laid = lines(text, 160, language)
    assert laid.count > 1
    assert laid.widest <= 161


def test_that_khmer_fills_its_lines() -> None:
    # With breaks only where the writer put spaces, nothing would share a line.
    spaced = lines(KHMER + " " + KHMER, 240, "km")
    assert spaced.count < 2 * lines(KHMER, 240, "km").count + 1


def test_that_a_label_keeps_its_text_as_it_was_set(qtbot) -> None:
    label = Label(KHMER, language="km")
    qtbot.addWidget(label)
    label.resize(150, 200)
    label.grab()
    assert label.text() == KHMER


def test_that_more_lines_need_more_height(qtbot) -> None:
    label = Label("word " * 40)
    qtbot.addWidget(label)
    line = Theme().line_height()
    assert label.heightForWidth(2000) == line
    assert label.heightForWidth(200) >= 4 * line
    assert label.heightForWidth(200) % line == 0


def test_that_lines_begin_at_the_side_of_reading(qtbot, qapp: QApplication) -> None:
    label = Label("العمل", step=Step.TITLE)
    qtbot.addWidget(label)
    label.resize(300, 40)
    assert inked(label).right() < 150
    Theme(language="ar").apply(qapp)
    assert inked(label).left() > 150


def test_that_a_run_may_be_bold_and_coloured(qtbot) -> None:
    label = Label([Run("Last visit: "), Run("No", bold=True)])
    qtbot.addWidget(label)
    plain = Label("Last visit: No")
    qtbot.addWidget(plain)
    assert label.text() == plain.text()
    assert label.sizeHint().width() > plain.sizeHint().width()


def test_that_text_grows_live(qtbot, qapp: QApplication) -> None:
    label = Label("Exits", wrap=False)
    qtbot.addWidget(label)
    before = label.sizeHint()
    Theme(text_size=200).apply(qapp)
    assert label.sizeHint().width() > 1.8 * before.width()
    assert label.sizeHint().height() > 1.8 * before.height()


def test_that_a_code_is_kept_together_inside_arabic() -> None:
    assert isolated("OS8.05") == "\u2068OS8.05\u2069"


def test_that_a_cut_line_shows_whole_on_hover(qtbot) -> None:
    label = ElidedLabel("Are all exits unlocked and easy to open?", role=Role.INK2)
    qtbot.addWidget(label)
    label.resize(80, 20)
    label.grab()
    assert label.toolTip() == label.text()
    label.resize(900, 20)
    label.grab()
    assert label.toolTip() == ""


def test_that_centred_text_stands_in_the_middle(qtbot) -> None:
    label = Label("Exit", centred=True)
    qtbot.addWidget(label)
    label.resize(300, 30)
    ink = inked(label)
    assert abs(ink.center().x() - 150) <= 2
    assert label.alignment() & Qt.AlignmentFlag.AlignVCenter
