"""National law on one day, as the rules of a checklist look at it."""

from collections.abc import Iterable
from datetime import date
from math import isnan

from bwassess.assessment.judgement import Because, Undetermined
from bwassess.checklist.expression.values import UNKNOWN, Value, as_number
from bwassess.checklist.model import Checklist
from bwassess.checklist.parameters import Parameter, RuleState


class LawOnDay:
    """National law on one day, as expressions get it."""

    def __init__(self, checklist: Checklist, day: date) -> None:
        self._in_force: dict[tuple[str, str], Parameter] = {}
        for values in checklist.parameters_on(day).values():
            for parameter in values:
                place = (parameter.key, parameter.case)
                other = self._in_force.get(place)
                if other is None or _begin(other) <= _begin(parameter):
                    self._in_force[place] = parameter

    def value(self, key: str, case: str) -> Value:
        parameter = self._in_force.get((key, case))
        if parameter is None or parameter.state is not RuleState.RULE:
            return UNKNOWN
        number = as_number(parameter.value)
        return parameter.value if isnan(number) else number

    def why(self, keys: Iterable[str]) -> Undetermined:
        """Why a rule that reads these keys couldn't tell."""
        reasons: dict[Because, list[str]] = {}
        for key in sorted(keys):
            its = [
                p for (its_key, _case), p in self._in_force.items() if its_key == key
            ]
            because = _because(its)
            if because is not None:
                reasons.setdefault(because, []).append(key)
        for because in Because:
            if because in reasons:
                return Undetermined(because, tuple(reasons[because]))
        return Undetermined(Because.NOT_KNOWN, tuple(sorted(keys)))


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
