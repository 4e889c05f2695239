"""A checklist out of sheets whose headings are in our own spelling."""

from collections.abc import Iterator

from bwassess.checklist.choices import Lists, choice_lists
from bwassess.checklist.columns import (
    COLUMNS,
    language_code,
    languages_of,
    media_of,
    text_of,
)
from bwassess.checklist.external import Files
from bwassess.checklist.form.compiling import flaws
from bwassess.checklist.form.flaws import Flaw
from bwassess.checklist.kinds import AnswerType
from bwassess.checklist.law import kinds_of, parameters_of
from bwassess.checklist.loops import Loops
from bwassess.checklist.media import Taken
from bwassess.checklist.model import Cells, Checklist, Choice, Group, Item
from bwassess.checklist.names import QuestionId
from bwassess.checklist.naming import NAME, Names, check_references
from bwassess.checklist.outline import Branch
from bwassess.checklist.problems import Problem, Problems
from bwassess.checklist.questions import Asked, Asking, further_cells
from bwassess.checklist.sheets import (
    Row,
    Sheet,
    Sheets,
)
from bwassess.checklist.tables import Tables
from bwassess.checklist.texts import Text
from bwassess.checklist.translations import translations_of
from bwassess.checklist.types import Asks, Edge, understood
from bwassess.text import _

_COLUMN_OF = {"nc_rule": "bw::nc_rule", "warning": "bw::warning"}
DEFAULT_LANGUAGE = "en"
_GROUP_CELLS = frozenset(
    {"type", "name", "relevant", "appearance", "bw::cluster", "bw::point"}
)
_OWN_SETTINGS = frozenset(COLUMNS["settings"])
_TABLE_LIST = "table-list"
_MAY_REPEAT = "allow_choice_duplicates"
_SETTING_TYPES = {
    "form_title": "form_title",
    "set_form_title": "form_title",
    "form_id": "form_id",
    "set_form_id": "form_id",
    "prefix": "prefix",
}


def default_language(settings: Sheet) -> str:
    """The code of the language that texts without one are in."""
    named = settings.rows[0]["default_language"] if settings.rows else ""
    return language_code(named) or DEFAULT_LANGUAGE


