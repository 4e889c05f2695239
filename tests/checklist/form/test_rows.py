"""Repeats: rows that are added, rows that are counted, and rows inside rows."""

import pytest

from bwassess.checklist.form.filling import Lack
from bwassess.checklist.form.rows import Row
from bwassess.checklist.given import NOTHING
from bwassess.checklist.kinds import AnswerType
from bwassess.checklist.names import QuestionId
from tests.checklist.form.forms import (
    asked,
    calculated,
    filling,
    number,
    repeat,
    row,
    said,
    text,
    value,
    values,
)


def test_that_a_new_form_begins_with_one_row() -> None:
    visits = repeat("visit", asked("x"))
    form = filling(visits, is_new=True)
    assert form.opening.begun == (Row("visit", row("visit:1")),)
    assert form.rows("visit") == ("visit:1",)
    assert filling(visits).rows("visit") == ()
    again = filling(visits, rows=form.opening.begun)
    assert again.rows("visit") == ("visit:1",)
    again.remove_row(row("visit:1"))
    assert again.rows("visit") == ()


def test_that_a_row_added_later_begins_without_rows_inside() -> None:
    form = filling(repeat("house", repeat("guest", asked("x"))), is_new=True)
    assert form.rows("guest", row("house:1")) == ("house:1:guest:1",)
    assert form.add_row("house", row=row("h")).begun == ()
    assert form.rows("guest", row("h")) == ()


def test_that_the_first_counted_row_begins_with_a_row_inside() -> None:
    form = filling(
        asked("n", default="2"),
        repeat("house", repeat("guest", asked("x")), repeat_count="${n}"),
        is_new=True,
    )
    assert form.opening.begun == (Row("guest", row("house:1:guest:1"), row("house:1")),)
    form.set(QuestionId("n"), number(3))
    assert form.rows("guest", row("house:3")) == ()


def test_that_rows_come_and_go_with_all_that_counts_them() -> None:
    form = filling(
        repeat("visit", asked("x"), calculated("n", "position(..)")),
        calculated("rows", "count(${visit})"),
        calculated("sum", "sum(${x})"),
    )
    for name in "abc":
        effect = form.add_row("visit", row=row(name))
        assert effect.is_reshaped
        assert f"x@{name}" in effect.changed
        form.set(QuestionId(f"x@{name}"), number(10))
    assert (value(form, "rows"), value(form, "sum")) == (3.0, 30.0)
    effect = form.remove_row(row("a"))
    assert {"x@a", "n@b", "n@c", "rows", "sum"} <= effect.changed
    assert (value(form, "rows"), value(form, "sum")) == (2.0, 20.0)
    assert [value(form, f"n@{name}") for name in "bc"] == [1.0, 2.0]
    form.add_row("visit", row=row("a"))
    assert value(form, "x@a") == 10.0
    assert value(form, "n@a") == 3.0
    assert form.rows("visit") == ("b", "c", "a")


def test_that_a_rule_in_a_row_reads_its_own_row() -> None:
    form = filling(
        asked("least"),
        repeat(
            "visit",
            asked("x", constraint=". >= ${least}"),
            asked("y", relevant="${x} > 5", label=text("After ${x}")),
        ),
    )
    form.set(QuestionId("least"), number(3))
    for name, given in (("a", 9), ("b", 2)):
        form.add_row("visit", row=row(name))
        form.set(QuestionId(f"x@{name}"), number(given))
    assert form.state(QuestionId("y@a")).is_relevant
    assert not form.state(QuestionId("y@b")).is_relevant
    assert form.state(QuestionId("x@a")).fits
    assert not form.state(QuestionId("x@b")).fits
    assert list(form.missing()) == [("x@b", Lack.CONSTRAINT)]
    assert form.text(QuestionId("y@a"), text("After ${x}"), "en") == "After 9"
    assert form.text(row("b"), text("Visit ${x}"), "en") == "Visit 2"
    effect = form.set(QuestionId("x@a"), number(8))
    assert effect.changed == {"x@a", "y@a"}


