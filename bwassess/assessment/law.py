"""National law on one day, as the rules of a checklist look at it."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from math import isnan

from bwassess.assessment.derived_law import derived
from bwassess.assessment.judgement import Because, Undetermined
from bwassess.checklist.expression.values import UNKNOWN, Value, as_number
from bwassess.checklist.model import Checklist
from bwassess.checklist.parameters import Parameter, ParameterKind, RuleState


class LawOnDay:
    """National law on one day, as expressions and texts get it.

    What holds only for a region, a sector or a grade (a value with a scope) is told in
    texts and judges nothing.
    """

    def __init__(self, checklist: Checklist, day: date) -> None:
        self.kinds: Mapping[str, ParameterKind] = {
            kind.key: kind for kind in checklist.parameter_kinds
        }
        self._in_force: dict[tuple[str, str], list[Parameter]] = {}
        for values in checklist.parameters_on(day).values():
            for parameter in values:
                place = (parameter.key, parameter.case)
                self._in_force.setdefault(place, []).append(parameter)
        for parameter in list(derived(self._in_force)):
            place = (parameter.key, parameter.case)
            self._in_force.setdefault(place, []).append(parameter)

    def value(self, key: str, case: str) -> Value:
        """What the law says in general; not known where it goes by steps."""
        return _value(p for p in self._ordinary(key, case) if not _is_step(p))

    def step(self, key: str, case: str, at: float) -> Value:
        """What the law says for a number: of workers, of years of service."""
        if isnan(at):
            return UNKNOWN
        return _value(p for p in self._ordinary(key, case) if _holds_for(p, at))

    def said(self, key: str, case: str) -> tuple[Parameter, ...]:
        """All there is of a case: the ordinary values first, steps in their order."""
        return tuple(
            sorted(
                self._in_force.get((key, case), ()),
                key=lambda p: (p.scope != "", _lower(p)),
            )
        )

    def cases(self, key: str) -> tuple[str, ...]:
        """The cases of a key of which there is anything, in the order of their list."""
        found = [case for its_key, case in self._in_force if its_key == key]
        kind = self.kinds.get(key)
        order = [cell.name for cell in kind.cases] if kind is not None else []
        return tuple(
            sorted(
                found,
                key=lambda case: order.index(case) if case in order else -1,
            )
        )

    def why(self, keys: Iterable[str]) -> Undetermined:
        """Why a rule that reads these keys couldn't tell."""
        reasons: dict[Because, list[str]] = {}
        for key in sorted(keys):
            its = [
                parameter
                for case in self.cases(key)
                for parameter in self._ordinary(key, case)
            ]
            because = _because(its)
            if because is not None:
                reasons.setdefault(because, []).append(key)
        for because in Because:
            if because in reasons:
                return Undetermined(because, tuple(reasons[because]))
        return Undetermined(Because.NOT_KNOWN, tuple(sorted(keys)))

    def _ordinary(self, key: str, case: str) -> Iterable[Parameter]:
        return (p for p in self._in_force.get((key, case), ()) if not p.scope)


def _value(values: Iterable[Parameter]) -> Value:
    """The value of the youngest of some rows."""
    youngest = max(values, key=_begin, default=None)
    if youngest is None or youngest.state is not RuleState.RULE:
        return UNKNOWN
    number = as_number(youngest.value)
    return youngest.value if isnan(number) else number


def _is_step(parameter: Parameter) -> bool:
    return bool(parameter.lower or parameter.upper)


def _holds_for(parameter: Parameter, at: float) -> bool:
    upper = parameter.upper
    return _lower(parameter) <= at and (not upper or at < Decimal(upper))


def _lower(parameter: Parameter) -> Decimal:
    return Decimal(parameter.lower or "-Infinity")


def _because(values: list[Parameter]) -> Because | None:
    if not values or any(value.state is RuleState.UNKNOWN for value in values):
        return Because.NOT_KNOWN
    if any(value.state is RuleState.NONE for value in values):
        return Because.NO_RULE
    if any(value.number is None for value in values):
        return Because.NO_NUMBER
    return None


def _begin(parameter: Parameter) -> date:
    return parameter.valid_from or date.min
