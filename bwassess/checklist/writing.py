"""Checklists as sheets again: an XLSForm workbook, or a folder of CSV files.

What is written reads back to the same hash.
Groups within a compliance point aren't written: the checklist knows none, and their
conditions stand at their questions.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from bwassess.checklist.columns import COLUMNS, TRANSLATED, heading
from bwassess.checklist.kinds import AnswerType
from bwassess.checklist.model import Checklist, Choice, Group, Item, Question
from bwassess.checklist.parameters import Cell, Parameter, ParameterKind
from bwassess.checklist.problems import ChecklistError
from bwassess.checklist.sheets import SHEETS, Row, Sheet, Sheets
from bwassess.checklist.texts import Text
from bwassess.text import _

_TYPES = {
    AnswerType.YES_NO: "select_one",
    AnswerType.YES_NO_NA: "select_one",
    AnswerType.CHOICE: "select_one",
    AnswerType.CHOICES: "select_multiple",
    AnswerType.NUMBER: "decimal",
    AnswerType.RATIO: "decimal",
    AnswerType.PERCENTAGE: "decimal",
    AnswerType.TEXT: "text",
    AnswerType.DATE: "date",
}
_EXCEL_CELL = 32_767

_Cells = dict[str, str]


def sheets_of(checklist: Checklist) -> Sheets:
    """The sheets of a checklist as an XLSForm has them."""
    lists = _Lists()
    survey = list(_survey(checklist.items, lists))
    kinds = [_kind(kind, lists) for kind in checklist.parameter_kinds]
    language = checklist.languages[0]
    settings = {
        "form_title": checklist.title,
        "form_id": checklist.form_id,
        "version": checklist.version,
        "default_language": heading("", language).removeprefix("::"),
        "bw::edition": checklist.edition,
        "bw::country": checklist.country,
    }
    rows: Mapping[str, Iterable[_Cells]] = {
        "survey": survey,
        "choices": lists.rows(),
        "settings": [settings],
        "parameter_keys": kinds,
        "parameters": [_parameter(parameter) for parameter in checklist.parameters],
    }
    return Sheets(
        {name: _sheet(name, rows[name], checklist.languages) for name in SHEETS}
    )


def write_folder(checklist: Checklist, folder: Path) -> None:
    """Write one CSV file a sheet, for a version control system to compare."""
    sheets = sheets_of(checklist)
    folder.mkdir(parents=True, exist_ok=True)
    for name in SHEETS:
        sheet = sheets[name]
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(sheet.columns)
            writer.writerows(
                [row[column] for column in sheet.columns] for row in sheet.rows
            )


def write_workbook(checklist: Checklist, path: Path) -> None:
    """Write an .xlsx workbook that XLSForm tools accept.

    Raises:
        ChecklistError: a text doesn't fit a cell of a workbook.
    """
    from openpyxl import Workbook  # type: ignore[import-untyped]
    from openpyxl.styles import Alignment, Font  # type: ignore[import-untyped]

    sheets = sheets_of(checklist)
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name in SHEETS:
        sheet = sheets[name]
        page = workbook.create_sheet(name)
        page.freeze_panes = "A2"
        for place, column in enumerate(sheet.columns, start=1):
            cell = page.cell(1, place, column)
            cell.font = Font(bold=True)
            wide = column.partition("::")[0] in TRANSLATED or column.startswith(
                ("bw::finding", "bw::follow", "label")
            )
            page.column_dimensions[cell.column_letter].width = 48 if wide else 16
        for line, row in enumerate(sheet.rows, start=2):
            for place, column in enumerate(sheet.columns, start=1):
                if text := row[column]:
                    cell = page.cell(line, place)
                    _fill(cell, text)
                    cell.alignment = Alignment(wrap_text=True, vertical="top")
    workbook.save(path)


def _fill(cell: object, text: str) -> None:
    """Put text in a cell as text, even where it begins as a formula would."""
    from openpyxl.utils.exceptions import (  # type: ignore[import-untyped]
        IllegalCharacterError,
    )

    if len(text) > _EXCEL_CELL:
        raise ChecklistError(
            _("A text of {count} characters doesn't fit a cell of a workbook.").format(
                count=len(text)
            ),
            hint=_("Export the checklist as a folder of CSV files."),
        )
    try:
        cell.value = text  # type: ignore[attr-defined]
    except IllegalCharacterError as error:
        raise ChecklistError(
            _("A text has a control character that no workbook can hold."),
            hint=_("Export the checklist as a folder of CSV files."),
        ) from error
    cell.data_type = "s"  # type: ignore[attr-defined]


class _Lists:
    """Collects the lists of choices for their sheet."""

    def __init__(self) -> None:
        self._lists: dict[str, tuple[Choice, ...]] = {}

    def add(self, name: str, choices: tuple[Choice, ...]) -> str:
        self._lists.setdefault(name, choices)
        return name

    def rows(self) -> Iterator[_Cells]:
        for list_name, choices in self._lists.items():
            for choice in choices:
                yield {
                    "list_name": list_name,
                    "name": choice.name,
                    **_texts("label", choice.label),
                }


def _survey(
    items: Iterable[Item], lists: _Lists, *, level: int = 0
) -> Iterator[_Cells]:
    for item in items:
        if isinstance(item, Group):
            yield _group(item, level)
            yield from _survey(item.items, lists, level=level + 1)
            yield {"type": "end_group"}
        else:
            yield _question(item, lists)


def _group(group: Group, level: int) -> _Cells:
    code = {"bw::cluster" if level == 0 else "bw::point": group.code}
    return {
        "type": "begin_group",
        "name": group.name,
        **_texts("label", group.label),
        **_texts("guidance_hint", group.guidance),
        "relevant": group.relevant,
        **code,
        **_texts("bw::short_name", group.short_name),
    }


def _question(question: Question, lists: _Lists) -> _Cells:
    kind = _TYPES[question.answer_type]
    if question.choices:
        kind = f"{kind} {lists.add(question.choice_list, question.choices)}"
    public = " ".join(sorted(question.public_in)).replace("*", "yes")
    parts = ""
    if question.parts:
        parts = lists.add(question.part_list, question.parts)
    return {
        "type": kind,
        "name": question.name,
        **_texts("label", question.label),
        **_texts("hint", question.hint),
        **_texts("guidance_hint", question.guidance),
        "required": "yes" if question.required == "true()" else question.required,
        "relevant": question.relevant,
        "constraint": question.constraint,
        **_texts("constraint_message", question.constraint_message),
        "appearance": question.appearance,
        "bw::code": question.code,
        "bw::global_id": question.id,
        "bw::answer": question.answer_type.value,
        "bw::parts": parts,
        **_texts("bw::finding", question.finding),
        **_texts("bw::finding_counted", _bare(question.finding_counted)),
        "bw::nc_rule": question.nc_rule,
        "bw::sources": " ".join(question.sources),
        "bw::reference": question.reference,
        "bw::ilo": " ".join(question.instruments),
        "bw::publicly_reported": public,
        "bw::zero_tolerance": "yes" if question.zero_tolerance else "",
        "bw::parameters": " ".join(question.parameters),
        **_texts("bw::follow_ups", question.follow_ups),
        "bw::status": question.status,
        "bw::status_note": question.status_note,
    }


def _kind(kind: ParameterKind, lists: _Lists) -> _Cells:
    return {
        "key": kind.key,
        **_texts("label", kind.label),
        "shape": kind.shape.value,
        "unit": kind.unit,
        "steps_by": kind.steps_by,
        "yearly": "yes" if kind.is_yearly else "",
        "cases": _cell_list(kind.case_list, kind.cases, lists),
        "values": _cell_list(kind.value_list, kind.values, lists),
        "holds": kind.holds,
    }


def _cell_list(name: str, cells: tuple[Cell, ...], lists: _Lists) -> str:
    if not cells:
        return ""
    return lists.add(name, tuple(Choice(cell.name, cell.label) for cell in cells))


def _parameter(parameter: Parameter) -> _Cells:
    return {
        "key": parameter.key,
        **_texts("label", parameter.label),
        "case": parameter.case,
        "scope": parameter.scope,
        "lower": parameter.lower,
        "upper": parameter.upper,
        "state": parameter.state.value,
        "value": parameter.value,
        "unit": parameter.unit,
        "valid_from": parameter.valid_from.isoformat() if parameter.valid_from else "",
        "valid_to": parameter.valid_to.isoformat() if parameter.valid_to else "",
        "law": parameter.law,
        "article": parameter.article,
        "summary": parameter.summary,
        "source": parameter.source,
        "level": parameter.level,
        "conflict": "yes" if parameter.conflict else "",
        "note": parameter.note,
        "verified_by": parameter.verified_by,
        "verified_on": (
            parameter.verified_on.isoformat() if parameter.verified_on else ""
        ),
    }


def _bare(counted: Text) -> Text:
    """Other tools would look for questions named `${affected}` and `${seen}`."""
    return Text(
        tuple(
            (
                code,
                text.replace("${affected}", "{affected}").replace("${seen}", "{seen}"),
            )
            for code, text in counted.by_language
        )
    )


def _texts(column: str, text: Text) -> _Cells:
    return {heading(column, language): its for language, its in text.by_language}


def _sheet(name: str, rows: Iterable[_Cells], languages: tuple[str, ...]) -> Sheet:
    columns: list[str] = []
    for column in COLUMNS[name]:
        if column in TRANSLATED:
            columns.extend(heading(column, language) for language in languages)
        else:
            columns.append(column)
    return Sheet(
        name,
        tuple(columns),
        tuple(
            Row(number, {column: text for column, text in cells.items() if text})
            for number, cells in enumerate(rows, start=2)
        ),
    )
