"""The program's style: Fusion, with our marks where a style sheet can't reach."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QProxyStyle, QStyle, QStyleFactory, QStyleOption, QWidget
from typing_extensions import override

from ui.theme.roles import Role
from ui.theme.sizes import Radius

if TYPE_CHECKING:
    from ui.theme.theme import Theme

_Primitive = QStyle.PrimitiveElement
_State = QStyle.StateFlag

_BOXES = {_Primitive.PE_IndicatorCheckBox, _Primitive.PE_IndicatorRadioButton}

_ARROWS = {
    _Primitive.PE_IndicatorArrowDown: ((-1, -0.5), (0, 0.5), (1, -0.5)),
    _Primitive.PE_IndicatorArrowUp: ((-1, 0.5), (0, -0.5), (1, 0.5)),
    _Primitive.PE_IndicatorArrowRight: ((-0.5, -1), (0.5, 0), (-0.5, 1)),
    _Primitive.PE_IndicatorArrowLeft: ((0.5, -1), (-0.5, 0), (0.5, 1)),
}


class Style(QProxyStyle):
    """Paints tick boxes, round boxes and arrows as the pictures show them."""

    def __init__(self) -> None:
        super().__init__(QStyleFactory.create("Fusion"))
        self._theme: Theme | None = None

    def wear(self, theme: "Theme") -> None:
        self._theme = theme

    @override
    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        theme = self._theme
        if theme is None:
            super().drawPrimitive(element, option, painter, widget)
        elif element == _Primitive.PE_FrameFocusRect:
            pass  # the ring outside says it
        elif element in _BOXES:
            _draw_box(theme, element, option, painter)
        elif element in _ARROWS:
            _draw_arrow(theme, element, option, painter)
        else:
            super().drawPrimitive(element, option, painter, widget)

    @override
    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: object = None,
    ) -> int:
        if hint == QStyle.StyleHint.SH_EtchDisabledText:
            return 0
        return super().styleHint(hint, option, widget)


def _draw_box(
    theme: "Theme",
    element: QStyle.PrimitiveElement,
    option: QStyleOption,
    painter: QPainter,
) -> None:
    is_round = element == _Primitive.PE_IndicatorRadioButton
    radius = option.rect.height() / 2 if is_round else Radius.MARK
    state = option.state
    on = bool(state & _State.State_On)
    usable = bool(state & _State.State_Enabled)
    filled = Role.INDIGO if usable else Role.INK3
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    border = 2.0 if on else theme.answer_border
    inset = border / 2
    rect = QRectF(option.rect).adjusted(inset, inset, -inset, -inset)
    partly = bool(state & _State.State_NoChange)
    painter.setPen(QPen(theme.color(filled if on or partly else Role.CONTROL), border))
    painter.setBrush(theme.color(filled if on or partly else Role.SURFACE))
    painter.drawRoundedRect(rect, radius, radius)
    mark = theme.color(Role.ON_INDIGO if usable else Role.SURFACE)
    if partly:
        y = rect.center().y()
        painter.setPen(QPen(mark, rect.width() * 0.11))
        painter.drawLine(
            QPointF(rect.left() + rect.width() * 0.25, y),
            QPointF(rect.right() - rect.width() * 0.25, y),
        )
    elif on and is_round:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(mark)
        painter.drawEllipse(rect.center(), rect.width() * 0.22, rect.width() * 0.22)
    elif on:
        draw_check(painter, rect, mark)
    painter.restore()


def draw_check(painter: QPainter, rect: QRectF, colour: QColor) -> None:
    """A check mark in the middle of a box; it never mirrors."""
    width, height = rect.width(), rect.height()
    pen = QPen(colour, width * 0.11)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(
        QPolygonF(
            [
                QPointF(rect.left() + width * 0.24, rect.top() + height * 0.54),
                QPointF(rect.left() + width * 0.42, rect.top() + height * 0.71),
                QPointF(rect.left() + width * 0.77, rect.top() + height * 0.31),
            ]
        )
    )


def _draw_arrow(
    theme: "Theme",
    element: QStyle.PrimitiveElement,
    option: QStyleOption,
    painter: QPainter,
) -> None:
    usable = bool(option.state & _State.State_Enabled)
    half = min(4.5, option.rect.width() / 2, option.rect.height() / 2)
    middle = QRectF(option.rect).center()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(theme.color(Role.INK2 if usable else Role.INK3), 1.6)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(
        QPolygonF([middle + QPointF(x * half, y * half) for x, y in _ARROWS[element]])
    )
    painter.restore()
