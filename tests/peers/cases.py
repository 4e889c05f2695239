"""A divergence where it was met, and what may have led to it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from tests.peers.comparing import Divergence
from tests.peers.forms import Cells, Form, Played, Step

_REFERENCE = re.compile(r"\$\{([\w-]+)\}")
_RULES = (
    *("relevant", "calculation", "constraint", "required", "default", "trigger"),
    *("choice_filter", "repeat_count", "parameters", "type"),
)


def bare(path: str) -> str:
    """A path without the numbers of its rows."""
    return re.sub(r"\[\d+\]", "", path)


@dataclass(frozen=True)
class Case:
    """A divergence of ours (left) from a peer (right), where it was met."""

    form: Form
    steps: tuple[Step, ...]
    divergence: Divergence
    mine: Played = field(default_factory=Played)

    @cached_property
    def row(self) -> Cells:
        """The row of the survey that the divergence is at; empty if none."""
        return self._rows.get(bare(self.divergence.path).rpartition("/")[2], {})

    @cached_property
    def around(self) -> tuple[Cells, ...]:
        """That row and those of the groups around it."""
        names = bare(self.divergence.path).split("/")[2:]
        return tuple(self._rows[name] for name in names if name in self._rows)

    @cached_property
    def reads(self) -> frozenset[str]:
        """What its rules refer to, and what the rules of that refer to, and so on."""
        found: set[str] = set()
        waiting = [row.get("name", "") for row in self.around]
        while waiting:
            name = waiting.pop()
            for rule in _rules(self._rows.get(name, {})):
                for other in _REFERENCE.findall(rule):
                    new = {other, *self._above.get(other, ())} - found
                    found |= new
                    waiting.extend(new)
        return frozenset(found)

    @cached_property
    def rules(self) -> tuple[str, ...]:
        """All rules that lead to it."""
        of = {*self.reads, *(row.get("name", "") for row in self.around)}
        return tuple(rule for name in of for rule in _rules(self._rows.get(name, {})))

    @property
    def reads_calculated(self) -> bool:
        """Whether anything that it reads is calculated, or stands in counted rows."""
        return any(
            {"calculation", "repeat_count"} & {*self._rows.get(name, {})}
            for name in self.reads
        )

    @property
    def reads_hidden_default(self) -> bool:
        """Whether it reads a first value that nobody is shown."""
        return any(
            "default" in self._rows.get(name, {}) for name in self.reads & self.hidden
        )

    @property
    def reads_filtered(self) -> bool:
        """Whether it reads a choice that may be offered no more."""
        return any("choice_filter" in self._rows.get(name, {}) for name in self.reads)

    @property
    def is_pulled_by_form(self) -> bool:
        """Whether what pulls it may be changed by the form itself."""
        pulling = _REFERENCE.findall(self.row.get("trigger", ""))
        rows = [self._rows[up] for name in pulling for up in self._above[name]]
        rows += [self._rows[name] for name in pulling]
        return any({"calculation", "relevant"} & {*row} for row in rows)

    @property
    def is_pulled_in_turn(self) -> bool:
        """Whether what pulls it is pulled itself."""
        pulling = _REFERENCE.findall(self.row.get("trigger", ""))
        return any("trigger" in self._rows[name] for name in pulling)

    @property
    def is_pulled_from_elsewhere(self) -> bool:
        """Whether it is in a row, and what pulls it isn't in the same group of it."""
        here = self._above.get(self.row.get("name", ""), ())
        is_in_row = any(self._rows[up]["type"] == "begin_repeat" for up in here)
        pulling = _REFERENCE.findall(self.row.get("trigger", ""))
        return is_in_row and any(self._above[name] != here for name in pulling)

    @cached_property
    def hidden(self) -> frozenset[str]:
        """What isn't relevant here at that step, by name; a group for what is in it."""
        if not self.mine.states:
            return frozenset()
        leaves = self.mine.states[self.divergence.step].leaves
        return frozenset(
            name
            for path, leaf in leaves.items()
            if not leaf.relevant
            for name in bare(path).split("/")[2:]
        )

    @cached_property
    def by_hand(self) -> frozenset[str]:
        """What was answered before, where it differs."""
        before = self.steps[: self.divergence.step]
        # A row that goes makes those after it change their numbers.
        path = bare(self.divergence.path)
        return frozenset(
            str(step[2])
            for step in before
            if step[0] == "set" and bare(step[1]) == path
        )

    def names_in(self, repeat: str) -> frozenset[str]:
        """A repeat, by its path, and all that stands in it."""
        top = repeat.rpartition("/")[2]
        return frozenset({top, *(n for n, up in self._above.items() if top in up)})

    @cached_property
    def _rows(self) -> dict[str, Cells]:
        return {row["name"]: row for row in self.form.survey if "name" in row}

    @cached_property
    def _above(self) -> dict[str, tuple[str, ...]]:
        """The groups around each name."""
        found: dict[str, tuple[str, ...]] = {}
        above: list[str] = []
        for row in self.form.survey:
            if row["type"].startswith("end"):
                above.pop()
                continue
            found[row["name"]] = tuple(above)
            if row["type"].startswith("begin"):
                above.append(row["name"])
        return found


def _rules(row: Cells) -> Iterator[str]:
    return (row[column] for column in _RULES if column in row)
