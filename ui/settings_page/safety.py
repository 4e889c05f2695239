"""What opens the vault: another passphrase, another recovery key."""

import secrets

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from bwassess.errors import BwassessError
from bwassess.progress import Progress
from bwassess.store.recovery import GROUPS, RecoveryKey
from bwassess.text import _
from ui.session import Session
from ui.theme import Radius, Role, Space
from ui.unlock.key_stage import KeyStage
from ui.unlock.new_passphrase import NewPassphrase
from ui.unlock.passphrase_edit import PassphraseEdit
from ui.widgets.button import Button, Kind
from ui.widgets.field import Field
from ui.widgets.label import Label
from ui.widgets.surface import Surface


class PassphrasePanel(QWidget):
    """The old one, and the new one twice."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("passphrase")
        self._session = session
        self._open = Button(
            _("Change the passphrase"), icon="key-round", name="change-passphrase"
        )
        self._open.clicked.connect(self._on_opened)
        self._said = Label("", role=Role.VERDIGRIS)
        self._said.setObjectName("passphrase-said")
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        row.addWidget(self._open)
        row.addWidget(self._said, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.M)
        self._column.addLayout(row)
        self._form: _PassphraseForm | None = None

    def _on_opened(self) -> None:
        if self._form is not None:
            return
        self._said.setText("")
        self._form = _PassphraseForm()
        self._form.keep.clicked.connect(self._on_kept)
        self._form.new.finished.connect(self._on_kept)
        self._form.cancel.clicked.connect(self._close)
        self._column.addWidget(self._form)
        self._form.old.setFocus()

    def _on_kept(self) -> None:
        form = self._form
        if form is None or not form.keep.isEnabled():
            return
        old, new = form.old.text(), form.new.passphrase()
        form.old_field.set_error("" if old else _("Type the passphrase of now."))
        if not old or new is None:
            return
        form.keep.allow(False, reason=_("It is being changed."))
        vault = self._session.workspace.vault

        def change(_progress: Progress) -> None:
            vault.change_passphrase(old, new)

        self._session.jobs.run(
            change,
            on_done=lambda _none: self._on_changed(),
            on_error=self._on_refused,
            on_cancelled=self._close,
        )

    def _on_changed(self) -> None:
        self._close()
        if isValid(self):
            self._said.setText(
                _("Changed. The next time, the vault opens with the new passphrase.")
            )

    def _on_refused(self, error: BwassessError) -> None:
        if isValid(self) and self._form is not None:
            self._form.keep.allow(True)
            self._form.old_field.set_error(str(error))
            self._form.old.setFocus()

    def _close(self) -> None:
        """Take the form away, and what was typed in it."""
        if isValid(self) and self._form is not None:
            self._form.hide()
            self._form.deleteLater()
            self._form = None
            self._open.setFocus()


class _PassphraseForm(Surface):
    def __init__(self) -> None:
        super().__init__(border=Role.LINE, radius=Radius.CARD)
        self.setObjectName("passphrase-form")
        self.old = PassphraseEdit(name="old-passphrase")
        self.old_field = Field(_("Passphrase of now"), self.old)
        self.new = NewPassphrase()
        self.keep = Button(_("Change it"), kind=Kind.PRIMARY, name="keep-passphrase")
        self.cancel = Button(_("Cancel"), kind=Kind.QUIET, name="cancel-passphrase")
        row = QHBoxLayout()
        row.setSpacing(Space.L)
        row.addWidget(self.keep)
        row.addWidget(self.cancel)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        column.setSpacing(Space.L)
        column.addWidget(self.old_field)
        column.addWidget(self.new)
        column.addLayout(row)
        self.old.returnPressed.connect(self.new.setFocus)


class RecoveryPanel(QWidget):
    """Makes another recovery key and shows it once, until it is on paper."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("recovery")
        self._session = session
        self._renew = Button(
            _("Make another recovery key"), icon="rotate-cw", name="renew-key"
        )
        self._renew.clicked.connect(self._on_asked)
        self._said = Label("", role=Role.VERDIGRIS)
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        row.addWidget(self._renew)
        row.addWidget(self._said, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.M)
        self._column.addLayout(row)
        self._card: Surface | None = None
        self._stage: KeyStage | None = None

    def settle(self) -> None:
        """Show the key no longer."""
        if self._stage is not None:
            self._stage.forget()
        if self._card is not None:
            self._card.hide()
            self._card.deleteLater()
        self._card = self._stage = None
        self._renew.allow(True)

    def _on_asked(self) -> None:
        self._session.messages.ask(
            _("Make another recovery key?"),
            meaning=_(
                "The key on paper is worth nothing from then on. Have paper and pen at "
                "hand: the new one is shown once."
            ),
            yes=_("Make another"),
            on_yes=self._on_agreed,
            over=self,
        )

    def _on_agreed(self) -> None:
        self._renew.allow(False, reason=_("A new key is being made."))
        self._said.setText("")
        vault = self._session.workspace.vault

        def renew(_progress: Progress) -> RecoveryKey:
            return vault.renew_recovery_key()

        self._session.jobs.run(renew, on_done=self._show_key, on_error=self._on_refused)

    def _show_key(self, key: RecoveryKey) -> None:
        if not isValid(self):
            return
        card = Surface(border=Role.CONTROL, radius=Radius.CARD)
        card.setObjectName("recovery-card")
        stage = KeyStage()
        done = Button(_("It is on paper"), kind=Kind.PRIMARY, name="key-on-paper")

        def gate() -> None:
            done.allow(not stage.missing, reason=stage.missing)

        stage.changed.connect(gate)
        stage.done.connect(done.click)
        done.clicked.connect(self._on_paper)
        first = secrets.randbelow(GROUPS)
        second = (first + 1 + secrets.randbelow(GROUPS - 1)) % GROUPS
        stage.show_key(key, asked=(min(first, second), max(first, second)))
        gate()
        row = QHBoxLayout()
        row.addWidget(done)
        row.addStretch(1)
        column = QVBoxLayout(card)
        column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        column.addWidget(stage)
        column.addLayout(row)
        self._card, self._stage = card, stage
        self._column.addWidget(card)
        stage.setFocus()

    def _on_paper(self) -> None:
        self.settle()
        self._said.setText(_("The new key is in force. Destroy the paper of the old."))

    def _on_refused(self, error: BwassessError) -> None:
        if isValid(self):
            self._renew.allow(True)
        self._session.messages.tell(error)
