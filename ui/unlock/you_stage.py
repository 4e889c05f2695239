"""Who works here, in which language, and where the vault shall lie."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit
from typing_extensions import override

from bwassess.errors import BwassessError
from bwassess.store.errors import UnsuitablePlace, VaultExists
from bwassess.store.layout import is_vault
from bwassess.store.places import require_suitable
from bwassess.text import _
from ui.theme import Space
from ui.unlock.ground import language_select
from ui.unlock.stage import Stage
from ui.widgets.button import Button, Kind
from ui.widgets.field import Field


class YouStage(Stage):
    """Language, name, and where the vault shall lie."""

    language_chosen = Signal(str)
    open_asked = Signal()

    def __init__(self, folder: Path, language: str) -> None:
        super().__init__(
            _("You and this laptop"),
            _(
                "Your assessments lie in a vault: a folder that only your passphrase "
                "opens. It works without a network."
            ),
        )
        select = language_select(language)
        select.activated.connect(
            lambda _index: self.language_chosen.emit(select.currentData())
        )
        self._name = QLineEdit()
        self._name.setObjectName("assessor-name")
        self._name.setMaxLength(200)
        self._name.textChanged.connect(self.changed)
        self._name.returnPressed.connect(self.done)
        self._folder = QLineEdit(str(folder))
        self._folder.setObjectName("vault-folder")
        self._folder.textChanged.connect(self._on_folder_typed)
        self._folder.returnPressed.connect(self.done)
        choose = Button(_("Choose…"), icon="folder-open", name="choose-folder")
        choose.clicked.connect(self._choose)
        self._where = Field(
            _("Folder of the vault"),
            self._folder,
            hint=_("On this laptop's own disk: no network drive, no synced folder."),
        )
        self.add_field(Field(_("Language"), select))
        self.add_field(
            Field(
                _("Your name"),
                self._name,
                hint=_("It stands in reports and beside what you enter."),
            )
        )
        self.add_field(self._where)
        opening = QHBoxLayout()
        opening.setSpacing(Space.L)
        opening.addWidget(choose)
        there = Button(_("Open a vault that is there already"), kind=Kind.QUIET)
        there.clicked.connect(self.open_asked)
        opening.addWidget(there)
        opening.addStretch(1)
        self.column.addLayout(opening)
        self.column.addStretch(1)
        self.setFocusProxy(self._name)

    @property
    def name(self) -> str:
        return self._name.text().strip()

    @property
    def folder(self) -> Path:
        return Path(self._folder.text().strip()).expanduser()

    @property
    @override
    def missing(self) -> str:
        if not self.name:
            return _("Your name is missing")
        return "" if self._folder.text().strip() else _("The folder is missing")

    def set_name(self, name: str) -> None:
        self._name.setText(name)

    def set_folder(self, folder: Path) -> None:
        self._folder.setText(str(folder))

    @override
    def is_complete(self) -> bool:
        if self.missing:
            return False
        folder = self.folder.absolute()
        try:
            require_suitable(folder)
            if is_vault(folder):
                raise VaultExists(folder)
        except BwassessError as error:
            return not self.show_error(error)
        return True

    @override
    def show_error(self, error: BwassessError) -> bool:
        if isinstance(error, UnsuitablePlace | VaultExists):
            self._where.set_error(str(error))
            self._folder.setFocus()
            return True
        return False

    def _on_folder_typed(self) -> None:
        self._where.set_error("")
        self.changed.emit()

    def _choose(self) -> None:
        dialog = QFileDialog(self, _("Folder of the vault"), str(self.folder.parent))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self._folder.setText)
        dialog.open()
