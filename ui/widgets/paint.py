"""What several widgets and delegates paint the same way."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QImage, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.theme import Radius, Role, Step
from ui.widgets.lines import Run, natural_width, paint_line


def box(
    painter: QPainter,
    rect: QRectF,
    *,
    fill: Role | None = None,
    border: Role | None = None,
    width: float | None = None,
    radius: float = Radius.FIELD,
    dashed: bool = False,
) -> None:
    """A rounded box whose border lies inside of `rect`."""
    look = theme.current()
    line = look.border if width is None else width
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if border is None:
        painter.setPen(Qt.PenStyle.NoPen)
        inset = 0.0
    else:
        pen = QPen(look.color(border), line)
        if dashed:
            pen.setDashPattern([3, 2])
        painter.setPen(pen)
        inset = line / 2
    if fill is None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
    else:
        painter.setBrush(look.color(fill))
    painter.drawRoundedRect(
        rect.adjusted(inset, inset, -inset, -inset), radius - inset, radius - inset
    )
    painter.restore()


def picture(painter: QPainter, frame: QRectF, image: QImage) -> None:
    """A picture whole in the middle of a frame; it never mirrors."""
    size = image.size().scaled(
        frame.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio
    )
    place = QRectF(QPointF(0, 0), size.toSizeF())
    place.moveCenter(frame.center())
    shape = QPainterPath()
    shape.addRoundedRect(place, Radius.PHOTO, Radius.PHOTO)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setClipPath(shape)
    # Drawings with nothing behind them are made for paper.
    painter.fillRect(place, Qt.GlobalColor.white)
    painter.drawImage(place, image)
    painter.restore()


def visual(widget: QWidget, rect: QRectF) -> QRectF:
    """Where a rectangle lies once a right-to-left interface has mirrored it."""
    if widget.layoutDirection() != Qt.LayoutDirection.RightToLeft:
        return rect
    return QRectF(QPointF(widget.width() - rect.right(), rect.top()), rect.size())


def leading(widget: QWidget) -> Qt.AlignmentFlag:
    """The side a line of text begins at, for painting without Qt's own mirroring."""
    if widget.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        return Qt.AlignmentFlag.AlignRight
    return Qt.AlignmentFlag.AlignLeft


def key_width(key: str) -> float:
    """How wide the hint of a key is painted."""
    return max(20.0, natural_width([Run(key)], _key_font()) + 10)


def key_hint(
    painter: QPainter, rect: QRectF, key: str, *, role: Role, border: Role
) -> None:
    """A key's name in a little box."""
    box(
        painter,
        rect,
        fill=Role.CANVAS if border is Role.LINE else None,
        border=border,
        width=1,
        radius=Radius.MARK,
    )
    paint_line(
        painter,
        rect,
        key,
        font=_key_font(),
        colour=theme.current().color(role),
        align=Qt.AlignmentFlag.AlignHCenter,
    )


def key_height() -> float:
    return float(theme.current().line_height(Step.SMALL)) + 4


def _key_font() -> QFont:
    return theme.current().font(Step.SMALL)
