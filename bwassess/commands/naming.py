"""What an id, the beginning of one, or a code typed in a terminal names."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar

from bwassess.errors import BwassessError
from bwassess.text import _, ngettext

if TYPE_CHECKING:
    from bwassess.assessment.records import Factory
    from bwassess.checklist.model import Checklist, Question
    from bwassess.store.queries import ChecklistEntry
    from bwassess.workspace import Workspace
    from bwassess.workspace.view import AssessmentView

T = TypeVar("T")


class NothingNamedError(BwassessError):
    """Nothing has the id or code that was typed."""

    def __init__(self, message: str, *, hint: str) -> None:
        super().__init__(message, hint=hint)


class AmbiguousNameError(BwassessError):
    """Several things have an id that begins as was typed."""

    def __init__(self, typed: str, count: int) -> None:
        super().__init__(
            ngettext(
                "“{typed}” is the beginning of {count} id; type more of it.",
                "“{typed}” is the beginning of {count} ids; type more of it.",
                count,
            ).format(typed=typed, count=count)
        )


def assessment(workspace: "Workspace", typed: str) -> "AssessmentView":
    """The assessment an id names, whole."""
    from bwassess.workspace.assessments import MissingAssessmentError

    known = {
        one.assessment.id.hex: one.assessment for one in workspace.assessments.list()
    }
    found = _named(
        known,
        _plain(typed),
        typed,
        _("There is no assessment {typed} in this vault.").format(typed=typed),
        _("“bwassess assessment list” names them."),
    )
    view = workspace.assessments.view(found.id)
    if view is None:
        raise MissingAssessmentError
    return view


def factory(workspace: "Workspace", typed: str) -> "Factory":
    """The factory an id names."""
    known = {one.id.hex: one for one in workspace.factories.list()}
    return _named(
        known,
        _plain(typed),
        typed,
        _("There is no factory {typed} in this vault.").format(typed=typed),
        _("“bwassess factory list” names them."),
    )


def checklist(workspace: "Workspace", typed: str) -> "ChecklistEntry":
    """The checklist a hash names, or the last version in use of a form id."""
    entries = workspace.checklists.list()
    of_form = [one for one in entries if one.form_id == typed]
    if of_form:
        return max(of_form, key=lambda one: (one.is_in_use, one.version))
    return _named(
        {one.hash: one for one in entries},
        typed.lower(),
        typed,
        _("There is no checklist {typed} in this vault.").format(typed=typed),
        _("“bwassess checklist list” names them."),
    )


def question(of: "Checklist", typed: str) -> "Question":
    """The question a code names, in any case."""
    for one in of.questions:
        if one.code.lower() == typed.lower():
            return one
    raise NothingNamedError(
        _("The checklist asks no question {typed}.").format(typed=typed),
        hint=_("Codes look like OS8.05; “bwassess assessment show” names them."),
    )


def _plain(typed: str) -> str:
    return typed.replace("-", "").lower()


def _named(
    known: Mapping[str, T], beginning: str, typed: str, message: str, hint: str
) -> T:
    found = [one for name, one in known.items() if name.startswith(beginning)]
    if len(found) == 1 and beginning:
        return found[0]
    if found and beginning:
        raise AmbiguousNameError(typed, len(found))
    raise NothingNamedError(message, hint=hint)
