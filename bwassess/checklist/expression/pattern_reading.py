"""Regular expressions in Java's dialect, read to a tree."""

import re
from dataclasses import dataclass
from typing import TypeAlias

from bwassess.checklist.expression.characters import (
    ANY,
    NO_LINE_END,
    SHORT,
    Has,
    between,
    both,
    either,
    in_any_case,
    named,
    none_of,
    one_of,
    remembered,
)
from bwassess.text import _

MAX_LENGTH = 2_000
MAX_DEPTH = 50
MAX_COUNT = 2_000


class PatternError(ValueError):
    """A text that is no regular expression; says why."""


@dataclass(frozen=True, slots=True)
class Characters:
    """One character of a class."""

    has: Has


@dataclass(frozen=True, slots=True)
class Row:
    items: "tuple[Part, ...]"


@dataclass(frozen=True, slots=True)
class Choice:
    items: "tuple[Part, ...]"


@dataclass(frozen=True, slots=True)
class Repeat:
    """`of` as often as `fewest` to `most` times; `most` is None for ever on."""

    of: "Part"
    fewest: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Spot:
    """A place between characters.

    `kind` is `start`, `end`, `last` (before a last line's end too), `line-start`,
    `line-end`, `edge` of a word, or `no-edge`.
    """

    kind: str


@dataclass(frozen=True, slots=True)
class Look:
    """What must (or mustn't) follow, or stand before, without being part of it."""

    of: "Part"
    is_behind: bool
    is_wanted: bool


Part: TypeAlias = Characters | Row | Choice | Repeat | Spot | Look

_SPOTS = {"b": "edge", "B": "no-edge", "A": "start", "z": "end", "Z": "last"}
_CONTROLS = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "a": "\a", "e": "\x1b"}
_COUNT = re.compile(r"\{([0-9]{1,6})(,([0-9]{1,6})?)?\}")
_FLAGS = re.compile(r"\?([imsu]*)(?:-([imsu]+))?([:)])")
_GROUP_NAME = re.compile(r"\?<[A-Za-z][A-Za-z0-9]*>")
_LOOKS = {
    "?=": (False, True),
    "?!": (False, False),
    "?<=": (True, True),
    "?<!": (True, False),
}
_BACK = re.compile(r"[1-9k]")
_CODE = re.compile(r"x([0-9A-Fa-f]{2})|x\{([0-9A-Fa-f]{1,6})\}|u([0-9A-Fa-f]{4})")


def read(source: str) -> Part:
    """Read a pattern.

    Raises:
        PatternError: it isn't one, or is longer or deeper than any form needs.
    """
    if len(source) > MAX_LENGTH:
        raise PatternError(_("it is longer than {n} characters").format(n=MAX_LENGTH))
    reader = _Reader(source)
    part = reader.choice(0)
    if not reader.is_done:
        raise PatternError(_("a bracket is closed that wasn't opened"))
    return part


