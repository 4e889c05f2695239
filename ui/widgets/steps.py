"""A way with a few steps: what is done, where one is, what comes."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget
from typing_extensions import override

from bwassess.text import _
from ui import icons, theme
from ui.theme import Role, Space, Step
from ui.widgets import paint
from ui.widgets.label import Label
from ui.widgets.lines import paint_line


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of the way: its name and a second line."""

    title: str
    note: str = ""


class Steps(QWidget):
    """Shows the stages below each other; it can't be pressed."""

    def __init__(
        self,
        stages: Sequence[Stage],
        *,
        current: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("steps")
        self._discs: list[_Disc] = []
        self._titles: list[Label] = []
        self._notes: list[Label] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Space.M)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        for index, stage in enumerate(stages):
            disc = _Disc(index + 1, parent=self)
            title = Label(stage.title, bold=True)
            note = Label(stage.note, step=Step.NOTE, role=Role.INK3)
            note.setContentsMargins(0, 0, 0, Space.XL)
            top = Qt.AlignmentFlag.AlignTop
            grid.addWidget(disc, 2 * index, 0, 2, 1, top)
            grid.addWidget(title, 2 * index, 1)
            grid.addWidget(note, 2 * index + 1, 1, top)
            self._discs.append(disc)
            self._titles.append(title)
            self._notes.append(note)
        grid.setRowStretch(2 * len(stages), 1)
        self._stages = tuple(stages)
        self.set_current(current)

    @property
    def current(self) -> int:
        return self._current

    def set_current(self, index: int) -> None:
        """Go to a stage; all before it are done."""
        self._current = index
        for place, disc in enumerate(self._discs):
            disc.show_state(done=place < index, here=place == index)
            coming = place > index
            self._titles[place].set_step(Step.BODY, bold=not coming)
            self._titles[place].set_role(Role.INK2 if coming else Role.INK)
        self.setAccessibleName(
            _("Step {number} of {total}: {title}").format(
                number=index + 1,
                total=len(self._stages),
                title=self._stages[index].title,
            )
        )

    def set_note(self, index: int, note: str) -> None:
        self._notes[index].setText(note)


class _Disc(QWidget):
    def __init__(self, number: int, *, parent: QWidget) -> None:
        super().__init__(parent)
        self._number = number
        self._done = self._here = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.watch(self._dress)

    def show_state(self, *, done: bool, here: bool) -> None:
        self._done, self._here = done, here
        self.update()

    def _dress(self) -> None:
        side = theme.current().icon_size(26)
        self.setFixedSize(side, side)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = theme.current()
        area = QRectF(self.rect())
        fill: Role | None = None
        border: Role | None = Role.CONTROL
        ink = Role.INK2
        if self._done:
            fill, border, ink = Role.VERDIGRIS_TINT, None, Role.VERDIGRIS
        elif self._here:
            fill, border, ink = Role.INDIGO, None, Role.ON_INDIGO
        paint.box(
            painter, area, fill=fill, border=border, width=1.5, radius=area.width() / 2
        )
        if self._done:
            side = look.icon_size(16)
            corner = QPointF((area.width() - side) / 2, (area.height() - side) / 2)
            place = QRectF(corner.x(), corner.y(), side, side).toRect()
            icons.paint(painter, "check", place, ink)
            return
        paint_line(
            painter,
            area,
            str(self._number),
            font=look.font(Step.NOTE, bold=True),
            colour=look.color(ink),
            align=Qt.AlignmentFlag.AlignHCenter,
        )
