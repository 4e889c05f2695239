"""Before there is a hub: its address, a code, and what that brings."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from bwassess.errors import BwassessError
from bwassess.sync.errors import (
    BadAddressError,
    HubUnreachableError,
    InsecureAddressError,
    NotAHubError,
)
from bwassess.text import _
from ui.theme import Radius, Role, Space, Step
from ui.widgets.button import Button, Kind
from ui.widgets.field import Field
from ui.widgets.label import Label
from ui.widgets.surface import Surface

_OF_ADDRESS = (BadAddressError, HubUnreachableError, InsecureAddressError, NotAHubError)
_WIDTH = 560


class EnrolForm(Surface):
    """Two fields and a button; what is wrong stands under the field it is about."""

    asked = Signal(str, str)  # address, code
    given_up = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(border=Role.LINE, radius=Radius.CARD, parent=parent)
        self.setObjectName("enrol-form")
        self.setMaximumWidth(_WIDTH)
        self._address = QLineEdit()
        self._address.setObjectName("hub-address")
        self._address.setPlaceholderText("https://hub.example.org")
        self._address.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._code = QLineEdit()
        self._code.setObjectName("hub-code")
        self._code.setPlaceholderText("XXXX-XXXX-XXXX-XXXX-XXXX")
        self._code.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._address_field = Field(
            _("Address of the hub"),
            self._address,
            hint=_("Your office gives it to you; it begins with https."),
        )
        self._code_field = Field(
            _("Enrolment code"),
            self._code,
            hint=_("Five groups of four letters and digits; good for one laptop."),
        )
        self._go = Button(_("Enrol this laptop"), kind=Kind.PRIMARY, name="enrol")
        self._back = Button(_("Not now"), kind=Kind.QUIET, name="enrol-back")
        self._back.hide()
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.L)
        buttons.addWidget(self._go)
        buttons.addWidget(self._back)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.setSpacing(Space.L)
        column.addWidget(Label(_("Enrol at your programme's hub"), step=Step.TITLE))
        column.addWidget(
            Label(
                _(
                    "The hub keeps a second copy of your work and brings you that of "
                    "your team. All that is on this laptop already goes along; "
                    "nothing here is ever removed."
                ),
                role=Role.INK2,
            )
        )
        for part in (self._address_field, self._code_field):
            column.addWidget(part)
        column.addLayout(buttons)
        self._go.clicked.connect(self._on_go)
        self._back.clicked.connect(self.given_up)
        for editor in (self._address, self._code):
            editor.returnPressed.connect(self._on_go)
            editor.textEdited.connect(self._on_edited)

    def offer_way_back(self, address: str) -> None:
        """Enrol anew where there is a hub already."""
        self._address.setText(address)
        self._code.clear()
        self._back.show()

    def show_busy(self, busy: bool) -> None:
        """Wait for the hub's answer."""
        self._go.allow(not busy, reason=_("Waiting for the hub's answer."))
        self._go.setText(_("Asking the hub") if busy else _("Enrol this laptop"))

    def show_error(self, error: BwassessError) -> None:
        """Say what was wrong, where it was."""
        self.show_busy(False)
        if isinstance(error, _OF_ADDRESS):
            self._address_field.set_error(str(error))
            self._address.setFocus()
        else:
            self._code_field.set_error(str(error))
            self._code.setFocus()

    def _on_edited(self) -> None:
        self._address_field.set_error("")
        self._code_field.set_error("")

    def _on_go(self) -> None:
        if not self._go.isEnabled():
            return
        address, code = self._address.text().strip(), self._code.text().strip()
        self._on_edited()
        if not address:
            self._address_field.set_error(_("Give the address of the hub."))
            self._address.setFocus()
        elif not code:
            self._code_field.set_error(_("Give the code your office made for you."))
            self._code.setFocus()
        else:
            self.asked.emit(address, code)
