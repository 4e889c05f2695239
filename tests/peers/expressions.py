"""Expressions drawn over all functions and operators of the ODK reference, by type."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from hypothesis import strategies as st

_T = TypeVar("_T")
_Makers = list[Callable[[], str]]

_NUMBERS = frozenset({"integer", "decimal"})
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
    """

    name: str
    kind: str
    is_one: bool = True
    is_sure: bool = True
    repeat: str = ""
    depth: int = 0

    def __str__(self) -> str:
        return f"${{{self.name}}}" if self.name else "."


@dataclass(frozen=True)
class Place:
    """Where a rule stands: what it may refer to from there.

    Attributes:
        repeats: The repeats it sees from outside, and whether nothing can hide each.
        in_repeat: Whether it stands right in a row.
    """

    references: tuple[Reference, ...] = ()
    repeats: tuple[tuple[str, bool], ...] = ()
    in_repeat: bool = False

    def with_own(self, own: Reference) -> "Place":
        """The place of a constraint, which judges its own answer."""
        return replace(self, references=(own, own, *self.references))


class Writer:
    """Writes expressions for one place, each choice drawn.

    A careful one mostly leaves out what is known to differ between the peers, so that
    forms are compared far beyond it; a plain one keeps to what rxeval knows.
    """

    def __init__(
        self, draw: st.DrawFn, place: Place, *, careful: bool, plain: bool = False
    ) -> None:
        self._draw = draw
        self._place = place
        self._careful = careful
        self._plain = plain

    def number(self, depth: int = 2) -> str:
        """An expression that gives a number, or nothing."""
        plain: _Makers = [lambda: self._of(_NUMERALS)]
        plain += [lambda: self._of(mine)] * 3 if (mine := self._ones(_NUMBERS)) else []
        if self._place.in_repeat and not self._plain:
            plain.append(lambda: "position(..)")
        repeats = [
            name
            for name, is_sure in self._place.repeats
            if not self._careful or (is_sure and not self._place.in_repeat)
        ]
        if repeats:
            plain.append(lambda: f"count(${{{self._of(repeats)}}})")
        if several := self._ones({"select_multiple fruit"}):
            plain.append(lambda: f"count-selected({self._of(several)})")
        plain += self._gathered()
        if depth == 0:
            return self._of(plain)()
        less = depth - 1
        makers: _Makers = [
            *plain,
            *[lambda: self._both(self._numeric, ("+", "-", "*"), less)] * 4,
            *[lambda: self._both(self._numeric, ("div", "mod"), less)] * 2,
            lambda: f"-({self.number(less)})",
            lambda: f"round({self.number(less)})",
            lambda: f"{self._of(('int', 'number'))}({self.text(less)})",
            lambda: self._if(self.number, less),
            lambda: f"coalesce({self.number(less)}, {self.number(less)})",
            lambda: f"string-length({self.text(less)})",
            lambda: f"number({self.truth(less)})",
            lambda: (
                f"{self._of(('min', 'max'))}({self._there(less)}, {self._there(less)})"
            ),
        ]
        if not self._plain:
            makers += [
                lambda: f"{self._of(_OF_A_NUMBER)}({self.number(less)})",
                lambda: f"{self._of(_OF_AN_ANGLE)}({self.number(less)})",
                lambda: f"round({self.number(less)}, {self._of(('0', '2', '-1'))})",
                lambda: f"atan2({self.number(less)}, {self.number(less)})",
                lambda: (
                    f"pow({self.number(less)}, {self._of(('0', '2', '-1', '0.5'))})"
                ),
                lambda: "pi()",
                lambda: f"decimal-date-time({self.day(less)})",
                lambda: f"({self.day(less)} - {self.day(less)})",
            ]
        return self._of(makers)()

    def _there(self, depth: int) -> str:
        """A number that is no missing answer, if careful."""
        its = self.number(depth)
        return f"coalesce({its}, 0)" if self._careful else its

    def text(self, depth: int = 2) -> str:
        """An expression that gives text."""
        plain: _Makers = [lambda: self._of(_TEXTS)]
        if mine := self._ones({"text", "calculate"}):
            plain += [lambda: self._of(mine)] * 3
        if several := self._ones({"select_multiple fruit"}):
            plain.append(lambda: f"selected-at({self._of(several)}, {self._of('012')})")
        if chosen := [each for each in self._ones({"select_one fruit"}) if each != "."]:
            plain.append(lambda: self._label(self._of(chosen)))
        if many := self._many():
            plain.append(lambda: f"join(', ', {self._of(many)})")
        if depth == 0:
            return self._of(plain)()
        less = depth - 1
        some = ("0", "1", "2", "5", "-1")
        makers: _Makers = [
            *plain,
            lambda: f"concat({self.text(less)}, {self.text(less)})",
            lambda: f"concat({self.text(less)}, {self.number(0)})",
            lambda: f"string({self.number(0)})",
            lambda: f"string({self.truth(less)})",
            lambda: self._if(self.text, less),
            lambda: f"coalesce({self.text(less)}, {self.text(less)})",
            lambda: f"substr({self.text(less)}, {self._of(some)})",
            lambda: f"substr({self.text(less)}, {self._of(some)}, {self._of(some)})",
            lambda: f"{self._of(_PARTS)}({self.text(less)}, {self.text(less)})",
            lambda: f"translate({self.text(less)}, {self.text(0)}, {self.text(0)})",
            lambda: f"normalize-space({self.text(less)})",
        ]
        if not self._plain:
            makers += [
                lambda: f"join('-', {self.text(less)}, {self.text(less)})",
                lambda: f"format-date({self.day(less)}, {self._of(_FORMATS)})",
                lambda: f"digest({self.text(less)}, 'SHA-256')",
            ]
        if not self._careful:
            makers += [
                lambda: f"string({self.day(less)})",
                lambda: f"string({self.number(less)})",
            ]
        return self._of(makers)()

    def day(self, depth: int = 1) -> str:
        """An expression that gives a day, or nothing."""
        plain: _Makers = [lambda: "today()"]
        if not self._plain:
            plain.append(lambda: f"date({self._of(_DATES)})")
        plain += [lambda: self._of(mine)] * 3 if (mine := self._ones({"date"})) else []
        if depth == 0 or self._plain:
            return self._of(plain)()
        less = depth - 1
        return self._of(
            [
                *plain,
                lambda: f"date({self.day(less)} + {self._of(('1', '-30', '365'))})",
                lambda: f"date({self._of(('0', '1', '-1', '20000'))})",
                lambda: self._if(self.day, less),
            ]
        )()

    def truth(self, depth: int = 2) -> str:
        """An expression that says yes or no."""
        plain: _Makers = [
            lambda: self._of(("true()", "false()")),
            *[lambda: self._both(self._numeric, _ORDERS, 0)] * 2,
            lambda: self._both(self.text, ("=", "!="), 0),
        ]
        if not self._plain:
            plain.append(lambda: self._both(self.day, _ORDERS, 0))
        if chosen := self._ones({"select_one fruit", "select_multiple fruit"}):
            plain += [lambda: f"selected({self._of(chosen)}, {self._of(_FRUIT)})"] * 3
        if singles := self._ones({"select_one fruit"}):
            plain.append(lambda: f"({self._of(singles)} = {self._of(_FRUIT)})")
        if asked := self._ones(None):
            plain.append(lambda: f"{self._of(asked)} {self._of(('=', '!='))} ''")
        if depth == 0:
            return self._of(plain)()
        less = depth - 1
        makers: _Makers = [
            *plain,
            *[lambda: self._both(self.truth, ("and", "or"), less)] * 3,
            lambda: self._both(self._numeric, _ORDERS, less),
            lambda: f"not({self.truth(less)})",
            lambda: f"boolean-from-string({self.text(less)})",
            lambda: f"{self._of(_PLACES)}({self.text(less)}, {self.text(less)})",
            lambda: f"regex({self.text(less)}, {self._of(_WHOLE_PATTERNS)})",
            lambda: self._if(self.truth, less),
        ]
        if not self._plain:
            makers += [
                lambda: f"checklist(1, -1, {self.truth(less)}, {self.truth(less)})",
                lambda: (
                    "weighted-checklist(1, 9, "
                    f"{self.truth(less)}, {self._there(0)}, {self.truth(less)}, 2)"
                ),
            ]
        if not self._careful:
            makers += [
                lambda: f"boolean({self.number(less)})",
                lambda: f"boolean({self.text(less)})",
                lambda: f"regex({self.text(less)}, {self._of(_PATTERNS)})",
            ]
        return self._of(makers)()

    def _gathered(self) -> _Makers:
        """What makes one number of the answers of several rows."""
        makers: _Makers = []
        if many := self._many():
            counts = ("count",) if self._plain else ("count", "count-non-empty")
            makers.append(lambda: f"{self._of(counts)}({self._of(many)})")
        if numbers := self._many(_NUMBERS):
            makers.append(lambda: self._total(self._of(numbers)))
        if self._plain:
            return makers
        if flat := [each for each in numbers if each.depth == 1]:

            def indexed() -> str:
                chosen = self._of(flat)
                row = self._of(("1", "2", "9"))
                return f"indexed-repeat({chosen}, ${{{chosen.repeat}}}, {row})"

            makers.append(indexed)
        return makers

    def _total(self, numbers: Reference) -> str:
        """The sum of rows, or the greatest; of those that are answered, if careful."""
        name = self._of(("sum", "max", "min"))
        if not self._careful:
            return f"{name}({numbers})"
        answered = f"{numbers}[. != '']"
        return f"if(count({answered}) > 0, {name}({answered}), 0)"

    def _numeric(self, depth: int) -> str:
        return self.number(depth)

    def _both(
        self, make: Callable[[int], str], operators: Sequence[str], depth: int
    ) -> str:
        return f"({make(depth)} {self._of(operators)} {make(depth)})"

    def _if(self, make: Callable[[int], str], depth: int) -> str:
        return f"if({self.truth(depth)}, {make(depth)}, {make(depth)})"

    @staticmethod
    def _label(reference: str) -> str:
        return f"jr:choice-name({reference}, '{reference}')"

    def _ones(self, kinds: set[str] | frozenset[str] | None) -> list[str]:
        return [
            str(each)
            for each in self._place.references
            if each.is_one and (kinds is None or each.kind in kinds)
        ]

    def _many(self, kinds: frozenset[str] | None = None) -> list[Reference]:
        return [
            each
            for each in self._place.references
            if not each.is_one and (kinds is None or each.kind in kinds)
            if each.is_sure or not self._careful
        ]

    def _of(self, options: Sequence[_T]) -> _T:
        return options[self._draw(st.integers(0, len(options) - 1))]


_FRUIT = ("'apple'", "'fig'")
_OF_A_NUMBER = ("int", "abs", "number", "sqrt", "exp", "exp10")
_OF_AN_ANGLE = ("sin", "cos", "tan", "atan", "log", "log10", "asin", "acos")
_PARTS = ("substring-before", "substring-after")
_PLACES = ("contains", "starts-with", "ends-with")
_WHOLE_PATTERNS = ("'^[a-z]+$'", "'^[0-9]{1,2}$'", "'^.*s.*$'")
_PATTERNS = ("'[a-z]+'", "'[0-9]{1,2}'", "'.*s.*'")
_FORMATS = ("'%d.%m.%Y'", "'%e/%n/%y'", "'%b %d'", "'%a %m'")
