"""The one window. It shows a page whole and takes it out whole."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QWidget

_USUAL = QSize(1366, 768)
_LEAST = QSize(960, 600)


class Window(QMainWindow):
    """Holds the gate while the vault is locked, else the frame.

    Its title never names a factory: it is seen in task bars and on shared screens.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setWindowTitle("bwassess")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        room = self.screen().availableSize()
        self.setMinimumSize(_LEAST.boundedTo(room))
        self.resize(_USUAL.boundedTo(room))
        self._before: QWidget | None = None
        self.lock_key = QShortcut(QKeySequence("F12"), self)

    def show_page(self, page: QWidget) -> None:
        """Put a page in; the one before is wiped and forgotten."""
        focused = self.focusWidget()
        if focused is not None:
            # A page that goes with the focus takes the window's activity along.
            focused.clearFocus()
        self._before = self.takeCentralWidget()
        if self._before is not None:
            # Whoever looks for a field by name must not find the one that goes.
            self._before.hide()
            self._before.setParent(None)
            self._before.deleteLater()
        self.setCentralWidget(page)
        page.show()
        page.setFocus(Qt.FocusReason.OtherFocusReason)
