"""The checklist as values: clusters, compliance points, questions, national law."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import NewType

from typing_extensions import override

QuestionId = NewType("QuestionId", str)
"""A question's lineage: the same through all versions and countries."""

ChecklistHash = NewType("ChecklistHash", str)
"""A checklist version: 64 hex digits, SHA-256 of its canonical content."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text in several languages.

    `in_("km")` gives the Khmer text, or the first language's where there is none.
    """

    by_language: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, texts: Mapping[str, str]) -> "Text":
        """Take the non-empty texts of a mapping from language to text, in its order."""
        return cls(tuple((code, text) for code, text in texts.items() if text))

    def in_(self, language: str) -> str:
        """The text in `language`, falling back to the first one; empty if none."""
        for code, text in self.by_language:
            if code == language:
                return text
        return self.by_language[0][1] if self.by_language else ""

    def spoken(self, language: str) -> str:
        """The language that `in_(language)` really gives."""
        known = [code for code, _text in self.by_language]
        return language if language in known or not known else known[0]

    def __bool__(self) -> bool:
        return bool(self.by_language)


class AnswerType(StrEnum):
    YES_NO = "yes_no"
    YES_NO_NA = "yes_no_na"
    CHOICE = "choice"
    CHOICES = "choices"
    NUMBER = "number"
    RATIO = "ratio"
    PERCENTAGE = "percentage"
    TEXT = "text"
    DATE = "date"


class Source(StrEnum):
    """Kinds of evidence source, in the order they are printed."""

    OBSERVATION = "observation"
    DOCUMENT = "document"
    WORKER = "worker"
    MANAGEMENT = "management"
    UNION = "union"


@dataclass(frozen=True, slots=True)
class Choice:
    name: str
    label: Text


@dataclass(frozen=True, slots=True)
class Question:
    """One question as asked; `id` is its lineage, `revision` its own wording and rule.

    Attributes:
        revision: 16 hex digits, hash of wording, choices and rule; an answer carries
            the revision it was given to.
        choice_list: The list of the sheets its choices stand in.
        parts: What is asked side by side (women, men); empty for a single value.
        part_list: The list of the sheets its parts stand in.
        finding: The sentence the report prints for a non-compliance.
        finding_counted: The same with `${affected}` and `${seen}`; may be empty.
        nc_rule: Expression that is true for a non-compliance; empty = information.
        public_in: Countries (alpha-2) that publish it; `*` stands for all.
    """

    id: QuestionId
    code: str
    name: str
    answer_type: AnswerType
    label: Text
    hint: Text = Text()
    guidance: Text = Text()
    choices: tuple[Choice, ...] = ()
    choice_list: str = ""
    parts: tuple[Choice, ...] = ()
    part_list: str = ""
    required: str = ""
    relevant: str = ""
    constraint: str = ""
    constraint_message: Text = Text()
    multiline: bool = False
    finding: Text = Text()
    finding_counted: Text = Text()
    nc_rule: str = ""
    sources: tuple[Source, ...] = ()
    reference: str = ""
    instruments: tuple[str, ...] = ()
    public_in: frozenset[str] = frozenset()
    zero_tolerance: bool = False
    parameters: tuple[str, ...] = ()
    follow_ups: Text = Text()
    status: str = "recalled"
    status_note: str = ""
    revision: str = ""

    @property
    def is_information(self) -> bool:
        """Whether no answer to it can be a finding."""
        return not self.nc_rule

    def is_public_in(self, country: str) -> bool:
        """Whether a finding on it is publicly reported in a country (alpha-2)."""
        return "*" in self.public_in or country in self.public_in


@dataclass(frozen=True, slots=True)
class CompliancePoint:
    """A compliance point; `relevant` says when its questions are asked at all."""

    code: str
    name: Text
    questions: tuple[Question, ...]
    guidance: Text = Text()
    relevant: str = ""
    short_name: Text = Text()

    def brief(self, language: str) -> str:
        """Its name where there is little room."""
        return (self.short_name or self.name).in_(language)


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster, or an information section (its one point bears its own code)."""

    code: str
    name: Text
    points: tuple[CompliancePoint, ...]
    is_information: bool = False
    relevant: str = ""
    short_name: Text = Text()

    def brief(self, language: str) -> str:
        """Its name where there is little room."""
        return (self.short_name or self.name).in_(language)


class RuleState(StrEnum):
    RULE = "rule"
    NONE = "none"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One value of national law, valid from one day to another.

    Only a `RULE` may make a finding; `NONE` (the law has no such rule) and `UNKNOWN`
    show as text.
    """

    key: str
    state: RuleState
    value: str = ""
    unit: str = ""
    case: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    law: str = ""
    article: str = ""
    summary: str = ""
    source: str = ""
    level: str = ""
    conflict: bool = False
    note: str = ""
    verified_by: str = ""
    verified_on: date | None = None
    label: Text = Text()

    @property
    def number(self) -> Decimal | None:
        """The value as a number where it is one."""
        try:
            return Decimal(self.value)
        except ArithmeticError:
            return None

    @property
    def is_verified(self) -> bool:
        """Whether a named person has checked it against the law."""
        return bool(self.verified_by)

    def in_force(self, day: date) -> bool:
        """Whether it is valid on a day; open ends are valid for ever."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


@dataclass(frozen=True)
class Checklist:
    """An immutable version of a checklist, known by its hash.

    `questions` and `question(id)` walk all clusters in order, information sections
    included.
    """

    form_id: str
    version: str
    title: str
    edition: str
    country: str
    languages: tuple[str, ...]
    clusters: tuple[Cluster, ...]
    parameters: tuple[Parameter, ...] = ()
    hash: ChecklistHash = ChecklistHash("")
    _by_id: Mapping[QuestionId, Question] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        object.__setattr__(
            self,
            "_by_id",
            MappingProxyType({question.id: question for question in self.questions}),
        )

    @override
    def __hash__(self) -> int:
        """One that doesn't walk the whole checklist: the name says it all."""
        return hash(self.hash)

    @property
    def questions(self) -> Iterator[Question]:
        return (
            question
            for cluster in self.clusters
            for point in cluster.points
            for question in point.questions
        )

    def question(self, question_id: QuestionId) -> Question:
        """The question of a lineage id.

        Raises:
            KeyError: this version doesn't ask it.
        """
        return self._by_id[question_id]

    def parameters_on(self, day: date) -> Mapping[str, tuple[Parameter, ...]]:
        """The law in force on a day: for each key its values, ordinary case first."""
        found: dict[str, list[Parameter]] = {}
        for parameter in self.parameters:
            if parameter.in_force(day):
                found.setdefault(parameter.key, []).append(parameter)
        return {
            key: tuple(sorted(values, key=lambda p: p.case != ""))
            for key, values in found.items()
        }
