"""Names of a team, written one by one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from bwassess.text import _
from ui import theme
from ui.theme import Space
from ui.widgets.badge import Badge, BadgeKind
from ui.widgets.button import Button, Kind
from ui.widgets.field import Field
from ui.widgets.label import Label
from ui.widgets.layouts import clear
from ui.widgets.surface import Hairline


class TeamList(QWidget):
    """Rows of names with a way to take each off, and a field for the next one."""

    added = Signal(str)  # a name, as it is to be written
    removed = Signal(str)  # key of the row

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("team")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(Space.XS)
        self._name = QLineEdit()
        self._name.setObjectName("member-name")
        self._name.setPlaceholderText(_("Name of a colleague"))
        self._field = Field(_("Add to the team"), self._name)
        self._add = Button(_("Add"), icon="user-plus", name="add-member")
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(self._field, 1, top)
        # An empty label keeps the button beside the field, whatever the text size.
        row.addWidget(Field(" ", self._add), 0, top)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addLayout(self._rows)
        column.addLayout(row)
        self._names: tuple[str, ...] = ()
        self._add.clicked.connect(self._on_added)
        self._name.returnPressed.connect(self._on_added)
        self._name.textEdited.connect(lambda _text: self._field.set_error(""))
        theme.watch(self._dress)

    def show_members(self, members: Sequence[tuple[str, str, str]]) -> None:
        """Show key, name and tag of each; an empty key can't be taken off."""
        clear(self._rows)
        self._names = tuple(name for _key, name, _tag in members)
        for key, name, tag in members:
            self._rows.addWidget(self._row(key, name, tag))

    def pending(self) -> str:
        """A name typed and not added yet."""
        return self._name.text().strip()

    def _row(self, key: str, name: str, tag: str) -> QWidget:
        whole = QWidget()
        whole.setObjectName("member-row")
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(Label(name, wrap=False))
        if tag:
            row.addWidget(Badge(BadgeKind.PLAIN, tag))
        row.addStretch(1)
        if key:
            off = Button(
                _("Take {name} off the team").format(name=name),
                kind=Kind.ICON,
                icon="x",
                name="remove-member",
            )
            off.clicked.connect(lambda: self.removed.emit(key))
            row.addWidget(off)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addLayout(row)
        column.addWidget(Hairline())
        return whole

    def _on_added(self) -> None:
        name = self.pending()
        if not name:
            self._field.set_error(_("Write a name first."))
        elif name.casefold() in (one.casefold() for one in self._names):
            self._field.set_error(_("{name} is on the team already.").format(name=name))
        else:
            self._name.clear()
            self._field.set_error("")
            self.added.emit(name)

    def _dress(self) -> None:
        self._name.setFont(theme.current().font())
