"""The law of the day put into the texts of a checklist.

A text names it as `{law: key}` or `{law: key/case}`; it comes out as "48 hours a week
(not verified)", "no such rule" or "not known".
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from bwassess.assessment.law import LawOnDay
from bwassess.checklist.parameters import Cell, Parameter, ParameterKind, RuleState
from bwassess.checklist.quantities import number_in_words, quantity, word

_PLACE = re.compile(r"\{law:\s*([^\s{}/]+)(?:/([^\s{}/]+))?\s*\}")


def law_in_text(text: str, law: LawOnDay, language: str) -> str:
    """A text with the law on its day in every place that asks for it."""
    return _PLACE.sub(
        lambda place: law_in_words(law, place[1], place[2] or "", language=language),
        text,
    )


def law_in_words(law: LawOnDay, key: str, case: str, *, language: str) -> str:
    """What the law says of a case; of all cases where there is no ordinary one."""
    kind = law.kinds.get(key)
    values = law.said(key, case)
    if values or case:
        said = _said(values, kind, language)
    else:
        cases = [
            (name, told)
            for name in law.cases(key)
            if (told := [p for p in law.said(key, name) if _is_told(p)])
        ]
        values = tuple(p for _name, told in cases for p in told)
        said = word("and", language).join(
            word("named", language).format(
                name=_label(kind.cases if kind else (), name, language),
                its=_said(told, kind, language),
            )
            for name, told in cases
        )
    return _marked(said or word("not known", language), values, language)


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
        parameter.scope,
    )
    return word("and", language).join(filter(None, said))


def _is_told(parameter: Parameter) -> bool:
    return parameter.state is not RuleState.UNKNOWN


def _said(
    values: Iterable[Parameter], kind: ParameterKind | None, language: str
) -> str:
    return word("and", language).join(_each(values, kind, language))


def _each(
    values: Iterable[Parameter], kind: ParameterKind | None, language: str
) -> Iterator[str]:
    for parameter in values:
        said = value_in_words(parameter, kind, language)
        for name in (_step(parameter, kind, language), parameter.scope):
            if name:
                said = word("named", language).format(name=name, its=said)
        yield said


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


def _marked(said: str, values: Iterable[Parameter], language: str) -> str:
    """What is said, with what an assessor must know before relying on it."""
    told = [parameter for parameter in values if _is_told(parameter)]
    marks = []
    if any(not parameter.is_verified for parameter in told):
        marks.append(word("not verified", language))
    if any(parameter.conflict for parameter in told):
        marks.append(word("sources disagree", language))
    return f"{said} ({word('and', language).join(marks)})" if marks else said
