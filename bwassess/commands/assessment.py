"""`bwassess assessment`: list, begin, answer, show, move on."""

import logging
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bwassess.commands import naming
from bwassess.commands.opening import unlocked
from bwassess.commands.options import (
    AsJson,
    AssessmentIdArgument,
    PassphraseFile,
    VaultFolder,
)
from bwassess.commands.printing import as_json, facts, table
from bwassess.errors import BwassessError
from bwassess.text import _, language, ngettext

if TYPE_CHECKING:
    from bwassess.assessment.workflow import MissingItem
    from bwassess.checklist.model import Checklist
    from bwassess.store.queries import ChecklistEntry
    from bwassess.workspace import Workspace
    from bwassess.workspace.view import AssessmentView

log = logging.getLogger(__name__)

app = typer.Typer(
    name="assessment", no_args_is_help=True, help=_("The assessments of this vault.")
)


class WrongPlanError(BwassessError):
    """What was said of a new assessment can't be."""


class UnknownStateError(BwassessError):
    """A state was named that assessments don't have."""


@app.command("list", help=_("List the assessments, the latest visit first."))
def list_(
    json: AsJson = False,
    vault: VaultFolder = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    with unlocked(vault, passphrase_file) as workspace:
        entries = workspace.assessments.list()
    if json:
        as_json(
            [
                {
                    "id": str(one.assessment.id),
                    "factory": one.factory.name if one.factory else None,
                    "country": one.assessment.country,
                    "cycle": one.assessment.cycle,
                    "first_day": one.assessment.first_day.isoformat()
                    if one.assessment.first_day
                    else None,
                    "state": one.assessment.state.value,
                    "asked": one.standing.asked,
                    "answered": one.standing.answered,
                    "findings": one.standing.findings,
                    "disputed": one.standing.disputed,
                }
                for one in entries
            ]
        )
        return
    table(
        (
            _("Id"),
            _("Factory"),
            _("Cycle"),
            _("Visit"),
            _("State"),
            _("Answered"),
            _("Findings"),
        ),
        [
            (
                str(one.assessment.id),
                one.factory.name if one.factory else "",
                str(one.assessment.cycle),
                f"{one.assessment.first_day:%d/%m/%Y}"
                if one.assessment.first_day
                else "",
                one.assessment.state.value,
                f"{one.standing.answered}/{one.standing.asked}",
                str(one.standing.findings),
            )
            for one in entries
        ],
    )


@app.command("show", help=_("Show an assessment; with --json the whole of it."))
def show(
    id_: AssessmentIdArgument,
    json: AsJson = False,
    vault: VaultFolder = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    with unlocked(vault, passphrase_file) as workspace:
        view = naming.assessment(workspace, id_)
    if json:
        from bwassess.commands.whole import whole

        as_json(whole(view, language=language()))
    else:
        _show(view)


@app.command("new", help=_("Begin an assessment; its id is printed."))
def new(
    factory: Annotated[
        str, typer.Option("--factory", metavar="ID", help=_("Which factory."))
    ],
    first_day: Annotated[
        datetime,
        typer.Option(
            "--from",
            formats=["%Y-%m-%d"],
            metavar="YYYY-MM-DD",
            help=_("First day of the visit."),
        ),
    ],
    checklist: Annotated[
        str,
        typer.Option(
            "--checklist",
            metavar="ID",
            help=_("Which checklist; that of the factory's country if not given."),
        ),
    ] = "",
    last_day: Annotated[
        datetime | None,
        typer.Option(
            "--to",
            formats=["%Y-%m-%d"],
            metavar="YYYY-MM-DD",
            help=_("Last day, if not the first."),
        ),
    ] = None,
    cycle: Annotated[int, typer.Option("--cycle", min=1, help=_("Which cycle."))] = 1,
    announced: Annotated[
        bool, typer.Option("--announced", help=_("The factory was told beforehand."))
    ] = False,
    member: Annotated[
        list[str] | None,
        typer.Option("--member", metavar="NAME", help=_("Who else is on the team.")),
    ] = None,
    vault: VaultFolder = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    first = first_day.date()
    last = last_day.date() if last_day else first
    if last < first:
        raise WrongPlanError(_("The visit can't end before it begins."))
    with unlocked(vault, passphrase_file) as workspace:
        from bwassess.workspace.assessments import Plan

        where = naming.factory(workspace, factory)
        asked = naming.checklist(
            workspace, checklist or _form_of(where.country, workspace.checklists.list())
        )
        begun = workspace.assessments.begin(
            Plan(
                factory=where.id,
                checklist=asked.hash,
                country=asked.country or where.country,
                cycle=cycle,
                first_day=first,
                last_day=last,
                is_announced=announced,
            )
        )
        for name in member or []:
            workspace.assessments.add_member(begun, name)
    log.info("assessment %s begun", begun)
    typer.echo(str(begun))


@app.command(
    "answer",
    help=_("Answer a question."),
    # A number may be negative, and begin as an option does.
    context_settings={"ignore_unknown_options": True},
)
def answer(
    id_: AssessmentIdArgument,
    code: Annotated[
        str, typer.Argument(metavar="CODE", help=_("The question's, as OS8.05."))
    ],
    value: Annotated[
        str,
        typer.Argument(
            metavar="VALUE",
            help=_(
                "yes, no, na; names with commas; 12; 31/1061; "
                "women=31/1061,men=9/223; 2026-11-17; 10:30; 11.5564,104.9282; "
                "the path of a file; or text."
            ),
        ),
    ],
    note: Annotated[
        str | None, typer.Option("--note", metavar="TEXT", help=_("A note beside it."))
    ] = None,
    vault: VaultFolder = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    with unlocked(vault, passphrase_file) as workspace:
        from bwassess.checklist.kinds import FILES
        from bwassess.commands import answers

        view = naming.assessment(workspace, id_)
        question = naming.question(view.checklist, code)
        if question.answer_type in FILES:
            workspace.photos.attach(view.assessment.id, Path(value), question)
        else:
            offered = view.judgement.questions[question.id].offered
            said = answers.parse(question, value, offered=offered)
            answers.require_accepted(
                question,
                said,
                view.judged.judge,
                dict(view.answers),
                language=language(),
            )
            workspace.answers.give(view.assessment.id, question, said)
        if note is not None:
            workspace.answers.note(view.assessment.id, question.id, note)
        after = naming.assessment(workspace, str(view.assessment.id))
    log.info("assessment %s: %s answered", view.assessment.id, question.code)
    state = after.judgement.questions[question.id].state
    typer.echo(f"{question.code}: {state.value}")


@app.command("state", help=_("Move an assessment to another state."))
def state(
    id_: AssessmentIdArgument,
    to: Annotated[
        str,
        typer.Argument(metavar="STATE", help="draft, ready, in_review, approved"),
    ],
    vault: VaultFolder = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    from bwassess.assessment.records import State

    wanted = to.lower().replace("-", "_")
    if wanted not in set(State):
        raise UnknownStateError(
            _("There is no state “{state}”; there are {states}.").format(
                state=to, states=", ".join(State)
            )
        )
    with unlocked(vault, passphrase_file) as workspace:
        from bwassess.workspace.assessments import NotReadyError

        view = naming.assessment(workspace, id_)
        try:
            workspace.assessments.move(view.assessment.id, State(wanted))
        except NotReadyError as refused:
            for item in refused.missing:
                typer.echo(_missing(view, item))
            raise
    log.info("assessment %s moved to %s", view.assessment.id, wanted)
    typer.echo(wanted)


@app.command("move", help=_("Go on with another version of the checklist."))
def move(
    id_: AssessmentIdArgument,
    version: Annotated[
        str | None,
        typer.Argument(metavar="VERSION", help=_("A version's id or a form's.")),
    ] = None,
    back: Annotated[
        bool, typer.Option("--back", help=_("Go back to the version before."))
    ] = False,
    look: Annotated[
        bool, typer.Option("--look", help=_("Only tell what it would do."))
    ] = False,
    json: AsJson = False,
    vault: VaultFolder = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    from bwassess.commands import versions

    if back is (version is not None):
        raise WrongPlanError(_("Name a version, or say --back."))
    with unlocked(vault, passphrase_file) as workspace:
        view = naming.assessment(workspace, id_)
        to = (
            _before(workspace, view)
            if version is None
            else naming.checklist(workspace, version)
        )
        ahead = workspace.assessments.look_ahead(view.assessment.id, to.hash)
        if not look:
            workspace.assessments.move_to(view.assessment.id, to.hash)
    if json:
        as_json({"moved": not look, **versions.move_as_json(ahead)})
    else:
        versions.print_move(ahead)
    if look:
        return
    log.info("assessment %s moved to %s", view.assessment.id, to.hash[:12])
    if not json:
        typer.echo(
            _("Moved to {title}, version {version}.").format(
                title=to.title, version=to.version
            )
        )
        way = f"bwassess assessment move {id_} --back"
        typer.echo(_("The way back: {command}").format(command=way))


def _before(workspace: "Workspace", view: "AssessmentView") -> "Checklist":
    """The version an assessment was moved from."""
    found = workspace.assessments.came_from(view.assessment.id)
    if found is None:
        raise WrongPlanError(
            _("This assessment was moved from no version that is in this vault.")
        )
    return found


def _form_of(country: str, entries: "list[ChecklistEntry]") -> str:
    """The form that is made for a country, else the one made for all."""
    in_use = [one for one in entries if one.is_in_use]
    of_country = [one for one in in_use if one.country == country]
    for_all = [one for one in in_use if not one.country]
    for one in (*of_country, *for_all):
        return one.form_id
    raise WrongPlanError(_("This vault holds no checklist; import one first."))


def _missing(view: "AssessmentView", item: "MissingItem") -> str:
    """One thing in the way: its place, then what it is."""
    place = (
        view.checklist.question(item.question).code
        if item.question
        else item.field or item.record.rstrip("/")
    )
    return f"{place or '-'}: {item.reason.value}"


def _show(view: "AssessmentView") -> None:
    assessment, tally = view.assessment, view.judgement.total.tally
    days = dict.fromkeys(
        f"{day:%d/%m/%Y}" for day in (assessment.first_day, assessment.last_day) if day
    )
    facts(
        [
            (_("Factory"), view.factory.name if view.factory else ""),
            (_("Visit"), " - ".join(days)),
            (_("Cycle"), str(assessment.cycle)),
            (_("Team"), ", ".join(member.name for member in assessment.team)),
            (_("Checklist"), f"{view.checklist.title} {view.checklist.version}"),
            (_("State"), assessment.state.value),
            (
                _("Answered"),
                _("{answered} of {asked}").format(
                    answered=tally.answered, asked=tally.asked
                ),
            ),
        ]
    )
    from bwassess.assessment.showing import finding_sentence

    found = view.judgement.findings
    typer.echo("")
    typer.echo(
        ngettext("{count} finding", "{count} findings", len(found)).format(
            count=len(found)
        )
    )
    for one in found:
        question = view.checklist.question(one)
        sentence = finding_sentence(question, view.answer(one), language=language())
        typer.echo(f"  {question.code}  {sentence}")
