"""The small pieces chapters are set from: texts, headings, facts, cells."""

from collections.abc import Iterator

from bwassess.report.charts import (
    TrendMark,
)
from bwassess.report.content import (
    Headcount,
    Trend,
)
from bwassess.report.flowables import (
    Anchor,
    Block,
    Empty,
    Rule,
    SideBySide,
    TextBlock,
)
from bwassess.report.styles import (
    FACT_LABEL,
    HEADING,
    LINE,
    SUBHEADING,
    TABLE,
    TABLE_HEAD,
    TABLE_STRONG,
    TEXT,
    PageSize,
)
from bwassess.report.surface import Align
from bwassess.report.tables import Group, Table
from bwassess.report.typography import Paragraph, TextStyle
from bwassess.report.wording import (
    DASH,
    number,
)
from bwassess.text import _


class Setting:
    """Sets pieces in one language on one size of paper, and counts chapters.

    Attributes:
        chapter: The number of the chapter begun last.
    """

    def __init__(self, *, language: str, size: PageSize) -> None:
        self.language = language
        self.size = size
        self.chapter = 0

    def words(self, text: str, style: TextStyle) -> Paragraph:
        return Paragraph.of(text, style, self.language)

    def text(
        self,
        text: str,
        style: TextStyle = TEXT,
        *,
        before: float = 0.0,
        align: Align = Align.START,
        with_next: bool = False,
    ) -> TextBlock:
        return TextBlock(
            self.words(text, style), align, before=before, with_next=with_next
        )

    def heading(
        self, title: str, *, key: str, new_page: bool = True, least: float = 0.0
    ) -> Iterator[Block]:
        self.chapter += 1
        head = f"{self.chapter} {title}"
        yield Anchor(
            key, head, head, least=least, new_page=new_page, with_next=True, before=30
        )
        yield self.text(title, HEADING, with_next=True)

    def subheading(self, title: str) -> TextBlock:
        return self.text(title, SUBHEADING, before=18, with_next=True)

    def facts(self, facts: list[tuple[str, str]]) -> Iterator[Block]:
        """Label and value below each other, a hairline above each."""
        for label, value in facts:
            yield Rule(0.4, LINE, before=5, with_next=True)
            yield SideBySide(
                self.text(label, FACT_LABEL),
                self.text(value or DASH),
                self.size.side_column,
                self.size.gutter,
                before=4,
            )

    def cell(
        self, text: str, style: TextStyle = TABLE, *, align: Align = Align.START
    ) -> TextBlock:
        return self.text(text, style, align=align)

    def people(self, what: str, rows: list[tuple[str, Headcount]]) -> Table:
        end = Align.END
        return Table(
            (0, 60, 60, 60),
            (
                self.cell(what, TABLE_HEAD),
                self.cell(_("Women"), TABLE_HEAD, align=end),
                self.cell(_("Men"), TABLE_HEAD, align=end),
                self.cell(_("Total"), TABLE_HEAD, align=end),
            ),
            (
                Group(
                    None,
                    tuple(
                        (
                            self.cell(label),
                            self.cell(number(count.women), align=end),
                            self.cell(number(count.men), align=end),
                            self.cell(number(count.total), TABLE_STRONG, align=end),
                        )
                        for label, count in rows
                    ),
                ),
            ),
            before=6,
        )

    def trend(self, trend: Trend) -> Block:
        word = {
            Trend.NONE: "",
            Trend.NEW: _("new"),
            Trend.REPEATED: _("repeated"),
            Trend.CLOSED: _("closed"),
        }[trend]
        return TrendMark(trend, self.words(word, TABLE)) if word else Empty()
