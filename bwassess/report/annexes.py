"""Information sections, and the law and values used."""

from collections.abc import Iterator

from bwassess.assessment.measures import cited
from bwassess.checklist.parameters import RuleState
from bwassess.report.content import (
    Information,
    LawUsed,
    LawValue,
    ReportContent,
)
from bwassess.report.flowables import (
    Anchor,
    Block,
    Rule,
    SideBySide,
    Stack,
    TextBlock,
)
from bwassess.report.setting import Setting
from bwassess.report.styles import (
    ANSWER,
    ANSWER_CODE,
    ANSWER_QUESTION,
    ANSWER_ROW,
    LEAD,
    LINE,
    NOTE_DARK,
    SUBHEADING,
    TABLE,
    TABLE_DOUBT,
    TABLE_HEAD,
    TABLE_QUIET,
    TABLE_STRONG,
)
from bwassess.report.tables import Group, Table, TableRow
from bwassess.report.typography import Paragraph, Run
from bwassess.report.wording import (
    DASH,
    day,
    kept,
    listed,
    number,
    short_day,
)
from bwassess.text import _, ngettext

_SHORT = 60
"""Letters of a value that stands out; longer ones read as text."""


def information(content: ReportContent, setting: Setting) -> Iterator[Block]:
    sections = content.information
    if not sections:
        return
    yield from setting.heading(
        _("Information on the factory and the visit"),
        key="information",
        new_page=False,
        least=300,
    )
    for section in sections:
        yield Anchor(
            f"information-{section.code}",
            section.name,
            f"{setting.chapter} {section.name}",
            level=1,
            least=120,
            with_next=True,
        )
        yield setting.text(section.name, SUBHEADING, before=16, with_next=True)
        row = ""
        for entry in section.answers:
            if entry.row != row and entry.row:
                yield setting.text(entry.row, ANSWER_ROW, before=9, with_next=True)
            # What follows the last row is set off, so as not to read as part of it.
            before = 4.0 if entry.row or not row else 14.0
            row = entry.row
            yield from _information_row(setting, entry, before=before)


def _information_row(
    setting: Setting, entry: Information, *, before: float
) -> Iterator[Block]:
    yield Rule(0.4, LINE, before=before, with_next=True)
    half = setting.size.text_width * 0.46
    answer = setting.text(entry.answer or DASH, ANSWER)
    yield SideBySide(
        SideBySide(
            setting.text(entry.code, ANSWER_CODE),
            setting.text(entry.question, ANSWER_QUESTION),
            40,
            4,
        ),
        Stack((answer, setting.text(kept(entry.passed), NOTE_DARK, before=1)))
        if entry.passed
        else answer,
        half,
        14,
        before=3,
    )


def laws(content: ReportContent, setting: Setting) -> Iterator[Block]:
    laws = content.laws
    if not laws:
        return
    yield from setting.heading(_("Annex: national law and values used"), key="laws")
    yield setting.text(
        _("The values in force on {day}.").format(
            day=day(content.visit.days[0] if content.visit.days else None)
        ),
        LEAD,
        before=3,
    )
    for said in _warnings(content):
        yield setting.text(said, before=3)
    groups = tuple(_law_group(setting, law) for law in laws if law.told)
    if groups:
        yield Table(
            (104, 0, 112, 137),
            (
                setting.cell(_("Subject"), TABLE_HEAD),
                setting.cell(_("Case"), TABLE_HEAD),
                setting.cell(_("Value"), TABLE_HEAD),
                setting.cell(_("Law"), TABLE_HEAD),
            ),
            groups,
            gap=8,
            before=8,
        )
    yield from _laws_in_full(content, setting)
    unknown = [law for law in laws if law.unknown]
    if unknown:
        yield setting.subheading(_("Values not known"))
        yield setting.text(
            _("A rule that needs one of these values makes no finding by itself."),
            before=3,
        )
        yield Table(
            (150, 0, 120),
            (
                setting.cell(_("Subject"), TABLE_HEAD),
                setting.cell(_("Case"), TABLE_HEAD),
                setting.cell(_("Questions"), TABLE_HEAD),
            ),
            (Group(None, tuple(_not_known(setting, law) for law in unknown)),),
            gap=8,
            pad=1.15,
            before=6,
        )


def _warnings(content: ReportContent) -> Iterator[str]:
    """What the marks beside values mean, as far as there are any."""
    unverified = content.unverified
    if unverified:
        yield ngettext(
            "{count} value has not been checked against the law by a named"
            " person; it is marked as unverified.",
            "{count} values have not been checked against the law by a named"
            " person; they are marked as unverified.",
            unverified,
        ).format(count=number(unverified))
    disputed = sum(value.disputed for law in content.laws for value in law.told)
    if disputed:
        yield ngettext(
            "Of {count} value the sources say different things; it is marked.",
            "Of {count} values the sources say different things; they are marked.",
            disputed,
        ).format(count=number(disputed))


def _law_group(setting: Setting, law: LawUsed) -> Group:
    label = (
        Run(law.subject, TABLE_STRONG),
        Run("\n" + listed(law.questions), TABLE_QUIET),
    )
    return Group(
        TextBlock(Paragraph(label, setting.language)),
        tuple(_law_row(setting, value) for value in law.told),
    )


def _law_row(setting: Setting, value: LawValue) -> TableRow:
    source = cited(value.law, value.article) or DASH
    if value.valid_from is not None:
        source += "; " + _("since {day}").format(day=short_day(value.valid_from))
    strong = value.state is RuleState.RULE and len(value.value) < _SHORT
    runs = [Run(value.value, TABLE_STRONG if strong else TABLE)]
    marks = [
        mark
        for mark, is_set in (
            (_("unverified"), not value.verified),
            (_("sources disagree"), value.disputed),
        )
        if is_set
    ]
    if marks:
        runs.append(Run(f" ({listed(marks)})", TABLE_DOUBT))
    return (
        setting.cell(value.case),
        TextBlock(Paragraph(tuple(runs), setting.language)),
        setting.cell(source, TABLE_QUIET),
    )


def _laws_in_full(content: ReportContent, setting: Setting) -> Iterator[Block]:
    """The full names of the laws that the table names in short."""
    full = dict.fromkeys(
        value.law_in_full
        for law in content.laws
        for value in law.told
        if value.law_in_full != value.law
    )
    if full:
        yield setting.text(
            _("In full: {laws}.").format(laws="; ".join(full)), NOTE_DARK, before=5
        )


def _not_known(setting: Setting, law: LawUsed) -> TableRow:
    cases = listed([value.case for value in law.unknown if value.case])
    return (
        setting.cell(law.subject),
        setting.cell(cases, TABLE_QUIET),
        setting.cell(listed(law.questions), TABLE_QUIET),
    )
