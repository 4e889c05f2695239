"""What a judgement says, as values: questions, points, clusters, what is missing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bwassess.checklist.model import Checklist, Choice
from bwassess.checklist.names import QuestionId, RowId


class QuestionState(StrEnum):
    HIDDEN = "hidden"
    """Not asked, given the other answers; its own answer is kept and not counted."""
    OPEN = "open"
    MET = "met"
    FINDING = "finding"
    NA = "na"
    UNDETERMINED = "undetermined"
    """Answered, but the law that would judge it isn't known or has no such rule."""
    INFORMATION = "information"
    """Answered, and no answer to it could be a finding."""


class Because(StrEnum):
    """Why law can't judge an answer."""

    NOT_KNOWN = "not_known"
    NO_RULE = "no_rule"
    NO_NUMBER = "no_number"


@dataclass(frozen=True, slots=True)
class Undetermined:
    """Why a rule gave neither yes nor no: these keys of law, the worst reason."""

    because: Because
    keys: tuple[str, ...]


class Reason(StrEnum):
    """Why an assessment isn't complete."""

    UNANSWERED = "unanswered"
    CONSTRAINT = "constraint"
    NOT_OFFERED = "not_offered"
    """A choice was made that the other answers don't leave any more."""
    OVERRIDE_WITHOUT_REASON = "override_without_reason"
    COUNTS = "counts"


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing to do before the assessment is complete."""

    question: QuestionId
    reason: Reason


@dataclass(frozen=True, slots=True)
class QuestionJudgement:
    """What one answer amounts to.

    Attributes:
        derived: Whether the rule makes it a finding, whatever the assessor decided;
            None where there is nothing to judge or the rule can't tell.
        is_overridden: Whether the state is the assessor's own judgement.
        undetermined: Why the rule couldn't tell.
        missing: What is still to be done about it.
        is_reworded: Whether the answer was given to another wording or rule.
        is_read_only: Whether it is shown and not asked.
        is_warned: Whether its answer deserves another look, though it may stand.
        offered: The choices there are, given the other answers; None for all of its
            own.
        outputs: The answers that its texts show, by the name that stands in `${}`.
    """

    question: QuestionId
    state: QuestionState
    derived: bool | None = None
    is_overridden: bool = False
    undetermined: Undetermined | None = None
    missing: tuple[Reason, ...] = ()
    is_reworded: bool = False
    is_read_only: bool = False
    is_warned: bool = False
    offered: tuple[Choice, ...] | None = None
    outputs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class RepeatRows:
    """The rows of a repeat in one place, in their order.

    Attributes:
        parent: The row of another repeat that they stand in.
        may_add: Whether somebody may add one now.
    """

    repeat: str
    parent: RowId | None
    rows: tuple[RowId, ...]
    may_add: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """How many questions stand how; hidden ones count nowhere.

    `information` counts information questions, answered or open; the other fields
    count questions that can be a finding, and add up to `judged`.
    """

    met: int = 0
    findings: int = 0
    not_applicable: int = 0
    undetermined: int = 0
    open: int = 0
    information: int = 0
    information_open: int = 0

    @property
    def judged(self) -> int:
        """Questions asked that can be a finding."""
        return (
            self.met
            + self.findings
            + self.not_applicable
            + self.undetermined
            + self.open
        )

    @property
    def asked(self) -> int:
        """All questions asked."""
        return self.judged + self.information

    @property
    def answered(self) -> int:
        """All questions asked that have an answer."""
        return self.asked - self.open - self.information_open

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.met + other.met,
            self.findings + other.findings,
            self.not_applicable + other.not_applicable,
            self.undetermined + other.undetermined,
            self.open + other.open,
            self.information + other.information,
            self.information_open + other.information_open,
        )


class PointState(StrEnum):
    COMPLIANT = "compliant"
    NON_COMPLIANT = "non_compliant"
    OPEN = "open"
    NOT_APPLICABLE = "not_applicable"
    """Nothing in it applied or could be judged: it counts in no rate."""
    INFORMATION = "information"


@dataclass(frozen=True, slots=True)
class PointJudgement:
    code: str
    state: PointState
    tally: Tally


@dataclass(frozen=True, slots=True)
class ClusterJudgement:
    """A cluster, or all of them: its questions counted, and its points by state."""

    code: str
    tally: Tally
    compliant: int = 0
    non_compliant: int = 0
    open: int = 0

    @property
    def rated(self) -> int:
        """Points that count in a non-compliance rate."""
        return self.compliant + self.non_compliant


@dataclass(frozen=True, slots=True)
class Judgement:
    """All of it, keyed by question id, point code and cluster code in their order.

    Attributes:
        in_point: The questions of each point, those of rows among them.
        notes: The notes that are shown, with the answers their texts show.
        repeats: The rows of every repeat, outer ones before those inside them.
        headings: The answers that names of groups show, by the row they are read in;
            None outside of rows.
    """

    questions: Mapping[QuestionId, QuestionJudgement]
    points: Mapping[str, PointJudgement]
    clusters: Mapping[str, ClusterJudgement]
    total: ClusterJudgement
    in_point: Mapping[str, tuple[QuestionId, ...]] = field(default_factory=dict)
    notes: Mapping[QuestionId, tuple[tuple[str, str], ...]] = field(
        default_factory=dict
    )
    repeats: tuple[RepeatRows, ...] = ()
    headings: Mapping[RowId | None, tuple[tuple[str, str], ...]] = field(
        default_factory=dict
    )

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What is to be done before the assessment is complete, in reading order."""
        return tuple(
            Missing(judged.question, reason)
            for judged in self.questions.values()
            for reason in judged.missing
        )

    @property
    def findings(self) -> tuple[QuestionId, ...]:
        """The questions with a finding, in reading order."""
        return tuple(
            judged.question
            for judged in self.questions.values()
            if judged.state is QuestionState.FINDING
        )


