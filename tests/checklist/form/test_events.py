"""What happens once: defaults, triggers, and answers that are calculated."""

from random import Random

from bwassess.checklist.form.compiling import compile_form
from bwassess.checklist.form.filling import Filling
from bwassess.checklist.form.scope import Surroundings
from bwassess.checklist.given import NOTHING
from bwassess.checklist.kinds import AnswerType
from bwassess.checklist.names import QuestionId
from tests.checklist.form.forms import (
    NOW,
    asked,
    calculated,
    checklist,
    filling,
    number,
    repeat,
    row,
    said,
    value,
)

A, B, C = QuestionId("a"), QuestionId("b"), QuestionId("c")


def test_that_a_default_is_put_in_once() -> None:
    items = (
        asked("a", default="5"),
        asked("b", default="${a} + 1.7"),
        asked("c", AnswerType.DATE, default="2026-01-02"),
        asked("d", AnswerType.TEXT, default="made (by hand)"),
        asked("e", AnswerType.TEXT, default="once(concat(${a}, '!'))"),
    )
    form = filling(*items, is_new=True)
    assert {key: str(its.own) for key, its in form.opening.written.items()} == {
        "a": "5.0",
        "b": "6.0",
        "c": "2026-01-02",
        "d": "made (by hand)",
        "e": "5!",
    }
    form.set(A, NOTHING)
    assert value(form, "a") == ""
    assert value(form, "b") == 6.0
    assert filling(*items).opening.written == {}


def test_that_a_plain_default_is_there_before_any_that_is_reckoned() -> None:
    form = filling(
        asked("a", default="${b} + 1"),
        asked("b", default="5"),
        asked("c", calculation="9", trigger=("b",)),
        is_new=True,
    )
    assert (value(form, "a"), value(form, "c")) == (6.0, "")


def test_that_defaults_are_put_in_as_they_are_read() -> None:
    form = filling(
        asked("n", default="1 + 1"),
        repeat(
            "r",
            calculated("p", "position(..) + ${n}"),
            asked("a", default="${p} * 10"),
            repeat("s", asked("b", default="${a} + 1")),
        ),
        asked("c", default="sum(${b})"),
        asked("d", default="string(${e})"),
        calculated("e", "${c} + 1"),
        is_new=True,
    )
    assert {key: its.own for key, its in form.opening.written.items()} == {
        "n": 2.0,
        "a@r:1": 30.0,
        "b@r:1:s:1": 31.0,
        "c": 31.0,
        "d": 32.0,
    }


def test_that_a_new_row_has_its_defaults() -> None:
    form = filling(
        asked("n"),
        repeat("r", asked("a", default="position(..) * 10"), repeat_count="${n}"),
    )
    effect = form.set(QuestionId("n"), number(2))
    assert set(effect.written) == {"a@r:1", "a@r:2"}
    assert value(form, "a@r:2") == 20.0
    form.set(QuestionId("a@r:2"), number(7))
    form.set(QuestionId("n"), number(1))
    assert form.set(QuestionId("n"), number(2)).written == {}
    assert value(form, "a@r:2") == 7.0


def test_that_a_default_is_kept_where_its_question_is_not_relevant() -> None:
    form = filling(
        asked("a"), asked("b", default="3", relevant="${a} = 1"), is_new=True
    )
    assert value(form, "b") == ""
    form.set(A, number(1))
    assert value(form, "b") == 3.0


def test_that_a_trigger_calculates_when_its_question_changes() -> None:
    form = filling(
        asked("a", default="1"),
        asked("b"),
        asked("c", calculation="${b} * 2", trigger=("a",)),
        is_new=True,
    )
    assert value(form, "c") == ""
    assert form.set(B, number(4)).written == {}
    assert form.set(A, number(2)).written == {C: number(8)}
    form.set(C, number(5))
    assert form.set(A, number(2)).written == {}
    assert value(form, "c") == 5.0
    form.set(A, NOTHING)
    assert value(form, "c") == 8.0


