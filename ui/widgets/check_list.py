"""Answers of many: a row each, with its number key; several of them, or one."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget
from typing_extensions import override

from ui import icons, theme
from ui.theme import RING_RADIUS, Radius, Role, Space, Step
from ui.widgets import paint
from ui.widgets.lines import Lines, Run, natural_width, paint_line

_NARROWEST = 180
_PICTURE = QSize(88, 66)
_ON_THE_FLOOR = 1.5


@dataclass(frozen=True, slots=True)
class Option:
    """What can be ticked.

    Attributes:
        note: What stands at the end of its row.
        second: The label in another language, below the first.
        language: Of the label; empty = the program's.
        second_language: Of the label below.
        picture: What it looks like; None for words alone.
    """

    value: str
    label: str
    note: str = ""
    second: str = ""
    language: str = ""
    second_language: str = ""
    picture: QImage | None = None


def picture_room() -> QSize:
    """How large the picture of something that can be chosen is."""
    return _PICTURE * (_ON_THE_FLOOR if theme.current().floor else 1.0)


class CheckList(QWidget):
    """Rows to tick; tells all that are ticked after each change."""

    ticked = Signal(object)  # frozenset of values

    def __init__(
        self,
        options: Sequence[Option] = (),
        *,
        on: frozenset[str] = frozenset(),
        one_only: bool = False,
        name: str = "choices",
        parent: QWidget | None = None,
    ) -> None:
        """Make a list; of `one_only` a tick takes away the tick before."""
        super().__init__(parent)
        self.setObjectName(name)
        self._one_only = one_only
        self._rows: dict[str, _Row] = {}
        self._columns = self._laid = 1
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(0)
        self._grid.setHorizontalSpacing(Space.L)
        self._options: tuple[Option, ...] = ()
        self.set_options(options)
        self.set_on(on)

    @property
    def on(self) -> frozenset[str]:
        return frozenset(v for v, row in self._rows.items() if row.isChecked())

    def set_columns(self, columns: int) -> None:
        """Lay the rows out side by side, as far as there is room for so many."""
        self._columns = max(columns, 1)
        self._arrange(anew=False)

    def set_options(self, options: Sequence[Option]) -> None:
        """Offer other options; what is ticked stays ticked."""
        if tuple(options) == self._options:
            return
        on = self.on
        self._options = tuple(options)
        for row in self._rows.values():
            self._grid.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = {}
        for number, option in enumerate(options, 1):
            row = _Row(
                option,
                key=str(number) if number < 10 else "",
                is_round=self._one_only,
                parent=self,
            )
            row.clicked.connect(lambda _=False, v=option.value: self._on_clicked(v))
            self._rows[option.value] = row
        self.set_on(on)
        self._arrange(anew=True)

    def set_on(self, on: frozenset[str]) -> None:
        """Show what is ticked without telling anybody."""
        for value, row in self._rows.items():
            row.setChecked(value in on)

    def toggle_by_number(self, number: int) -> bool:
        """Tick or clear the row of a number; whether there is one."""
        rows = list(self._rows.values())
        if not 1 <= number <= len(rows):
            return False
        rows[number - 1].click()
        return True

    def _on_clicked(self, value: str) -> None:
        if self._one_only:
            self.set_on(self.on & {value})
        self.ticked.emit(self.on)

    def _arrange(self, *, anew: bool) -> None:
        fitting = max(1, min(self._columns, self.width() // _NARROWEST))
        if fitting == self._laid and not anew:
            return
        rows = list(self._rows.values())
        down = -(-len(rows) // fitting)
        for row in rows:
            self._grid.removeWidget(row)
        for place, row in enumerate(rows):
            # Down the columns, as a list is read.
            self._grid.addWidget(row, place % down, place // down)
            row.show()
        for below in range(self._grid.rowCount() + 1):
            self._grid.setRowStretch(below, int(below == down))
        for column in range(max(fitting, self._laid)):
            self._grid.setColumnStretch(column, int(column < fitting))
        self._laid = fitting

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(anew=False)


class _Row(QAbstractButton):
    def __init__(
        self, option: Option, *, key: str, is_round: bool, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._option, self._key, self._is_round = option, key, is_round
        self.setText(option.label)
        self.setObjectName(f"option-{option.value}")
        self.setAccessibleName(", ".join(filter(None, (option.label, option.second))))
        self.setAccessibleDescription(option.note)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty(RING_RADIUS, int(Radius.MARK))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.watch(self._dress)

    def _dress(self) -> None:
        self.updateGeometry()
        self.update()

    # -- sizes ---------------------------------------------------------------

    @property
    def _box_side(self) -> int:
        return theme.current().icon_size(22)

    @property
    def _start_width(self) -> int:
        width = self._box_side + Space.M
        if self._option.picture is not None:
            width += picture_room().width() + Space.M
        return width

    def _end_width(self) -> float:
        width = 0.0
        if self._option.note:
            font = theme.current().font(Step.NOTE)
            width += natural_width([Run(self._option.note)], font) + Space.M
        if self._shows_key():
            width += paint.key_width(self._key) + Space.M
        return width

    def _shows_key(self) -> bool:
        return bool(self._key) and not theme.current().floor

    def _label(self, width: float) -> Lines:
        return self._lines(
            self.text(), Step.BODY, self._option.language, width, bold=self.isChecked()
        )

    def _second(self, width: float) -> Lines | None:
        said, language = self._option.second, self._option.second_language
        return self._lines(said, Step.NOTE, language, width) if said else None

    def _lines(
        self, text: str, step: Step, language: str, width: float, *, bold: bool = False
    ) -> Lines:
        look = theme.current()
        spoken = language or None
        return Lines(
            [Run(text, bold=bold)],
            font=look.font(step, language=spoken),
            width=max(width - self._start_width - self._end_width(), 40),
            line_height=look.line_height(step, language=spoken),
            right_to_left=self.layoutDirection() == Qt.LayoutDirection.RightToLeft,
        )

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        needed = self._label(width).height + 2 * Space.S
        second = self._second(width)
        if second is not None:
            needed += second.height
        if self._option.picture is not None:
            needed = max(needed, picture_room().height() + 2 * Space.XS)
        return max(theme.current().target_height + 8, round(needed))

    @override
    def sizeHint(self) -> QSize:
        return QSize(300, self.heightForWidth(300))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(140, theme.current().target_height)

    # -- painting ------------------------------------------------------------

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = theme.current()
        if self.underMouse() and self.isEnabled():
            painter.fillRect(self.rect(), look.color(Role.INDIGO_TINT))
        self._paint_mark(painter)
        self._paint_picture(painter)
        self._paint_words(painter)
        self._paint_end(painter)
        line = QRectF(0, self.height() - look.border, self.width(), look.border)
        painter.fillRect(line, look.color(Role.LINE))

    def _paint_mark(self, painter: QPainter) -> None:
        look = theme.current()
        side, on = self._box_side, self.isChecked()
        tick = paint.visual(self, QRectF(1, (self.height() - side) / 2, side, side))
        usual = Role.INDIGO if self.isEnabled() else Role.INK3
        paint.box(
            painter,
            tick,
            fill=usual if on else Role.SURFACE,
            border=usual if on else Role.CONTROL,
            width=look.answer_border,
            radius=side / 2 if self._is_round else Radius.MARK,
        )
        if on:
            inner = tick.adjusted(3, 3, -3, -3).toRect()
            icons.paint(painter, "check", inner, Role.ON_INDIGO)

    def _paint_picture(self, painter: QPainter) -> None:
        picture = self._option.picture
        if picture is None:
            return
        room = picture_room()
        left, top = self._box_side + Space.M, (self.height() - room.height()) / 2
        frame = paint.visual(self, QRectF(left, top, room.width(), room.height()))
        paint.picture(painter, frame, picture)

    def _paint_words(self, painter: QPainter) -> None:
        look = theme.current()
        width = self.width()
        lines, second = self._label(width), self._second(width)
        tall = lines.height + (second.height if second else 0)
        place = QRectF(
            self._start_width, 0, width - self._start_width - self._end_width(), 1
        )
        corner = QPointF(paint.visual(self, place).left(), (self.height() - tall) / 2)
        ink = Role.INK if self.isEnabled() else Role.INK3
        lines.paint(painter, corner, look.color(ink))
        if second is not None:
            below = corner + QPointF(0, lines.height)
            faint = Role.INK2 if self.isEnabled() else Role.INK3
            second.paint(painter, below, look.color(faint))

    def _paint_end(self, painter: QPainter) -> None:
        look = theme.current()
        right = float(self.width())
        if self._shows_key():
            wide, tall = paint.key_width(self._key), paint.key_height()
            hint = QRectF(right - wide, (self.height() - tall) / 2, wide, tall)
            paint.key_hint(
                painter,
                paint.visual(self, hint),
                self._key,
                role=Role.INK3,
                border=Role.LINE,
            )
            right -= wide + Space.M
        if self._option.note:
            font = look.font(Step.NOTE)
            wide = natural_width([Run(self._option.note)], font) + 2
            rect = QRectF(right - wide, 0, wide, self.height())
            paint_line(
                painter,
                paint.visual(self, rect),
                self._option.note,
                font=font,
                colour=look.color(Role.INK if self.isChecked() else Role.INK3),
            )
