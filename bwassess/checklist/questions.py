"""A question out of one row of the survey sheet."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bwassess.checklist.columns import text_of
from bwassess.checklist.kinds import AnswerType, Source
from bwassess.checklist.model import Choice, Question
from bwassess.checklist.names import QuestionId
from bwassess.checklist.outline import LEAVE_OUT, question_key, word_of_type
from bwassess.checklist.sheets import Row
from bwassess.checklist.texts import Text
from bwassess.text import _

Note = Callable[[Row, str, str, str], None]
"""Takes a row, a column, what is wrong there and how to mend it."""

_FROM_TYPE = {
    "text": AnswerType.TEXT,
    "string": AnswerType.TEXT,
    "integer": AnswerType.NUMBER,
    "int": AnswerType.NUMBER,
    "decimal": AnswerType.NUMBER,
    "date": AnswerType.DATE,
    "select_one": AnswerType.CHOICE,
    "select_multiple": AnswerType.CHOICES,
}
_TYPE_OF = {
    AnswerType.YES_NO: ("select_one",),
    AnswerType.YES_NO_NA: ("select_one",),
    AnswerType.CHOICE: ("select_one",),
    AnswerType.CHOICES: ("select_multiple",),
    AnswerType.NUMBER: ("decimal", "integer", "int"),
    AnswerType.RATIO: ("decimal",),
    AnswerType.PERCENTAGE: ("decimal",),
    AnswerType.TEXT: ("text", "string"),
    AnswerType.DATE: ("date",),
}
_WITH_PARTS = (AnswerType.NUMBER, AnswerType.RATIO, AnswerType.PERCENTAGE)
_SILENT_TYPES = frozenset(
    {
        "end_repeat",  # told of where it begins
        "audit",
        "deviceid",
        "email",
        "end",
        "note",
        "phone_number",
        "phonenumber",
        "start",
        "today",
        "username",
    }
)
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_COUNTRY = re.compile(r"[A-Z]{2}")
_PLACEHOLDER = re.compile(r"\$\{([^}]*)\}")
_BARE_COUNT = re.compile(r"(?<!\$)\{(affected|seen)\}")
_TRUE = frozenset({"yes", "true", "true()"})
_FALSE = frozenset({"no", "false", "false()"})


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the row it stands in."""

    question: Question
    row: Row


