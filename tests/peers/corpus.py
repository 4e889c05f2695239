"""Single expressions, each put to every peer over the same answers.

`corpus.txt` has one expression a line; `@` before one says that it stands in the
repeat, where it gives one value a row.  What the peers said is kept in `corpus.csv`, so
that ours can be held to it where there is neither Node nor Java; beside it stands what
ours is to say, and by which name it differs from an engine of ODK.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyxform.errors import PyXFormError

from tests.peers.answers import TOWNS
from tests.peers.forms import Cells, Form, State, Step
from tests.peers.players import Player

HERE = Path(__file__).resolve().parent
RECORD = HERE / "corpus.csv"
_COLUMNS = ("expression", "javarosa", "web", "rxeval", "ours", "difference")
FAILED = "✗"
"""What stands for an expression that can't be compiled or evaluated."""

_BEFORE: tuple[Cells, ...] = (
    {"type": "text", "name": "word", "label": "W"},
    {"type": "text", "name": "blank", "label": "B"},
    {"type": "integer", "name": "seven", "label": "S"},
    {"type": "integer", "name": "zero", "label": "Z"},
    {"type": "integer", "name": "none", "label": "N"},
    {"type": "decimal", "name": "half", "label": "H"},
    {"type": "date", "name": "day", "label": "D"},
    {"type": "date", "name": "noday", "label": "D"},
    {"type": "time", "name": "clock", "label": "T"},
    {"type": "dateTime", "name": "moment", "label": "M"},
    {"type": "select_one fruit", "name": "fruit", "label": "F"},
    {"type": "select_one fruit", "name": "nofruit", "label": "F"},
    {"type": "select_multiple fruit", "name": "fruits", "label": "F"},
    {"type": "select_multiple fruit", "name": "nofruits", "label": "F"},
    {"type": "rank fruit", "name": "order", "label": "O"},
    {"type": "range", "name": "level", "label": "L", "parameters": "start=0 end=9"},
    {"type": "acknowledge", "name": "agreed", "label": "A"},
    {"type": "geopoint", "name": "here", "label": "H"},
    {"type": "geopoint", "name": "nowhere_yet", "label": "H"},
    {"type": "geotrace", "name": "way", "label": "W"},
    {"type": "geoshape", "name": "field", "label": "F"},
    {"type": "select_one_from_file towns.csv", "name": "town", "label": "T"},
)
_ROWS: tuple[Cells, ...] = (
    {"type": "begin_repeat", "name": "visit", "label": "V"},
    {"type": "integer", "name": "n", "label": "N"},
    {"type": "text", "name": "who", "label": "W"},
    {"type": "begin_repeat", "name": "shoot", "label": "S"},
    {"type": "integer", "name": "shots", "label": "S"},
    {"type": "end_repeat"},
)
_CHOICES: tuple[Cells, ...] = (
    {"list_name": "fruit", "name": "apple", "label": "An apple", "weight": "3"},
    {"list_name": "fruit", "name": "pear", "label": "A pear", "weight": "10"},
    {"list_name": "fruit", "name": "fig", "label": "A fig", "weight": "1"},
)
_FIELD = "11.5 104.9 0.0 0.0;11.6 104.9 0.0 0.0;11.6 105.0 0.0 0.0;11.5 104.9 0.0 0.0"
_ANSWERS: tuple[Step, ...] = (
    ("set", "/data/word", "apple pie"),
    ("set", "/data/seven", "7"),
    ("set", "/data/zero", "0"),
    ("set", "/data/half", "2.5"),
    ("set", "/data/day", "2024-02-29"),
    ("set", "/data/clock", "10:30:00.000+00:00"),
    ("set", "/data/moment", "2024-02-29T10:30:00.000+00:00"),
    ("set", "/data/fruit", "apple"),
    ("set", "/data/fruits", "apple fig"),
    ("set", "/data/order", "fig apple pear"),
    ("set", "/data/level", "4"),
    ("set", "/data/agreed", "OK"),
    ("set", "/data/here", "11.5 104.9 12.5 4.0"),
    ("set", "/data/way", "11.5 104.9 0.0 0.0;11.6 104.9 0.0 0.0"),
    ("set", "/data/field", _FIELD),
    ("set", "/data/town", "Lima"),
    ("set", "/data/visit[1]/n", "4"),
    ("set", "/data/visit[1]/who", "Ann"),
    ("set", "/data/visit[1]/shoot[1]/shots", "2"),
    ("add", "/data/visit[1]/shoot"),
    ("set", "/data/visit[1]/shoot[2]/shots", "5"),
    ("add", "/data/visit"),
    ("add", "/data/visit"),
    ("set", "/data/visit[3]/n", "10"),
    ("set", "/data/visit[3]/who", "Bob"),
)


@dataclass(frozen=True, slots=True)
class Expression:
    """One expression, at the top of the form or in its repeat."""

    text: str
    in_repeat: bool

    @property
    def line(self) -> str:
        return f"@ {self.text}" if self.in_repeat else self.text

    @property
    def form(self) -> Form:
        asks: Cells = {"type": "calculate", "name": "result", "calculation": self.text}
        end: Cells = {"type": "end_repeat"}
        rows = (*_ROWS, asks, end) if self.in_repeat else (*_ROWS, end, asks)
        return Form((*_BEFORE, *rows), _CHOICES, files=TOWNS, saved={"word": "pear"})

    def by(self, player: Player) -> str:
        """What a player makes of it; FAILED if nothing."""
        try:
            played = player.play(self.form, _ANSWERS)
        except PyXFormError:
            return FAILED
        return FAILED if played.refused else self._result(played.states[-1])

    def _result(self, state: State) -> str:
        if state.refused:
            return FAILED
        values = [
            leaf.value
            for path, leaf in state.leaves.items()
            if path.endswith("/result")
        ]
        return " | ".join(values)


def expressions() -> tuple[Expression, ...]:
    lines = (HERE / "corpus.txt").read_text("utf-8").splitlines()
    return tuple(
        Expression(line.removeprefix("@ "), line.startswith("@ "))
        for line in lines
        if line and not line.startswith("#")
    )


def put_to(player: Player) -> Iterator[tuple[str, str]]:
    """What a player makes of each expression."""
    for expression in expressions():
        yield expression.line, expression.by(player)


@cache
def recorded() -> Mapping[str, Mapping[str, str]]:
    """What each peer said to each expression when it was last asked."""
    if not RECORD.is_file():
        return {}
    with RECORD.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {row.pop("expression"): row for row in rows}


def record(players: Iterable[Player]) -> None:
    """Keep what the players say, and of others what is on record."""
    answers = {line: dict(row) for line, row in recorded().items()}
    for player in players:
        for line, said in put_to(player):
            answers.setdefault(line, {})[player.name] = said
    with RECORD.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, _COLUMNS, lineterminator="\n")
        writer.writeheader()
        for expression in expressions():
            line = expression.line
            writer.writerow({"expression": line, **answers[line]})
    recorded.cache_clear()
