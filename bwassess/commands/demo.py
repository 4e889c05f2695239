"""`bwassess demo`: a vault with believable data, with or without a window."""

import typer


def add_to(app: typer.Typer) -> None:
    """Offer the command."""
