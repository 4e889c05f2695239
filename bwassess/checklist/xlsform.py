"""A checklist out of the sheets of an XLSForm, with all that is wrong with them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bwassess.checklist.building import DEFAULT_LANGUAGE, Builder, default_language
from bwassess.checklist.canonical import seal
from bwassess.checklist.external import Files
from bwassess.checklist.model import Checklist
from bwassess.checklist.outline import laid_over, outline
from bwassess.checklist.problems import ChecklistError, Problem, Problems
from bwassess.checklist.rows import sheets_of
from bwassess.checklist.sheets import (
    ONLY_TOLD,
    READ,
    Row,
    Sheets,
    read_settings,
    read_sheets,
)
from bwassess.checklist.spelling import spelt
from bwassess.text import _


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading sheets; no checklist while a problem blocks it.

    Attributes:
        files: Where the files that its texts name are.
    """

    checklist: Checklist | None
    problems: tuple[Problem, ...]
    files: Files = field(default_factory=Files, compare=False, repr=False)


def read(path: Path, *, base: Checklist | Path | None = None) -> Reading:
    """Read a checklist, or an overlay over the base it changes.

    A form without an id of its own is known by its file's name, as in pyxform.

    Raises:
        ChecklistError: the file can't be opened or is no form at all; whatever is
            wrong inside is told in the reading's problems.
    """
    sheets = read_sheets(path)
    files = Files.of(path, base)
    if base is None:
        return _read(sheets, files, name=path.stem)
    under = sheets_of(base) if isinstance(base, Checklist) else read_sheets(base)
    return _read(sheets, files, name=path.stem, base=under)


def load(path: Path, *, base: Checklist | Path | None = None) -> Checklist:
    """Read a checklist that is to be used.

    Raises:
        ChecklistError: it can't be used; the error has all its problems.
    """
    reading = read(path, base=base)
    if reading.checklist is None:
        raise ChecklistError.of(path.name, reading.problems)
    return reading.checklist


def settings_of(folder: Path) -> Row:
    """The settings of a folder of CSV files, in our own headings.

    Raises:
        ChecklistError: they can't be read.
    """
    settings = spelt(read_settings(folder), DEFAULT_LANGUAGE, Problems())
    return settings.rows[0] if settings.rows else Row(2, {})


def _read(
    sheets: Sheets, files: Files, *, name: str, base: Sheets | None = None
) -> Reading:
    problems = Problems()
    problems.add(sheets.problems)
    ours = _in_our_spelling(sheets, problems)
    if base is None:
        root, nesting = outline(ours["survey"])
        whole = ours
    else:
        under = _in_our_spelling(base, Problems())
        whole, root, nesting = laid_over(under, ours)
    problems.add(nesting)
    builder = Builder(whole, root, problems, files=files)
    checklist = builder.checklist(name)
    if problems.blocks:
        return Reading(None, problems.in_order(), files)
    return Reading(seal(checklist), problems.in_order(), files)


def _in_our_spelling(sheets: Sheets, problems: Problems) -> Sheets:
    settings = spelt(sheets["settings"], DEFAULT_LANGUAGE, Problems())
    default = default_language(settings)
    for name in ONLY_TOLD:
        if sheets[name].rows:
            problems.add([_unused_sheet(name)])
    if sheets["survey"].columns:
        for name in ("choices", "settings", "survey"):
            problems.add(_near_sheets(name, sheets))
    found = {
        name: spelt(sheets[name], default, problems) for name in READ if name in sheets
    }
    if "type" not in found["survey"].columns:
        problems.note(
            "survey",
            1,
            "type",
            _("The sheet has no column type."),
            _("Add it, and say in it what each row asks."),
        )
    return Sheets(found)


def _unused_sheet(name: str) -> Problem:
    return Problem(
        name,
        None,
        "",
        _("The sheet isn't used by this program."),
        _("Leave it; a form exported from here is without it."),
        blocks=False,
    )


def _near_sheets(name: str, sheets: Sheets) -> Iterator[Problem]:
    for title in sheets.titles:
        plain = title.strip().lower().rstrip("s")
        if name not in sheets and plain == name.rstrip("s"):
            yield Problem(
                title,
                None,
                "",
                _("The sheet isn't read."),
                _("Call it “{name}” if that is meant.").format(name=name),
                blocks=False,
            )