def test_that_a_count_makes_rows_and_keeps_what_it_takes_away() -> None:
    form = filling(
        asked("n"),
        repeat("person", asked("age"), repeat_count="${n}"),
        calculated("total", "sum(${age})"),
    )
    assert not form.may_add_row("person")
    form.set(QuestionId("n"), number(3))
    assert form.rows("person") == ("person:1", "person:2", "person:3")
    form.set(QuestionId("age@person:3"), number(30))
    form.set(QuestionId("age@person:1"), number(10))
    assert value(form, "total") == 40.0
    form.set(QuestionId("n"), number(2))
    assert form.rows("person") == ("person:1", "person:2")
    assert value(form, "total") == 10.0
    assert QuestionId("age@person:3") not in form
    form.set(QuestionId("n"), number(3))
    assert value(form, "total") == 40.0
    for given in (NOTHING, number(-1), number(0)):
        form.set(QuestionId("n"), given)
        assert form.rows("person") == ()


def test_that_no_count_makes_more_rows_than_anybody_fills_in() -> None:
    form = filling(asked("n"), repeat("r", asked("x"), repeat_count="${n}"))
    form.set(QuestionId("n"), number(1e12))
    assert len(form.rows("r")) == 5_000


def test_that_rows_stand_in_rows() -> None:
    form = filling(
        repeat(
            "house",
            asked("n"),
            repeat(
                "person",
                asked("age"),
                calculated("of", "${n} * 100 + position(..)"),
                repeat_count="${n}",
            ),
            calculated("eldest", "max(${age})"),
        ),
        calculated("people", "count(${person})"),
        calculated("ages", "join(' ', ${age})"),
    )
    for name, count in (("a", 2), ("b", 1)):
        form.add_row("house", row=row(name))
        form.set(QuestionId(f"n@{name}"), number(count))
    assert form.rows("person", row("a")) == ("a:person:1", "a:person:2")
    for key, age in (("a:person:1", 20), ("a:person:2", 60), ("b:person:1", 40)):
        form.set(QuestionId(f"age@{key}"), number(age))
    assert value(form, "eldest@a") == 60.0
    assert value(form, "eldest@b") == 40.0
    assert value(form, "of@a:person:2") == 202.0
    assert (value(form, "people"), value(form, "ages")) == (3.0, "20 60 40")
    form.remove_row(row("a"))
    assert (value(form, "people"), value(form, "ages")) == (1.0, "40")
    form.add_row("house", row=row("a"))
    assert (value(form, "people"), value(form, "ages")) == (3.0, "40 20 60")


def test_that_added_rows_come_back_with_the_row_they_stand_in() -> None:
    form = filling(
        asked("n"),
        repeat("house", repeat("guest", asked("x")), repeat_count="${n}"),
    )
    form.set(QuestionId("n"), number(1))
    form.add_row("guest", row=row("g"), parent=row("house:1"))
    form.set(QuestionId("x@g"), number(7))
    form.set(QuestionId("n"), number(0))
    assert list(form) == ["n"]
    form.set(QuestionId("n"), number(1))
    assert values(form) == {"n": 1.0, "x@g": 7.0}


def test_that_a_row_added_before_its_place_is_there_waits() -> None:
    form = filling(asked("n"), repeat("house", repeat("guest", asked("x"))))
    form.add_row("guest", row=row("g"), parent=row("h"))
    form.set(QuestionId("x@g"), number(7))
    form.add_row("house", row=row("h"))
    assert values(form) == {"n": "", "x@g": 7.0}


def test_that_a_condition_hides_a_repeat_and_what_is_in_it() -> None:
    form = filling(
        asked("a"),
        repeat("visit", asked("x", required="yes"), relevant="${a} = 1"),
        calculated("rows", "count(${visit})"),
    )
    form.add_row("visit", row=row("r"))
    assert not form.may_add_row("visit")
    assert value(form, "rows") == 0.0
    assert list(form.missing()) == []
    effect = form.set(QuestionId("a"), number(1))
    assert form.may_add_row("visit")
    assert effect.changed == {"a", "x@r", "rows"}
    assert effect.is_reshaped
    assert list(form.missing()) == [("x@r", Lack.UNANSWERED)]


