"""A checklist as the rows of an XLSForm's sheets, which read back to the same."""

from collections.abc import Iterable, Iterator, Mapping

from bwassess.checklist.choices import FROM_CHOICES
from bwassess.checklist.columns import COLUMNS, TRANSLATED, heading
from bwassess.checklist.model import (
    Checklist,
    Choice,
    Group,
    Instance,
    Item,
    Media,
    Question,
    Translation,
)
from bwassess.checklist.parameters import Cell, Parameter, ParameterKind
from bwassess.checklist.sheets import SHEETS, Row, Sheet, Sheets
from bwassess.checklist.texts import Text
from bwassess.checklist.translations import DRAFT, REVIEWED
from bwassess.checklist.types import USUAL

_ALWAYS = frozenset({"survey", "choices", "settings"})
_WHERE_USED = frozenset(
    {
        "required_message",
        "bw::warning",
        "bw::warning_message",
        "calculation",
        "default",
        "trigger",
        "read_only",
        "repeat_count",
        "choice_filter",
        "parameters",
        "image",
        "big-image",
        "audio",
        "video",
        "bw::base",
        "bw::languages",
    }
)
"""Columns that are written where something stands in them; the others always are."""
_SELECTS = ("select_one", "select_multiple", "rank")

_Cells = dict[str, str]


def sheets_of(checklist: Checklist) -> Sheets:
    """The sheets of a checklist as an XLSForm has them."""
    lists = _Lists()
    survey = list(_survey(checklist.items, lists))
    kinds = [_kind(kind, lists) for kind in checklist.parameter_kinds]
    rows: Mapping[str, list[_Cells]] = {
        "survey": survey,
        "choices": [*lists.rows(), *_tables(checklist)],
        "settings": [_settings(checklist)],
        "languages": [_translation(its) for its in checklist.translations],
        "parameter_keys": kinds,
        "parameters": [_parameter(parameter) for parameter in checklist.parameters],
    }
    return Sheets(
        {
            name: _sheet(name, rows[name], checklist.languages)
            for name in SHEETS
            if rows[name] or name in _ALWAYS
        }
    )


def _settings(checklist: Checklist) -> _Cells:
    language = checklist.languages[0]
    return {
        "form_title": checklist.title,
        "form_id": checklist.form_id,
        "version": checklist.version,
        "default_language": heading("", language).removeprefix("::"),
        "bw::edition": checklist.edition,
        "bw::country": checklist.country,
        **dict(checklist.settings),
    }


def _tables(checklist: Checklist) -> Iterator[_Cells]:
    """The lists that no question asks for, in the first language."""
    label = heading("label", checklist.languages[0])
    for instance in checklist.instances:
        if instance.source == FROM_CHOICES:
            for row in instance.rows:
                cells = {
                    label if column == "label" else column: its for column, its in row
                }
                yield {"list_name": instance.name, **cells}


def files_of(checklist: Checklist) -> tuple[Instance, ...]:
    """The tables that lie in files beside the form."""
    return tuple(
        instance for instance in checklist.instances if instance.source != FROM_CHOICES
    )


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
                    **_media(choice.media),
                    **dict(choice.columns),
                }


def _survey(
    items: Iterable[Item], lists: _Lists, *, level: int = 0
) -> Iterator[_Cells]:
    for item in items:
        if isinstance(item, Group):
            edge = "repeat" if item.is_repeat else "group"
            yield {"type": f"begin_{edge}", **_group(item, level)}
            yield from _survey(item.items, lists, level=level + 1)
            yield {"type": f"end_{edge}"}
        else:
            yield _question(item, lists)


def _group(group: Group, level: int) -> _Cells:
    return {
        "name": group.name,
        **_texts("label", group.label),
        **_texts("hint", group.hint),
        **_texts("guidance_hint", group.guidance),
        "relevant": group.relevant,
        "repeat_count": group.repeat_count,
        "appearance": group.appearance,
        **_media(group.media),
        "bw::cluster" if level == 0 else "bw::point": group.code,
        **_texts("bw::short_name", group.short_name),
        **dict(group.cells),
    }


def _question(question: Question, lists: _Lists) -> _Cells:
    public = " ".join(sorted(question.public_in)).replace("*", "yes")
    parts = ""
    if question.parts:
        parts = lists.add(question.part_list, question.parts)
    return {
        "type": _type(question, lists),
        "name": question.name,
        **_texts("label", question.label),
        **_texts("hint", question.hint),
        **_texts("guidance_hint", question.guidance),
        "required": _yes_or(question.required),
        **_texts("required_message", question.required_message),
        "relevant": question.relevant,
        "constraint": question.constraint,
        **_texts("constraint_message", question.constraint_message),
        "bw::warning": question.warning,
        **_texts("bw::warning_message", question.warning_message),
        "calculation": question.calculation,
        "default": question.default,
        "trigger": ", ".join(f"${{{name}}}" for name in question.trigger),
        "read_only": _yes_or(question.read_only),
        "choice_filter": question.choice_filter,
        "parameters": " ".join(f"{key}={its}" for key, its in question.options),
        "appearance": question.appearance,
        **_media(question.media),
        "bw::code": question.code,
        "bw::global_id": question.id,
        "bw::answer": question.answer_type.value if question.is_asked else "",
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
        **dict(question.cells),
    }


def _type(question: Question, lists: _Lists) -> str:
    """The words of its type, with what its choices come from."""
    words = question.kind or USUAL[question.answer_type]
    if question.choices:
        lists.add(question.choice_list, question.choices)
    if words.startswith(_SELECTS):
        return f"{words} {question.choices_from or question.choice_list}"
    return words


def _yes_or(condition: str) -> str:
    return "yes" if condition == "true()" else condition


def _media(media: Media) -> _Cells:
    return {
        column: name
        for kind, names in media
        for column, name in _texts(kind, names).items()
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


def _translation(translation: Translation) -> _Cells:
    day = translation.reviewed_on
    return {
        "language": heading("", translation.language).removeprefix("::"),
        "state": DRAFT if translation.is_draft else REVIEWED,
        "reviewed_by": translation.reviewed_by,
        "reviewed_on": day.isoformat() if day else "",
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


def _sheet(name: str, rows: list[_Cells], languages: tuple[str, ...]) -> Sheet:
    filled = dict.fromkeys(
        column for cells in rows for column, text in cells.items() if text
    )
    columns: list[str] = []
    for column in COLUMNS[name]:
        its = [column]
        if column in TRANSLATED:
            its = [heading(column, language) for language in languages]
        if column not in _WHERE_USED or not filled.keys().isdisjoint(its):
            columns.extend(its)
    columns.extend(sorted(filled.keys() - set(columns)))
    return Sheet(
        name,
        tuple(columns),
        tuple(
            Row(number, {column: text for column, text in cells.items() if text})
            for number, cells in enumerate(rows, start=2)
        ),
    )
