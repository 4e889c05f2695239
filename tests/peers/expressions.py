"""Expressions drawn over all functions and operators of the ODK reference, by type.

Those that look things up in tables, rows or places are in `lookups.py`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from hypothesis import strategies as st

from tests.peers import lookups
from tests.peers.answers import NUMBERS, SEVERAL, WITH_LABELS, WORDS

_T = TypeVar("_T")
Makers = list[Callable[[], str]]

_NUMERALS = ("0", "1", "2", "3", "-1", "2.5", "0.1", "18", "1000000", "0.5")
_TEXTS = ("''", "'a'", "'yes'", "'12'", "'apple'", "'two words'", '"it\'s"', "'É'")
_DATES = ("'2024-02-29'", "'1970-01-01'", "'2026-11-22'", "'1969-12-31'")
_ORDERS = ("=", "!=", "<", "<=", ">", ">=")


@dataclass(frozen=True)
class Reference:
    """A question a rule may refer to.

    Attributes:
        is_one: Whether it means one answer, seen from the rule.
        is_sure: Whether nothing can hide it.
        repeats: The repeats around it, from the outermost.
    """

    name: str
    kind: str
    is_one: bool = True
    is_sure: bool = True
    repeats: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"${{{self.name}}}" if self.name else "."


@dataclass(frozen=True)
class Place:
    """Where a rule stands: what it may refer to from there.

    Attributes:
        repeats: The repeats it sees from outside, and whether nothing can hide each.
        row: The path from it to the row it stands in; empty if in none.
        is_tested: Whether it is in a predicate, where JavaRosa may find no labels.
    """

    references: tuple[Reference, ...] = ()
    repeats: tuple[tuple[str, bool], ...] = ()
    row: str = ""
    is_tested: bool = False

    def with_own(self, own: Reference) -> "Place":
        """The place of a constraint, which judges its own answer."""
        return replace(self, references=(own, own, *self.references))

    def in_predicate(self) -> "Place":
        """The place within a predicate, where `.` is what is tested."""
        others = tuple(each for each in self.references if each.name)
        row = f"current()/{self.row}" if self.row else ""
        if self.is_tested:
            return self
        return replace(self, references=others, row=row, is_tested=True)


class Writer:
    """Writes expressions for one place, each choice drawn.

    A careful one mostly leaves out what is known to differ between the peers, so that
    forms are compared far beyond it; a plain one keeps to what rxeval knows.
    """

    def __init__(
        self, draw: st.DrawFn, place: Place, *, careful: bool, plain: bool = False
    ) -> None:
        self._draw = draw
        self.place = place
        self.careful = careful
        self.plain = plain

    def in_predicate(self) -> "Writer":
        """A writer for a predicate that stands in what this one writes."""
        place = self.place.in_predicate()
        return Writer(self._draw, place, careful=self.careful, plain=self.plain)

    def number(self, depth: int = 2) -> str:
        """An expression that gives a number, or nothing."""
        plain: Makers = [lambda: self.of(_NUMERALS)]
        plain += [lambda: self.of(mine)] * 3 if (mine := self.ones(NUMBERS)) else []
        if self.place.row and not self.plain:
            plain.append(lambda: f"position({self.place.row})")
        repeats = [
            name
            for name, is_sure in self.place.repeats
            if not self.careful or (is_sure and not self.place.row)
        ]
        if repeats:
            plain.append(lambda: f"count(${{{self.of(repeats)}}})")
        if several := self.ones(SEVERAL):
            plain.append(lambda: f"count-selected({self.of(several)})")
        plain += self._gathered()
        if not self.plain:
            plain += lookups.numbers(self)
        if depth == 0:
            return self.of(plain)()
        less = depth - 1
        makers: Makers = [
            *plain,
            *[lambda: self._both(self._numeric, ("+", "-", "*"), less)] * 4,
            *[lambda: self._both(self._numeric, ("div", "mod"), less)] * 2,
            lambda: f"-({self.number(less)})",
            lambda: f"round({self.number(less)})",
            lambda: f"{self.of(('int', 'number'))}({self.text(less)})",
            lambda: self._if(self.number, less),
            lambda: f"coalesce({self.number(less)}, {self.number(less)})",
            lambda: f"string-length({self.text(less)})",
            lambda: f"number({self.truth(less)})",
            lambda: (
                f"{self.of(('min', 'max'))}({self._there(less)}, {self._there(less)})"
            ),
        ]
        if not self.plain:
            makers += [
                lambda: f"{self.of(_OF_A_NUMBER)}({self.number(less)})",
                lambda: f"{self.of(_OF_AN_ANGLE)}({self.number(less)})",
                lambda: f"round({self.number(less)}, {self.of(('0', '2', '-1'))})",
                lambda: f"atan2({self.number(less)}, {self.number(less)})",
                lambda: f"pow({self.number(less)}, {self.of(('0', '2', '-1', '0.5'))})",
                lambda: "pi()",
                lambda: f"decimal-date-time({self.day(less)})",
                lambda: f"({self.day(less)} - {self.day(less)})",
            ]
        return self.of(makers)()

    def _there(self, depth: int) -> str:
        """A number that is no missing answer, if careful."""
        its = self.number(depth)
        return f"coalesce({its}, 0)" if self.careful else its

    def text(self, depth: int = 2) -> str:
        """An expression that gives text."""
        plain: Makers = [lambda: self.of(_TEXTS)]
        if mine := self.ones(WORDS):
            plain += [lambda: self.of(mine)] * 3
        if several := self.ones(SEVERAL):
            plain.append(lambda: f"selected-at({self.of(several)}, {self.of('012')})")
        chosen = [each for each in self.ones(WITH_LABELS) if each != "."]
        if chosen and not self.place.is_tested:
            plain.append(lambda: self._label(self.of(chosen)))
        if many := self.many(WORDS | NUMBERS | WITH_LABELS | SEVERAL):
            plain.append(lambda: f"join(', ', {self.of(many)})")
        if not self.plain:
            plain += lookups.texts(self)
        if depth == 0:
            return self.of(plain)()
        less = depth - 1
        some = ("0", "1", "2", "5", "-1")
        makers: Makers = [
            *plain,
            lambda: f"concat({self.text(less)}, {self.text(less)})",
            lambda: f"concat({self.text(less)}, {self.number(0)})",
            lambda: f"string({self.number(0)})",
            lambda: f"string({self.truth(less)})",
            lambda: self._if(self.text, less),
            lambda: f"coalesce({self.text(less)}, {self.text(less)})",
            lambda: f"substr({self.text(less)}, {self.of(some)})",
            lambda: f"substr({self.text(less)}, {self.of(some)}, {self.of(some)})",
            lambda: f"{self.of(_PARTS)}({self.text(less)}, {self.text(less)})",
            lambda: f"translate({self.text(less)}, {self.text(0)}, {self.text(0)})",
            lambda: f"normalize-space({self.text(less)})",
        ]
        if not self.plain:
            makers += [
                lambda: f"join('-', {self.text(less)}, {self.text(less)})",
                lambda: f"format-date({self.day(less)}, {self.of(_FORMATS)})",
                lambda: f"digest({self.text(less)}, 'SHA-256')",
            ]
        if not self.careful:
            makers += [
                lambda: f"string({self.day(less)})",
                lambda: f"string({self.number(less)})",
            ]
        return self.of(makers)()

    def day(self, depth: int = 1) -> str:
        """An expression that gives a day, or nothing."""
        plain: Makers = [lambda: "today()"]
        if not self.plain:
            plain.append(lambda: f"date({self.of(_DATES)})")
        plain += [lambda: self.of(mine)] * 3 if (mine := self.ones({"date"})) else []
        if depth == 0 or self.plain:
            return self.of(plain)()
        less = depth - 1
        return self.of(
            [
                *plain,
                lambda: f"date({self.day(less)} + {self.of(('1', '-30', '365'))})",
                lambda: f"date({self.of(('0', '1', '-1', '20000'))})",
                lambda: self._if(self.day, less),
            ]
        )()

    def truth(self, depth: int = 2) -> str:
        """An expression that says yes or no."""
        plain: Makers = [
            lambda: self.of(("true()", "false()")),
            *[lambda: self._both(self._numeric, _ORDERS, 0)] * 2,
            lambda: self._both(self.text, ("=", "!="), 0),
        ]
        if not self.plain:
            plain.append(lambda: self._both(self.day, _ORDERS, 0))
        if chosen := self.ones({"select_one fruit", *SEVERAL}):
            plain += [lambda: f"selected({self.of(chosen)}, {self.of(_FRUIT)})"] * 3
        if singles := self.ones({"select_one fruit"}):
            plain.append(lambda: f"({self.of(singles)} = {self.of(_FRUIT)})")
        if asked := self.ones(None):
            plain.append(lambda: f"{self.of(asked)} {self.of(('=', '!='))} ''")
        if not self.plain:
            plain += lookups.truths(self)
        if depth == 0:
            return self.of(plain)()
        less = depth - 1
        makers: Makers = [
            *plain,
            *[lambda: self._both(self.truth, ("and", "or"), less)] * 3,
            lambda: self._both(self._numeric, _ORDERS, less),
            lambda: f"not({self.truth(less)})",
            lambda: f"boolean-from-string({self.text(less)})",
            lambda: f"{self.of(_PLACES)}({self.text(less)}, {self.text(less)})",
            lambda: f"regex({self.text(less)}, {self.of(_WHOLE_PATTERNS)})",
            lambda: self._if(self.truth, less),
        ]
        if not self.plain:
            makers += [
                lambda: f"checklist(1, -1, {self.truth(less)}, {self.truth(less)})",
                lambda: (
                    "weighted-checklist(1, 9, "
                    f"{self.truth(less)}, {self._there(0)}, {self.truth(less)}, 2)"
                ),
            ]
        if not self.careful:
            makers += [
                lambda: f"boolean({self.number(less)})",
                lambda: f"boolean({self.text(less)})",
                lambda: f"regex({self.text(less)}, {self.of(_PATTERNS)})",
            ]
        return self.of(makers)()

    def _gathered(self) -> Makers:
        """What makes one number of the answers of several rows."""
        makers: Makers = []
        if many := self.many():
            counts = ("count",) if self.plain else ("count", "count-non-empty")
            makers.append(lambda: f"{self.of(counts)}({self.of(many)})")
        if numbers := self.many(NUMBERS):
            makers.append(lambda: self._total(self.of(numbers)))
        return makers

    def _total(self, numbers: Reference) -> str:
        """The sum of rows, or the greatest; of those that are answered, if careful."""
        name = self.of(("sum", "max", "min"))
        if not self.careful:
            return f"{name}({numbers})"
        answered = f"{numbers}[. != '']"
        return f"if(count({answered}) > 0, {name}({answered}), 0)"

    def _numeric(self, depth: int) -> str:
        return self.number(depth)

    def _both(
        self, make: Callable[[int], str], operators: Sequence[str], depth: int
    ) -> str:
        return f"({make(depth)} {self.of(operators)} {make(depth)})"

    def _if(self, make: Callable[[int], str], depth: int) -> str:
        return f"if({self.truth(depth)}, {make(depth)}, {make(depth)})"

    @staticmethod
    def _label(reference: str) -> str:
        return f"jr:choice-name({reference}, '{reference}')"

    def ones(self, kinds: set[str] | frozenset[str] | None) -> list[str]:
        return [
            str(each)
            for each in self.place.references
            if each.is_one and (kinds is None or each.kind in kinds)
        ]

    def many(self, kinds: frozenset[str] | None = None) -> list[Reference]:
        return [
            each
            for each in self.place.references
            if not each.is_one and (kinds is None or each.kind in kinds)
            if each.is_sure or not self.careful
        ]

    def of(self, options: Sequence[_T]) -> _T:
        return options[self._draw(st.integers(0, len(options) - 1))]


_FRUIT = ("'apple'", "'fig'")
_OF_A_NUMBER = ("int", "abs", "number", "sqrt", "exp", "exp10")
_OF_AN_ANGLE = ("sin", "cos", "tan", "atan", "log", "log10", "asin", "acos")
_PARTS = ("substring-before", "substring-after")
_PLACES = ("contains", "starts-with", "ends-with")
_WHOLE_PATTERNS = ("'^[a-z]+$'", "'^[0-9]{1,2}$'", "'^.*s.*$'")
_PATTERNS = ("'[a-z]+'", "'[0-9]{1,2}'", "'.*s.*'")
_FORMATS = ("'%d.%m.%Y'", "'%e/%n/%y'", "'%b %d'", "'%a %m'")
