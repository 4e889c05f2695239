"""The ring around what has the focus, painted outside of its frame."""

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QFocusFrame,
    QLineEdit,
    QPlainTextEdit,
    QProxyStyle,
    QStyle,
    QStyleFactory,
    QStyleOption,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid
from typing_extensions import override

from ui.theme.sizes import Radius

_GAP = 2
_WIDTH = 2

_RINGED = (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
)

RING_RADIUS = "ringRadius"
"""Property of a widget: how round the ring about it is; 0 asks for none.

Buttons and fields have a ring without asking.
"""


class FocusRing(QObject):
    """Moves one frame to whatever gets the focus."""

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self._frame: _Frame | None = None
        app.focusChanged.connect(self._on_focus_changed)

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        # The frame lives in the focused widget's window and dies with it.
        if self._frame is None or not isValid(self._frame):
            self._frame = None
        radius = _radius(new)
        if new is None or not radius:
            if self._frame is not None:
                self._frame.setWidget(None)  # type: ignore[arg-type]
            return
        if self._frame is None:
            self._frame = _Frame()
        self._frame.radius = radius
        self._frame.setWidget(new)


def _radius(widget: QWidget | None) -> int:
    if widget is None:
        return 0
    asked = widget.property(RING_RADIUS)
    if isinstance(asked, int):
        return asked
    return Radius.FIELD if isinstance(widget, _RINGED) else 0


class _Frame(QFocusFrame):
    def __init__(self) -> None:
        super().__init__()
        self.radius: int = Radius.FIELD
        self._style = _Margins(QStyleFactory.create("Fusion"))
        self.setStyle(self._style)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Link), _WIDTH))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inset = _WIDTH / 2
        around = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        radius = self.radius + _GAP + inset
        painter.drawRoundedRect(around, radius, radius)


class _Margins(QProxyStyle):
    @override
    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        if metric in {
            QStyle.PixelMetric.PM_FocusFrameHMargin,
            QStyle.PixelMetric.PM_FocusFrameVMargin,
        }:
            return _GAP + _WIDTH
        return super().pixelMetric(metric, option, widget)

    @override
    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: object = None,
    ) -> int:
        if hint == QStyle.StyleHint.SH_FocusFrame_Mask:
            return 0
        if hint == QStyle.StyleHint.SH_FocusFrame_AboveWidget:
            # Else the widget's own parent would clip the ring.
            return 1
        return super().styleHint(hint, option, widget)
