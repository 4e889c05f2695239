"""How many were affected, of how many seen."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bwassess.text import _
from ui.theme import Role, Space, Step
from ui.widgets.counter import Counter
from ui.widgets.label import Label


class CounterPair(QWidget):
    """Two counters; the first can't pass the second and says so."""

    counted = Signal(object, object)  # affected, seen: int or None

    def __init__(
        self,
        *,
        affected: int | None = None,
        seen: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("counts")
        self._affected = Counter(label=_("Affected"), value=affected, name="affected")
        self._seen = Counter(label=_("Seen"), value=seen, name="seen")
        self._error = Label("", step=Step.NOTE, role=Role.MADDER)
        self._error.setObjectName("counts-error")
        self._error.hide()
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self._affected)
        row.addWidget(Label(_("of"), role=Role.INK3, wrap=False))
        row.addWidget(self._seen)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addLayout(row)
        column.addWidget(self._error)
        self._affected.counted.connect(self._on_counted)
        self._affected.refused.connect(self._on_refused)
        self._seen.counted.connect(self._on_counted)
        self._seen.refused.connect(self._on_refused)
        self._bind()

    @property
    def affected(self) -> int | None:
        return self._affected.value

    @property
    def seen(self) -> int | None:
        return self._seen.value

    def set_counts(self, affected: int | None, seen: int | None) -> None:
        """Show counts without telling anybody."""
        self._affected.set_value(affected)
        self._seen.set_value(seen)
        self._bind()

    def step_affected(self, by: int) -> None:
        self._affected.step(by)

    def step_seen(self, by: int) -> None:
        self._seen.step(by)

    def _on_counted(self, _value: object) -> None:
        self._bind()
        self.counted.emit(self.affected, self.seen)

    def _on_refused(self, _wanted: int) -> None:
        self._error.setText(
            _(
                "No more can be affected than were seen. "
                "Raise the number seen, or lower the number affected, first."
            )
        )
        self._error.show()

    def _bind(self) -> None:
        self._error.hide()
        if self.seen is not None:
            self._affected.set_highest(self.seen)
        else:
            self._affected.set_highest(999_999)
        self._seen.set_lowest(self.affected or 0)
