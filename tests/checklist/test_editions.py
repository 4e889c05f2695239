"""The shipped national editions: their law whole, sourced and honest about itself."""

import re
from decimal import Decimal

import pytest

from bwassess.checklist.law import coverage
from bwassess.checklist.library import load_shipped
from bwassess.checklist.model import leaves
from bwassess.checklist.names import QuestionId
from bwassess.checklist.parameters import Parameter, RuleState
from bwassess.checklist.xlsform import read
from bwassess.paths import RESOURCES

SHIPPED = RESOURCES / "checklists"
NATIONAL = sorted(
    folder.name
    for folder in SHIPPED.iterdir()
    if folder.is_dir() and folder.name != "global"
)
KINDS = {kind.key: kind for kind in load_shipped("global").parameter_kinds}
PLACE = re.compile(r"\{law:\s*([^}]*?)\s*\}")


def law_of(edition: str) -> tuple[Parameter, ...]:
    return load_shipped(edition).parameters


@pytest.mark.parametrize("edition", NATIONAL)
def test_that_an_edition_has_only_open_years_to_tell(edition: str) -> None:
    problems = read(SHIPPED / edition, base=SHIPPED / "global").problems
    assert [str(its) for its in problems if its.blocks] == []
    told = [its for its in problems if its.sheet == "parameters"]
    assert all("is set anew each year" in its.message for its in told), told


@pytest.mark.parametrize("edition", NATIONAL)
def test_that_every_key_of_law_is_answered_for(edition: str) -> None:
    assert {parameter.key for parameter in law_of(edition)} == KINDS.keys()
    assert coverage(load_shipped(edition)).kinds == 43


@pytest.mark.parametrize("edition", NATIONAL)
def test_that_what_is_said_of_the_law_says_where_it_was_read(edition: str) -> None:
    for parameter in law_of(edition):
        if parameter.state is not RuleState.UNKNOWN:
            assert parameter.source, parameter
            assert parameter.level in {"primary", "two_sources", "secondary"}, parameter
            assert parameter.law or parameter.note, parameter


@pytest.mark.parametrize("edition", NATIONAL)
def test_that_nothing_is_verified_before_somebody_has_checked_it(edition: str) -> None:
    assert coverage(load_shipped(edition)).verified == 0


@pytest.mark.parametrize("edition", NATIONAL)
def test_that_an_edition_asks_what_the_others_ask(edition: str) -> None:
    everywhere = {q.id for q in leaves(load_shipped("global").items)}
    here = {q.id for q in leaves(load_shipped(edition).items)}
    assert here <= everywhere
    assert len(everywhere - here) <= 5


def test_that_schemes_of_insurance_make_their_total() -> None:
    for edition in NATIONAL:
        shares: dict[str, Decimal] = {}
        for parameter in law_of(edition):
            if parameter.key == "insurance" and parameter.state is RuleState.RULE:
                shares[parameter.case] = Decimal(parameter.value)
        for side in ("employer", "worker"):
            parts = [
                share
                for case, share in shares.items()
                if case.startswith(f"{side}_") and not case.endswith("_most")
            ]
            if side in shares and parts:
                assert sum(parts) == shares[side], (edition, side)


def test_that_the_law_a_text_asks_for_can_be_said() -> None:
    found = 0
    for question in load_shipped("global").questions:
        for _language, text in (
            *question.hint.by_language,
            *question.label.by_language,
        ):
            for place in PLACE.findall(text):
                key, _slash, case = place.partition("/")
                assert key in question.parameters, question.id
                assert case in {"", *(cell.name for cell in KINDS[key].cases)}, place
                found += 1
    assert found >= 48


def test_that_a_rule_reads_only_cases_there_are() -> None:
    reads = re.compile(r"parameter(?:-at)?\('(\w+)'(?:, '(\w+)')?")
    for question in load_shipped("global").questions:
        for key, case in reads.findall(question.nc_rule):
            assert case in {"", *(cell.name for cell in KINDS[key].cases)}, question.id


@pytest.mark.parametrize(
    ("edition", "question"), [("vn", "CO7.07"), ("jo", "CL1.02"), ("jo", "CO3.01")]
)
def test_that_what_the_law_doesnt_know_isnt_asked(edition: str, question: str) -> None:
    with pytest.raises(KeyError):
        load_shipped(edition).question(QuestionId(question))
