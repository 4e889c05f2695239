"""One answer of several: every choice a large button, blue whichever it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QLayout,
    QSizePolicy,
    QWidget,
)
from typing_extensions import override

from ui import icons, theme
from ui.theme import RING_RADIUS, Radius, Role, Space, Step
from ui.widgets import paint
from ui.widgets.lines import Lines, Run, natural_width, paint_line

_KEY_FITS = 110


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be answered.

    Attributes:
        value: What is told when it is chosen.
        label: What is shown.
        key: The hint at the end; the shortcut itself belongs to the page.
        note: A second line, for a disputed answer: who, when, on what ground.
        second: The label in another language, below the first.
        language: Of the label; empty = the program's.
        second_language: Of the label below.
    """

    value: str
    label: str
    key: str = ""
    note: str = ""
    second: str = ""
    language: str = ""
    second_language: str = ""


class AnswerButtons(QWidget):
    """Choosing tells the value; choosing the chosen one again clears it."""

    answered = Signal(str)  # value, "" for none

    def __init__(
        self,
        choices: Sequence[Choice] = (),
        *,
        chosen: str | None = None,
        name: str = "answer",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._chosen = chosen
        self._buttons: dict[str, _AnswerButton] = {}
        self._choices: tuple[Choice, ...] = ()
        self._allowed, self._reason = True, ""
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        # How narrow it may be is said below: the choices can stand in a column.
        self._row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._row.setSpacing(Space.S)
        self.set_choices(choices)
        theme.watch(self._dress)

    @property
    def chosen(self) -> str | None:
        return self._chosen

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer other answers; the chosen one stays if it is among them."""
        if tuple(choices) == self._choices:
            return
        self._choices = tuple(choices)
        for button in self._buttons.values():
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = {}
        for choice in choices:
            button = _AnswerButton(choice, parent=self)
            button.clicked.connect(lambda _=False, c=choice: self.choose(c.value))
            self._row.addWidget(button, 1)
            self._buttons[choice.value] = button
        self._show_chosen()
        self.allow(self._allowed, reason=self._reason)
        self._arrange()

    def set_chosen(self, value: str | None) -> None:
        """Show an answer without telling anybody."""
        self._chosen = value
        self._show_chosen()

    def choose(self, value: str) -> None:
        """Answer as a press of that button does; an unknown value is ignored."""
        button = self._buttons.get(value)
        if button is None or not button.isEnabled():
            return
        self.set_chosen(None if value == self._chosen else value)
        self.answered.emit(self._chosen or "")

    def choose_by_key(self, key: str) -> bool:
        """Answer by the key of a choice, or its number; whether there was one."""
        for place, choice in enumerate(self._choices, 1):
            if key.casefold() in {choice.key.casefold(), str(place)} and key:
                self.choose(choice.value)
                return True
        return False

    def allow(self, allowed: bool, *, reason: str = "") -> None:
        """Enable or disable all, with the reason on hover and for screen readers."""
        self._allowed, self._reason = allowed, reason
        for button in self._buttons.values():
            button.setEnabled(allowed)
            button.setToolTip("" if allowed else reason)
            button.setAccessibleDescription("" if allowed else reason)

    def _show_chosen(self) -> None:
        for value, button in self._buttons.items():
            button.setChecked(value == self._chosen)

    def _dress(self) -> None:
        self._row.setSpacing(Space.L if theme.current().floor else Space.S)
        self._arrange()

    def _arrange(self) -> None:
        """Lay the choices side by side, or below each other where they don't fit."""
        needed = sum(b.sizeHint().width() for b in self._buttons.values())
        needed += self._row.spacing() * max(0, len(self._buttons) - 1)
        stacked = len(self._buttons) > 3 or (
            self.width() < needed and self.testAttribute(Qt.WidgetAttribute.WA_Resized)
        )
        self._share_width()
        self._row.setDirection(
            QBoxLayout.Direction.TopToBottom
            if stacked
            else QBoxLayout.Direction.LeftToRight
        )

    def _share_width(self) -> None:
        """Equal buttons where the longest word fits, else each as it needs."""
        wants = [b.sizeHint().width() for b in self._buttons.values()]
        equal = bool(wants) and self.width() / len(wants) > max(wants) + Space.XL
        for place, want in enumerate(wants):
            self._row.setStretch(place, 1 if equal else want)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    @override
    def minimumSizeHint(self) -> QSize:
        widest = max((b.sizeHint().width() for b in self._buttons.values()), default=0)
        return QSize(widest, super().minimumSizeHint().height())


class _AnswerButton(QAbstractButton):
    def __init__(self, choice: Choice, *, parent: QWidget) -> None:
        super().__init__(parent)
        self._choice = choice
        self.setText(choice.label)
        self.setObjectName(f"answer-{choice.value}")
        self.setAccessibleName(", ".join(filter(None, (choice.label, choice.second))))
        self.setAccessibleDescription(choice.note)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty(RING_RADIUS, int(Radius.ANSWER))
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        theme.watch(self._dress)

    def _dress(self) -> None:
        look = theme.current()
        step = Step.QUESTION if look.floor else Step.FINDING
        self._step = step
        spoken = self._choice.language or None
        self.setFont(look.font(step, bold=True, language=spoken))
        self.updateGeometry()
        self.update()

    @override
    def nextCheckState(self) -> None:
        """The group decides what is chosen."""

    @override
    def sizeHint(self) -> QSize:
        look = theme.current()
        words = natural_width([Run(self.text())], self.font())
        height = look.answer_height
        if self._choice.note:
            note = look.font(Step.NOTE)
            words = max(words, natural_width([Run(self._choice.note)], note) * 0.6)
            height += look.line_height(Step.NOTE)
        if self._choice.second:
            words = max(
                words, natural_width([Run(self._choice.second)], self._second_font())
            )
            height = max(height, round(self._label_line() + self._second_line()) + 16)
        width = words + look.icon_size(18) + Space.S + 2 * Space.L
        if self._choice.key and not look.floor:
            width += paint.key_width(self._choice.key)
        return QSize(int(width) + 2, height)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill, border, ink = self._colours()
        width = theme.current().answer_border
        if theme.current().floor:
            width += 0.5
        paint.box(
            painter,
            QRectF(self.rect()),
            fill=fill,
            border=border,
            width=width,
            radius=Radius.ANSWER,
        )
        if self.isDown():
            inner = QRectF(self.rect()).adjusted(4, 4, -4, -4)
            paint.box(painter, inner, border=ink, width=1.5, radius=Radius.FIELD)
        room = self._paint_key(painter, ink)
        if self._choice.note:
            self._paint_disputed(painter, room, ink)
        else:
            self._paint_words(painter, room, ink)

    def _colours(self) -> tuple[Role, Role, Role]:
        if not self.isEnabled():
            if self.isChecked():
                return Role.SUNKEN, Role.CONTROL, Role.INK
            return Role.SUNKEN, Role.LINE, Role.INK3
        if self.isChecked():
            return Role.INDIGO, Role.INDIGO, Role.ON_INDIGO
        if self.underMouse() or self.isDown():
            return Role.INDIGO_TINT, Role.INDIGO, Role.INK
        return Role.SURFACE, Role.CONTROL, Role.INK

    def _paint_key(self, painter: QPainter, ink: Role) -> QRectF:
        area = QRectF(self.rect()).adjusted(Space.M, 0, -Space.M, 0)
        key = self._choice.key
        if not key or self.width() < _KEY_FITS or theme.current().floor:
            return area
        wide, tall = paint.key_width(key), paint.key_height()
        middle = area.center().y()
        if self._choice.note:
            middle = area.top() + self._note_top() + self._label_line() / 2
        hint = QRectF(area.right() - wide, middle - tall / 2, wide, tall)
        chosen = self.isChecked() and self.isEnabled()
        paint.key_hint(
            painter,
            paint.visual(self, hint),
            key,
            role=ink if chosen else Role.INK3,
            border=ink if chosen else Role.LINE,
        )
        area.setRight(hint.left() - Space.XS)
        return area

    def _paint_words(self, painter: QPainter, room: QRectF, ink: Role) -> None:
        look = theme.current()
        side = look.icon_size(18) if self.isChecked() else 0
        gap = Space.M if side else 0
        words = natural_width([Run(self.text())], self.font())
        whole = QRectF(self.rect())
        # In the middle of the button, unless the key hint would be touched.
        at = whole.center().x() - (words + side + gap) / 2
        at = max(room.left(), min(at, room.right() - words - side - gap))
        width = min(words, room.right() - at - side - gap)
        if side:
            place = QRectF(at, whole.center().y() - side / 2, side, side)
            icons.paint(painter, "check", paint.visual(self, place).toRect(), ink)
        second = self._choice.second
        lines = Lines(
            [Run(self.text())],
            font=self.font(),
            width=width + 2,
            line_height=self._label_line(),
            right_to_left=self._mirrored(),
            align=Qt.AlignmentFlag.AlignHCenter,
            most_lines=1 if second else 2,
        )
        place = paint.visual(self, QRectF(at + side + gap, 0, width + 2, 1))
        tall = lines.height + (self._second_line() if second else 0)
        top = (self.height() - tall) / 2
        lines.paint(painter, QPointF(place.left(), top), look.color(ink))
        if second:
            self._paint_second(painter, top + lines.height, ink)

    def _paint_second(self, painter: QPainter, top: float, ink: Role) -> None:
        lines = Lines(
            [Run(self._choice.second)],
            font=self._second_font(),
            width=self.width() - 2 * Space.M,
            line_height=self._second_line(),
            right_to_left=self._mirrored(),
            align=Qt.AlignmentFlag.AlignHCenter,
            most_lines=1,
        )
        faint = Role.INK2 if ink is Role.INK else ink
        lines.paint(painter, QPointF(Space.M, top), theme.current().color(faint))

    def _second_font(self) -> QFont:
        return theme.current().font(
            Step.NOTE, language=self._choice.second_language or None
        )

    def _second_line(self) -> int:
        return theme.current().line_height(
            Step.NOTE, language=self._choice.second_language or None
        )

    def _paint_disputed(self, painter: QPainter, room: QRectF, ink: Role) -> None:
        look = theme.current()
        top = self._note_top()
        whole = QRectF(self.rect()).adjusted(Space.M, 0, -Space.M, 0)
        at = room.left()
        if self.isChecked():
            side = look.icon_size(18)
            y = top + (self._label_line() - side) / 2
            place = paint.visual(self, QRectF(at, y, side, side)).toRect()
            icons.paint(painter, "check", place, ink)
            at += side + Space.S
        first = QRectF(at, top, room.right() - at, self._label_line())
        paint_line(
            painter,
            paint.visual(self, first),
            self.text(),
            font=self.font(),
            colour=look.color(ink),
            align=paint.leading(self),
        )
        note = look.line_height(Step.NOTE)
        second = QRectF(whole.left(), top + self._label_line(), whole.width(), note)
        faint = Role.INK3 if ink is Role.INK else ink
        paint_line(
            painter,
            paint.visual(self, second),
            self._choice.note,
            font=look.font(Step.NOTE),
            colour=look.color(faint),
            align=paint.leading(self),
        )

    def _note_top(self) -> float:
        look = theme.current()
        return (self.height() - self._label_line() - look.line_height(Step.NOTE)) / 2

    def _label_line(self) -> int:
        return theme.current().line_height(
            self._step, language=self._choice.language or None
        )

    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft
