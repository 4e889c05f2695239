"""A checklist out of the sheets of an XLSForm, with all that is wrong with them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from bwassess.checklist.canonical import seal
from bwassess.checklist.columns import (
    COLUMNS,
    language_code,
    languages_of,
    normalised,
    text_of,
)
from bwassess.checklist.expression.compiling import compile_expression
from bwassess.checklist.expression.syntax import ExpressionError
from bwassess.checklist.model import (
    Checklist,
    Choice,
    Cluster,
    CompliancePoint,
    Parameter,
    Question,
    QuestionId,
    RuleState,
    Text,
)
from bwassess.checklist.outline import (
    Group,
    group_key,
    laid_over,
    outline,
)
from bwassess.checklist.problems import ChecklistError, Problem
from bwassess.checklist.questions import Asked, Asking
from bwassess.checklist.rules import flaws
from bwassess.checklist.sheets import Row, Sheet, Sheets, read_sheets
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

    Raises:
        ChecklistError: the file can't be opened or is no form at all; whatever is
            wrong inside is told in the reading's problems.
    """
    sheets = read_sheets(path)
    if base is None:
        return _read(sheets)
    under = sheets_of(base) if isinstance(base, Checklist) else read_sheets(base)
    return _read(sheets, base=under)


def load(path: Path, *, base: Checklist | Path | None = None) -> Checklist:
    """Read a checklist that is to be used.

    Raises:
        ChecklistError: it can't be used; the error has all its problems.
    """
    reading = read(path, base=base)
    if reading.checklist is None:
        raise ChecklistError.of(path.name, reading.problems)
    return reading.checklist


def base_of(path: Path) -> str:
    """The form id an overlay says it changes; empty for a checklist of its own."""
    settings, _strange = normalised(read_sheets(path)["settings"], _DEFAULT_LANGUAGE)
    return settings.rows[0]["bw::base"] if settings.rows else ""


def _read(sheets: Sheets, *, base: Sheets | None = None) -> Reading:
    ours, problems = _in_our_spelling(sheets)
    if base is None:
        root, found = outline(ours["survey"])
        whole = ours
    else:
        whole, root, found = laid_over(_in_our_spelling(base)[0], ours)
    builder = _Builder(whole)
    checklist = builder.checklist(root)
    problems = sorted(
        (*problems, *found, *builder.problems),
        key=lambda problem: (not problem.blocks, problem.sheet != "survey"),
    )
    if any(problem.blocks for problem in problems):
        return Reading(None, tuple(problems))
    return Reading(seal(checklist), tuple(problems))


