"""The demo's vault, made in one go: whole under its name, or not there at all."""

import shutil
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path

from bwassess.assessment.records import (
    AssessmentId,
    FactoryId,
    InterviewKind,
    Role,
    State,
)
from bwassess.checklist import library
from bwassess.checklist.given import Value
from bwassess.checklist.model import Checklist, CompliancePoint, Question
from bwassess.demo import neighbours, pictures, rumdoul
from bwassess.demo.factories import BASSAC, PREK_LEAP, RUMDOUL, SITES, SVAY_CHEK, Site
from bwassess.demo.people import (
    ASSESSOR,
    LEADER,
    SECOND,
    Elsewhere,
    colleague,
    learn,
)
from bwassess.demo.photos import Drawing
from bwassess.demo.pictures import Shot
from bwassess.demo.plain import NOT_HERE
from bwassess.demo.said import Said, Story, value_of
from bwassess.progress import Progress, unwatched
from bwassess.store.errors import UnsuitablePlace
from bwassess.store.header import Cost
from bwassess.store.identity import new_id
from bwassess.store.places import require_suitable
from bwassess.store.writer import Edit
from bwassess.text import _
from bwassess.touched import Touched
from bwassess.workspace import Workspace
from bwassess.workspace.assessments import Assessments, Plan
from bwassess.workspace.desk import Desk

PASSPHRASE = "stitch by stitch"  # noqa: S105 - printed for everybody to read

Told = Callable[[str], None]


@dataclass
class _Hours:
    """The demo's clock: it stands where it is put, and goes on a little each look."""

    now: datetime = field(default_factory=lambda: datetime(2025, 11, 1, 2, tzinfo=UTC))

    def __call__(self) -> int:
        self.now += timedelta(seconds=7)
        return int(self.now.timestamp() * 1000)

    def turn(self, day: date, hour: float) -> None:
        """Put it at an hour of a day in Phnom Penh."""
        midnight = datetime.combine(day, time(), UTC) - timedelta(hours=7)
        self.now = midnight + timedelta(hours=hour)


@dataclass(frozen=True, slots=True)
class _Visit:
    """One assessment to be made.

    Attributes:
        groups: Women and men of each interview, groups first.
        only: Points that are answered; all if empty.
    """

    site: Site
    cycle: int
    days: tuple[date, date]
    story: Story = field(default_factory=dict)
    shots: Sequence[Shot] = ()
    summary: str = ""
    groups: Sequence[tuple[int, int]] = ()
    singles: Sequence[tuple[int, int]] = ()
    only: Sequence[str] = ()


_GROUPS = ((4, 1), (5, 0), (4, 1), (3, 2), (5, 0))
_SINGLES = ((1, 0),) * 12 + ((0, 1),) * 3

RUMDOUL_2 = _Visit(
    RUMDOUL,
    2,
    (date(2025, 11, 18), date(2025, 11, 19)),
    rumdoul.CYCLE_2,
    pictures.RUMDOUL_2,
    rumdoul.SUMMARY_2,
    _GROUPS[:5],
    ((1, 0),) * 10 + ((0, 1),) * 3,
)
RUMDOUL_3 = _Visit(
    RUMDOUL,
    3,
    (date(2026, 11, 17), date(2026, 11, 18)),
    rumdoul.CYCLE_3,
    pictures.RUMDOUL_3,
    rumdoul.SUMMARY_3,
    _GROUPS,
    _SINGLES,
)
PREK_LEAP_1 = _Visit(
    PREK_LEAP,
    1,
    (date(2026, 11, 3), date(2026, 11, 4)),
    neighbours.PREK_LEAP_STORY,
    pictures.PREK_LEAP,
    neighbours.PREK_LEAP_SUMMARY,
    _GROUPS[:3],
    ((1, 0),) * 8 + ((0, 1),),
)
BASSAC_5 = _Visit(
    BASSAC,
    5,
    (date(2026, 11, 19), date(2026, 11, 20)),
    neighbours.BASSAC_STORY,
    pictures.BASSAC,
    groups=_GROUPS[:3],
    singles=((1, 0),) * 6 + ((0, 1),),
    only=neighbours.BASSAC_DONE,
)
SVAY_CHEK_2 = _Visit(SVAY_CHEK, 2, (date(2026, 11, 24), date(2026, 11, 25)))