class Builder:
    """Makes the values of one form and notes what is wrong on the way."""

    def __init__(
        self, sheets: Sheets, root: Branch, problems: Problems, *, files: Files
    ) -> None:
        self._problems = problems
        self._sheets = sheets
        self._root = root
        self._files = files
        rows = sheets["settings"].rows
        self._facts = dict(rows[0].cells) if rows else {}
        self._languages = self._chosen_languages()
        self._lists = Lists(
            choice_lists(
                sheets["choices"],
                self._languages,
                problems,
                may_repeat=self._says(_MAY_REPEAT),
            )
        )
        Loops(self._lists.by_name, problems).unroll(root)
        self._names = Names(root, problems, form=self._facts.get("name", ""))
        self._asking = Asking(
            self._languages,
            self._lists,
            choice_lists(
                sheets["external_choices"], self._languages, problems, may_repeat=True
            ),
            self._names,
            self._note,
        )
        self._asked: dict[QuestionId, Asked] = {}
        self._groups: dict[str, Row] = {}
        self._table_list: str | None = None

    def checklist(self, name: str) -> Checklist:
        self._take_settings_of_the_survey()
        for row in self._rows(self._root):
            asks = understood(row["type"])
            if isinstance(asks, Asks) and asks.or_other:
                self._lists.add_other(asks.source, self._languages)
        items = tuple(self._items(self._root))
        form_id = self._facts.get("form_id") or name.strip()
        kinds = kinds_of(
            self._sheets["parameter_keys"],
            self._lists.by_name,
            self._problems,
            languages=self._languages,
        )
        self._lists.used.update(
            its for kind in kinds for its in (kind.case_list, kind.value_list)
        )
        tables = Tables(self._files, self._lists, self._problems)
        instances = tables.instances(self._asked.values())
        taken = Taken(items, self._files)
        checklist = Checklist(
            form_id=form_id,
            version=self._facts.get("version", ""),
            title=self._facts.get("form_title") or form_id,
            edition=self._facts.get("bw::edition", ""),
            country=self._facts.get("bw::country", ""),
            languages=self._languages,
            items=items,
            parameter_kinds=kinds,
            parameters=parameters_of(
                self._sheets["parameters"],
                kinds,
                self._problems,
                languages=self._languages,
            ),
            instances=instances,
            files=taken.files,
            translations=translations_of(
                self._sheets["languages"],
                self._languages,
                self._problems,
                spoken=self._spoken(),
            ),
            settings=self._further_settings(),
        )
        self._check(checklist, taken)
        return checklist

    def _check(self, checklist: Checklist, taken: Taken) -> None:
        root = self._facts.get("name", "")
        if root and not NAME.fullmatch(root):
            self._problems.note(
                "settings",
                2,
                "name",
                _("“{name}” can't be a name.").format(name=root),
                _("Begin with a letter; then letters, digits and _."),
            )
        if not any(a.question.is_asked for a in self._asked.values()):
            if not self._problems.blocks:
                self._problems.note(
                    "survey",
                    None,
                    "",
                    _("The form asks no question."),
                    _("Add questions to its survey sheet."),
                )
            return
        self._check_triggers()
        told = [
            self._problem(flaw) for flaw in flaws(checklist) if flaw.field != "label"
        ]
        self._problems.add(told)
        places = {(problem.row, problem.column) for problem in told}
        whole = Sheet("survey", rows=tuple(self._rows(self._root)))
        sheets = (whole, self._sheets["choices"], self._sheets["settings"])
        self._problems.add(
            problem
            for problem in check_references(sheets, self._names)
            if problem.sheet != "survey" or (problem.row, problem.column) not in places
        )
        self._problems.add(taken.problems(sheets[:2], self._languages))

    def _chosen_languages(self) -> tuple[str, ...]:
        """The form's languages, or those of them that its settings choose."""
        found = self._spoken()
        wanted = tuple(map(language_code, self._facts.get("bw::languages", "").split()))
        missing = [language for language in wanted if language not in found]
        if missing:
            self._problems.note(
                "settings",
                2,
                "bw::languages",
                _("No text is in the language {language}.").format(language=missing[0]),
                _("Correct its code, or add its texts."),
            )
            return found
        return tuple(one for one in found if one in wanted) if wanted else found

    def _spoken(self) -> tuple[str, ...]:
        """The languages that the sheets have texts in."""
        default = default_language(self._sheets["settings"])
        return languages_of((self._sheets["survey"], self._sheets["choices"]), default)

    def _says(self, setting: str) -> bool:
        return self._facts.get(setting, "").lower() in ("yes", "true", "true()")

    def _further_settings(self) -> Cells:
        further = {
            column: text
            for column, text in self._facts.items()
            if column not in _OWN_SETTINGS
        }
        if any(_repeats(asked.question.choices) for asked in self._asked.values()):
            further[_MAY_REPEAT] = "yes"  # external_choices needs no leave to do so
        return tuple(sorted(further.items()))

    def _take_settings_of_the_survey(self) -> None:
        """Old forms have their title and id in rows of the survey."""
        for row in list(self._root.children):
            if isinstance(row, Row) and row["type"] in _SETTING_TYPES:
                self._facts[_SETTING_TYPES[row["type"]]] = row["name"]
                self._root.children.remove(row)

    def _rows(self, branch: Branch) -> Iterator[Row]:
        if branch.row is not None:
            yield branch.row
        for child in branch.children:
            if isinstance(child, Branch):
                yield from self._rows(child)
            else:
                yield child

    def _items(self, branch: Branch) -> Iterator[Item]:
        for child in branch.children:
            if isinstance(child, Row):
                for asked in self._asking.asked(child):
                    self._check_table_list(asked)
                    if self._is_new(asked):
                        yield asked.question
            elif child.row is not None:
                yield self._group(child, child.row)

    def _group(self, branch: Branch, row: Row) -> Group:
        code = self._names.code(row)
        self._groups[code] = row
        if _TABLE_LIST in row["appearance"].split():
            self._table_list = ""
        items = tuple(self._items(branch))
        self._table_list = None
        is_repeat = branch.edge is Edge.REPEAT
        read = _GROUP_CELLS | {"repeat_count"} if is_repeat else _GROUP_CELLS
        return Group(
            name=row["name"],
            label=text_of(row, "label", self._languages)
            or Text.of({self._languages[0]: code}),
            items=items,
            code=code if code != row["name"] else "",
            relevant=row["relevant"],
            appearance=row["appearance"],
            hint=text_of(row, "hint", self._languages),
            guidance=text_of(row, "guidance_hint", self._languages),
            short_name=text_of(row, "bw::short_name", self._languages),
            media=media_of(row, self._languages),
            is_repeat=is_repeat,
            repeat_count=row["repeat_count"] if is_repeat else "",
            cells=further_cells(row, read=read),
        )

    def _check_table_list(self, asked: Asked) -> None:
        """All choices of a table stand in one list."""
        if self._table_list is None or not asked.asks.is_select:
            return
        if not self._table_list:
            self._table_list = asked.asks.source
            if asked.question.choice_filter:
                self._note(
                    asked.row,
                    "choice_filter",
                    _("The choices of a table can't be filtered."),
                    _("Empty the cell, or take table-list away."),
                )
        elif self._table_list != asked.asks.source:
            self._note(
                asked.row,
                "type",
                _("The table above has the list {list}.").format(list=self._table_list),
                _("Use one list for the whole group."),
            )

    def _is_new(self, asked: Asked) -> bool:
        first = self._asked.setdefault(asked.question.id, asked)
        if first is asked:
            return True
        self._note(
            asked.row,
            "bw::global_id",
            _("The id {id} stands in row {row} already.").format(
                id=asked.question.id, row=first.row.number
            ),
            _("Give each question an id of its own."),
        )
        return False

    def _check_triggers(self) -> None:
        unseen = {
            asked.question.name
            for asked in self._asked.values()
            if asked.question.answer_type is AnswerType.CALCULATE
        }
        for asked in self._asked.values():
            for name in unseen.intersection(asked.question.trigger):
                self._note(
                    asked.row,
                    "trigger",
                    _("${{{name}}} isn't seen, so nobody changes it.").format(
                        name=name
                    ),
                    _("Refer to a question that is asked."),
                )

    def _problem(self, flaw: Flaw) -> Problem:
        row = (
            self._groups[flaw.of.key]
            if isinstance(flaw.of, Group)
            else self._asked[flaw.of.id].row
        )
        return Problem(
            "survey",
            row.number,
            _COLUMN_OF.get(flaw.field, flaw.field),
            flaw.message,
            flaw.remedy,
            blocks=flaw.blocks,
        )

    def _note(self, row: Row, column: str, message: str, remedy: str) -> None:
        self._problems.note("survey", row.number, column, message, remedy)


def _repeats(choices: tuple[Choice, ...]) -> bool:
    return len({choice.name for choice in choices}) < len(choices)
