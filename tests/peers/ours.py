"""Our own engine behind the same `play` as its peers."""

import csv
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import NAMESPACE_OID, uuid5

from bwassess.checklist.expression.values import UNKNOWN, as_text
from bwassess.checklist.form.compiling import compile_form
from bwassess.checklist.form.filling import Filling
from bwassess.checklist.form.scope import Surroundings
from bwassess.checklist.given import given
from bwassess.checklist.kinds import AnswerType
from bwassess.checklist.model import Checklist, Group, Item, Question
from bwassess.checklist.names import QuestionId, RowId, in_row
from bwassess.checklist.problems import ChecklistError
from bwassess.checklist.xlsform import load
from tests.peers.forms import Form, Leaf, Played, State, Step

_SEVERAL = frozenset({AnswerType.CHOICES, AnswerType.RANK})


class Ours:
    """A form read by our reader and filled in our engine."""

    name = "ours"

    def __init__(self, now: datetime, *, looks_once: bool = False) -> None:
        """Take the moment of filling in, and whether only the last state is wanted."""
        self._now = now
        self._looks_once = looks_once

    def play(self, form: Form, steps: Iterable[Step]) -> Played:
        try:
            checklist = checklist_of(form)
            filling = _Filled(form, checklist, self._now)
        except ChecklistError as error:
            return Played(refused=str(error))
        states = [] if self._looks_once else [filling.seen()]
        for step in steps:
            refused = ""
            try:
                filling.take(step)
            except LookupError as error:
                refused = f"there is no {error}"
            if not self._looks_once:
                states.append(filling.seen(refused))
        if self._looks_once:
            states = [filling.seen()]
        return Played(tuple(states))


def checklist_of(form: Form) -> Checklist:
    """The checklist our reader makes of a form.

    Raises:
        ChecklistError: it makes none; the error has all problems.
    """
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for sheet, rows in form.sheets.items():
            if not rows:
                continue
            path = folder / f"{sheet}.csv"
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, rows[0])
                writer.writeheader()
                writer.writerows(rows)
        for name, text in form.files.items():
            (folder / name).write_text(text, "utf-8")
        return load(folder)


class _Filled:
    """One form being filled, its questions known by their paths."""

    def __init__(self, form: Form, checklist: Checklist, now: datetime) -> None:
        self._items = checklist.items
        self._names = form.names
        around = Surroundings(last_saved=form.saved)
        compiled = compile_form(checklist)
        self._filling = Filling(compiled, now=now, around=around, is_new=True)
        self._added = 0

    def take(self, step: Step) -> None:
        match step:
            case ("set", path, str(text)):
                question, key = self._questions()[path]
                self._filling.set(key, given(question, _kept(question, text)))
            case ("add", path):
                self._added += 1
                row = RowId(uuid5(NAMESPACE_OID, str(self._added)).hex)
                repeat, parent = self._repeats()[path]
                self._filling.add_row(repeat, row=row, parent=parent)
            case (_, path, int(number)):
                repeat, parent = self._repeats()[path]
                rows = self._filling.rows(repeat, parent)
                self._filling.remove_row(rows[number - 1])

    def seen(self, refused: str = "") -> State:
        leaves = {
            path: self._leaf(question, key)
            for path, (question, key) in self._questions().items()
            if question.name in self._names
        }
        rows = {
            path: len(self._filling.rows(repeat, parent))
            for path, (repeat, parent) in self._repeats().items()
        }
        return State(leaves, rows, refused)

    def _leaf(self, question: Question, key: QuestionId) -> Leaf:
        state = self._filling.state(key)
        offered = tuple(choice.name for choice in self._filling.choices(key))
        value = "" if state.value is UNKNOWN else as_text(state.value)
        return Leaf(
            state.is_relevant,
            value,
            missing=state.is_relevant and state.is_required and not value,
            invalid=state.is_relevant and not state.fits,
            choices=offered if question.choices or question.choices_from else None,
        )

    def _questions(self) -> dict[str, tuple[Question, QuestionId]]:
        return {
            path: (item, in_row(item.id, row))
            for path, item, row in self._walk(self._items, "/data", None)
            if isinstance(item, Question)
        }

    def _repeats(self) -> dict[str, tuple[str, RowId | None]]:
        return {
            path: (item.name, row)
            for path, item, row in self._walk(self._items, "/data", None)
            if isinstance(item, Group)
        }

    def _walk(
        self, items: Iterable[Item], above: str, row: RowId | None
    ) -> Iterator[tuple[str, Item, RowId | None]]:
        """Every leaf and repeat with its path, and the row it stands in."""
        for item in items:
            path = f"{above}/{item.name}"
            if isinstance(item, Question):
                yield path, item, row
            elif not item.is_repeat:
                yield from self._walk(item.items, path, row)
            else:
                yield path, item, row
                for number, inner in enumerate(self._filling.rows(item.name, row), 1):
                    yield from self._walk(item.items, f"{path}[{number}]", inner)


def _kept(question: Question, text: str) -> str | bool | list[str] | None:
    """An answer as it is kept, of its text in an XForm."""
    if not text:
        return None
    if question.answer_type is AnswerType.ACKNOWLEDGE:
        return text == "OK"
    return text.split(" ") if question.answer_type in _SEVERAL else text
