"""Where paths lead is known before anything is answered."""

import pytest

from bwassess.checklist.expression.reach import Lost, reach
from bwassess.checklist.expression.syntax import parse
from tests.checklist.expression.filled import Element

OUTLINE = Element(
    "data",
    [
        ("limit", ""),
        ("workers", [("worker", [("name", ""), ("age", ""), ("pay", "")])]),
        ("after", ""),
    ],
)


def named(name: str) -> Element | None:
    return next((node for node in OUTLINE.all() if node.name == name), None)


def reached(source: str, *, is_filter: bool = False) -> set[str]:
    found = reach(
        parse(source),
        here=OUTLINE.at("workers/worker/age"),
        root=OUTLINE,
        named=named,
        is_filter=is_filter,
    )
    assert found.lost == ()
    return {element.name for element in found.elements}


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("1 + 2", set()),
        ("${limit} > .", {"limit", "age"}),
        ("../name = 'a' or /data/limit", {"name", "limit"}),
        ("position(..)", {"worker"}),
        ("count(${worker}[age > ${limit}])", {"worker", "age", "limit"}),
        ("sum(/data/workers/worker[name = current()/../name]/pay)", {"name", "pay"}),
        ("../preceding-sibling::worker[1]/pay", {"pay"}),
        ("//pay | /data//name", {"pay", "name"}),
        ("//limit", {"limit"}),
        ("../*", {"name", "age", "pay"}),
        ("following::after", {"after"}),
        ("indexed-repeat(${pay}, ${worker}, ${limit})", {"pay", "worker", "limit"}),
        ("instance('x')/root/item[c = ${limit}]/label", {"limit"}),
        ("instance('x')/root/item[c = current()/../name]/label", {"name"}),
        (
            "join(' ', randomize(/data/workers/worker/name, ${limit}))",
            {"name", "limit"},
        ),
        ("(${name} | ${pay})[. = ${limit}]", {"name", "pay", "limit"}),
    ],
)
def test_that_what_a_path_reads_is_found(source: str, names: set[str]) -> None:
    assert reached(source) == names


def test_that_a_condition_on_choices_reads_the_form_alone() -> None:
    assert reached("country = ${limit} and . != ../x", is_filter=True) == {"limit"}


@pytest.mark.parametrize(
    ("source", "lost"),
    [
        ("../nam = 1", [Lost("nam", 3)]),
        ("/form/limit", [Lost("form", 1)]),
        ("/data/limit/deeper", [Lost("deeper", 12)]),
        ("count(//worker[wage > 1])", [Lost("wage", 15)]),
        ("//nobody", [Lost("nobody", 2)]),
        ("../../../../../x", []),
    ],
)
def test_that_a_step_that_leads_nowhere_is_told(source: str, lost: list[Lost]) -> None:
    found = reach(
        parse(source),
        here=OUTLINE.at("workers/worker/age"),
        root=OUTLINE,
        named=named,
    )
    assert list(found.lost) == lost
