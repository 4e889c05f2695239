"""Tables without vertical lines: head on every page, groups under one label."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from typing_extensions import override

from bwassess.report.flowables import Block
from bwassess.report.styles import INK, LINE
from bwassess.report.surface import Surface

_SMALL = 130.0
_GROWTH = 1.7
_GROUP_RULE = 0.5
_ROW_RULE = 0.4

TableRow: TypeAlias = tuple[Block, ...]


@dataclass(frozen=True)
class Group:
    """Rows under one label, which stands in the first column beside them all."""

    label: Block | None
    rows: tuple[TableRow, ...]


@dataclass(frozen=True)
class Table(Block):
    """Rows of blocks.

    Attributes:
        columns: Widths in points; one of them 0, which takes what is left.
        head: A block a column, the label's included.
        gap: Between columns.
        pad: Above and below every row.
    """

    columns: tuple[float, ...]
    head: TableRow
    groups: Sequence[Group]
    gap: float = 6.0
    pad: float = 2.0

    @override
    def height(self, width: float) -> float:
        widths = self._widths(width)
        body = sum(sum(self._heights(group, widths)) for group in self.groups)
        return self._head_height(widths) + body

    @override
    def draw(self, surface: Surface, x: float, top: float, width: float) -> None:
        widths = self._widths(width)
        lefts = self._lefts(x, widths)
        head_height = self._head_height(widths)
        for block, left, wide in zip(self.head, lefts, widths, strict=True):
            drop = head_height - self.pad * 2 - block.height(wide)
            block.draw(surface, left, top + self.pad + drop, wide)
        top += head_height
        for group in self.groups:
            surface.rule(x, top, width, thickness=_GROUP_RULE, colour=INK)
            if group.label is not None:
                group.label.draw(surface, lefts[0], top + self.pad, widths[0])
            begin = len(widths) - len(group.rows[0])
            for place, (row, height) in enumerate(
                zip(group.rows, self._heights(group, widths), strict=True)
            ):
                if place:
                    surface.rule(
                        lefts[begin],
                        top,
                        x + width - lefts[begin],
                        thickness=_ROW_RULE,
                        colour=LINE,
                    )
                for block, left, wide in zip(
                    row, lefts[begin:], widths[begin:], strict=True
                ):
                    block.draw(surface, left, top + self.pad, wide)
                top += height
        surface.rule(x, top, width, thickness=_GROUP_RULE, colour=INK)

    @override
    def split(
        self, width: float, room: float, *, must: bool = False
    ) -> tuple[Block, Block] | None:
        if not must and self.height(width) < _SMALL:
            return None
        widths = self._widths(width)
        used = self._head_height(widths)
        fitting: list[Group] = []
        for place, group in enumerate(self.groups):
            heights = self._heights(group, widths)
            if used + sum(heights) <= room:
                fitting.append(group)
                used += sum(heights)
                continue
            count = 0
            while used + heights[count] <= room:
                used += heights[count]
                count += 1
            following = list(self.groups[place:])
            # A label with one row under it, or one row left over, looks like a mistake.
            tidy = min(count, len(group.rows) - 2)
            if tidy >= 2 or (must and count and not fitting):
                count = tidy if tidy >= 2 else count
                fitting.append(replace(group, rows=group.rows[:count]))
                following[0] = replace(group, rows=group.rows[count:])
            if not fitting:
                return None
            return (
                replace(self, groups=tuple(fitting), with_next=False),
                replace(self, groups=tuple(following), before=0.0),
            )
        return None

    def _widths(self, width: float) -> list[float]:
        fixed = [self._fixed(place) for place in range(len(self.columns))]
        left = width - sum(fixed) - self.gap * (len(fixed) - 1)
        return [column or left for column in fixed]

    def _fixed(self, place: int) -> float:
        """A column's width, grown for long words of other languages; 0 stays 0."""
        column = self.columns[place]
        if not column:
            return 0.0
        longest = max(block.least_width() for block in self._in_column(place))
        return min(max(column, longest), column * _GROWTH)

    def _in_column(self, place: int) -> Iterator[Block]:
        yield self.head[place]
        for group in self.groups:
            begin = len(self.columns) - len(group.rows[0])
            if group.label is not None and place == 0:
                yield group.label
            if place >= begin:
                yield from (row[place - begin] for row in group.rows)

    def _lefts(self, x: float, widths: Sequence[float]) -> list[float]:
        lefts = []
        for width in widths:
            lefts.append(x)
            x += width + self.gap
        return lefts

    def _head_height(self, widths: Sequence[float]) -> float:
        pairs = zip(self.head, widths, strict=True)
        return max(block.height(width) for block, width in pairs) + 2 * self.pad

    def _heights(self, group: Group, widths: Sequence[float]) -> list[float]:
        """The rows' heights; the last one grows where the label needs more room."""
        begin = len(widths) - len(group.rows[0])
        heights = [
            max(
                block.height(width)
                for block, width in zip(row, widths[begin:], strict=True)
            )
            + 2 * self.pad
            for row in group.rows
        ]
        if group.label is not None:
            missing = group.label.height(widths[0]) + 2 * self.pad - sum(heights)
            heights[-1] += max(0.0, missing)
        return heights
