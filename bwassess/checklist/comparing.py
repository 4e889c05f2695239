"""Two versions of a checklist side by side: by lineage, never by text."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bwassess.checklist.media import bare
from bwassess.checklist.model import Checklist, Group, Item, Question
from bwassess.checklist.names import QuestionId
from bwassess.checklist.parameters import Parameter


class What(StrEnum):
    """What differs of a question, the weightiest first."""

    ADDED = "added"
    REMOVED = "removed"
    ANSWER = "answer"
    """Another kind of answer, other choices or other parts."""
    REWORDED = "reworded"
    RULE = "rule"
    """What makes a finding of it."""
    CONDITIONS = "conditions"
    """When it is asked or required, and which values fit."""
    FINDING = "finding"
    """The sentence the report prints."""
    HELP = "help"
    """Hint, guidance, follow-ups, references."""
    MEDIA = "media"
    """Its pictures, recordings and films, or those of its choices."""
    LANGUAGES = "languages"
    """Texts in a further language that both versions speak."""
    PLACE = "place"
    """The cluster or the compliance point it stands in."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A question that isn't the same in both versions.

    Attributes:
        old: None where it was added; `new` is None where it was removed.
    """

    id: QuestionId
    old: Question | None
    new: Question | None
    what: tuple[What, ...]

    @property
    def question(self) -> Question:
        """As it is asked now, or was asked last."""
        found = self.new or self.old
        assert found is not None  # noqa: S101 - one of the versions has it
        return found


@dataclass(frozen=True, slots=True)
class LawDifference:
    """A value of national law that isn't the same in both versions."""

    old: Parameter | None
    new: Parameter | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs; the questions in the new version's order, removed ones last."""

    old: Checklist
    new: Checklist
    questions: tuple[Difference, ...]
    law: tuple[LawDifference, ...]

    def with_a(self, what: What) -> tuple[Difference, ...]:
        """The questions that differ in this."""
        return tuple(one for one in self.questions if what in one.what)

    def of(self, question: QuestionId) -> Difference | None:
        """How a question differs; None where it is the same."""
        return next((one for one in self.questions if one.id == question), None)


def compare(old: Checklist, new: Checklist) -> Comparison:
    """Compare two versions of a checklist, or two countries' editions of it."""
    return Comparison(old, new, tuple(_questions(old, new)), tuple(_law(old, new)))


def _questions(old: Checklist, new: Checklist) -> Iterator[Difference]:
    before, after = _placed(old.items), _placed(new.items)
    files, others = contents_of(old), contents_of(new)
    spoken = [one for one in new.languages[1:] if one in old.languages]
    for id_, (question, place) in after.items():
        if id_ not in before:
            yield Difference(id_, None, question, (What.ADDED,))
            continue
        was, old_place = before[id_]
        what = list(_differs(was, question))
        if beside(was, files) != beside(question, others):
            what.append(What.MEDIA)
        if _texts(was, spoken) != _texts(question, spoken):
            what.append(What.LANGUAGES)
        if place != old_place:
            what.append(What.PLACE)
        if what:
            yield Difference(id_, was, question, tuple(what))
    for id_, (was, _place) in before.items():
        if id_ not in after:
            yield Difference(id_, was, None, (What.REMOVED,))


def _placed(
    items: tuple[Item, ...],
) -> Mapping[QuestionId, tuple[Question, tuple[str, ...]]]:
    return dict(_walk(items, ()))


def _walk(
    items: tuple[Item, ...], place: tuple[str, ...]
) -> Iterator[tuple[QuestionId, tuple[Question, tuple[str, ...]]]]:
    for item in items:
        if isinstance(item, Group):
            yield from _walk(item.items, (*place, item.key))
        else:
            yield item.id, (item, place)


def _differs(old: Question, new: Question) -> Iterator[What]:
    if _answered(old) != _answered(new):
        yield What.ANSWER
    if _first(old.label) != _first(new.label):
        yield What.REWORDED
    if old.nc_rule != new.nc_rule:
        yield What.RULE
    if _conditions(old) != _conditions(new):
        yield What.CONDITIONS
    if _findings(old) != _findings(new):
        yield What.FINDING
    if _help(old) != _help(new):
        yield What.HELP


def beside(
    question: Question, contents: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """The files that a question and its choices name, each with its content's hash.

    Args:
        question: The question.
        contents: The hashes of a version's files by name.
    """
    media = (question.media, *(c.media for c in (*question.choices, *question.parts)))
    return tuple(
        (name, contents.get(bare(name), ""))
        for one in media
        for _kind, names in one
        for _language, name in names.by_language
    )


def contents_of(checklist: Checklist) -> Mapping[str, str]:
    """The hashes of a version's files by name."""
    return {file.name: file.sha256 for file in checklist.files}


def _first(text: object) -> str:
    by_language = getattr(text, "by_language", ())
    return by_language[0][1] if by_language else ""


def _answered(question: Question) -> object:
    return (
        question.answer_type,
        tuple((one.name, _first(one.label)) for one in question.choices),
        tuple((one.name, _first(one.label)) for one in question.parts),
        question.choices_from,
        question.options,
    )


def _conditions(question: Question) -> object:
    return (
        question.required,
        question.relevant,
        question.constraint,
        question.warning,
        question.calculation,
        question.default,
        question.trigger,
        question.read_only,
        question.choice_filter,
    )


def _findings(question: Question) -> object:
    return (
        _first(question.finding),
        _first(question.finding_counted),
        question.public_in,
        question.zero_tolerance,
    )


def _help(question: Question) -> object:
    return (
        _first(question.hint),
        _first(question.guidance),
        _first(question.follow_ups),
        _first(question.constraint_message),
        _first(question.warning_message),
        question.reference,
        question.instruments,
        question.parameters,
        question.sources,
    )


def _texts(question: Question, languages: Iterable[str]) -> object:
    """What is said in some languages."""
    texts = (
        question.label,
        question.hint,
        question.guidance,
        question.finding,
        question.finding_counted,
        question.follow_ups,
        question.constraint_message,
        *(choice.label for choice in (*question.choices, *question.parts)),
    )
    said = [dict(text.by_language) for text in texts]
    return [[its.get(language, "") for its in said] for language in languages]


def _law(old: Checklist, new: Checklist) -> Iterator[LawDifference]:
    before = {_named(one): one for one in old.parameters}
    after = {_named(one): one for one in new.parameters}
    for name, parameter in after.items():
        if before.get(name) != parameter:
            yield LawDifference(before.get(name), parameter)
    for name, parameter in before.items():
        if name not in after:
            yield LawDifference(parameter, None)


def _named(parameter: Parameter) -> object:
    return (
        parameter.key,
        parameter.case,
        parameter.scope,
        parameter.lower,
        parameter.valid_from,
    )
