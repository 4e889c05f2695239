"""What commands print: JSON, tables that a person reads, progress of long work."""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import typer

from bwassess.progress import Progress, unwatched


def as_json(value: Any) -> None:
    """Print a value for other programs."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows under their headings, as wide as they are."""
    from rich.cells import cell_len

    lines = [list(headings), *(list(row) for row in rows)]
    widths = [max(map(cell_len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = (
            cell + " " * (width - cell_len(cell))
            for cell, width in zip(line, widths, strict=True)
        )
        typer.echo("  ".join(cells).rstrip())


def facts(pairs: Iterable[tuple[str, str]]) -> None:
    """Print what is known under its names, one a line."""
    from rich.cells import cell_len

    listed = list(pairs)
    width = max(cell_len(name) for name, _value in listed)
    for name, value in listed:
        typer.echo(f"{name}{' ' * (width - cell_len(name))}  {value}")


@contextmanager
def watched(begun: str) -> Iterator[Progress]:
    """A bar on a terminal for as long as the work takes; nothing anywhere else."""
    if not sys.stderr.isatty():
        yield unwatched
        return
    from rich.console import Console
    from rich.progress import Progress as Bars

    with Bars(console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task(begun, total=None)

        def told(done: int, total: int, text: str = "") -> None:
            bars.update(
                task, completed=done, total=total or None, description=text or begun
            )

        yield told
