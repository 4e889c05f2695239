"""The bar above every page: where am I, the seam, saved, undo, search."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.theme import Role, Space, Step
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.surface import Surface


class TopBar(Surface):
    """Title and second line first, what the page puts in the middle, tools last."""

    def __init__(
        self, *, title: str = "", note: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(ground=Role.SURFACE, edges=Qt.Edge.BottomEdge, parent=parent)
        self.setObjectName("top-bar")
        self._title = ElidedLabel(title, step=Step.QUESTION)
        self._title.setObjectName("top-bar-title")
        self._note = ElidedLabel(note, step=Step.NOTE, role=Role.INK3)
        self._note.setVisible(bool(note))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self._title)
        words.addWidget(self._note)
        words.addStretch(1)
        self._middle = QHBoxLayout()
        self._middle.setSpacing(Space.L)
        self._tools = QHBoxLayout()
        self._tools.setSpacing(Space.S)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.XS, Space.L, Space.XS)
        row.setSpacing(Space.XL)
        row.addLayout(words, 1)
        row.addLayout(self._middle)
        row.addLayout(self._tools)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.watch(self._dress)

    def set_title(self, title: str, *, note: str = "") -> None:
        self._title.setText(title)
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def add_middle(self, widget: QWidget) -> None:
        """Put the seam, or what stands for it, in the middle."""
        self._middle.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def add_tool(self, widget: QWidget) -> None:
        """Put the saved indicator, undo, search at the end."""
        self._tools.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def _dress(self) -> None:
        look = theme.current()
        lines = look.line_height(Step.QUESTION) + look.line_height(Step.NOTE)
        least = 80 if look.floor else 56
        self.setFixedHeight(max(least, lines + Space.S, look.target_height + Space.L))
