"""Chapters on results: summary, publicly reported issues, comparison."""

from collections.abc import Iterator

from bwassess.report.charts import (
    Bar,
    BarChart,
    Seam,
    TrendMark,
)
from bwassess.report.content import (
    Finding,
    Point,
    ReportContent,
    Stitch,
    Trend,
)
from bwassess.report.flowables import (
    Block,
    Empty,
    Rule,
    SideBySide,
    Stack,
    TextBlock,
)
from bwassess.report.fonts import leading
from bwassess.report.setting import Setting
from bwassess.report.styles import (
    FIGURE,
    FIGURE_FINDING,
    INK,
    LEAD,
    MADDER,
    NOTE,
    NOTE_DARK,
    SUBHEADING,
    TABLE,
    TABLE_FINDING,
    TABLE_HEAD,
    TABLE_QUIET,
    TABLE_STRONG,
)
from bwassess.report.surface import Align
from bwassess.report.tables import Group, Table, TableRow
from bwassess.report.typography import TextStyle
from bwassess.report.wording import (
    DASH,
    number,
)
from bwassess.text import _, ngettext


def summary(content: ReportContent, setting: Setting) -> Iterator[Block]:
    yield from setting.heading(_("Summary of results"), key="summary")
    yield setting.text(_result(content), LEAD, before=3)
    for paragraph in filter(None, content.summary.split("\n\n")):
        yield setting.text(paragraph.strip(), before=6)
    yield SideBySide(
        _figures(content, setting),
        _chart(content, setting),
        setting.size.side_column,
        24,
        before=8,
    )
    yield _points_table(content, setting)
    yield setting.text(
        _(
            "Each stitch is a question: up when met, down when not met, short when"
            " not applicable. P: a publicly reported issue is not met."
        ),
        NOTE,
        before=5,
    )


def _result(content: ReportContent) -> str:
    points = content.points
    not_met = sum(point.found > 0 for point in points)
    text = ngettext(
        "In {not_met} of {points} compliance points at least one requirement was"
        " not met.",
        "In {not_met} of {points} compliance points at least one requirement was"
        " not met.",
        not_met,
    ).format(not_met=number(not_met), points=number(len(points)))
    trends = [point.trend for point in points]
    last = sum((point.last_findings or 0) > 0 for point in points)
    if any(point.last_findings is not None for point in points):
        text += " " + _(
            "At the last assessment it was {last}. Repeated: {repeated}; new: {new};"
            " closed: {closed}."
        ).format(
            last=number(last),
            repeated=number(trends.count(Trend.REPEATED)),
            new=number(trends.count(Trend.NEW)),
            closed=number(trends.count(Trend.CLOSED)),
        )
    return text


def _figures(content: ReportContent, setting: Setting) -> Block:
    not_met = sum(point.found > 0 for point in content.points)
    found = sum(point.found for point in content.points)
    return Stack(
        (
            Rule(1.0, MADDER),
            _figure(setting, not_met, len(content.points), style=FIGURE_FINDING),
            setting.text(_("compliance points not met"), NOTE_DARK),
            Rule(1.0, INK, before=8),
            _figure(setting, found, content.questions, style=FIGURE),
            setting.text(_("questions with a finding"), NOTE_DARK),
        )
    )


def _figure(setting: Setting, part: int, whole: int, *, style: TextStyle) -> Block:
    said = _("{part} of {whole}").format(part=number(part), whole=number(whole))
    words = setting.words(said, style).shrunk(setting.size.side_column)
    return TextBlock(words, before=4)


def _chart(content: ReportContent, setting: Setting) -> BarChart:
    of = _("{part} of {whole}")
    return BarChart(
        setting.words(_("Points not met, by cluster"), TABLE_STRONG),
        setting.words(_("this cycle"), NOTE),
        setting.words(_("last cycle"), NOTE),
        tuple(
            Bar(
                setting.words(cluster.label, TABLE),
                cluster.points_not_met,
                cluster.last_points_not_met,
                len(cluster.points),
                setting.words(
                    of.format(
                        part=number(cluster.points_not_met),
                        whole=number(len(cluster.points)),
                    ),
                    TABLE,
                ),
            )
            for cluster in content.clusters
        ),
    )


