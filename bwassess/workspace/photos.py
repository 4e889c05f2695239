"""Photos of an assessment: encrypted first, recorded after, never half there."""

from pathlib import Path

from bwassess.assessment.records import AssessmentId, EvidenceId
from bwassess.checklist.given import Value
from bwassess.checklist.names import QuestionId
from bwassess.store import disagreements, images, queries
from bwassess.store.evidence import Evidence as EvidenceFiles
from bwassess.store.identity import new_id
from bwassess.store.writer import Edit
from bwassess.touched import Touched
from bwassess.workspace.desk import Desk, Done


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
        prepared = images.prepare(
            content, max_side=self.max_side, keep_original=self.keeps_originals
        )
        file: Value = {
            "sha256": self._files.add(prepared.working),
            "thumbnail": self._files.add(prepared.thumbnail),
            "original": self._files.add(prepared.original) if prepared.original else "",
            "media_type": "image/jpeg",
            "size": len(prepared.working),
            "width": prepared.width,
            "height": prepared.height,
            "taken_at": self._desk.replica.clock(),
        }
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
