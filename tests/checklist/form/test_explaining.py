"""A form can say why something isn't asked or doesn't fit."""

from bwassess.checklist.expression.values import UNKNOWN
from bwassess.checklist.form.formulas import Property
from bwassess.checklist.names import QuestionId
from tests.checklist.form.forms import asked, filling, group, number, repeat

A, B = QuestionId("a"), QuestionId("b")


def test_that_a_hidden_question_names_the_conditions_around_it() -> None:
    form = filling(
        asked("a"),
        group("g", asked("b", relevant="parameter('x') > 1"), relevant="${a} > 3"),
    )
    form.set(A, number(2))
    outer, own = form.explain(B, Property.RELEVANT)
    assert (outer.of.name, outer.source) == ("g", "${a} > 3")
    assert outer.outcome is False
    assert outer.reads == ((A, 2.0),)
    assert own.outcome is UNKNOWN
    assert own.parameters == ("x",)


def test_that_a_refused_answer_names_what_it_was_held_against() -> None:
    form = filling(asked("a"), asked("b", constraint=". <= ${a}"))
    (untouched,) = form.explain(B, Property.CONSTRAINT)
    assert untouched.outcome is None
    form.set(A, number(5))
    form.set(B, number(7))
    (refused,) = form.explain(B, Property.CONSTRAINT)
    assert refused.outcome is False
    assert dict(refused.reads) == {A: 5.0, B: 7.0}
    assert form.explain(B, Property.REQUIRED) == ()


def test_that_a_row_explains_itself() -> None:
    form = filling(repeat("r", asked("b", relevant="position(..) > 1")), is_new=True)
    (condition,) = form.explain(QuestionId("b@r:1"), Property.RELEVANT)
    assert condition.row == "r:1"
    assert condition.outcome is False
