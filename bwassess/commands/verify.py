"""`bwassess verify`: proof that the vault says what was signed."""

import logging

import typer

from bwassess.commands.opening import unlocked
from bwassess.commands.options import AsJson, PassphraseFile, VaultFolder
from bwassess.commands.printing import as_json, watched
from bwassess.text import _

log = logging.getLogger(__name__)


def add_to(app: typer.Typer) -> None:
    """Offer the command."""
    app.command(
        "verify",
        help=_("Open every signed batch, replay it, compare; check all evidence."),
    )(_verify)


def _verify(
    json: AsJson = False,
    vault: VaultFolder = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    from bwassess.workspace.verifying import verify

    with unlocked(vault, passphrase_file) as workspace, watched(_("Checking")) as told:
        found = verify(workspace, progress=told)
    log.info("verified: %d flaws", len(found.flaws))
    if json:
        as_json(
            {
                "documents": found.documents,
                "batches": found.batches,
                "records": found.records,
                "evidence": found.evidence,
                "evidence_away": found.away,
                "flaws": list(found.flaws),
            }
        )
    else:
        for flaw in found.flaws:
            typer.echo(flaw)
        if not found.flaws:
            typer.echo(found.sentence)
    if found.flaws:
        typer.echo(found.sentence, err=True)
        raise typer.Exit(1)
