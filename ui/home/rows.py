"""The assessments of home: any number of rows, each with its seam."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from bwassess.text import _
from ui import icons, theme
from ui.home.gathering import Row
from ui.theme import RING_RADIUS, Radius, Role, Space, Step
from ui.widgets import paint
from ui.widgets.lines import Run, natural_width, paint_line
from ui.widgets.row_model import ROW, Index, RowModel
from ui.widgets.stitches import Pitch, SeamLayout, Stitch, paint_seam

_NUMBER = 84


class AssessmentModel(RowModel[Row]):
    """Assessments in order; each change touches only its row."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(
            same=lambda row: row.assessment,
            title=lambda row: row.name,
            spoken=lambda row: row.spoken,
            parent=parent,
        )

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.ToolTipRole:
            role = Qt.ItemDataRole.AccessibleTextRole
        return super().data(index, role)


class Columns:
    """Where each cluster's stitches begin, the same in every row."""

    def __init__(self, rows: Sequence[Row], width: float) -> None:
        groups = max((len(row.seam) for row in rows), default=0)
        self.counts = [
            max(
                (len(row.seam[place]) for row in rows if place < len(row.seam)),
                default=0,
            )
            for place in range(groups)
        ]
        full = [[Stitch.OPEN] * count for count in self.counts]
        self.pitch = next(
            (
                p
                for p in (Pitch.HOME, Pitch.BAR)
                if SeamLayout.of(full, p).width <= width
            ),
            Pitch.BAR,
        )
        self.starts = list(SeamLayout.of(full, self.pitch).starts())


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: "RowList") -> None:
        super().__init__(view)
        self._view = view

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, row_height())

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        row: Row = index.data(ROW)
        area = QRectF(option.rect)
        painter.save()
        self._paint_ground(painter, area, index)
        inner = area.adjusted(Space.L + 4, Space.M, -(Space.L + 4), -Space.M)
        below = self._paint_head(painter, inner, row)
        below = self._paint_seam(painter, inner, row, below + Space.S)
        self._paint_foot(painter, inner, row, below + Space.XS)
        painter.restore()

    def _paint_ground(self, painter: QPainter, area: QRectF, index: Index) -> None:
        look = theme.current()
        is_here = index.row() == self._view.currentIndex().row()
        if is_here or index.row() == self._view.hovered:
            painter.fillRect(area, look.color(Role.SURFACE))
        line = area.bottom() - look.border
        painter.fillRect(
            QRectF(area.left(), line, area.width(), look.border), look.color(Role.LINE)
        )
        if is_here and self._view.is_by_keyboard:
            box = area.adjusted(3, 3, -3, -3 - look.border)
            paint.box(painter, box, border=Role.INDIGO, width=2, radius=Radius.FIELD)

    def _paint_head(self, painter: QPainter, inner: QRectF, row: Row) -> float:
        look = theme.current()
        tall, small = look.line_height(Step.QUESTION), look.line_height(Step.NOTE)
        number = _NUMBER * look.text_size / 100
        end = inner.right()
        for value, word, role in (
            (str(row.findings) if row.answered else "-", _("findings"), Role.MADDER),
            (f"{row.percent} %", _("answered"), Role.INK),
        ):
            wide = max(number, natural_width([Run(word)], look.font(Step.NOTE)) + 4)
            shown = Role.INK3 if role is Role.MADDER and not row.findings else role
            top = QRectF(end - wide, inner.top(), wide, tall)
            self._line(painter, top, value, Step.QUESTION, shown, at_end=True)
            under = QRectF(end - wide, inner.top() + tall, wide, small)
            self._line(painter, under, word, Step.NOTE, Role.INK3, at_end=True)
            end -= wide + Space.S
        kind, word = row.badge
        _icon, ground, ink, _dashed = kind.value
        font = look.font(Step.NOTE, bold=True)
        tag = natural_width([Run(word)], font) + 2 * Space.S
        room = end - inner.left() - tag - Space.L
        name = look.font(Step.QUESTION)
        wide = min(natural_width([Run(row.name)], name) + 2, room)
        self._line(
            painter,
            QRectF(inner.left(), inner.top(), wide, tall),
            row.name,
            Step.QUESTION,
            Role.INK,
        )
        high = small + 4.0
        box = QRectF(inner.left() + wide + Space.M, inner.top(), tag, high)
        box.moveTop(inner.top() + (tall - high) / 2)
        box = self._visual(box)
        border = ink if look.is_high_contrast else None
        paint.box(painter, box, fill=ground, border=border, radius=Radius.MARK + 1)
        paint_line(
            painter,
            box,
            word,
            font=font,
            colour=look.color(ink),
            align=Qt.AlignmentFlag.AlignHCenter,
        )
        note = QRectF(inner.left(), inner.top() + tall, end - inner.left(), small)
        self._line(painter, note, row.note, Step.NOTE, Role.INK3)
        return inner.top() + tall + small

    def _paint_seam(
        self, painter: QPainter, inner: QRectF, row: Row, top: float
    ) -> float:
        columns = self._view.columns
        rtl = self._view.is_right_to_left
        height = SeamLayout.of([[Stitch.MET]], columns.pitch).height
        painter.save()
        painter.setClipRect(inner)
        for start, group in zip(columns.starts, row.seam, strict=False):
            at = inner.left() + start
            if rtl:
                at = self._view.viewport().width() - at
            paint_seam(
                painter,
                QPoint(round(at), round(top)),
                [group],
                pitch=columns.pitch,
                right_to_left=rtl,
            )
        painter.restore()
        return top + height

    def _paint_foot(
        self, painter: QPainter, inner: QRectF, row: Row, top: float
    ) -> None:
        look = theme.current()
        side, tall = look.icon_size(16), look.line_height(Step.NOTE)
        half = inner.width() / 2
        icon, role, bold = "corner-down-right", Role.INK2, False
        if row.disputed:
            icon, role, bold = "git-compare", Role.WELD, True
        elif row.is_finished:
            icon, role = "check", Role.VERDIGRIS
        mark = QRectF(inner.left(), top + (tall - side) / 2, side, side)
        icons.paint(painter, icon, self._visual(mark).toRect(), role)
        words = QRectF(mark.right() + Space.S, top, half - side - Space.L, tall)
        self._line(painter, words, row.ahead, Step.NOTE, role, bold=bold)
        icon, role = "laptop", Role.INK3
        if row.is_safe:
            icon, role = "check-check", Role.VERDIGRIS
        elif self._view.has_hub:
            icon, role = "hard-drive", Role.WELD
        font = look.font(Step.NOTE)
        wide = min(natural_width([Run(row.lies)], font) + 2, half - side - Space.S)
        words = QRectF(inner.right() - wide, top, wide, tall)
        self._line(painter, words, row.lies, Step.NOTE, role, at_end=True)
        mark = QRectF(
            words.left() - side - Space.S, top + (tall - side) / 2, side, side
        )
        icons.paint(painter, icon, self._visual(mark).toRect(), role)

    def _line(
        self,
        painter: QPainter,
        rect: QRectF,
        text: str,
        step: Step,
        role: Role,
        *,
        at_end: bool = False,
        bold: bool | None = None,
    ) -> None:
        look = theme.current()
        rtl = self._view.is_right_to_left
        paint_line(
            painter,
            self._visual(rect),
            text,
            font=look.font(step, bold=bold),
            colour=look.color(role),
            align=Qt.AlignmentFlag.AlignRight
            if at_end is not rtl
            else Qt.AlignmentFlag.AlignLeft,
        )

    def _visual(self, rect: QRectF) -> QRectF:
        return paint.visual(self._view.viewport(), rect)


