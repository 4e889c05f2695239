"""The running program: one window, locked or with one vault open in it."""

import logging
import sys
from datetime import datetime
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from bwassess import logs, text
from bwassess import settings as kept
from bwassess.errors import BwassessError
from bwassess.paths import default_vault
from bwassess.progress import Progress
from bwassess.settings import Settings
from bwassess.store.header import Cost
from ui.changes import Changes
from ui.jobs import Jobs
from ui.messages import Messages
from ui.theme import Scheme, Theme
from ui.unlock.gate import Gate
from ui.window import Window

# Everything of an open vault loads while the passphrase is typed.
if TYPE_CHECKING:
    from bwassess.workspace import Workspace
    from ui.frame.frame import Frame
    from ui.frame.places import Location
    from ui.session import Session

log = logging.getLogger(__name__)

_MINUTE_MS = 60_000
_SCHEMES = {
    "light": Scheme.LIGHT,
    "dark": Scheme.DARK,
    "contrast": Scheme.HIGH_CONTRAST,
}
_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.TouchBegin,
        QEvent.Type.Wheel,
    }
)


class Desktop(QObject):
    """Wires everything once and decides what the window shows."""

    loaded = Signal()
    """The code of all pages is there, and no vault is open yet."""

    def __init__(
        self,
        app: QApplication,
        *,
        folder: Path | None = None,
        cost: Cost | None = None,
    ) -> None:
        """Make the window, which is not shown yet.

        Args:
            app: The program.
            folder: The vault, instead of the one opened last.
            cost: What trying a passphrase of a new vault costs; measured if None.
        """
        super().__init__(app)
        self._app = app
        self._cost = cost
        self.settings: Settings = kept.load()
        self.folder = folder or Path(self.settings.vault or default_vault())
        self.jobs = Jobs(self)
        self.session: Session | None = None
        self.gate: Gate | None = None
        self.frame: Frame | None = None
        self._leaving: list[Workspace] = []
        self._locked_at: datetime | None = None
        self._is_closed = False
        self._idle = QTimer(self, singleShot=True)
        self._idle.timeout.connect(self.lock)
        self._minute = QTimer(self, interval=_MINUTE_MS)
        self._minute.timeout.connect(self._back_up)
        self._dress()
        self.window = Window()
        self.window.lock_key.activated.connect(self.lock)
        self.messages = Messages(self.window, log_file=logs.folder() / "bwassess.log")
        app.installEventFilter(self)
        self._hook = sys.excepthook
        sys.excepthook = self._on_exception

    # -- from start to end ---------------------------------------------------

    def start(self, *, passphrase: str | None = None) -> None:
        """Show the window: unlocked, to unlock, or to make the first vault.

        Raises:
            BwassessError: the passphrase given doesn't open the vault.
        """
        if passphrase is None:
            self._show_gate()
            self.jobs.run(
                lambda _progress: _load(), on_done=lambda _none: self.loaded.emit()
            )
        else:
            from bwassess.workspace import Workspace

            _load()
            self.loaded.emit()
            self.enter(Workspace.open(self.folder, passphrase))
        self.window.show()

    def enter(self, workspace: "Workspace") -> None:
        """Begin to work in an open vault."""
        from ui.edits import Edits
        from ui.session import Session

        self.folder = workspace.vault.folder
        self.settings = self.settings.with_(vault=str(self.folder))
        kept.save(self.settings)
        changes = Changes()
        edits = Edits(changes, put_back=workspace.undo)
        self._begin(Session(workspace, self.settings, changes, edits, *self._tools()))
        self._minute.start()
        self._back_up()

    def lock(self) -> None:
        """Settle what is being typed, close the vault, show nothing of it."""
        session = self._leave()
        if session is None:
            return
        self._locked_at = datetime.now().astimezone()
        self._show_gate()
        workspace = session.workspace
        self._leaving.append(workspace)

        def locked(_progress: Progress) -> None:
            workspace.lock()
            self._leaving.remove(workspace)

        # A backup under way ends first: it reads the database that closes here.
        self.jobs.run(locked, on_done=lambda _none: None)

    def restore(self, backup: str) -> None:
        """Lock; whoever unlocks next gets a backup in the place of the database."""
        self.lock()
        if self.gate is not None:
            self.gate.restore_at_unlock(backup)

    def close(self) -> None:
        """Lock and leave; the second time it does nothing."""
        if self._is_closed:
            return
        self._is_closed = True
        session = self._leave()
        self.jobs.close()
        # What the thread still has to say is for pages that go now.
        QCoreApplication.removePostedEvents(self.jobs)
        for workspace in (*self._leaving, *([session.workspace] if session else [])):
            workspace.lock()
        if self.gate is not None:
            self.gate.abandon()
        self._app.removeEventFilter(self)
        sys.excepthook = self._hook
        self.window.close()
        self.window.deleteLater()

    def change_settings(self, changed: dict[str, object]) -> None:
        """Keep settings and show them at once."""
        before = self.settings
        self.settings = before.with_(**changed)
        if self.settings == before:
            return
        kept.save(self.settings)
        self._dress()
        spoken = ("language", "floor")
        if any(getattr(before, n) != getattr(self.settings, n) for n in spoken):
            # Words are set when a page is made, so every page is made anew.
            self._rebuild()
        elif self.session is not None and self.frame is not None:
            self.session = self._session_with_settings(self.session)
            self.frame.use(self.session)
        self._restart_idle()

    # -- what is shown -------------------------------------------------------

    def _begin(self, session: "Session", *, at: "Location | None" = None) -> None:
        from ui.frame.frame import Frame

        self.session = session
        self._tell_photos(session)
        frame = Frame(session, at=at)
        frame.lock_asked.connect(self.lock)
        frame.settings_changed.connect(self.change_settings)
        frame.restore_asked.connect(self.restore)
        self.messages.noticed.connect(frame.banner.tell)
        self.frame, self.gate = frame, None
        self.window.show_page(frame)
        self._restart_idle()

    def _leave(self) -> "Session | None":
        """Take the open vault off the screen; whoever asked closes it."""
        self._idle.stop()
        self._minute.stop()
        if self.frame is not None:
            self.frame.settle()
            self.jobs.abandon()
            self.messages.noticed.disconnect(self.frame.banner.tell)
            self.frame = None
        session, self.session = self.session, None
        return session

    def _show_gate(self) -> None:
        gate = Gate(
            self.folder,
            settings=self.settings,
            jobs=self.jobs,
            locked_at=self._locked_at,
            cost=self._cost,
        )
        gate.entered.connect(self.enter)
        gate.settings_changed.connect(self.change_settings)
        gate.folder_chosen.connect(self._on_folder_chosen)
        self.gate = gate
        self.window.show_page(gate)

    def _rebuild(self) -> None:
        focused = self._app.focusWidget()
        name = focused.objectName() if focused is not None else ""
        if self.session is None or self.frame is None:
            typed = self.gate.typed() if self.gate is not None else None
            self._show_gate()
            if self.gate is not None and typed is not None:
                self.gate.type_again(typed)
        else:
            here = self.frame.location
            session = self._leave()
            if session is not None:
                self._begin(self._session_with_settings(session), at=here)
                self._minute.start()
        shown = self.window.findChild(QWidget, name) if name else None
        if shown is not None:
            shown.setFocus()

    def _session_with_settings(self, session: "Session") -> "Session":
        from ui.session import Session

        again = Session(
            session.workspace,
            self.settings,
            session.changes,
            session.edits,
            *self._tools(),
        )
        self._tell_photos(again)
        return again

    def _tell_photos(self, session: "Session") -> None:
        photos = session.workspace.photos
        photos.max_side = self.settings.photo_side
        photos.keeps_originals = self.settings.keeps_originals

    def _tools(self) -> tuple[Jobs, Messages]:
        return self.jobs, self.messages

    def _on_folder_chosen(self, folder: Path) -> None:
        self.folder = folder
        self._locked_at = None
        self._show_gate()

    def _dress(self) -> None:
        text.choose_language(self.settings.language)
        Theme(
            scheme=_SCHEMES[self.settings.scheme],
            text_size=self.settings.text_size,
            floor=self.settings.floor,
            language=self.settings.language,
        ).apply(self._app)

    # -- time passing --------------------------------------------------------

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self._restart_idle()
        return False

    def _restart_idle(self) -> None:
        if self.session is not None:
            self._idle.start(self.settings.idle_lock_min * _MINUTE_MS)

    def _back_up(self) -> None:
        session = self.session
        if session is not None and not self.jobs.is_busy:
            self.jobs.run(
                lambda _progress: session.workspace.back_up_if_due(),
                on_done=lambda _backup: None,
                on_error=self.messages.tell,
            )

    # -- what goes wrong -----------------------------------------------------

    def _on_exception(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        """The one place every unexpected exception of the interface reaches."""
        if isinstance(error, BwassessError):
            self.messages.tell(error)
        elif isinstance(error, KeyboardInterrupt):
            self._app.quit()
        else:
            self.messages.confess(error)


def _load() -> None:
    """Load all pages while nobody waits for them; those that come first, first."""
    for name in (
        "bwassess.workspace",
        "ui.frame.frame",
        "ui.home.page",
        "ui.assessment.page",
        "ui.visit.page",
        "ui.planning.page",
        "ui.factories.page",
        "ui.checklists.page",
        "ui.report.page",
        "ui.sync.page",
        "ui.settings_page.page",
    ):
        import_module(name)
