"""Whether what is said of national law is something its key may say."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bwassess.checklist.parameters import Parameter, ParameterKind, RuleState, Shape
from bwassess.checklist.problems import Problem, Problems
from bwassess.checklist.sheets import Row
from bwassess.text import _

_MOST_OF_A_CASE = 500
"""No law has more steps or years; each is compared with each."""

_WITH_STEPS = frozenset({Shape.STEPS, Shape.MATRIX})
_WINDOW = re.compile(r"([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d")


@dataclass(frozen=True, slots=True)
class Note:
    """Notes what is wrong with a row of one sheet."""

    sheet: str
    problems: Problems

    def __call__(self, row: Row, column: str, message: str, remedy: str = "") -> None:
        remedy = remedy or _("Correct the cell.")
        self.problems.note(self.sheet, row.number, column, message, remedy)


def check(
    found: Sequence[tuple[Row, Parameter]],
    kinds: Mapping[str, ParameterKind],
    note: Note,
) -> None:
    """Note every value that its key can't have, and rows that contradict each other."""
    for row, parameter in found:
        _check(row, parameter, kinds.get(parameter.key), note)
    _compare(found, note)


def _check(
    row: Row, parameter: Parameter, kind: ParameterKind | None, note: Note
) -> None:
    """Note where a value isn't one its key may have."""
    if kind is None:
        note(
            row,
            "key",
            _("There is no key of law named {key}.").format(key=parameter.key),
            _("Correct it, or add it to the sheet parameter_keys."),
        )
        return
    cases = [cell.name for cell in kind.cases]
    if parameter.case and parameter.case not in cases:
        note(
            row,
            "case",
            _("“{case}” is no case of {key}.").format(
                case=parameter.case, key=kind.key
            ),
            _("It has: {cases}.").format(cases=", ".join(cases) or "-"),
        )
    _check_bounds(row, kind, note)
    _check_value(row, parameter, kind, note)
    _check_days(row, parameter, kind, note)


def _check_bounds(row: Row, kind: ParameterKind, note: Note) -> None:
    bounds = {column: row[column] for column in ("lower", "upper") if row[column]}
    if bounds and kind.shape not in _WITH_STEPS:
        message = _("{key} has no steps, so it has no bounds.").format(key=kind.key)
        note(row, next(iter(bounds)), message, _("Empty the cell."))
        return
    for column, text in bounds.items():
        if _number(text) is None:
            note(row, column, _("“{text}” is no number.").format(text=text))
            return
    lower, upper = _steps(row)
    if not lower < upper:
        message = _("The step ends before it begins.")
        note(row, "upper", message, _("The upper bound is the first number after it."))


def _check_value(
    row: Row, parameter: Parameter, kind: ParameterKind, note: Note
) -> None:
    value = parameter.value
    if parameter.state is not RuleState.RULE:
        if value:
            message = _("Only a rule has a value.")
            note(row, "value", message, _("Move it to the note, or make it a rule."))
        return
    if not value:
        return
    if parameter.unit or kind.unit:
        if _number(value) is None:
            note(row, "value", _("“{text}” is no number.").format(text=value))
    elif kind.shape is Shape.WINDOW:
        if not _WINDOW.fullmatch(value):
            message = _("“{text}” is no time of day to another.").format(text=value)
            note(row, "value", message, _("Write it so: 22:00-05:00."))
    elif kind.values:
        names = [cell.name for cell in kind.values]
        if value not in names:
            message = _("{key} can't say “{text}”.").format(key=kind.key, text=value)
            remedy = _("It says: {values}.").format(values=", ".join(names))
            note(row, "value", message, remedy)
    else:
        note(row, "unit", _("A number of {key} needs a unit.").format(key=kind.key))


def _check_days(
    row: Row, parameter: Parameter, kind: ParameterKind, note: Note
) -> None:
    first, last = parameter.valid_from, parameter.valid_to
    if first is not None and last is not None and last < first:
        note(row, "valid_to", _("It ends before it begins."))
    if bool(parameter.verified_by) != (parameter.verified_on is not None):
        column = "verified_on" if parameter.verified_by else "verified_by"
        note(row, column, _("Who has checked a value, and when, go together."))
    # A share of what is set anew each year isn't itself.
    is_amount = not parameter.unit.startswith("share of ")
    if (
        kind.is_yearly
        and is_amount
        and parameter.state is RuleState.RULE
        and last is None
    ):
        note.problems.add(
            [
                Problem(
                    note.sheet,
                    row.number,
                    "valid_to",
                    _("{key} is set anew each year.").format(key=kind.key),
                    _("Give its last day once it is known."),
                    blocks=False,
                )
            ]
        )


def _compare(found: Sequence[tuple[Row, Parameter]], note: Note) -> None:
    """Note where two rows would answer the same question."""
    cases: dict[tuple[str, str, str], list[tuple[Row, Parameter]]] = {}
    for row, parameter in found:
        place = (parameter.key, parameter.case, parameter.scope)
        cases.setdefault(place, []).append((row, parameter))
    for rows in cases.values():
        if len(rows) > _MOST_OF_A_CASE:
            message = _("There are more than {count} rows of one case.").format(
                count=_MOST_OF_A_CASE
            )
            note(rows[0][0], "key", message, _("Take old ones out."))
            continue
        for index, (row, parameter) in enumerate(rows):
            for earlier_row, earlier in rows[:index]:
                if _meet_in_time(parameter, earlier):
                    _compare_two(row, parameter, earlier_row, earlier, note)


def _compare_two(
    row: Row, parameter: Parameter, earlier_row: Row, earlier: Parameter, note: Note
) -> None:
    (lower, upper), (low, high) = _steps(row), _steps(earlier_row)
    if lower < high and low < upper:
        note(
            row,
            "valid_from",
            _("Row {row} says something of the same case and the same days.").format(
                row=earlier_row.number
            ),
            _("End the one before the other begins, or take one away."),
        )
    elif parameter.unit != earlier.unit and _both_rules(parameter, earlier):
        note(
            row,
            "unit",
            _("The steps of one case have one unit; row {row} has another.").format(
                row=earlier_row.number
            ),
        )


def _both_rules(one: Parameter, other: Parameter) -> bool:
    return one.state is RuleState.RULE and other.state is RuleState.RULE


def _meet_in_time(one: Parameter, other: Parameter) -> bool:
    return (one.valid_from or date.min) <= (other.valid_to or date.max) and (
        other.valid_from or date.min
    ) <= (one.valid_to or date.max)


def _steps(row: Row) -> tuple[Decimal, Decimal]:
    """A row's bounds; open ones reach as far as numbers do."""
    lower, upper = _number(row["lower"]), _number(row["upper"])
    return (
        Decimal("-Infinity") if lower is None else lower,
        Decimal("Infinity") if upper is None else upper,
    )


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except ArithmeticError:
        return None
    return number if number.is_finite() else None
