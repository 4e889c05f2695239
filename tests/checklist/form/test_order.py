"""What a form shows depends on its answers and rows, never on how they came about."""

from dataclasses import dataclass, field

from hypothesis import HealthCheck, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bwassess.checklist.form.compiling import compile_form
from bwassess.checklist.form.filling import Effect, Filling
from bwassess.checklist.form.formulas import Form
from bwassess.checklist.form.rows import Row
from bwassess.checklist.given import NOTHING, Given
from bwassess.checklist.kinds import AnswerType
from bwassess.checklist.model import Choice, Group, Item, Question
from bwassess.checklist.names import QuestionId, RowId, in_row
from tests.checklist.form.forms import (
    NOW,
    asked,
    calculated,
    checklist,
    group,
    number,
    said,
    text,
)

LIST = tuple(
    Choice(name, text(name), (("kind", kind),))
    for name, kind in (("c1", "1"), ("c2", "2"), ("c3", "3"), ("c4", "1"))
)


@dataclass
class Author:
    """Writes a form in which rules read what was written before, from anywhere."""

    draw: st.DrawFn
    places: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    repeats: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    count: int = 0

    def pick(self, most: int) -> int:
        return self.draw(st.integers(0, most))

    def name(self, letter: str) -> str:
        self.count += 1
        return f"{letter}{self.count}"

    def items(self, within: tuple[str, ...], depth: int) -> list[Item]:
        return [self.item(within, depth) for _each in range(1 + self.pick(3))]

    def item(self, within: tuple[str, ...], depth: int) -> Item:
        kind = self.pick(11 if depth else 6)
        if kind < 7:
            return self.question(within, kind)
        if kind == 7:
            name, relevant = self.name("g"), self.rule(within)
            return group(name, *self.items(within, depth - 1), relevant=relevant)
        name = self.name("r")
        how_many = self.number(within) if kind < 10 else ""
        relevant = self.rule((*within, name))
        self.repeats.append((name, within))
        items = tuple(self.items((*within, name), depth - 1))
        return Group(
            name,
            text(name),
            items,
            relevant=relevant,
            is_repeat=True,
            repeat_count=how_many and f"{how_many} mod 4",
        )

    def question(self, within: tuple[str, ...], kind: int) -> Question:
        name, relevant = self.name("q"), self.rule(within)
        made: Question
        if kind < 2:
            made = calculated(
                name, self.number(within), relevant=relevant, constraint=". < 4"
            )
        elif kind == 2:
            made = asked(
                name,
                AnswerType.CHOICE,
                relevant=relevant,
                choices=LIST,
                choice_list="list",
                choice_filter=f"kind = {self.number(within)}",
            )
        else:
            shown = f" ${{{self.places[0][0]}}}" if self.places else ""
            made = asked(
                name,
                relevant=relevant,
                label=text(name + shown),
                required=self.rule(within),
                constraint=self.rule(within) and f". > {self.number(within)}",
                nc_rule=". > 3",
            )
        self.places.append((name, within))
        return made

    def rule(self, within: tuple[str, ...]) -> str:
        match self.pick(4):
            case 0:
                return f"{self.number(within)} > 1"
            case 1:
                return f"{self.number(within)} != {self.number(within)}"
            case _:
                return ""

    def number(self, within: tuple[str, ...]) -> str:
        kind = self.pick(5)
        if kind == 0 and within:
            return "position(..)"
        if kind == 1 and self.repeats:
            return f"count(${{{self.repeats[self.pick(len(self.repeats) - 1)][0]}}})"
        if kind == 2:
            return f"({self.number(within)} + 1)"
        if not self.places:
            return "2"
        name, home = self.places[self.pick(len(self.places) - 1)]
        if home == within[: len(home)]:
            return f"${{{name}}}"
        if kind == 3 and len(home) == 1:
            return f"indexed-repeat(${{{name}}}, ${{{home[0]}}}, 2)"
        if kind == 4:
            return f"count(//{home[0]}[position() > 1]//{name})"
        if kind == 5:
            return f"max(/data//{name})"
        return f"sum(${{{name}}})"


