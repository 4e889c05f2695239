"""Information sections, and the law and values used."""

from collections.abc import Iterator

from bwassess.assessment.measures import cited
from bwassess.report.content import (
    Information,
    LawUsed,
    ReportContent,
)
from bwassess.report.flowables import (
    Anchor,
    Block,
    Rule,
    SideBySide,
    TextBlock,
)
from bwassess.report.setting import Setting
from bwassess.report.styles import (
    ANSWER,
    ANSWER_CODE,
    ANSWER_QUESTION,
    LEAD,
    LINE,
    SUBHEADING,
    TABLE,
    TABLE_HEAD,
    TABLE_QUIET,
    TABLE_STRONG,
)
from bwassess.report.tables import Group, Table, TableRow
from bwassess.report.typography import Paragraph, Run
from bwassess.report.wording import (
    DASH,
    day,
    in_digits,
    number,
    short_day,
)
from bwassess.text import _, ngettext

_SHORT = 32
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
            f"{in_digits(str(setting.chapter))} {section.name}",
            level=1,
            least=120,
            with_next=True,
        )
        yield setting.text(section.name, SUBHEADING, before=16, with_next=True)
        for entry in section.answers:
            yield from _information_row(setting, entry)


def _information_row(setting: Setting, entry: Information) -> Iterator[Block]:
    yield Rule(0.4, LINE, before=4, with_next=True)
    half = setting.size.text_width * 0.46
    yield SideBySide(
        SideBySide(
            setting.text(entry.code, ANSWER_CODE),
            setting.text(entry.question, ANSWER_QUESTION),
            40,
            4,
        ),
        setting.text(entry.answer or DASH, ANSWER),
        half,
        14,
        before=3,
    )


def laws(content: ReportContent, setting: Setting) -> Iterator[Block]:
    laws = content.laws
    if not laws:
        return
    yield from setting.heading(
        _("Annex: national law and values used"), key="laws", new_page=False, least=260
    )
    unverified = sum(not law.verified for law in laws if law.value)
    yield setting.text(
        _("The values in force on {day}.").format(
            day=day(content.visit.days[0] if content.visit.days else None)
        ),
        LEAD,
        before=3,
    )
    if unverified:
        yield setting.text(
            ngettext(
                "{count} value has not been checked against the law by a named"
                " person; it is marked as unverified.",
                "{count} values have not been checked against the law by a named"
                " person; they are marked as unverified.",
                unverified,
            ).format(count=number(unverified)),
            before=3,
        )
    known = tuple(law for law in laws if law.value)
    if known:
        yield Table(
            (112, 104, 0, 62),
            (
                setting.cell(_("Subject"), TABLE_HEAD),
                setting.cell(_("Value"), TABLE_HEAD),
                setting.cell(_("Law"), TABLE_HEAD),
                setting.cell(_("Questions"), TABLE_HEAD),
            ),
            (Group(None, tuple(_law_row(setting, law) for law in known)),),
            gap=8,
            before=8,
        )
    unknown = [law for law in laws if not law.value]
    if unknown:
        yield setting.subheading(_("Values not known"))
        yield setting.text(
            _("A rule that needs one of these values makes no finding by itself."),
            before=3,
        )
        yield setting.text(
            "; ".join(f"{law.subject} ({', '.join(law.questions)})" for law in unknown)
            + ".",
            before=4,
        )


def _law_row(setting: Setting, law: LawUsed) -> TableRow:
    subject = f"{law.subject}: {law.case}" if law.case else law.subject
    source = cited(law.law, law.article) or DASH
    if law.valid_from is not None:
        source += "; " + _("since {day}").format(day=short_day(law.valid_from))
    runs = [Run(source, TABLE)]
    if not law.verified:
        runs.append(Run(" (" + _("unverified") + ")", TABLE_STRONG))
    return (
        setting.cell(subject),
        setting.cell(law.value, TABLE_STRONG if len(law.value) < _SHORT else TABLE),
        TextBlock(Paragraph(tuple(runs), setting.language)),
        setting.cell(", ".join(law.questions), TABLE_QUIET),
    )
