"""The questions of a point as folded rows, and the one open card laid over its row."""

from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from bwassess.checklist.names import QuestionId
from ui import icons, theme
from ui.assessment.card import QuestionCard
from ui.assessment.reading import Line, LineKind
from ui.theme import Role, Space, Step
from ui.widgets.lines import Lines, Run, natural_width, paint_line
from ui.widgets.stitches import Stitch

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Row:
    """A folded question, or what stands between questions.

    Attributes:
        question: Opened by a press; None for a note.
        said: The answer in words; empty while open.
        second: A second line for a finding or a disagreement.
        signs: Icon names of what it has (photo, note).
        line: Where it stands, and what it is where it is no question.
    """

    question: QuestionId | None
    code: str
    label: str
    stitch: Stitch
    said: str = ""
    second: str = ""
    signs: tuple[str, ...] = ()
    language: str = "en"
    line: Line = Line(LineKind.QUESTION)  # noqa: RUF009 - frozen

    @property
    def is_add(self) -> bool:
        return self.line.kind is LineKind.ADD

    @property
    def step(self) -> Step:
        """How large it is set."""
        return Step.NOTE if self.line.kind is LineKind.NOTE else Step.BODY

    @property
    def spoken(self) -> str:
        """What a colleague would say of it."""
        return ", ".join(filter(None, (self.code, self.label, self.said, self.second)))


