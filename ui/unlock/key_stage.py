"""The recovery key: shown once, then typed in part from the paper."""

from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from bwassess.store.recovery import GROUP_SIZE, RecoveryKey
from bwassess.text import _
from ui import theme
from ui.theme import Radius, Role, Space, Step
from ui.unlock.printing import print_key
from ui.unlock.stage import Stage
from ui.widgets.button import Button
from ui.widgets.field import Field
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.label import Label
from ui.widgets.layouts import clear
from ui.widgets.surface import Surface


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
        clear(self._cells)

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
