"""Regular expressions of forms, run in time that grows with the text alone.

Forms are written for Java's regular expressions, whose time may double with every
character of a hostile pattern or answer, as Python's. Here a pattern becomes an
automaton that is in all of its states at once and looks at each character once. What
can't be told so (references back to a group, possessive repetition) is refused.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bwassess.checklist.expression.pattern_reading import (
    Characters,
    Choice,
    Look,
    Part,
    PatternError,
    Repeat,
    Row,
    Spot,
    read,
)
from bwassess.text import _

__all__ = ["Pattern", "PatternError", "pattern"]

MAX_STATES = 2_500
_MOST_STEPS = 2_500_000
_MOST_REMEMBERED = 4_000
_LINE_ENDS = frozenset("\n\r\x85\u2028\u2029")


@dataclass(frozen=True, slots=True)
class _Fork:
    """A state that leads on to others without a character."""

    to: list[int]


@dataclass(frozen=True, slots=True)
class _Take:
    """A state that leads on over one character."""

    part: Characters
    to: int


@dataclass(frozen=True, slots=True)
class _Pass:
    """A state that leads on where a place between characters is as it must be."""

    part: Spot | Look
    to: int


class _End:
    """The state in which the pattern fits."""


class _Automaton:
    """The states of a pattern, read forwards or backwards."""

    def __init__(self, part: Part, *, is_backwards: bool) -> None:
        self._is_backwards = is_backwards
        self.states: list[_Fork | _Take | _Pass | _End] = [_End()]
        self.start = self._made(part, 0)
        self.is_plain = not any(isinstance(state, _Pass) for state in self.states)

    def _state(self, state: _Fork | _Take | _Pass) -> int:
        if len(self.states) >= MAX_STATES:
            raise PatternError(_("it is too long with all of its repetitions"))
        self.states.append(state)
        return len(self.states) - 1

    def _made(self, part: Part, to: int) -> int:
        """The state from which a part leads to the state `to`."""
        match part:
            case Characters():
                return self._state(_Take(part, to))
            case Spot() | Look():
                return self._state(_Pass(part, to))
            case Row(items=items):
                for item in items if self._is_backwards else reversed(items):
                    to = self._made(item, to)
                return to
            case Choice(items=items):
                return self._state(_Fork([self._made(item, to) for item in items]))
            case Repeat(of=of, fewest=fewest, most=most):
                return self._repeated(of, fewest, most, to)

    def _repeated(self, of: Part, fewest: int, most: int | None, to: int) -> int:
        if most is None:
            again = _Fork([to])
            to = self._state(again)
            again.to.append(self._made(of, to))
        else:
            end = to
            for _time in range(most - fewest):
                to = self._state(_Fork([self._made(of, to), end]))
        for _time in range(fewest):
            begin = self._made(of, to)
            if begin == to:
                break
            to = begin
        return to

    def reached(
        self, states: Iterable[int], passes: Callable[[Spot | Look], bool]
    ) -> frozenset[int]:
        """The states that take a character, and the end, that these lead to."""
        seen: set[int] = set()
        found: set[int] = set()
        waiting = list(states)
        while waiting:
            number = waiting.pop()
            if number in seen:
                continue
            seen.add(number)
            match self.states[number]:
                case _Fork(to=to):
                    waiting.extend(to)
                case _Pass(part=part, to=to):
                    if passes(part):
                        waiting.append(to)
                case _:
                    found.add(number)
        return frozenset(found)

    def taken(self, states: Iterable[int], character: str) -> set[int]:
        """Where a character leads from these states."""
        taken = set()
        for number in states:
            state = self.states[number]
            if isinstance(state, _Take) and state.part.has(character):
                taken.add(state.to)
        return taken


class Pattern:
    """A regular expression ready to use."""

    def __init__(self, source: str) -> None:
        """Read a pattern.

        Raises:
            PatternError: it isn't one, or asks for too much.
        """
        part = _without_ends(read(source))
        self._automaton = _Automaton(part, is_backwards=False)
        self._looks: dict[int, tuple[Look, _Automaton]] = {}
        self._prepare(part)
        count = len(self._automaton.states)
        count += sum(len(its.states) for _look, its in self._looks.values())
        self._longest = max(1_000, _MOST_STEPS // count)
        self._known: dict[tuple[frozenset[int], str], frozenset[int]] = {}
        self._first = self._automaton.reached([self._automaton.start], _passes)

    def _prepare(self, part: Part) -> None:
        """Make the automata of what is looked for around a place, inner ones first."""
        match part:
            case Row(items=items) | Choice(items=items):
                for item in items:
                    self._prepare(item)
            case Repeat(of=of):
                self._prepare(of)
            case Look(of=of):
                self._prepare(of)
                its = _Automaton(of, is_backwards=not part.is_behind)
                self._looks[id(part)] = (part, its)

    def matches(self, text: str) -> bool:
        """Whether it fits the whole text; texts too long to look at don't fit."""
        if len(text) > self._longest:
            return False
        if self._automaton.is_plain:
            return self._fits_plainly(text)
        tables: dict[int, Sequence[bool]] = {}
        for key, (look, automaton) in self._looks.items():
            tables[key] = _ends(
                automaton, text, tables, is_backwards=not look.is_behind, anywhere=True
            )
        return _ends(self._automaton, text, tables, is_backwards=False, anywhere=False)[
            -1
        ]

    def _fits_plainly(self, text: str) -> bool:
        """Without a look around, each set of states and each step is found once."""
        states = self._first
        for character in text:
            key = (states, character)
            after = self._known.get(key)
            if after is None:
                taken = self._automaton.taken(states, character)
                after = self._automaton.reached(taken, _passes)
                if len(self._known) >= _MOST_REMEMBERED:
                    self._known.clear()
                self._known[key] = after
            if not after:
                return False
            states = after
        return 0 in states


