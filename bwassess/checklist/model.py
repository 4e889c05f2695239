"""The checklist as values: a tree of groups and questions, and its national law.

`Checklist.items` is the form as it was written. `Checklist.clusters` is the same as the
assessor sees it: clusters, compliance points and the questions that are asked.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import TypeAlias

from typing_extensions import override

from bwassess.checklist.kinds import AnswerType, Source
from bwassess.checklist.names import ChecklistHash, QuestionId, lineage_of
from bwassess.checklist.parameters import Parameter, ParameterKind
from bwassess.checklist.texts import Text

GENERAL = "GENERAL"
"""The code of the cluster of questions that stand in no group."""

Cells: TypeAlias = tuple[tuple[str, str], ...]
"""Names and texts in their order, as a sheet's row has them."""

Media: TypeAlias = tuple[tuple[str, Text], ...]
"""Names of files beside a text, by kind: image, big-image, audio, video."""

_NO_NAME = frozenset("/\\:\0")


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a list; `columns` are what a choice filter looks at."""

    name: str
    label: Text
    columns: Cells = ()
    media: Media = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One question as asked; `id` is its lineage, `revision` its own wording and rule.

    What nobody is asked (notes, calculations, hidden values) is a question too.

    Attributes:
        revision: 16 hex digits, hash of wording, choices and rule; an answer carries
            the revision it was given to.
        kind: The type as the sheet has it, where its answer type doesn't say it all.
        choice_list: The list of the sheets its choices stand in.
        choices_from: The file or the repeat its choices come from, in place of a list.
        parts: What is asked side by side (women, men); empty for a single value.
        part_list: The list of the sheets its parts stand in.
        relevant: Its own condition; those of the groups around it hold too.
        options: The parameters of its type: start, end and step of a range.
        cells: Further cells of its row that other programs know.
        trigger: The questions whose change computes it anew.
        warning: Expression that should hold; where it doesn't, its message is shown.
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
    kind: str = ""
    choices: tuple[Choice, ...] = ()
    choice_list: str = ""
    choices_from: str = ""
    choice_filter: str = ""
    parts: tuple[Choice, ...] = ()
    part_list: str = ""
    required: str = ""
    required_message: Text = Text()
    relevant: str = ""
    constraint: str = ""
    constraint_message: Text = Text()
    warning: str = ""
    warning_message: Text = Text()
    calculation: str = ""
    default: str = ""
    trigger: tuple[str, ...] = ()
    read_only: str = ""
    appearance: str = ""
    options: Cells = ()
    cells: Cells = ()
    media: Media = ()
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
    def is_asked(self) -> bool:
        """Whether somebody answers it."""
        return self.answer_type.is_asked

    @property
    def is_information(self) -> bool:
        """Whether no answer to it can be a finding."""
        return not self.nc_rule

    @property
    def multiline(self) -> bool:
        """Whether its text may have several lines."""
        return "multiline" in self.appearance.split()

    def is_public_in(self, country: str) -> bool:
        """Whether a finding on it is publicly reported in a country (alpha-2)."""
        return "*" in self.public_in or country in self.public_in


@dataclass(frozen=True, slots=True)
class Group:
    """A group of the form; a cluster at the top, a compliance point below.

    Attributes:
        items: What stands in it, in order.
        code: What it is known by; its name where the sheet gives no other.
        is_repeat: Whether it is filled in any number of times.
        repeat_count: Expression that says how many times; empty = as many as wanted.
        cells: Further cells of its row that other programs know.
    """

    name: str
    label: Text
    items: "tuple[Item, ...]"
    code: str = ""
    relevant: str = ""
    appearance: str = ""
    hint: Text = Text()
    guidance: Text = Text()
    short_name: Text = Text()
    media: Media = ()
    is_repeat: bool = False
    repeat_count: str = ""
    cells: Cells = ()

    @property
    def key(self) -> str:
        """What it is known by."""
        return self.code or self.name


Item: TypeAlias = Group | Question


@dataclass(frozen=True, slots=True)
class CompliancePoint:
    """A compliance point as it is worked on.

    Attributes:
        questions: What is asked in it, also in groups inside it.
        items: Everything that stands in it, groups and notes included.
        media: The files beside its name.
    """

    code: str
    name: Text
    questions: tuple[Question, ...]
    items: tuple[Item, ...]
    guidance: Text = Text()
    short_name: Text = Text()
    media: Media = ()

    @property
    def brief(self) -> Text:
        """Its name where there is little room."""
        return self.short_name or self.name


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster, or an information section; a flat one is its own single point."""

    code: str
    name: Text
    points: tuple[CompliancePoint, ...]
    short_name: Text = Text()

    @property
    def is_flat(self) -> bool:
        """Whether it has no compliance points but itself."""
        return [point.code for point in self.points] == [self.code]

    @property
    def is_information(self) -> bool:
        """Whether nothing in it can be a finding."""
        return all(
            question.is_information
            for point in self.points
            for question in point.questions
        )

    @property
    def brief(self) -> Text:
        """Its name where there is little room."""
        return self.short_name or self.name


