"""A factory made in place: its name, its country, its province."""

from datetime import UTC, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from bwassess.store.writer import Act
from bwassess.text import _
from bwassess.touched import Touched
from bwassess.workspace.desk import Done
from ui import theme
from ui.factories.countries import CountrySelect
from ui.theme import Space
from ui.widgets.field import Field


class NewFactory(QWidget):
    """Asks what is needed to know a factory again; the rest can wait."""

    country_changed = Signal(str)
    entered = Signal()  # Enter was pressed in a field

    def __init__(self, *, country: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("new-factory")
        self._name, self._province = QLineEdit(), QLineEdit()
        self._name.setObjectName("new-factory-name")
        self._province.setObjectName("new-factory-province")
        self._country = CountrySelect(name="new-factory-country")
        self._country.setPlaceholderText(_("Choose a country"))
        self._country.set_code(country)
        self._name_field = Field(_("Name of the factory"), self._name)
        self._country_field = Field(_("Country"), self._country)
        row = QHBoxLayout()
        row.setSpacing(Space.L)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(self._country_field, 1, top)
        row.addWidget(Field(_("Province, if known"), self._province), 1, top)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(self._name_field)
        column.addLayout(row)
        self._country.currentIndexChanged.connect(self._on_country)
        self._name.textChanged.connect(lambda _text: self._name_field.set_error(""))
        for field in (self._name, self._province):
            field.returnPressed.connect(self.entered)
        theme.watch(self._dress)

    @property
    def name(self) -> str:
        return self._name.text().strip()

    @property
    def country(self) -> str:
        return self._country.code

    @property
    def facts(self) -> dict[str, str]:
        """What is known beside name and country."""
        province = self._province.text().strip()
        return {"province": province} if province else {}

    def check(self) -> bool:
        """Whether all that is needed is there; what isn't says so at its place."""
        self._name_field.set_error(
            "" if self.name else _("Write the factory's name as the register has it.")
        )
        self._country_field.set_error(
            "" if self.country else _("Choose the country; it decides the law.")
        )
        return bool(self.name and self.country)

    def clear(self) -> None:
        """Forget what was typed, for the next one."""
        for field in (self._name, self._province):
            field.clear()
        self._name_field.set_error("")
        self._country_field.set_error("")

    def enter(self) -> None:
        """Put the cursor into the name."""
        self._name.setFocus()

    def _on_country(self, _index: int) -> None:
        self._country_field.set_error("")
        self.country_changed.emit(self.country)

    def _dress(self) -> None:
        for field in (self._name, self._province):
            field.setFont(theme.current().font())


def nothing_to_undo(touched: Touched) -> Done:
    """What making a document amounts to: it is saved and told, and never unmade."""
    return Done(Act(b"", ()), touched, datetime.now(UTC))
