"""A form asks, requires, accepts and calculates as its rules say."""

import pytest

from bwassess.checklist.expression.values import UNKNOWN
from bwassess.checklist.form.compiling import compile_form
from bwassess.checklist.form.filling import Filling, Lack
from bwassess.checklist.given import NOTHING, Given
from bwassess.checklist.kinds import AnswerType
from bwassess.checklist.names import QuestionId
from tests.checklist.form.forms import (
    NOW,
    LawOf,
    asked,
    calculated,
    checklist,
    choices,
    filling,
    group,
    number,
    said,
    text,
    value,
    values,
)

A, B, C = QuestionId("a"), QuestionId("b"), QuestionId("c")


def test_that_an_answer_reaches_what_reads_it_and_nothing_else() -> None:
    form = filling(
        asked("a"),
        asked("b", relevant="${a} > 1"),
        asked("c", relevant="${b} > 1"),
        calculated("sum", "${a} + ${b}"),
        asked("other", constraint=". > 3"),
    )
    effect = form.set(A, number(2))
    assert effect.changed == {"a", "b"}
    assert effect.evaluations == 2
    effect = form.set(B, number(3))
    assert effect.changed == {"b", "c", "sum"}
    assert effect.evaluations == 2
    assert value(form, "sum") == 5.0


def test_that_what_is_not_relevant_is_kept_and_counts_as_empty() -> None:
    form = filling(
        asked("a"),
        asked("b", relevant="${a} = 1", required="yes", constraint=". > 5"),
        calculated("copy", "${b}", relevant="${a} = 1"),
        calculated("seen", "concat('<', ${b}, ${copy}, '>')"),
    )
    form.set(A, number(1))
    form.set(B, number(3))
    assert value(form, "seen") == "<33>"
    assert not form.state(B).fits
    form.set(A, number(2))
    state = form.state(B)
    assert (state.value, state.given) == ("", number(3))
    assert not state.is_relevant
    assert not state.is_required
    assert state.fits
    assert value(form, "seen") == "<>"
    assert list(form.missing()) == []
    form.set(A, number(1))
    assert value(form, "seen") == "<33>"
    assert list(form.missing()) == [(B, Lack.CONSTRAINT)]


def test_that_a_condition_holds_for_all_in_its_group() -> None:
    form = filling(
        asked("a"),
        group(
            "outer",
            asked("b"),
            group("inner", asked("c"), relevant="${b} = 1"),
            relevant="${a} = 1",
        ),
        calculated("both", "concat(${b}, ${c})"),
    )
    form.set(B, number(1))
    form.set(C, number(7))
    assert values(form) == {"a": "", "both": ""}
    assert form.set(A, number(1)).changed == {"a", "b", "c", "both"}
    assert values(form) == {"a": 1.0, "b": 1.0, "c": 7.0, "both": "17"}
    form.set(B, NOTHING)
    assert values(form) == {"a": 1.0, "b": "", "both": ""}


def test_that_required_may_depend_on_other_answers() -> None:
    form = filling(asked("a"), asked("b", required="${a} > 1"), asked("c"))
    assert list(form.missing()) == []
    form.set(A, number(2))
    assert list(form.missing()) == [(B, Lack.UNANSWERED)]
    form.set(B, number(0))
    assert list(form.missing()) == []


def test_that_a_warning_stands_beside_a_constraint() -> None:
    form = filling(asked("a", constraint=". < 100", warning=". < 60"))
    for given, fits, is_fine in ((10, True, True), (80, True, False), (100, False, 0)):
        form.set(A, number(given))
        state = form.state(A)
        assert (state.fits, state.is_fine) == (fits, is_fine)
    form.set(A, NOTHING)
    assert form.state(A).fits


def test_that_a_rule_judges_what_is_answered() -> None:
    rule = ". < parameter('age')"
    form = compile_form(checklist(asked("a", nc_rule=rule, parameters=("age",))))
    known = Filling(form, now=NOW, law=LawOf({"age": 15.0}))
    assert known.state(A).breaks_rule is None
    known.set(A, number(14))
    assert known.state(A).breaks_rule is True
    known.set(A, number(15))
    assert known.state(A).breaks_rule is False
    unknown = Filling(form, now=NOW, given={A: number(14)})
    assert unknown.state(A).breaks_rule is UNKNOWN


def test_that_what_the_law_does_not_tell_is_asked_and_accepted() -> None:
    form = filling(
        asked("a", constraint=". > parameter('x')", required="parameter('x') > 1"),
        asked("b", relevant="parameter('x') > 1", warning=". > parameter('x')"),
        calculated("c", "parameter('x') + 1"),
    )
    form.set(B, number(1))
    assert form.state(B).is_relevant
    assert form.state(B).is_fine
    assert form.state(A).is_required
    form.set(A, number(1))
    assert form.state(A).fits
    assert value(form, "c") is UNKNOWN


