"""A label, what is filled in below it, and one line that helps."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import Role, Space, Step
from ui.widgets.label import Label
from ui.widgets.tone import set_tone, tone_of


class Field(QWidget):
    """Puts a label above an editor; an error under it names the remedy."""

    def __init__(
        self,
        label: str,
        editor: QWidget,
        *,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._hint = hint
        self.editor = editor
        self._label = Label(
            label, step=Step.NOTE, role=Role.INK2, bold=True, wrap=False
        )
        self._label.setBuddy(editor)
        if not editor.accessibleName():
            editor.setAccessibleName(label)
        self._line = Label(hint, step=Step.NOTE, role=Role.INK3)
        self._line.setObjectName("field-line")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(self._label)
        column.addWidget(editor)
        column.addWidget(self._line)
        # Only here: shown before it has a parent, it would be a window for a moment.
        self._line.setVisible(bool(hint))

    @property
    def error(self) -> str:
        """What stands below as an error, or ""."""
        return self._line.text() if tone_of(self.editor) == "madder" else ""

    def set_label(self, label: str) -> None:
        self._label.setText(label)
        self.editor.setAccessibleName(label)

    def set_hint(self, hint: str) -> None:
        """Help with another line; what was wrong is taken away."""
        self._hint = hint
        self._show("", "", Role.INK3)

    def set_error(self, text: str) -> None:
        """Say what is wrong and what to do; "" takes it away."""
        self._show(text, "madder", Role.MADDER)

    def set_attention(self, text: str) -> None:
        """Say what deserves a second look; it stops nothing."""
        self._show(text, "weld", Role.WELD)

    def set_good(self, text: str = "") -> None:
        """Say that what stands there is right."""
        self._show(text, "verdigris", Role.VERDIGRIS)

    def _show(self, text: str, tone: str, role: Role) -> None:
        is_plain = not text and tone != "verdigris"
        shown = text or (self._hint if is_plain else "")
        self._line.setText(shown)
        self._line.set_role(Role.INK3 if is_plain else role)
        self._line.setVisible(bool(shown))
        self.editor.setAccessibleDescription(text)
        set_tone(self.editor, "" if is_plain else tone)
