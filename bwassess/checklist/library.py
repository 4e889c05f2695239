"""The editions of the checklist that come with the program.

Reading one takes a moment, so that an index says what they are without it; the index
is written from them and holds nothing of its own.
"""

import csv
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

from bwassess.checklist.external import Files
from bwassess.checklist.model import Checklist
from bwassess.checklist.names import ChecklistHash
from bwassess.checklist.problems import ChecklistError
from bwassess.checklist.xlsform import load, settings_of
from bwassess.paths import RESOURCES
from bwassess.text import _

_FOLDER = RESOURCES / "checklists"
_INDEX = _FOLDER / "editions.csv"


@dataclass(frozen=True, slots=True)
class Edition:
    """A shipped checklist, without its questions.

    Attributes:
        edition: `global`, or the national edition's short name (`kh`).
        country: Alpha-2 code; empty for the global edition.
    """

    edition: str
    country: str
    form_id: str
    version: str
    title: str
    languages: tuple[str, ...]
    questions: int
    hash: ChecklistHash

    @classmethod
    def of(cls, checklist: Checklist) -> "Edition":
        return cls(
            edition=checklist.edition,
            country=checklist.country,
            form_id=checklist.form_id,
            version=checklist.version,
            title=checklist.title,
            languages=checklist.languages,
            questions=sum(1 for _question in checklist.questions),
            hash=checklist.hash,
        )


@lru_cache
def shipped() -> tuple[Edition, ...]:
    """The editions that come with the program, the global one first."""
    with _INDEX.open(encoding="utf-8", newline="") as file:
        return tuple(
            Edition(
                edition=row["edition"],
                country=row["country"],
                form_id=row["form_id"],
                version=row["version"],
                title=row["title"],
                languages=tuple(row["languages"].split()),
                questions=int(row["questions"]),
                hash=ChecklistHash(row["hash"]),
            )
            for row in csv.DictReader(file)
        )


def read_editions() -> tuple[Edition, ...]:
    """What the index should say, out of the editions themselves."""
    names = [folder.name for folder in _FOLDER.iterdir() if folder.is_dir()]
    names.sort(key=lambda name: (name != "global", name))
    return tuple(Edition.of(load_shipped(name)) for name in names)


def write_index() -> None:
    """Write the index anew."""
    with _INDEX.open("w", encoding="utf-8", newline="") as file:
        rows = [asdict(edition) for edition in read_editions()]
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        for row in rows:
            writer.writerow({**row, "languages": " ".join(row["languages"])})


def shipped_with(wanted: ChecklistHash) -> Checklist | None:
    """The shipped edition of a hash; None if this program ships another one."""
    for edition in shipped():
        if edition.hash == wanted:
            return load_shipped(edition.edition)
    return None


def files_with(wanted: ChecklistHash) -> Files:
    """The files beside the shipped edition of a hash; none for any other one."""
    for edition in shipped():
        if edition.hash == wanted:
            sheets = _FOLDER / edition.edition
            base = settings_of(sheets)["bw::base"]
            return Files.of(sheets, _base(base, sheets, _FOLDER) if base else None)
    return Files()


@lru_cache
def load_shipped(edition: str) -> Checklist:
    """One of the shipped editions, an overlay laid over what it changes.

    Raises:
        ChecklistError: there is no such edition.
    """
    return load_edition(edition, folder=_FOLDER)


def load_edition(edition: str, *, folder: Path) -> Checklist:
    """An edition out of a folder with one folder of sheets for each.

    Raises:
        ChecklistError: there is no such edition, or its sheets or its base's are wrong.
    """
    sheets = folder / edition
    if not sheets.is_dir():
        raise ChecklistError(
            _("There is no edition “{edition}” of the checklist.").format(
                edition=edition
            )
        )
    wanted = settings_of(sheets)["bw::base"]
    return load(sheets, base=_base(wanted, sheets, folder) if wanted else None)


def _base(form_id: str, overlay: Path, folder: Path) -> Path:
    for other in sorted(folder.iterdir()):
        if other.is_dir() and settings_of(other)["form_id"] == form_id:
            return other
    raise ChecklistError(
        _("{overlay} changes the checklist “{base}”, which isn't there.").format(
            overlay=overlay.name, base=form_id
        ),
        hint=_("Correct bw::base in its settings."),
    )
