"""Small drawings made of plain shapes: seams, marks of change, bars by cluster."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from typing_extensions import override

from bwassess.report.content import Stitch, Trend
from bwassess.report.flowables import Block
from bwassess.report.styles import (
    INK,
    MADDER,
    NOT_APPLICABLE,
    STITCH,
    THREAD,
    VERDIGRIS,
    WELD,
)
from bwassess.report.surface import Surface
from bwassess.report.typography import Paragraph

_MARK = 6.0


@dataclass(frozen=True)
class SeamScale:
    """How large a seam is drawn, in points: stitches up and down, pitch, gaps."""

    pitch: float
    stitch: float
    up: float
    down: float
    gap: float


SMALL = SeamScale(pitch=3.4, stitch=2.0, up=4.6, down=5.6, gap=0.0)
MEDIUM = SeamScale(pitch=3.6, stitch=2.1, up=5.4, down=6.6, gap=6.0)
LARGE = SeamScale(pitch=4.1, stitch=2.6, up=6.4, down=8.4, gap=7.0)


@dataclass(frozen=True)
class Seam(Block):
    """Threads of stitches, one thread a compliance point, one stitch a question.

    A seam too long for its place is drawn narrower, never cut.

    Attributes:
        drop: How much lower it is drawn, beside text; takes no height.
    """

    threads: tuple[tuple[Stitch, ...], ...]
    scale: SeamScale = SMALL
    drop: float = 0.0

    @property
    def natural_width(self) -> float:
        stitches = sum(len(thread) for thread in self.threads)
        return stitches * self.scale.pitch + self.scale.gap * (len(self.threads) - 1)

    @override
    def height(self, width: float) -> float:
        return self.scale.up + self.scale.down

    @override
    def draw(self, surface: Surface, x: float, top: float, width: float) -> None:
        scale = self.scale
        ratio = min(1.0, width / self.natural_width) if self.natural_width else 1.0
        pitch, wide = scale.pitch * ratio, scale.stitch * ratio
        middle = top + self.drop + scale.up
        for thread in self.threads:
            length = len(thread) * pitch - (pitch - wide)
            surface.bar(x, middle, length, 0.6, colour=THREAD)
            for place, stitch in enumerate(thread):
                left = x + place * pitch
                match stitch:
                    case Stitch.MET:
                        surface.bar(
                            left, middle - scale.up, wide, scale.up, colour=STITCH
                        )
                    case Stitch.FINDING:
                        surface.bar(left, middle, wide, scale.down, colour=MADDER)
                    case Stitch.DISPUTED:
                        surface.bar(
                            left,
                            middle - scale.up,
                            wide,
                            scale.up + scale.down,
                            colour=WELD,
                        )
                    case Stitch.NOT_APPLICABLE:
                        short = scale.up * 0.4
                        surface.bar(
                            left, middle - short, wide, short, colour=NOT_APPLICABLE
                        )
                    case Stitch.OPEN:
                        pass
            x += length + scale.gap * ratio


@dataclass(frozen=True)
class TrendMark(Block):
    """A shape for the change, the word beside it."""

    trend: Trend
    word: Paragraph

    @override
    def least_width(self) -> float:
        return self.word.natural_width + _MARK + 4

    @override
    def height(self, width: float) -> float:
        return sum(line.height for line in self.word.lines(width - _MARK - 4))

    @override
    def draw(self, surface: Surface, x: float, top: float, width: float) -> None:
        lines = self.word.lines(width - _MARK - 4)
        draw_trend(surface, self.trend, x, top + lines[0].height / 2)
        surface.lines(lines, x + _MARK + 4, top, width=width - _MARK - 4)


def draw_trend(surface: Surface, trend: Trend, x: float, middle: float) -> None:
    """A triangle for new, a square for repeated, a ring for closed."""
    half = _MARK / 2
    match trend:
        case Trend.NEW:
            surface.shape(
                (
                    (x + half, middle - half),
                    (x + _MARK, middle + half * 0.8),
                    (x, middle + half * 0.8),
                ),
                colour=MADDER,
            )
        case Trend.REPEATED:
            surface.bar(
                x + 0.4, middle - half + 0.4, _MARK - 0.8, _MARK - 0.8, colour=MADDER
            )
        case Trend.CLOSED:
            surface.ring(x + half, middle, half - 0.7, thickness=1.2, colour=VERDIGRIS)
        case Trend.NONE:
            pass


@dataclass(frozen=True)
class Bar:
    """One cluster: points not met now and last time, of how many."""

    label: Paragraph
    now: int
    last: int | None
    of: int
    count: Paragraph


@dataclass(frozen=True)
class BarChart(Block):
    """Points not met by cluster; bars share the scale of the largest cluster.

    Counts stand at the end as text: no axis, no percentages of small numbers.
    """

    title: Paragraph
    legend_now: Paragraph
    legend_last: Paragraph
    bars: Sequence[Bar]

    @override
    def height(self, width: float) -> float:
        return self._head(width) + sum(self._row(bar) for bar in self.bars) + 4

    @override
    def draw(self, surface: Surface, x: float, top: float, width: float) -> None:
        surface.text(self.title, x, top, width=width * 0.6)
        self._legend(surface, x + width, top)
        top += self._head(width)
        axis = x + self.label_width
        room = width - self.label_width - self.count_width
        unit = room / max((bar.of for bar in self.bars), default=1)
        start = top
        for bar in self.bars:
            height = self._row(bar)
            surface.text(bar.label, x, top, width=self.label_width - 8)
            middle = top + height / 2
            if bar.now:
                surface.bar(axis, middle - 4, bar.now * unit, 8, colour=MADDER)
            if bar.last:
                surface.bar(
                    axis + bar.last * unit - 0.9, middle - 6, 1.8, 12, colour=INK
                )
            count = bar.count.lines(self.count_width)[0]
            surface.line(
                count,
                x + width - self.count_width + 8,
                middle - count.height / 2,
                width=self.count_width - 8,
            )
            top += height
        surface.bar(axis - 0.5, start - 1, 0.7, top - start + 2, colour=INK)

    @cached_property
    def label_width(self) -> float:
        longest = max((bar.label.natural_width for bar in self.bars), default=0.0)
        return min(160.0, max(100.0, longest + 10))

    @cached_property
    def count_width(self) -> float:
        longest = max((bar.count.natural_width for bar in self.bars), default=0.0)
        return max(48.0, longest + 10)

    def _head(self, width: float) -> float:
        lines = self.title.lines(width * 0.6)
        return sum(line.height for line in lines) + 4

    def _row(self, bar: Bar) -> float:
        lines = bar.label.lines(self.label_width - 8)
        return max(12.8, sum(line.height for line in lines) + 1.5)

    def _legend(self, surface: Surface, end: float, top: float) -> None:
        last = self.legend_last.lines(float("inf"))[0]
        now = self.legend_now.lines(float("inf"))[0]
        middle = top + last.height / 2
        left = end - last.width
        surface.line(last, left, top, width=last.width)
        surface.bar(left - 7, middle - 5, 1.8, 10, colour=INK)
        left -= 18 + now.width
        surface.line(now, left, top, width=now.width)
        surface.bar(left - 14, middle - 3.5, 10, 7, colour=MADDER)
