"""`bwassess device` and `bwassess sync`: this laptop and its hub."""

import logging
from dataclasses import asdict
from typing import Annotated

import typer

from bwassess.commands.opening import unlocked
from bwassess.commands.options import AsJson, PassphraseFile, VaultFolder
from bwassess.commands.printing import as_json, watched
from bwassess.text import _

log = logging.getLogger(__name__)

app = typer.Typer(
    name="device", no_args_is_help=True, help=_("This laptop and its hub.")
)


@app.callback()
def device() -> None:
    """Keep `enrol` a command of its own."""


@app.command("enrol", help=_("Enrol this laptop at a hub by a one-time code."))
def enrol(
    hub: Annotated[str, typer.Option("--hub", metavar="URL", help=_("Its address."))],
    code: Annotated[
        str, typer.Option("--code", metavar="CODE", help=_("From the hub's office."))
    ],
    vault: VaultFolder = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    with unlocked(vault, passphrase_file) as workspace:
        who = workspace.sync.enrol(hub, code)
    log.info("enrolled at a hub")
    typer.echo(
        _("Enrolled as {name}, {role}.").format(name=who.name, role=who.role.value)
    )


def add_sync_to(app: typer.Typer) -> None:
    """Offer `sync`, which is long enough to type."""
    app.command("sync", help=_("Send what the hub lacks, get what it has."))(_sync)


def _sync(
    json: AsJson = False,
    vault: VaultFolder = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    from bwassess.sync.history import RunOutcome

    with unlocked(vault, passphrase_file) as workspace, watched(_("Syncing")) as told:
        report = workspace.sync.run(progress=told)
    if json:
        as_json(
            {
                "outcome": report.outcome.value,
                "hub": report.url,
                "began_at": report.began_at.isoformat(),
                "ended_at": report.ended_at.isoformat() if report.ended_at else None,
                **asdict(report.counts),
                "events": [
                    {
                        "code": event.code.value,
                        "detail": event.detail,
                        "count": event.count,
                        "problem": event.is_problem,
                        "sentence": event.sentence,
                    }
                    for event in report.events
                ],
            }
        )
    else:
        typer.echo(report.sentence)
        for event in report.events:
            typer.echo(event.sentence)
    if report.outcome is not RunOutcome.DONE:
        typer.echo(_("Not everything could be synced; above stands why."), err=True)
        raise typer.Exit(1)
