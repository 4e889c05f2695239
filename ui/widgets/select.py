"""A choice from a list that drops down."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget
from typing_extensions import override

from ui import icons, theme
from ui.theme import Role, Space

_LEAST_LETTERS = 10


class Select(QComboBox):
    """A combo box with our chevron; the wheel passes unless it has the focus."""

    def __init__(
        self, *, label: str, name: str = "select", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.watch(self._dress)

    def shrink(self) -> None:
        """Be as narrow as the row needs it, whatever the longest item is."""
        self.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.setMinimumContentsLength(_LEAST_LETTERS)

    def _dress(self) -> None:
        self.setFont(theme.current().font())
        self.updateGeometry()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = theme.current().icon_size(16)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = Space.M if mirrored else self.width() - Space.M - side
        place = QRect(x, (self.height() - side) // 2, side, side)
        role = Role.INK2 if self.isEnabled() else Role.INK3
        icons.paint(QPainter(self), "chevron-down", place, role)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
