"""Questions out of the rows of the survey sheet."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import PurePath

from bwassess.checklist.choices import Lists
from bwassess.checklist.columns import COLUMNS, TRANSLATED, media_of, text_of
from bwassess.checklist.kinds import AnswerType
from bwassess.checklist.model import Cells, Choice, Question
from bwassess.checklist.names import QuestionId
from bwassess.checklist.naming import Names
from bwassess.checklist.options import amiss, options_of
from bwassess.checklist.outline import is_left_out
from bwassess.checklist.own import FALSE, TRUE, Note, Own
from bwassess.checklist.sheets import Row
from bwassess.checklist.texts import Text
from bwassess.checklist.types import (
    IMPLIED,
    OR_OTHER,
    SPELLINGS,
    USUAL,
    Asks,
    understood,
)
from bwassess.text import _

_PLAIN = frozenset(COLUMNS["survey"]) - TRANSLATED
_NOT_KEPT = frozenset({"disabled", "save_to"})
"""Entities aren't kept, so nothing can be saved to them."""
_REFERENCE = re.compile(r"\$\{\s*(?:last-saved#)?([^\s}]+)\s*\}")
_SPECIFY = "Specify other."
_COMPUTED = AnswerType.CALCULATE


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the row it stands in and what that row's type says."""

    question: Question
    row: Row
    asks: Asks


@dataclass(frozen=True, slots=True)
class Asking:
    """Makes questions of rows; what is wrong goes to `note`."""

    languages: tuple[str, ...]
    lists: Lists
    external: Mapping[str, tuple[Choice, ...]]
    names: Names
    note: Note

    def asked(self, row: Row) -> Iterator[Asked]:
        """The questions of a row; none where it can't be understood."""
        asks = understood(row["type"])
        if not isinstance(asks, Asks):
            self._refuse_type(row)
            return
        name = self.names.of(row)
        if not name:
            return
        question = self._question(row, asks, name)
        yield Asked(question, row, asks)
        if asks.or_other:
            yield Asked(self._specified(question), row, asks)

    def _question(self, row: Row, asks: Asks, name: str) -> Question:
        own = Own(self.languages, self.lists, self.note)
        choice_list, choices = self._choices(row, asks, own)
        answer_type = own.answer_type(row, asks.answer_type, choices)
        texts = {
            column: text_of(row, column, self.languages)
            for column in ("label", "hint", "guidance_hint")
        }
        shown = bool(texts["label"] or texts["hint"])
        if (row["calculation"] or row["trigger"]) and not shown:
            answer_type = _COMPUTED
        lineage = self.names.lineage(row)
        question = Question(
            id=QuestionId(row["bw::global_id"] or row["bw::code"] or lineage),
            code=row["bw::code"] or lineage,
            name=name,
            answer_type=answer_type,
            kind=_kind(asks, answer_type),
            label=texts["label"],
            hint=texts["hint"],
            guidance=texts["guidance_hint"],
            choices=choices,
            choice_list=choice_list,
            choices_from=_choices_from(asks),
            choice_filter=row["choice_filter"],
            required=_condition(row["required"]),
            required_message=text_of(row, "required_message", self.languages),
            relevant=row["relevant"],
            constraint=row["constraint"] or IMPLIED.get(asks.words, ""),
            constraint_message=text_of(row, "constraint_message", self.languages),
            calculation=row["calculation"],
            default=row["default"],
            trigger=self._trigger(row),
            read_only=_condition(row["read_only"]),
            appearance=row["appearance"],
            options=self._options(row, asks),
            cells=further_cells(row),
            media=media_of(row, self.languages),
            **own.fields(row, answer_type),
        )
        self._check(row, asks, question)
        own.check_texts(row, question)
        return question

    def _refuse_type(self, row: Row) -> None:
        if is_left_out(row):
            message = _("Only an overlay of a base leaves questions out.")
            remedy = _("Take the row away, or name the base in the settings.")
        elif not row["type"]:
            message = _("The row has no type.")
            remedy = _("Say in the type column what is asked.")
        else:
            message = _("There is no type {type}.").format(type=row["type"])
            remedy = _("Ask for a text, number, date, choice or another known type.")
            near = get_close_matches(row["type"].lower(), SPELLINGS, n=1)
            if near:
                remedy = _("If {type} is meant, write it so.").format(type=near[0])
        self.note(row, "type", message, remedy)

    def _choices(
        self, row: Row, asks: Asks, own: Own
    ) -> tuple[str, tuple[Choice, ...]]:
        if asks.words == "select_one_external":
            taken = asks.source in self.lists.by_name
            name = f"{asks.source}_external" if taken else asks.source
            return name, self._external(row, asks)
        labels = dict(options_of(row["parameters"]) or ()).get("tick_labelset", "")
        if asks.answer_type is AnswerType.RANGE and labels:
            return labels, self.lists.take(labels)
        if not asks.is_select or _choices_from(asks):
            return "", ()
        choices = own.list(row, "type", asks.source)
        blank = next((c.name for c in choices if " " in c.name), "")
        if blank and asks.answer_type is AnswerType.CHOICES:
            self.note(
                row,
                "type",
                _("“{name}” has a blank and can't be one of several choices.").format(
                    name=blank
                ),
                _("Name it {name} in the choices sheet.").format(
                    name="_".join(blank.split())
                ),
            )
        return asks.source, choices

    def _external(self, row: Row, asks: Asks) -> tuple[Choice, ...]:
        choices = self.external.get(asks.source, ())
        if not choices:
            self.note(
                row,
                "type",
                _("There is no list named {list} in external_choices.").format(
                    list=asks.source
                ),
                _("Add it to that sheet, or correct the name."),
            )
        return choices

    def _options(self, row: Row, asks: Asks) -> Cells:
        options = options_of(row["parameters"])
        if options is None:
            self.note(
                row,
                "parameters",
                _("“{text}” isn't made of names and values.").format(
                    text=row["parameters"]
                ),
                _("Write it like start=1 end=5."),
            )
            return ()
        wrong = amiss(
            asks, options, appearance=row["appearance"], lists=self.lists.by_name
        )
        for message, remedy in wrong:
            self.note(row, "parameters", message, remedy)
        return options

    def _trigger(self, row: Row) -> tuple[str, ...]:
        text = row["trigger"]
        if not text:
            return ()
        parts = [_REFERENCE.findall(part) for part in text.split(",")]
        named = tuple(name for part in parts for name in part)
        if not named or any(len(part) > 1 for part in parts):
            self.note(
                row,
                "trigger",
                _("“{text}” names no questions.").format(text=text),
                _("Write ${name}, and a comma between several."),
            )
        for name in named:
            if name not in self.names.questions:
                self.note(
                    row,
                    "trigger",
                    _("There is no question named ${{{name}}}.").format(name=name),
                    _("Correct the name, or add the question."),
                )
        return named

    def _check(self, row: Row, asks: Asks, question: Question) -> None:
        for column, message, remedy in _incomplete(row, asks, question):
            self.note(row, column, message, remedy)

    def _specified(self, question: Question) -> Question:
        """The question for the words of one's own, as pyxform adds it."""
        return Question(
            id=QuestionId(f"{question.id}_{OR_OTHER}"),
            code=f"{question.code}_{OR_OTHER}",
            name=f"{question.name}_{OR_OTHER}",
            answer_type=AnswerType.TEXT,
            label=Text.of({self.languages[0]: _SPECIFY}),
            relevant=f"selected(${{{question.name}}}, '{OR_OTHER}')",
        )


