"""How a seam is drawn: one stitch a question, on whole device pixels.

Shared by the `Seam` widget and by delegates that paint a seam in a row.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QPainter, QPolygonF

from ui import theme
from ui.theme import Role


class Stitch(Enum):
    """What a question looks like in a seam."""

    OPEN = "open"
    MET = "met"
    FINDING = "finding"
    NA = "na"
    DISPUTED = "disputed"

    @property
    def mark(self) -> str:
        """The name of the state mark that stands in the question's row."""
        return f"mark-{self.value}"


@dataclass(frozen=True, slots=True)
class Gauge:
    """The measures of a seam in logical pixels.

    Attributes:
        pitch: From one stitch to the next.
        width: Of a stitch.
        up: Height of a stitch that is met.
        tall: Height of the upper half of a disputed one.
        down: Depth of a finding.
        low: Height of a stitch that is not applicable.
        gap: Bare ground between two groups.
        wedge: Height of the sign above the current stitch; 0 shows none.
    """

    pitch: float
    width: float
    up: float
    tall: float
    down: float
    low: float
    gap: float
    wedge: float


class Pitch(Enum):
    """Where a seam stands, and how large it is there."""

    BAR = Gauge(2, 1.34, 11.4, 15.4, 18.7, 4.7, 8.6, 0)
    HOME = Gauge(2.8, 1.9, 10.4, 14, 15.4, 4.4, 9, 0)
    OUTLINE = Gauge(5, 3.4, 6.7, 9.4, 10.7, 3.4, 8, 4)
    HEAD = Gauge(11, 7, 10, 14, 16, 4.4, 14, 5)
    FLOOR = Gauge(22, 14, 16, 22, 27, 6, 24, 6)


_THREAD = 1.34
_WEDGE_GAP = 1.4

Groups = Sequence[Sequence[Stitch]]

_COLOUR = {
    Stitch.MET: Role.STITCH,
    Stitch.FINDING: Role.MADDER,
    Stitch.NA: Role.NA_STITCH,
    Stitch.DISPUTED: Role.WELD,
}


@dataclass(frozen=True, slots=True)
class SeamLayout:
    """Where every stitch of a seam stands, in device pixels from its start.

    The start is the left end; in right-to-left interfaces it is the right end.
    """

    gauge: Gauge
    scale: float
    lengths: tuple[int, ...]

    @classmethod
    def of(cls, groups: Groups, pitch: Pitch, scale: float = 1.0) -> "SeamLayout":
        return cls(pitch.value, scale, tuple(len(group) for group in groups))

    def device(self, logical: float) -> int:
        return max(1, round(logical * self.scale))

    @property
    def stitch_width(self) -> int:
        """The width of a stitch: there is bare thread between any two."""
        least_step = int(self.gauge.pitch * self.scale)
        return max(1, min(round(self.gauge.width * self.scale), least_step - 1))

    def starts(self) -> Iterator[float]:
        """Where each group begins, unrounded."""
        at = 0.0
        for length in self.lengths:
            yield at * self.scale
            at += length * self.gauge.pitch + self.gauge.gap

    def stitch(self, index: int) -> int:
        """The start of a stitch, counted through all groups."""
        for start, length in zip(self.starts(), self.lengths, strict=True):
            if index < length:
                return round(start + index * self.gauge.pitch * self.scale)
            index -= length
        raise IndexError("a seam has no such stitch")

    def index_at(self, device_x: float) -> int | None:
        """The stitch whose share of the thread holds a place, if one does."""
        first = 0
        step = self.gauge.pitch * self.scale
        for start, length in zip(self.starts(), self.lengths, strict=True):
            if start <= device_x < start + length * step:
                return first + int((device_x - start) / step)
            first += length
        return None

    @property
    def width(self) -> int:
        """How long the whole seam is."""
        if not self.lengths:
            return 0
        *_, last = self.starts()
        return self._end(last, self.lengths[-1])

    def _end(self, start: float, length: int) -> int:
        if not length:
            return round(start)
        last = start + (length - 1) * self.gauge.pitch * self.scale
        return round(last) + self.stitch_width

    @property
    def above(self) -> int:
        """Height above the thread."""
        tall = self.device(self.gauge.tall)
        if not self.gauge.wedge:
            return tall
        return tall + self.device(_WEDGE_GAP) + self.device(self.gauge.wedge)

    @property
    def thread(self) -> int:
        return self.device(_THREAD)

    @property
    def height(self) -> int:
        return self.above + self.thread + self.gap_below + self.device(self.gauge.down)

    @property
    def gap_below(self) -> int:
        """Between the thread and what hangs from it."""
        return self.device(0.6)

    def threads(self) -> Iterator[QRect]:
        for start, length in zip(self.starts(), self.lengths, strict=True):
            left = round(start)
            yield QRect(left, self.above, self._end(start, length) - left, self.thread)

    def pieces(self, at: int, stitch: Stitch) -> tuple[QRect, ...]:
        """The rectangles of a stitch that starts at `at`."""
        gauge, width = self.gauge, self.stitch_width
        below = self.above + self.thread + self.gap_below

        def up(height: float) -> QRect:
            tall = self.device(height)
            return QRect(at, self.above - tall, width, tall)

        down = QRect(at, below, width, self.device(gauge.down))
        match stitch:
            case Stitch.OPEN:
                return ()
            case Stitch.MET:
                return (up(gauge.up),)
            case Stitch.NA:
                return (up(gauge.low),)
            case Stitch.FINDING:
                return (down,)
            case Stitch.DISPUTED:
                return (up(gauge.tall), down)

    def wedge(self, at: int, stitch: Stitch) -> QPolygonF:
        """The sign above the current stitch, as close as its height lets."""
        width = max(self.stitch_width, self.device(5))
        left = at + (self.stitch_width - width) / 2
        gauge = self.gauge
        tall = gauge.tall if stitch is Stitch.DISPUTED else gauge.up
        foot = self.above - self.device(tall) - self.device(_WEDGE_GAP)
        top = foot - self.device(gauge.wedge)
        return QPolygonF(
            [
                QPointF(left, top),
                QPointF(left + width, top),
                QPointF(left + width / 2, foot),
            ]
        )


