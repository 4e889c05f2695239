"""`bwassess self-check`: whether this installation is whole, one line a check."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import typer

from bwassess.text import _, ngettext

if TYPE_CHECKING:
    from pathlib import Path

    from bwassess.workspace import Workspace


def add_to(app: typer.Typer) -> None:
    """Offer the command."""
    app.command("self-check", help=_("Try whether this installation is whole."))(_check)


def _check(context: typer.Context) -> None:
    import tempfile
    from pathlib import Path

    checks: list[tuple[str, Callable[[], str]]] = [
        (_("resources"), _resources),
        (_("fonts"), _fonts),
        (_("icons"), _icons),
        (_("window"), context.obj.check),
    ]
    failed = 0
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        made: list[Workspace] = []
        checks[0:0] = [
            (_("vault"), lambda: _vault(Path(folder), made)),
            (_("checklist"), lambda: _checklist(made[0])),
            (_("report"), lambda: _report(made[0], Path(folder))),
        ]
        try:
            for name, check in checks:
                try:
                    said = check()
                except Exception as error:  # noqa: BLE001 - whatever is broken is told
                    failed += 1
                    typer.echo(
                        f"{name:<10} "
                        + _("FAILED: {error}").format(error=_of_one_line(error))
                    )
                else:
                    typer.echo(f"{name:<10} {said}")
        finally:
            for workspace in made:
                workspace.lock()
    if failed:
        typer.echo(
            ngettext(
                "{count} check failed; install bwassess anew.",
                "{count} checks failed; install bwassess anew.",
                failed,
            ).format(count=failed),
            err=True,
        )
        raise typer.Exit(1)


def _vault(folder: "Path", made: "list[Workspace]") -> str:
    """Make an encrypted vault in this program's schema, at little cost."""
    import secrets

    from bwassess.store.header import Cost
    from bwassess.workspace import Workspace

    workspace, _recovery = Workspace.create(
        folder / "vault",
        secrets.token_hex(16),
        name="Self-check",
        cost=Cost(memory_kib=8 * 1024, passes=1, lanes=1),
    )
    made.append(workspace)
    return _("made, encrypted, migrated")


def _checklist(workspace: "Workspace") -> str:
    entry = max(workspace.checklists.list(), key=lambda one: one.country)
    checklist = workspace.checklists.get(entry.hash)
    count = sum(1 for _question in checklist.questions)
    return _("{title} {version}, {count} questions").format(
        title=entry.title, version=entry.version, count=count
    )


def _report(workspace: "Workspace", folder: "Path") -> str:
    from datetime import date

    from bwassess.workspace.assessments import Plan

    factory = workspace.factories.add("Self-check", "KH")
    entry = max(workspace.checklists.list(), key=lambda one: one.country)
    assessment = workspace.assessments.begin(
        Plan(factory, entry.hash, "KH", 1, date(2026, 1, 1), date(2026, 1, 2))
    )
    target = folder / "report.pdf"
    workspace.reports.write(assessment, target, language="km", draft=True)
    return _("{size} KB, in Khmer").format(size=target.stat().st_size // 1024)


def _resources() -> str:
    from bwassess.paths import RESOURCES
    from bwassess.text import LANGUAGES

    missing = [
        language
        for language in LANGUAGES
        if language != "en"
        and not (
            RESOURCES / "translations" / language / "LC_MESSAGES" / "bwassess.mo"
        ).is_file()
    ]
    if missing:
        raise FileNotFoundError(", ".join(missing))
    return _("{count} languages").format(count=len(LANGUAGES))


def _fonts() -> str:
    from PIL import ImageFont

    from bwassess.paths import RESOURCES

    fonts = sorted((RESOURCES / "fonts").glob("*.ttf"))
    for font in fonts:
        ImageFont.truetype(font, 12)
    if not fonts:
        raise FileNotFoundError("*.ttf")
    return _("{count} read").format(count=len(fonts))


def _icons() -> str:
    from xml.etree import ElementTree

    from bwassess.paths import RESOURCES

    icons = sorted((RESOURCES / "icons").rglob("*.svg"))
    for icon in icons:
        ElementTree.parse(icon)  # noqa: S314 - our own files
    if not icons:
        raise FileNotFoundError("*.svg")
    return _("{count} read").format(count=len(icons))


def _of_one_line(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".splitlines()[0]
