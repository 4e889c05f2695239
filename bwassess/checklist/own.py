"""What our own columns (`bw::...`) say of a question."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bwassess.checklist.choices import Lists
from bwassess.checklist.columns import text_of
from bwassess.checklist.kinds import SINGLE_CHOICE, AnswerType, Source
from bwassess.checklist.model import Choice, Question
from bwassess.checklist.sheets import Row
from bwassess.checklist.texts import Text
from bwassess.text import _

Note = Callable[[Row, str, str, str], None]
"""Takes a row, a column, what is wrong there and how to mend it."""

TRUE = frozenset({"yes", "true", "true()"})
FALSE = frozenset({"no", "false", "false()"})

_GOES_WITH = {
    AnswerType.YES_NO: (AnswerType.CHOICE,),
    AnswerType.YES_NO_NA: (AnswerType.CHOICE,),
    AnswerType.NUMBER: (AnswerType.NUMBER, AnswerType.INTEGER),
    AnswerType.RATIO: (AnswerType.NUMBER,),
    AnswerType.PERCENTAGE: (AnswerType.NUMBER,),
}
"""The answers that a kind of answer of ours is written as."""
_WITH_PARTS = (
    AnswerType.NUMBER,
    AnswerType.INTEGER,
    AnswerType.RATIO,
    AnswerType.PERCENTAGE,
)
_COUNTRY = re.compile(r"[A-Z]{2}")
_PLACEHOLDER = re.compile(r"\$\{([^}]*)\}")
_BARE_COUNT = re.compile(r"(?<!\$)\{(affected|seen)\}")


@dataclass(frozen=True, slots=True)
class Own:
    """Reads our columns of a row; what is wrong goes to `note`."""

    languages: tuple[str, ...]
    lists: Lists
    note: Note

    def fields(self, row: Row, answer_type: AnswerType) -> dict[str, Any]:
        """What they say, by field of a question."""
        return {
            "parts": self._parts(row, answer_type),
            "part_list": row["bw::parts"],
            "warning": row["bw::warning"],
            "warning_message": text_of(row, "bw::warning_message", self.languages),
            "finding": text_of(row, "bw::finding", self.languages),
            "finding_counted": self._counted(row),
            "nc_rule": row["bw::nc_rule"],
            "sources": self._sources(row),
            "reference": row["bw::reference"],
            "instruments": tuple(row["bw::ilo"].split()),
            "public_in": self._public_in(row),
            "zero_tolerance": self._is_yes(row, "bw::zero_tolerance"),
            "parameters": tuple(row["bw::parameters"].split()),
            "follow_ups": text_of(row, "bw::follow_ups", self.languages),
            "status": row["bw::status"] or "recalled",
            "status_note": row["bw::status_note"],
        }

    def answer_type(
        self, row: Row, written: AnswerType, choices: tuple[Choice, ...]
    ) -> AnswerType:
        """The kind of answer that the column names, or else the type implies."""
        named = row["bw::answer"].lower()
        if not named:
            return _by_choices(written, choices, row)
        if named not in set(AnswerType):
            self.note(
                row,
                "bw::answer",
                _("“{answer}” is no kind of answer.").format(answer=named),
                _("Use one of: {kinds}.").format(kinds=", ".join(AnswerType)),
            )
            return _by_choices(written, choices, row)
        answer_type = AnswerType(named)
        written_as = _GOES_WITH.get(answer_type, (answer_type,))
        if written not in written_as:
            self.note(
                row,
                "bw::answer",
                _("An answer {answer} doesn't go with type {type}.").format(
                    answer=named, type=row["type"]
                ),
                _("Empty the cell, or change the type."),
            )
            return written
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
        return written if answer_type is AnswerType.NUMBER else answer_type

    def check_texts(self, row: Row, question: Question) -> None:
        """What must be said where a question can make a finding."""
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

    def list(self, row: Row, column: str, name: str) -> tuple[Choice, ...]:
        """The choices of a list that a row names."""
        choices = self.lists.take(name)
        if not choices:
            self.note(
                row,
                column,
                _("There is no list of choices named {list}.").format(list=name),
                _("Add it to the choices sheet, or correct the name."),
            )
        return choices

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
        return self.list(row, "bw::parts", name)

    def _is_yes(self, row: Row, column: str) -> bool:
        text = row[column].lower()
        if text and text not in TRUE | FALSE:
            self.note(
                row,
                column,
                _("“{text}” is neither yes nor no.").format(text=row[column]),
                _("Write yes, or leave it empty."),
            )
        return text in TRUE

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
        found = {"*" if word.lower() in TRUE else word for word in words}
        if not all(word == "*" or _COUNTRY.fullmatch(word) for word in found):
            self.note(
                row,
                "bw::publicly_reported",
                _("Neither “yes” nor country codes stand here."),
                _("Write yes, or codes such as KH VN."),
            )
        return frozenset(found)


def _by_choices(
    written: AnswerType, choices: tuple[Choice, ...], row: Row
) -> AnswerType:
    names = {choice.name for choice in choices}
    if written not in SINGLE_CHOICE or row["choice_filter"]:
        return written
    if names == {"yes", "no"}:
        return AnswerType.YES_NO
    if names == {"yes", "no", "na"}:
        return AnswerType.YES_NO_NA
    return written
