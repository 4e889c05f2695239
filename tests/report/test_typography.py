from bwassess.report.fonts import Weight
from bwassess.report.styles import FINDING, TEXT
from bwassess.report.typography import Paragraph, Run, TextStyle


def texts(paragraph, width):
    """What stands on each line from left to right, glyphs as their letters."""
    return [
        "".join(
            "".join(glyph.text for glyph in piece.shaped.glyphs)
            for piece in line.pieces
        )
        for line in paragraph.lines(width)
    ]


def test_that_lines_are_filled_but_never_wider_than_asked():
    paragraph = Paragraph.of("One drill was held in twelve months. " * 6, TEXT, "en")
    lines = paragraph.lines(150)
    assert len(lines) > 4
    assert all(line.width <= 150 for line in lines)
    assert all(line.width > 90 for line in lines[:-1])


def test_that_a_word_wider_than_the_line_is_broken_between_letters():
    paragraph = Paragraph.of("m" * 60, TEXT, "en")
    lines = texts(paragraph, 100)
    assert len(lines) > 1
    assert "".join(lines) == "m" * 60
    assert all(line.width <= 100 for line in paragraph.lines(100))


def test_that_line_ends_in_the_text_are_kept():
    assert texts(Paragraph.of("a\n\nb", TEXT, "en"), 100) == ["a", "", "b"]


def test_that_space_at_a_line_end_takes_no_width():
    tight = Paragraph.of("word", TEXT, "en")
    loose = Paragraph.of("word   ", TEXT, "en")
    assert loose.lines(100)[0].width == tight.lines(100)[0].width


def test_that_khmer_stands_on_higher_lines_than_latin():
    latin = Paragraph.of("Exit", FINDING, "en").lines(200)[0]
    khmer = Paragraph.of("ច្រក", FINDING, "km").lines(200)[0]
    assert khmer.height == latin.height * 1.3


def test_that_lines_of_one_language_are_level_whatever_their_script():
    latin = Paragraph.of("B-2", FINDING, "km").lines(200)[0]
    khmer = Paragraph.of("ច្រក", FINDING, "km").lines(200)[0]
    assert (latin.height, latin.ascent) == (khmer.height, khmer.ascent)


def test_that_a_code_in_front_does_not_turn_an_arabic_line_around():
    (line,) = texts(Paragraph.of("B-2 مقفل", FINDING, "ar"), 300)
    assert line.endswith("B-2")


def test_that_english_in_an_arabic_report_reads_from_the_left():
    assert texts(Paragraph.of("Exit one (B).", FINDING, "ar"), 300) == ["Exit one (B)."]


def test_that_a_date_in_arabic_stays_as_it_was_written():
    (line,) = texts(Paragraph.of("في 2026-11-17 وفتح", FINDING, "ar"), 300)
    assert "2026-11-17" in line


def test_that_a_run_of_its_own_style_takes_the_room_it_needs():
    strong = TextStyle(20, 24, "#000000", Weight.SEMIBOLD)
    paragraph = Paragraph((Run("12", strong), Run(" OS8.05", TEXT)), "en")
    (line,) = paragraph.lines(300)
    assert line.height == 24
    assert line.pieces[0].style is strong


def test_that_a_head_too_long_ends_in_an_ellipsis():
    paragraph = Paragraph.of("A very long name of a factory, and more", TEXT, "en")
    (line,) = texts(paragraph.narrowed(100), 100)
    assert line.startswith("A very")
    assert line.endswith("…")
    short = Paragraph.of("Short", TEXT, "en")
    assert short.narrowed(100) is short


def test_that_a_figure_is_set_smaller_rather_than_on_two_lines():
    paragraph = Paragraph.of("22 of 307", FINDING, "en")
    shrunk = paragraph.shrunk(paragraph.natural_width / 2)
    assert len(shrunk.lines(paragraph.natural_width / 2 + 0.1)) == 1
    assert shrunk.text == paragraph.text
    assert paragraph.shrunk(500).natural_width == paragraph.natural_width