def _passes(part: Spot | Look) -> bool:
    return True


def _ends(
    automaton: _Automaton,
    text: str,
    tables: dict[int, Sequence[bool]],
    *,
    is_backwards: bool,
    anywhere: bool,
) -> list[bool]:
    """At which places of a text a pattern, run from its start or anywhere, ends."""

    def passing(place: int) -> Callable[[Spot | Look], bool]:
        def passes(part: Spot | Look) -> bool:
            if isinstance(part, Look):
                return tables[id(part)][place] is part.is_wanted
            return _is_spot(part.kind, text, place)

        return passes

    places = range(len(text), -1, -1) if is_backwards else range(len(text) + 1)
    ends = [False] * (len(text) + 1)
    states: set[int] = {automaton.start}
    for place in places:
        if anywhere:
            states.add(automaton.start)
        reached = automaton.reached(states, passing(place))
        ends[place] = 0 in reached
        character = text[place - 1 : place] if is_backwards else text[place : place + 1]
        states = automaton.taken(reached, character) if character else set()
    return ends


def _is_spot(kind: str, text: str, place: int) -> bool:
    before = text[place - 1] if place else ""
    after = text[place] if place < len(text) else ""
    match kind:
        case "start":
            return place == 0
        case "end":
            return place == len(text)
        case "last":
            rest = len(text) - place
            return rest == 0 or (
                (rest == 1 and after in _LINE_ENDS)
                or (rest == 2 and text.endswith("\r\n"))
            )
        case "line-start":
            return place == 0 or (before in _LINE_ENDS and after != "")
        case "line-end":
            return place == len(text) or after in _LINE_ENDS
        case _:
            is_edge = _is_of_word(before) != _is_of_word(after)
            return is_edge is (kind == "edge")


def _is_of_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _without_ends(part: Part) -> Part:
    """A pattern without the `^` and `$` around it, which a whole text fits anyway."""
    match part:
        case Choice(items=items):
            return Choice(tuple(map(_without_ends, items)))
        case Row(items=items):
            begin, end = 0, len(items)
            while begin < end and _is_of(items[begin], "start", "line-start"):
                begin += 1
            while begin < end and _is_of(items[end - 1], "end", "last", "line-end"):
                end -= 1
            return Row(items[begin:end])
        case _:
            return part


def _is_of(part: Part, *kinds: str) -> bool:
    return isinstance(part, Spot) and part.kind in kinds


@lru_cache(maxsize=256)
def pattern(source: str) -> Pattern:
    """A regular expression, read once.

    Raises:
        PatternError: it isn't one, or asks for too much.
    """
    return Pattern(source)
