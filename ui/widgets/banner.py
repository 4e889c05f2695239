"""One line under the top bar: what, what it means, one action."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from bwassess.text import _
from ui import icons, theme
from ui.theme import Radius, Role, Space
from ui.widgets.badge import Badge, BadgeKind
from ui.widgets.button import Button, Kind
from ui.widgets.label import Label
from ui.widgets.lines import Run, isolated
from ui.widgets.surface import Surface


class Tone(Enum):
    ATTENTION = "attention"
    LOSS = "loss"


@dataclass(frozen=True, slots=True)
class Notice:
    """What a banner says: what happened, what it means, and one action at most."""

    what: str
    meaning: str = ""
    tone: Tone = Tone.ATTENTION
    action: str = ""
    on_action: Callable[[], None] | None = None


class Banner(Surface):
    """Shows the oldest notice; others wait in a counter."""

    emptied = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(radius=Radius.ANSWER, ground=Role.WELD_TINT, parent=parent)
        self.setObjectName("banner")
        self._notices: list[Notice] = []
        self._sign = QLabel()
        self._words = Label("")
        self._words.setObjectName("banner-words")
        self._waiting = Badge(BadgeKind.PLAIN)
        self._action = Button("", kind=Kind.QUIET, name="banner-action")
        self._close = Button(
            _("Dismiss"), kind=Kind.ICON, icon="x", name="banner-close"
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.S, Space.S, Space.S)
        row.setSpacing(Space.M)
        row.addWidget(self._sign)
        row.addWidget(self._words, 1)
        for part in (self._waiting, self._action, self._close):
            row.addWidget(part)
        self._action.clicked.connect(self._on_action)
        self._close.clicked.connect(self._on_closed)
        self.hide()
        theme.watch(self._dress)

    @property
    def notice(self) -> Notice | None:
        """What is shown now."""
        return self._notices[0] if self._notices else None

    def tell(self, notice: Notice) -> None:
        """Show a notice, or let it wait; the same one waits once."""
        if notice in self._notices:
            return
        self._notices.append(notice)
        self._dress()

    def withdraw(self, notice: Notice) -> None:
        """Take a notice back: what it said is over."""
        if notice in self._notices:
            self._notices.remove(notice)
            self._dress()
            if not self._notices:
                self.emptied.emit()

    def _on_action(self) -> None:
        notice = self.notice
        if notice is not None:
            self.withdraw(notice)
            if notice.on_action is not None:
                notice.on_action()

    def _on_closed(self) -> None:
        if self.notice is not None:
            self.withdraw(self.notice)

    def _dress(self) -> None:
        notice = self.notice
        self.setVisible(notice is not None)
        if notice is None:
            return
        loss = notice.tone is Tone.LOSS
        role = Role.MADDER if loss else Role.WELD
        self.set_ground(Role.MADDER_TINT if loss else Role.WELD_TINT)
        self.set_border(role if theme.current().is_high_contrast else None)
        self._words.set_content(
            [Run(notice.what, bold=True), Run(f" {notice.meaning}".rstrip())]
        )
        self._action.setText(notice.action)
        self._action.setVisible(bool(notice.action))
        self._waiting.set_text(isolated(f"+{len(self._notices) - 1}"))
        self._waiting.setVisible(len(self._notices) > 1)
        side = theme.current().icon_size(20)
        scale = self.devicePixelRatioF()
        self._sign.setPixmap(icons.pixmap("triangle-alert", side, role, scale=scale))
