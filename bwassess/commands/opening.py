"""Opening the vault a command works in, and closing it whatever happens."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bwassess import paths, settings
from bwassess.errors import BwassessError
from bwassess.text import _

if TYPE_CHECKING:
    from bwassess.workspace import Workspace


class UnreadableFileError(BwassessError):
    """A small text file a command was given can't be read as text."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            _("{file} can't be read as text. Save it as UTF-8 and try again.").format(
                file=path
            )
        )


class NotTheSameError(BwassessError):
    """A new passphrase was typed differently the second time."""

    def __init__(self) -> None:
        super().__init__(_("The two passphrases differ. Type the same one twice."))


def folder_of(vault: Path | None) -> Path:
    """The vault meant: the one named, else the one opened last, else the usual one."""
    if vault is not None:
        return vault
    last = settings.load().vault
    return Path(last) if last else paths.default_vault()


def secret(file: Path | None, *, ask: str, option: str = "--passphrase-file") -> str:
    """A passphrase or key out of its file, or asked for where somebody is there."""
    if file is not None:
        return _first_of(file)
    _require_terminal(option)
    typed: str = typer.prompt(ask, hide_input=True, err=True)
    return typed


def new_secret(file: Path | None, *, option: str = "--new-passphrase-file") -> str:
    """A new passphrase, asked for twice."""
    if file is not None:
        return _first_of(file)
    _require_terminal(option)
    typed: str = typer.prompt(_("New passphrase"), hide_input=True, err=True)
    again: str = typer.prompt(_("Once more"), hide_input=True, err=True)
    if typed != again:
        raise NotTheSameError
    return typed


@contextmanager
def unlocked(
    vault: Path | None, passphrase_file: Path | None, *, restoring: str | None = None
) -> "Iterator[Workspace]":
    """The vault's workspace for as long as a command works in it."""
    passphrase = secret(passphrase_file, ask=_("Passphrase"))
    from bwassess.workspace import Workspace

    folder = folder_of(vault)
    with Workspace.open(folder, passphrase, restoring=restoring) as workspace:
        workspace.back_up_if_due()
        yield workspace


def _first_of(file: Path) -> str:
    """What stands in a file, without the newline editors put at its end."""
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFileError(file) from error
    return text.removesuffix("\r\n" if text.endswith("\r\n") else "\n")


def _require_terminal(option: str) -> None:
    if not sys.stdin.isatty():
        raise typer.BadParameter(
            _("there is no terminal to ask at; give a file."), param_hint=option
        )
