"""The checklist versions of this vault: read, taken in, written out."""

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid
from typing_extensions import override

from bwassess.checklist.model import Checklist
from bwassess.checklist.names import ChecklistHash
from bwassess.checklist.writing import write_media, write_workbook
from bwassess.checklist.xlsform import Reading
from bwassess.errors import BwassessError
from bwassess.progress import Progress
from bwassess.store.disk import reporting
from bwassess.store.queries import ChecklistEntry
from bwassess.text import _
from bwassess.touched import Touched
from bwassess.workspace.desk import Done
from ui import theme
from ui.checklists.reading import ENDINGS, read_file
from ui.checklists.shelf import Shelf, around, newest_first
from ui.checklists.version import (
    ASKED,
    CHANGES,
    OVERVIEW,
    PROBLEMS,
    Read,
    VersionDetail,
)
from ui.factories.making import nothing_to_undo
from ui.session import Session
from ui.theme import Role, Space, Step
from ui.widgets.banner import Notice, Tone
from ui.widgets.button import Button
from ui.widgets.label import Label
from ui.widgets.lines import isolated
from ui.widgets.surface import Surface
from ui.widgets.tab_order import tab_in_reading_order

_LIST_WIDTH = 300
_BOTH_FIT = 1000


class ChecklistsPage(QWidget):
    """A list of versions beside the chosen one, read-only as versions are."""

    exported = Signal(object)  # Path

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("checklists-page")
        self.setAcceptDrops(True)
        self._session = session
        self._entries: tuple[ChecklistEntry, ...] = ()
        self._current: ChecklistHash | None = None
        self._detail: VersionDetail | None = None
        self._build()
        session.changes.changed.connect(self._on_changed)
        self._fetch()
        if self._shelf.first is not None:
            self.open_checklist(self._shelf.first)

    def open_checklist(self, wanted: ChecklistHash) -> None:
        """Show a version, on the tab that is open, once it is read."""
        self._current = wanted
        self._shelf.mark(wanted)
        held = self._session.workspace.checklists

        def done(checklist: Checklist) -> None:
            if isValid(self) and self._current == wanted:
                self._show_version(checklist)

        self._session.jobs.run(
            lambda _progress: held.get(wanted),
            on_done=done,
            on_error=self._session.messages.tell,
        )

    def _show_version(self, checklist: Checklist) -> None:
        tab = self._detail.tab if self._detail is not None else OVERVIEW
        self._show_detail(
            VersionDetail(
                self._session,
                Read(checklist.title, checklist, ()),
                entry=self._entry(checklist.hash),
                others=self._others(checklist),
                tab=OVERVIEW if tab == PROBLEMS else tab,
                is_new=False,
            ),
            current=checklist.hash,
        )

    def import_file(self, file: Path) -> None:
        """Read a file and show what came of it; nothing is kept yet."""
        workspace = self._session.workspace
        self._import.allow(False, reason=_("A file is being read."))
        self._session.jobs.run(
            lambda progress: read_file(file, workspace, progress),
            on_done=lambda reading: self._on_read(file, reading),
            on_error=self._on_unreadable,
            on_cancelled=self._on_read_ended,
        )

    def export_to(self, checklist: Checklist, file: Path) -> None:
        """Write a version as a workbook that other tools read too."""
        held = self._session.workspace.checklists

        def write(progress: Progress) -> tuple[str, ...]:
            progress(0, 1, file.name)
            with reporting(file):
                write_workbook(checklist, file)
                return write_media(
                    checklist, file, lambda name: held.media_of(checklist, name)
                )

        self._session.jobs.run(
            write,
            on_done=lambda missing: self._on_written(file, missing),
            on_error=self._session.messages.tell,
        )

    # -- building ------------------------------------------------------------

    def _build(self) -> None:
        self._import = Button(_("Import a file"), icon="upload", name="import")
        self._import.clicked.connect(self._on_import_asked)
        self._hint = Label(
            _("Or drop an .xlsx, .xls, .csv or .md file on this page."),
            step=Step.NOTE,
            role=Role.INK3,
        )
        self._shelf = Shelf()
        self._shelf.chosen.connect(lambda one: self.open_checklist(ChecklistHash(one)))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.viewport().setAutoFillBackground(False)
        inside = QWidget()
        inside.setAutoFillBackground(False)
        shelf = QVBoxLayout(inside)
        shelf.setContentsMargins(0, 0, Space.XS, 0)
        shelf.addWidget(self._shelf)
        shelf.addStretch(1)
        scroll.setWidget(inside)
        self._side = Surface(ground=None, edges=Qt.Edge.RightEdge)
        beside = QVBoxLayout(self._side)
        beside.setContentsMargins(Space.L, Space.L, 1, Space.S)
        beside.setSpacing(Space.S)
        head = QVBoxLayout()
        head.setContentsMargins(0, 0, Space.S, 0)
        head.addWidget(self._import)
        head.addWidget(self._hint)
        beside.addLayout(head)
        beside.addWidget(scroll, 1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(self._side)
        theme.watch(self._arrange)

    # -- what is shown -------------------------------------------------------

    def _fetch(self) -> None:
        self._entries = tuple(self._session.workspace.checklists.list())
        self._shelf.show_entries(self._entries, self._current)

    def _entry(self, wanted: ChecklistHash) -> ChecklistEntry | None:
        return next((one for one in self._entries if one.hash == wanted), None)

    def _others(self, checklist: Checklist) -> list[ChecklistEntry]:
        """Versions to compare with: the ones before it first, then later ones."""
        others = [one for one in self._entries if one.hash != checklist.hash]
        family = [one for one in others if one.form_id == checklist.form_id]
        older, newer = around(checklist.version, newest_first(family))
        rest = [one for one in others if one not in family]
        rest.sort(key=lambda one: (one.country != "", one.title))
        return [*older, *newer, *rest]

    def _show_detail(
        self, detail: VersionDetail, *, current: ChecklistHash | None
    ) -> None:
        if self._detail is not None:
            self._row.removeWidget(self._detail)
            self._detail.hide()
            self._detail.deleteLater()
        self._current = current
        self._shelf.mark(current)
        self._detail = detail
        detail.kept.connect(self._on_kept)
        detail.closed.connect(self._on_import_closed)
        detail.publish_asked.connect(self._on_publish)
        detail.retire_asked.connect(self._on_retire)
        detail.export_asked.connect(self._on_export_asked)
        self._row.addWidget(detail, 1)
        tab_in_reading_order(self._side, detail)

    def _arrange(self) -> None:
        scale = theme.current().text_size / 100
        narrow = self.width() < _BOTH_FIT * scale
        self._side.setFixedWidth(round(_LIST_WIDTH * (scale if not narrow else 0.86)))

    # -- what was done -------------------------------------------------------

    def _on_changed(self, touched: Touched) -> None:
        if not touched.checklists:
            return
        self._fetch()
        checklist = self._detail.checklist if self._detail is not None else None
        if self._detail is not None and checklist is not None:
            self._detail.show_standing(self._entry(checklist.hash))

    def _on_publish(self, wanted: str) -> None:
        held = self._session.workspace.checklists
        self._session.edits.run(
            _("Version published"), lambda: held.publish(ChecklistHash(wanted))
        )

    def _on_retire(self, wanted: str) -> None:
        held = self._session.workspace.checklists
        self._session.edits.run(
            _("Version retired"), lambda: held.retire(ChecklistHash(wanted))
        )

    def _on_import_asked(self) -> None:
        dialog = QFileDialog(self, _("Import a checklist"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        endings = " ".join(f"*{ending}" for ending in ENDINGS)
        dialog.setNameFilter(f"{_('Checklists')} ({endings})")
        dialog.fileSelected.connect(lambda name: self.import_file(Path(name)))
        dialog.open()

    def _on_export_asked(self, checklist: Checklist) -> None:
        dialog = QFileDialog(self, _("Export the checklist"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("xlsx")
        dialog.selectFile(f"{checklist.form_id}-{checklist.version}.xlsx")
        dialog.fileSelected.connect(lambda name: self.export_to(checklist, Path(name)))
        dialog.open()

    def _on_read(self, file: Path, reading: Reading) -> None:
        if not isValid(self):
            return
        self._on_read_ended()
        checklist = reading.checklist
        known = [] if checklist is None else self._others(checklist)
        entry = self._entry(checklist.hash) if checklist is not None else None
        self._show_detail(
            VersionDetail(
                self._session,
                Read(file.name, checklist, reading.problems, reading.files),
                entry=entry,
                others=known,
                tab=_first_tab(reading, known),
                is_new=True,
            ),
            current=entry.hash if entry is not None else None,
        )
        if self._detail is not None:
            self._detail.setFocus()

    def _on_unreadable(self, error: BwassessError) -> None:
        self._on_read_ended()
        self._session.messages.tell(error)

    def _on_read_ended(self) -> None:
        if isValid(self):
            self._import.allow(True)

    def _on_kept(self, checklist: Checklist) -> None:
        """Keep a version once its files are in the vault; films take their time."""
        held = self._session.workspace.checklists
        files = self._detail.files if self._detail is not None else None
        if not checklist.files:
            self._keep(checklist)
            return

        def taken(_none: None) -> None:
            if isValid(self):
                self._keep(checklist)

        self._session.jobs.run(
            lambda _progress: held.take_files(checklist, files),
            on_done=taken,
            on_error=self._session.messages.tell,
        )

    def _keep(self, checklist: Checklist) -> None:
        def keep() -> Done:
            return nothing_to_undo(self._session.workspace.checklists.keep(checklist))

        if self._session.edits.run(_("Checklist kept"), keep) is not None:
            self._current = checklist.hash
            self._shelf.mark(self._current)

    def _on_import_closed(self) -> None:
        if self._shelf.first is not None:
            self.open_checklist(self._shelf.first)

    def _on_written(self, file: Path, missing: tuple[str, ...]) -> None:
        said = [_("It lies in {file}.").format(file=isolated(str(file)))]
        said += [
            _("{file} hasn't arrived on this laptop yet.").format(file=isolated(name))
            for name in missing
        ]
        self._session.messages.tell(
            Notice(
                _("The checklist is written."),
                " ".join(said),
                tone=Tone.ATTENTION,
            )
        )
        if isValid(self):
            self.exported.emit(file)

    # -- dropped files -------------------------------------------------------

    def _light(self, *, lit: bool) -> None:
        self._side.set_ground(Role.INDIGO_TINT if lit else None)
        self._side.set_border(Role.INDIGO if lit else None, width=2 if lit else None)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event.mimeData()) is not None:
            event.acceptProposedAction()
            self._light(lit=True)

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._light(lit=False)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self._light(lit=False)
        file = _dropped(event.mimeData())
        if file is not None:
            event.acceptProposedAction()
            self.import_file(file)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()


def _first_tab(reading: Reading, known: list[ChecklistEntry]) -> str:
    """What a file just read begins with: what is wrong, else what it changes."""
    checklist = reading.checklist
    if checklist is None:
        return PROBLEMS
    if any(one.form_id == checklist.form_id for one in known):
        return CHANGES
    return PROBLEMS if reading.problems else ASKED


def _dropped(mime: QMimeData) -> Path | None:
    """The first file of a drop that may be a checklist."""
    for url in mime.urls():
        if url.isLocalFile():
            file = Path(url.toLocalFile())
            if file.suffix.lower() in ENDINGS:
                return file
    return None
