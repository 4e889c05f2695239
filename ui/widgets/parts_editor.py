"""The same number asked for several parts side by side: women, men."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from ui import icons, theme
from ui.theme import Role, Space
from ui.widgets.decimal_field import DecimalField
from ui.widgets.label import Label
from ui.widgets.ratio_editor import RatioEditor

PartValue = str | dict[str, str]


@dataclass(frozen=True, slots=True)
class Part:
    value: str
    label: str
    icon: str = ""


class PartsEditor(QWidget):
    """A row a part; tells all that is filled in, or None."""

    entered = Signal(object)  # {part: "12"} or {part: {"n": .., "of": ..}}, or None
    refused = Signal(str)

    def __init__(
        self,
        parts: Sequence[Part],
        *,
        ratio: bool = False,
        percent: bool = False,
        counting: bool = False,
        word: str = "",
        values: Mapping[str, PartValue] | None = None,
        name: str = "parts",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._fields: dict[str, DecimalField | RatioEditor] = {}
        self._marks: dict[str, QLabel] = {}
        self._verdicts: dict[str, Label] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Space.S)
        grid.setVerticalSpacing(Space.S)
        grid.setColumnStretch(2, 1)
        self._icons: list[tuple[QLabel, str]] = []
        for row, part in enumerate(parts):
            sign = QLabel()
            sign.setVisible(bool(part.icon))
            self._icons.append((sign, part.icon))
            grid.addWidget(sign, row, 0)
            grid.addWidget(Label(part.label, wrap=False), row, 1)
            field: DecimalField | RatioEditor
            if ratio:
                field = RatioEditor(
                    label=part.label,
                    percent=percent,
                    counting=counting,
                    word=word,
                    name=f"{name}-{part.value}",
                )
            else:
                field = DecimalField(label=part.label, name=f"{name}-{part.value}")
                field.refused.connect(self.refused)
            field.entered.connect(lambda _value: self._on_entered())
            grid.addWidget(field, row, 2)
            mark, verdict = QLabel(), Label("", bold=True, wrap=False)
            grid.addWidget(mark, row, 3)
            grid.addWidget(verdict, row, 4)
            self._fields[part.value] = field
            self._marks[part.value], self._verdicts[part.value] = mark, verdict
        self._shown_verdicts: dict[str, str] = {}
        self.set_values(values)
        theme.watch(self._dress)

    @property
    def values(self) -> dict[str, PartValue] | None:
        filled = {part: f.value for part, f in self._fields.items()}
        kept = {part: value for part, value in filled.items() if value}
        return kept or None

    def set_values(self, values: Mapping[str, PartValue] | None) -> None:
        """Show numbers without telling anybody."""
        for part, field in self._fields.items():
            value = (values or {}).get(part)
            if isinstance(field, RatioEditor):
                field.set_value(value if isinstance(value, dict) else None)
            else:
                field.set_value(value if isinstance(value, str) else "")

    def settle(self) -> None:
        """Tell what was typed, as leaving the fields does."""
        for field in self._fields.values():
            field.settle()

    def set_verdict(self, part: str, text: str, *, mark: str = "") -> None:
        """Say at the end of a row what it means, with a state mark ("mark-met")."""
        self._shown_verdicts[part] = mark
        self._verdicts[part].setText(text)
        self._verdicts[part].set_role(
            {"mark-finding": Role.MADDER, "mark-met": Role.VERDIGRIS}.get(
                mark, Role.INK2
            )
        )
        self._dress()

    def _on_entered(self) -> None:
        self.entered.emit(self.values)

    def _dress(self) -> None:
        side = theme.current().icon_size(18)
        scale = self.devicePixelRatioF()
        for sign, icon in self._icons:
            if icon:
                sign.setPixmap(icons.pixmap(icon, side, Role.INK2, scale=scale))
        for part, mark in self._shown_verdicts.items():
            self._marks[part].setVisible(bool(mark))
            if mark:
                self._marks[part].setPixmap(icons.pixmap(mark, side, scale=scale))
