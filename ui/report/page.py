"""The report of one assessment: chosen, made in memory, looked at, saved."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from bwassess.assessment.records import AssessmentId
from bwassess.errors import BwassessError
from bwassess.progress import Progress
from bwassess.text import LANGUAGES, _
from bwassess.touched import Touched
from bwassess.workspace.reports import Preview
from bwassess.workspace.view import AssessmentView
from ui import theme
from ui.jobs import Job
from ui.report import stops
from ui.report.bands import NarrowLine, StaleLine
from ui.report.document import ReportDocument, Spot
from ui.report.making import MakingPanel
from ui.report.pages import PageView
from ui.report.pictures import Pictures
from ui.report.remarks import in_short, remarks
from ui.report.saving import Saving
from ui.report.stops import StopsPanel
from ui.report.thumbnails import Thumbnails
from ui.report.tools import ReportTools
from ui.session import Session
from ui.theme import Role, Space, Step
from ui.widgets.label import Label

_ROOM_FOR_STOPS = 1010
_ROOM_FOR_THUMBNAILS = 760


class ReportPage(QWidget):
    """Nothing of a report touches the disk before the person saves it."""

    question_requested = Signal(str)  # QuestionId
    made = Signal()  # a report can be looked at
    pages_made = Signal(int, int)  # from the job's thread
    saved = Signal(str)  # the file

    def __init__(
        self,
        session: Session,
        assessment: AssessmentId,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("report-page")
        self._session = session
        self._id = assessment
        self._document: ReportDocument | None = None
        self._preview: Preview | None = None
        self._job: Job | None = None
        self._is_stale = True
        self._panel_is_open = False
        self._build()
        self._connect()
        self._show_language_note()
        theme.watch(self._arrange)

    # -- building ------------------------------------------------------------

    def _build(self) -> None:
        self._tools = ReportTools(language=self._session.settings.language)
        self._note = Label("", step=Step.NOTE, role=Role.INK2)
        self._note.setObjectName("language-note")
        self._note.setContentsMargins(Space.L, 0, Space.L, Space.S)
        self._stale = StaleLine()
        self._narrow = NarrowLine()
        self._pages = PageView()
        self._making = MakingPanel()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._making)
        self._stack.addWidget(self._pages)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._tools)
        column.addWidget(self._note)
        column.addWidget(self._stale)
        column.addWidget(self._narrow)
        column.addWidget(self._stack, 1)
        self._thumbnails = Thumbnails()
        self._panel = StopsPanel()
        self._pictures = Pictures(
            self._session.jobs,
            pages=self._pages,
            small=self._thumbnails,
            parent=self,
        )
        self._saving = Saving(self._session, self._id, panel=self._panel, over=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._thumbnails)
        row.addWidget(middle, 1)
        row.addWidget(self._panel)

    def _connect(self) -> None:
        self._tools.language_chosen.connect(self._on_language_chosen)
        self._tools.smaller_asked.connect(self._pages.zoom_out)
        self._tools.larger_asked.connect(self._pages.zoom_in)
        self._tools.fit_asked.connect(self._pages.fit_width)
        self._pages.zoomed.connect(self._tools.show_zoom)
        self._pages.page_shown.connect(self._on_page_shown)
        self._thumbnails.page_chosen.connect(self._pages.go_to)
        self._making.cancelled.connect(self.cancel)
        self._making.asked.connect(lambda: self.make())
        self._panel.question_requested.connect(self.question_requested)
        self._panel.place_requested.connect(self._on_place_requested)
        self._panel.save_requested.connect(self._on_save_requested)
        self._saving.saved.connect(self.saved)
        self._narrow.opened.connect(self._on_panel_toggled)
        self._stale.asked.connect(self.make)
        self.pages_made.connect(self._making.tell)
        self._session.changes.changed.connect(self._on_changed)
        for keys, act in (
            (QKeySequence.StandardKey.ZoomIn, self._pages.zoom_in),
            (QKeySequence.StandardKey.ZoomOut, self._pages.zoom_out),
            (QKeySequence("Ctrl+0"), self._pages.fit_width),
            (QKeySequence.StandardKey.Save, self._on_save_pressed),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # -- making --------------------------------------------------------------

    @property
    def language(self) -> str:
        """What the report speaks."""
        return self._tools.language

    @property
    def is_made(self) -> bool:
        """Whether there is a report to look at."""
        return self._document is not None

    @property
    def pages(self) -> PageView:
        """Where it is looked at."""
        return self._pages

    def set_language(self, language: str) -> None:
        self._tools.set_language(language)

    def make(self) -> None:
        """Make the report anew from what is saved now."""
        self.cancel()
        self._is_stale = False
        self._stale.hide()
        self._making.begin()
        self._stack.setCurrentWidget(self._making)
        self._panel.withhold(_("The report is being made."))
        self._close_document()
        language, reports = self.language, self._session.workspace.reports

        def work(progress: Progress) -> tuple[Preview, ReportDocument, dict[str, Spot]]:
            def tell(done: int, total: int, text: str = "") -> None:
                progress(done, total, text)
                self.pages_made.emit(done, total)

            preview = reports.preview(self._id, language=language, progress=tell)
            document = ReportDocument(preview.pdf, language=language)
            spots = document.find(stop.code for stop in preview.stops)
            return preview, document, dict(spots)

        self._job = self._session.jobs.run(
            work,
            on_done=self._on_made,
            on_error=self._on_not_made,
            on_cancelled=self._on_cancelled,
        )
        self.destroyed.connect(self._job.cancel)

    def _close_document(self) -> None:
        self._pictures.end()
        if self._document is not None:
            self._document.close()
            self._document = None

    def cancel(self) -> None:
        """Stop making; whatever was shown is gone, nothing else is."""
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _on_made(self, made: tuple[Preview, ReportDocument, dict[str, Spot]]) -> None:
        if not isValid(self) or self._job is None:
            made[1].close()
            return
        self._job = None
        self._preview, self._document, spots = made
        self.destroyed.connect(self._document.close)
        self._pictures.begin(self._document)
        page = self._pages.page
        self._thumbnails.pages.set_pages(self._document.pages)
        self._pages.set_pages(self._document.pages)
        self._thumbnails.pages.set_stopped(spot.page for spot in spots.values())
        self._pages.set_spots(tuple(spots.values()))
        found = remarks(self._preview, self._view(), spots)
        self._panel.show_remarks(found)
        self._narrow.say(in_short(found))
        self._stack.setCurrentWidget(self._pages)
        self._pages.go_to(min(page, len(self._document.pages) - 1))
        self._pictures.draw_small()
        self.made.emit()

    def _on_not_made(self, error: BwassessError) -> None:
        if isValid(self):
            self._job = None
            said = f"{error} {error.hint}" if error.hint else str(error)
            self._making.stop(said, failed=True)
            self._panel.withhold(_("There is no report to save."))

    def _on_cancelled(self) -> None:
        if isValid(self) and self._job is None and self._document is None:
            self._making.stop(_("The report wasn't made."))
            self._panel.withhold(_("There is no report to save."))

    def _view(self) -> AssessmentView:
        found = self._session.workspace.assessments.view(self._id)
        if found is None:
            raise ValueError("an assessment that isn't in this vault")
        return found

    # -- saving --------------------------------------------------------------

    def _on_save_pressed(self) -> None:
        if self._panel.save.isEnabled():
            self._on_save_requested(as_draft=False)

    def _on_save_requested(self, as_draft: bool) -> None:
        if self._preview is not None:
            self._saving.ask(
                self._preview.content, language=self.language, as_draft=as_draft
            )

    def save(self, target: Path, *, as_draft: bool = False) -> None:
        """Save the report as it stands now to a file."""
        self._saving.save(target, language=self.language, as_draft=as_draft)

    # -- what happens --------------------------------------------------------

    def _on_language_chosen(self) -> None:
        self._show_language_note()
        self._panel.say_outcome("", good=True)
        if self.isVisible():
            self.make()
        else:
            self._is_stale = True

    def _show_language_note(self) -> None:
        spoken = self._view().checklist.languages
        if self.language in spoken or not spoken:
            self._note.hide()
            return
        self._note.setText(
            _(
                "The checklist has no {language} yet: questions and findings stay in "
                "{fallback}, all else is in {language}."
            ).format(
                language=LANGUAGES[self.language],
                fallback=LANGUAGES.get(spoken[0], spoken[0]),
            )
        )
        self._note.show()

    def _on_page_shown(self, page: int) -> None:
        total = len(self._document.pages) if self._document else 0
        self._tools.show_place(page, total)
        self._thumbnails.follow(page)

    def _on_place_requested(self, spot: Spot) -> None:
        self._pages.go_to(spot.page, spot=spot)

    def _on_changed(self, touched: Touched) -> None:
        if self._id in touched.assessments and not self._is_stale:
            self._is_stale = True
            self._stale.setVisible(self.isVisible())

    def _on_panel_toggled(self, is_open: bool) -> None:
        self._panel_is_open = is_open
        self._arrange()

    def _arrange(self) -> None:
        look = theme.current()
        grown = look.pixels(Step.BODY) / Step.BODY.value[0]
        wide = self.width() >= _ROOM_FOR_STOPS * grown
        self._narrow.setVisible(not wide)
        self._panel.setVisible(wide or self._panel_is_open)
        most = self.width() * 6 // 10
        self._panel.setFixedWidth(min(round(stops.WIDTH * grown), max(280, most)))
        self._thumbnails.setVisible(
            self.width() >= _ROOM_FOR_THUMBNAILS * grown
            and (wide or not self._panel_is_open)
        )

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.make()