def test_that_a_row_may_read_the_row_before_it() -> None:
    before = "indexed-repeat(${total}, ${visit}, position(..) - 1)"
    form = filling(
        repeat(
            "visit",
            asked("x"),
            calculated(
                "total", f"${{x}} + if(position(..) = 1, 0, coalesce({before}, 0))"
            ),
        ),
        calculated("last", "max(${total})"),
    )
    for name in "abcd":
        form.add_row("visit", row=row(name))
        form.set(QuestionId(f"x@{name}"), number(1))
    assert [value(form, f"total@{name}") for name in "abcd"] == [1, 2, 3, 4]
    effect = form.set(QuestionId("x@c"), number(11))
    assert value(form, "last") == 14.0
    assert effect.evaluations == 3
    form.remove_row(row("a"))
    assert [value(form, f"total@{name}") for name in "bcd"] == [1, 12, 13]


def test_that_rows_that_read_the_one_before_are_looked_at_in_their_order() -> None:
    before = "indexed-repeat(${total}, ${r}, position(..) - 1)"
    form = filling(
        asked("n"),
        repeat(
            "r",
            asked("x"),
            calculated("twice", "${total} * 2"),
            calculated("total", f"if(position(..) = 1, ${{x}}, {before} + ${{x}})"),
            repeat_count="${n}",
        ),
    )
    given = {QuestionId(f"x@r:{place}"): number(1) for place in range(1, 51)}
    for key, its in given.items():
        form.set(key, its)
    effect = form.set(QuestionId("n"), number(50))
    assert value(form, "twice@r:50") == 100.0
    assert effect.evaluations == 101


def test_that_rules_of_rows_that_are_gone_are_not_looked_at() -> None:
    form = filling(asked("a"), repeat("r", calculated("y", "${a} * 2")))
    for name in "xyz":
        form.add_row("r", row=row(name))
    form.remove_row(row("x"))
    form.remove_row(row("z"))
    effect = form.set(QuestionId("a"), number(2))
    assert (effect.changed, effect.evaluations) == ({"a", "y@y"}, 1)


def test_that_rows_that_pick_each_other_come_to_an_end() -> None:
    other = "indexed-repeat(${x}, ${r}, 3 - position(..))"
    form = filling(
        asked("n"), repeat("r", calculated("x", f"{other} + 1"), repeat_count="${n}")
    )
    effect = form.set(QuestionId("n"), number(2))
    assert effect.evaluations < 1_000
    assert form.set(QuestionId("n"), number(1)).evaluations < 1_000


def test_that_what_is_compared_with_all_rows_holds_for_any() -> None:
    form = filling(
        repeat("visit", asked("x")), calculated("any", "${x} > 9"), asked("z")
    )
    for name, given in (("a", 4), ("b", 10)):
        form.add_row("visit", row=row(name))
        form.set(QuestionId(f"x@{name}"), number(given))
    assert value(form, "any") == "true"
    form.remove_row(row("b"))
    assert value(form, "any") == "false"


def test_that_paths_lead_through_rows() -> None:
    form = filling(
        repeat(
            "visit",
            asked("who", AnswerType.TEXT),
            calculated("first", "../preceding-sibling::visit[1]/who"),
        ),
        calculated("second", "/data/visit[2]/who"),
        calculated("with_b", "count(/data/visit[starts-with(who, 'B')])"),
        calculated("mates", "count(/data/visit[who = ${second}])"),
    )
    for name, given in (("a", "Ann"), ("b", "Bob"), ("c", "Bob")):
        form.add_row("visit", row=row(name))
        form.set(QuestionId(f"who@{name}"), said(given))
    assert value(form, "second") == "Bob"
    assert value(form, "with_b") == 2.0
    assert value(form, "mates") == 2.0
    assert [value(form, f"first@{name}") for name in "abc"] == ["", "Ann", "Bob"]


def test_that_only_rows_that_a_change_reaches_are_looked_at() -> None:
    form = filling(
        asked("n"),
        repeat(
            "r",
            asked("x", constraint=". > 0"),
            calculated("y", "${x} * 2"),
            asked("z", relevant="${y} > 4"),
            repeat_count="${n}",
        ),
        calculated("sum", "sum(${y})"),
    )
    form.set(QuestionId("n"), number(200))
    effect = form.set(QuestionId("x@r:100"), number(3))
    assert effect.evaluations == 4
    assert effect.changed == {"x@r:100", "y@r:100", "z@r:100", "sum"}


def test_that_a_repeat_nobody_knows_is_an_error_of_the_caller() -> None:
    form = filling(asked("a"))
    with pytest.raises(KeyError):
        form.add_row("a", row=row("r"))
