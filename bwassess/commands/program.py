"""All commands put together, and how each of them ends."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Protocol

import typer
from typer.core import TyperGroup
from typing_extensions import override

import bwassess
from bwassess.commands import (
    assessment,
    backup,
    checklist,
    demo,
    device,
    evidence,
    factory,
    hub,
    report,
    self_check,
    vault,
    verify,
)
from bwassess.errors import BwassessError
from bwassess.progress import Cancelled, Progress
from bwassess.text import _

if TYPE_CHECKING:
    from bwassess.checklist.external import Files
    from bwassess.checklist.model import Checklist

log = logging.getLogger(__name__)


class OpenDesktop(Protocol):
    """Opens the desktop and stays until it is closed."""

    def __call__(
        self, *, vault: Path | None = None, passphrase: str | None = None
    ) -> int: ...


class DrawChecklist(Protocol):
    """Draws a checklist's pages into a folder; how many pictures were made."""

    def __call__(
        self,
        checklist: "Checklist",
        out: Path,
        *,
        files: "Files",
        languages: tuple[str, ...],
        progress: Progress,
    ) -> int: ...


@dataclass(frozen=True, slots=True)
class Interface:
    """What commands need of the windows, given by whoever knows them.

    Attributes:
        check: Starts the window where nobody sees it and says what was seen.
        draw: Draws pages where nobody sees it.
    """

    open: OpenDesktop
    check: Callable[[], str]
    draw: DrawChecklist


_ORDER = (
    *("demo", "vault", "checklist", "factory", "assessment", "evidence", "report"),
    *("device", "sync", "hub", "backup", "verify", "self-check"),
)
"""As a person meets them."""


class _Program(TyperGroup):
    @override
    def list_commands(self, ctx: Any) -> list[str]:
        return sorted(super().list_commands(ctx), key=_ORDER.index)

    @override
    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except BwassessError as error:
            log.info("refused: %s", type(error).__name__)
            typer.echo(" ".join(filter(None, (str(error), error.hint))), err=True)
            raise typer.Exit(1) from error
        except Cancelled:
            raise typer.Exit(1) from None


def program(interface: Interface) -> typer.Typer:
    """The whole program in a terminal."""
    app = typer.Typer(
        name="bwassess",
        cls=_Program,
        help=_(
            "Factory assessments where there is no network. "
            "Without a command it opens the desktop."
        ),
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )

    @app.callback(invoke_without_command=True)
    def begin(
        context: typer.Context,
        version: Annotated[
            bool, typer.Option("--version", help=_("Say the version and stop."))
        ] = False,
    ) -> None:
        context.obj = interface
        if version:
            typer.echo(f"bwassess {bwassess.__version__}")
        elif context.invoked_subcommand is None:
            raise typer.Exit(interface.open())
        else:
            log.info("command %s", context.invoked_subcommand)

    for noun in (vault, checklist, factory, assessment, evidence):
        app.add_typer(noun.app)
    report.add_to(app)
    app.add_typer(device.app)
    device.add_sync_to(app)
    app.add_typer(hub.app)
    app.add_typer(backup.app)
    verify.add_to(app)
    self_check.add_to(app)
    demo.add_to(app)
    return app
