"""The editions of the checklist that come with the program."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bwassess.checklist.model import Checklist, Question
from bwassess.checklist.names import ChecklistHash, QuestionId
from bwassess.checklist.problems import ChecklistError
from bwassess.checklist.xlsform import load, settings_of
from bwassess.paths import RESOURCES
from bwassess.text import _

_FOLDER = RESOURCES / "checklists"


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


def shipped() -> list[Edition]:
    """The editions that come with the program, the global one first."""
    editions = [folder.name for folder in _FOLDER.iterdir() if folder.is_dir()]
    editions.sort(key=lambda edition: (edition != "global", edition))
    return [Edition.of(load_shipped(edition)) for edition in editions]


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


def counterpart(question: Question, checklist: Checklist) -> Question | None:
    """The question of the same lineage in another version; None if it isn't asked."""
    try:
        return checklist.question(QuestionId(question.id))
    except KeyError:
        return None
