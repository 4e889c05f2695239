"""`bwassess backup`: copies of the database, each checked before it counts."""

import logging
from typing import Annotated

import typer

from bwassess.commands.opening import unlocked
from bwassess.commands.options import AsJson, PassphraseFile, VaultFolder
from bwassess.commands.printing import as_json, table
from bwassess.text import _

log = logging.getLogger(__name__)

app = typer.Typer(
    name="backup",
    no_args_is_help=True,
    help=_("Encrypted copies of the vault's database."),
)


@app.command("write", help=_("Write a backup now; its name is printed."))
def write(vault: VaultFolder = None, passphrase_file: PassphraseFile = None) -> None:
    with unlocked(vault, passphrase_file) as workspace:
        written = workspace.back_up()
    log.info("backup written")
    typer.echo(written.name)


@app.command("list", help=_("List the backups, newest first."))
def list_(
    json: AsJson = False,
    vault: VaultFolder = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    with unlocked(vault, passphrase_file) as workspace:
        backups = workspace.vault.backups.newest_first()
    if json:
        as_json(
            [
                {
                    "name": one.name,
                    "at": one.at.isoformat(),
                    "occasion": one.occasion.value,
                    "size": one.size,
                }
                for one in backups
            ]
        )
        return
    table(
        (_("Name"), _("Written"), _("Size")),
        [
            (one.name, f"{one.at:%d/%m/%Y %H:%M} UTC", f"{one.size / 1e6:.1f} MB")
            for one in backups
        ],
    )


@app.command("restore", help=_("Put a backup in the database's place."))
def restore(
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("Which one."))],
    vault: VaultFolder = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    with unlocked(vault, passphrase_file, restoring=name):
        pass
    log.info("backup restored")
    typer.echo(
        _("{name} is restored; what was there before is kept beside it.").format(
            name=name
        )
    )