@st.composite
def forms(draw: st.DrawFn) -> Form:
    author = Author(draw)
    return compile_form(checklist(asked("q0"), *author.items((), 2)))


class Acts(RuleBasedStateMachine):
    """Somebody fills in a form, and somebody else opens it anew after every act."""

    @initialize(form=forms())
    def begin(self, form: Form) -> None:
        self.form = form
        self.given: dict[QuestionId, Given] = {}
        self.rows: list[Row] = []
        self.added = 0
        self.filling = Filling(form, now=NOW)

    def took(self, effect: Effect) -> None:
        self.given.update(effect.written)
        self.rows.extend(effect.begun)

    @rule(place=st.integers(0, 1_000), value=st.integers(0, 5))
    def answer(self, place: int, value: int) -> None:
        keys = list(self.filling)
        key = keys[place % len(keys)]
        question = self.form.checklist.question(key)
        given = number(value)
        if question.choices:
            given = said(LIST[value % len(LIST)].name)
        elif not question.is_asked:
            return
        if value == 0:
            given = NOTHING
        before = {each: self.filling.state(each) for each in keys}
        effect = self.filling.set(key, given)
        self.given[key] = given
        self.took(effect)
        for each in self.filling:
            if before.get(each) != self.filling.state(each):
                assert each in effect.changed
        event(f"changed {min(5, len(effect.changed))}")

    @rule(place=st.integers(0, 1_000), other=st.integers(0, 1_000))
    def add_row(self, place: int, other: int) -> None:
        repeats = [d for d in self.form.definitions if d.is_repeat]
        if not repeats:
            return
        repeat = repeats[place % len(repeats)]
        parent: RowId | None = None
        if repeat.home is not None:
            outer = self.rows_of(repeat.home.name)
            if not outer:
                return
            parent = outer[other % len(outer)]
        self.added += 1
        row = RowId(f"{self.added:032x}")
        self.rows.append(Row(repeat.name, row, parent))
        self.took(self.filling.add_row(repeat.name, row=row, parent=parent))

    def rows_of(self, repeat: str) -> list[RowId]:
        """All rows there are, wherever they stand."""
        definition = self.form.repeat(repeat)
        parents: list[RowId | None] = [None]
        if definition.home is not None:
            parents = list(self.rows_of(definition.home.name))
        return [row for parent in parents for row in self.filling.rows(repeat, parent)]

    @rule(place=st.integers(0, 1_000))
    def remove_row(self, place: int) -> None:
        if self.rows:
            row = self.rows.pop(place % len(self.rows))
            self.took(self.filling.remove_row(row.id))

    @rule(place=st.integers(0, 1_000))
    def bring_back(self, place: int) -> None:
        """Answers to a row that isn't there yet, as another device may send them."""
        leaves = [d for d in self.form.definitions if d.home and d.question]
        if leaves:
            leaf = leaves[place % len(leaves)]
            row = RowId(f"{self.added + 1:032x}")
            if leaf.question is not None and leaf.question.is_asked:
                key = in_row(leaf.question.id, row)
                given = said("c1") if leaf.question.choices else number(2)
                self.given[key] = given
                self.took(self.filling.set(key, given))

    @invariant()
    def shows_what_the_answers_make(self) -> None:
        if not hasattr(self, "form"):
            return
        given = {key: its for key, its in self.given.items() if its != NOTHING}
        anew = Filling(self.form, now=NOW, given=given, rows=self.rows)
        kept = self.filling
        assert list(kept) == list(anew)
        for key in kept:
            assert kept.state(key) == anew.state(key), key
            assert kept.choices(key) == anew.choices(key)
            label = self.form.checklist.question(key).label
            assert kept.text(key, label, "en") == anew.text(key, label, "en")
        assert list(kept.missing()) == list(anew.missing())


Acts.TestCase.settings = settings(
    max_examples=60,
    stateful_step_count=12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestThatTheOrderOfActsDoesNotMatter = Acts.TestCase
