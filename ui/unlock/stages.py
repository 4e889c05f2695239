"""The stages of the first run: what each asks, and what it still needs."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from bwassess.errors import BwassessError
from bwassess.store.errors import UnsuitablePlace, VaultExists
from bwassess.store.layout import is_vault
from bwassess.store.places import require_suitable
from bwassess.store.recovery import GROUP_SIZE, RecoveryKey
from bwassess.text import _
from ui import theme
from ui.theme import Radius, Role, Space, Step
from ui.unlock.ground import language_select
from ui.unlock.new_passphrase import NewPassphrase
from ui.unlock.printing import print_key
from ui.widgets.button import Button, Kind
from ui.widgets.field import Field
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.label import Label
from ui.widgets.surface import Surface

_FIELD_WIDTH = 520


class Stage(QWidget):
    """One page of the way."""

    changed = Signal()
    done = Signal()  # Enter in the last field

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        # The ring around a field that has the focus needs room at the edges.
        self.column.setContentsMargins(Space.S, Space.S, Space.S, Space.S)
        self.column.setSpacing(Space.L)
        self.column.addWidget(Label(title, step=Step.DISPLAY))
        words = Label(text, step=Step.FINDING, role=Role.INK2)
        words.setMaximumWidth(660)
        self.column.addWidget(words)
        self.column.addSpacing(Space.S)

    @property
    def missing(self) -> str:
        """What is still missing, in a few words; empty when it may go on."""
        return ""

    def is_complete(self) -> bool:
        """Look closer than `missing`, and show what is wrong."""
        return not self.missing

    def show_error(self, error: BwassessError) -> bool:
        """Show an error where it belongs; False if that isn't here."""
        return False

    def add_field(self, field: QWidget) -> None:
        field.setMaximumWidth(_FIELD_WIDTH * theme.current().text_size // 100)
        self.column.addWidget(field)


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


class KeyStage(Stage):
    """The recovery key, shown once, and two groups of it typed from the paper."""

    def __init__(self) -> None:
        super().__init__(
            _("Your recovery key"),
            _(
                "It opens the vault if the passphrase is forgotten. It is shown once. "
                "Write it on paper and keep the paper away from the laptop."
            ),
        )
        self._groups: tuple[str, ...] = ()
        self._asked: tuple[int, ...] = ()
        self._fields: list[Field] = []
        self._well = Surface(ground=Role.CANVAS, border=Role.LINE, radius=Radius.CARD)
        self._cells = FlowLayout(self._well, spacing=Space.XL)
        self._cells.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        self.column.addWidget(self._well)
        print_ = Button(_("Print"), icon="printer", name="print-key")
        print_.clicked.connect(lambda: print_key(self, self._groups))
        copy = Button(_("Copy"), icon="copy", name="copy-key")
        copy.clicked.connect(self._copy)
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        row.addWidget(print_)
        row.addWidget(copy)
        row.addWidget(
            Label(
                _(
                    "No I, L, O or U. The last letter of each group catches a slip of "
                    "the pen."
                ),
                step=Step.NOTE,
                role=Role.INK3,
            ),
            1,
        )
        self.column.addLayout(row)
        self.column.addSpacing(Space.M)
        self.column.addWidget(Label(_("Show that it is on paper"), step=Step.QUESTION))
        self._ask = Label("", role=Role.INK2)
        self.column.addWidget(self._ask)
        self._typing = QHBoxLayout()
        self._typing.setSpacing(Space.L)
        self.column.addLayout(self._typing)
        self.column.addStretch(1)

    @property
    def groups(self) -> tuple[str, ...]:
        """The key shown now."""
        return self._groups

    @property
    def asked(self) -> tuple[int, ...]:
        """Which groups are asked for, from 0."""
        return self._asked

    def show_key(self, key: RecoveryKey, *, asked: tuple[int, ...]) -> None:
        """Show a key and ask for some of its groups."""
        self._groups, self._asked = key.groups, asked
        for number, group in enumerate(key.groups, 1):
            self._cells.addWidget(_cell(number, group))
        first, second = (place + 1 for place in asked)
        self._ask.setText(
            _("Type groups {first} and {second} from what you wrote.").format(
                first=first, second=second
            )
        )
        for place in asked:
            self._typing.addWidget(self._field(place))
        self._typing.addStretch(1)
        self.setFocusProxy(self._fields[0].editor)
        self.changed.emit()

    def forget(self) -> None:
        """Take the key off the page, and out of the clipboard."""
        clipboard = QApplication.clipboard()
        if self._groups and clipboard.text() == "-".join(self._groups):
            clipboard.clear()
        self._groups = ()
        while (item := self._cells.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()

    @property
    @override
    def missing(self) -> str:
        for place, field in zip(self._asked, self._fields, strict=True):
            left = GROUP_SIZE - len(_read(_text(field)))
            if left > 0:
                return _("Group {number} isn't whole yet").format(number=place + 1)
            if not self._is_right(place, field):
                return _("Group {number} isn't right yet").format(number=place + 1)
        return ""

    def _field(self, place: int) -> Field:
        edit = QLineEdit()
        edit.setObjectName(f"group-{place + 1}")
        edit.setProperty("tall", True)
        edit.setMaxLength(GROUP_SIZE + 3)
        edit.setFont(theme.current().font(Step.QUESTION, bold=False, mono=True))
        edit.setMaximumWidth(
            round(QFontMetricsF(edit.font()).horizontalAdvance("M" * 10))
        )
        field = Field(_("Group {number}").format(number=place + 1), edit)
        edit.textChanged.connect(lambda _text: self._on_typed(place, field))
        edit.returnPressed.connect(self.done)
        self._fields.append(field)
        return field

    def _on_typed(self, place: int, field: Field) -> None:
        if self._is_right(place, field):
            field.set_good()
        elif len(_read(_text(field))) >= GROUP_SIZE:
            field.set_attention(_("Compare it with the paper."))
        else:
            field.set_error("")
        self.changed.emit()

    def _is_right(self, place: int, field: Field) -> bool:
        return bool(self._groups) and _read(_text(field)) == self._groups[place]

    def _copy(self) -> None:
        QApplication.clipboard().setText("-".join(self._groups))


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


def _cell(number: int, group: str) -> QWidget:
    cell = QWidget()
    column = QVBoxLayout(cell)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(Label(str(number), step=Step.SMALL, role=Role.INK3, centred=True))
    letters = Label(group, step=Step.TITLE, mono=True, wrap=False)
    letters.setObjectName(f"key-group-{number}")
    column.addWidget(letters)
    return cell


def _text(field: Field) -> str:
    editor = field.editor
    return editor.text() if isinstance(editor, QLineEdit) else ""


def _read(text: str) -> str:
    """What was typed, read as forgivingly as the whole key is."""
    letters = "".join(letter for letter in text.upper() if letter.isalnum())
    return letters.translate(str.maketrans("OIL", "011"))
