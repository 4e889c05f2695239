"""What is to be looked at before a report goes out."""

from collections.abc import Mapping, Sequence

from bwassess.assessment.records import State
from bwassess.report.lint import Stop, StopKind
from bwassess.text import _, ngettext
from bwassess.workspace.reports import Preview
from bwassess.workspace.view import AssessmentView
from ui.report.document import Spot
from ui.report.stops import Remark


def remarks(
    preview: Preview, view: AssessmentView, spots: Mapping[str, Spot]
) -> list[Remark]:
    """What there is to look at in a report just made: stops first, then hints."""
    ids = {question.code: question.id for question in view.checklist.questions}
    found = [_of_stop(stop, ids.get(stop.code, ""), spots) for stop in preview.stops]
    missing = list(dict.fromkeys(one.question for one in view.judgement.missing))
    if missing:
        found.append(
            Remark(
                _("Not complete"),
                ngettext(
                    "Something is still open in {n} question.",
                    "Something is still open in {n} questions.",
                    len(missing),
                ).format(n=len(missing)),
                is_stop=False,
                action=_("Open the first"),
                question=missing[0],
            )
        )
    if view.assessment.state is not State.APPROVED:
        found.append(
            Remark(
                _("Not approved"),
                _("The assessment isn't approved yet; the report names no approval."),
                is_stop=False,
            )
        )
    unverified = preview.content.unverified
    if unverified:
        found.append(
            Remark(
                ngettext(
                    "{n} unverified value", "{n} unverified values", unverified
                ).format(n=unverified),
                _("Values of the law that nobody checked yet are marked in the annex."),
                is_stop=False,
            )
        )
    return found


def _of_stop(stop: Stop, question: str, spots: Mapping[str, Spot]) -> Remark:
    disputed = stop.kind is StopKind.DISAGREEMENT
    action = ""
    if question:
        action = (_("Settle {code}") if disputed else _("Reword {code}")).format(
            code=stop.code
        )
    return Remark(
        _("Open disagreement") if disputed else _("Words of a worker"),
        stop.sentence,
        action=action,
        question=question,
        spot=spots.get(stop.code),
    )


def in_short(remarks: Sequence[Remark]) -> str:
    """All of them in one sentence."""
    found = sum(remark.is_stop for remark in remarks)
    if found:
        return ngettext(
            "{n} stop keeps the report from going out.",
            "{n} stops keep the report from going out.",
            found,
        ).format(n=found)
    return _("Nothing stops the report from going out.")