@dataclass(frozen=True, slots=True)
class Instance:
    """A table beside the form that choices and expressions look into.

    Attributes:
        source: Name of the file it was read from.
    """

    name: str
    source: str
    rows: tuple[Cells, ...] = ()


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A picture, recording or film that texts of the checklist name.

    Attributes:
        name: As the sheets have it.
        sha256: Of its content, in hex.
        size: Its bytes.
    """

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Translation:
    """How far the texts of a language may be trusted.

    Attributes:
        reviewed_by: The native speaker who has read them; empty for a draft.
    """

    language: str
    reviewed_by: str = ""
    reviewed_on: date | None = None

    @property
    def is_draft(self) -> bool:
        return not self.reviewed_by


@dataclass(frozen=True)
class Checklist:
    """An immutable version of a checklist, known by its hash.

    Attributes:
        settings: Further settings of the form, kept for writing it back.
        files: What its texts name and what was there beside the form, by name.
        translations: The languages whose texts are drafts or have been reviewed.
    """

    form_id: str
    version: str
    title: str
    edition: str
    country: str
    languages: tuple[str, ...]
    items: tuple[Item, ...]
    parameter_kinds: tuple[ParameterKind, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    instances: tuple[Instance, ...] = ()
    files: tuple[MediaFile, ...] = ()
    translations: tuple[Translation, ...] = ()
    settings: Cells = ()
    hash: ChecklistHash = ChecklistHash("")
    clusters: tuple[Cluster, ...] = field(
        init=False, repr=False, compare=False, default=()
    )
    _by_id: Mapping[QuestionId, Question] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        by_id = {question.id: question for question in leaves(self.items)}
        object.__setattr__(self, "_by_id", MappingProxyType(by_id))
        object.__setattr__(self, "clusters", tuple(_clusters(self)))

    @override
    def __hash__(self) -> int:
        """One that doesn't walk the whole checklist: the name says it all."""
        return hash(self.hash)

    @property
    def questions(self) -> Iterator[Question]:
        """What is asked, in reading order, information sections included."""
        return (
            question
            for cluster in self.clusters
            for point in cluster.points
            for question in point.questions
        )

    def question(self, question_id: QuestionId) -> Question:
        """The question of an id; that of a row bears the row's id.

        Raises:
            KeyError: this version doesn't ask it.
        """
        lineage = lineage_of(question_id)
        question = self._by_id[lineage]
        return question if lineage == question_id else replace(question, id=question_id)

    def asks(self, question_id: QuestionId) -> bool:
        """Whether this version has a question of the same lineage."""
        return lineage_of(question_id) in self._by_id

    def parameters_on(self, day: date) -> Mapping[str, tuple[Parameter, ...]]:
        """The law in force on a day: for each key its values, ordinary case first."""
        found: dict[str, list[Parameter]] = {}
        for parameter in self.parameters:
            if parameter.in_force(day):
                found.setdefault(parameter.key, []).append(parameter)
        return {
            key: tuple(sorted(values, key=lambda p: (p.case, p.scope) != ("", "")))
            for key, values in found.items()
        }


def is_file_name(name: str) -> bool:
    """Whether a name is one of a file alone, on any system, and of no folder."""
    return name not in ("", ".", "..") and not _NO_NAME.intersection(name)


def leaves(items: Iterable[Item]) -> Iterator[Question]:
    """Every question of a tree, asked or not, in reading order."""
    for item in items:
        if isinstance(item, Group):
            yield from leaves(item.items)
        else:
            yield item


def groups(items: Iterable[Item]) -> Iterator[Group]:
    """Every group of a tree, outer ones first."""
    for item in items:
        if isinstance(item, Group):
            yield item
            yield from groups(item.items)


def _clusters(checklist: Checklist) -> Iterator[Cluster]:
    loose = tuple(item for item in checklist.items if isinstance(item, Question))
    if any(question.is_asked for question in loose):
        name = Text.of({checklist.languages[0]: GENERAL.capitalize()})
        yield Cluster(GENERAL, name, (_point(GENERAL, name, loose),))
    for item in checklist.items:
        if isinstance(item, Group):
            yield Cluster(item.key, item.label, tuple(_points(item)), item.short_name)


def _points(cluster: Group) -> Iterator[CompliancePoint]:
    own = tuple(item for item in cluster.items if isinstance(item, Question))
    if any(question.is_asked for question in own):
        yield _point(cluster.key, cluster.label, own, cluster)
    for item in cluster.items:
        if isinstance(item, Group):
            yield _point(item.key, item.label, item.items, item)


def _point(
    code: str, name: Text, items: tuple[Item, ...], group: Group | None = None
) -> CompliancePoint:
    return CompliancePoint(
        code=code,
        name=name,
        questions=tuple(question for question in leaves(items) if question.is_asked),
        items=items,
        guidance=group.guidance if group else Text(),
        short_name=group.short_name if group else Text(),
        media=group.media if group else (),
    )
