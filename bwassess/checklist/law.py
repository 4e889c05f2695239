"""National law out of the sheets of parameters: what is regulated, and what is said.

A form that says in `parameter_keys` what may be regulated has every value checked
against it; one without that sheet has its parameters taken as they are.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from bwassess.checklist.columns import text_of
from bwassess.checklist.law_checks import Note, check
from bwassess.checklist.model import Checklist, Choice
from bwassess.checklist.parameters import (
    Cell,
    Parameter,
    ParameterKind,
    RuleState,
    Shape,
)
from bwassess.checklist.problems import Problems
from bwassess.checklist.sheets import Row, Sheet
from bwassess.checklist.texts import Text
from bwassess.text import _

_MIDNIGHT = " 00:00:00"
"""What a workbook adds to a day."""

_YES = frozenset({"yes", "true"})


def kinds_of(
    sheet: Sheet,
    lists: Mapping[str, tuple[Choice, ...]],
    problems: Problems,
    *,
    languages: Iterable[str],
) -> tuple[ParameterKind, ...]:
    """What may be regulated, what is wrong with the sheet noted."""
    note = Note(sheet.name, problems)
    found: dict[str, ParameterKind] = {}
    for row in sheet.rows:
        key, shape = row["key"], row["shape"].lower()
        if not key or key in found:
            note(row, "key", _("Each key of law needs a name, and only one row."))
            continue
        if shape not in set(Shape):
            message = _("The shape is none of {shapes}.").format(
                shapes=", ".join(Shape)
            )
            note(row, "shape", message)
            continue
        found[key] = ParameterKind(
            key=key,
            label=text_of(row, "label", languages) or Text.of({"en": key}),
            shape=Shape(shape),
            unit=row["unit"],
            cases=_cells(row, "cases", lists, note),
            case_list=row["cases"],
            values=_cells(row, "values", lists, note),
            value_list=row["values"],
            holds=row["holds"],
            steps_by=row["steps_by"],
            is_yearly=row["yearly"].lower() in _YES,
        )
    return tuple(found.values())


def parameters_of(
    sheet: Sheet,
    kinds: Iterable[ParameterKind],
    problems: Problems,
    *,
    languages: Iterable[str],
) -> tuple[Parameter, ...]:
    """The parameters of a sheet, what is wrong with it noted."""
    note = Note(sheet.name, problems)
    by_key = {kind.key: kind for kind in kinds}
    found = []
    for row in sheet.rows:
        parameter = _parameter(row, note, languages)
        if parameter is None:
            continue
        found.append((row, _completed(parameter, by_key.get(parameter.key))))
    if by_key:
        check(found, by_key, note)
    return tuple(parameter for _row, parameter in found)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of national law a checklist knows.

    Attributes:
        kinds: How many keys there are; the others count values.
        known: Keys with at least one rule, or the knowledge that there is none.
        verified: Rules, and the absence of rules, that a named person has checked.
    """

    kinds: int
    known: int
    rules: int
    none: int
    unknown: int
    verified: int
    conflicts: int

    @property
    def unverified(self) -> int:
        """What is said of the law and nobody has checked."""
        return self.rules + self.none - self.verified


def coverage(checklist: Checklist) -> Coverage:
    """Count what a checklist says of national law, at any time."""
    states = Counter(parameter.state for parameter in checklist.parameters)
    told = [p for p in checklist.parameters if p.state is not RuleState.UNKNOWN]
    keys = {parameter.key for parameter in checklist.parameters}
    return Coverage(
        kinds=len({kind.key for kind in checklist.parameter_kinds} | keys),
        known=len({parameter.key for parameter in told}),
        rules=states[RuleState.RULE],
        none=states[RuleState.NONE],
        unknown=states[RuleState.UNKNOWN],
        verified=sum(parameter.is_verified for parameter in told),
        conflicts=sum(parameter.conflict for parameter in checklist.parameters),
    )


def _cells(
    row: Row, column: str, lists: Mapping[str, tuple[Choice, ...]], note: Note
) -> tuple[Cell, ...]:
    name = row[column]
    if name and name not in lists:
        note(
            row,
            column,
            _("There is no list of choices named {list}.").format(list=name),
            _("Add it to the choices sheet, or correct the name."),
        )
    return tuple(Cell(choice.name, choice.label) for choice in lists.get(name, ()))


def _parameter(row: Row, note: Note, languages: Iterable[str]) -> Parameter | None:
    if not row["key"]:
        note(row, "key", _("A parameter needs a key."))
        return None
    state = row["state"].lower()
    if state not in set(RuleState):
        note(row, "state", _("The state is none of rule, none and unknown."))
        return None
    if state == RuleState.RULE and not row["value"]:
        note(row, "value", _("A rule needs a value."))
    return Parameter(
        key=row["key"],
        state=RuleState(state),
        value=row["value"],
        unit=row["unit"],
        case=row["case"],
        scope=row["scope"],
        lower=row["lower"],
        upper=row["upper"],
        valid_from=_day(row, "valid_from", note),
        valid_to=_day(row, "valid_to", note),
        law=row["law"],
        article=row["article"],
        summary=row["summary"],
        source=row["source"],
        level=row["level"],
        conflict=row["conflict"].lower() in _YES,
        note=row["note"],
        verified_by=row["verified_by"],
        verified_on=_day(row, "verified_on", note),
        label=text_of(row, "label", languages),
    )


def _completed(parameter: Parameter, kind: ParameterKind | None) -> Parameter:
    """What a value leaves to its key: what it is called and counted in."""
    if kind is None:
        return parameter
    is_rule = parameter.state is RuleState.RULE
    return replace(
        parameter,
        label=parameter.label or kind.label,
        unit=parameter.unit or (kind.unit if is_rule else ""),
    )


def _day(row: Row, column: str, note: Note) -> date | None:
    text = row[column].removesuffix(_MIDNIGHT)
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = _("“{text}” is no day.").format(text=text)
        note(row, column, message, _("Write it as year-month-day: 2026-01-31."))
        return None
