"""Blocks to pages, then pages to a surface, with running head and foot."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from typing_extensions import override

from bwassess.report.flowables import Anchor, Block, Rule
from bwassess.report.styles import (
    INK,
    NOTE,
    NOTE_STRONG,
    TEXT,
    TEXT_STRONG,
    PageSize,
)
from bwassess.report.surface import Align, Surface
from bwassess.report.typography import Paragraph, Run

_HEAD_ROOM = 31.0


@dataclass(frozen=True, slots=True)
class Placed:
    block: Block
    top: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page ready to be drawn; `head` is the right half of its running head."""

    placed: tuple[Placed, ...]
    head: str = ""


def paginate(blocks: Iterable[Block], size: PageSize) -> list[Page]:
    """Put blocks on pages, never parting what stays together."""
    return list(_Paginator(size).pages(blocks))


class _Paginator:
    def __init__(self, size: PageSize) -> None:
        self._width = size.text_width
        self._begin = size.top_margin + _HEAD_ROOM
        self._end = size.height - size.bottom_margin
        self._placed: list[Placed] = []
        self._top = self._begin
        self._head = self._next_head = ""

    def pages(self, blocks: Iterable[Block]) -> Iterator[Page]:
        waiting = list(blocks)[::-1]
        while waiting:
            chain = [waiting.pop()]
            while chain[-1].with_next and waiting:
                chain.append(waiting.pop())
            yield from self._place_chain(chain, waiting)
        if self._placed:
            yield self._turn()

    def _place_chain(self, chain: list[Block], waiting: list[Block]) -> Iterator[Page]:
        """Place blocks that stay together; what doesn't fit goes back to `waiting`."""
        first = chain[0]
        if isinstance(first, Anchor):
            short = self._end - self._top < first.least
            if self._placed and (first.new_page or short):
                yield self._turn()
            self._next_head = first.head
            if not self._placed:
                self._head = first.head
        while not self._fits(chain):
            split = self._split_last(chain, must=False)
            if split is None and self._placed:
                yield self._turn()
                continue
            if split is None:
                split = self._split_last(chain, must=True)
            if split is None:
                break
            for block in split[0]:
                self._put(block)
            waiting.append(split[1])
            yield self._turn()
            return
        for block in chain:
            self._put(block)

    def _fits(self, chain: Sequence[Block]) -> bool:
        return self._needed(chain) <= self._end - self._top

    def _needed(self, chain: Sequence[Block]) -> float:
        return sum(
            block.height(self._width) + (block.before if place or self._placed else 0)
            for place, block in enumerate(chain)
        )

    def _split_last(
        self, chain: Sequence[Block], *, must: bool
    ) -> tuple[list[Block], Block] | None:
        last = chain[-1]
        before = last.before if len(chain) > 1 or self._placed else 0.0
        room = self._end - self._top - self._needed(chain[:-1]) - before
        parts = last.split(self._width, room, must=must)
        return None if parts is None else ([*chain[:-1], parts[0]], parts[1])

    def _put(self, block: Block) -> None:
        if isinstance(block, Rule) and self._top == self._begin:
            return  # The running head has one just above.
        if isinstance(block, Anchor):
            self._next_head = block.head
        if self._placed and self._top > self._begin:
            self._top += block.before
        self._placed.append(Placed(block, self._top))
        self._top += block.height(self._width)

    def _turn(self) -> Page:
        page = Page(tuple(self._placed), self._head)
        self._placed = []
        self._top = self._begin
        self._head = self._next_head
        return page


@dataclass(frozen=True, slots=True)
class Furniture:
    """What every page but the cover repeats.

    Attributes:
        page: Says "x of y".
        watermark: Over every page; empty for none.
    """

    name: str
    visit: str
    foot: str
    language: str
    page: Callable[[int, int], str]
    watermark: Paragraph | None = None


def draw_page(
    surface: Surface, page: Page, furniture: Furniture, *, number: int, total: int
) -> None:
    """Draw one page and turn it; the first one has no running head."""
    size = surface.size
    left, width = size.side_margin, size.text_width
    if furniture.watermark is not None:
        surface.slanted(furniture.watermark)
    if number > 1:
        _draw_head(surface, page, furniture)
    for placed in page.placed:
        placed.block.draw(surface, left, placed.top, width)
    foot = size.height - size.bottom_margin + 14
    language = furniture.language
    surface.text(
        Paragraph.of(furniture.foot, NOTE, language), left, foot, width=width * 0.7
    )
    surface.text(
        Paragraph.of(furniture.page(number, total), NOTE, language),
        left,
        foot,
        width=width,
        align=Align.END,
    )
    surface.end_page()


def _draw_head(surface: Surface, page: Page, furniture: Furniture) -> None:
    size = surface.size
    left, width = size.side_margin, size.text_width
    chapter = Paragraph.of(page.head, NOTE, furniture.language).narrowed(width * 0.44)
    visit = Run(f" · {furniture.visit}", NOTE)
    room = width * 0.54 - Paragraph((visit,), furniture.language).natural_width
    name = Paragraph.of(furniture.name, NOTE_STRONG, furniture.language).narrowed(room)
    name = Paragraph((*name.runs, visit), furniture.language)
    rule = size.top_margin + 15
    for paragraph, align in ((name, Align.START), (chapter, Align.END)):
        line = paragraph.lines(width)[0]
        surface.line(line, left, rule - 5 - line.height, width=width, align=align)
    surface.rule(left, rule, width, thickness=0.5, colour=INK)


@dataclass(frozen=True)
class ContentsEntry(Block):
    """A line of the contents that leads to its page."""

    title: Paragraph
    page: Paragraph
    key: str
    level: int

    @override
    def height(self, width: float) -> float:
        return self.title.lines(width - 40)[0].height + 3

    @override
    def draw(self, surface: Surface, x: float, top: float, width: float) -> None:
        indent = 16.0 * self.level
        title = self.title.narrowed(width - 40 - indent)
        surface.text(title, x + indent, top, width=width - 40 - indent)
        surface.text(self.page, x, top, width=width, align=Align.END)
        surface.link(self.key, x, top, width, self.height(width))


def contents_entries(
    pages: Sequence[Page],
    *,
    first: int,
    language: str,
    shown: Callable[[int], str],
) -> list[Block]:
    """An entry for every anchor of these pages; `first` is the number of the first."""
    entries: list[Block] = []
    for number, page in enumerate(pages, start=first):
        for placed in page.placed:
            anchor = placed.block
            if isinstance(anchor, Anchor):
                style = TEXT if anchor.level else TEXT_STRONG
                entries.append(
                    ContentsEntry(
                        Paragraph.of(anchor.title, style, language),
                        Paragraph.of(shown(number), TEXT, language),
                        anchor.key,
                        anchor.level,
                        before=0.0 if anchor.level else 7.0,
                    )
                )
    return entries
