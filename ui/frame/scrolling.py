"""A page that scrolls when the window is too small for it."""

from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class Scrolling(QScrollArea):
    """Lets what lies behind the page show through."""

    def __init__(self, page: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setWidget(page)
        # Qt fills both with the window's ground as soon as they meet.
        page.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
