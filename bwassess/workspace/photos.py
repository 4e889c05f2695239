"""Photos of an assessment: encrypted first, recorded after, never half there."""

from mimetypes import guess_type
from pathlib import Path

from bwassess.assessment.records import AssessmentId, EvidenceId
from bwassess.checklist.given import Value
from bwassess.checklist.kinds import AnswerType
from bwassess.checklist.model import Question
from bwassess.checklist.names import QuestionId
from bwassess.errors import BwassessError
from bwassess.store import disagreements, images, queries
from bwassess.store.disk import reporting
from bwassess.store.evidence import Evidence as EvidenceFiles
from bwassess.store.identity import new_id
from bwassess.store.writer import Edit
from bwassess.text import _
from bwassess.touched import Touched
from bwassess.workspace.desk import Desk, Done

MAX_FILE = 200 * 1024 * 1024
"""Bytes of a recording, film or document that is an answer."""


class FileTooLarge(BwassessError):  # noqa: N818 (as the store's)
    def __init__(self, name: str) -> None:
        super().__init__(
            _(
                "{name} is too large: files of up to {size} MB are taken. Shorten it, "
                "or make it smaller, and choose it again."
            ).format(name=name, size=MAX_FILE // (1024 * 1024))
        )


class Photos:
    """Evidence of the vault's assessments.

    Attributes:
        max_side: Pixels a working copy is reduced to.
        keeps_originals: Whether the camera's file is kept sealed beside it.
    """

    def __init__(self, desk: Desk, files: EvidenceFiles) -> None:
        self._desk = desk
        self._files = files
        self.max_side = images.MAX_SIDE
        self.keeps_originals = False

    def add(
        self,
        assessment: AssessmentId,
        content: bytes | Path,
        *,
        question: QuestionId | None = None,
        caption: str = "",
        place: str = "",
    ) -> tuple[EvidenceId, Done]:
        """Take a photo into the vault and say what it shows, in one act.

        The files are whole and synced before the record speaks of them.

        Raises:
            BwassessError: it is no picture, too large, or the disk is full.
        """
        self._desk.require_open(assessment)
        file = self._picture_file(content)
        evidence = EvidenceId(new_id())
        record = f"evidence/{evidence.hex}"
        said = {
            "file": file,
            "question": question or None,
            "caption": caption or None,
            "place": place or None,
        }
        done = self._desk.work_on(
            assessment,
            [
                Edit(record, field, value)
                for field, value in said.items()
                if value is not None
            ],
            _touched(assessment, question),
        )
        return evidence, done

    def attach(
        self,
        assessment: AssessmentId,
        content: bytes | Path,
        question: Question,
        *,
        name: str = "",
    ) -> Done:
        """Answer a question by a file, in one act: the file and the answer.

        A picture is kept as photos are; a recording or a document as it comes.

        Raises:
            BwassessError: it is no picture where one is asked, is too large, can't be
                read, or the disk is full.
        """
        self._desk.require_open(assessment)
        called = name or (content.name if isinstance(content, Path) else "")
        file = (
            self._picture_file(content)
            if question.answer_type is AnswerType.IMAGE
            else self._other_file(content, called)
        )
        evidence = EvidenceId(new_id())
        record = f"evidence/{evidence.hex}"
        said: Value = {"value": evidence.hex, "revision": question.revision}
        edits = [
            Edit(record, "file", file),
            Edit(record, "question", question.id),
            Edit(f"answer/{question.id}", "value", said),
        ]
        if called:
            edits.insert(1, Edit(record, "caption", called))
        return self._desk.work_on(assessment, edits, _touched(assessment, question.id))

    def _picture_file(self, content: bytes | Path) -> Value:
        prepared = images.prepare(
            content, max_side=self.max_side, keep_original=self.keeps_originals
        )
        return {
            "sha256": self._files.add(prepared.working),
            "thumbnail": self._files.add(prepared.thumbnail),
            "original": self._files.add(prepared.original) if prepared.original else "",
            "media_type": "image/jpeg",
            "size": len(prepared.working),
            "width": prepared.width,
            "height": prepared.height,
            "taken_at": self._desk.replica.clock(),
        }

    def _other_file(self, content: bytes | Path, called: str) -> Value:
        if isinstance(content, Path):
            with reporting(content):
                size = content.stat().st_size
        else:
            size = len(content)
        if size > MAX_FILE:
            raise FileTooLarge(called)
        guessed, _encoding = guess_type(called)
        return {
            "sha256": self._files.add(content),
            "thumbnail": "",
            "original": "",
            "media_type": guessed or "application/octet-stream",
            "size": size,
            "width": 0,
            "height": 0,
            "taken_at": self._desk.replica.clock(),
        }

    def caption(
        self, assessment: AssessmentId, evidence: EvidenceId, text: str
    ) -> Done:
        return self._desk.work_on(
            assessment,
            [Edit(f"evidence/{evidence.hex}", "caption", text or None)],
            _touched(assessment, None),
        )

    def locate(
        self, assessment: AssessmentId, evidence: EvidenceId, place: str
    ) -> Done:
        """Say where in the factory a photo was taken."""
        return self._desk.work_on(
            assessment,
            [Edit(f"evidence/{evidence.hex}", "place", place or None)],
            _touched(assessment, None),
        )

    def place(
        self,
        assessment: AssessmentId,
        evidence: EvidenceId,
        question: QuestionId | None,
    ) -> Done:
        """File a photo under a question, or under none."""
        return self._desk.work_on(
            assessment,
            [Edit(f"evidence/{evidence.hex}", "question", question)],
            _touched(assessment, question),
        )

    def remove(self, assessment: AssessmentId, evidence: EvidenceId) -> Done:
        """Take a photo out of the assessment; its file stays in the vault.

        It counts as removed only if nobody said anything new of it meanwhile.
        """
        record = f"evidence/{evidence.hex}"
        with self._desk.replica.database.read() as connection:
            heads = disagreements.heads_of(connection, assessment, record)
        seen = sorted(head.id for head in heads if head.field != "removed")
        return self._desk.work_on(
            assessment, [Edit(record, "removed", seen)], _touched(assessment, None)
        )

    def restore(self, assessment: AssessmentId, evidence: EvidenceId) -> Done:
        """Put a removed photo back."""
        return self._desk.work_on(
            assessment,
            [Edit(f"evidence/{evidence.hex}", "removed", value=False)],
            _touched(assessment, None),
        )

    def picture(self, assessment: AssessmentId, evidence: EvidenceId) -> bytes:
        """The working copy, a JPEG.

        Raises:
            MissingEvidence: it hasn't arrived on this laptop.
        """
        return self._files.read(self._named(assessment, evidence)[0])

    def thumbnail(self, assessment: AssessmentId, evidence: EvidenceId) -> bytes:
        """A small JPEG of it.

        Raises:
            MissingEvidence: it hasn't arrived on this laptop.
        """
        return self._files.read(self._named(assessment, evidence)[1])

    def _named(self, assessment: AssessmentId, evidence: EvidenceId) -> tuple[str, str]:
        with self._desk.replica.database.read() as connection:
            found = queries.evidence(connection, assessment)[evidence]
        return found.sha256, found.thumbnail or found.sha256


def _touched(assessment: AssessmentId, question: QuestionId | None) -> Touched:
    return Touched(
        assessments=frozenset({assessment}),
        questions=frozenset({question} if question else ()),
        sync=True,
    )
