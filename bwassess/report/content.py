"""What an assessment report says: gathered values, already in its language; no layout.

Whoever gathers resolves the checklist's texts to the report's language; dates and
counts stay typed and are formatted when printed. There is no field for a worker's name,
an interview's notes or a sealed (zero-tolerance) matter: such questions are left out
by the gatherer, never hidden by the printer.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bwassess.assessment.records import Extent, InterviewKind
from bwassess.checklist.kinds import Source
from bwassess.checklist.parameters import RuleState


class Stitch(StrEnum):
    """The state of one question in a seam."""

    OPEN = "open"
    MET = "met"
    FINDING = "finding"
    DISPUTED = "disputed"
    NOT_APPLICABLE = "not_applicable"


class Trend(StrEnum):
    """How a point or finding stands against the last cycle."""

    NONE = "none"
    NEW = "new"
    REPEATED = "repeated"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Headcount:
    """People by sex; None where it isn't known."""

    women: int | None = None
    men: int | None = None

    @property
    def total(self) -> int | None:
        """Both together, or None while one of them isn't known."""
        if self.women is None or self.men is None:
            return None
        return self.women + self.men


@dataclass(frozen=True, slots=True)
class Photo:
    """A JPEG, upright, called for only while its page is drawn."""

    read: Callable[[], bytes]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class LawReference:
    """One reference of a finding ("Labour Law 1997 art. 230")."""

    text: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Instrument:
    """An international labour standard: "C138", "Minimum Age Convention, 1973"."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One question that was not met.

    Attributes:
        number: Counted through the whole report, from 1.
        row: Which one of several it was asked of ("Dormitory 2 of 3"); may be empty.
        sentence: What the report says: derived, or the assessor's own words.
        detail: What else was seen, meant for the factory; may be empty.
        affected: Of `seen`; both None where nothing is counted.
        instruments: The international standards it rests on.
        since_cycle: The first cycle of an unbroken repetition; None when new.
        passed: Why its value stands against the checklist's limit; empty if it doesn't.
        public: Whether it is publicly reported in the factory's country.
    """

    number: int
    code: str
    question: str
    sentence: str
    row: str = ""
    detail: str = ""
    sources: tuple[Source, ...] = ()
    affected: int | None = None
    seen: int | None = None
    extent: Extent | None = None
    reference: str = ""
    laws: tuple[LawReference, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    trend: Trend = Trend.NEW
    since_cycle: int | None = None
    public: bool = False
    passed: str = ""
    photos: tuple[Photo, ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """A compliance point: one stitch per question asked, and what was found.

    Attributes:
        last_findings: Findings of the last cycle; None where there was none.
        public: Whether a publicly reported issue of it isn't met.
    """

    code: str
    name: str
    stitches: tuple[Stitch, ...]
    findings: tuple[Finding, ...] = ()
    last_findings: int | None = None
    trend: Trend = Trend.NONE
    public: bool = False

    @property
    def found(self) -> int:
        """How many of its questions have a finding."""
        return self.stitches.count(Stitch.FINDING)


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster of the checklist; `short_name` serves narrow columns and running heads.

    Attributes:
        last_points_not_met: Of the last cycle; None where there was none.
    """

    code: str
    name: str
    points: tuple[Point, ...]
    short_name: str = ""
    last_points_not_met: int | None = None

    @property
    def label(self) -> str:
        """The short name, or the name where there is none."""
        return self.short_name or self.name

    @property
    def questions(self) -> int:
        return sum(len(point.stitches) for point in self.points)

    @property
    def found(self) -> int:
        return sum(point.found for point in self.points)

    @property
    def points_not_met(self) -> int:
        return sum(point.found > 0 for point in self.points)

    @property
    def findings(self) -> Iterator[Finding]:
        return (finding for point in self.points for finding in point.findings)


@dataclass(frozen=True, slots=True)
class PublicIssue:
    """A publicly reported issue of the checklist and how it stands."""

    code: str
    question: str
    stitch: Stitch
    trend: Trend = Trend.NONE


@dataclass(frozen=True, slots=True)
class ClosedFinding:
    """A finding of the last cycle that was met this time."""

    code: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Information:
    """An information question with its answer as a reader sees it.

    Attributes:
        row: Which one of several it was asked of; empty for most.
        passed: Why the value stands against the checklist's limit; empty if it doesn't.
    """

    code: str
    question: str
    answer: str
    row: str = ""
    passed: str = ""


@dataclass(frozen=True, slots=True)
class InformationSection:
    code: str
    name: str
    answers: tuple[Information, ...]


@dataclass(frozen=True, slots=True)
class InterviewCount:
    """How many were interviewed in one way; never who.

    Attributes:
        held: Interviews, where a group is one.
    """

    kind: InterviewKind
    held: int
    people: Headcount


@dataclass(frozen=True, slots=True)
class LawValue:
    """What national law says of one case on the day of the visit.

    Attributes:
        case: For which case, step and scope it holds; empty for the ordinary one.
        value: In words, with its unit: "2 hours a day", "no such rule".
        law: Its usual name; `law_in_full` with its amendments.
        disputed: Whether its sources disagree.
    """

    case: str
    value: str
    state: RuleState = RuleState.RULE
    law: str = ""
    law_in_full: str = ""
    article: str = ""
    valid_from: date | None = None
    verified: bool = False
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class LawUsed:
    """What the law regulates, and what of it this assessment looked at.

    Attributes:
        questions: Codes of the questions that used it.
    """

    subject: str
    values: tuple[LawValue, ...]
    questions: tuple[str, ...] = ()

    @property
    def told(self) -> tuple[LawValue, ...]:
        """What is known: rules, and that there is none."""
        return tuple(v for v in self.values if v.state is not RuleState.UNKNOWN)

    @property
    def unknown(self) -> tuple[LawValue, ...]:
        return tuple(v for v in self.values if v.state is RuleState.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Translation:
    """Who has read the checklist's texts in the report's language; nobody: a draft."""

    reviewed_by: str = ""
    reviewed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A further fact, label and value as printed."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class FactoryFacts:
    """The factory as it was on the visit.

    Attributes:
        country: Its name in the report's language.
        workers_by: Further counts ("Permanent contract", "Under 18").
        buyers: Only those the factory consented to name.
    """

    name: str
    address: str
    country: str
    industry: str = ""
    open_supply_hub_id: str = ""
    year_started: int | None = None
    owner: str = ""
    workers: Headcount = Headcount()
    workers_by: tuple[tuple[str, Headcount], ...] = ()
    products: tuple[str, ...] = ()
    buyers: tuple[str, ...] = ()
    unions: tuple[str, ...] = ()
    further: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """The visit, its team and the report about it.

    Attributes:
        days: In order; empty while not yet set.
        earlier: The first days of earlier assessments, oldest first.
        checklist: Edition and version as printed ("Cambodia 2026.1").
        approved_by: Who released it; empty before that.
        digest: The assessment's content in hex, for checking; empty before sealing.
    """

    days: tuple[date, ...]
    announced: bool
    cycle: int
    team: tuple[str, ...]
    checklist: str
    report_number: str
    report_date: date
    earlier: tuple[date, ...] = ()
    approved_by: str = ""
    approved_on: date | None = None
    digest: str = ""


@dataclass(frozen=True, slots=True)
class ReportContent:
    """Everything an assessment report prints, in the order it prints it.

    Attributes:
        summary: The team's own words on the whole, paragraphs parted by empty lines.
        limits: What the team could not see, one paragraph each.
        translation: How far the checklist's texts in this language may be trusted;
            None where nothing is said of it.
        confidentiality: Paragraphs of the last page; empty takes the usual ones.
    """

    programme: str
    factory: FactoryFacts
    visit: VisitFacts
    clusters: tuple[Cluster, ...]
    summary: str = ""
    interviews: tuple[InterviewCount, ...] = ()
    limits: tuple[str, ...] = ()
    public_issues: tuple[PublicIssue, ...] = ()
    closed: tuple[ClosedFinding, ...] = ()
    information: tuple[InformationSection, ...] = ()
    laws: tuple[LawUsed, ...] = ()
    translation: Translation | None = None
    confidentiality: tuple[str, ...] = ()

    @property
    def findings(self) -> Iterator[Finding]:
        """All findings in the order of their numbers."""
        return (finding for cluster in self.clusters for finding in cluster.findings)

    @property
    def unverified(self) -> int:
        """How many values of law nobody has checked."""
        return sum(not value.verified for law in self.laws for value in law.told)

    @property
    def questions(self) -> int:
        return sum(cluster.questions for cluster in self.clusters)

    @property
    def points(self) -> tuple[Point, ...]:
        return tuple(point for cluster in self.clusters for point in cluster.points)

    @property
    def photos(self) -> int:
        return sum(len(finding.photos) for finding in self.findings)
