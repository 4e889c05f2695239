"""`bwassess checklist`: what is asked, in versions."""

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from bwassess.commands import naming
from bwassess.commands.opening import unlocked
from bwassess.commands.options import AsJson, PassphraseFile, VaultFolder
from bwassess.commands.printing import as_json, table, watched
from bwassess.text import _, ngettext

if TYPE_CHECKING:
    from bwassess.checklist.model import Checklist
    from bwassess.checklist.problems import Problem
    from bwassess.checklist.xlsform import Reading
    from bwassess.store.queries import ChecklistEntry
    from bwassess.workspace import Workspace

log = logging.getLogger(__name__)

app = typer.Typer(
    name="checklist", no_args_is_help=True, help=_("What is asked, in versions.")
)

SheetsFile = Annotated[
    Path,
    typer.Argument(
        metavar="FILE",
        exists=True,
        help=_("An XLSForm workbook, or a folder with its sheets as CSV files."),
    ),
]


VersionArgument = Annotated[
    str, typer.Argument(metavar="ID", help=_("A version's id or a form's."))
]


@app.command("list", help=_("List the versions this vault holds."))
def list_(
    json: AsJson = False,
    vault: VaultFolder = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    with unlocked(vault, passphrase_file) as workspace:
        entries = workspace.checklists.list()
    if json:
        as_json(
            [
                {
                    "hash": one.hash,
                    "form_id": one.form_id,
                    "version": one.version,
                    "title": one.title,
                    "country": one.country,
                    "published": one.is_published,
                    "retired": one.is_retired,
                }
                for one in entries
            ]
        )
        return
    table(
        (_("Id"), _("Form"), _("Version"), _("Use"), _("Title")),
        [
            (one.hash[:12], one.form_id, one.version, _use(one), one.title)
            for one in entries
        ],
    )


@app.command(
    "check", help=_("Tell everything that is wrong with a checklist's sheets.")
)
def check(
    file: SheetsFile,
    json: AsJson = False,
    vault: VaultFolder = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    reading = _read(file, vault, passphrase_file)
    _tell(reading.checklist, reading.problems, json=json)
    if reading.checklist is None:
        _refuse()


@app.command(
    "preview", help=_("Draw a checklist's pages as the assessor will see them.")
)
def preview(
    context: typer.Context,
    file: SheetsFile,
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            metavar="DIR",
            file_okay=False,
            help=_("The folder for the pictures; made where it isn't there."),
        ),
    ],
    language: Annotated[
        list[str] | None,
        typer.Option(
            "--language",
            metavar="CODE",
            help=_("Language of the questions; a second one stands below it."),
        ),
    ] = None,
    vault: VaultFolder = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    reading = _read(file, vault, passphrase_file)
    for one in reading.problems:
        typer.echo(str(one))
    if reading.checklist is None:
        _refuse()
    wanted = tuple(language or reading.checklist.languages[:1])[:2]
    for code in wanted:
        if code not in reading.checklist.languages:
            raise typer.BadParameter(
                _(
                    "the checklist has no texts in “{code}”, only in {languages}."
                ).format(code=code, languages=", ".join(reading.checklist.languages)),
                param_hint="--language",
            )
    with watched(_("Drawing the pages")) as progress:
        count = context.obj.draw(
            reading.checklist,
            out,
            files=reading.files,
            languages=wanted,
            progress=progress,
        )
    typer.echo(
        ngettext(
            "{count} picture is in {folder}.",
            "{count} pictures are in {folder}.",
            count,
        ).format(count=count, folder=out)
    )


@app.command("import", help=_("Hold a checklist as a version of its own."))
def import_(
    file: SheetsFile,
    vault: VaultFolder = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    from bwassess.checklist import xlsform
    from bwassess.checklist.external import Files

    wanted = _base_named(file)
    with unlocked(vault, passphrase_file) as workspace:
        base = _base(workspace, wanted) if wanted else None
        taken = xlsform.load(file, base=base)
        workspace.checklists.keep(taken, Files.of(file, base))
    log.info("checklist %s imported", taken.hash[:12])
    typer.echo(
        _("{title}, version {version}, is in the vault as {id}.").format(
            title=taken.title, version=taken.version, id=taken.hash[:12]
        )
    )
    typer.echo(_("Assessments begin with it once it is published."))


@app.command("export", help=_("Write a checklist as a workbook or a folder of CSV."))
def export(
    id_: VersionArgument,
    out: Annotated[
        Path,
        typer.Option(
            "--out", metavar="FILE", help=_("NAME.xlsx, or a folder for CSV files.")
        ),
    ],
    vault: VaultFolder = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    from bwassess.checklist import writing
    from bwassess.store.disk import reporting

    with unlocked(vault, passphrase_file) as workspace:
        entry = naming.checklist(workspace, id_)
        held = workspace.checklists
        whole = held.get(entry.hash)
        with reporting(out):
            if out.suffix.lower() == ".xlsx":
                writing.write_workbook(whole, out)
            else:
                writing.write_folder(whole, out)
            missing = writing.write_media(
                whole, out, lambda name: held.media_of(whole, name)
            )
    typer.echo(str(out))
    for name in missing:
        typer.echo(_("{file} hasn't arrived on this laptop yet.").format(file=name))


@app.command("diff", help=_("Tell what another version asks and judges otherwise."))
def diff(
    old: VersionArgument,
    new: VersionArgument,
    json: AsJson = False,
    vault: VaultFolder = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    from bwassess.commands import versions

    with unlocked(vault, passphrase_file) as workspace:
        comparison = workspace.checklists.compare(
            naming.checklist(workspace, old).hash,
            naming.checklist(workspace, new).hash,
        )
    if json:
        as_json(versions.comparison_as_json(comparison))
    else:
        versions.print_comparison(comparison)


@app.command("publish", help=_("Let assessments begin with a version."))
def publish(
    id_: VersionArgument,
    vault: VaultFolder = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    with unlocked(vault, passphrase_file) as workspace:
        entry = naming.checklist(workspace, id_)
        workspace.checklists.publish(entry.hash)
    log.info("checklist %s published", entry.hash[:12])
    typer.echo(
        _("Assessments may begin with {title}, version {version}.").format(
            title=entry.title, version=entry.version
        )
    )


@app.command("retire", help=_("Let no more assessments begin with a version."))
def retire(
    id_: VersionArgument,
    vault: VaultFolder = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    with unlocked(vault, passphrase_file) as workspace:
        entry = naming.checklist(workspace, id_)
        workspace.checklists.retire(entry.hash)
    log.info("checklist %s retired", entry.hash[:12])
    typer.echo(
        _("{title}, version {version}, is retired; those begun with it go on.").format(
            title=entry.title, version=entry.version
        )
    )


def _use(entry: "ChecklistEntry") -> str:
    if entry.is_retired:
        return _("retired")
    return _("published") if entry.is_published else _("not published")


def _read(file: Path, vault: Path | None, passphrase_file: Path | None) -> "Reading":
    """A file's sheets, over the version they change where they name one."""
    from bwassess.checklist import xlsform

    wanted = _base_named(file)
    base = _shipped(wanted) if wanted else None
    if wanted and base is None:
        with unlocked(vault, passphrase_file) as workspace:
            base = _base(workspace, wanted)
    return xlsform.read(file, base=base)


def _refuse() -> NoReturn:
    typer.echo(_("It can't be used before this is mended."), err=True)
    raise typer.Exit(1)


def _base_named(file: Path) -> str:
    """The form an overlay says it changes; empty for a checklist of its own."""
    from bwassess.checklist.sheets import read_sheets

    rows = read_sheets(file)["settings"].rows
    return rows[0]["bw::base"] if rows else ""


def _shipped(form_id: str) -> "Checklist | None":
    from bwassess.checklist import library

    for one in library.shipped():
        if one.form_id == form_id:
            return library.load_shipped(one.edition)
    return None


def _base(workspace: "Workspace", form_id: str) -> "Checklist":
    return workspace.checklists.get(naming.checklist(workspace, form_id).hash)


def _tell(
    checklist: "Checklist | None", problems: "tuple[Problem, ...]", *, json: bool
) -> None:
    if json:
        as_json(
            {
                "usable": checklist is not None,
                "hash": checklist.hash if checklist else None,
                "problems": [
                    {
                        "sheet": one.sheet,
                        "row": one.row,
                        "column": one.column,
                        "message": one.message,
                        "remedy": one.remedy,
                        "blocks": one.blocks,
                    }
                    for one in problems
                ],
            }
        )
        return
    for one in problems:
        typer.echo(str(one))
    if checklist is None:
        return
    count = sum(1 for _question in checklist.questions)
    typer.echo(
        ngettext(
            "{title}, version {version}: {count} question, ready to be imported.",
            "{title}, version {version}: {count} questions, ready to be imported.",
            count,
        ).format(title=checklist.title, version=checklist.version, count=count)
    )
