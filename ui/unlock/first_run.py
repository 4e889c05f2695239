"""The first run: who, a passphrase, the recovery key on paper, perhaps a hub."""

import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from bwassess.errors import BwassessError
from bwassess.progress import Progress
from bwassess.settings import Settings
from bwassess.store.header import Cost
from bwassess.store.recovery import RecoveryKey
from bwassess.text import _
from ui import theme
from ui.frame.scrolling import Scrolling
from ui.jobs import Jobs
from ui.messages import notice_of
from ui.theme import Role, Space, Step
from ui.unlock.ground import Brand
from ui.unlock.hub_stage import HubStage
from ui.unlock.key_stage import KeyStage
from ui.unlock.passphrase_stage import PassphraseStage
from ui.unlock.stage import Stage
from ui.unlock.you_stage import YouStage
from ui.widgets import steps
from ui.widgets.banner import Banner
from ui.widgets.button import Button, Kind
from ui.widgets.label import Label
from ui.widgets.surface import Hairline, Surface

if TYPE_CHECKING:
    from bwassess.workspace import Workspace

_KEY_STAGE, _HUB_STAGE = 2, 3
_ASKED_GROUPS = 2


class FirstRun(QWidget):
    """Leads through the stages; the vault is made after the second."""

    finished = Signal(object)  # Workspace
    settings_changed = Signal(dict)
    open_asked = Signal()

    def __init__(
        self,
        folder: Path,
        *,
        settings: Settings,
        jobs: Jobs,
        cost: Cost | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("first-run")
        self._jobs = jobs
        self._cost = cost
        self._workspace: Workspace | None = None
        self._is_busy = False
        self._you = YouStage(folder, settings.language)
        self._passphrase = PassphraseStage()
        self._key = KeyStage()
        self._hub = HubStage()
        self._stages: tuple[Stage, ...] = (
            self._you,
            self._passphrase,
            self._key,
            self._hub,
        )
        self._build()
        self._you.language_chosen.connect(
            lambda code: self.settings_changed.emit({"language": code})
        )
        self._you.open_asked.connect(self.open_asked)
        self._go_to(0)

    def _build(self) -> None:
        side = Surface(ground=Role.SUNKEN, edges=Qt.Edge.RightEdge)
        self._side = side
        self._steps = steps.Steps(
            [
                steps.Stage(_("You and this laptop"), _("Name, language, folder")),
                steps.Stage(_("Passphrase"), _("Long enough to hold for years")),
                steps.Stage(_("Recovery key"), _("Write it down, keep it apart")),
                steps.Stage(_("Programme and hub"), _("Optional, also later")),
            ]
        )
        beside = QVBoxLayout(side)
        beside.setContentsMargins(Space.XXL, Space.XXL, Space.XL, Space.XXL)
        beside.addWidget(Brand())
        beside.addWidget(
            Label(_("A new vault on this laptop"), step=Step.NOTE, role=Role.INK3)
        )
        beside.addSpacing(Space.XXL)
        beside.addWidget(self._steps)
        beside.addStretch(1)
        beside.addWidget(
            Label(
                _("No network needed. Nothing leaves this laptop until you send it."),
                step=Step.NOTE,
                role=Role.INK2,
            )
        )
        self._pages = QStackedWidget()
        for stage in self._stages:
            self._pages.addWidget(Scrolling(stage))
            stage.changed.connect(self._tell_next)
            stage.done.connect(self._on_next)
        main = Surface()
        column = QVBoxLayout(main)
        column.setContentsMargins(Space.XXXL + Space.XL, 0, Space.XXXL, Space.XL)
        column.setSpacing(Space.M)
        column.addSpacing(Space.XXXL)
        self._trouble = Banner()
        column.addWidget(self._trouble)
        column.addWidget(self._pages, 1)
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._busy.hide()
        column.addWidget(self._busy)
        column.addWidget(Hairline())
        column.addLayout(self._foot())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(side)
        row.addWidget(main, 1)

    def _foot(self) -> QHBoxLayout:
        self._back = Button(_("Back"), name="back")
        self._back.clicked.connect(self._on_back)
        self._why = Label("", step=Step.NOTE, role=Role.INK2, wrap=False)
        self._why.setObjectName("why-not-yet")
        self._later = Button(_("Later"), name="later")
        self._later.clicked.connect(self._finish)
        self._next = Button(_("Continue"), kind=Kind.PRIMARY, name="continue")
        self._next.clicked.connect(self._on_next)
        for button in (self._back, self._later, self._next):
            button.set_tall(46)
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        row.addWidget(self._back)
        row.addStretch(1)
        row.addWidget(self._why)
        row.addWidget(self._later)
        row.addWidget(self._next)
        return row

    # -- what it shows -------------------------------------------------------

    @property
    def stage(self) -> Stage:
        """The stage that is shown."""
        return self._stages[self._pages.currentIndex()]

    @property
    def typed(self) -> tuple[str, str]:
        """Name and folder, for a page made anew in another language."""
        return self._you.name, str(self._you.folder)

    def type_again(self, typed: object) -> None:
        match typed:
            case (str(name), str(folder)):
                self._you.set_name(name)
                self._you.set_folder(Path(folder))

    def propose(self, folder: Path) -> None:
        """Take another folder for the new vault."""
        self._you.set_folder(folder)

    def abandon(self) -> None:
        """Close a vault that was made and never entered."""
        if self._workspace is not None:
            self._workspace.lock()
            self._workspace = None

    def _go_to(self, place: int) -> None:
        self._pages.setCurrentIndex(place)
        self._steps.set_current(place)
        self._back.setVisible(place == 1)
        self._later.setVisible(place == _HUB_STAGE)
        self._next.setText(
            {1: _("Make the vault"), _HUB_STAGE: _("Enrol")}.get(place, _("Continue"))
        )
        self._tell_next()
        self.setFocusProxy(self.stage)
        self.stage.setFocus()

    def _tell_next(self) -> None:
        missing = self.stage.missing
        self._why.setText("" if self._is_busy else missing)
        self._next.allow(not missing and not self._is_busy, reason=missing)

    def _show_busy(self, *, busy: bool) -> None:
        self._is_busy = busy
        self._busy.setVisible(busy)
        self.stage.setEnabled(not busy)
        self._back.setEnabled(not busy)
        self._later.setEnabled(not busy)
        if busy:
            self._clear_trouble()
        self._tell_next()

    def _show_error(self, error: BwassessError) -> None:
        self._show_busy(busy=False)
        if not self.stage.show_error(error):
            self._trouble.tell(notice_of(error))

    def _clear_trouble(self) -> None:
        while self._trouble.notice is not None:
            self._trouble.withdraw(self._trouble.notice)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        grown = theme.current().text_size / 100
        wide = min(342.0, self.width() / 4) * grown
        # Large text in a small window: what is asked goes before where one is.
        self._side.setVisible(wide < 0.4 * self.width())
        self._side.setFixedWidth(round(wide))

    # -- what happens --------------------------------------------------------

    def _on_back(self) -> None:
        self._clear_trouble()
        self._go_to(self._pages.currentIndex() - 1)

    def _on_next(self) -> None:
        if self._is_busy or not self.stage.is_complete():
            return
        self._clear_trouble()
        place = self._pages.currentIndex()
        if place == 0:
            self._steps.set_note(0, self._you.name)
            self._go_to(1)
        elif place == 1:
            self._make()
        elif place == _KEY_STAGE:
            self._key.forget()
            self._go_to(_HUB_STAGE)
        else:
            self._enrol()

    def _make(self) -> None:
        folder, name, cost = self._you.folder, self._you.name, self._cost
        passphrase = self._passphrase.passphrase

        def make(_progress: Progress) -> "tuple[Workspace, RecoveryKey]":
            from bwassess.workspace import Workspace

            return Workspace.create(folder, passphrase, name=name, cost=cost)

        self._show_busy(busy=True)
        self._jobs.run(make, on_done=self._on_made, on_error=self._on_not_made)

    def _on_made(self, made: "tuple[Workspace, RecoveryKey]") -> None:
        self._workspace, key = made
        self._show_busy(busy=False)
        places = sorted(
            secrets.SystemRandom().sample(range(len(key.groups)), _ASKED_GROUPS)
        )
        self._key.show_key(key, asked=tuple(places))
        self._go_to(_KEY_STAGE)

    def _on_not_made(self, error: BwassessError) -> None:
        self._show_busy(busy=False)
        self._go_to(0)
        self._show_error(error)

    def _enrol(self) -> None:
        workspace = self._workspace
        if workspace is None:
            return
        url, code = self._hub.url, self._hub.code

        def enrol(_progress: Progress) -> None:
            workspace.sync.enrol(url, code)

        self._show_busy(busy=True)
        self._jobs.run(
            enrol, on_done=lambda _none: self._finish(), on_error=self._show_error
        )

    def _finish(self) -> None:
        workspace, self._workspace = self._workspace, None
        if workspace is not None:
            self.finished.emit(workspace)