class _Reader:
    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._flags = frozenset[str]()

    @property
    def is_done(self) -> bool:
        return self._at >= len(self._source)

    def _begins(self, text: str) -> bool:
        return self._source.startswith(text, self._at)

    def _skip(self, text: str) -> bool:
        if self._begins(text):
            self._at += len(text)
            return True
        return False

    def _next(self) -> str:
        if self.is_done:
            raise PatternError(_("it ends too early"))
        self._at += 1
        return self._source[self._at - 1]

    def choice(self, depth: int) -> Part:
        if depth > MAX_DEPTH:
            raise PatternError(_("its brackets are nested too deep"))
        flags = self._flags
        items = [self._row(depth)]
        while self._skip("|"):
            items.append(self._row(depth))
        self._flags = flags
        return items[0] if len(items) == 1 else Choice(tuple(items))

    def _row(self, depth: int) -> Part:
        items: list[Part] = []
        while not self.is_done and not self._begins("|") and not self._begins(")"):
            if self._skip("\\Q"):
                quoted, _end, _rest = self._source[self._at :].partition("\\E")
                self._at = min(self._at + len(quoted) + 2, len(self._source))
                items.extend(self._characters(one_of(char)) for char in quoted)
                if items:
                    items.append(self._repeated(items.pop()))
                continue
            part = self._atom(depth)
            if part is not None:
                items.append(self._repeated(part))
        return items[0] if len(items) == 1 else Row(tuple(items))

    def _repeated(self, part: Part) -> Part:
        fewest: int = 1
        most: int | None = None
        if self._skip("?"):
            fewest, most = 0, 1
        elif self._skip("*"):
            fewest = 0
        elif self._begins("{"):
            fewest, most = self._count()
        elif not self._skip("+"):
            return part
        if self._skip("+"):
            raise PatternError(_("a repetition can't keep what it has taken"))
        # Whether it takes much or little first is the same for a whole text.
        self._skip("?")
        return Repeat(part, fewest, most)

    def _count(self) -> tuple[int, int | None]:
        match = _COUNT.match(self._source, self._at)
        if match is None:
            raise PatternError(_("a curly bracket doesn't say how often"))
        self._at = match.end()
        fewest = int(match[1])
        most = fewest if match[2] is None else int(match[3]) if match[3] else None
        if most is not None and most < fewest:
            raise PatternError(_("it repeats at most fewer times than at least"))
        if max(fewest, most or 0) > MAX_COUNT:
            raise PatternError(_("it repeats more than {n} times").format(n=MAX_COUNT))
        return fewest, most

    def _atom(self, depth: int) -> Part | None:
        character = self._next()
        match character:
            case "(":
                return self._group(depth)
            case "[":
                return self._characters(self._class(depth))
            case "\\":
                return self._escape()
            case ".":
                return Characters(ANY if "s" in self._flags else NO_LINE_END)
            case "^":
                return Spot("line-start" if "m" in self._flags else "start")
            case "$":
                return Spot("line-end" if "m" in self._flags else "last")
            case "*" | "+" | "?" | "{":
                raise PatternError(_("“{sign}” repeats nothing").format(sign=character))
        return self._characters(one_of(character))

    def _characters(self, has: Has) -> Characters:
        return Characters(remembered(in_any_case(has) if "i" in self._flags else has))

    def _group(self, depth: int) -> Part | None:
        for opening, (is_behind, is_wanted) in _LOOKS.items():
            if self._skip(opening):
                return Look(self._closed(depth), is_behind, is_wanted)
        if self._begins("?>"):
            raise PatternError(_("a group can't keep what it has taken"))
        name = _GROUP_NAME.match(self._source, self._at)
        if name is not None:
            self._at = name.end()
            return self._closed(depth)
        flags = _FLAGS.match(self._source, self._at)
        if flags is not None:
            self._at = flags.end()
            changed = self._flags.union(flags[1]) - frozenset(flags[2] or "")
            if flags[3] == ")":
                self._flags = changed
                return None
            before, self._flags = self._flags, changed
            part = self._closed(depth)
            self._flags = before
            return part
        if self._begins("?"):
            raise PatternError(_("a group begins with a question mark"))
        return self._closed(depth)

    def _closed(self, depth: int) -> Part:
        part = self.choice(depth + 1)
        if not self._skip(")"):
            raise PatternError(_("a bracket isn't closed"))
        return part

    def _escape(self) -> Part:
        match = _BACK.match(self._source, self._at)
        if match is not None:
            raise PatternError(_("it can't refer back to a group"))
        letter = self._source[self._at : self._at + 1]
        if letter in _SPOTS and letter:
            self._at += 1
            return Spot(_SPOTS[letter])
        return self._characters(self._escaped())

    def _escaped(self) -> Has:
        """The class after a backslash, inside square brackets or not."""
        code = _CODE.match(self._source, self._at)
        if code is not None:
            self._at = code.end()
            number = int(code[1] or code[2] or code[3], 16)
            if number > 0x10FFFF:
                raise PatternError(_("there is no character of that number"))
            return one_of(chr(number))
        letter = self._next()
        if letter in SHORT:
            return SHORT[letter]
        if letter in _CONTROLS:
            return one_of(_CONTROLS[letter])
        if letter in "pP":
            return self._named(is_wanted=letter == "p")
        if letter.isascii() and letter.isalnum():
            raise PatternError(_("“\\{letter}” means nothing").format(letter=letter))
        return one_of(letter)

    def _named(self, *, is_wanted: bool) -> Has:
        name = self._next()
        if name == "{":
            name, closing, _rest = self._source[self._at :].partition("}")
            if not closing:
                raise PatternError(_("a bracket isn't closed"))
            self._at += len(name) + 1
        has = named(name)
        if has is None:
            raise PatternError(
                _("there is no class of characters “{name}”").format(name=name)
            )
        return has if is_wanted else none_of(has)

    def _class(self, depth: int) -> Has:
        """What is between square brackets; `&&` takes what both sides have."""
        if depth > MAX_DEPTH:
            raise PatternError(_("its brackets are nested too deep"))
        is_negated = self._skip("^")
        found: Has | None = None
        classes: list[Has] = []
        is_first = True
        while is_first or not self._begins("]"):
            if self.is_done:
                raise PatternError(_("a square bracket isn't closed"))
            if self._skip("&&"):
                side = either(*classes)
                found = side if found is None else both(found, side)
                classes = []
            elif self._skip("["):
                classes.append(self._class(depth + 1))
            else:
                classes.append(self._range())
            is_first = False
        self._skip("]")
        if classes or found is None:
            side = either(*classes)
            found = side if found is None else both(found, side)
        return none_of(found) if is_negated else found

    def _range(self) -> Has:
        begin = self._at
        first = self._member()
        is_range = self._begins("-") and not self._source.startswith(
            ("-]", "-[", "-&&"), self._at
        )
        if not is_range:
            return first
        start = self._single(begin)
        if start is None:
            return first
        self._skip("-")
        begin = self._at
        self._member()
        end = self._single(begin)
        if end is None or end < start:
            raise PatternError(_("a range in square brackets ends before it begins"))
        return between(start, end)

    def _member(self) -> Has:
        character = self._next()
        return self._escaped() if character == "\\" else one_of(character)

    def _single(self, begin: int) -> str | None:
        """The one character that was read since `begin`; None for a class."""
        text = self._source[begin : self._at]
        if text[0] != "\\":
            return text
        code = _CODE.fullmatch(text, 1)
        if code is not None:
            return chr(int(code[1] or code[2] or code[3], 16))
        if text[1] in _CONTROLS:
            return _CONTROLS[text[1]]
        return None if text[1] in SHORT or text[1] in "pP" else text[1]
