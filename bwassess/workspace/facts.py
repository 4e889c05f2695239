"""The factory and the visit as a report names them. Pure: values in, values out."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from babel import Locale, UnknownLocaleError

from bwassess.assessment.records import Factory
from bwassess.checklist.names import QuestionId
from bwassess.report import content as report
from bwassess.text import _
from bwassess.workspace.earlier import earlier
from bwassess.workspace.view import AssessmentView

Said = Callable[[QuestionId], str]
"""Says in words what was answered; nothing where it isn't asked or answered."""

_PERMANENT, _TEMPORARY, _APPRENTICES, _YOUNG, _UNIONS, _BUYERS = (
    QuestionId(code) for code in ("SI.11", "SI.12", "SI.13", "SI.17", "SI.21", "SI.23")
)
"""Information questions of the programme's checklist that describe the factory."""


def factory_facts(
    view: AssessmentView, *, language: str, said: Said
) -> report.FactoryFacts:
    """The factory as it was registered and as it answered."""
    factory = view.factory
    if factory is None:
        return report.FactoryFacts("", "", "")
    facts = factory.facts
    return report.FactoryFacts(
        name=factory.name,
        address=_address(factory),
        country=_country(factory.country, language),
        industry=facts.get("isic", ""),
        open_supply_hub_id=factory.os_id,
        year_started=_whole(facts.get("year_began", "")),
        owner=facts.get("owner", ""),
        workers=report.Headcount(
            _whole(facts.get("women", "")), _whole(facts.get("men", ""))
        ),
        workers_by=tuple(_workers_by(view)),
        buyers=_lines(said(_BUYERS)),
        unions=_lines(said(_UNIONS)),
        products=tuple(
            filter(None, (facts.get("first_product"), facts.get("second_product")))
        ),
    )


def visit_facts(view: AssessmentView, *, today: date) -> report.VisitFacts:
    """The visit, and the report about it that is made `today`."""
    assessment = view.assessment
    days = tuple(
        dict.fromkeys(day for day in (assessment.first_day, assessment.last_day) if day)
    )
    approval = assessment.approval
    counts = approval is not None and not approval.is_void
    return report.VisitFacts(
        days=days,
        announced=assessment.is_announced,
        cycle=assessment.cycle,
        team=tuple(member.name for member in assessment.team),
        checklist=f"{view.checklist.title} {view.checklist.version}",
        report_number=report_number(view),
        report_date=today,
        earlier=tuple(
            one.assessment.first_day
            for one in reversed(tuple(earlier(view)))
            if one.assessment.first_day
        ),
        approved_by=approval.name if approval and counts else "",
        approved_on=approval.at.date() if approval and counts else None,
        digest=approval.digest.hex() if approval and counts else "",
    )


def report_number(view: AssessmentView) -> str:
    """Country, four digits of the assessment's id, and cycle: `KH-7f3a-2`."""
    assessment = view.assessment
    return f"{assessment.country}-{assessment.id.hex[-4:]}-{assessment.cycle}"


def _workers_by(view: AssessmentView) -> Iterator[tuple[str, report.Headcount]]:
    """Women and men of each group that was counted."""
    for question, name in (
        (_PERMANENT, _("Permanent contract")),
        (_TEMPORARY, _("Fixed-term or temporary contract")),
        (_APPRENTICES, _("Apprentices and trainees")),
        (_YOUNG, _("Under 18")),
    ):
        value = view.answer(question).value
        if isinstance(value, Mapping) and view.stitch(question):
            yield (
                name,
                report.Headcount(
                    _whole(str(value.get("women", ""))),
                    _whole(str(value.get("men", ""))),
                ),
            )


def _lines(said: str) -> tuple[str, ...]:
    """What was written one line each."""
    return tuple(line for line in said.splitlines() if line.strip())


def _country(code: str, language: str) -> str:
    try:
        names = Locale.parse(language).territories
    except (UnknownLocaleError, ValueError):
        return code
    return str(names.get(code, code))


def _address(factory: Factory) -> str:
    facts = factory.facts
    parts = ("address", "city", "province", "postcode")
    return ", ".join(facts[part] for part in parts if facts.get(part))


def _whole(text: str) -> int | None:
    return int(text) if text.isdecimal() else None
