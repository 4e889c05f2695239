"""The gate: where a vault is opened, put right, or made."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget
from shiboken6 import isValid

from bwassess.errors import BwassessError
from bwassess.settings import Settings
from bwassess.store.errors import DamagedDatabase, DamagedHeader, NoVault
from bwassess.store.header import Cost
from bwassess.store.layout import is_vault
from bwassess.text import _
from ui.jobs import Jobs
from ui.unlock.first_run import FirstRun
from ui.unlock.unlock_page import Typed, UnlockPage
from ui.widgets.banner import Notice, Tone

# The database and all above it load while the passphrase is typed.
if TYPE_CHECKING:
    from bwassess.workspace import Workspace


class Gate(QWidget):
    """Shows the page that fits the folder, and does what it asks for in a job."""

    entered = Signal(object)  # Workspace
    settings_changed = Signal(dict)
    folder_chosen = Signal(object)  # Path

    def __init__(
        self,
        folder: Path,
        *,
        settings: Settings,
        jobs: Jobs,
        locked_at: datetime | None = None,
        cost: Cost | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("gate")
        self._folder = folder
        self._jobs = jobs
        self._restoring: str | None = None
        self.unlock: UnlockPage | None = None
        self.first_run: FirstRun | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        if is_vault(folder):
            self.unlock = UnlockPage(folder, settings=settings, locked_at=locked_at)
            self.unlock.unlock_asked.connect(
                lambda typed: self._open(typed, self._restoring)
            )
            self.unlock.recover_asked.connect(self._recover)
            self.unlock.other_asked.connect(self._choose_folder)
            self.unlock.settings_changed.connect(self.settings_changed)
            column.addWidget(self.unlock)
            self.setFocusProxy(self.unlock)
        else:
            self.first_run = FirstRun(folder, settings=settings, jobs=jobs, cost=cost)
            self.first_run.finished.connect(self.entered)
            self.first_run.settings_changed.connect(self.settings_changed)
            self.first_run.open_asked.connect(self._choose_folder)
            column.addWidget(self.first_run)
            self.setFocusProxy(self.first_run)

    def typed(self) -> object:
        """What stands in the fields, for a page made anew in another language."""
        if self.unlock is not None:
            return self.unlock.typed
        return self.first_run.typed if self.first_run is not None else None

    def type_again(self, typed: object) -> None:
        if self.unlock is not None and isinstance(typed, Typed):
            self.unlock.type_again(typed)
        elif self.first_run is not None:
            self.first_run.type_again(typed)

    def abandon(self) -> None:
        """Close a vault that was made here and never entered."""
        if self.first_run is not None:
            self.first_run.abandon()

    def restore_at_unlock(self, backup: str) -> None:
        """Put a backup in the database's place when the passphrase is typed."""
        self._restoring = backup
        if self.unlock is not None:
            self.unlock.say(
                Notice(
                    _("Type the passphrase to restore backup {name}.").format(
                        name=backup
                    ),
                    meaning=_("The database of now is kept beside it."),
                )
            )

    # -- opening -------------------------------------------------------------

    def _open(self, passphrase: str, restoring: str | None = None) -> None:
        from bwassess.workspace import Workspace

        self._run(
            lambda: Workspace.open(self._folder, passphrase, restoring=restoring),
            again=lambda: self._open(passphrase, restoring),
            restore=lambda name: self._open(passphrase, name),
        )

    def _recover(self, written: str, passphrase: str) -> None:
        from bwassess.workspace import Workspace

        self._run(
            lambda: Workspace.recover(self._folder, written, passphrase=passphrase),
            again=lambda: self._recover(written, passphrase),
        )

    def _run(
        self,
        work: "Callable[[], Workspace]",
        *,
        again: Callable[[], None],
        restore: Callable[[str], None] | None = None,
    ) -> None:
        page = self.unlock
        if page is None:
            return
        page.show_busy(busy=True)

        def failed(error: BwassessError) -> None:
            if not isValid(page):
                return
            page.show_busy(busy=False)
            page.show_error(error, notice=self._way_out(error, again, restore))

        def opened(workspace: "Workspace") -> None:
            if isValid(self):
                self.entered.emit(workspace)
            else:
                # The person went elsewhere meanwhile.
                workspace.lock()

        self._jobs.run(lambda _progress: work(), on_done=opened, on_error=failed)

    def _way_out(
        self,
        error: BwassessError,
        again: Callable[[], None],
        restore: Callable[[str], None] | None,
    ) -> Notice | None:
        """What can be offered beside the sentence."""
        if isinstance(error, DamagedDatabase) and error.backup and restore:
            name, put_back = error.backup.stem, restore
            return Notice(
                str(error),
                tone=Tone.LOSS,
                action=_("Restore the backup"),
                on_action=lambda: put_back(name),
            )
        if isinstance(error, DamagedHeader) and error.spare is not None:
            return Notice(
                str(error),
                action=_("Repair"),
                on_action=lambda: self._repair(again),
            )
        return None

    def _repair(self, again: Callable[[], None]) -> None:
        from bwassess.store.vault import Vault

        try:
            Vault.repair_header(self._folder)
        except BwassessError as error:
            if self.unlock is not None:
                self.unlock.show_error(error)
            return
        again()

    # -- another folder ------------------------------------------------------

    def _choose_folder(self) -> None:
        dialog = QFileDialog(self, _("Open another vault"), str(self._folder.parent))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda name: self.try_folder(Path(name)))
        dialog.open()

    def try_folder(self, folder: Path) -> None:
        """Go to another vault; a folder without one can get one."""
        if is_vault(folder):
            self.folder_chosen.emit(folder)
            return
        notice = Notice(
            str(NoVault(folder)),
            action=_("Make one there"),
            on_action=lambda: self.folder_chosen.emit(folder),
        )
        if self.unlock is not None:
            self.unlock.say(notice)
        elif self.first_run is not None:
            self.first_run.propose(folder)