def public_findings(
    checklist: Checklist, judgement: Judgement, *, country: str
) -> tuple[QuestionId, ...]:
    """The findings that a country (alpha-2) publishes, in reading order."""
    return tuple(
        question
        for question in judgement.findings
        if checklist.question(question).is_public_in(country)
    )


def point_state(tally: Tally) -> PointState:
    """One finding is enough; else nothing may be open, and something must apply."""
    if tally.findings:
        return PointState.NON_COMPLIANT
    if tally.open:
        return PointState.OPEN
    if tally.met:
        return PointState.COMPLIANT
    if tally.judged or not tally.information:
        return PointState.NOT_APPLICABLE
    return PointState.INFORMATION


def count_point(
    code: str, questions: Iterable[tuple[QuestionState, bool]]
) -> PointJudgement:
    """A point by the states of its questions, each with whether it is information."""
    counts = dict.fromkeys(QuestionState, 0)
    information_open = 0
    for state, is_information in questions:
        if state is QuestionState.OPEN and is_information:
            information_open += 1
        else:
            counts[state] += 1
    tally = Tally(
        met=counts[QuestionState.MET],
        findings=counts[QuestionState.FINDING],
        not_applicable=counts[QuestionState.NA],
        undetermined=counts[QuestionState.UNDETERMINED],
        open=counts[QuestionState.OPEN],
        information=counts[QuestionState.INFORMATION] + information_open,
        information_open=information_open,
    )
    return PointJudgement(code, point_state(tally), tally)


def count_cluster(code: str, points: Iterable[PointJudgement]) -> ClusterJudgement:
    """A cluster by its points."""
    tally = Tally()
    states = []
    for point in points:
        tally += point.tally
        states.append(point.state)
    return ClusterJudgement(
        code,
        tally,
        compliant=states.count(PointState.COMPLIANT),
        non_compliant=states.count(PointState.NON_COMPLIANT),
        open=states.count(PointState.OPEN),
    )


def total_of(clusters: Iterable[ClusterJudgement]) -> ClusterJudgement:
    tally = Tally()
    compliant = non_compliant = still_open = 0
    for cluster in clusters:
        tally += cluster.tally
        compliant += cluster.compliant
        non_compliant += cluster.non_compliant
        still_open += cluster.open
    return ClusterJudgement("", tally, compliant, non_compliant, still_open)
