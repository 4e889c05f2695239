"""Forms as rows of an XLSForm, and what one sees of them while they are filled."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any

from pyxform.xls2xform import convert

_AROUND = ("begin", "end", "csv-external")
_LOST = ("there is no", "no row can be added", "is not a repeat", "does not exist")

Cells = Mapping[str, str]
Step = tuple[str, str] | tuple[str, str, str] | tuple[str, str, int]
"""`("set", path, text)`, `("add", repeat)` or `("remove", repeat, number)`.

A path has the number of each repeat's row: `/data/visit[2]/day`.
"""


@dataclass(frozen=True)
class Form:
    """One form as its author wrote it."""

    survey: tuple[Cells, ...]
    choices: tuple[Cells, ...] = ()
    settings: Cells = field(
        default_factory=lambda: MappingProxyType({"form_id": "peers"})
    )
    files: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """The tables beside it, by the names of their files."""
    saved: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """The answers of the form that was saved last, by question."""

    @property
    def sheets(self) -> dict[str, list[dict[str, str]]]:
        """The rows of each sheet, with every column in every row."""
        return {
            "survey": _whole(self.survey),
            "choices": _whole(self.choices),
            "settings": _whole((self.settings,)),
        }

    @cached_property
    def names(self) -> frozenset[str]:
        """The leaves its author named; pyxform adds counts and metadata of its own."""
        return frozenset(
            row["name"] for row in self.survey if not row["type"].startswith(_AROUND)
        )

    @cached_property
    def repeats(self) -> frozenset[str]:
        """The paths of its repeats."""
        above = ["/data"]
        found = set()
        for row in self.survey:
            kind = row["type"]
            if kind.startswith("begin"):
                above.append(f"{above[-1]}/{row['name']}")
                if kind == "begin_repeat":
                    found.add(above[-1])
            elif kind.startswith("end"):
                above.pop()
        return frozenset(found)

    @cached_property
    def xform(self) -> str:
        """The form as pyxform makes it of these rows, for the peers."""
        sheets: dict[str, list[dict[str, str]]] = {}
        for name, rows in self.sheets.items():
            sheets[f"{name}_header"] = [dict.fromkeys(rows[0], "")] if rows else []
            sheets[name] = [
                {its: cell for its, cell in row.items() if cell} for row in rows
            ]
        return str(convert(sheets, validate=False, form_name="data").xform)

    def __str__(self) -> str:
        """The form as Markdown, which every tool here reads."""
        lines = []
        for name, rows in self.sheets.items():
            if not rows:
                continue
            lines.append(f"| {name} |")
            lines.append(_line(rows[0]))
            lines.extend(_line(row.values()) for row in rows)
        lines.extend(f"{name}:\n{text}" for name, text in self.files.items())
        return "\n".join(lines)


def _whole(rows: tuple[Cells, ...]) -> list[dict[str, str]]:
    columns = dict.fromkeys(column for row in rows for column in row)
    return [{column: row.get(column, "") for column in columns} for row in rows]


def _line(cells: Iterable[str]) -> str:
    return f"| | {' | '.join(cells)} |"


@dataclass(frozen=True, slots=True)
class Leaf:
    """What one question of a form being filled shows."""

    relevant: bool
    value: str = ""
    missing: bool = False
    invalid: bool = False
    choices: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class State:
    """What is seen after a step; `refused` says why the step was not done."""

    leaves: Mapping[str, Leaf]
    rows: Mapping[str, int]
    refused: str = ""

    @property
    def is_lost(self) -> bool:
        """Whether the step went to a place that isn't there."""
        return any(word in self.refused for word in _LOST)

    @classmethod
    def of(cls, seen: Mapping[str, Any], names: Collection[str]) -> "State":
        """Take what a player in another language has written of leaves so named."""
        leaves = {
            path: Leaf(
                leaf["relevant"],
                leaf["value"],
                leaf["missing"],
                leaf["invalid"],
                tuple(leaf["choices"]) if "choices" in leaf else None,
            )
            for path, leaf in seen["leaves"].items()
            if path.rpartition("/")[2] in names
        }
        return cls(leaves, seen["rows"], seen.get("refused", ""))


@dataclass(frozen=True, slots=True)
class Played:
    """One play of a form: a state at first and after each step, or a refusal."""

    states: tuple[State, ...] = ()
    refused: str = ""
