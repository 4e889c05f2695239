"""A field for a few sentences that grows with them."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget
from typing_extensions import override

from ui import theme
from ui.theme import Step


class TextArea(QPlainTextEdit):
    """Plain text; Tab leaves it."""

    typed = Signal(str)  # at each keystroke, for the draft
    left = Signal(str)  # the whole text when the field loses the focus

    def __init__(
        self,
        *,
        label: str,
        text: str = "",
        placeholder: str = "",
        least_lines: int = 2,
        most_lines: int = 8,
        name: str = "text",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._least, self._most = least_lines, most_lines
        self._quiet = False
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._on_text_changed)
        self.document().documentLayout().documentSizeChanged.connect(
            lambda _size: self._grow()
        )
        self.set_text(text)
        theme.watch(self._dress)

    @property
    def text(self) -> str:
        """What stands there; Qt's plain text would make no-break spaces ordinary."""
        return self.document().toRawText().replace("\u2029", "\n")

    def set_text(self, text: str) -> None:
        """Show a text without telling anybody; the cursor stays where it can."""
        if text == self.text:
            return
        self._quiet = True
        at = self.textCursor().position()
        self.setPlainText(text)
        cursor = self.textCursor()
        cursor.setPosition(min(at, len(text)))
        self.setTextCursor(cursor)
        self._quiet = False

    def _on_text_changed(self) -> None:
        if not self._quiet:
            self.typed.emit(self.text)

    def _dress(self) -> None:
        self.setFont(theme.current().font(Step.BODY))
        self._grow()

    def _grow(self) -> None:
        lines = max(1, round(self.document().size().height()))
        lines = min(max(lines, self._least), self._most)
        margins = 2 * (self.document().documentMargin() + self.frameWidth()) + 2
        height = round(lines * self.fontMetrics().lineSpacing() + margins)
        self.setFixedHeight(max(height, theme.current().target_height))

    @override
    def sizeHint(self) -> QSize:
        return QSize(240, self.height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(80, theme.current().target_height)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit(self.text)
