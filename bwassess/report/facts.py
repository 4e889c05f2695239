"""Chapters on the factory, the visit, the method, and what the reader must keep."""

from collections.abc import Iterator

from bwassess.assessment.records import InterviewKind
from bwassess.report.content import (
    ReportContent,
    Translation,
)
from bwassess.report.flowables import (
    Block,
)
from bwassess.report.fonts import leading
from bwassess.report.setting import Setting
from bwassess.report.wording import (
    day,
    days,
    listed,
    number,
    short_day,
)
from bwassess.text import _, ngettext


def factory(content: ReportContent, setting: Setting) -> Iterator[Block]:
    factory = content.factory
    yield from setting.heading(_("The factory"), key="factory")
    facts = [
        (_("Name"), factory.name),
        (_("Address"), factory.address),
        (_("Country"), factory.country),
        (_("Industry"), factory.industry),
        (_("Open Supply Hub id"), factory.open_supply_hub_id),
        (_("Owner"), factory.owner),
        (
            _("In operation since"),
            str(factory.year_started) if factory.year_started else "",
        ),
        (_("Main products"), listed(factory.products)),
        (_("Trade unions"), listed(factory.unions)),
        (_("Buyers named with consent"), listed(factory.buyers)),
        *((fact.label, fact.value) for fact in factory.further),
    ]
    yield from setting.facts([fact for fact in facts if fact[1]])
    yield setting.subheading(_("Workers"))
    rows = [(_("All workers"), factory.workers), *factory.workers_by]
    yield setting.people(_("Group"), rows)


def visit(content: ReportContent, setting: Setting) -> Iterator[Block]:
    visit = content.visit
    least = 220 * leading(setting.language)
    yield from setting.heading(_("The visit"), key="visit", new_page=False, least=least)
    earlier = listed([short_day(date) for date in visit.earlier])
    facts = [
        (_("Days"), days(visit.days)),
        (_("Kind"), _("Announced") if visit.announced else _("Unannounced")),
        (_("Cycle"), number(visit.cycle)),
        (_("Earlier assessments"), earlier),
        (_("Team"), listed(visit.team)),
        (_("Checklist"), visit.checklist),
        (_("Report"), f"{visit.report_number}, {day(visit.report_date)}"),
    ]
    if visit.approved_by:
        approved = f"{visit.approved_by}, {day(visit.approved_on)}"
        facts.append((_("Approved by"), approved))
    yield from setting.facts(facts)


def method(content: ReportContent, setting: Setting) -> Iterator[Block]:
    yield from setting.heading(
        _("Method, scope and limits"),
        key="method",
        new_page=False,
        least=240 * leading(setting.language),
    )
    points = len(content.points)
    for text in (
        _(
            "The assessment compares what the employer does with core international"
            " labour standards and with national law. Each requirement is a"
            " question; questions form compliance points, and points form clusters."
            " A point is not met as soon as one of its questions has a finding."
        ),
        ngettext(
            "The checklist {checklist} asks {questions} questions in {points}"
            " compliance point.",
            "The checklist {checklist} asks {questions} questions in {points}"
            " compliance points.",
            points,
        ).format(
            checklist=content.visit.checklist,
            questions=number(content.questions),
            points=number(points),
        ),
        _(
            "The team looked at documents, walked through the factory and spoke"
            " with managers, workers and their representatives. A finding names the"
            " kinds of source it rests on. What workers said in interviews is"
            " confidential: this report says nothing that leads to a person."
        ),
    ):
        yield setting.text(text, before=8)
    if content.translation is not None:
        yield setting.text(_translated(content.translation), before=8)
    if content.interviews:
        yield setting.subheading(_("Interviews"))
        kinds = {
            InterviewKind.INDIVIDUAL: _("Single interviews ({count})"),
            InterviewKind.GROUP: _("Group interviews ({count})"),
        }
        yield setting.people(
            _("Kind"),
            [
                (
                    kinds[entry.kind].format(count=number(entry.held)),
                    entry.people,
                )
                for entry in content.interviews
            ],
        )
    if content.limits:
        yield setting.subheading(_("Limits"))
        for text in content.limits:
            yield setting.text(text, before=6)


def _translated(translation: Translation) -> str:
    """How far the checklist's texts in this language may be trusted."""
    if not translation.reviewed_by:
        return _(
            "The checklist's texts in this language are a draft translation that"
            " awaits a native speaker's review."
        )
    if translation.reviewed_on is None:
        return _(
            "The checklist's texts in this language were reviewed by {name}."
        ).format(name=translation.reviewed_by)
    return _(
        "The checklist's texts in this language were reviewed by {name} on {day}."
    ).format(name=translation.reviewed_by, day=day(translation.reviewed_on))


def confidentiality(content: ReportContent, setting: Setting) -> Iterator[Block]:
    yield from setting.heading(_("Confidentiality"), key="confidentiality")
    for text in content.confidentiality or (
        _(
            "This report is confidential. The programme gives it to the factory,"
            " and to buyers only with written consent of the factory."
        ),
        _(
            "It holds no names of workers and nothing that could lead to a person"
            " who was interviewed. Whoever receives it must not try to find out who"
            " said what, and must not let anyone suffer for having spoken."
        ),
        _(
            "It describes what the team saw on the days of the visit. It is not a"
            " certificate, and it does not replace inspections by the authorities."
        ),
        _(
            "It is valid only if received from the programme. Whoever doubts a copy"
            " can compare the digest on the cover with the one on the hub of the"
            " programme."
        ),
    ):
        yield setting.text(text, before=8)
