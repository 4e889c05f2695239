"""What stands on pages: blocks that know their height, split and draw themselves.

Coordinates are those of a `Surface`: from the top, from the side where reading starts.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from typing_extensions import override

from bwassess.report.content import Photo
from bwassess.report.jpeg import Jpeg
from bwassess.report.styles import INK, MM
from bwassess.report.surface import Align, Surface
from bwassess.report.typography import Paragraph


@dataclass(frozen=True)
class Block:
    """Something with a height; kept whole unless it says otherwise.

    Attributes:
        before: Space above it, left out at the top of a page.
        with_next: Whether it may not be the last on a page.
    """

    before: float = field(default=0.0, kw_only=True)
    with_next: bool = field(default=False, kw_only=True)

    def height(self, width: float) -> float:
        raise NotImplementedError

    def draw(self, surface: Surface, x: float, top: float, width: float) -> None:
        raise NotImplementedError

    def least_width(self) -> float:
        """How narrow it may be before it gets ugly."""
        return 0.0

    def split(
        self, width: float, room: float, *, must: bool = False
    ) -> "tuple[Block, Block] | None":
        """Two blocks, the first no higher than `room`; None where it can't be.

        `must` allows ugly places: the block is higher than a page.
        """
        return None


@dataclass(frozen=True)
class TextBlock(Block):
    """A paragraph; never leaves one line alone on either page.

    Attributes:
        first: The first of its lines that this block prints.
        last: The line after its last; None for all.
    """

    paragraph: Paragraph
    align: Align = Align.START
    first: int = 0
    last: int | None = None

    @override
    def least_width(self) -> float:
        return self.paragraph.least_width

    @override
    def height(self, width: float) -> float:
        lines = self.paragraph.lines(width)[self.first : self.last]
        return sum(line.height for line in lines)

    @override
    def draw(self, surface: Surface, x: float, top: float, width: float) -> None:
        lines = self.paragraph.lines(width)[self.first : self.last]
        surface.lines(lines, x, top, width=width, align=self.align)

    @override
    def split(
        self, width: float, room: float, *, must: bool = False
    ) -> tuple[Block, Block] | None:
        lines = self.paragraph.lines(width)[self.first : self.last]
        fitting = int(room // lines[0].height) if lines else 0
        fitting = min(fitting, len(lines) - (1 if must else 2))
        if fitting < (1 if must else 2):
            return None
        middle = self.first + fitting
        return replace(self, last=middle, with_next=False), replace(
            self, first=middle, before=0.0
        )


@dataclass(frozen=True)
class Empty(Block):
    """Nothing, in a place that must hold something."""

    @override
    def height(self, width: float) -> float:
        return 0.0

    @override
    def draw(self, surface: Surface, x: float, top: float, width: float) -> None:
        return


@dataclass(frozen=True)
class Rule(Block):
    """A line over the whole width."""

    thickness: float = 0.5
    colour: str = INK

    @override
    def height(self, width: float) -> float:
        return self.thickness

    @override
    def draw(self, surface: Surface, x: float, top: float, width: float) -> None:
        surface.rule(x, top, width, thickness=self.thickness, colour=self.colour)


@dataclass(frozen=True)
class Anchor(Block):
    """A place of the contents and the outline; starts what the running head says.

    Attributes:
        level: 0 for a chapter, 1 for what stands in it.
        head: The right half of the running head from here on.
        least: How much room must be left below it, else a new page begins.
        new_page: Whether it begins a page in any case.
    """

    key: str
    title: str
    head: str
    level: int = 0
    least: float = 0.0
    new_page: bool = False

    @override
    def height(self, width: float) -> float:
        return 0.0

    @override
    def draw(self, surface: Surface, x: float, top: float, width: float) -> None:
        surface.anchor(self.key, top)
        surface.outline(self.title, self.key, level=self.level)


@dataclass(frozen=True)
class Stack(Block):
    """Blocks below each other; splits between them, and within them if it must."""

    blocks: tuple[Block, ...]

    @override
    def height(self, width: float) -> float:
        return sum(
            block.height(width) + (block.before if place else 0.0)
            for place, block in enumerate(self.blocks)
        )

    @override
    def draw(self, surface: Surface, x: float, top: float, width: float) -> None:
        for place, block in enumerate(self.blocks):
            top += block.before if place else 0.0
            block.draw(surface, x, top, width)
            top += block.height(width)

    @override
    def split(
        self, width: float, room: float, *, must: bool = False
    ) -> tuple[Block, Block] | None:
        used = 0.0
        cut = 0
        for place, block in enumerate(self.blocks):
            needed = block.height(width) + (block.before if place else 0.0)
            if used + needed > room:
                break
            used += needed
            if not block.with_next:
                cut = place + 1
        else:
            return None
        if cut == place:
            block = self.blocks[place]
            left = room - used - (block.before if place else 0.0)
            parts = block.split(width, left, must=must)
            if parts is not None:
                return (
                    replace(self, blocks=(*self.blocks[:place], parts[0])),
                    replace(self, blocks=(parts[1], *self.blocks[place + 1 :])),
                )
        if cut == 0:
            return None
        return (
            replace(self, blocks=self.blocks[:cut]),
            replace(self, blocks=self.blocks[cut:], before=0.0),
        )


@dataclass(frozen=True)
class SideBySide(Block):
    """A side column and the main one, their tops level; only the main one splits.

    Attributes:
        whole: Whether it moves to the next page rather than being split.
    """

    side: Block
    main: Block
    side_width: float
    gutter: float
    whole: bool = False

    @override
    def height(self, width: float) -> float:
        return max(
            self.side.height(self.side_width), self.main.height(self._main(width))
        )

    @override
    def draw(self, surface: Surface, x: float, top: float, width: float) -> None:
        self.side.draw(surface, x, top, self.side_width)
        left = x + self.side_width + self.gutter
        self.main.draw(surface, left, top, self._main(width))

    @override
    def split(
        self, width: float, room: float, *, must: bool = False
    ) -> tuple[Block, Block] | None:
        if self.whole and not must:
            return None
        if self.side.height(self.side_width) > room:
            return None
        parts = self.main.split(self._main(width), room, must=must)
        if parts is None:
            return None
        return (
            replace(self, main=parts[0], with_next=False),
            replace(self, side=Empty(), main=parts[1], whole=False, before=0.0),
        )

    def _main(self, width: float) -> float:
        return width - self.side_width - self.gutter


@dataclass(frozen=True)
class Row(Block):
    """Blocks side by side in columns of equal width, their tops level."""

    blocks: tuple[Block, ...]
    gutter: float
    columns: int = 2

    @override
    def height(self, width: float) -> float:
        return max(block.height(self._column(width)) for block in self.blocks)

    @override
    def draw(self, surface: Surface, x: float, top: float, width: float) -> None:
        column = self._column(width)
        for place, block in enumerate(self.blocks):
            block.draw(surface, x + place * (column + self.gutter), top, column)

    def _column(self, width: float) -> float:
        return (width - self.gutter * (self.columns - 1)) / self.columns


@dataclass(frozen=True)
class PhotoBlock(Block):
    """A photo in its own proportions with the caption below it."""

    photo: Photo
    caption: Paragraph | None
    tallest: float = 63 * MM

    @cached_property
    def _pixels(self) -> tuple[int, int]:
        jpeg = Jpeg.of(self.photo)
        return jpeg.width, jpeg.height

    def _picture(self, width: float) -> tuple[float, float]:
        wide, high = self._pixels
        scale = min(width / wide, self.tallest / high)
        return wide * scale, high * scale

    @override
    def height(self, width: float) -> float:
        below = self.caption.lines(width) if self.caption else ()
        return self._picture(width)[1] + sum((line.height for line in below), start=4.0)

    @override
    def draw(self, surface: Surface, x: float, top: float, width: float) -> None:
        wide, high = self._picture(width)
        surface.photo(Jpeg.of(self.photo), x, top, width=wide, height=high)
        if self.caption:
            surface.text(self.caption, x, top + high + 4, width=width)


def photo_pairs(blocks: Sequence[PhotoBlock], *, gutter: float) -> list[Block]:
    """The photos two by two."""
    return [
        Row(tuple(blocks[start : start + 2]), gutter, before=9)
        for start in range(0, len(blocks), 2)
    ]