def _in_our_spelling(sheets: Sheets) -> tuple[Sheets, list[Problem]]:
    settings, _strange = normalised(sheets["settings"], _DEFAULT_LANGUAGE)
    default = _default_language(settings)
    ours = {}
    problems: list[Problem] = []
    for name in COLUMNS:
        ours[name], strange = normalised(sheets[name], default)
        problems.extend(
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
    return Sheets(ours), problems


def _default_language(settings: Sheet) -> str:
    named = settings.rows[0]["default_language"] if settings.rows else ""
    return language_code(named) or _DEFAULT_LANGUAGE


class _Builder:
    """Makes the values of one form and notes what is wrong on the way."""

    def __init__(self, sheets: Sheets) -> None:
        self.problems: list[Problem] = []
        self._sheets = sheets
        default = _default_language(sheets["settings"])
        self._languages = languages_of((sheets["survey"], sheets["choices"]), default)
        self._asking = Asking(
            self._languages, self._choice_lists(), self._note, self._check_choices
        )
        self._asked: dict[QuestionId, Asked] = {}
        self._names: dict[str, Row] = {}

    def checklist(self, root: Group) -> Checklist:
        settings = self._sheets["settings"]
        facts = settings.rows[0] if settings.rows else Row(2, {})
        form_id = facts["form_id"]
        if not form_id:
            self._note_in(
                "settings",
                facts,
                "form_id",
                _("The form has no id."),
                _("Give it one in the settings sheet."),
            )
        clusters = tuple(self._clusters(root))
        checklist = Checklist(
            form_id=form_id,
            version=facts["version"],
            title=facts["form_title"] or form_id,
            edition=facts["bw::edition"],
            country=facts["bw::country"],
            languages=self._languages,
            clusters=clusters,
            parameters=tuple(self._parameters()),
        )
        if not self._asked:
            self.problems.append(
                Problem(
                    "survey",
                    None,
                    "",
                    _("The form asks no question."),
                    _("Add questions to its survey sheet."),
                )
            )
        self._check_codes(clusters)
        self._check_rules(checklist)
        return checklist

    # Groups

    def _clusters(self, root: Group) -> Iterator[Cluster]:
        loose = [child for child in root.children if isinstance(child, Row)]
        questions = tuple(self._questions(loose, ""))
        if questions:
            name = Text.of({self._languages[0]: "General"})
            point = CompliancePoint(code="GENERAL", name=name, questions=questions)
            yield Cluster(
                code="GENERAL", name=name, points=(point,), is_information=True
            )
        for child in root.children:
            if isinstance(child, Group) and child.row is not None:
                yield self._cluster(child, child.row)

    def _cluster(self, group: Group, row: Row) -> Cluster:
        relevant = self._group_relevant(row, "")
        code = row["bw::cluster"] or group_key(row)
        name = self._label(row) or Text.of({self._languages[0]: code})
        points: list[CompliancePoint] = []
        own = [child for child in group.children if isinstance(child, Row)]
        questions = tuple(self._questions(own, relevant))
        if questions:
            points.append(
                CompliancePoint(
                    code=code, name=name, questions=questions, guidance=self._guide(row)
                )
            )
        points.extend(
            self._point(child, child.row, relevant)
            for child in group.children
            if isinstance(child, Group) and child.row is not None
        )
        return Cluster(
            code=code,
            name=name,
            points=tuple(points),
            is_information=[point.code for point in points] == [code],
        )

    def _point(self, group: Group, row: Row, relevant: str) -> CompliancePoint:
        code = group_key(row)
        return CompliancePoint(
            code=code,
            name=self._label(row) or Text.of({self._languages[0]: code}),
            questions=tuple(
                self._questions(group.children, self._group_relevant(row, relevant))
            ),
            guidance=self._guide(row),
        )

    def _questions(
        self, children: Iterable[Group | Row], relevant: str
    ) -> Iterator[Question]:
        """The questions of some rows, those of groups inside them taken along."""
        for child in children:
            if isinstance(child, Group):
                if child.row is not None:
                    inner = self._group_relevant(child.row, relevant)
                    yield from self._questions(child.children, inner)
                continue
            asked = self._asking.asked(child)
            if asked is None or not self._is_new(asked):
                continue
            question = asked.question
            if relevant:
                both = f"({relevant}) and ({question.relevant})"
                question = replace(
                    question, relevant=both if question.relevant else relevant
                )
            yield question

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

    def _label(self, row: Row) -> Text:
        return text_of(row, "label", self._languages)

    def _guide(self, row: Row) -> Text:
        return text_of(row, "guidance_hint", self._languages)

    def _group_relevant(self, row: Row, outer: str) -> str:
        """When a group's questions are asked: its condition within the outer one."""
        own = row["relevant"]
        if not own:
            return outer
        try:
            compile_expression(own)
        except ExpressionError as error:
            self._note(row, "relevant", str(error), error.hint or "")
            return outer
        return f"({outer}) and ({own})" if outer else own

    # Choices

    def _choice_lists(self) -> dict[str, tuple[Choice, ...]]:
        lists: dict[str, dict[str, Choice]] = {}
        for row in self._sheets["choices"].rows:
            list_name, name = row["list_name"], row["name"]
            if not list_name or not name:
                self._note_in(
                    "choices",
                    row,
                    "name" if list_name else "list_name",
                    _("A choice needs a list and a name."),
                    _("Fill both cells, or take the row away."),
                )
                continue
            choices = lists.setdefault(list_name, {})
            if name in choices:
                self._note_in(
                    "choices",
                    row,
                    "name",
                    _("The list {list} has two choices {name}.").format(
                        list=list_name, name=name
                    ),
                    _("Rename one of them, or take it away."),
                )
            if any(character.isspace() for character in name):
                self._note_in(
                    "choices",
                    row,
                    "name",
                    _("A choice's name has no blanks."),
                    _("Write {name}.").format(name="_".join(name.split())),
                )
            label = self._label(row) or Text.of({self._languages[0]: name})
            choices[name] = Choice(name=name, label=label)
        return {name: tuple(choices.values()) for name, choices in lists.items()}

    # Law

    def _parameters(self) -> Iterator[Parameter]:
        for row in self._sheets["parameters"].rows:
            if not row["key"]:
                self._parameter_note(row, "key", _("A parameter needs a key."))
                continue
            state = row["state"].lower()
            if state not in set(RuleState):
                self._parameter_note(
                    row, "state", _("The state is none of rule, none and unknown.")
                )
                continue
            if state == RuleState.RULE and not row["value"]:
                self._parameter_note(row, "value", _("A rule needs a value."))
            yield Parameter(
                key=row["key"],
                state=RuleState(state),
                value=row["value"],
                unit=row["unit"],
                case=row["case"],
                valid_from=self._day(row, "valid_from"),
                valid_to=self._day(row, "valid_to"),
                law=row["law"],
                article=row["article"],
                summary=row["summary"],
                source=row["source"],
                level=row["level"],
                conflict=row["conflict"].lower() in ("yes", "true"),
                note=row["note"],
                verified_by=row["verified_by"],
                verified_on=self._day(row, "verified_on"),
            )

    def _parameter_note(self, row: Row, column: str, message: str) -> None:
        self._note_in("parameters", row, column, message, _("Correct the cell."))

    def _day(self, row: Row, column: str) -> date | None:
        text = row[column].removesuffix(" 00:00:00")
        if not text:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            self._note_in(
                "parameters",
                row,
                column,
                _("“{text}” is no day.").format(text=text),
                _("Write it as year-month-day: 2026-01-31."),
            )
            return None

    # Checks of the whole

    def _check_choices(self, row: Row, name: str) -> tuple[Choice, ...]:
        choices = self._asking.lists.get(name, ())
        if not choices:
            self._note(
                row,
                "type",
                _("There is no list of choices named {list}.").format(list=name),
                _("Add it to the choices sheet, or correct the name."),
            )
        return choices

    def _check_codes(self, clusters: tuple[Cluster, ...]) -> None:
        codes: set[str] = set()
        for cluster in clusters:
            in_cluster = [point.code for point in cluster.points]
            if cluster.code in in_cluster[:1]:
                in_cluster.pop(0)  # its own questions, not a group
            for code in (cluster.code, *in_cluster):
                if code in codes:
                    self.problems.append(
                        Problem(
                            "survey",
                            None,
                            "",
                            _("Two groups have the code {code}.").format(code=code),
                            _("Give each cluster and point a code of its own."),
                        )
                    )
                codes.add(code)

    def _check_rules(self, checklist: Checklist) -> None:
        for flaw in flaws(checklist):
            self.problems.append(
                Problem(
                    "survey",
                    self._asked[flaw.question.id].row.number,
                    _FIELD_COLUMNS[flaw.field],
                    flaw.message,
                    flaw.remedy,
                    blocks=flaw.blocks,
                )
            )

    def _note(self, row: Row, column: str, message: str, remedy: str) -> None:
        self._note_in("survey", row, column, message, remedy)

    def _note_in(
        self, sheet: str, row: Row, column: str, message: str, remedy: str
    ) -> None:
        self.problems.append(Problem(sheet, row.number, column, message, remedy))
