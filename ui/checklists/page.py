"""The checklist versions of this vault: read, taken in, written out."""

from pathlib import Path

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from bwassess.checklist.model import Checklist
from bwassess.checklist.names import ChecklistHash
from bwassess.checklist.writing import write_workbook
from bwassess.checklist.xlsform import Reading
from bwassess.errors import BwassessError
from bwassess.progress import Progress
from bwassess.store.disk import reporting
from bwassess.store.queries import ChecklistEntry
from bwassess.text import LANGUAGES, _, ngettext
from bwassess.touched import Touched
from bwassess.workspace.desk import Done
from ui import theme
from ui.checklists.importing import ImportResult
from ui.checklists.preview import ChecklistPreview
from ui.checklists.reading import ENDINGS, read_file
from ui.factories import countries
from ui.factories.making import nothing_to_undo
from ui.session import Session
from ui.theme import Radius, Role, Space, Step
from ui.widgets.badge import Badge, BadgeKind
from ui.widgets.banner import Notice, Tone
from ui.widgets.button import Button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.label import Label
from ui.widgets.lines import isolated
from ui.widgets.list_row import ListRow
from ui.widgets.page_column import PageColumn, tab_in_reading_order
from ui.widgets.surface import Surface

_LIST_WIDTH = 300
_BOTH_FIT = 760


