"""What an assessment adds up to, written whenever one of its records changed.

A seam is one letter a question in the checklist's order, clusters parted by blanks;
hidden questions have none, information sections are left out.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from sqlalchemy import Connection, select

from bwassess.assessment.judge import Judge
from bwassess.assessment.judgement import Judgement, QuestionState
from bwassess.assessment.judging import Judging
from bwassess.assessment.records import Answer, Assessment
from bwassess.checklist.given import Given
from bwassess.checklist.model import Checklist
from bwassess.checklist.names import ChecklistHash, QuestionId
from bwassess.store import queries, tables
from bwassess.store.sql import upsert

VERSION = 1
"""Counts up when the same answers give another standing; a new one rebuilds."""

DISPUTED = "d"

_KEY = tables.document.c.key
_other = tables.document.alias()

LETTERS: Mapping[QuestionState, str] = {
    QuestionState.OPEN: "o",
    QuestionState.MET: "m",
    QuestionState.FINDING: "f",
    QuestionState.NA: "n",
    QuestionState.UNDETERMINED: "u",
    QuestionState.INFORMATION: "i",
}

Answers = Mapping[QuestionId, Answer]


class Judges:
    """Judges made ready once for a checklist and a day."""

    def __init__(self) -> None:
        self._ready: dict[tuple[ChecklistHash, date], Judge] = {}

    def of(self, assessment: Assessment, checklist: Checklist) -> Judge:
        """The judge of an assessment: its checklist, the law of its first day."""
        day = assessment.first_day or datetime.now(UTC).date()
        key = (checklist.hash, day)
        if key not in self._ready:
            self._ready[key] = Judge(checklist, day=day)
        return self._ready[key]


@dataclass(frozen=True, slots=True)
class Judged:
    """An assessment's answers and what they amount to, as of one moment.

    Attributes:
        judging: What judges it; it goes on with the assessment, the rest stays.
        written: What the form puts in as answers because of the last change.
    """

    judging: Judging
    answers: Answers
    judgement: Judgement
    written: Mapping[QuestionId, Given] = field(default_factory=dict)

    @property
    def judge(self) -> Judge:
        return self.judging.judge


def judged(
    connection: Connection,
    assessment: Assessment,
    judge: Judge,
    *,
    before: Judged | None = None,
    changed: Collection[QuestionId] = (),
    are_rows_changed: bool = False,
) -> Judged:
    """Judge an assessment's answers.

    Args:
        connection: Any transaction.
        assessment: What to judge.
        judge: Its checklist and law.
        before: How it was judged last; only `changed` is looked at again.
        changed: Questions whose answers changed since.
        are_rows_changed: Whether rows came or went since.
    """
    if before is None or before.judge is not judge:
        answers: Answers = queries.answers(connection, assessment.id)
        judging = Judging(judge, answers, queries.rows(connection, assessment.id))
        return Judged(judging, answers, judging.judgement)
    now = queries.answers(connection, assessment.id, only=changed)
    rows = queries.rows(connection, assessment.id) if are_rows_changed else None
    written = before.judging.take(now, rows)
    return Judged(
        before.judging, {**before.answers, **now}, before.judging.judgement, written
    )


def write(connection: Connection, assessment: Assessment, found: Judged) -> None:
    """Write where an assessment stands."""
    tally = found.judgement.total.tally
    upsert(
        connection,
        tables.standing,
        [
            {
                "document": queries.key_of_document(connection, assessment.id),
                "version": VERSION,
                "seam": seam(found.judge.checklist, found.judgement, found.answers),
                "asked": tally.asked,
                "answered": tally.answered,
                "findings": tally.findings,
                "disputed": sum(
                    bool(answer.disputed) for answer in found.answers.values()
                ),
            }
        ],
    )


def waiting_for(connection: Connection, checklist: bytes) -> list[bytes]:
    """Assessments without a standing that were made with this checklist document."""
    return list(
        connection.scalars(
            select(tables.document.c.id)
            .join(tables.assessment, tables.assessment.c.document == _KEY)
            .join(
                tables.checklist,
                tables.checklist.c.hash == tables.assessment.c.checklist,
            )
            .outerjoin(tables.standing, tables.standing.c.document == _KEY)
            .where(
                tables.standing.c.document.is_(None),
                tables.checklist.c.document
                == select(_other.c.key)
                .where(_other.c.id == checklist)
                .scalar_subquery(),
            )
        )
    )


def seam(checklist: Checklist, judgement: Judgement, answers: Answers) -> str:
    """One letter a question, clusters parted by blanks."""
    return " ".join(
        "".join(
            stitch(judgement.questions[question].state, answers.get(question))
            for point in cluster.points
            for question in judgement.in_point[point.code]
        )
        for cluster in checklist.clusters
        if not cluster.is_information
    )


def stitch(state: QuestionState, answer: Answer | None) -> str:
    """The letter of one question; none for a hidden one."""
    if state is QuestionState.HIDDEN:
        return ""
    if answer is not None and answer.disputed:
        return DISPUTED
    return LETTERS[state]
