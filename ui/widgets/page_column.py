"""A page that reads from top to bottom: one scrolling column of a calm width."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.theme import Role, Space, Step
from ui.widgets.label import Label

_WIDTH = 760


class Heading(Label):
    """Begins a page, or a part of it; floor mode sets questions above all else."""

    def __init__(
        self, text: str = "", *, is_title: bool = False, parent: QWidget | None = None
    ) -> None:
        self._usual = Step.TITLE if is_title else Step.QUESTION
        self._on_floor = Step.QUESTION if is_title else Step.TITLE
        super().__init__(text, step=self._usual, parent=parent)
        self.setObjectName("page-title" if is_title else "heading")
        theme.watch(self._fit)

    def _fit(self) -> None:
        self.set_step(self._on_floor if theme.current().floor else self._usual)


class PageColumn(QScrollArea):
    """Holds widgets below each other, centred where the window is wider."""

    def __init__(self, *, width: int = _WIDTH, parent: QWidget | None = None) -> None:
        """Make a page; `width` is the widest it gets at normal text size."""
        super().__init__(parent)
        self._width = width
        self.setObjectName("page-column")
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        ground = QWidget()
        ground.setAutoFillBackground(False)
        self._inner = QWidget()
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(0, Space.XL, 0, Space.XXXL)
        self._column.setSpacing(Space.M)
        row = QHBoxLayout(ground)
        row.setContentsMargins(Space.XL, 0, Space.XL, 0)
        row.addStretch(1)
        row.addWidget(self._inner, 1000)
        row.addStretch(1)
        # Whatever is added comes before this.
        self._column.addStretch(1)
        self.setWidget(ground)
        theme.watch(self._dress)

    def add(self, part: QWidget | QLayout, *, gap: int = 0) -> None:
        """Put a widget or layout at the end, `gap` further away than usual."""
        if gap:
            self._column.insertSpacing(self._column.count() - 1, gap)
        place = self._column.count() - 1
        if isinstance(part, QLayout):
            self._column.insertLayout(place, part)
        else:
            self._column.insertWidget(place, part)

    def add_title(self, title: str, *, note: str = "") -> None:
        """Begin the page with what it is about."""
        self.add(Heading(title, is_title=True))
        if note:
            self.add(Label(note, role=Role.INK2))

    def add_heading(self, title: str, *, note: str = "") -> None:
        """Begin another part of the page."""
        self.add(Heading(title), gap=Space.L)
        if note:
            self.add(Label(note, step=Step.NOTE, role=Role.INK2))

    def _dress(self) -> None:
        look = theme.current()
        self._inner.setMaximumWidth(
            round(self._width * look.pixels(Step.BODY) / Step.BODY.value[0])
        )


def side_by_side(*parts: QWidget, spacing: int = Space.L) -> QBoxLayout:
    """Widgets in one row of equal shares, aligned at their tops."""
    row = QHBoxLayout()
    row.setSpacing(spacing)
    for part in parts:
        row.addWidget(part, 1, Qt.AlignmentFlag.AlignTop)
    return row