def test_that_parts_are_read_by_their_own_rules() -> None:
    form = filling(
        asked(
            "a",
            AnswerType.NUMBER,
            parts=choices("women", "men"),
            constraint="part('women') <= part('men')",
        )
    )
    form.set(A, Given("", {"women": 3.0, "men": 2.0}, is_answer=True))
    assert not form.state(A).fits
    form.set(A, Given("", {"women": 2.0, "men": 2.0}, is_answer=True))
    assert form.state(A).fits


def test_that_a_calculation_is_held_to_its_constraint_as_it_changes() -> None:
    form = filling(asked("a"), calculated("c", "${a} * 2", constraint=". < 10"))
    for given, fits in ((4, True), (5, False), (3, True)):
        assert "c" in form.set(A, number(given)).changed
        assert form.state(C).fits is fits


def test_that_a_rule_is_looked_at_for_what_it_read_last() -> None:
    form = filling(
        asked("a"), asked("b"), asked("c"), calculated("d", "if(${a} = 1, ${b}, ${c})")
    )
    assert form.set(B, number(5)).evaluations == 0
    form.set(A, number(1))
    assert value(form, "d") == 5.0
    assert form.set(C, number(7)).evaluations == 0
    assert form.set(B, number(6)).changed == {"b", "d"}


def test_that_the_same_answer_again_changes_nothing() -> None:
    form = filling(asked("a"), asked("b", relevant="${a} = 1"))
    form.set(A, number(1))
    again = form.set(A, number(1))
    assert (again.changed, again.evaluations) == (frozenset(), 0)


def test_that_a_calculation_keeps_what_it_says() -> None:
    form = filling(
        asked("a"),
        calculated("is_big", "${a} > 5"),
        calculated("word", "if(${is_big}, 'big', 'small')"),
        calculated("nothing", "${a} div 'x'"),
        calculated("empty", "${nothing} = ''"),
    )
    form.set(A, number(1))
    assert value(form, "is_big") == "false"
    assert value(form, "word") == "small"
    assert value(form, "nothing") == ""
    assert value(form, "empty") == "true"
    form.set(A, number(6))
    assert value(form, "word") == "big"


def test_that_yes_and_no_that_were_calculated_compare_as_words() -> None:
    form = filling(
        asked("a"),
        calculated("is_big", "${a} > 5"),
        calculated("named", "${is_big} = 'true'"),
        calculated("other", "${is_big} = 'a'"),
        calculated("denied", "${is_big} = 'false'"),
        calculated("counted", "${is_big} + 1"),
        asked("b", relevant="${is_big}"),
    )
    large, small = ("true", "false", "false"), ("false", "false", "true")
    for given, words, counted in ((6, large, 2), (1, small, 1)):
        form.set(A, number(given))
        assert tuple(value(form, n) for n in ("named", "other", "denied")) == words
        assert value(form, "counted") == counted
        assert form.state(B).is_relevant is (given > 5)


def test_that_read_only_may_depend_on_other_answers() -> None:
    form = filling(
        asked("a"), asked("b", read_only="${a} = 1"), asked("c", read_only="yes")
    )
    assert form.state(C).is_read_only
    assert not form.state(B).is_read_only
    assert form.set(A, number(1)).changed == {"a", "b"}
    assert form.state(B).is_read_only


def test_that_texts_show_values_and_are_shown_anew_with_them() -> None:
    form = filling(
        asked("a", AnswerType.TEXT),
        asked("b", label=text("Does ${a} pay ${ c }?")),
        asked("c"),
    )
    label = form.form.checklist.question(B).label
    assert form.set(A, said("Ann")).changed == {"a", "b"}
    assert form.text(B, label, "en") == "Does Ann pay ?"
    form.set(C, number(12))
    assert form.text(B, label, "en") == "Does Ann pay 12?"


def test_that_the_day_is_the_one_it_was_opened_on() -> None:
    form = filling(calculated("day", "format-date(today(), '%Y-%m-%d')"))
    assert value(form, "day") == "2026-11-22"


def test_that_an_answer_to_nothing_asked_here_is_kept() -> None:
    form = filling(asked("a"))
    assert form.set(QuestionId("gone"), number(1)).changed == frozenset()
    with pytest.raises(KeyError):
        form.state(QuestionId("gone"))


def test_that_a_chain_of_conditions_longer_than_the_stack_is_followed() -> None:
    chain = [asked("q0")] + [
        asked(f"q{n}", relevant=f"${{q{n - 1}}} = 1") for n in range(1, 3_000)
    ]
    given = {QuestionId(f"q{n}"): number(1) for n in range(1, 3_000)}
    form = filling(*chain, given=given)
    assert len(values(form)) == 1
    effect = form.set(QuestionId("q0"), number(1))
    assert effect.evaluations == 2_999
    assert len(values(form)) == 3_000
