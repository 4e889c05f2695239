"""Small forms written in a line or two, and what is done to them."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bwassess.checklist.expression.values import UNKNOWN, Value
from bwassess.checklist.form.compiling import compile_form
from bwassess.checklist.form.filling import Filling
from bwassess.checklist.given import Given
from bwassess.checklist.kinds import AnswerType
from bwassess.checklist.model import Checklist, Choice, Group, Item, Question
from bwassess.checklist.names import QuestionId, RowId
from bwassess.checklist.texts import Text

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def text(words: str) -> Text:
    return Text.of({"en": words})


def asked(
    name: str, kind: AnswerType = AnswerType.INTEGER, /, **fields: Any
) -> Question:
    return Question(
        id=QuestionId(name),
        code=name,
        name=name,
        answer_type=kind,
        **{"label": text(name), **fields},
    )


def calculated(name: str, calculation: str, /, **fields: Any) -> Question:
    return asked(name, AnswerType.CALCULATE, calculation=calculation, **fields)


def group(name: str, /, *items: Item, **fields: Any) -> Group:
    return Group(name, text(name), items, **fields)


def repeat(name: str, /, *items: Item, **fields: Any) -> Group:
    return group(name, *items, is_repeat=True, **fields)


def choices(*names: str) -> tuple[Choice, ...]:
    return tuple(Choice(name, text(name.capitalize())) for name in names)


def checklist(*items: Item, **fields: Any) -> Checklist:
    return Checklist(
        form_id="f",
        version="1",
        title="T",
        edition="",
        country="",
        languages=("en",),
        items=items,
        **fields,
    )


def filling(*items: Item, is_new: bool = False, **fields: Any) -> Filling:
    form = compile_form(checklist(*items))
    return Filling(form, now=NOW, is_new=is_new, **fields)


def number(value: float) -> Given:
    return Given(float(value), is_answer=True)


def said(words: str) -> Given:
    return Given(words, is_answer=True)


def value(of: Filling, key: str) -> Value:
    return of.state(QuestionId(key)).value


def values(of: Filling) -> dict[str, Value]:
    """The value of everything that is relevant."""
    keys = list(of.keys())
    return {key: of.state(key).value for key in keys if of.state(key).is_relevant}


class LawOf:
    """Law given as a mapping; what isn't in it is not known."""

    def __init__(self, values: Mapping[str, Value]) -> None:
        self._values = values

    def value(self, key: str, case: str) -> Value:
        return self._values.get(f"{key}/{case}" if case else key, UNKNOWN)

    def step(self, key: str, case: str, at: float) -> Value:
        return self.value(key, case)


def row(name: str) -> RowId:
    return RowId(name)
