"""Reports: gathered in one moment, stopped where they must not go out, then printed."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bwassess.assessment.records import AssessmentId, Evidence
from bwassess.errors import BwassessError
from bwassess.progress import Progress, unwatched
from bwassess.report.content import ReportContent
from bwassess.report.lint import Stop, stops
from bwassess.store.evidence import Evidence as EvidenceFiles
from bwassess.text import _, ngettext, speaking
from bwassess.workspace.assessments import Assessments, MissingAssessmentError
from bwassess.workspace.gathering import Gatherer
from bwassess.workspace.view import AssessmentView

PROGRAMME = "bwassess"


class StoppedReportError(BwassessError):
    """A report must not go out as it is; `stops` name each place."""

    def __init__(self, found: tuple[Stop, ...]) -> None:
        first, more = found[0].sentence, len(found) - 1
        rest = ngettext("{count} more.", "{count} more.", more).format(count=more)
        super().__init__(
            _("The report can't be made yet. {first}").format(first=first)
            + (f" {rest}" if more else "")
        )
        self.stops = found


@dataclass(frozen=True, slots=True)
class Preview:
    """A report to be looked at before it goes out; it lies in memory alone.

    Attributes:
        content: What it says, gathered in one moment.
        stops: What keeps it from going out.
    """

    pdf: bytes
    content: ReportContent
    stops: tuple[Stop, ...]


class Reports:
    """The reports of this vault's assessments."""

    def __init__(self, assessments: Assessments, files: EvidenceFiles) -> None:
        self._assessments = assessments
        self._files = files

    def gather(self, assessment: AssessmentId, *, language: str) -> ReportContent:
        """What the report of an assessment says, in one language.

        Raises:
            MissingAssessmentError: it, or its checklist, isn't in this vault.
        """
        with speaking(language):
            return Gatherer(
                self._view(assessment),
                language=language,
                read_photo=self._read,
                today=datetime.now(UTC).date(),
            ).gather(PROGRAMME)

    def stops(
        self, assessment: AssessmentId, content: ReportContent
    ) -> tuple[Stop, ...]:
        """What keeps a report from going out."""
        found = self._view(assessment)
        disputed = [
            found.checklist.question(one.question).code if one.question else one.record
            for one in found.disagreements
        ]
        return stops(content, disagreements=dict.fromkeys(disputed))

    def preview(
        self,
        assessment: AssessmentId,
        *,
        language: str,
        progress: Progress = unwatched,
    ) -> Preview:
        """Make a report in memory, whatever stops it from going out.

        Raises:
            MissingAssessmentError: it, or its checklist, isn't in this vault.
            Cancelled: the person called it off.
        """
        from bwassess.report.pdf import assessment_report

        content = self.gather(assessment, language=language)
        found = self.stops(assessment, content)
        pdf = assessment_report(content, language=language, progress=progress)
        return Preview(pdf, content, found)

    def write(
        self,
        assessment: AssessmentId,
        target: Path,
        *,
        language: str,
        draft: bool = False,
        progress: Progress = unwatched,
    ) -> None:
        """Print an assessment's report to a file, whole or not at all.

        Args:
            assessment: Whose report.
            target: The PDF; replaced if it exists.
            language: Of the report; may differ from the interface's.
            draft: Watermarked, and printed even while something stops it.
            progress: Told page by page; may cancel.

        Raises:
            StoppedReportError: it must not go out as it is.
            Cancelled: the person called it off; nothing is left.
        """
        # ReportLab and the fonts take a moment to load: only who prints pays for it.
        from bwassess.report.pdf import write_assessment_report

        content = self.gather(assessment, language=language)
        found = self.stops(assessment, content)
        if found and not draft:
            raise StoppedReportError(found)

        write_assessment_report(
            content, target, language=language, draft=draft, progress=progress
        )

    def _view(self, assessment: AssessmentId) -> AssessmentView:
        found = self._assessments.view(assessment)
        if found is None:
            raise MissingAssessmentError
        return found

    def _read(self, photo: Evidence) -> bytes:
        return self._files.read(photo.sha256)
