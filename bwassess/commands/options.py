"""Options that commands share: which vault, what unlocks it, how to print."""

from pathlib import Path
from typing import Annotated

import typer

from bwassess.text import _

VaultFolder = Annotated[
    Path | None,
    typer.Option(
        "--vault",
        envvar="BWASSESS_VAULT",
        metavar="DIR",
        file_okay=False,
        help=_("Folder of the vault; the one opened last if not given."),
    ),
]
PassphraseFile = Annotated[
    Path | None,
    typer.Option(
        "--passphrase-file",
        envvar="BWASSESS_PASSPHRASE_FILE",
        metavar="FILE",
        exists=True,
        dir_okay=False,
        help=_("File with the passphrase; asked for on a terminal if not given."),
    ),
]
NewPassphraseFile = Annotated[
    Path | None,
    typer.Option(
        "--new-passphrase-file",
        metavar="FILE",
        exists=True,
        dir_okay=False,
        help=_("File with the new passphrase; asked for if not given."),
    ),
]
AsJson = Annotated[
    bool, typer.Option("--json", help=_("Print JSON, for other programs."))
]
AssessmentIdArgument = Annotated[
    str, typer.Argument(metavar="ID", help=_("Id of an assessment, or its beginning."))
]
