"""How the report looks: page, sizes and colours; all print in black and white too."""

from dataclasses import dataclass, replace

from bwassess.report.fonts import Weight
from bwassess.report.typography import TextStyle

MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class PageSize:
    """A sheet with its margins, in points; a side column and a main one."""

    width: float = 210 * MM
    height: float = 297 * MM
    side_margin: float = 17 * MM
    top_margin: float = 14 * MM
    bottom_margin: float = 18 * MM
    side_column: float = 41 * MM
    gutter: float = 4 * MM

    @property
    def text_width(self) -> float:
        return self.width - 2 * self.side_margin


A4 = PageSize()

INK = "#13201D"
INK2 = "#42504C"
INK3 = "#5C6B66"
LINE = "#C9D1CE"
INDIGO = "#2B478F"
MADDER = "#A52A20"
VERDIGRIS = "#17684E"
WELD = "#7A4F00"
STITCH = "#3E4F4A"
NOT_APPLICABLE = "#A3B0AB"
THREAD = "#B4C0BB"
WATERMARK = "#E4E8E6"

TEXT = TextStyle(9.5, 13.5, INK)
TEXT_STRONG = replace(TEXT, weight=Weight.SEMIBOLD)
LEAD = TextStyle(10, 14.5, INK2)
FINDING = TextStyle(10, 15, INK)
NOTE = TextStyle(8, 10.5, INK3)
FACT_LABEL = replace(NOTE, leading=14.6)  # level with TEXT beside it
ANSWER = TextStyle(9, 12, INK)
ANSWER_QUESTION = replace(ANSWER, colour=INK2)
ANSWER_CODE = replace(ANSWER, colour=INK3)
ANSWER_ROW = replace(ANSWER, weight=Weight.SEMIBOLD)
NOTE_DARK = replace(NOTE, colour=INK2)
NOTE_STRONG = replace(NOTE, colour=INK, weight=Weight.SEMIBOLD)
NOTE_FINDING = replace(NOTE_STRONG, colour=MADDER)
SIDE = TextStyle(8.4, 11.2, INK)
TABLE = TextStyle(8.1, 10.5, INK)
TABLE_QUIET = replace(TABLE, colour=INK3)
TABLE_STRONG = replace(TABLE, weight=Weight.SEMIBOLD)
TABLE_HEAD = replace(TABLE_STRONG, colour=INK2)
TABLE_DOUBT = replace(TABLE, colour=WELD)
TABLE_FINDING = replace(TABLE_STRONG, colour=MADDER)
HEADING = TextStyle(19, 24, INK, Weight.SEMIBOLD)
SUBHEADING = TextStyle(11.5, 16, INK, Weight.SEMIBOLD)
NUMBER = TextStyle(16, 19, MADDER, Weight.SEMIBOLD)
FIGURE = TextStyle(20, 25, INK, Weight.SEMIBOLD)
FIGURE_FINDING = replace(FIGURE, colour=MADDER)
COVER_KIND = TextStyle(12.5, 17, INDIGO, Weight.SEMIBOLD)
COVER_NAME = TextStyle(33, 41, INK, Weight.SEMIBOLD)
COVER_NAME_LONG = TextStyle(24, 30, INK, Weight.SEMIBOLD)
COVER_NAME_LONGEST = TextStyle(17, 22, INK, Weight.SEMIBOLD)
COVER_ADDRESS = TextStyle(11, 15, INK2)
COVER_VALUE = TextStyle(10, 13.5, INK)
DRAFT = TextStyle(120, 150, WATERMARK, Weight.SEMIBOLD)
