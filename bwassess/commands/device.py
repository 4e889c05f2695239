"""`bwassess device` and `bwassess sync`: this laptop and its hub."""

import typer

from bwassess.text import _

app = typer.Typer(
    name="device", no_args_is_help=True, help=_("This laptop and its hub.")
)


def add_sync_to(app: typer.Typer) -> None:
    """Offer `sync`."""
