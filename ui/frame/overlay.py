"""Something laid over the window for a moment: a panel on a shaded page."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from ui import theme
from ui.theme import Radius, Role
from ui.widgets.surface import Surface

_SHADE = 0.3


class Overlay(QWidget):
    """Covers its parent; Esc or a click beside the panel closes it.

    The focus goes back to where it was.
    """

    def __init__(self, over: QWidget, *, width: int, top: int) -> None:
        super().__init__(over)
        self._over = over
        self._width, self._top = width, top
        before = QApplication.focusWidget()
        self._before = before
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.panel = Surface(
            radius=Radius.PANEL, border=Role.CONTROL, border_width=1, parent=self
        )
        over.installEventFilter(self)
        if before is not None:
            before.destroyed.connect(self._forget)

    def open(self) -> None:
        self._lay()
        self.show()
        self.raise_()

    def _forget(self) -> None:
        self._before = None

    def _lay(self) -> None:
        room = self._over.size()
        self.resize(room)
        look = theme.current()
        wide = min(
            round(self._width * look.text_size / 100), round(room.width() * 0.92)
        )
        top = min(self._top, room.height() // 12)
        self.panel.setFixedWidth(wide)
        self.panel.setMaximumHeight(room.height() - 2 * top)
        self.panel.adjustSize()
        self.panel.move(QPoint((room.width() - wide) // 2, top))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._lay()
        return False

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays inside."""
        inside = [
            w
            for w in self.panel.findChildren(QWidget)
            if w.focusPolicy() & Qt.FocusPolicy.TabFocus
            and w.isVisible()
            and w.isEnabled()
        ]
        if inside:
            here = QApplication.focusWidget()
            place = inside.index(here) if here in inside else -1
            inside[(place + (1 if forward else -1)) % len(inside)].setFocus()
        return True

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.panel.geometry().contains(event.position().toPoint()):
            self.leave()

    def leave(self) -> None:
        """Close, the focus back where it was."""
        before = self._before
        self.close()
        if before is not None:
            before.setFocus()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        shade = QColor(theme.current().color(Role.SHADE))
        shade.setAlphaF(_SHADE)
        QPainter(self).fillRect(self.rect(), shade)
