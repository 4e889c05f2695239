"""The cover: what was assessed, never the result, because it lies on desks."""

from dataclasses import dataclass

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel
from typing_extensions import override

from bwassess.report.charts import MEDIUM, Seam
from bwassess.report.content import Headcount, ReportContent, Stitch
from bwassess.report.flowables import Block
from bwassess.report.styles import (
    COVER_ADDRESS,
    COVER_KIND,
    COVER_NAME,
    COVER_NAME_LONG,
    COVER_NAME_LONGEST,
    COVER_VALUE,
    INDIGO,
    INK,
    LINE,
    NOTE,
    NOTE_DARK,
    NOTE_STRONG,
    TEXT,
    TEXT_STRONG,
)
from bwassess.report.surface import Align, Surface
from bwassess.report.typography import Paragraph, Run, TextStyle
from bwassess.report.wording import DASH, day, days, listed, month, number
from bwassess.text import _, ngettext

_FACT_HEIGHT = 35.5
_SEAM_ROW = 20.3
_QR_SIZE = 63.0
_BOTTOM = 726.0

_NAME_STYLES = ((COVER_NAME, 2), (COVER_NAME_LONG, 3), (COVER_NAME_LONGEST, 99))
"""Styles of the factory's name, each with the most lines it may take."""


@dataclass(frozen=True)
class Cover(Block):
    """The whole first page."""

    content: ReportContent
    language: str

    @override
    def height(self, width: float) -> float:
        return 0.0

    @override
    def draw(self, surface: Surface, x: float, top: float, width: float) -> None:
        self._letterhead(surface, x, width)
        top = self._title(surface, x, 154, width)
        top = self._facts(surface, x, top + 30, width)
        top = self._extent(surface, x, max(top + 12, 482), width)
        self._authenticity(surface, x, max(top + 8, _BOTTOM), width)

    def _paragraph(self, text: str, style: TextStyle) -> Paragraph:
        return Paragraph.of(text, style, self.language)

    def _letterhead(self, surface: Surface, x: float, width: float) -> None:
        content = self.content
        middle = 60.0
        draw_mark(surface, x + 14.6, middle)
        left = x + 39
        top = surface.text(
            self._paragraph(content.programme, TEXT_STRONG), left, 47, width=width * 0.6
        )
        country = self._paragraph(
            content.factory.country, TextStyle(9.5, 13.5, NOTE_DARK.colour)
        )
        surface.text(country, left, top - 1, width=width * 0.6)
        surface.text(
            self._paragraph(_("Confidential"), NOTE),
            x,
            middle - 5,
            width=width,
            align=Align.END,
        )

    def _title(self, surface: Surface, x: float, top: float, width: float) -> float:
        kind = self._paragraph(_("Compliance assessment report"), COVER_KIND)
        top = surface.text(kind, x, top, width=width) + 5
        factory = self.content.factory
        name = next(
            paragraph
            for style, most in _NAME_STYLES
            if (paragraph := self._paragraph(factory.name, style))
            and len(paragraph.lines(width * 0.86)) <= most
        )
        top = surface.text(name, x, top, width=width * 0.86) + 7
        address = self._paragraph(factory.address, COVER_ADDRESS)
        return surface.text(address, x, top, width=width * 0.8)

    def _facts(self, surface: Surface, x: float, top: float, width: float) -> float:
        gutter = 27.0
        column = (width - gutter) / 2
        bottoms = []
        for place, facts in enumerate(self._columns()):
            left = x + place * (column + gutter)
            below = top
            for label, value in facts:
                surface.rule(left, below, column, thickness=0.5, colour=LINE)
                after = surface.text(
                    self._paragraph(label, NOTE), left, below + 6, width=column
                )
                after = surface.text(
                    self._paragraph(value, COVER_VALUE), left, after, width=column
                )
                below = max(below + _FACT_HEIGHT, after + 5)
            bottoms.append(below)
        return max(bottoms)

    def _columns(self) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        factory, visit = self.content.factory, self.content.visit
        how = _("announced") if visit.announced else _("unannounced")
        earlier = ""
        if visit.earlier:
            earlier = "; " + _("earlier assessments {months}").format(
                months=listed([month(date) for date in visit.earlier])
            )
        return (
            [
                (_("Assessed"), f"{days(visit.days)}, {how}"),
                (_("Country"), factory.country),
                (_("Workers"), workers(factory.workers)),
                (_("Team"), ", ".join(visit.team)),
            ],
            [
                (_("Cycle"), f"{number(visit.cycle)}{earlier}"),
                (_("Industry"), factory.industry or DASH),
                (_("Checklist"), visit.checklist),
                (_("Report"), f"{visit.report_number}, {day(visit.report_date)}"),
            ],
        )

    def _extent(self, surface: Surface, x: float, top: float, width: float) -> float:
        content = self.content
        surface.rule(x, top, width, thickness=1.0, colour=INK)
        top += 9
        surface.text(
            self._paragraph(_("What was assessed"), TEXT_STRONG),
            x,
            top,
            width=width * 0.4,
        )
        points = len(content.points)
        extent = ngettext(
            "{questions} questions in {points} compliance point;"
            " a stitch is a question",
            "{questions} questions in {points} compliance points;"
            " a stitch is a question",
            points,
        ).format(questions=number(content.questions), points=number(points))
        surface.text(
            self._paragraph(extent, NOTE),
            x + width * 0.35,
            top + 1,
            width=width * 0.65,
            align=Align.END,
        )
        top += 22
        labels = [self._paragraph(one.label, TEXT) for one in content.clusters]
        longest = max((label.natural_width for label in labels), default=0.0)
        label_width = 122.0 if longest <= 116 else 154.0
        count_width = 30.0
        pitch = min(_SEAM_ROW, (_BOTTOM - 8 - top) / max(1, len(content.clusters)))
        for cluster, label in zip(content.clusters, labels, strict=True):
            line = label.lines(label_width - 6)[0]
            below = surface.text(label, x, top, width=label_width - 6)
            seam = Seam(
                tuple((Stitch.MET,) * len(point.stitches) for point in cluster.points),
                MEDIUM,
            )
            seam.draw(
                surface,
                x + label_width,
                top + line.height / 2 - 4,
                width - label_width - count_width,
            )
            surface.text(
                self._paragraph(number(cluster.questions), NOTE),
                x,
                top + 1.5,
                width=width,
                align=Align.END,
            )
            top = max(top + pitch, below + 3)
        return top

    def _authenticity(
        self, surface: Surface, x: float, top: float, width: float
    ) -> None:
        visit = self.content.visit
        left = x
        if visit.digest:
            draw_qr(
                surface,
                f"{visit.report_number} {visit.digest}",
                x,
                top,
                size=_QR_SIZE,
            )
            left += _QR_SIZE + 13
        runs = []
        if visit.approved_by and visit.approved_on:
            approved = _("Approved on {date} by {name} for the programme.").format(
                date=day(visit.approved_on), name=visit.approved_by
            )
            runs.append(Run(approved + " ", NOTE_DARK))
        if visit.digest:
            before, _sep, after = _(
                "Digest {digest}: the hub of the programme shows the same."
            ).partition("{digest}")
            grouped = " ".join(
                visit.digest[start : start + 4] for start in range(0, 12, 4)
            )
            runs += [
                Run(before, NOTE_DARK),
                Run(grouped, NOTE_STRONG),
                Run(after, NOTE_DARK),
            ]
        if runs:
            surface.text(
                Paragraph(tuple(runs), self.language), left, top + 31, width=245
            )
        valid = _(
            "Valid only if received from the programme. It may be passed to buyers only"
            " with consent of the factory."
        )
        surface.text(
            self._paragraph(valid, NOTE_DARK),
            x + width - 162,
            top + 31,
            width=162,
        )