@dataclass(frozen=True, slots=True)
class Asking:
    """Makes questions of rows; what is wrong goes to `note`."""

    languages: tuple[str, ...]
    lists: Mapping[str, tuple[Choice, ...]]
    note: Note

    def asked(self, row: Row) -> Asked | None:
        """The question of a row; None where it asks nothing or can't be understood."""
        kind = word_of_type(row)
        if kind in _SILENT_TYPES:
            return None
        if kind not in _FROM_TYPE:
            self._refuse_type(row, kind)
            return None
        name = row["name"]
        if not _NAME.fullmatch(name):
            self.note(
                row,
                "name",
                _("“{name}” can't be a name.").format(name=name)
                if name
                else _("The question has no name."),
                _("Begin with a letter; then letters, digits and _."),
            )
            return None
        choice_list, choices = self._choices(row, kind)
        answer_type = self._answer_type(row, kind, choices)
        question = Question(
            id=QuestionId(question_key(row)),
            code=row["bw::code"] or name,
            name=name,
            answer_type=answer_type,
            label=text_of(row, "label", self.languages),
            hint=text_of(row, "hint", self.languages),
            guidance=text_of(row, "guidance_hint", self.languages),
            choices=choices,
            choice_list=choice_list,
            parts=self._parts(row, answer_type),
            part_list=row["bw::parts"],
            required=self._required(row),
            relevant=row["relevant"],
            constraint=row["constraint"],
            constraint_message=text_of(row, "constraint_message", self.languages),
            appearance=row["appearance"],
            finding=text_of(row, "bw::finding", self.languages),
            finding_counted=self._counted(row),
            nc_rule=row["bw::nc_rule"],
            sources=self._sources(row),
            reference=row["bw::reference"],
            instruments=tuple(row["bw::ilo"].split()),
            public_in=self._public_in(row),
            zero_tolerance=self._is_yes(row, "bw::zero_tolerance"),
            parameters=tuple(row["bw::parameters"].split()),
            follow_ups=text_of(row, "bw::follow_ups", self.languages),
            status=row["bw::status"] or "recalled",
            status_note=row["bw::status_note"],
        )
        self._check_texts(row, question)
        return Asked(question, row)

    def _refuse_type(self, row: Row, kind: str) -> None:
        if kind == LEAVE_OUT:
            message = _("Only an overlay of a base leaves questions out.")
            remedy = _("Take the row away, or name the base in the settings.")
        elif not kind:
            message = _("The row has no type.")
            remedy = _("Say in the type column what is asked.")
        else:
            message = _("Questions of type {type} can't be asked yet.").format(
                type=row["type"]
            )
            remedy = _(
                "Ask for a text, number, date or choice, or take the question away."
            )
        self.note(row, "type", message, remedy)

    def _choices(self, row: Row, kind: str) -> tuple[str, tuple[Choice, ...]]:
        if not kind.startswith("select"):
            return "", ()
        words = row["type"].split()
        if words[-1] == "or_other":
            self.note(
                row,
                "type",
                _("“or_other” can't be used."),
                _("Add a choice “other” to the list, and a text question after it."),
            )
            words.pop()
        choices = self._list(row, "type", words[-1])
        blank = next((c.name for c in choices if len(c.name.split()) > 1), "")
        if blank and kind == "select_multiple":
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
        return words[-1], choices

    def _list(self, row: Row, column: str, name: str) -> tuple[Choice, ...]:
        choices = self.lists.get(name, ())
        if not choices:
            self.note(
                row,
                column,
                _("There is no list of choices named {list}.").format(list=name),
                _("Add it to the choices sheet, or correct the name."),
            )
        return choices

    def _answer_type(
        self, row: Row, kind: str, choices: tuple[Choice, ...]
    ) -> AnswerType:
        named = row["bw::answer"].lower()
        if not named:
            return _answer_type_of(kind, choices)
        if named not in set(AnswerType):
            self.note(
                row,
                "bw::answer",
                _("“{answer}” is no kind of answer.").format(answer=named),
                _("Use one of: {kinds}.").format(kinds=", ".join(AnswerType)),
            )
            return _answer_type_of(kind, choices)
        answer_type = AnswerType(named)
        if kind not in _TYPE_OF[answer_type]:
            self.note(
                row,
                "bw::answer",
                _("An answer {answer} doesn't go with type {type}.").format(
                    answer=named, type=row["type"]
                ),
                _("Use type {type}.").format(type=_TYPE_OF[answer_type][0]),
            )
        wanted = {
            AnswerType.YES_NO: {"yes", "no"},
            AnswerType.YES_NO_NA: {"yes", "no", "na"},
        }.get(answer_type)
        if wanted and choices and {choice.name for choice in choices} != wanted:
            self.note(
                row,
                "type",
                _("The choices of {answer} are {names}.").format(
                    answer=named, names=", ".join(sorted(wanted, reverse=True))
                ),
                _("Use the list {list}, or answer “choice”.").format(list=named),
            )
        return answer_type

    def _parts(self, row: Row, answer_type: AnswerType) -> tuple[Choice, ...]:
        name = row["bw::parts"]
        if not name:
            return ()
        if answer_type not in _WITH_PARTS:
            self.note(
                row,
                "bw::parts",
                _("Only numbers, ratios and percentages are asked in parts."),
                _("Empty the cell, or change bw::answer."),
            )
            return ()
        return self._list(row, "bw::parts", name)

    def _required(self, row: Row) -> str:
        text = row["required"]
        if text.lower() in _TRUE:
            return "true()"
        return "" if text.lower() in _FALSE else text

    def _is_yes(self, row: Row, column: str) -> bool:
        text = row[column].lower()
        if text and text not in _TRUE | _FALSE:
            self.note(
                row,
                column,
                _("“{text}” is neither yes nor no.").format(text=row[column]),
                _("Write yes, or leave it empty."),
            )
        return text in _TRUE

    def _sources(self, row: Row) -> tuple[Source, ...]:
        named = row["bw::sources"].lower().split()
        for name in named:
            if name not in set(Source):
                self.note(
                    row,
                    "bw::sources",
                    _("“{name}” is no source of evidence.").format(name=name),
                    _("Use one of: {sources}.").format(sources=", ".join(Source)),
                )
        return tuple(source for source in Source if source in named)

    def _counted(self, row: Row) -> Text:
        """The sentence with counts, its places written `${seen}` or `{seen}`."""
        texts = text_of(row, "bw::finding_counted", self.languages).by_language
        return Text(
            tuple((code, _BARE_COUNT.sub(r"${\1}", text)) for code, text in texts)
        )

    def _public_in(self, row: Row) -> frozenset[str]:
        words = row["bw::publicly_reported"].split()
        if [word.lower() for word in words] in (["no"], []):
            return frozenset()
        found = {"*" if word.lower() in _TRUE else word for word in words}
        if not all(word == "*" or _COUNTRY.fullmatch(word) for word in found):
            self.note(
                row,
                "bw::publicly_reported",
                _("Neither “yes” nor country codes stand here."),
                _("Write yes, or codes such as KH VN."),
            )
        return frozenset(found)

    def _check_texts(self, row: Row, question: Question) -> None:
        if not question.label:
            self.note(
                row,
                "label",
                _("The question has no text."),
                _("Write what is asked."),
            )
        if question.nc_rule and not question.finding:
            self.note(
                row,
                "bw::finding",
                _("The question can make a finding and has no sentence for it."),
                _("Write the sentence the report prints."),
            )
        for _language, text in question.finding_counted.by_language:
            names = set(_PLACEHOLDER.findall(text))
            if names != {"affected", "seen"}:
                self.note(
                    row,
                    "bw::finding_counted",
                    _("The sentence with counts needs ${affected} and ${seen}."),
                    _("Put both in, and nothing else of that form."),
                )


def _answer_type_of(kind: str, choices: tuple[Choice, ...]) -> AnswerType:
    names = {choice.name for choice in choices}
    if kind == "select_one" and names == {"yes", "no"}:
        return AnswerType.YES_NO
    if kind == "select_one" and names == {"yes", "no", "na"}:
        return AnswerType.YES_NO_NA
    return _FROM_TYPE[kind]
