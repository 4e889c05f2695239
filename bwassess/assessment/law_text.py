"""The law of the day put into the texts of a checklist.

A text names it as `{law: key}` or `{law: key/case}`; it comes out as "48 hours a week
(not verified)", "no such rule" or "not known".
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from bwassess.assessment.law import LawOnDay
from bwassess.checklist.parameters import Cell, Parameter, ParameterKind, RuleState
from bwassess.checklist.quantities import (
    number_in_words,
    quantity,
    scope_in_words,
    word,
)

_PLACE = re.compile(r"\{law:\s*([^\s{}/]+)(?:/([^\s{}/]+))?\s*\}")


def law_in_text(text: str, law: LawOnDay, language: str) -> str:
    """A text with the law on its day in every place that asks for it."""
    return _PLACE.sub(
        lambda place: law_in_words(law, place[1], place[2] or "", language=language),
        text,
    )


def law_named(text: str) -> Iterator[tuple[str, str]]:
    """The keys and cases of law that a text asks for; some name no case."""
    for place in _PLACE.finditer(text):
        yield place[1], place[2] or ""


def law_in_words(law: LawOnDay, key: str, case: str, *, language: str) -> str:
    """What the law says of a case; of all cases where there is no ordinary one."""
    kind = law.kinds.get(key)
    cases = (case,) if case or law.said(key, "") else law.cases(key)
    told = {
        its: values
        for its in cases
        if (values := [p for p in law.said(key, its) if _is_told(p)])
    }
    if not told:
        return word("not known", language)
    said = [
        _named(its if len(cases) > 1 else "", values, kind, language)
        for its, values in told.items()
    ]
    everything = [parameter for values in told.values() for parameter in values]
    return _marked(word("and", language).join(said), everything, language)


def value_in_words(
    parameter: Parameter, kind: ParameterKind | None, language: str
) -> str:
    """A value alone: without the step it holds for, and whether it is checked."""
    match parameter.state:
        case RuleState.UNKNOWN:
            return word("not known", language)
        case RuleState.NONE:
            return word("no such rule", language)
    unit = parameter.unit or (kind.unit if kind is not None else "")
    if unit and parameter.number is not None:
        return quantity(parameter.number, unit, language)
    return _label(kind.values if kind is not None else (), parameter.value, language)


def case_in_words(
    parameter: Parameter, kind: ParameterKind | None, language: str
) -> str:
    """For what a value holds: its case, its step, its scope; empty for the ordinary."""
    cells = kind.cases if kind is not None else ()
    said = (
        _label(cells, parameter.case, language) if parameter.case else "",
        _step(parameter, kind, language),
        scope_in_words(parameter.scope, language),
    )
    return word("and", language).join(filter(None, said))


def _is_told(parameter: Parameter) -> bool:
    return parameter.state is not RuleState.UNKNOWN


def _named(
    case: str,
    values: Iterable[Parameter],
    kind: ParameterKind | None,
    language: str,
) -> str:
    """The values of a case, each with what it holds for, under the case's name."""
    said = word("list", language).join(_each(values, kind, language))
    if not case:
        return said
    name = _label(kind.cases if kind is not None else (), case, language)
    return word("named", language).format(name=name, its=said)


def _each(
    values: Iterable[Parameter], kind: ParameterKind | None, language: str
) -> Iterator[str]:
    for parameter in values:
        said = value_in_words(parameter, kind, language)
        scope = scope_in_words(parameter.scope, language)
        holds_for = filter(None, (_step(parameter, kind, language), scope))
        what = word("and", language).join(holds_for)
        yield f"{said} ({what})" if what else said


def _step(parameter: Parameter, kind: ParameterKind | None, language: str) -> str:
    """From which number to which it holds; nothing begins at nothing."""
    by = kind.steps_by if kind is not None else ""
    lower, upper = _bound(parameter.lower), _bound(parameter.upper)
    if upper is None:
        if not lower:
            return ""
        return word("from", language).format(lower=quantity(lower, by, language))
    said = quantity(upper, by, language)
    if not lower:
        return word("under", language).format(upper=said)
    return word("between", language).format(
        lower=number_in_words(lower, language), upper=said
    )


def _bound(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _label(cells: Iterable[Cell], name: str, language: str) -> str:
    return next((cell.label.in_(language) for cell in cells if cell.name == name), name)


def _marked(said: str, told: Iterable[Parameter], language: str) -> str:
    """What is said, with what an assessor must know before relying on it."""
    values = list(told)
    marks = []
    if any(not parameter.is_verified for parameter in values):
        marks.append(word("not verified", language))
    if any(parameter.conflict for parameter in values):
        marks.append(word("sources disagree", language))
    return f"{said} ({word('and', language).join(marks)})" if marks else said
