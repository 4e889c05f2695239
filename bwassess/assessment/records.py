"""What was found, as values: an assessment with its answers, evidence and people.

They are read from the journal's shown values and handed to screens and reports.
`disputed` names the fields of a record that have heads with different values.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from bwassess.checklist.given import Value
from bwassess.checklist.kinds import Source
from bwassess.checklist.names import ChecklistHash, QuestionId

AssessmentId = NewType("AssessmentId", UUID)
FactoryId = NewType("FactoryId", UUID)
EvidenceId = NewType("EvidenceId", UUID)
InterviewId = NewType("InterviewId", UUID)
PersonId = NewType("PersonId", UUID)


class State(StrEnum):
    """Where an assessment stands, the least advanced first."""

    DRAFT = "draft"
    READY = "ready"
    IN_REVIEW = "in_review"
    APPROVED = "approved"


class Role(StrEnum):
    ASSESSOR = "assessor"
    REVIEWER = "reviewer"
    ADMIN = "admin"

    @property
    def is_office(self) -> bool:
        """Whether its word counts where the programme's office decides."""
        return self is not Role.ASSESSOR


class Extent(StrEnum):
    ISOLATED = "isolated"
    SYSTEMIC = "systemic"


@dataclass(frozen=True, slots=True)
class Override:
    """An assessor's own judgement in place of the derived one, with the reason."""

    is_finding: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of those seen are affected; never more than seen."""

    affected: int
    seen: int


@dataclass(frozen=True, slots=True)
class Answer:
    """All that was said of one question.

    Attributes:
        value: By answer type: a choice's name; a sorted tuple of names; a decimal as
            text; for ratio and percentage a map `{"n": text, "of": text}`; with parts
            a map from part to such a value; text; an ISO date. None = open.
        revision: The question's revision the value was given to.
        wording: The finding sentence in the assessor's words; empty = as derived.
        photos: Evidence in the order it is shown.
        passed: Why a value stands that the checklist calls impossible; empty = it
            doesn't.
        changed_at: The latest change of any field; None if there is none.
    """

    question: QuestionId
    value: Value = None
    revision: str = ""
    note: str = ""
    override: Override | None = None
    wording: str = ""
    counts: Counts | None = None
    extent: Extent | None = None
    sources: frozenset[Source] = frozenset()
    photos: tuple[EvidenceId, ...] = ()
    passed: str = ""
    disputed: frozenset[str] = frozenset()
    changed_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.value is None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A photo or file of an assessment.

    Attributes:
        sha256: Hex digest of the working copy, the name of its encrypted file.
        thumbnail: The same of its thumbnail; empty for what is no picture.
        original: The same of the sealed original, where it is kept.
        is_here: Whether the working copy lies on this machine.
    """

    id: EvidenceId
    sha256: str
    media_type: str
    size: int
    width: int = 0
    height: int = 0
    thumbnail: str = ""
    original: str = ""
    question: QuestionId | None = None
    caption: str = ""
    place: str = ""
    taken_at: datetime | None = None
    is_removed: bool = False
    is_here: bool = True
    disputed: frozenset[str] = frozenset()

    @property
    def is_picture(self) -> bool:
        """Whether it can be looked at, and printed."""
        return self.media_type.startswith("image/")


class InterviewKind(StrEnum):
    INDIVIDUAL = "individual"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Interview:
    """How many were interviewed together; never who."""

    id: InterviewId
    kind: InterviewKind
    women: int
    men: int
    is_removed: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """An assessor of the team."""

    person: PersonId
    name: str
    is_lead: bool = False


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approved an assessment.

    Attributes:
        digest: Of the content that was judged; 32 bytes, or none.
        is_void: Whether it doesn't count: not a reviewer's, or of one's own work.
    """

    person: PersonId
    name: str
    at: datetime
    digest: bytes
    is_void: bool


@dataclass(frozen=True, slots=True)
class Assessment:
    """One assessment of one factory, without its answers.

    Attributes:
        first_day: First day of the visit; it picks the law in force.
        state: An assessment whose approval is void stands in review.
        is_announced: Whether the factory was told beforehand.
    """

    id: AssessmentId
    factory: FactoryId | None
    checklist: ChecklistHash | None
    country: str
    cycle: int
    first_day: date | None
    last_day: date | None
    is_announced: bool = False
    state: State = State.DRAFT
    approval: Approval | None = None
    team: tuple[Member, ...] = ()
    summary: str = ""
    disputed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Factory:
    """A factory with the facts a report needs.

    Attributes:
        facts: Further facts by field name (`FACTORY_FACTS`): text or whole numbers.
        os_id: Open Supply Hub id without blanks; empty = not known.
    """

    id: FactoryId
    name: str
    country: str
    os_id: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    disputed: frozenset[str] = frozenset()


FACTORY_FACTS = (
    "original_id",
    "address",
    "city",
    "province",
    "postcode",
    "latitude",
    "longitude",
    "contact",
    "phone",
    "mail",
    "owner",
    "owner_address",
    "isic",
    "first_product",
    "second_product",
    "women",
    "men",
    "year_began",
    "buyers",
    "advisor",
)
"""Facts beside name, country and Open Supply Hub id, as in the register."""


@dataclass(frozen=True, slots=True)
class Rival:
    """One side of a disagreement: a value with who said it and when."""

    field: str
    value: Value
    person: PersonId | None
    name: str
    device: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A field with several heads of different values, in the order they are shown."""

    record: str
    field: str
    rivals: tuple[Rival, ...]
    question: QuestionId | None = None
