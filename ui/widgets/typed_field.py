"""A line that is read into what it means: shown tidied up, refused in words."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget
from typing_extensions import override

from ui import theme
from ui.theme import Step
from ui.widgets.tone import set_tone

T = TypeVar("T")


class TypedField(QLineEdit, Generic[T]):
    """Takes one value, or nothing."""

    entered = Signal(object)  # the value, None for none; on leaving the field
    refused = Signal()  # what stands there means nothing
    cleared = Signal()  # a key was typed: what was refused is being mended

    def __init__(
        self,
        *,
        label: str,
        read: Callable[[str], T | None],
        show: Callable[[T], str],
        sample: str,
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        """Make a field; `sample` is shown while it is empty, and sets its width."""
        super().__init__(parent)
        self._read, self._show, self._sample = read, show, sample
        self._value: T | None = None
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setPlaceholderText(sample)
        self.setProperty("tall", "true")
        # Days, hours and numbers read the same in every direction.
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.textEdited.connect(self._on_edited)
        self.editingFinished.connect(self.settle)
        theme.watch(self._dress)

    @property
    def value(self) -> T | None:
        return self._value

    @property
    def read_now(self) -> T | None:
        """What the words that stand there now mean."""
        return self._read(self.text())

    def set_reading(
        self, read: Callable[[str], T | None], show: Callable[[T], str], sample: str
    ) -> None:
        """Read and show in another way."""
        self._read, self._show, self._sample = read, show, sample
        self.setPlaceholderText(sample)
        self.updateGeometry()

    def set_value(self, value: T | None) -> None:
        """Show a value without telling anybody."""
        again = (
            value is not None and self.hasFocus() and self._read(self.text()) == value
        )
        self._value = value
        set_tone(self, "")
        if not again:
            self.setText("" if value is None else self._show(value))

    def settle(self) -> None:
        """Tell what was typed, as leaving the field does.

        What was only looked at stays as it is kept, even if it would read otherwise.
        """
        if not self.isModified():
            return
        text = self.text().strip()
        value = self._read(text) if text else None
        if text and value is None:
            set_tone(self, "madder")
            self.refused.emit()
            return
        set_tone(self, "")
        self.setText("" if value is None else self._show(value))
        if value != self._value:
            self._value = value
            self.entered.emit(value)

    def _on_edited(self) -> None:
        set_tone(self, "")
        self.cleared.emit()

    def _dress(self) -> None:
        look = theme.current()
        self.setFont(
            look.font(Step.QUESTION if look.floor else Step.FINDING, bold=False)
        )
        self.updateGeometry()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # It told by itself; the page must not take the key for its own.
            event.accept()

    @override
    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self._sample + "000") + 28
        return QSize(width, theme.current().counter_height)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
