"""The shipped editions are whole, usable and quick to open."""

from pathlib import Path

import pytest

from bwassess.checklist.canonical import decode, encode
from bwassess.checklist.library import (
    load_edition,
    load_shipped,
    read_editions,
    shipped,
    shipped_with,
)
from bwassess.checklist.names import QuestionId
from bwassess.checklist.problems import ChecklistError
from bwassess.checklist.xlsform import read
from bwassess.paths import RESOURCES
from tests.factories import make_checklist

SHIPPED = RESOURCES / "checklists"


def test_that_the_index_says_what_the_editions_are() -> None:
    assert shipped() == read_editions(), "python3 dev.py editions writes it anew"


def test_that_an_edition_is_found_by_its_hash() -> None:
    cambodia = load_shipped("kh")
    assert shipped_with(cambodia.hash) is cambodia
    assert shipped_with(make_checklist(3).hash) is None


def test_that_the_global_edition_comes_first() -> None:
    editions = shipped()
    assert (editions[0].edition, editions[0].country) == ("global", "")
    assert {edition.edition: edition.country for edition in editions[1:]}.items() >= {
        ("kh", "KH"),
        ("vn", "VN"),
        ("jo", "JO"),
    }
    assert len({edition.hash for edition in editions}) == len(editions)


@pytest.mark.parametrize("edition", ["global", "kh"])
def test_that_a_shipped_edition_has_no_problem_at_all(edition: str) -> None:
    base = None if edition == "global" else SHIPPED / "global"
    assert [str(its) for its in read(SHIPPED / edition, base=base).problems] == []


def test_that_a_national_edition_is_the_global_one_with_its_law() -> None:
    everywhere, cambodia = load_shipped("global"), load_shipped("kh")
    assert not everywhere.parameters
    assert {parameter.key for parameter in cambodia.parameters} >= {"ages"}
    assert decode(encode(cambodia)) == cambodia


def test_that_a_question_is_followed_by_its_lineage() -> None:
    question = load_shipped("global").question(QuestionId("OS8.05"))
    assert load_shipped("kh").asks(question.id)
    assert load_shipped("kh").question(question.id).id == question.id
    elsewhere = make_checklist(3)
    assert not elsewhere.asks(question.id)
    assert {elsewhere: 1}[make_checklist(3)] == 1


def test_that_editions_not_there_are_named(tmp_path: Path) -> None:
    with pytest.raises(ChecklistError, match="no edition “xx”"):
        load_shipped("xx")
    (tmp_path / "kh").mkdir()
    (tmp_path / "kh" / "survey.csv").write_text("type,name\n", encoding="utf-8")
    (tmp_path / "kh" / "settings.csv").write_text(
        "form_id,bw::base\nkh,lost\n", encoding="utf-8"
    )
    with pytest.raises(ChecklistError, match="kh changes the checklist “lost”"):
        load_edition("kh", folder=tmp_path)
