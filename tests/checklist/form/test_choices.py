"""Choices that depend on other answers, on tables, and on rows."""

from bwassess.checklist.form.compiling import compile_form
from bwassess.checklist.form.filling import Filling, Lack
from bwassess.checklist.kinds import AnswerType
from bwassess.checklist.model import Choice, Instance
from bwassess.checklist.names import QuestionId
from tests.checklist.form.forms import (
    NOW,
    asked,
    calculated,
    checklist,
    choices,
    filling,
    number,
    repeat,
    row,
    said,
    text,
    value,
)

PROVINCE, TOWN, PICKED = QuestionId("province"), QuestionId("town"), QuestionId("p")
TOWNS = tuple(
    Choice(name, text(name.title()), (("in", province),))
    for name, province in (("kampot", "south"), ("takeo", "south"), ("siem", "north"))
)


def _names(of: tuple[Choice, ...]) -> list[str]:
    return [choice.name for choice in of]


def _cascade() -> Filling:
    return filling(
        asked("province", AnswerType.CHOICE, choices=choices("south", "north")),
        asked(
            "town",
            AnswerType.CHOICE,
            choices=TOWNS,
            choice_list="towns",
            choice_filter="in = ${province}",
        ),
        calculated("label", "jr:choice-name(${town}, '${town}')"),
        calculated("all", "count(instance('towns')/root/item)"),
    )


def test_that_choices_follow_another_answer() -> None:
    form = _cascade()
    assert _names(form.choices(TOWN)) == []
    effect = form.set(PROVINCE, said("south"))
    assert effect.changed == {"province", "town"}
    assert _names(form.choices(TOWN)) == ["kampot", "takeo"]
    assert value(form, "all") == 3.0


def test_that_a_choice_no_longer_offered_is_kept_and_told() -> None:
    form = _cascade()
    form.set(PROVINCE, said("south"))
    form.set(TOWN, said("takeo"))
    assert value(form, "label") == "Takeo"
    assert list(form.missing()) == []
    form.set(PROVINCE, said("north"))
    assert not form.state(TOWN).is_offered
    assert value(form, "town") == "takeo"
    assert list(form.missing()) == [(TOWN, Lack.NOT_OFFERED)]
    form.set(PROVINCE, said("south"))
    assert list(form.missing()) == []


def test_that_choices_come_from_a_file() -> None:
    rows = tuple(
        (("code", code), ("title", title), ("level", level))
        for code, title, level in (("1", "Sewing", "a"), ("2", "Cutting", "b"))
    )
    form = Filling(
        compile_form(
            checklist(
                asked("level", AnswerType.TEXT),
                asked(
                    "p",
                    AnswerType.CHOICES,
                    choices_from="jobs.csv",
                    options=(("value", "code"), ("label", "title")),
                    choice_filter="${level} = '' or level = ${level}",
                ),
                calculated("job", "pulldata('jobs', 'title', 'code', '2')"),
                calculated("named", "jr:choice-name('1', '${p}')"),
                instances=(Instance("jobs", "jobs.csv", rows),),
            )
        ),
        now=NOW,
    )
    assert [(c.name, c.label.in_("en")) for c in form.choices(PICKED)] == [
        ("1", "Sewing"),
        ("2", "Cutting"),
    ]
    form.set(PICKED, said("1 2"))
    assert form.state(PICKED).is_offered
    form.set(QuestionId("level"), said("b"))
    assert _names(form.choices(PICKED)) == ["2"]
    assert not form.state(PICKED).is_offered
    assert value(form, "job") == "Cutting"
    assert value(form, "named") == "Sewing"


def test_that_choices_come_from_the_rows_of_a_repeat() -> None:
    form = filling(
        repeat("person", asked("name", AnswerType.TEXT), asked("age")),
        asked(
            "p",
            AnswerType.CHOICE,
            choices_from="${name}",
            choice_filter="${age} >= 18",
        ),
    )
    assert form.choices(PICKED) == ()
    for key, name, age in (("a", "Ann", 30), ("b", "Bob", 12), ("c", "", 50)):
        form.add_row("person", row=row(key))
        form.set(QuestionId(f"name@{key}"), said(name) if name else number(0))
        form.set(QuestionId(f"age@{key}"), number(age))
    form.set(QuestionId("name@c"), said("Cy"))
    assert _names(form.choices(PICKED)) == ["Ann", "Cy"]
    form.set(PICKED, said("Ann"))
    assert form.state(PICKED).is_offered
    effect = form.set(QuestionId("age@b"), number(18))
    assert "p" in effect.changed
    assert _names(form.choices(PICKED)) == ["Ann", "Bob", "Cy"]
    form.remove_row(row("a"))
    assert not form.state(PICKED).is_offered


def test_that_mixed_choices_stay_in_the_order_their_seed_gives() -> None:
    many = choices(*"abcdefgh")

    def offered(*options: tuple[str, str]) -> list[str]:
        form = filling(
            asked("seed"),
            asked(
                "p",
                AnswerType.CHOICE,
                choices=many,
                choice_list="many",
                options=(("randomize", "true"), *options),
            ),
        )
        form.set(QuestionId("seed"), number(7))
        return _names(form.choices(PICKED))

    assert sorted(offered()) == list("abcdefgh")
    assert offered() == offered()
    assert offered(("seed", "7")) == offered(("seed", "${seed}"))
    assert offered(("seed", "7")) != offered(("seed", "8"))


def test_that_a_choice_nobody_can_rule_out_is_offered() -> None:
    form = filling(
        asked(
            "town",
            AnswerType.CHOICE,
            choices=TOWNS,
            choice_list="towns",
            choice_filter="in = 'south' and parameter('x') > 1",
        )
    )
    assert _names(form.choices(TOWN)) == ["kampot", "takeo"]