class QuestionModel(QAbstractListModel):
    """The questions shown, in order."""

    class Role(IntEnum):
        ROW = Qt.ItemDataRole.UserRole + 1

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        return self._rows

    def set_rows(self, rows: tuple[Row, ...]) -> None:
        """Show other questions; the same ones with other answers change in place."""
        if [_same(one) for one in rows] != [_same(one) for one in self._rows]:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
            return
        before, self._rows = self._rows, rows
        for place, (old, new) in enumerate(zip(before, rows, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(place), self.index(place))

    def place_of(self, question: QuestionId) -> int | None:
        """Where a question stands; None if it isn't shown."""
        for place, row in enumerate(self._rows):
            if row.question == question and row.line.kind is LineKind.QUESTION:
                return place
        return None

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == self.Role.ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.label
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken
        return None


class QuestionDelegate(QStyledItemDelegate):
    """Paints folded rows; the open row is only room for the card."""

    def __init__(self, view: "QuestionList") -> None:
        super().__init__(view)
        self._view = view
        self._laid: dict[tuple[Row, int], tuple[Lines, Lines | None]] = {}
        theme.watch(self._laid.clear)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._view.viewport().width()
        if index.row() == self._view.open_place:
            return QSize(width, self._view.card_height + 2 * Space.M)
        row = index.data(QuestionModel.Role.ROW)
        question, second = self._lines(row, width)
        if row.line.kind is not LineKind.QUESTION:
            # A heading stands nearer to what is below it.
            above = Space.M if row.line.kind is LineKind.NOTE else Space.L
            least = theme.current().target_height if row.question or row.is_add else 0
            return QSize(width, max(round(question.height) + above + Space.S, least))
        tall = question.height + (second.height + Space.XS if second else 0)
        return QSize(
            width, max(round(tall) + 2 * Space.M, theme.current().target_height)
        )

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        if index.row() == self._view.open_place:
            return
        row = index.data(QuestionModel.Role.ROW)
        area = QRectF(_rect(option))
        painter.save()
        if row.line.kind is not LineKind.QUESTION:
            self._paint_between(painter, row, area)
            painter.restore()
            return
        self._paint_ground(painter, option, area)
        self._paint_start(painter, row, area)
        self._paint_words(painter, row, area)
        self._paint_end(painter, row, area)
        painter.restore()

    def _paint_between(self, painter: QPainter, row: Row, area: QRectF) -> None:
        """A heading, a note, or the offer of one more row."""
        look = theme.current()
        can_press = row.question is not None or row.is_add
        if can_press and self._view.is_hovered(area.toRect()):
            painter.fillRect(area, look.color(Role.SURFACE))
        lines, _second = self._lines(row, round(area.width()))
        left = area.left() + self._start(row)
        top = area.bottom() - Space.S - lines.height
        if row.line.kind is LineKind.NOTE:
            top = area.top() + Space.M
        icon, ink = _BETWEEN[row.line.kind]
        if row.line.kind is LineKind.ROW and row.line.answered is not None:
            icon = "chevron-right"
        if icon:
            side = look.icon_size(18)
            first = look.line_height(row.step, language=row.language)
            sign = QRectF(left - side - Space.S, top + (first - side) / 2, side, side)
            icons.paint(painter, icon, self._visual(sign, area), ink)
        place = QRectF(left, top, self._room(row, round(area.width())), 1)
        corner = QPointF(self._visual(place, area).left(), top)
        lines.paint(painter, corner, look.color(ink))
        if row.said:
            end = QRectF(self.removal(row, area))
            is_act = row.line.is_added and row.line.answered is None
            paint_line(
                painter,
                QRectF(self._visual(end, area)),
                row.said,
                font=look.font(Step.NOTE, bold=is_act),
                colour=look.color(Role.INDIGO if is_act else Role.INK3),
                align=self._leading(),
            )

    def removal(self, row: Row, area: QRectF) -> QRectF:
        """Where the end of a heading stands, read from the left."""
        font = theme.current().font(Step.NOTE, bold=True)
        wide = natural_width([Run(row.said)], font) + 2
        right = area.right() - Space.L
        tall = theme.current().line_height(row.step, language=row.language)
        return QRectF(right - wide, area.bottom() - Space.S - tall, wide, tall)

    def mirrored(self, rect: QRectF, area: QRectF) -> QRectF:
        """Where it lies on the screen."""
        return QRectF(self._visual(rect, area))

    def _paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, area: QRectF
    ) -> None:
        look = theme.current()
        line = QRectF(area.left(), area.bottom() - look.border, area.width(), 1)
        painter.fillRect(line, look.color(Role.LINE))
        if self._view.is_hovered(area.toRect()):
            painter.fillRect(
                area.adjusted(0, 0, 0, -look.border), look.color(Role.SURFACE)
            )

    def _paint_start(self, painter: QPainter, row: Row, area: QRectF) -> None:
        look = theme.current()
        side = look.icon_size(22)
        top = area.top() + Space.M
        indent = row.line.depth * Space.L
        mark = QRectF(area.left() + Space.L + indent, top, side, side)
        icons.paint(painter, row.stitch.mark, self._visual(mark, area), Role.INK2)
        code = QRectF(mark.right() + Space.M, top, _code_width(), side)
        paint_line(
            painter,
            QRectF(self._visual(code, area)),
            row.code,
            font=look.font(Step.NOTE),
            colour=look.color(Role.INK3),
            align=self._leading(),
        )

    def _paint_words(self, painter: QPainter, row: Row, area: QRectF) -> None:
        look = theme.current()
        question, second = self._lines(row, round(area.width()))
        left = area.left() + self._start(row)
        place = QRectF(left, area.top(), self._room(row, round(area.width())), 1)
        corner = QPointF(self._visual(place, area).left(), area.top() + Space.M)
        question.paint(painter, corner, look.color(Role.INK))
        if second is not None:
            ink = Role.WELD if row.stitch is Stitch.DISPUTED else Role.INK2
            below = corner + QPointF(0, question.height + Space.XS)
            second.paint(painter, below, look.color(ink))

    def _paint_end(self, painter: QPainter, row: Row, area: QRectF) -> None:
        look = theme.current()
        font = look.font(Step.BODY, bold=True)
        right = area.right() - Space.L
        if row.said:
            wide = min(natural_width([Run(row.said)], font) + 2, _ANSWER)
            place = QRectF(right - wide, area.top() + Space.M, wide, look.line_height())
            paint_line(
                painter,
                QRectF(self._visual(place, area)),
                row.said,
                font=font,
                colour=look.color(Role.INK),
                align=self._leading(),
            )
            right -= wide + Space.M
        side = look.icon_size(16)
        for sign in row.signs:
            place = QRectF(right - side, area.top() + Space.M + 2, side, side)
            icons.paint(painter, sign, self._visual(place, area), Role.INK3)
            right -= side + Space.S

    def _lines(self, row: Row, width: int) -> tuple[Lines, Lines | None]:
        known = self._laid.get((row, width))
        if known is not None:
            return known
        look = theme.current()
        room = self._room(row, width)
        rtl = self._view.layoutDirection() == Qt.LayoutDirection.RightToLeft

        bold = row.line.kind in (LineKind.HEADING, LineKind.ROW, LineKind.ADD)

        def laid(text: str, step: Step) -> Lines:
            return Lines(
                [Run(text, bold=bold)],
                font=look.font(step, language=row.language),
                width=room,
                line_height=look.line_height(step, language=row.language),
                right_to_left=rtl,
            )

        made = (
            laid(row.label, row.step),
            laid(row.second, Step.NOTE) if row.second else None,
        )
        if len(self._laid) > 4000:
            self._laid.clear()
        self._laid[row, width] = made
        return made

    def _room(self, row: Row, width: int) -> float:
        look = theme.current()
        end = Space.L + Space.M
        if row.said:
            font = look.font(Step.BODY, bold=True)
            end += round(min(natural_width([Run(row.said)], font), _ANSWER)) + Space.M
        end += len(row.signs) * (look.icon_size(16) + Space.S)
        return max(120.0, width - self._start(row) - end)

    def _start(self, row: Row) -> int:
        """Where its words begin."""
        indent = row.line.depth * Space.L
        match row.line.kind:
            case LineKind.QUESTION:
                return _start_width() + indent
            case LineKind.HEADING:
                return Space.L + indent
        return Space.L + theme.current().icon_size(18) + Space.S + indent

    def _visual(self, rect: QRectF, area: QRectF) -> QRect:
        if self._view.layoutDirection() != Qt.LayoutDirection.RightToLeft:
            return rect.toRect()
        left = area.left() + area.right() - rect.right()
        return QRectF(QPointF(left, rect.top()), rect.size()).toRect()

    def _leading(self) -> Qt.AlignmentFlag:
        if self._view.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            return Qt.AlignmentFlag.AlignRight
        return Qt.AlignmentFlag.AlignLeft


