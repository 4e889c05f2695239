"""The questions of a point as folded rows, and the one open card laid over its row."""

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget
from typing_extensions import override

from bwassess.checklist.media import bare
from bwassess.checklist.names import QuestionId
from ui import theme
from ui.assessment.card import QuestionCard
from ui.assessment.reading import LineKind
from ui.assessment.row import Row
from ui.assessment.row_delegate import QuestionDelegate
from ui.theme import Space
from ui.widgets.row_model import RowModel


class QuestionModel(RowModel[Row]):
    """The questions shown, in order, and what stands between them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(
            same=_same,
            title=lambda row: row.label,
            spoken=lambda row: row.spoken,
            parent=parent,
        )

    def place_of(self, question: QuestionId) -> int | None:
        """Where a question stands; None if it isn't shown."""
        return self.place_where(
            lambda row: row.question == question and row.line.kind is LineKind.QUESTION
        )


def _same(row: Row) -> tuple[object, ...]:
    """What tells one line from another, whatever is said on it."""
    line = row.line
    return (line.kind, row.question, line.note, line.repeat, line.row)


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
        self._delegate = QuestionDelegate(
            self, card_room=self._card_room, media=card.media
        )
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
        card.media.arrived.connect(self._on_media_arrived)
        self.clicked.connect(self._on_clicked)
        theme.watch(self._relay)

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

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._relay()

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._place_card()

    def _on_clicked(self, index: QModelIndex) -> None:
        row = self.questions.row(index.row())
        if row is None:
            return
        if row.is_add:
            self.row_wanted.emit(row.line.repeat, row.line.row)
        elif row.can_remove and self._is_removal(index, row):
            self.row_unwanted.emit(row.line.row)
        elif self._is_on_picture(index, row):
            self._open_picture(row)
        elif row.question is not None:
            self.chosen.emit(row.question)

    def _on_media_arrived(self, name: str) -> None:
        """Make room for the picture of a note or a heading."""
        if any(
            name in (bare(its) for _language, its in names.by_language)
            for row in self.questions.rows
            for _kind, names in row.line.media
        ):
            self._relay()

    def _is_on_picture(self, index: QModelIndex, row: Row) -> bool:
        place = self._delegate.picture_of(row, QRectF(self.visualRect(index)))
        return place is not None and place.contains(self._pressed_at)

    def _open_picture(self, row: Row) -> None:
        media, files = row.line.media, self.card.media
        name = files.named(media, "big-image", row.language) or files.named(
            media, "image", row.language
        )
        files.enlarged.emit(name, row.label)

    def _is_removal(self, index: QModelIndex, row: Row) -> bool:
        """Whether the word that takes a row away was pressed."""
        place = self._delegate.end_of(row, QRectF(self.visualRect(index)))
        room = place.adjusted(-Space.M, -Space.M, Space.M, Space.M)
        return room.contains(self._pressed_at)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = event.position()
        super().mousePressEvent(event)

    def _card_room(self, place: int) -> int | None:
        return self._card_height() if place == self._open else None

    def _card_height(self) -> int:
        if self.card.hasHeightForWidth():
            return self.card.heightForWidth(self._card_width())
        return self.card.sizeHint().height()

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
                QSize(self._card_width(), self._card_height()),
            )
        )
