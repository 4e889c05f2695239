"""A checklist out of the sheets of an XLSForm, with all that is wrong with them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bwassess.checklist.canonical import seal
from bwassess.checklist.choices import choice_lists
from bwassess.checklist.columns import (
    COLUMNS,
    language_code,
    languages_of,
    normalised,
    text_of,
)
from bwassess.checklist.law import kinds_of, parameters_of
from bwassess.checklist.model import Checklist, Group, Item
from bwassess.checklist.names import QuestionId
from bwassess.checklist.outline import Branch, group_key, laid_over, outline
from bwassess.checklist.problems import ChecklistError, Problem, Problems
from bwassess.checklist.questions import Asked, Asking
from bwassess.checklist.rules import Flaw, flaws
from bwassess.checklist.sheets import Row, Sheet, Sheets, read_settings, read_sheets
from bwassess.checklist.texts import Text
from bwassess.checklist.writing import sheets_of
from bwassess.text import _

_FIELD_COLUMNS = {
    "relevant": "relevant",
    "required": "required",
    "constraint": "constraint",
    "nc_rule": "bw::nc_rule",
}
_DEFAULT_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading sheets; no checklist while a problem blocks it."""

    checklist: Checklist | None
    problems: tuple[Problem, ...]


def read(path: Path, *, base: Checklist | Path | None = None) -> Reading:
    """Read a checklist, or an overlay over the base it changes.

    A form without an id of its own is known by its file's name, as in pyxform.

    Raises:
        ChecklistError: the file can't be opened or is no form at all; whatever is
            wrong inside is told in the reading's problems.
    """
    sheets = read_sheets(path)
    if base is None:
        return _read(sheets, name=path.stem)
    under = sheets_of(base) if isinstance(base, Checklist) else read_sheets(base)
    return _read(sheets, name=path.stem, base=under)


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
    settings, _strange = normalised(read_settings(folder), _DEFAULT_LANGUAGE)
    return settings.rows[0] if settings.rows else Row(2, {})


def _read(sheets: Sheets, *, name: str, base: Sheets | None = None) -> Reading:
    problems = Problems()
    ours = _in_our_spelling(sheets, problems)
    if base is None:
        root, nesting = outline(ours["survey"])
        whole = ours
    else:
        under = _in_our_spelling(base, Problems())
        whole, root, nesting = laid_over(under, ours)
    problems.add(nesting)
    checklist = _Builder(whole, problems).checklist(root, name)
    if problems.blocks:
        return Reading(None, problems.in_order())
    return Reading(seal(checklist), problems.in_order())


def _in_our_spelling(sheets: Sheets, problems: Problems) -> Sheets:
    settings, _strange = normalised(sheets["settings"], _DEFAULT_LANGUAGE)
    default = _default_language(settings)
    ours = {}
    for name in COLUMNS:
        ours[name], strange = normalised(sheets[name], default)
        problems.add(
            Problem(
                name,
                1,
                column,
                _("The column isn't used by this program."),
                _("Leave it, or correct its heading."),
                blocks=False,
            )
            for column in strange
        )
    return Sheets(ours)


def _default_language(settings: Sheet) -> str:
    named = settings.rows[0]["default_language"] if settings.rows else ""
    return language_code(named) or _DEFAULT_LANGUAGE


class _Builder:
    """Makes the values of one form and notes what is wrong on the way."""

    def __init__(self, sheets: Sheets, problems: Problems) -> None:
        self._problems = problems
        self._sheets = sheets
        default = _default_language(sheets["settings"])
        self._languages = languages_of((sheets["survey"], sheets["choices"]), default)
        self._lists = choice_lists(sheets["choices"], self._languages, problems)
        self._asking = Asking(self._languages, self._lists, self._note)
        self._asked: dict[QuestionId, Asked] = {}
        self._names: dict[str, Row] = {}
        self._groups: dict[str, Row] = {}

    def checklist(self, root: Branch, name: str) -> Checklist:
        settings = self._sheets["settings"]
        facts = settings.rows[0] if settings.rows else Row(2, {})
        form_id = facts["form_id"] or name
        kinds = kinds_of(
            self._sheets["parameter_keys"],
            self._lists,
            self._problems,
            languages=self._languages,
        )
        checklist = Checklist(
            form_id=form_id,
            version=facts["version"],
            title=facts["form_title"] or form_id,
            edition=facts["bw::edition"],
            country=facts["bw::country"],
            languages=self._languages,
            items=tuple(self._items(root.children)),
            parameter_kinds=kinds,
            parameters=parameters_of(
                self._sheets["parameters"],
                kinds,
                self._problems,
                languages=self._languages,
            ),
        )
        if not self._asked and not self._problems.blocks:
            self._problems.note(
                "survey",
                None,
                "",
                _("The form asks no question."),
                _("Add questions to its survey sheet."),
            )
        self._problems.add(map(self._problem, flaws(checklist)))
        return checklist

    def _items(self, children: Iterable[Branch | Row]) -> Iterator[Item]:
        for child in children:
            if isinstance(child, Row):
                asked = self._asking.asked(child)
                if asked is not None and self._is_new(asked):
                    yield asked.question
            elif child.row is not None:
                yield self._group(child, child.row)

    def _group(self, branch: Branch, row: Row) -> Group:
        code = self._code(row)
        return Group(
            name=row["name"],
            label=self._label(row, code),
            items=tuple(self._items(branch.children)),
            code=code if code != row["name"] else "",
            relevant=row["relevant"],
            guidance=text_of(row, "guidance_hint", self._languages),
            short_name=text_of(row, "bw::short_name", self._languages),
        )

    def _code(self, row: Row) -> str:
        """A group's code, which no other group may have."""
        code = group_key(row)
        first = self._groups.setdefault(code, row)
        if first is not row:
            self._note(
                row,
                "name",
                _("The group in row {row} has the code {code} too.").format(
                    row=first.number, code=code
                ),
                _("Give each cluster and point a code of its own."),
            )
        return code

    def _label(self, row: Row, code: str) -> Text:
        return text_of(row, "label", self._languages) or Text.of(
            {self._languages[0]: code}
        )

    def _is_new(self, asked: Asked) -> bool:
        question, row = asked.question, asked.row
        first = self._names.setdefault(question.name, row)
        if first is not row:
            self._note(
                row,
                "name",
                _("The name {name} stands in row {first} already.").format(
                    name=question.name, first=first.number
                ),
                _("Give each question a name of its own."),
            )
            return False
        if question.id in self._asked:
            self._note(
                row,
                "bw::global_id",
                _("The id {id} stands in row {first} already.").format(
                    id=question.id, first=self._asked[question.id].row.number
                ),
                _("Give each question an id of its own."),
            )
            return False
        self._asked[question.id] = asked
        return True

    def _problem(self, flaw: Flaw) -> Problem:
        row = (
            self._groups[flaw.of.key]
            if isinstance(flaw.of, Group)
            else self._asked[flaw.of.id].row
        )
        return Problem(
            "survey",
            row.number,
            _FIELD_COLUMNS.get(flaw.field, flaw.field),
            flaw.message,
            flaw.remedy,
            blocks=flaw.blocks,
        )

    def _note(self, row: Row, column: str, message: str, remedy: str) -> None:
        self._problems.note("survey", row.number, column, message, remedy)