def workers(count: Headcount) -> str:
    """The workforce in one line: total, women, men."""
    if count.total is None:
        return DASH
    return _("{total}: {women} women, {men} men").format(
        total=number(count.total), women=number(count.women), men=number(count.men)
    )


def draw_mark(surface: Surface, x: float, middle: float) -> None:
    """The programme's mark: a seam in a circle, its centre given."""
    surface.ring(x, middle, 14.2, thickness=1.1, colour=INDIGO)
    surface.bar(x - 9.6, middle - 0.4, 19.2, 1.1, colour=INDIGO)
    for left in (-8.4, -5.0, 2.9, 6.3):
        surface.bar(x + left, middle - 6.2, 2.2, 5.0, colour=INDIGO)
    surface.bar(x - 1.1, middle + 1.6, 2.2, 5.6, colour=INDIGO)


def draw_qr(surface: Surface, text: str, x: float, top: float, *, size: float) -> None:
    """A QR code of plain squares."""
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    count = code.getModuleCount()
    module = size / count
    for row in range(count):
        column = 0
        while column < count:
            end = column
            while end < count and code.isDark(row, end):
                end += 1
            if end > column:
                surface.bar(
                    x + column * module,
                    top + row * module,
                    (end - column) * module,
                    module * 1.02,
                    colour=INK,
                )
            column = end + 1
