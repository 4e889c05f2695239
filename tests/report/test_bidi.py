import pytest

from bwassess.report.bidi import (
    LRI,
    PDI,
    base_level,
    isolated,
    levels,
    phrases_isolated,
    visual_order,
)


def shown(text: str, base: int) -> str:
    """The text as it stands from left to right, invisible marks left out."""
    found = levels(text, base)
    visible = [
        place
        for place, letter in enumerate(text)
        if letter not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    ]
    order = visual_order([found[place] for place in visible])
    mirrored = str.maketrans("()", ")(")
    return "".join(
        text[place].translate(mirrored) if found[place] % 2 else text[place]
        for place in (visible[place] for place in order)
    )


# Capital letters stand for Hebrew ones, as in the examples of the annex.
def hebrew(text: str) -> str:
    return "".join(
        chr(0x05D0 + ord(letter) - ord("A")) if "A" <= letter <= "V" else letter
        for letter in text
    )


@pytest.mark.parametrize(
    ("text", "base", "expected"),
    [
        ("car means CAR.", 0, "car means RAC."),
        ("car MEANS CAR.", 1, ".RAC SNAEM car"),
        ("he said it, CAR IS 12 LAP", 0, "he said it, PAL 12 SI RAC"),
        ("A (b) C", 1, "C (b) A"),
        ("a (B) c", 0, "a (B) c"),
        ("A (B) c", 0, "(B) A c"),
        ("A 1,234.50 B", 1, "B 1,234.50 A"),
        ("A 20% B", 1, "B 20% A"),
        ("A\u202eabc\u202cB", 1, "BcbaA"),
        ("A\u2066x (1)!\u2069B", 1, "Bx (1)!A"),
        ("x\u2067A b\u2069y", 0, "xb Ay"),
        ("a\u2068B c\u2069d", 0, "ac Bd"),
        ("A \u2066a\u2067B\u2069b\u2069 C", 1, "C aBb A"),
    ],
)
def test_that_mixed_text_stands_as_the_annex_says(text, base, expected):
    assert shown(hebrew(text), base) == hebrew(expected)


def test_that_numbers_after_arabic_letters_fall_apart_only_unless_isolated():
    text = "\u0641\u064a 2026-11-17 \u062b\u0645"
    assert "2026-11-17" not in shown(text, 1)
    assert "2026-11-17" in shown(isolated(text), 1)


@pytest.mark.parametrize(
    "token",
    ["OS8.05", "B-2", "KH-0417-3", "17/11/2026", "10:42:07", "4c19 8be2 70d3", "C155"],
)
def test_that_codes_dates_and_digests_are_isolated_whole(token):
    assert isolated(f"\u0641\u064a {token}\u060c") == (
        f"\u0641\u064a {LRI}{token}{PDI}\u060c"
    )


def test_that_words_and_plain_numbers_are_not_isolated():
    text = "exit and/or door, 12 of 40"
    assert isolated(text) == text


def test_that_the_first_strong_letter_outside_isolates_gives_the_base():
    assert base_level("12 abc \u0627") == 0
    assert base_level("12 \u0627 abc") == 1
    assert base_level(isolated("OS8.05 \u0627")) == 1
    assert base_level("12", default=1) == 1


def test_that_separators_and_trailing_space_take_the_level_of_the_paragraph():
    assert levels("\u0627\u0628  ", 0) == [1, 1, 0, 0]
    assert levels("\u0627\t\u0628", 0) == [1, 0, 1]


def test_that_marks_too_deep_change_nothing_and_end_nothing():
    deep = "\u202b" * 200 + "a" + "\u202c" * 200 + "b"
    found = levels(deep, 0)
    assert max(found) <= 126
    assert found[-1] == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sophea Chhim, 20 \u064a", "[Sophea Chhim], 20 \u064a"),
        ("A (B) \u00b7 \u064a 17", "[A (B)] \u00b7 \u064a 17"),
        (
            "\u064a (\u064a\u060c sources disagree)",
            "\u064a (\u064a\u060c [sources disagree])",
        ),
        (
            "Law 1997, \u064a 59(a); Rule 2/08",
            "[Law 1997], \u064a [59(a)]; [Rule 2/08]",
        ),
        ("Act 8/1996 art. 13 \u064a", "[Act 8/1996 art. 13] \u064a"),
        ("Law (see \u064a 3)", "[Law] ([see] \u064a 3)"),
    ],
)
def test_that_what_runs_from_the_left_is_isolated_as_a_whole(text, expected):
    shown = phrases_isolated(text).replace("\u2066", "[").replace("\u2069", "]")
    assert shown.startswith(expected)
