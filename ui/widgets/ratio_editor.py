"""So many of so many, and the share that makes."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bwassess.text import _
from ui.theme import Role, Space, Step
from ui.widgets.counter import Counter
from ui.widgets.decimal_field import DecimalField
from ui.widgets.label import Label
from ui.widgets.lines import isolated


def share(n: str, of: str) -> str:
    """A share of a hundred with one decimal, "" where nothing was counted."""
    whole = Decimal(of)
    if not whole:
        return ""
    percent = Decimal(n) / whole * 100
    return str(percent.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP))


class RatioEditor(QWidget):
    """Two exact numbers; tells both together, or None until both are there."""

    entered = Signal(object)  # {"n": text, "of": text} or None
    typed = Signal(str, str)  # raw texts at each keystroke, for the draft

    def __init__(
        self,
        *,
        label: str,
        value: Mapping[str, str] | None = None,
        percent: bool = True,
        counting: bool = False,
        word: str = "",
        name: str = "ratio",
        parent: QWidget | None = None,
    ) -> None:
        """Make an editor; `counting` gives the first number a minus and a plus."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self._percent = percent
        self._told: dict[str, str] | None = None
        self._n: Counter | DecimalField
        if counting:
            self._n = Counter(label=label, name=f"{name}-n")
            self._n.counted.connect(lambda _value: self._on_entered())
        else:
            self._n = DecimalField(label=label, name=f"{name}-n")
            self._follow(self._n)
        self._of = DecimalField(
            label=_("{what}: of how many").format(what=label), name=f"{name}-of"
        )
        self._equals = Label("=", role=Role.INK3, wrap=False)
        self._share = Label("", step=Step.QUESTION, bold=True, wrap=False)
        self._share.setObjectName(f"{name}-share")
        self._error = Label("", step=Step.NOTE, role=Role.MADDER)
        self._error.hide()
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self._n)
        row.addWidget(Label(word or _("of"), role=Role.INK3, wrap=False))
        row.addWidget(self._of)
        row.addWidget(self._equals)
        row.addWidget(self._share)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addLayout(row)
        column.addWidget(self._error)
        self._follow(self._of)
        self.set_value(value)

    def _follow(self, field: DecimalField) -> None:
        field.entered.connect(lambda _text: self._on_entered())
        field.typed.connect(lambda _text: self._on_typed())
        field.refused.connect(self._show_error)

    @property
    def value(self) -> dict[str, str] | None:
        """Both numbers, or None while one is missing."""
        n, of = self._n_text(), self._of.value
        return {"n": n, "of": of} if n and of else None

    def set_value(self, value: Mapping[str, str] | None) -> None:
        """Show numbers without telling anybody."""
        n = value["n"] if value else ""
        if isinstance(self._n, Counter):
            self._n.set_value(int(Decimal(n)) if n else None)
        else:
            self._n.set_value(n)
        self._of.set_value(value["of"] if value else "")
        self._told = self.value
        self._error.hide()
        self._show_share()

    def settle(self) -> None:
        """Tell what was typed, as leaving the fields does."""
        for field in (self._n, self._of):
            if isinstance(field, DecimalField):
                field.settle()

    def _n_text(self) -> str:
        if isinstance(self._n, DecimalField):
            return self._n.value
        return "" if self._n.value is None else str(self._n.value)

    def _on_entered(self) -> None:
        self._error.hide()
        self._show_share()
        if self.value is not None and not Decimal(self.value["of"]):
            self._show_error(_("A share of 0 says nothing. How many were there?"))
            return
        if self.value != self._told:
            self._told = self.value
            self.entered.emit(self._told)

    def _on_typed(self) -> None:
        self._error.hide()
        n = self._n.text() if isinstance(self._n, DecimalField) else self._n_text()
        self.typed.emit(n, self._of.text())

    def _show_error(self, text: str) -> None:
        self._error.setText(text)
        self._error.show()

    def _show_share(self) -> None:
        value = self.value
        shown = share(value["n"], value["of"]) if value and self._percent else ""
        self._equals.setVisible(bool(shown))
        self._share.setVisible(bool(shown))
        self._share.setText(
            isolated(_("{percent} %").format(percent=shown)) if shown else ""
        )
