"""Text laid out in lines, with the breaks and line heights each script needs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from icu4py.breakers import LineBreaker
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)

_ZWSP = "\u200b"
_LINE_SEPARATOR = "\u2028"
_ELLIPSIS = "\u2026"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text with a look of its own."""

    text: str
    bold: bool = False
    colour: QColor | None = None


def isolated(text: str) -> str:
    """A code, date or number that keeps its order inside a right-to-left text."""
    return f"\u2068{text}\u2069"


class Lines:
    """Text set in a width: how high it is, and how it is painted.

    Khmer and Burmese have no spaces between words; their breaks come from ICU, for
    display only.
    """

    def __init__(
        self,
        runs: Sequence[Run],
        *,
        font: QFont,
        width: float,
        line_height: float,
        right_to_left: bool = False,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeading,
        most_lines: int | None = None,
    ) -> None:
        self._line_height = line_height
        self._width = width
        text, places = _for_display([run.text for run in runs], font, width)
        # QTextLayout doesn't mirror "leading" by itself.
        side = Qt.AlignmentFlag.AlignLeft
        if align & Qt.AlignmentFlag.AlignHCenter:
            side = Qt.AlignmentFlag.AlignHCenter
        elif right_to_left:
            side = Qt.AlignmentFlag.AlignRight
        option = QTextOption(side)
        option.setTextDirection(
            Qt.LayoutDirection.RightToLeft
            if right_to_left
            else Qt.LayoutDirection.LeftToRight
        )
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        self._layout = QTextLayout(text, font)
        self._layout.setTextOption(option)
        self._layout.setFormats(list(_formats(runs, places, font)))
        self._layout.setCacheEnabled(True)
        self._fill(most_lines)

    def _fill(self, most_lines: int | None) -> None:
        widest = 0.0
        self._layout.beginLayout()
        count = 0
        while most_lines is None or count < most_lines:
            line = self._layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(self._width)
            spare = self._line_height - line.height()
            line.setPosition(QPointF(0, count * self._line_height + spare / 2))
            widest = max(widest, line.naturalTextWidth())
            count += 1
        self._layout.endLayout()
        self.count = count
        self.widest = widest

    @property
    def height(self) -> float:
        return self.count * self._line_height

    @property
    def is_cut(self) -> bool:
        """Whether text is left over that had no line."""
        if not self.count:
            return bool(self._layout.text())
        last = self._layout.lineAt(self.count - 1)
        return last.textStart() + last.textLength() < len(self._layout.text())

    def paint(self, painter: QPainter, corner: QPointF, colour: QColor) -> None:
        painter.setPen(colour)
        self._layout.draw(painter, corner)


def natural_width(runs: Iterable[Run], font: QFont) -> float:
    """How wide a text is that need not break."""
    width = 0.0
    for run in runs:
        metrics = QFontMetricsF(_weighted(font, run))
        width += max(
            (metrics.horizontalAdvance(part) for part in run.text.split("\n")),
            default=0.0,
        )
    return width


def elided(text: str, font: QFont, width: float) -> str:
    """A text cut to a width with an ellipsis at its end."""
    return QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, width)


def paint_line(
    painter: QPainter,
    rect: QRectF,
    text: str,
    *,
    font: QFont,
    colour: QColor,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    """Paint one line, centred in height, elided where the width is short."""
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(
        rect,
        int(align | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute),
        elided(text, font, rect.width()),
    )


def _weighted(font: QFont, run: Run) -> QFont:
    if not run.bold:
        return font
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    return bold


def _formats(
    runs: Sequence[Run], places: Sequence[tuple[int, int]], font: QFont
) -> Iterable[QTextLayout.FormatRange]:
    for run, (start, length) in zip(runs, places, strict=True):
        if not run.bold and run.colour is None:
            continue
        form = QTextCharFormat()
        if run.bold:
            form.setFont(_weighted(font, run))
        if run.colour is not None:
            form.setForeground(run.colour)
        stretch = QTextLayout.FormatRange()
        stretch.start, stretch.length, stretch.format = start, length, form
        yield stretch


def _for_display(
    texts: Sequence[str], font: QFont, width: float
) -> tuple[str, list[tuple[int, int]]]:
    shown, places, at = [], [], 0
    for text in texts:
        text = text.replace("\n", _LINE_SEPARATOR)
        if _has(text, 0x1780, 0x17FF):
            text = _ZWSP.join(_segments(text, "km"))
        if _has(text, 0x1000, 0x109F):
            text = _burmese(text, font, width)
        # Qt counts in UTF-16.
        length = len(text.encode("utf-16-le")) // 2
        shown.append(text)
        places.append((at, length))
        at += length
    return "".join(shown), places


def _has(text: str, first: int, last: int) -> bool:
    return any(first <= ord(letter) <= last for letter in text)


@lru_cache(maxsize=2048)
def _segments(text: str, language: str) -> tuple[str, ...]:
    # Offsets are UTF-16 code units, like Qt's.
    units = text.encode("utf-16-le")
    return tuple(
        units[2 * start : 2 * end].decode("utf-16-le")
        for start, end in LineBreaker(text, language).segments()
    )


def _burmese(text: str, font: QFont, width: float) -> str:
    """Break Burmese here: Qt breaks it inside of syllables (seen in 6.11 and 6.12)."""
    metrics = QFontMetricsF(font)
    out: list[str] = []
    for paragraph in text.split(_LINE_SEPARATOR):
        lines = [""]
        for segment in _segments(paragraph, "my"):
            if lines[-1] and metrics.horizontalAdvance(lines[-1] + segment) > width:
                lines.append("")
            lines[-1] += segment
        out.append(_LINE_SEPARATOR.join(lines))
    return _LINE_SEPARATOR.join(out)
