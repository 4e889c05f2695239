"""`bwassess hub`: what laptops sync with."""

import typer

from bwassess.text import _

app = typer.Typer(name="hub", no_args_is_help=True, help=_("What laptops sync with."))
