"""Backups of the vault: what there is, another one now, a way back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from bwassess.errors import BwassessError
from bwassess.progress import Progress
from bwassess.store.backup import Backup, Occasion
from bwassess.text import _, ngettext
from ui.frame.dates import clock
from ui.session import Session
from ui.theme import Role, Space, Step
from ui.widgets.button import Button, Kind
from ui.widgets.label import Label
from ui.widgets.layouts import clear
from ui.widgets.surface import Hairline

_SHOWN = 5


class BackupsPanel(QWidget):
    """Lists the newest; a restore is explained here and done by the window."""

    restore_requested = Signal(str)  # name of the backup
    relaid = Signal()  # other things than before can have the focus

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("backups")
        self._session = session
        self._all_shown = False
        self._write = Button(_("Write a backup now"), icon="save", name="write-backup")
        self._write.clicked.connect(self._on_write)
        self._line = Label("", step=Step.NOTE, role=Role.VERDIGRIS)
        self._line.setObjectName("backup-line")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._more = Button("", kind=Kind.QUIET, name="all-backups")
        self._more.clicked.connect(self._on_more)
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        row.addWidget(self._write)
        row.addWidget(self._line, 1)
        more = QHBoxLayout()
        more.addWidget(self._more)
        more.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addLayout(row)
        column.addLayout(self._rows)
        column.addLayout(more)
        self._show()

    def _show(self) -> None:
        clear(self._rows)
        backups = self._session.workspace.vault.backups.newest_first()
        shown = backups if self._all_shown else backups[:_SHOWN]
        for backup in shown:
            button = Button(_("Go back to this…"), kind=Kind.QUIET, name="restore")
            button.setAccessibleName(
                _("Go back to the backup of {time}").format(time=clock(backup.at))
            )
            button.clicked.connect(
                lambda _on=False, one=backup: self._on_restore_asked(one)
            )
            self._rows.addWidget(_row(backup, button))
        if not backups:
            self._rows.addWidget(Label(_("No backup yet."), role=Role.INK2))
        self.relaid.emit()
        left = len(backups) - len(shown)
        self._more.setVisible(left > 0)
        self._more.setText(
            ngettext("Show {count} more", "Show {count} more", left).format(count=left)
        )

    def _on_more(self) -> None:
        self._all_shown = True
        self._show()

    def _on_write(self) -> None:
        self._write.allow(False, reason=_("A backup is being written."))
        workspace = self._session.workspace

        def write(progress: Progress) -> Backup:
            progress(0, 1, _("Backup"))
            return workspace.back_up()

        self._session.jobs.run(
            write,
            on_done=self._on_written,
            on_error=self._on_failed,
            on_cancelled=self._on_ended,
        )

    def _on_written(self, backup: Backup) -> None:
        if isValid(self):
            self._on_ended()
            self._say(
                _("Written and read back whole at {time}.").format(
                    time=clock(backup.at, seconds=True)
                ),
                Role.VERDIGRIS,
            )
            self._show()

    def _on_failed(self, error: BwassessError) -> None:
        if isValid(self):
            self._on_ended()
            said = " ".join(filter(None, (str(error), error.hint)))
            self._say(said, Role.MADDER)

    def _on_ended(self) -> None:
        if isValid(self):
            self._write.allow(True)

    def _say(self, text: str, role: Role) -> None:
        self._line.setText(text)
        self._line.set_role(role)

    def _on_restore_asked(self, backup: Backup) -> None:
        self._session.messages.ask(
            _("Go back to the backup of {time}?").format(time=clock(backup.at)),
            meaning=_(
                "The vault locks and asks for the passphrase. The backup is checked "
                "first. What is in the vault now is kept beside it, not deleted; "
                "photos stay. What was written since isn't in the backup."
            ),
            yes=_("Lock and go back"),
            on_yes=lambda: self.restore_requested.emit(backup.name),
            over=self,
        )


def _row(backup: Backup, button: Button) -> QWidget:
    whole = QWidget()
    whole.setObjectName("backup-row")
    row = QHBoxLayout()
    row.setSpacing(Space.L)
    row.addWidget(Label(clock(backup.at), bold=True, wrap=False))
    row.addWidget(Label(_occasion(backup.occasion), role=Role.INK2), 1)
    row.addWidget(Label(_size(backup.size), role=Role.INK2, wrap=False))
    row.addWidget(button)
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addLayout(row)
    column.addWidget(Hairline())
    return whole


def _occasion(occasion: Occasion) -> str:
    match occasion:
        case Occasion.AUTOMATIC:
            return _("by itself")
        case Occasion.ASKED:
            return _("asked for")
        case Occasion.UPDATE:
            return _("before an update")


def _size(size: int) -> str:
    if size < 1_000_000:
        return _("{size} KB").format(size=round(size / 1000))
    return _("{size} MB").format(size=f"{size / 1_000_000:.1f}")
