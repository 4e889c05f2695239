"""A number typed as text: exact decimals, never floats."""

import re

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget
from typing_extensions import override

from bwassess.text import DIGITS, _
from ui import theme
from ui.theme import Step
from ui.widgets.tone import set_tone

_SEPARATORS = {0x066B: ".", 0x066C: ","}
_PLAIN = re.compile(r"-?\d+(\.\d+)?")
_GROUPED = re.compile(r"-?\d{1,3}([,\u00a0\u202f' ]\d{3})+(\.\d+)?")


def read_decimal(text: str) -> str | None:
    """The canonical text of a number as people type it; None if it is none.

    A comma before three digits groups thousands; before other counts it is the point.
    """
    typed = text.strip().translate(DIGITS | _SEPARATORS)
    if _GROUPED.fullmatch(typed):
        typed = re.sub(r"[,\u00a0\u202f' ]", "", typed)
    elif typed.count(",") == 1 and "." not in typed:
        typed = typed.replace(",", ".")
    if not _PLAIN.fullmatch(typed):
        return None
    whole, point, part = typed.partition(".")
    minus = "-" if whole.startswith("-") else ""
    whole = whole.lstrip("-").lstrip("0") or "0"
    part = part.rstrip("0")
    number = whole + (point + part if part else "")
    return number if number == "0" else minus + number


def grouped(number: str) -> str:
    """A canonical number with its thousands set apart, for showing."""
    whole, point, part = number.partition(".")
    minus = "-" if whole.startswith("-") else ""
    return f"{minus}{int(whole.lstrip('-')):,}{point}{part}"


class DecimalField(QLineEdit):
    """Takes one number; shows it grouped, tells it canonical."""

    entered = Signal(str)  # canonical decimal text, "" for none; on leaving the field
    typed = Signal(str)  # the raw text at each keystroke, for the draft
    refused = Signal(str)  # why what stands there is no number

    def __init__(
        self,
        *,
        label: str,
        value: str = "",
        allow_negative: bool = False,
        whole: bool = False,
        name: str = "number",
        parent: QWidget | None = None,
    ) -> None:
        """Make a field; a `whole` one refuses decimals."""
        super().__init__(parent)
        self._value = ""
        self._allow_negative = allow_negative
        self._whole = whole
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setProperty("tall", "true")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)
        self.textEdited.connect(self._on_edited)
        self.editingFinished.connect(self.settle)
        self.set_value(value)
        theme.watch(self._dress)

    @property
    def value(self) -> str:
        return self._value

    def set_value(self, value: str) -> None:
        """Show a number without telling anybody."""
        self._value = value
        set_tone(self, "")
        if not self.hasFocus() or read_decimal(self.text()) != value:
            self.setText(grouped(value) if value else "")

    def settle(self) -> None:
        """Tell what was typed, as leaving the field does."""
        if self.isModified():
            self._on_left()

    def _on_edited(self, text: str) -> None:
        set_tone(self, "")
        self.typed.emit(text)

    def _on_left(self) -> None:
        text = self.text().strip()
        number = read_decimal(text) if text else ""
        if number is None or (number.startswith("-") and not self._allow_negative):
            self._refuse(
                _("“{text}” is no number. Type digits alone, such as 1061.")
                if self._whole
                else _("“{text}” is no number. Type digits, such as 1061 or 3.5."),
                text,
            )
            return
        if self._whole and "." in number:
            self._refuse(
                _("“{text}” isn't a whole number. Leave the decimals away."), text
            )
            return
        set_tone(self, "")
        self.setText(grouped(number) if number else "")
        if number != self._value:
            self._value = number
            self.entered.emit(number)

    def _refuse(self, why: str, text: str) -> None:
        set_tone(self, "madder")
        self.refused.emit(why.format(text=text))

    def _dress(self) -> None:
        look = theme.current()
        step = Step.QUESTION if look.floor else Step.FINDING
        self.setFont(look.font(step, bold=False))
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance("0,000,000") + 28
        return QSize(width, theme.current().counter_height)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
