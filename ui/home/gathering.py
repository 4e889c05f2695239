"""What home shows: every assessment as a row, the next thing, what needs somebody."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from bwassess.assessment.judgement import QuestionState
from bwassess.assessment.records import AssessmentId, Role, State
from bwassess.checklist.names import ChecklistHash
from bwassess.store.document_states import DocumentState, states
from bwassess.store.queries import AssessmentEntry
from bwassess.text import _, is_right_to_left, language, ngettext
from bwassess.workspace import Workspace
from bwassess.workspace.view import AssessmentView
from ui.assessment.asked import STITCHES
from ui.factories.countries import name as country_name
from ui.frame.dates import visit_days
from ui.widgets.badge import BadgeKind
from ui.widgets.lines import isolated
from ui.widgets.stitches import Stitch

FINISHED = frozenset({State.APPROVED})


@dataclass(frozen=True, slots=True)
class Row:
    """One assessment as home shows it.

    Attributes:
        ahead: What is left to do, in a few words.
        lies: Where its work lies, in a few words.
        is_safe: Whether all of it lies on the hub.
    """

    assessment: AssessmentId
    checklist: ChecklistHash | None
    name: str
    note: str
    state: State
    seam: tuple[tuple[Stitch, ...], ...]
    asked: int
    answered: int
    findings: int
    disputed: int
    ahead: str
    lies: str
    is_safe: bool

    @property
    def is_finished(self) -> bool:
        return self.state in FINISHED

    @property
    def percent(self) -> int:
        """Answered of asked; 100 only when nothing is open."""
        return 100 * self.answered // self.asked if self.asked else 0

    @property
    def badge(self) -> tuple[BadgeKind, str]:
        """The state as it is worn; a draft is planned until its first answer."""
        match self.state:
            case State.DRAFT if not self.answered:
                return BadgeKind.PLAIN, _("Planned")
            case State.DRAFT:
                return BadgeKind.ACTIVE, _("In progress")
            case State.READY:
                return BadgeKind.ACTIVE, _("Ready")
            case State.IN_REVIEW:
                return BadgeKind.REVIEW, _("In review")
            case State.APPROVED:
                return BadgeKind.DONE, _("Approved")

    @property
    def spoken(self) -> str:
        """What a colleague would say of it."""
        findings = ngettext("{count} finding", "{count} findings", self.findings)
        return ", ".join(
            filter(
                None,
                (
                    self.name,
                    self.badge[1],
                    self.note,
                    _("{percent} % answered").format(percent=self.percent),
                    findings.format(count=self.findings),
                    self.ahead,
                    self.lies,
                ),
            )
        )


@dataclass(frozen=True, slots=True)
class NextThing:
    """The one thing to do next."""

    assessment: AssessmentId
    question: str
    over: str
    title: str
    note: str


@dataclass(frozen=True, slots=True)
class Need:
    """Something that waits for the person at this desk."""

    assessment: AssessmentId
    icon: str
    title: str
    note: str
    question: str = ""
    is_attention: bool = False


@dataclass(frozen=True)
class Overview:
    """Everything home shows, as of one moment.

    Attributes:
        changed_at: When the assessment of the next thing was changed last.
    """

    rows: tuple[Row, ...]
    next: NextThing | None
    needs: tuple[Need, ...]
    changed_at: datetime | None = None


def overview(workspace: Workspace, *, language: str, today: date) -> Overview:
    """Gather what home shows."""
    entries = workspace.assessments.list()
    link = workspace.hub
    standing = _states(workspace) if link is not None else {}
    rows = tuple(
        _row(entry, standing.get(entry.assessment.id), has_hub=link is not None)
        for entry in entries
    )
    due = _due(entries, today)
    view = workspace.assessments.view(due.assessment.id) if due is not None else None
    return Overview(
        rows,
        _next_thing(view, language) if view is not None else None,
        tuple(_needs(workspace, entries, today)),
        _changed_at(view) if view is not None else None,
    )


def _joined(parts: Iterable[str]) -> str:
    """Several facts in one line; none draws another out of its place."""
    said = [part for part in parts if part]
    if is_right_to_left(language()):
        said = [isolated(part) for part in said]
    return " · ".join(said)


def _states(workspace: Workspace) -> dict[UUID, DocumentState]:
    with workspace.replica.database.read() as connection:
        return states(connection, workspace.hub)


def _changed_at(view: AssessmentView) -> datetime | None:
    times = [one.changed_at for one in view.answers.values() if one.changed_at]
    return max(times, default=None)


def _row(entry: AssessmentEntry, lies: DocumentState | None, *, has_hub: bool) -> Row:
    one, standing = entry.assessment, entry.standing
    factory = entry.factory
    country = country_name(one.country or (factory.country if factory else ""))
    where = (
        factory.facts.get("province") or factory.facts.get("city") if factory else ""
    )
    said, is_safe = _lies(lies, has_hub=has_hub)
    return Row(
        assessment=one.id,
        checklist=one.checklist,
        name=factory.name if factory else _("No factory yet"),
        note=_joined(
            (
                where or "",
                country,
                _("cycle {number}").format(number=one.cycle),
                visit_days(one.first_day, one.last_day),
            )
        ),
        state=one.state,
        seam=tuple(
            tuple(STITCHES[letter] for letter in group)
            for group in standing.seam.split(" ")
        ),
        asked=standing.asked,
        answered=standing.answered,
        findings=standing.findings,
        disputed=standing.disputed,
        ahead=_ahead(entry),
        lies=said,
        is_safe=is_safe,
    )


def _ahead(entry: AssessmentEntry) -> str:
    standing, state = entry.standing, entry.assessment.state
    still = standing.asked - standing.answered
    if state is State.APPROVED:
        return _("Finished")
    if standing.disputed:
        return ngettext(
            "{count} disputed", "{count} disputed", standing.disputed
        ).format(count=standing.disputed)
    if state is State.IN_REVIEW:
        return _("With the reviewer")
    if still:
        return ngettext(
            "{count} question open", "{count} questions open", still
        ).format(count=still)
    if state is State.READY:
        return _("To be handed to the reviewer")
    return _("All answered")


def _lies(lies: DocumentState | None, *, has_hub: bool) -> tuple[str, bool]:
    if not has_hub:
        return _("On this laptop"), False
    if lies is None or not lies.is_on_hub:
        photos = lies.files_unsent if lies is not None else 0
        if photos:
            return (
                ngettext(
                    "Changes and {count} photo not on the hub",
                    "Changes and {count} photos not on the hub",
                    photos,
                ).format(count=photos),
                False,
            )
        return _("Changes not on the hub"), False
    return _("On the hub, receipt {code}").format(code=lies.receipt), True


def _due(entries: list[AssessmentEntry], today: date) -> AssessmentEntry | None:
    """The open assessment whose visit is nearest; one under way before a plan."""
    still = [
        entry
        for entry in entries
        if entry.assessment.state is State.DRAFT
        and entry.standing.answered < entry.standing.asked
    ]

    def distance(entry: AssessmentEntry) -> tuple[bool, int]:
        first = entry.assessment.first_day or date.max
        last = entry.assessment.last_day or first
        days = 0 if first <= today <= last else abs((first - today).days)
        is_plan = not entry.standing.answered and first > today
        return is_plan, days

    return min(still, key=distance, default=None)


def _next_thing(view: AssessmentView, language: str) -> NextThing | None:
    """The first open question after the one answered last."""
    questions = [question for question in view.asked() if not question.is_information]
    open_ = [
        q.id
        for q in questions
        if view.judgement.questions[q.id].state is QuestionState.OPEN
    ]
    if not open_:
        return None
    ids = [question.id for question in questions]
    latest = max(
        (
            (answer.changed_at, ids.index(answer.question))
            for answer in view.answers.values()
            if answer.changed_at and answer.question in ids and not answer.is_open
        ),
        default=None,
    )
    start = latest[1] + 1 if latest else 0
    wanted = next((one for one in ids[start:] if one in open_), open_[0])
    question = view.checklist.question(wanted)
    point = next(
        p
        for c in view.checklist.clusters
        for p in c.points
        if wanted in view.judgement.in_point[p.code]
    )
    here = view.judgement.in_point[point.code]
    inside = [one for one in open_ if one in here]
    title = _("Continue with: {point}") if latest else _("Begin with: {point}")
    one = view.assessment
    return NextThing(
        assessment=one.id,
        question=wanted,
        over=_joined(
            (
                view.factory.name if view.factory else _("No factory yet"),
                visit_days(one.first_day, one.last_day),
            )
        ),
        title=title.format(point=view.text(point.name, language)),
        note=_("{code} is next · {open} of {all} open in this point").format(
            code=isolated(question.code), open=len(inside), all=len(here)
        ),
    )


def _needs(
    workspace: Workspace, entries: list[AssessmentEntry], today: date
) -> list[Need]:
    me = workspace.identity
    found = []
    for entry in entries:
        one, standing = entry.assessment, entry.standing
        name = entry.factory.name if entry.factory else _("No factory yet")
        if standing.disputed:
            found.append(_disagreement(workspace, entry, name))
        still = standing.asked - standing.answered
        is_over = one.last_day is not None and one.last_day < today
        if one.state is State.DRAFT and still and standing.answered and is_over:
            title = ngettext(
                "{count} question to finish", "{count} questions to finish", still
            ).format(count=still)
            found.append(Need(one.id, "pencil", title, name))
        elif one.state is State.DRAFT and standing.asked and not still:
            found.append(
                Need(one.id, "circle-check", _("All answered: move it on"), name)
            )
        elif one.state is State.IN_REVIEW and me.role is not Role.ASSESSOR:
            found.append(Need(one.id, "eye", _("Waits for your review"), name))
    return sorted(found, key=lambda need: not need.is_attention)


def _disagreement(workspace: Workspace, entry: AssessmentEntry, name: str) -> Need:
    view = workspace.assessments.view(entry.assessment.id)
    questions = [
        one.question for one in (view.disagreements if view else ()) if one.question
    ]
    codes = (
        [view.checklist.question(one).code for one in dict.fromkeys(questions)]
        if view
        else []
    )
    count = entry.standing.disputed
    return Need(
        entry.assessment.id,
        "git-compare",
        ngettext("{count} disagreement", "{count} disagreements", count).format(
            count=count
        ),
        _joined((name, ", ".join(codes[:3]))),
        question=questions[0] if questions else "",
        is_attention=True,
    )


def backup_at(workspace: Workspace) -> datetime | None:
    """When the last backup was written."""
    backups = workspace.vault.backups.newest_first()
    return backups[0].at if backups else None
