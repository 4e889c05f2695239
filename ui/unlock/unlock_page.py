"""Unlocking: the passphrase, or the recovery key, and what can go wrong with either.

The page names no factory and no person.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from bwassess.errors import BwassessError
from bwassess.settings import Settings
from bwassess.store.errors import MistypedRecoveryKey, WrongPassphrase, WrongRecoveryKey
from bwassess.text import _, ngettext
from ui import icons, theme
from ui.frame.dates import clock
from ui.frame.scrolling import Scrolling
from ui.theme import Radius, Role, Space, Step
from ui.unlock.ground import Brand, Corner, Thread
from ui.unlock.new_passphrase import NewPassphrase
from ui.unlock.passphrase_edit import PassphraseEdit
from ui.widgets.banner import Banner, Notice, Tone
from ui.widgets.button import Button, Kind
from ui.widgets.field import Field
from ui.widgets.label import Label
from ui.widgets.surface import Surface


@dataclass(frozen=True, slots=True)
class Typed:
    """What stood in the fields, to be put back when the page is made anew."""

    passphrase: str
    is_recovering: bool


class UnlockPage(QWidget):
    """Asks, shows what was wrong, and tells what is wanted; it opens nothing itself."""

    unlock_asked = Signal(str)  # passphrase
    recover_asked = Signal(str, str)  # recovery key, new passphrase
    other_asked = Signal()
    settings_changed = Signal(dict)

    def __init__(
        self,
        folder: Path,
        *,
        settings: Settings,
        locked_at: datetime | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("unlock-page")
        self._is_recovering = False
        self._thread = Thread(self)
        self._build(folder, settings, locked_at)
        self._ask_passphrase()

    # -- building ------------------------------------------------------------

    def _build(
        self, folder: Path, settings: Settings, locked_at: datetime | None
    ) -> None:
        corner = Corner(settings)
        corner.changed.connect(self.settings_changed)
        top = QHBoxLayout()
        top.addWidget(Brand(), 1)
        top.addWidget(corner)
        card = self._card(folder, settings, locked_at)
        inner = QWidget()
        middle = QVBoxLayout(inner)
        middle.setContentsMargins(0, Space.M, 0, Space.M)
        middle.addStretch(1)
        # With an alignment of its own the card wouldn't grow with wrapped lines.
        centred = QHBoxLayout()
        centred.addStretch(1)
        centred.addWidget(card)
        centred.addStretch(1)
        middle.addLayout(centred)
        middle.addSpacing(Space.M)
        middle.addWidget(
            Label(
                ngettext(
                    "Locks after {count} minute without a touch. F12 locks at once.",
                    "Locks after {count} minutes without a touch. F12 locks at once.",
                    settings.idle_lock_min,
                ).format(count=settings.idle_lock_min),
                step=Step.NOTE,
                role=Role.INK2,
                centred=True,
            )
        )
        middle.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.addLayout(top)
        column.addWidget(Scrolling(inner), 1)
        column.addWidget(
            Label(
                _("While locked, this screen names no factory and no person."),
                step=Step.NOTE,
                role=Role.INK3,
                centred=True,
            )
        )

    def _card(
        self, folder: Path, settings: Settings, locked_at: datetime | None
    ) -> Surface:
        self._surface = Surface(border=Role.LINE, radius=Radius.PANEL)
        self._sign = QLabel()
        self._sign.setContentsMargins(Space.M, Space.M, Space.M, Space.M)
        well = Surface(ground=Role.INDIGO_TINT, radius=Radius.CARD)
        inside = QVBoxLayout(well)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._sign)
        self._title = Label("", step=Step.TITLE)
        self._note = Label("", step=Step.NOTE, role=Role.INK3)
        self._locked = (
            _("Since {time} · {folder}").format(
                time=clock(locked_at), folder=folder.name
            )
            if locked_at is not None
            else folder.name
        )
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self._title)
        words.addWidget(self._note)
        words.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(Space.M)
        head.addWidget(well, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        self._trouble = Banner()
        self._passphrase = PassphraseEdit(name="passphrase")
        self._passphrase.returnPressed.connect(self._go)
        self._field = Field(_("Passphrase"), self._passphrase)
        self._passphrase.keyboard_told.connect(self._on_keyboard_told)
        self._passphrase.textEdited.connect(self._on_edited)
        self._key = QLineEdit()
        self._key.setObjectName("recovery-key")
        self._key.setProperty("tall", True)
        self._key.setFont(theme.current().font(mono=True))
        self._key_field = Field(
            _("Recovery key"),
            self._key,
            hint=_(
                "Eight groups, as written on paper. Small letters and blanks are fine."
            ),
        )
        self._key.textEdited.connect(lambda _text: self._key_field.set_error(""))
        self._new = NewPassphrase()
        self._new.finished.connect(self._go)
        self._unlock = Button(_("Unlock"), kind=Kind.PRIMARY, name="unlock")
        self._unlock.set_tall(46)
        self._unlock.clicked.connect(self._go)
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        self._busy.hide()
        self._turn = Button("", kind=Kind.QUIET, icon="key-round", name="use-recovery")
        self._turn.clicked.connect(self._on_turned)
        other = Button(_("Open another vault"), kind=Kind.QUIET, name="other-vault")
        other.clicked.connect(self.other_asked)
        ways = QHBoxLayout()
        ways.addStretch(1)
        ways.addWidget(self._turn)
        ways.addSpacing(Space.L)
        ways.addWidget(other)
        ways.addStretch(1)
        column = QVBoxLayout(self._surface)
        column.setContentsMargins(Space.XXL, Space.XXL, Space.XXL, Space.XL)
        column.setSpacing(Space.L)
        column.addLayout(head)
        for part in (
            self._trouble,
            self._key_field,
            self._field,
            self._new,
            self._unlock,
            self._busy,
        ):
            column.addWidget(part)
        column.addLayout(ways)
        theme.watch(self._dress)
        return self._surface

    def _dress(self) -> None:
        look = theme.current()
        side = look.icon_size(26)
        icon = icons.pixmap("lock", side, Role.INDIGO, scale=self.devicePixelRatioF())
        self._sign.setPixmap(icon)
        self._fit()

    def _fit(self) -> None:
        wide = round(440 * theme.current().text_size / 100)
        self._surface.setFixedWidth(max(320, min(wide, self.width() - 2 * Space.XXL)))

    # -- what it shows -------------------------------------------------------

    @property
    def typed(self) -> Typed:
        return Typed(self._passphrase.text(), self._is_recovering)

    def type_again(self, typed: Typed) -> None:
        """Put back what was typed before the page was made anew."""
        self._passphrase.setText(typed.passphrase)
        if typed.is_recovering:
            self._ask_recovery_key()

    def show_busy(self, *, busy: bool) -> None:
        """Work is under way; nothing can be pressed meanwhile."""
        self._busy.setVisible(busy)
        for part in (self._field, self._key_field, self._new, self._turn):
            part.setEnabled(not busy)
        self._unlock.allow(not busy, reason=_("The vault is being opened"))

    def show_error(self, error: BwassessError, *, notice: Notice | None = None) -> None:
        """Say what was wrong where it was wrong; `notice` offers a way out."""
        self._clear_trouble()
        words = " ".join(filter(None, (str(error), error.hint)))
        if isinstance(error, WrongPassphrase):
            self._field.set_error(words)
            self._passphrase.selectAll()
            self._passphrase.setFocus()
        elif isinstance(error, MistypedRecoveryKey | WrongRecoveryKey):
            self._key_field.set_error(words)
            self._key.setFocus()
        else:
            self._trouble.tell(
                notice or Notice(str(error), meaning=error.hint or "", tone=Tone.LOSS)
            )

    def say(self, notice: Notice) -> None:
        """Say something above the fields."""
        self._clear_trouble()
        self._trouble.tell(notice)

    def _clear_trouble(self) -> None:
        while self._trouble.notice is not None:
            self._trouble.withdraw(self._trouble.notice)

    def _ask_passphrase(self) -> None:
        self._is_recovering = False
        self._title.setText(_("Locked"))
        self._note.setText(self._locked)
        self._turn.setText(_("Use the recovery key"))
        self._show_fields()
        self.setFocusProxy(self._passphrase)
        self._passphrase.setFocus()

    def _ask_recovery_key(self) -> None:
        self._is_recovering = True
        self._title.setText(_("Use the recovery key"))
        self._note.setText(_("It opens the vault, and you choose a new passphrase."))
        self._turn.setText(_("Use the passphrase"))
        self._show_fields()
        self.setFocusProxy(self._key)
        self._key.setFocus()

    def _show_fields(self) -> None:
        self._field.setVisible(not self._is_recovering)
        self._key_field.setVisible(self._is_recovering)
        self._new.setVisible(self._is_recovering)
        self._clear_trouble()

    # -- what happens --------------------------------------------------------

    def _on_turned(self) -> None:
        if self._is_recovering:
            self._ask_passphrase()
        else:
            self._ask_recovery_key()

    def _on_keyboard_told(self, words: str) -> None:
        self._field.set_attention(words)

    def _on_edited(self) -> None:
        if self._field.error:
            self._field.set_error("")

    def _go(self) -> None:
        if not self._unlock.isEnabled():
            return
        if self._is_recovering:
            passphrase = self._new.passphrase()
            if passphrase is not None:
                self.recover_asked.emit(self._key.text(), passphrase)
        elif self._passphrase.text():
            self.unlock_asked.emit(self._passphrase.text())
        else:
            self._field.set_error(_("Type the passphrase of this vault."))
            self._passphrase.setFocus()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._thread.setGeometry(self.rect())
        self._thread.lower()
        self._fit()
