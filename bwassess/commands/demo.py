"""`bwassess demo`: a vault with believable data, with or without a window."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from bwassess import paths
from bwassess.commands.printing import watched
from bwassess.text import _


def add_to(app: typer.Typer) -> None:
    """Offer the command."""
    app.command(
        "demo", help=_("Look around in a vault with invented factories and findings.")
    )(_demo)


def _demo(
    context: typer.Context,
    no_window: Annotated[
        bool,
        typer.Option(
            "--no-window", help=_("Make the whole journey here and say what was done.")
        ),
    ] = False,
    vault: Annotated[
        Path | None,
        typer.Option(
            "--vault",
            metavar="DIR",
            file_okay=False,
            help=_("Where it is made, or was."),
        ),
    ] = None,
) -> None:
    from bwassess.demo import journey
    from bwassess.demo.building import PASSPHRASE

    folder = vault or paths.default_vault().with_name("demo-vault")
    lines: list[str] = []
    with watched(_("Making the demo's vault")) as progress:
        # Where a bar is drawn, lines wait for it to end.
        waits = sys.stderr.isatty()
        journey.ready(
            folder, told=lines.append if waits else typer.echo, progress=progress
        )
    for line in lines:
        typer.echo(line)
    typer.echo(_("Its passphrase: {passphrase}").format(passphrase=PASSPHRASE))
    if no_window:
        journey.travel(folder, told=typer.echo)
        return
    raise typer.Exit(context.obj.open(vault=folder, passphrase=PASSPHRASE))
