"""What differs between two texts is marked, and nothing else."""

from dataclasses import replace

from bwassess.checklist import library
from bwassess.checklist.comparing import Difference, What, compare
from bwassess.checklist.texts import Text
from ui.checklists.differing import Differing, marked


def bold(text: str, other: str) -> tuple[list[str], list[str]]:
    was, now = marked(text, other)
    assert "".join(run.text for run in was) == text
    assert "".join(run.text for run in now) == other
    return [r.text for r in was if r.bold], [r.text for r in now if r.bold]


def test_that_words_of_only_one_side_are_marked() -> None:
    assert bold("Are all exits open?", "Are all doors open?") == (["exits"], ["doors"])
    assert bold("Are exits open?", "Are all exits open?") == ([], [" all"])


def test_that_a_text_that_came_or_went_is_whole() -> None:
    assert bold("", "New words") == ([], [])
    assert bold("Old words", "") == ([], [])


def test_that_every_difference_of_two_editions_can_be_said() -> None:
    cambodia, vietnam = (library.load_shipped(one) for one in ("kh", "vn"))
    found = compare(cambodia, vietnam)
    differing = Differing(found, "en")
    for one in found.questions:
        spoken = differing.entry(one).spoken
        assert spoken.startswith(one.question.code)
    said = [differing.law_entry(one).spoken for one in found.law]
    assert any("value changed" in one and "Was: " in one for one in said)


def test_that_a_rewording_in_the_language_read_is_told_once() -> None:
    cambodia = library.load_shipped("kh")
    asked = next(q for q in cambodia.questions if q.code == "OS8.05")
    other = replace(asked, label=Text.of({"en": "Can every exit be opened?"}))
    found = Difference(asked.id, asked, other, (What.REWORDED, What.LANGUAGES))
    told = Differing(compare(cambodia, cambodia), "km").entry(found).spoken
    assert told.count(asked.label.in_("km")) == 1
    in_english = Differing(compare(cambodia, cambodia), "en").entry(found).spoken
    assert asked.label.in_("km") in in_english