def paint_seam(
    painter: QPainter,
    origin: QPoint,
    groups: Groups,
    *,
    pitch: Pitch,
    current: int | None = None,
    right_to_left: bool = False,
) -> None:
    """Paint a seam with its start at `origin`.

    That is its top left corner, in right-to-left interfaces its top right one.
    """
    look = theme.current()
    scale = painter.device().devicePixelRatio()
    layout = SeamLayout.of(groups, pitch, scale)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setPen(Qt.PenStyle.NoPen)
    # From here one unit is one device pixel, and the origin lies on a whole one.
    painter.translate(origin)
    painter.scale(1 / scale, 1 / scale)
    corner = painter.deviceTransform().map(QPointF(0, 0))
    painter.translate(round(corner.x()) - corner.x(), round(corner.y()) - corner.y())
    if right_to_left:
        painter.scale(-1, 1)
    frozen = tuple(tuple(group) for group in groups)
    threads, pieces = _drawn(frozen, pitch, scale)
    painter.setBrush(look.color(Role.THREAD))
    painter.drawRects(threads)
    for role, rects in pieces:
        painter.setBrush(look.color(role))
        painter.drawRects(rects)
    every = [stitch for group in frozen for stitch in group]
    if current is not None and 0 <= current < len(every) and layout.gauge.wedge:
        painter.setBrush(look.color(Role.INDIGO))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPolygon(layout.wedge(layout.stitch(current), every[current]))
    painter.restore()


@lru_cache(maxsize=256)
def _drawn(
    groups: tuple[tuple[Stitch, ...], ...], pitch: Pitch, scale: float
) -> tuple[list[QRect], list[tuple[Role, list[QRect]]]]:
    """Every rectangle of a seam by its colour: most paints change nothing."""
    layout = SeamLayout.of(groups, pitch, scale)
    step = layout.gauge.pitch * scale
    by_colour: dict[Role, list[QRect]] = {}
    for start, group in zip(layout.starts(), groups, strict=True):
        for place, stitch in enumerate(group):
            if stitch is not Stitch.OPEN:
                at = round(start + place * step)
                rects = by_colour.setdefault(_COLOUR[stitch], [])
                rects.extend(layout.pieces(at, stitch))
    return [t for t in layout.threads() if t.width()], list(by_colour.items())