class ChecklistsPage(QWidget):
    """A list of versions beside the chosen one, read-only as versions are."""

    exported = Signal(object)  # Path

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("checklists-page")
        self.setAcceptDrops(True)
        self._session = session
        self._language = session.settings.asks_in[0]
        self._entries: tuple[ChecklistEntry, ...] = ()
        self._rows: dict[ChecklistHash, ListRow] = {}
        self._current: ChecklistHash | None = None
        self._detail: PageColumn | None = None
        self._build()
        session.changes.changed.connect(self._on_changed)
        self._fetch()
        if self._entries:
            self.open_checklist(self._entries[0].hash)

    def open_checklist(self, wanted: ChecklistHash) -> None:
        """Show a version."""
        try:
            checklist = self._session.workspace.checklists.get(wanted)
        except BwassessError as error:
            self._session.messages.tell(error)
            return
        self._current = wanted
        self._mark()
        self._show_detail(self._built_detail(checklist))

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

        def write(progress: Progress) -> Path:
            progress(0, 1, file.name)
            with reporting(file):
                write_workbook(checklist, file)
            return file

        self._session.jobs.run(
            write, on_done=self._on_written, on_error=self._session.messages.tell
        )

    # -- building ------------------------------------------------------------

    def _build(self) -> None:
        self._import = Button(_("Import a file"), icon="upload", name="import")
        self._import.clicked.connect(self._on_import_asked)
        self._hint = Label(
            _("Or drop an .xlsx, .csv or .md file on this page."),
            step=Step.NOTE,
            role=Role.INK3,
        )
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._side = Surface(ground=None, radius=Radius.CARD)
        beside = QVBoxLayout(self._side)
        beside.setContentsMargins(Space.L, Space.XL, Space.S, Space.S)
        beside.setSpacing(Space.S)
        beside.addWidget(self._import)
        beside.addWidget(self._hint)
        beside.addSpacing(Space.S)
        beside.addLayout(self._list)
        beside.addStretch(1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(self._side)
        theme.watch(self._arrange)

    def _built_detail(self, checklist: Checklist) -> PageColumn:
        page = PageColumn()
        points = sum(len(cluster.points) for cluster in checklist.clusters)
        questions = sum(1 for _question in checklist.questions)
        page.add_title(checklist.title)
        tags = QWidget()
        flow = FlowLayout(tags)
        for said in (
            _("Version {version}").format(version=checklist.version),
            countries.name(checklist.country)
            if checklist.country
            else _("All countries"),
            *(LANGUAGES.get(code, code) for code in checklist.languages),
        ):
            flow.addWidget(Badge(BadgeKind.PLAIN, said))
        page.add(tags)
        page.add(
            Label(
                " · ".join(
                    (
                        ngettext(
                            "{count} cluster",
                            "{count} clusters",
                            len(checklist.clusters),
                        ).format(count=len(checklist.clusters)),
                        ngettext("{count} point", "{count} points", points).format(
                            count=points
                        ),
                        ngettext(
                            "{count} question", "{count} questions", questions
                        ).format(count=questions),
                        _("known as {hash}").format(hash=isolated(checklist.hash[:12])),
                    )
                ),
                role=Role.INK2,
            )
        )
        unverified = sum(1 for one in checklist.parameters if not one.is_verified)
        if unverified:
            page.add(
                Label(
                    ngettext(
                        "{count} value of law hasn't been checked by a named person.",
                        "{count} values of law haven't been checked by a named person.",
                        unverified,
                    ).format(count=unverified),
                    role=Role.WELD,
                )
            )
        export = Button(_("Export as workbook"), icon="download", name="export")
        export.clicked.connect(lambda: self._on_export_asked(checklist))
        row = QHBoxLayout()
        row.addWidget(export)
        row.addStretch(1)
        page.add(row)
        preview = ChecklistPreview()
        preview.show_checklist(checklist, self._language)
        page.add(preview)
        return page

    # -- what is shown -------------------------------------------------------

    def _fetch(self) -> None:
        self._entries = tuple(self._session.workspace.checklists.list())
        while (item := self._list.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._rows = {entry.hash: _entry_row(entry) for entry in self._entries}
        for wanted, row in self._rows.items():
            row.clicked.connect(lambda _on=False, one=wanted: self.open_checklist(one))
            self._list.addWidget(row)
        self._mark()

    def _mark(self) -> None:
        for wanted, row in self._rows.items():
            row.setChecked(wanted == self._current)

    def _show_detail(self, detail: PageColumn) -> None:
        if self._detail is not None:
            self._row.removeWidget(self._detail)
            self._detail.hide()
            self._detail.deleteLater()
        self._detail = detail
        self._row.addWidget(detail, 1)
        tab_in_reading_order(self._side, detail)

    def _arrange(self) -> None:
        scale = theme.current().text_size / 100
        narrow = self.width() < _BOTH_FIT * scale
        self._side.setFixedWidth(round(_LIST_WIDTH * (scale if not narrow else 0.9)))

    # -- what was done -------------------------------------------------------

    def _on_changed(self, touched: Touched) -> None:
        if touched.checklists:
            self._fetch()

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
        result = ImportResult(
            file,
            reading,
            is_held=checklist is not None and checklist.hash in self._rows,
            language=self._language,
        )
        result.kept.connect(self._on_kept)
        result.closed.connect(self._on_import_closed)
        self._current = None
        self._mark()
        self._show_detail(result)

    def _on_unreadable(self, error: BwassessError) -> None:
        self._on_read_ended()
        self._session.messages.tell(error)

    def _on_read_ended(self) -> None:
        if isValid(self):
            self._import.allow(True)

    def _on_kept(self, checklist: Checklist) -> None:
        def keep() -> Done:
            return nothing_to_undo(self._session.workspace.checklists.keep(checklist))

        if self._session.edits.run(_("Checklist kept"), keep) is not None:
            self.open_checklist(checklist.hash)

    def _on_import_closed(self) -> None:
        if self._entries:
            self.open_checklist(self._entries[0].hash)

    def _on_written(self, file: Path) -> None:
        self._session.messages.tell(
            Notice(
                _("The checklist is written."),
                _("It lies in {file}.").format(file=isolated(str(file))),
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


def _entry_row(entry: ChecklistEntry) -> ListRow:
    place = countries.name(entry.country) if entry.country else _("All countries")
    note = _("Version {version} · {place}").format(version=entry.version, place=place)
    if entry.is_retired:
        note = f"{note} · {_('retired')}"
    row = ListRow(entry.title, note=note, sign="", name="checklist-row")
    row.setCheckable(True)
    return row


def _dropped(mime: QMimeData) -> Path | None:
    """The first file of a drop that may be a checklist."""
    for url in mime.urls():
        if url.isLocalFile():
            file = Path(url.toLocalFile())
            if file.suffix.lower() in ENDINGS:
                return file
    return None
