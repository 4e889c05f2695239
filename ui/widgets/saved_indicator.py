"""Whether what was just done is safe, in the same place on every page."""

from enum import Enum
from time import monotonic

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from bwassess.text import _
from ui import icons, theme
from ui.theme import Role, Space, Step
from ui.widgets.button import Button, Kind
from ui.widgets.label import Label
from ui.widgets.lines import Run

_SAY_SAVING_AFTER_MS = 150
_ANNOUNCE_EVERY_S = 60.0


class Saving(Enum):
    NOTHING = "nothing"
    SAVED = "saved"
    SAVING = "saving"
    NOT_SAVED = "not-saved"


class SavedIndicator(QWidget):
    """Says saved after the commit, saving only when it takes, not saved until it is."""

    retry_asked = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("saved")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._state = Saving.NOTHING
        self._time = ""
        self._announced_at: float | None = None
        self._sign = QLabel()
        self._words = Label("", wrap=False)
        self._words.setObjectName("saved-words")
        self._retry = Button(_("Retry"), kind=Kind.QUIET, name="saved-retry")
        self._retry.clicked.connect(self.retry_asked)
        self._retry.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.XS + 2)
        for part in (self._sign, self._words, self._retry):
            row.addWidget(part)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_SAY_SAVING_AFTER_MS)
        self._slow.timeout.connect(lambda: self._show(Saving.SAVING))
        theme.watch(self._dress)

    @property
    def state(self) -> Saving:
        return self._state

    def begin(self) -> None:
        """A save is under way; says so only if it takes longer than a blink."""
        if self._state is not Saving.NOT_SAVED:
            self._slow.start()

    def set_saved(self, time: str) -> None:
        """The commit is done; `time` as the person reads it."""
        self._slow.stop()
        self._time = time
        self._show(Saving.SAVED)
        self._announce(_("Saved {time}").format(time=time))

    def set_not_saved(self, reason: str) -> None:
        """The commit failed: say so and why until a later one succeeds."""
        self._slow.stop()
        self._show(Saving.NOT_SAVED, reason)
        self._announced_at = None
        self._announce(_("Not saved") + ". " + reason)

    def _show(self, state: Saving, reason: str = "") -> None:
        self._state = state
        self.setToolTip(reason)
        self._retry.setVisible(state is Saving.NOT_SAVED)
        self._dress()
        self.setAccessibleName(self._words.text())
        self.setAccessibleDescription(reason)

    def _dress(self) -> None:
        look = theme.current()
        match self._state:
            case Saving.NOTHING:
                icon, role, runs = "", Role.INK3, []
            case Saving.SAVED:
                icon, role = "check-check", Role.VERDIGRIS
                before, _place, after = _("Saved {time}").partition("{time}")
                runs = [
                    Run(before, colour=look.color(role)),
                    Run(self._time, colour=look.color(Role.INK)),
                    Run(after, colour=look.color(role)),
                ]
            case Saving.SAVING:
                icon, role, runs = "loader", Role.INK2, [Run(_("Saving…"))]
            case Saving.NOT_SAVED:
                icon, role = "triangle-alert", Role.MADDER
                runs = [Run(_("Not saved"), bold=True)]
        self._words.set_role(role)
        self._words.set_step(Step.BODY)
        self._words.set_content(runs)
        self._sign.setVisible(bool(icon))
        if icon:
            side = look.icon_size(18)
            scale = self.devicePixelRatioF()
            self._sign.setPixmap(icons.pixmap(icon, side, role, scale=scale))

    def _announce(self, text: str) -> None:
        now = monotonic()
        if self._announced_at and now - self._announced_at < _ANNOUNCE_EVERY_S:
            return
        self._announced_at = now
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))