def _points_table(content: ReportContent, setting: Setting) -> Table:
    end = Align.END
    return Table(
        (76, 19, 0, 45, 36, 20, 1, 54, 28),
        (
            setting.cell(_("Cluster"), TABLE_HEAD),
            Empty(),
            setting.cell(_("Compliance point"), TABLE_HEAD),
            setting.cell(_("Questions"), TABLE_HEAD),
            setting.cell(_("Findings"), TABLE_HEAD, align=end),
            setting.cell(_("Last"), TABLE_HEAD, align=end),
            Empty(),
            setting.cell(_("Change"), TABLE_HEAD),
            setting.cell(_("Public"), TABLE_HEAD, align=Align.CENTRE),
        ),
        tuple(
            Group(
                setting.cell(cluster.label, TABLE_STRONG),
                tuple(_point_row(setting, point) for point in cluster.points),
            )
            for cluster in content.clusters
        ),
        gap=4,
        pad=1.15,
        before=8,
    )


def _point_row(setting: Setting, point: Point) -> TableRow:
    end = Align.END
    return (
        setting.cell(point.code, TABLE_QUIET),
        setting.cell(point.name),
        Seam((point.stitches,), drop=2.2 * leading(setting.language)),
        setting.cell(
            number(point.found) if point.found else DASH,
            TABLE_FINDING if point.found else TABLE_QUIET,
            align=end,
        ),
        setting.cell(
            number(point.last_findings) if point.last_findings else DASH,
            TABLE_QUIET,
            align=end,
        ),
        Empty(),
        setting.trend(point.trend),
        setting.cell(_("P") if point.public else "", align=Align.CENTRE),
    )


def public_issues(content: ReportContent, setting: Setting) -> Iterator[Block]:
    issues = content.public_issues
    if not issues:
        return
    yield from setting.heading(
        _("Publicly reported issues"), key="public", new_page=False, least=260
    )
    not_met = sum(issue.stitch is Stitch.FINDING for issue in issues)
    yield setting.text(
        ngettext(
            "The programme publishes {issues} issue for each factory;"
            " {not_met} of them is not met.",
            "The programme publishes {issues} issues for each factory;"
            " {not_met} of them are not met.",
            len(issues),
        ).format(issues=number(len(issues)), not_met=number(not_met)),
        LEAD,
        before=3,
    )
    rows = tuple(
        (
            setting.cell(issue.code, TABLE_QUIET),
            setting.cell(issue.question),
            _standing(setting, issue.stitch),
            setting.trend(issue.trend),
        )
        for issue in issues
    )
    yield Table(
        (40, 0, 70, 60),
        (
            setting.cell(_("Code"), TABLE_HEAD),
            setting.cell(_("Issue"), TABLE_HEAD),
            setting.cell(_("This cycle"), TABLE_HEAD),
            setting.cell(_("Change"), TABLE_HEAD),
        ),
        (Group(None, rows),),
        before=8,
    )


def _standing(setting: Setting, stitch: Stitch) -> TextBlock:
    words = {
        Stitch.MET: _("met"),
        Stitch.FINDING: _("not met"),
        Stitch.NOT_APPLICABLE: _("not applicable"),
        Stitch.OPEN: _("open"),
        Stitch.DISPUTED: _("disputed"),
    }
    style = TABLE_FINDING if stitch is Stitch.FINDING else TABLE
    return setting.cell(words[stitch], style)


def comparison(content: ReportContent, setting: Setting) -> Iterator[Block]:
    if not any(point.last_findings is not None for point in content.points):
        return
    yield from setting.heading(
        _("Comparison with the last cycle"),
        key="comparison",
        new_page=False,
        least=300,
    )
    findings = list(content.findings)
    groups: list[tuple[Trend, str, list[tuple[str, str]]]] = [
        (
            trend,
            title,
            [(f.code, _in_row(f)) for f in findings if f.trend is trend],
        )
        for trend, title in (
            (Trend.REPEATED, _("Repeated findings")),
            (Trend.NEW, _("New findings")),
        )
    ]
    groups.append(
        (
            Trend.CLOSED,
            _("Closed findings"),
            [(entry.code, entry.sentence) for entry in content.closed],
        )
    )
    for trend, title, entries in groups:
        words = setting.words(f"{title}: {number(len(entries))}", SUBHEADING)
        yield TrendMark(trend, words, before=18, with_next=True)
        if not entries:
            yield setting.text(_("None."), before=2)
            continue
        rows = tuple(
            (
                setting.cell(code, TABLE_QUIET),
                setting.cell(sentence),
            )
            for code, sentence in entries
        )
        yield Table(
            (42, 0),
            (
                setting.cell(_("Code"), TABLE_HEAD),
                setting.cell(_("Finding"), TABLE_HEAD),
            ),
            (Group(None, rows),),
            before=4,
        )


def _in_row(finding: Finding) -> str:
    """A finding's sentence, after the row it is of."""
    if not finding.row:
        return finding.sentence
    return _("{row}: {sentence}").format(row=finding.row, sentence=finding.sentence)
