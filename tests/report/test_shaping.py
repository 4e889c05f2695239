import pytest

from bwassess.report.fonts import Weight, faces
from bwassess.report.shaping import shape


def shaped(text, language="en", *, right_to_left=False):
    return shape(text, Weight.REGULAR, right_to_left=right_to_left, language=language)


def test_that_each_script_finds_its_own_face():
    found = [(part.face.name, part.text) for part in shaped("exit ច្រក 12 → ✓", "km")]
    assert found == [
        ("NotoSans-Regular", "exit "),
        ("NotoSansKhmer-Regular", "ច្រក"),
        ("NotoSans-Regular", " 12 "),
        ("NotoSansMath-Regular", "→"),
        ("NotoSans-Regular", " "),
        ("NotoSansSymbols2-Regular", "✓"),
    ]


def test_that_khmer_vowels_before_their_letter_change_places():
    (part,) = shaped("ខ្មែ", "km")
    assert [glyph.text for glyph in part.glyphs] == ["", "ខ្មែ", ""]
    assert not part.is_plain


def test_that_arabic_letters_join_and_stand_from_right_to_left():
    (joined,) = shaped("ببب", "ar", right_to_left=True)
    assert len({glyph.id for glyph in joined.glyphs}) == 3
    (word,) = shaped("سلام", "ar", right_to_left=True)
    assert [glyph.text for glyph in word.glyphs] == ["م", "ال", "س"]


def test_that_a_mark_stays_with_the_face_of_its_letter():
    assert len(shaped("e\u0323\u0302")) == 1


@pytest.mark.parametrize("weight", list(Weight))
def test_that_every_offered_language_has_a_face_for_its_letters(weight):
    for language, text in {
        "en": "Exit “B” \u2013 5 € • …",
        "fr": "œuvre à Noël « où »",
        "vi": "Việt Nam, Đường số ơ ư ẵ",
        "km": "សុវត្ថិភាព ១២៣ ។៖",
        "ar": "السلامة ١٢٣ ،؛؟",
        "my": "လူတိုင်း ၁၂၃",
        "bn": "মানুষ ১২৩",
        "si": "සියලු",
        "am": "የሰው ልጅ",
    }.items():
        known = frozenset().union(
            *(face.characters for face in faces(weight, language))
        )
        assert set(text) <= known, language
