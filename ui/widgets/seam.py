"""The seam: every question a stitch."""

from collections import Counter
from collections.abc import Callable, Sequence
from math import ceil

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from bwassess.text import _, ngettext
from ui import theme
from ui.widgets.stitches import Groups, Pitch, SeamLayout, Stitch, paint_seam


class Seam(QWidget):
    """Shows states in groups; a click on a stitch tells its index."""

    stitch_chosen = Signal(int)  # index through all groups

    def __init__(
        self,
        groups: Groups = (),
        *,
        pitch: Pitch = Pitch.BAR,
        current: int | None = None,
        label: str = "",
        name_of: Callable[[int], str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Make a seam.

        `label` is read out before its counts; `name_of` gives a stitch's hover text.
        """
        super().__init__(parent)
        self._pitch = pitch
        self._groups: tuple[tuple[Stitch, ...], ...] = ()
        self._current = current
        self._label = label
        self._name_of = name_of
        self.setObjectName("seam")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.set_groups(groups)
        theme.watch(self.update)

    # -- what it shows -------------------------------------------------------

    @property
    def groups(self) -> Groups:
        return self._groups

    def set_groups(self, groups: Groups) -> None:
        """Show other questions."""
        frozen = tuple(tuple(group) for group in groups)
        if [len(g) for g in frozen] != [len(g) for g in self._groups]:
            self.updateGeometry()
        self._groups = frozen
        self._say()
        self.update()

    def set_states(self, states: Sequence[Stitch]) -> None:
        """Give every question a state, in order; repaints only what changed."""
        before = [stitch for group in self._groups for stitch in group]
        if len(states) != len(before):
            raise ValueError(f"{len(states)} states for {len(before)} stitches")
        every = iter(states)
        self._groups = tuple(
            tuple(next(every) for _place in group) for group in self._groups
        )
        self._say()
        for index, (old, new) in enumerate(zip(before, states, strict=True)):
            if old is not new:
                self.update(self.stitch_rect(index))

    def set_state(self, index: int, stitch: Stitch) -> None:
        states = [s for group in self._groups for s in group]
        states[index] = stitch
        self.set_states(states)

    def set_label(self, label: str) -> None:
        self._label = label
        self._say()

    def _say(self) -> None:
        """Read out what the eye sees: how far, and how bad."""
        counted = Counter(stitch for group in self._groups for stitch in group)
        total = counted.total()
        said = [
            self._label,
            _("{answered} of {total} answered").format(
                answered=total - counted[Stitch.OPEN], total=total
            ),
        ]
        if findings := counted[Stitch.FINDING]:
            text = ngettext("{number} finding", "{number} findings", findings)
            said.append(text.format(number=findings))
        if disputed := counted[Stitch.DISPUTED]:
            said.append(_("{number} disputed").format(number=disputed))
        self.setAccessibleName(", ".join(filter(None, said)))

    @property
    def current(self) -> int | None:
        return self._current

    def set_current(self, index: int | None) -> None:
        """Move the wedge; None shows none."""
        for changed in (self._current, index):
            if changed is not None:
                self.update(self.stitch_rect(changed))
        self._current = index

    # -- where things are ----------------------------------------------------

    def stitch_rect(self, index: int) -> QRect:
        """The whole share of a stitch, wedge included, in the widget's pixels."""
        layout = self._layout_now()
        if not 0 <= index < sum(layout.lengths):
            return QRect()
        at = layout.stitch(index) / layout.scale
        left = self.width() - at - self._pitch.value.pitch if self._mirrored else at
        margin = 2
        return QRect(
            int(left) - margin,
            0,
            round(self._pitch.value.pitch) + 2 * margin + 1,
            self.height(),
        )

    def group_starts(self) -> list[int]:
        """Where each group starts, for headings: from the left, or the right end."""
        layout = self._layout_now()
        return [round(start / layout.scale) for start in layout.starts()]

    @override
    def sizeHint(self) -> QSize:
        layout = self._layout_now()
        return QSize(
            ceil(layout.width / layout.scale), ceil(layout.height / layout.scale)
        )

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    # -- events --------------------------------------------------------------

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_seam(
            painter,
            QPoint(self.width() if self._mirrored else 0, 0),
            self._groups,
            pitch=self._pitch,
            current=self._current,
            right_to_left=self._mirrored,
        )

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self._index_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index is not None:
            self.stitch_chosen.emit(index)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._index_at(event.position().toPoint()) is not None
        self.setCursor(
            Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        )

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            index = self._index_at(event.pos())
            if index is None or self._name_of is None:
                QToolTip.hideText()
            else:
                text = self._name_of(index)
                QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def _index_at(self, place: QPoint) -> int | None:
        layout = self._layout_now()
        x = self.width() - 1 - place.x() if self._mirrored else place.x()
        return layout.index_at(x * layout.scale)

    def _layout_now(self) -> SeamLayout:
        return SeamLayout.of(self._groups, self._pitch, self.devicePixelRatioF())

    @property
    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft
