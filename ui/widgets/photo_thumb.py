"""A photograph in small, with where it was taken."""

from enum import Enum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from bwassess.text import _
from ui import icons, theme
from ui.theme import RING_RADIUS, Radius, Role, Step
from ui.widgets import paint
from ui.widgets.lines import Run, natural_width, paint_line


class PhotoState(Enum):
    """What is special about a photo: its icon."""

    PLAIN = ""
    REDACTED = "eye-off"
    SHOWS_PEOPLE = "users"
    SEALED_ORIGINAL = "lock"
    ARRIVING = "download"
    MISSING = "cloud-off"

    @property
    def word(self) -> str:
        """What is said of a photo in this state."""
        return {
            PhotoState.REDACTED: _("Redacted"),
            PhotoState.SHOWS_PEOPLE: _("Shows people"),
            PhotoState.SEALED_ORIGINAL: _("Original sealed"),
            PhotoState.ARRIVING: _("Arriving"),
            PhotoState.MISSING: _("Not on this laptop"),
        }.get(self, "")


class PhotoThumb(QAbstractButton):
    """Fills its frame with the picture; a click opens it. It never mirrors."""

    def __init__(
        self,
        *,
        caption: str = "",
        image: QImage | None = None,
        state: PhotoState = PhotoState.PLAIN,
        size: QSize | None = None,
        name: str = "photo",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._size = size or QSize(92, 68)
        self._caption, self._state = caption, state
        self._picture = QPixmap()
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setProperty(RING_RADIUS, int(Radius.PHOTO))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if image is not None:
            self.set_image(image)
        self._say()
        theme.watch(self._dress)

    def set_image(self, image: QImage) -> None:
        """Show a picture, as large as it fills the frame."""
        self._picture = QPixmap.fromImage(image)
        self.update()

    def set_state(self, state: PhotoState) -> None:
        self._state = state
        self._say()
        self.update()

    def _say(self) -> None:
        said = ", ".join(filter(None, (_("Photo"), self._caption, self._state.word)))
        self.setAccessibleName(said)
        self.setToolTip(said)

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        grown = 1.4 if theme.current().floor else 1.0
        return self._size * grown

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        frame = QRectF(self.rect())
        shape = QPainterPath()
        shape.addRoundedRect(frame, Radius.PHOTO, Radius.PHOTO)
        painter.setClipPath(shape)
        painter.fillRect(frame, theme.current().color(Role.SUNKEN))
        if self._picture.isNull():
            self._paint_absent(painter)
        else:
            painter.drawPixmap(frame, self._picture, self._part_shown())
        if self._state.value and not self._picture.isNull():
            self._paint_state(painter)
        if self._caption:
            self._paint_caption(painter)
        painter.setClipping(False)
        if self.underMouse() or self._picture.isNull():
            edge = Role.INDIGO if self.underMouse() else Role.CONTROL
            paint.box(painter, frame, border=edge, radius=Radius.PHOTO)

    def _part_shown(self) -> QRectF:
        """The middle of the picture in the frame's proportions."""
        size = self._picture.size().toSizeF()
        wanted = size.boundedTo(
            self.size().toSizeF().scaled(size, Qt.AspectRatioMode.KeepAspectRatio)
        )
        corner = QPointF(
            (size.width() - wanted.width()) / 2, (size.height() - wanted.height()) / 2
        )
        return QRectF(corner, wanted)

    def _paint_absent(self, painter: QPainter) -> None:
        side = 22
        icon = self._state.value or "image"
        place = QRectF(self.rect()).center()
        rect = QRectF(place.x() - side / 2, place.y() - side / 2 - 6, side, side)
        icons.paint(painter, icon, rect.toRect(), Role.INK3)

    def _paint_state(self, painter: QPainter) -> None:
        side = 20
        ground = QRectF(self.width() - side - 5, 5, side, side)
        paint.box(painter, ground, fill=Role.SHADE, radius=Radius.MARK)
        inner = ground.adjusted(3, 3, -3, -3).toRect()
        icons.paint(painter, self._state.value, inner, Role.ON_SHADE)

    def _paint_caption(self, painter: QPainter) -> None:
        look = theme.current()
        font = look.font(Step.SMALL)
        tall = look.line_height(Step.SMALL) + 2
        wide = min(natural_width([Run(self._caption)], font) + 10, self.width() - 6)
        ground = QRectF(3, self.height() - tall - 3, wide, tall)
        painter.save()
        painter.setOpacity(0.82)
        paint.box(painter, ground, fill=Role.SHADE, radius=Radius.MARK)
        painter.restore()
        paint_line(
            painter,
            ground.adjusted(4, 0, -4, 0),
            self._caption,
            font=font,
            colour=look.color(Role.ON_SHADE),
            align=Qt.AlignmentFlag.AlignHCenter,
        )
