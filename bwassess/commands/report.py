"""`bwassess report`: print an assessment."""

import logging
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bwassess.commands import naming
from bwassess.commands.opening import unlocked
from bwassess.commands.options import AssessmentIdArgument, PassphraseFile, VaultFolder
from bwassess.commands.printing import watched
from bwassess.text import LANGUAGES, _

log = logging.getLogger(__name__)


class Kind(StrEnum):
    """Kinds of report."""

    ASSESSMENT = "assessment"


def add_to(app: typer.Typer) -> None:
    """Offer the command."""
    app.command("report", help=_("Print an assessment's report as a PDF."))(_report)


def _report(
    id_: AssessmentIdArgument,
    out: Annotated[
        Path, typer.Option("--out", metavar="FILE.pdf", help=_("Where to."))
    ],
    kind: Annotated[Kind, typer.Option("--kind", help=_("Which report."))] = (
        Kind.ASSESSMENT
    ),
    language: Annotated[
        str,
        typer.Option(
            "--language",
            metavar="CODE",
            help=_("Of the report: {codes}.").format(codes=", ".join(LANGUAGES)),
        ),
    ] = "en",
    draft: Annotated[
        bool,
        typer.Option(
            "--draft", help=_("Marked as a draft; made even while something is open.")
        ),
    ] = False,
    vault: VaultFolder = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    if language not in LANGUAGES:
        raise typer.BadParameter(
            _("reports speak {codes}.").format(codes=", ".join(LANGUAGES)),
            param_hint="--language",
        )
    if not out.absolute().parent.is_dir():
        raise typer.BadParameter(
            _("its folder doesn't exist."),
            param_hint="--out",
        )
    with unlocked(vault, passphrase_file) as workspace:
        view = naming.assessment(workspace, id_)
        with watched(_("Printing")) as progress:
            workspace.reports.write(
                view.assessment.id,
                out,
                language=language,
                draft=draft,
                progress=progress,
            )
    log.info("assessment %s: %s report printed", view.assessment.id, kind.value)
    typer.echo(str(out))
