"""`bwassess hub`: what laptops sync with; made, served, opened to them."""

from pathlib import Path
from types import ModuleType
from typing import Annotated

import typer

from bwassess import paths
from bwassess.errors import BwassessError
from bwassess.text import _

app = typer.Typer(name="hub", no_args_is_help=True, help=_("What laptops sync with."))

HubFolder = Annotated[
    Path | None,
    typer.Option(
        "--folder",
        envvar="BWASSESS_HUB",
        metavar="DIR",
        file_okay=False,
        help=_("Folder of the hub; beside the usual vault if not given."),
    ),
]


class NoHubHereError(BwassessError):
    """What a hub is served with isn't installed."""

    def __init__(self) -> None:
        super().__init__(
            _("The hub isn't installed here. Install bwassess[hub] and try again.")
        )


@app.command("init", help=_("Make a hub; its public key is printed."))
def init(
    folder: HubFolder = None,
    database: Annotated[
        str | None,
        typer.Option(
            "--database",
            metavar="URL",
            help=_("postgresql://..., instead of SQLite in the folder."),
        ),
    ] = None,
) -> None:
    where = _folder(folder)
    key = _serving().init(where, database=database)
    typer.echo(_("A new hub lies in {folder}; its key is:").format(folder=where))
    typer.echo(key)


@app.command("serve", help=_("Answer laptops until stopped."))
def serve(
    folder: HubFolder = None,
    host: Annotated[str, typer.Option("--host", help=_("Address to answer at."))] = (
        "127.0.0.1"
    ),
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help=_("0 = any free one."))
    ] = 8470,
) -> None:
    _serving().serve(_folder(folder), host=host, port=port, told=_tell)


@app.command("enrol", help=_("Make a code by which one laptop can enrol."))
def enrol(
    name: Annotated[
        str, typer.Option("--name", help=_("Of the person it belongs to."))
    ],
    role: Annotated[
        str, typer.Option("--role", metavar="ROLE", help="assessor, reviewer, admin")
    ],
    country: Annotated[
        list[str] | None,
        typer.Option(
            "--country",
            metavar="CC",
            help=_("Whose assessments it gets, as KH; again for more; all if none."),
        ),
    ] = None,
    days: Annotated[
        int, typer.Option("--days", min=1, help=_("How long the code is good."))
    ] = 7,
    folder: HubFolder = None,
) -> None:
    from bwassess.assessment.records import Role

    if role.lower() not in set(Role):
        raise typer.BadParameter(
            _("there are {roles}.").format(roles=", ".join(Role)), param_hint="--role"
        )
    code = _serving().enrol(
        _folder(folder),
        name=name,
        role=Role(role.lower()),
        countries=country or [],
        days=days,
    )
    typer.echo(code)


@app.command("restored", help=_("Say that it was put back from a backup."))
def restored(folder: HubFolder = None) -> None:
    _serving().restored(_folder(folder))
    typer.echo(_("Laptops will compare and send again what is missing."))


def _folder(folder: Path | None) -> Path:
    return folder or paths.default_vault().with_name("hub")


def _serving() -> ModuleType:
    try:
        from bwassess.hub import serving
    except ModuleNotFoundError as error:
        raise NoHubHereError from error
    return serving


def _tell(address: str) -> None:
    """Say where it answers, at once: whoever started it may be waiting for it."""
    typer.echo(address)
