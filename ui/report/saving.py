"""A report written to a file the person chooses, and what is said of it."""

from pathlib import Path

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget
from shiboken6 import isValid

from bwassess.assessment.records import AssessmentId
from bwassess.errors import BwassessError
from bwassess.report.content import ReportContent
from bwassess.text import _
from ui.report.stops import StopsPanel
from ui.session import Session


class Saving(QObject):
    """Writes the report that is looked at; the stops' panel says how it went."""

    saved = Signal(str)  # the file

    def __init__(
        self,
        session: Session,
        assessment: AssessmentId,
        *,
        panel: StopsPanel,
        over: QWidget,
    ) -> None:
        """Begin.

        Args:
            session: Whose vault the report is made from.
            assessment: What it reports on.
            panel: Where the outcome is said.
            over: What the dialog opens over; it lives as long.
        """
        super().__init__(over)
        self._session, self._id = session, assessment
        self._panel, self._over = panel, over
        self._file: Path | None = None
        panel.open_folder.clicked.connect(lambda _on=False: self._show_folder())

    def ask(self, content: ReportContent, *, language: str, as_draft: bool) -> None:
        """Ask where to, and save there."""
        dialog = QFileDialog(self._over, _("Save the report"))
        dialog.setObjectName("save-dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setNameFilter(_("PDF files") + " (*.pdf)")
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(_file_name(content, language, as_draft=as_draft))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(
            lambda name: self.save(Path(name), language=language, as_draft=as_draft)
        )
        dialog.open()

    def save(self, target: Path, *, language: str, as_draft: bool) -> None:
        """Save the report as it stands now to a file."""
        reports = self._session.workspace.reports
        self._panel.say_outcome(_("Saving."), good=True)

        def on_saved(_none: None) -> None:
            if isValid(self):
                self._file = target
                self._panel.say_outcome(
                    _("Saved as {file}").format(file=target.name),
                    good=True,
                    folder=True,
                )
                self.saved.emit(str(target))

        def on_error(error: BwassessError) -> None:
            if isValid(self):
                said = f"{error} {error.hint}" if error.hint else str(error)
                self._panel.say_outcome(said, good=False)

        self._session.jobs.run(
            lambda progress: reports.write(
                self._id, target, language=language, draft=as_draft, progress=progress
            ),
            on_done=on_saved,
            on_error=on_error,
        )

    def _show_folder(self) -> None:
        if self._file is not None:
            folder = str(self._file.parent)
            QDesktopServices.openUrl(QUrl.fromLocalFile(folder))


def _file_name(content: ReportContent, language: str, *, as_draft: bool) -> str:
    parts = [content.visit.report_number, content.factory.name, language]
    if as_draft:
        parts.append(_("draft"))
    name = " ".join(filter(None, parts))
    return "".join(c if c.isalnum() or c in " -_().," else "-" for c in name) + ".pdf"
