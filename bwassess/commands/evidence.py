"""`bwassess evidence`: photos of an assessment."""

import logging
from pathlib import Path
from typing import Annotated

import typer

from bwassess.commands import naming
from bwassess.commands.opening import unlocked
from bwassess.commands.options import AssessmentIdArgument, PassphraseFile, VaultFolder
from bwassess.text import _

log = logging.getLogger(__name__)

app = typer.Typer(
    name="evidence", no_args_is_help=True, help=_("Photos of an assessment.")
)


@app.callback()
def evidence() -> None:
    """Keep `add` a command of its own."""


@app.command("add", help=_("Take a photo into the vault; its id is printed."))
def add(
    id_: AssessmentIdArgument,
    file: Annotated[Path, typer.Argument(metavar="FILE", exists=True, dir_okay=False)],
    question: Annotated[
        str,
        typer.Option(
            "--question", metavar="CODE", help=_("The question it is filed under.")
        ),
    ] = "",
    caption: Annotated[
        str, typer.Option("--caption", metavar="TEXT", help=_("What it shows."))
    ] = "",
    vault: VaultFolder = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    with unlocked(vault, passphrase_file) as workspace:
        view = naming.assessment(workspace, id_)
        under = naming.question(view.checklist, question).id if question else None
        added, _done = workspace.photos.add(
            view.assessment.id, file, question=under, caption=caption
        )
    log.info("assessment %s: evidence %s added", view.assessment.id, added)
    typer.echo(str(added))
