"""Small forms being filled, each for what one difference is about.

`filled.txt` has the forms: a line `# NAME`, the rows of the survey as Markdown, and
what is done, a step a line.  What each engine showed is kept in `filled.csv`, a row a
step, so that ours can be held to it where there is neither Node nor Java.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.peers.answers import CHOICES, SAVED, TOWNS
from tests.peers.forms import Form, Played, State, Step
from tests.peers.players import Player

HERE = Path(__file__).resolve().parent
RECORD = HERE / "filled.csv"
_COLUMNS = ("form", "step", "javarosa", "web", "rxeval", "ours")


@dataclass(frozen=True, slots=True)
class Filled:
    """A form, and what is done with it; named for the difference it shows."""

    name: str
    form: Form
    steps: tuple[Step, ...]

    def by(self, player: Player) -> Iterator[tuple[str, str]]:
        """What a player shows at first and after each step."""
        played = player.play(self.form, self.steps)
        said = ["at first", *(" ".join(map(str, step)) for step in self.steps)]
        for number, step in enumerate(said):
            yield f"{number} {step}", _shown(played, number)


def _shown(played: Played, number: int) -> str:
    """What is to be seen, in a line; what isn't relevant is left out."""
    if played.refused:
        return "✗"
    state: State = played.states[number]
    seen = [
        f"{path.removeprefix('/data/')}={leaf.value}{'!' if leaf.invalid else ''}"
        for path, leaf in sorted(state.leaves.items())
        if leaf.relevant
    ]
    return "✗ " * bool(state.refused and not state.is_lost) + "; ".join(seen)


def filled() -> tuple[Filled, ...]:
    blocks = (HERE / "filled.txt").read_text("utf-8").split("\n# ")
    return tuple(map(_filled, blocks[1:]))


def _filled(block: str) -> Filled:
    name, *lines = block.strip().splitlines()
    rows = [
        [cell.strip() for cell in line[1:-1].split("|")]
        for line in lines
        if line.startswith("|")
    ]
    survey = tuple(
        {column: cell for column, cell in zip(rows[0], row, strict=True) if cell}
        for row in rows[1:]
    )
    steps = tuple(_step(line) for line in lines if not line.startswith("|"))
    return Filled(name, Form(survey, CHOICES, files=TOWNS, saved=SAVED), steps)


def _step(line: str) -> Step:
    act, path, *rest = line.split(" ", 2)
    if act == "set":
        return (act, path, rest[0] if rest else "")
    return (act, path, int(rest[0])) if rest else (act, path)


@cache
def recorded() -> Mapping[tuple[str, str], Mapping[str, str]]:
    """What was shown by each engine, by form and step."""
    if not RECORD.is_file():
        return {}
    with RECORD.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {(row["form"], row["step"]): row for row in rows}


def record(players: Iterable[Player]) -> None:
    """Keep what the players show."""
    shown: dict[tuple[str, str], dict[str, str]] = {}
    for player in players:
        for each in filled():
            for step, line in each.by(player):
                row = shown.setdefault((each.name, step), {})
                row |= {"form": each.name, "step": step, player.name: line}
    with RECORD.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, _COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(
            {**recorded().get(key, {}), **its} for key, its in shown.items()
        )
    recorded.cache_clear()
