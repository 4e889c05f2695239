"""What can't be right in a form is found before anybody fills it in."""

import pytest

from bwassess.checklist.form.compiling import compile_form, flaws
from bwassess.checklist.kinds import AnswerType
from bwassess.checklist.model import Item
from bwassess.checklist.names import ChecklistHash
from bwassess.checklist.parameters import Cell, ParameterKind, Shape
from bwassess.checklist.problems import ChecklistError
from tests.checklist.form.forms import (
    asked,
    calculated,
    checklist,
    choices,
    group,
    repeat,
    text,
)


def _blocking(*items: Item) -> list[tuple[str, str, str]]:
    return [
        (flaw.of.name, flaw.field, flaw.message)
        for flaw in flaws(checklist(*items))
        if flaw.blocks
    ]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"relevant": "${x} = 1"}, "no question named ${x}"),
        ({"calculation": "frob(1)"}, "no function “frob”"),
        ({"warning": ". >"}, "ends where a value should stand"),
        ({"default": "${x} + 1"}, "no question named ${x}"),
        ({"trigger": ("x",)}, "no question named ${x}"),
        ({"read_only": "/data/x = 1"}, "leads to x, which isn't in data"),
        ({"required": "/form/a = 1"}, "begins with form, and the form is data"),
        ({"constraint": "../../a = 1"}, "leads out of the form"),
        ({"relevant": ". > 1"}, "can't depend on its own answer"),
        ({"calculation": "count(instance('x')/root/item)"}, "no table named x"),
        ({"constraint": "part('x') > 1"}, "no part “x”"),
    ],
)
def test_that_a_rule_that_cannot_be_used_is_told(
    fields: dict[str, str], message: str
) -> None:
    ((name, field, told),) = _blocking(asked("a"), asked("b", **fields))
    assert name == "b"
    assert field == next(iter(fields))
    assert message in told


@pytest.mark.parametrize(
    ("items", "circle"),
    [
        (
            (asked("a", relevant="${b} = 1"), asked("b", relevant="${a} = 1")),
            "${a} → ${b} → ${a}",
        ),
        ((calculated("a", "${b}"), calculated("b", "${a}")), "${a} → ${b} → ${a}"),
        ((asked("a", relevant="${a} = 1"),), "${a} → ${a}"),
        (
            (group("g", asked("a"), relevant="${a} = 1"),),
            "${g} → ${a} → ${g}",
        ),
        (
            (
                repeat("r", asked("a"), repeat_count="${b}"),
                calculated("b", "sum(${a})"),
            ),
            "${r} → ${b} → ${r}",
        ),
        (
            (repeat("r", calculated("a", "sum(/data/r/a)")),),
            "${a} → ${a}",
        ),
        (
            (repeat("r", asked("a", relevant="count(${r}) > 1"), relevant="${a} > 1"),),
            "${r} → ${a} → ${r}",
        ),
    ],
)
def test_that_a_circle_is_named_question_by_question(
    items: tuple[Item, ...], circle: str
) -> None:
    messages = [message for _name, _field, message in _blocking(*items)]
    assert len(messages) == 1
    assert "depends on itself" in messages[0]
    assert circle in messages[0]


def test_that_a_row_reading_another_is_no_circle() -> None:
    before = "indexed-repeat(${a}, ${r}, position(..) - 1)"
    assert _blocking(repeat("r", calculated("a", before))) == []
    sibling = "../preceding-sibling::r[1]/a + 1"
    assert _blocking(repeat("r", calculated("a", sibling))) == []


def test_that_an_answer_may_be_constrained_by_itself() -> None:
    assert _blocking(asked("a", constraint=". > 1 and ${a} < 5 and ../a != 3")) == []


def test_that_a_name_two_places_share_cannot_be_referred_to() -> None:
    items = (group("g", asked("a")), asked("a"), asked("b", relevant="${a} = 1"))
    ((_name, _field, message),) = _blocking(*items)
    assert "Several places" in message
    paths = asked("b", relevant="/data/a = 1 and /data/g/a = 2")
    assert _blocking(group("g", asked("a")), asked("a"), paths) == []


def test_that_the_form_is_called_as_its_settings_say() -> None:
    form = checklist(
        asked("a"), asked("b", relevant="/visit/a = 1"), settings=(("name", "visit"),)
    )
    assert flaws(form) == []


def test_that_a_question_with_parts_has_no_single_value() -> None:
    parts = asked("a", AnswerType.NUMBER, parts=choices("women", "men"))
    ((_name, field, message),) = _blocking(parts, asked("b", relevant="${a} > 1"))
    assert field == "relevant"
    assert "has no single value" in message


def test_that_a_filter_by_a_column_nobody_has_deserves_a_look() -> None:
    (flaw,) = flaws(
        checklist(
            asked("a"),
            asked(
                "b",
                AnswerType.CHOICE,
                choices=choices("x", "y"),
                choice_list="l",
                choice_filter="kind = ${a} and name != 'x'",
            ),
        )
    )
    assert (flaw.field, flaw.blocks) == ("choice_filter", False)
    assert "no" in flaw.message.lower()
    assert "kind" in flaw.message


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ("${g} = 1", "g is a group"),
        ("'many' = ${a}", "a is a number and never “many”"),
        ("${a} = ''", ""),
        ("${a} = '5'", ""),
        ("count(${g}) > 0", ""),
    ],
)
def test_that_a_comparison_made_in_vain_deserves_a_look(
    rule: str, message: str
) -> None:
    found = flaws(
        checklist(asked("a"), group("g", asked("c")), asked("b", relevant=rule))
    )
    assert not any(flaw.blocks for flaw in found)
    assert [message in flaw.message for flaw in found] == ([True] if message else [])


def test_that_a_case_the_law_does_not_have_deserves_a_look() -> None:
    kind = ParameterKind(
        "ages", text("Ages"), Shape.MATRIX, cases=(Cell("light", text("Light")),)
    )
    rule = "${a} > parameter('ages', 'heavy')"
    form = checklist(
        asked("a"),
        asked("b", relevant=rule, parameters=("ages",)),
        parameter_kinds=(kind,),
    )
    (flaw,) = flaws(form)
    assert not flaw.blocks
    assert "no case “heavy”" in flaw.message


def test_that_a_form_with_a_flaw_cannot_be_filled_in() -> None:
    with pytest.raises(ChecklistError, match="no question named"):
        compile_form(checklist(asked("a", relevant="${x} = 1")))


def test_that_a_version_is_compiled_once() -> None:
    form = checklist(asked("a"), hash=ChecklistHash("1" * 64))
    again = checklist(asked("a"), hash=ChecklistHash("1" * 64))
    assert compile_form(form) is compile_form(again)
    assert compile_form(checklist(asked("a"))) is not compile_form(
        checklist(asked("a"))
    )