def row_height() -> int:
    """All rows are equally high."""
    look = theme.current()
    seam = SeamLayout.of([[Stitch.MET]], Pitch.HOME).height
    words = look.line_height(Step.QUESTION) + 2 * look.line_height(Step.NOTE)
    return 2 * Space.M + words + Space.S + seam + Space.XS + 1


class RowList(QListView):
    """Shows assessments; Enter or a click opens one."""

    opened = Signal(object)  # AssessmentId

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("assessments")
        self.setAccessibleName(_("Assessments"))
        self.setProperty(RING_RADIUS, 0)
        self.has_hub = False
        self.hovered = -1
        self.is_by_keyboard = False
        self.columns = Columns((), 0)
        self.entries = AssessmentModel(self)
        self.setModel(self.entries)
        self.setItemDelegate(_Delegate(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(32)
        self.viewport().setAutoFillBackground(False)
        self.entered.connect(self._on_entered)
        self.viewportEntered.connect(lambda: self._set_hovered(-1))
        self.clicked.connect(self._open)
        self.activated.connect(self._open)
        theme.watch(self._dress)

    @property
    def is_right_to_left(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def show_rows(self, rows: Sequence[Row], *, has_hub: bool) -> None:
        self.has_hub = has_hub
        here = self.entries.row(self.currentIndex().row())
        self.entries.set_rows(rows)
        self._align()
        if rows:
            place = self.entries.place_where(
                lambda row: here is not None and row.assessment == here.assessment
            )
            self.setCurrentIndex(self.entries.index(place or 0))

    def _align(self) -> None:
        inner = self.viewport().width() - 2 * (Space.L + 4)
        self.columns = Columns(self.entries.rows, inner)
        self.viewport().update()

    def _dress(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def _open(self, index: QModelIndex) -> None:
        row = self.entries.row(index.row())
        if row is not None:
            self.opened.emit(row.assessment)

    def _on_entered(self, index: QModelIndex) -> None:
        self._set_hovered(index.row())

    def _set_hovered(self, place: int) -> None:
        self.hovered = place
        self.viewport().update()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        tab = {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}
        self._set_by_keyboard(by_keyboard=event.reason() in tab)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._set_by_keyboard(by_keyboard=False)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._set_by_keyboard(by_keyboard=True)
        super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._set_by_keyboard(by_keyboard=False)
        super().mousePressEvent(event)

    def _set_by_keyboard(self, *, by_keyboard: bool) -> None:
        self.is_by_keyboard = by_keyboard
        self.viewport().update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._align()