def test_that_a_default_pulls_no_trigger() -> None:
    form = filling(
        asked("n"),
        asked("a", default="2 + 3"),
        asked("c", calculation="9", trigger=("a",)),
        repeat(
            "r",
            asked("x", default="position(..)"),
            asked("y", calculation="9", trigger=("x",)),
            repeat_count="${n}",
        ),
        is_new=True,
    )
    assert form.opening.written == {A: number(5)}
    assert set(form.set(QuestionId("n"), number(1)).written) == {"x@r:1"}


def test_that_a_default_leaves_what_was_given_alone() -> None:
    items = (asked("a", default="5"), asked("b", default="2 + 3"))
    form = filling(*items, is_new=True, given={A: number(1), B: number(2)})
    assert form.opening.written == {}
    assert (value(form, "a"), value(form, "b")) == (1.0, 2.0)


def test_that_a_trigger_without_calculation_empties() -> None:
    form = filling(asked("a"), asked("c", trigger=("a",)))
    form.set(C, number(5))
    assert form.set(A, number(2)).written == {C: NOTHING}
    assert value(form, "c") == ""


def test_that_a_trigger_outside_reaches_every_row() -> None:
    form = filling(
        asked("a"), repeat("r", asked("c", calculation="${a}", trigger=("a",)))
    )
    form.add_row("r", row=row("x"))
    form.add_row("r", row=row("y"))
    assert set(form.set(A, number(3)).written) == {"c@x", "c@y"}


def test_that_a_calculated_answer_may_be_changed_until_it_is_calculated_anew() -> None:
    items = (asked("a"), asked("b", calculation="${a} * 2.5"))
    form = filling(*items)
    assert form.set(A, number(3)).written == {B: number(7)}
    form.set(B, number(100))
    assert value(form, "b") == 100.0
    again = filling(*items, given={A: number(3), B: number(100)})
    assert again.opening.written == {}
    assert again.set(A, number(4)).written == {B: number(10)}


def test_that_a_calculated_answer_that_nobody_may_change_is_calculated_anew() -> None:
    items = (asked("a"), asked("b", calculation="${a} * 2", read_only="yes"))
    form = filling(*items, given={A: number(3), B: number(100)})
    assert form.opening.written == {B: number(6)}


def test_that_what_is_reckoned_once_stays() -> None:
    items = (asked("a"), calculated("b", "once(${a} * 2)"))
    form = filling(*items)
    assert form.set(A, number(3)).written == {B: said("6")}
    assert form.set(A, number(4)).written == {}
    assert value(form, "b") == "6"


def test_that_chance_is_kept() -> None:
    items = checklist(calculated("a", "random()"), calculated("b", "uuid()"))
    form = compile_form(items)
    first, same = (
        Filling(form, now=NOW, is_new=True, chance=Random(7))  # noqa: S311 - no secret
        for _time in range(2)
    )
    assert first.opening.written == same.opening.written
    assert set(first.opening.written) == {A, B}
    again = Filling(form, now=NOW, given=first.opening.written)
    assert again.opening.written == {}
    assert value(again, "a") == value(first, "a")


def test_that_a_form_notes_when_and_by_whom_it_was_begun() -> None:
    items = (
        asked("a", AnswerType.METADATA),
        asked("b", AnswerType.METADATA, kind="today"),
        asked("c", AnswerType.METADATA, kind="username"),
        asked("end", AnswerType.METADATA, kind="end"),
        asked("day", AnswerType.DATE, default="${b}"),
    )
    form = filling(*items, is_new=True, around=Surroundings(facts={"username": "Ann"}))
    assert value(form, "a") == "2026-11-22T09:30:00.000+00:00"
    assert [value(form, key) for key in ("b", "c", "end")] == ["2026-11-22", "Ann", ""]
    assert str(value(form, "day")) == "2026-11-22"
    assert filling(*items).opening.written == {}