def _kind(asks: Asks, answer_type: AnswerType) -> str:
    """The type in words, where the kind of answer doesn't say it all."""
    words = asks.words
    if words == "select_one_external":
        words = "select_one"
    elif asks.is_from_file and asks.answer_type is not AnswerType.RANK:
        words = f"{USUAL[asks.answer_type]}_from_file"
    return "" if words == USUAL[answer_type] else words


def _choices_from(asks: Asks) -> str:
    return asks.source if asks.is_from_file or asks.is_from_repeat else ""


def _condition(text: str) -> str:
    lowered = text.lower()
    if lowered in TRUE:
        return "true()"
    return "" if lowered in FALSE else text


def further_cells(row: Row, *, read: frozenset[str] = _PLAIN) -> Cells:
    """The cells of a row that no field holds, by heading."""
    return tuple(
        sorted(
            (column, text)
            for column, text in row.cells.items()
            if column not in read
            and column not in _NOT_KEPT
            and column.rpartition("::")[0] not in TRANSLATED
        )
    )


def _incomplete(
    row: Row, asks: Asks, question: Question
) -> Iterator[tuple[str, str, str]]:
    """What a question of its type lacks, or has too much."""
    name = PurePath(asks.source)
    if asks.words.endswith("_from_file") and (
        len(name.suffixes) != 1 or not asks.is_from_file
    ):
        yield (
            "type",
            _("“{file}” isn't the name of a table.").format(file=asks.source),
            _("Name a file that ends in .csv, .xml or .geojson."),
        )
    if asks.is_from_repeat and asks.answer_type is AnswerType.CHOICES:
        yield (
            "type",
            _("Several choices can't come from earlier answers."),
            _("Use select_one, or a list of choices."),
        )
    if "@" in question.id:
        yield (
            "bw::global_id",
            _("An id can't have the sign @ in it."),
            _("Use letters, digits, points and _."),
        )
    is_shown = question.is_asked or question.answer_type is AnswerType.NOTE
    if is_shown and not (question.label or question.hint or question.media):
        yield "label", _("The question has no text."), _("Write what is asked.")
    kinds = {kind for kind, _files in question.media}
    if is_shown and "big-image" in kinds and "image" not in kinds:
        yield (
            "big-image",
            _("A large picture needs a small one that stands for it."),
            _("Name one in the column media::image too."),
        )
    if asks.words == "calculate" and not (
        question.calculation or is_dynamic(question.default)
    ):
        yield (
            "calculation",
            _("There is nothing to calculate."),
            _("Write the calculation, or take the row away."),
        )
    if asks.or_other and question.choice_filter:
        yield (
            "choice_filter",
            _("Choices with “or_other” can't be filtered."),
            _("Add a choice “other” to the list, and a text question after it."),
        )
    if asks.or_other and not question.choices:
        yield (
            "type",
            _("“or_other” needs a list of choices."),
            _("Name a list of the choices sheet."),
        )
    if asks.words == "background-geopoint" and not question.trigger:
        yield (
            "trigger",
            _("A place in the background needs to know when it is recorded."),
            _("Name the question whose answer records it."),
        )
    if asks.words == "background-geopoint" and question.calculation:
        yield (
            "calculation",
            _("A place in the background can't be calculated."),
            _("Empty the cell."),
        )
    if asks.words == "audit" and row["name"] not in ("", "audit"):
        yield "name", _("An audit is always called audit."), _("Empty the cell.")


def is_dynamic(default: str) -> bool:
    """Whether a default has to be worked out."""
    return bool(re.search(r"\$\{|[\w-]\(|[*+|]|\s(?:div|mod|-)\s", default))