_ANSWER = 180
_BETWEEN = {
    LineKind.NOTE: ("info", Role.INK2),
    LineKind.HEADING: ("", Role.INK),
    LineKind.ROW: ("chevron-down", Role.INK),
    LineKind.ADD: ("plus", Role.INDIGO),
}
"""What stands before a line that is no question, and its ink."""


def _same(row: Row) -> tuple[object, ...]:
    """What tells one line from another, whatever is said on it."""
    line = row.line
    return (line.kind, row.question, line.note, line.repeat, line.row)


def _rect(option: QStyleOptionViewItem) -> QRect:
    rect: QRect = option.rect
    return rect


def _code_width() -> int:
    font = theme.current().font(Step.NOTE)
    return round(natural_width([Run("OS8.88")], font)) + 2


def _start_width() -> int:
    return Space.L + theme.current().icon_size(22) + Space.M + _code_width() + Space.L


class QuestionList(QListView):
    """Rows of any number; exactly one is open and holds the card."""

    chosen = Signal(str)  # QuestionId of the row pressed
    row_wanted = Signal(str, object)  # repeat, the row of another it is in
    row_unwanted = Signal(object)  # RowId

    def __init__(self, card: QuestionCard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("questions")
        self.card = card
        self._open: int | None = None
        self.questions = QuestionModel(self)
        self.setModel(self.questions)
        self._delegate = QuestionDelegate(self)
        self._pressed_at = QPointF()
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # A bar that came and went would change the width, hence the heights, for ever.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setMouseTracking(True)
        self.verticalScrollBar().setSingleStep(24)
        self.viewport().setAutoFillBackground(False)
        self._holds_card = True
        self.take_card()
        card.hide()
        card.height_changed.connect(self._relay)
        self.clicked.connect(self._on_clicked)
        theme.watch(self._relay)

    @property
    def open_place(self) -> int | None:
        return self._open

    @property
    def card_height(self) -> int:
        width = self._card_width()
        if self.card.hasHeightForWidth():
            return self.card.heightForWidth(width)
        return self.card.sizeHint().height()

    def open_question(self, question: QuestionId | None) -> None:
        """Lay the card over a question's row, the row before it still in sight."""
        self._open = self.questions.place_of(question) if question else None
        self._relay()
        if not self._holds_card:
            return
        self.card.setVisible(self._open is not None)
        if self._open is None:
            return
        place = self.visualRect(self.questions.index(self._open))
        before = max(self._open - 1, 0)
        top = self.visualRect(self.questions.index(before)).top()
        if top < 0 or place.bottom() > self.viewport().height():
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + top)

    def take_card(self) -> None:
        """Hold the card again, over its row."""
        self._holds_card = True
        self.card.setParent(self.viewport())
        self.card.show()

    def release_card(self) -> None:
        """Let the card go elsewhere."""
        self._holds_card = False

    def is_hovered(self, rect: QRect) -> bool:
        """Whether the pointer is over a row."""
        at = self.viewport().mapFromGlobal(self.cursor().pos())
        return self.underMouse() and rect.contains(at)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._relay()

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._place_card()

    def _on_clicked(self, index: QModelIndex) -> None:
        row = index.data(QuestionModel.Role.ROW)
        if row is None:
            return
        line = row.line
        if row.is_add:
            self.row_wanted.emit(line.repeat, line.row)
        elif line.is_added and line.answered is None and self._is_removal(index, row):
            self.row_unwanted.emit(line.row)
        elif row.question is not None:
            self.chosen.emit(row.question)

    def _is_removal(self, index: QModelIndex, row: Row) -> bool:
        """Whether the word that takes a row away was pressed."""
        area = QRectF(self.visualRect(index))
        painter = self._delegate
        place = painter.mirrored(painter.removal(row, area), area)
        room = place.adjusted(-Space.M, -Space.M, Space.M, Space.M)
        return room.contains(self._pressed_at)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = event.position()
        super().mousePressEvent(event)

    def _card_width(self) -> int:
        return max(self.viewport().width(), 280)

    def _relay(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.executeDelayedItemsLayout()
        self._place_card()

    def _place_card(self) -> None:
        if self._open is None or not self._holds_card:
            return
        rect = self.visualRect(self.questions.index(self._open))
        self.card.setGeometry(
            QRect(
                QPoint(rect.left(), rect.top() + Space.M),
                QSize(self._card_width(), self.card_height),
            )
        )
