"""The passphrase that opens the vault, typed twice."""

from typing_extensions import override

from bwassess.text import _
from ui.unlock.new_passphrase import NewPassphrase
from ui.unlock.stage import Stage


class PassphraseStage(Stage):
    """The passphrase, typed twice."""

    def __init__(self) -> None:
        super().__init__(
            _("Passphrase"),
            _(
                "It opens the vault every day. Nobody can look it up: not the "
                "programme, not who made bwassess."
            ),
        )
        self._both = NewPassphrase()
        self._both.changed.connect(self.changed)
        self._both.finished.connect(self.done)
        self.add_field(self._both)
        self.column.addStretch(1)
        self.setFocusProxy(self._both)

    @property
    def passphrase(self) -> str:
        return self._both.passphrase() or ""

    @property
    @override
    def missing(self) -> str:
        return "" if self._both.is_good else _("Type it twice, long enough")

    @override
    def is_complete(self) -> bool:
        return self._both.passphrase() is not None
