"""`bwassess vault`: make one, look at it, change what unlocks it."""

import logging
from pathlib import Path
from typing import Annotated

import typer

from bwassess.commands.opening import folder_of, new_secret, secret, unlocked
from bwassess.commands.options import (
    AsJson,
    NewPassphraseFile,
    PassphraseFile,
    VaultFolder,
)
from bwassess.commands.printing import as_json, facts
from bwassess.text import _

log = logging.getLogger(__name__)

app = typer.Typer(
    name="vault",
    no_args_is_help=True,
    help=_("The encrypted folder that everything lies in."),
)


@app.command("init", help=_("Make a vault; its recovery key is shown this once."))
def init(
    name: Annotated[
        str, typer.Option("--name", help=_("Your name, as reports print it."))
    ] = "",
    vault: VaultFolder = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    import getpass

    passphrase = new_secret(passphrase_file, option="--passphrase-file")
    from bwassess.workspace import Workspace

    folder = folder_of(vault)
    workspace, recovery = Workspace.create(
        folder, passphrase, name=name.strip() or getpass.getuser()
    )
    workspace.lock()
    log.info("vault made")
    typer.echo(_("A new vault lies in {folder}.").format(folder=workspace.vault.folder))
    typer.echo(_("Recovery key; write it down now, it is never shown again:"))
    typer.echo(f"  {recovery.text}")


@app.command("info", help=_("Say where it lies, how big it is and who writes in it."))
def info(
    json: AsJson = False,
    vault: VaultFolder = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    with unlocked(vault, passphrase_file) as workspace:
        known = workspace.vault.info()
        who, hub = workspace.identity, workspace.hub
        told = {
            "folder": str(known.folder),
            "vault": known.vault,
            "created_at": known.created_at.isoformat(),
            "person": who.name,
            "role": who.role.value,
            "device": who.key.public.hex(),
            "hub": hub.url if hub else None,
            "database_bytes": known.database_bytes,
            "evidence_files": known.evidence_files,
            "evidence_bytes": known.evidence_bytes,
            "backups": known.backups,
            "last_backup_at": known.last_backup_at.isoformat()
            if known.last_backup_at
            else None,
            "key_derivation": {
                "name": "argon2id",
                "memory_kib": known.cost.memory_kib,
                "passes": known.cost.passes,
                "lanes": known.cost.lanes,
            },
        }
    if json:
        as_json(told)
        return
    facts(
        [
            (_("Folder"), str(known.folder)),
            (_("Made on"), f"{known.created_at:%d/%m/%Y}"),
            (_("Written by"), f"{who.name} ({who.role.value})"),
            (_("Hub"), hub.url if hub else _("none yet")),
            (_("Database"), f"{known.database_bytes / 1e6:.1f} MB"),
            (
                _("Evidence"),
                _("{count} files, {size} MB").format(
                    count=known.evidence_files, size=f"{known.evidence_bytes / 1e6:.1f}"
                ),
            ),
            (
                _("Backups"),
                _("{count}, the last on {time}").format(
                    count=known.backups,
                    time=f"{known.last_backup_at:%d/%m/%Y %H:%M} UTC",
                )
                if known.last_backup_at
                else _("none yet"),
            ),
        ]
    )


@app.command("passphrase", help=_("Change the passphrase."))
def passphrase(
    vault: VaultFolder = None,
    passphrase_file: PassphraseFile = None,
    new_passphrase_file: NewPassphraseFile = None,
) -> None:
    old = secret(passphrase_file, ask=_("Passphrase"))
    new = new_secret(new_passphrase_file)
    from bwassess.workspace import Workspace

    with Workspace.open(folder_of(vault), old) as workspace:
        workspace.vault.change_passphrase(old, new)
    log.info("passphrase changed")
    typer.echo(_("The passphrase is changed; the recovery key is as it was."))


@app.command("recover", help=_("Open it by the recovery key and set a new passphrase."))
def recover(
    recovery_key_file: Annotated[
        Path | None,
        typer.Option(
            "--recovery-key-file",
            metavar="FILE",
            exists=True,
            dir_okay=False,
            help=_("File with the recovery key; asked for if not given."),
        ),
    ] = None,
    vault: VaultFolder = None,
    new_passphrase_file: NewPassphraseFile = None,
) -> None:
    written = secret(
        recovery_key_file, ask=_("Recovery key"), option="--recovery-key-file"
    )
    new = new_secret(new_passphrase_file)
    from bwassess.workspace import Workspace

    Workspace.recover(folder_of(vault), written, passphrase=new).lock()
    log.info("vault recovered")
    typer.echo(_("The vault opens with the new passphrase from now on."))
