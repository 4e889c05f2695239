"""The factory of a plan: picked from the list, or made in place."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bwassess.assessment.records import Factory, FactoryId
from bwassess.text import _
from ui import theme
from ui.factories.listing import FactoryList, place_of
from ui.factories.making import NewFactory
from ui.theme import Radius, Role, Space, Step
from ui.widgets.button import Button, Kind
from ui.widgets.label import Label
from ui.widgets.surface import Surface

_ROWS_SHOWN = 4


class FactoryChoice(QWidget):
    """Shows one of three: the list, the fields of a new one, the chosen one."""

    changed = Signal()  # the factory, or the country of a new one
    settled = Signal()  # a factory was chosen and the list is gone

    def __init__(
        self, factories: Sequence[Factory], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("factory-choice")
        self._factories = tuple(factories)
        self.factory: Factory | None = None
        self.new = NewFactory()
        self.new.country_changed.connect(lambda _code: self.changed.emit())
        self._list = FactoryList()
        self._list.set_factories(self._factories)
        self._list.chosen.connect(self.choose)
        self._missing = Label(
            _("Choose the factory, or make a new one."),
            step=Step.NOTE,
            role=Role.MADDER,
        )
        self._missing.setObjectName("factory-missing")
        make = self._way("make", _("The factory isn't in the list"), "plus")
        back = self._way("pick", _("Pick from the list"), "arrow-left")
        self._places = {
            "pick": _below(self._list, self._missing, make),
            "make": _below(self.new, back),
            "chosen": self._built_chosen(),
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for place in self._places.values():
            column.addWidget(place)
        if not self._factories:
            back.hide()
        theme.watch(self._dress)
        self._show("pick" if self._factories else "make")

    @property
    def is_new(self) -> bool:
        """Whether a factory is being made."""
        return self._place == "make"

    @property
    def country(self) -> str:
        """Of the factory, as far as it is known."""
        if self.factory is not None:
            return self.factory.country
        return self.new.country if self.is_new else ""

    def choose(self, factory: FactoryId) -> None:
        """Choose one of the list."""
        self.factory = next((f for f in self._factories if f.id == factory), None)
        if self.factory is not None:
            self._name.setText(self.factory.name)
            self._where.setText(place_of(self.factory))
            self._show("chosen")
            self.settled.emit()

    def check(self) -> bool:
        """Whether there is a factory; what is missing says so at its place."""
        if self.is_new:
            return self.new.check()
        self._missing.setVisible(self.factory is None)
        return self.factory is not None

    def _show(self, wanted: str) -> None:
        self._place = wanted
        for name, place in self._places.items():
            place.setVisible(name == wanted)
        if wanted != "chosen":
            self.factory = None
        self._missing.hide()
        match wanted:
            case "pick":
                self.setFocusProxy(self._list.search)
            case "make":
                self.setFocusProxy(self.new)
                self.new.enter()
            case "chosen":
                # The search that had the cursor is hidden now: without a place to go
                # Qt would take the focus, and the page with it, far down.
                self.setFocusProxy(self._change)
                self._change.setFocus()
        self.changed.emit()

    def _way(self, place: str, words: str, icon: str) -> Button:
        button = Button(words, kind=Kind.QUIET, icon=icon, name=f"{place}-factory")
        button.clicked.connect(lambda: self._show(place))
        return button

    def _built_chosen(self) -> QWidget:
        card = Surface(border=Role.CONTROL, radius=Radius.CARD)
        card.setObjectName("chosen-factory")
        self._name = Label("", bold=True)
        self._name.setObjectName("chosen-name")
        self._where = Label("", step=Step.NOTE, role=Role.INK2)
        self._change = Button(_("Change"), kind=Kind.QUIET, name="change-factory")
        self._change.clicked.connect(lambda: self._show("pick"))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._where)
        row = QHBoxLayout(card)
        row.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        row.addLayout(words, 1)
        row.addWidget(self._change)
        return card

    def _dress(self) -> None:
        look = theme.current()
        row = look.line_height() + look.line_height(Step.NOTE) + 2 * Space.S
        self._list.setFixedHeight(look.target_height + Space.S + _ROWS_SHOWN * row)


def _below(*parts: QWidget) -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(Space.S)
    for part in parts:
        if isinstance(part, Button):
            row = QHBoxLayout()
            row.addWidget(part)
            row.addStretch(1)
            column.addLayout(row)
        else:
            column.addWidget(part)
    return whole
