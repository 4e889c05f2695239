"""The hub of the programme, if it has one."""

from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

from bwassess.errors import BwassessError
from bwassess.text import _
from ui import theme
from ui.unlock.stage import Stage
from ui.widgets.field import Field


class HubStage(Stage):
    """Where the work is sent, if the programme has a hub."""

    def __init__(self) -> None:
        super().__init__(
            _("Programme and hub"),
            _(
                "Your programme's hub collects the work of all laptops. With its "
                "address and a one-time code this laptop may send and fetch. Without "
                "them, go on: it can be done later under Sync."
            ),
        )
        self._url = QLineEdit()
        self._url.setObjectName("hub-url")
        self._url.setPlaceholderText("https://")
        self._code = QLineEdit()
        self._code.setObjectName("hub-code")
        self._code.setFont(theme.current().font(mono=True))
        self._code_field = Field(_("One-time code"), self._code)
        for edit in (self._url, self._code):
            edit.textChanged.connect(self._on_typed)
            edit.returnPressed.connect(self.done)
        self.add_field(Field(_("Address of the hub"), self._url))
        self.add_field(self._code_field)
        self.column.addStretch(1)
        self.setFocusProxy(self._url)

    @property
    def url(self) -> str:
        return self._url.text().strip()

    @property
    def code(self) -> str:
        return self._code.text().strip()

    @property
    @override
    def missing(self) -> str:
        return "" if self.url and self.code else _("Address and code are needed")

    @override
    def show_error(self, error: BwassessError) -> bool:
        self._code_field.set_error(" ".join(filter(None, (str(error), error.hint))))
        return True

    def _on_typed(self) -> None:
        self._code_field.set_error("")
        self.changed.emit()
