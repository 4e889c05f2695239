import pytest

from bwassess.report.linebreak import segments


def parts(text: str, language: str) -> list[str]:
    return [text[start:end] for start, end in segments(text, language)]


def test_that_khmer_is_broken_between_words():
    assert parts("គ្មានរបាំងការពារផ្នែកដែលវិល", "km") == [
        "គ្មាន",
        "របាំង",
        "ការពារ",
        "ផ្នែក",
        "ដែល",
        "វិល",
    ]


def test_that_burmese_is_never_broken_inside_a_syllable():
    found = parts("တူညီလွတ်လပ်သောဂုဏ်သိက္ခာဖြင့်လည်းကောင်း", "my")
    assert len(found) > 3
    assert "".join(found) == "တူညီလွတ်လပ်သောဂုဏ်သိက္ခာဖြင့်လည်းကောင်း"
    assert not any(part[0] in "\u103a\u1039\u102d\u102f\u1038\u1037" for part in found)


@pytest.mark.parametrize(
    "token", ["KH-0417-3", "B-2", "17/11/2026", "17\u201318/11/2026", "2026-11-17"]
)
def test_that_codes_and_dates_are_kept_whole(token):
    assert f"{token} " in parts(f"see {token} there", "en")


def test_that_ordinary_hyphens_still_break():
    assert "short-" in parts("a short-term contract", "en")


def test_that_a_long_token_with_digits_may_break():
    address = "path-of-a-very-long-name-1-that-goes-on-and-on"
    assert len(parts(address, "en")) > 1