def build(
    folder: Path,
    *,
    cost: Cost | None = None,
    told: Told = lambda line: None,
    progress: Progress = unwatched,
) -> None:
    """Make the demo's vault.

    Args:
        folder: Where it shall lie; not there yet, or empty.
        cost: What trying a passphrase shall cost; measured if None.
        told: Hears what was made, line by line.
        progress: Told how far it is.

    Raises:
        UnsuitablePlace: The folder isn't empty, shared or synced.
    """
    folder = folder.expanduser().resolve()
    require_suitable(folder)
    if folder.exists():
        if not folder.is_dir() or any(folder.iterdir()):
            raise UnsuitablePlace(folder, _("it isn't empty. Choose another one."))
        folder.rmdir()
    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = folder.with_name(f".{folder.name}.{uuid.uuid4().hex[:8]}.new")
    hours = _Hours()
    try:
        workspace, _recovery = Workspace.create(
            unfinished, PASSPHRASE, name=ASSESSOR, cost=cost, clock=hours
        )
        with workspace:
            _Building(workspace, hours, told, progress).build()
        unfinished.rename(folder)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise


class _Building:
    """Fills a new vault."""

    def __init__(
        self, workspace: Workspace, hours: _Hours, told: Told, progress: Progress
    ) -> None:
        self._workspace = workspace
        self._hours = hours
        self._told = told
        self._progress = progress
        self._done = 0
        self._steps = 0
        self._desk = Desk(workspace.replica, lambda: workspace.identity)
        self._checklist = library.load_shipped("kh")
        self._dara = colleague(SECOND, Role.ASSESSOR)
        self._sophea = colleague(LEADER, Role.REVIEWER)
        for one in (self._dara, self._sophea):
            learn(workspace.replica, one.certificate)
        for visit in (RUMDOUL_2, PREK_LEAP_1, RUMDOUL_3, BASSAC_5, SVAY_CHEK_2):
            self._steps += len(self._points(visit)) + len(visit.shots)

    def build(self) -> None:
        """Everything, in the order it happened."""
        factories = {
            site.name: self._workspace.factories.add(site.name, "KH", **site.facts)
            for site in SITES
        }
        self._told(f"added {len(factories)} factories")
        last_year = self._visit(RUMDOUL_2, factories)
        self._finish(last_year, date(2025, 11, 26))
        in_review = self._visit(PREK_LEAP_1, factories)
        self._hand_in(in_review, date(2026, 11, 6))
        this_year = self._visit(RUMDOUL_3, factories)
        self._finish(this_year, date(2026, 11, 20))
        half = self._visit(BASSAC_5, factories)
        self._disagree(half)
        self._visit(SVAY_CHEK_2, factories)

    def _visit(self, visit: _Visit, factories: Mapping[str, FactoryId]) -> AssessmentId:
        first, last = visit.days
        workspace = self._workspace
        self._hours.turn(first - timedelta(days=4), 9)
        assessment = workspace.assessments.begin(
            Plan(
                factories[visit.site.name],
                self._checklist.hash,
                "KH",
                visit.cycle,
                first,
                last,
            )
        )
        self._change(
            assessment,
            [Edit(f"member/{self._dara.person.hex}", "name", self._dara.name)],
        )
        workspace.replica.seal(author=workspace.identity.author)
        answered = self._answer(assessment, visit)
        self._photograph(assessment, visit)
        self._interview(assessment, visit)
        if visit.summary:
            workspace.assessments.summarise(assessment, visit.summary)
        workspace.replica.seal(author=workspace.identity.author)
        self._told(
            f"{visit.site.name}, cycle {visit.cycle}: {answered} answers, "
            f"{len(visit.shots)} photos"
            if answered
            else f"{visit.site.name}, cycle {visit.cycle}: planned"
        )
        return assessment

    def _answer(self, assessment: AssessmentId, visit: _Visit) -> int:
        """Answer point by point, as the days went on."""
        points = self._points(visit)
        hidden = _hidden(self._checklist)
        answered = 0
        for place, point in enumerate(points):
            day = visit.days[0] if place < len(points) / 2 else visit.days[1]
            share = place * 2 / len(points) % 1
            self._hours.turn(day, 8.2 + 8.5 * share)
            questions = [one for one in point.questions if one.code not in hidden]
            self._change(
                assessment,
                [
                    edit
                    for question in questions
                    for edit in _edits(question, visit.story.get(question.code, Said()))
                ],
            )
            answered += len(questions)
            self._step()
        return answered

    def _points(self, visit: _Visit) -> list[CompliancePoint]:
        """The points that are answered."""
        return [
            point
            for cluster in self._checklist.clusters
            for point in cluster.points
            if visit.story and (not visit.only or point.code in visit.only)
        ]

    def _photograph(self, assessment: AssessmentId, visit: _Visit) -> None:
        for place, shot in enumerate(visit.shots):
            self._hours.turn(visit.days[0], 9 + place / 3)
            self._workspace.photos.add(
                assessment,
                _photo(shot.drawing),
                question=_question(self._checklist, shot.code).id,
                caption=shot.caption,
                place=shot.place,
            )
            self._step()

    def _interview(self, assessment: AssessmentId, visit: _Visit) -> None:
        held = [
            *((InterviewKind.GROUP, *people) for people in visit.groups),
            *((InterviewKind.INDIVIDUAL, *people) for people in visit.singles),
        ]
        self._hours.turn(visit.days[-1], 13)
        edits = [
            Edit(
                f"interview/{new_id().hex}",
                "group",
                {"kind": kind.value, "women": women, "men": men},
            )
            for kind, women, men in held
        ]
        if edits:
            self._change(assessment, edits)

    def _hand_in(self, assessment: AssessmentId, day: date) -> None:
        self._hours.turn(day, 16)
        for state in (State.READY, State.IN_REVIEW):
            self._workspace.assessments.move(assessment, state)
        replica = self._workspace.replica
        replica.seal(author=self._workspace.identity.author)

    def _finish(self, assessment: AssessmentId, day: date) -> None:
        """Hand it in; the team leader approves what isn't her own work."""
        self._hand_in(assessment, day - timedelta(days=1))
        self._hours.turn(day, 10)
        workspace = self._workspace
        desk = Desk(workspace.replica, lambda: self._sophea)
        Assessments(desk, workspace.vault.evidence, workspace.checklists).move(
            assessment, State.APPROVED
        )
        workspace.replica.seal(author=self._sophea.author)

    def _disagree(self, assessment: AssessmentId) -> None:
        """The second assessor answered two questions otherwise, on another laptop."""
        self._hours.turn(BASSAC_5.days[0], 17)
        Elsewhere(self._dara).answer(
            self._workspace.replica,
            assessment,
            {
                _question(self._checklist, code): value
                for code, value in neighbours.OTHERWISE.items()
            },
            at=self._hours(),
        )

    def _change(self, assessment: AssessmentId, edits: Sequence[Edit]) -> None:
        self._desk.change(assessment, edits, Touched())

    def _step(self) -> None:
        self._done += 1
        self._progress(self._done, self._steps)


@cache
def _photo(drawing: Drawing) -> bytes:
    return drawing().jpeg()


def _edits(question: Question, said: Said) -> list[Edit]:
    """One question's fields, as the interface would set them."""
    value = value_of(question, said, not_here=NOT_HERE)
    record = f"answer/{question.id}"
    sources = said.sources or question.sources[:2]
    fields: dict[str, Value] = {
        "value": {"value": value, "revision": question.revision},
        "note": said.note or None,
        "wording": said.wording or None,
        "counts": {"affected": said.counts[0], "seen": said.counts[1]}
        if said.counts
        else None,
        "extent": said.extent.value if said.extent else None,
        "override": {"is_finding": False, "reason": said.not_a_finding}
        if said.not_a_finding
        else None,
        **{f"source:{source.value}": True for source in sources},
    }
    return [
        Edit(record, name, each) for name, each in fields.items() if each is not None
    ]


def _question(checklist: Checklist, code: str) -> Question:
    return next(one for one in checklist.questions if one.code == code)


def _hidden(checklist: Checklist) -> frozenset[str]:
    """Questions nobody is asked here: no demo factory houses its workers."""
    return frozenset(
        one.code for one in checklist.questions if "${si_25} = 'yes'" in one.relevant
    )
