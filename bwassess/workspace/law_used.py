"""The national law that an assessment used: what its report prints of it. Pure."""

from collections.abc import Iterable, Iterator, Mapping

from bwassess.assessment.law import LawOnDay
from bwassess.assessment.law_text import case_in_words, law_named, value_in_words
from bwassess.assessment.measures import cited
from bwassess.checklist.expression.syntax import parse
from bwassess.checklist.expression.tree import Call, Literal, walk
from bwassess.checklist.model import Question
from bwassess.checklist.parameters import Parameter, RuleState
from bwassess.report import content as report
from bwassess.workspace.view import AssessmentView

_AT = "parameter-at"
_CALLS = ("parameter", _AT)

Named = tuple[str, str | None]
"""A key and a case of it; None for all of them."""


class LawUsed:
    """The law of the day, as far as the questions of an assessment look at it.

    A question looks at the cases that its rules and texts name; where it names a key
    and none of its cases, at all of them.
    """

    def __init__(self, view: AssessmentView, *, language: str) -> None:
        self._view = view
        self._law: LawOnDay = view.judged.judge.law
        self._language = language

    def annex(self) -> Iterator[report.LawUsed]:
        """Each key with the values that were looked at, and by which questions."""
        values: dict[str, dict[Parameter, None]] = {}
        codes: dict[str, dict[str, None]] = {}
        for question in self._view.asked():
            for parameter in self.looked_at(question):
                values.setdefault(parameter.key, {})[parameter] = None
                codes.setdefault(parameter.key, {})[question.code] = None
        for key, found in values.items():
            yield report.LawUsed(
                subject=self._subject(key, found),
                values=tuple(map(self._value, self._in_order(key, found))),
                questions=tuple(codes[key]),
            )

    def references(self, question: Question) -> Iterator[report.LawReference]:
        """The articles that a question is judged by, each once."""
        found: dict[str, bool] = {}
        for parameter in self.looked_at(question):
            if parameter.state is RuleState.RULE:
                # The annex has the law's full name with all its amendments.
                text = cited(_in_short(parameter.law), parameter.article)
                found[text] = found.get(text, True) and parameter.is_verified
        for text, verified in found.items():
            if text:
                yield report.LawReference(text, verified)

    def looked_at(self, question: Question) -> Iterator[Parameter]:
        """The values that a question looks at."""
        named = dict.fromkeys(_named(question))
        keys = dict.fromkeys((*question.parameters, *(key for key, _case in named)))
        for key in keys:
            cases = {case for its, case in named if its == key} or {None}
            for case in self._law.cases(key):
                if case in cases or None in cases:
                    yield from self._law.said(key, case)

    def _in_order(self, key: str, found: Iterable[Parameter]) -> Iterator[Parameter]:
        used = set(found)
        for case in self._law.cases(key):
            yield from (one for one in self._law.said(key, case) if one in used)

    def _subject(self, key: str, found: Mapping[Parameter, None]) -> str:
        kind = self._law.kinds.get(key)
        label = kind.label if kind is not None else next(iter(found)).label
        return label.in_(self._language) or key

    def _value(self, parameter: Parameter) -> report.LawValue:
        kind = self._law.kinds.get(parameter.key)
        return report.LawValue(
            case=case_in_words(parameter, kind, self._language),
            state=parameter.state,
            value=value_in_words(parameter, kind, self._language),
            law=_in_short(parameter.law),
            law_in_full=parameter.law,
            article=parameter.article,
            valid_from=parameter.valid_from,
            verified=parameter.is_verified,
            disputed=parameter.conflict,
        )


def _named(question: Question) -> Iterator[Named]:
    """The cases of law that the rules and the texts of a question name."""
    for source in (
        question.nc_rule,
        question.constraint,
        question.warning,
        question.relevant,
    ):
        if any(call in source for call in _CALLS):
            yield from _read(source)
    for text in (
        question.label,
        question.hint,
        question.guidance,
        question.constraint_message,
        question.warning_message,
    ):
        for _language, words in text.by_language:
            for key, case in law_named(words):
                # A text that names no case tells the ordinary one, or else all.
                yield key, case or None


def _read(source: str) -> Iterator[Named]:
    """The cases of law that a rule reads."""
    for part in walk(parse(source)):
        if isinstance(part, Call) and part.function in _CALLS:
            # The number that `parameter-at` looks up comes last and is no name.
            last = len(part.arguments) - (part.function == _AT)
            key, *case = (
                one.text for one in part.arguments[:last] if isinstance(one, Literal)
            )
            yield key, case[0] if case else ""


def _in_short(law: str) -> str:
    """A law without what it says in brackets and of its amendments."""
    return law.partition(" (")[0].partition(", amended ")[0]
