"""Where a finding comes from: several sources, each on or off."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import Space
from ui.widgets.chip import Chip
from ui.widgets.flow_layout import FlowLayout


@dataclass(frozen=True, slots=True)
class Source:
    """A source that can be ticked; `key` is the letter that toggles it."""

    value: str
    label: str
    icon: str = ""
    key: str = ""
    suggested: bool = False


class SourceChips(QWidget):
    """Chips of which any number is on; suggested ones stand first."""

    toggled = Signal(object)  # frozenset of the values that are on now

    def __init__(
        self,
        sources: Sequence[Source] = (),
        *,
        on: frozenset[str] = frozenset(),
        name: str = "sources",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._flow = FlowLayout(self, spacing=Space.S)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._chips: dict[str, Chip] = {}
        self._sources: tuple[Source, ...] = ()
        self.set_sources(sources)
        self.set_on(on)

    @property
    def on(self) -> frozenset[str]:
        return frozenset(v for v, chip in self._chips.items() if chip.isChecked())

    def set_sources(self, sources: Sequence[Source]) -> None:
        """Offer other sources; what is on stays on."""
        if tuple(sources) == self._sources:
            return
        was_on = self.on
        self._sources = tuple(sources)
        for chip in self._chips.values():
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = {}
        for source in sorted(sources, key=lambda s: not s.suggested):
            chip = Chip(source.label, icon=source.icon, name=f"source-{source.value}")
            if source.key:
                chip.setToolTip(f"{source.label} ({source.key})")
            chip.clicked.connect(self._on_clicked)
            self._flow.addWidget(chip)
            self._chips[source.value] = chip
        self.set_on(was_on)
        self.updateGeometry()

    def set_on(self, on: frozenset[str]) -> None:
        """Show which are on without telling anybody."""
        for value, chip in self._chips.items():
            chip.setChecked(value in on)

    def toggle_by_key(self, key: str) -> bool:
        """Toggle the source of a key; whether there was one."""
        for source in self._sources:
            if key and source.key.casefold() == key.casefold():
                self._chips[source.value].click()
                return True
        return False

    def _on_clicked(self) -> None:
        self.toggled.emit(self.on)
