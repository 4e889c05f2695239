"""Which tables and files a form needs beside it, and whether they are there."""

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePath

from bwassess.checklist.choices import Lists
from bwassess.checklist.external import Files
from bwassess.checklist.model import Instance, Question
from bwassess.checklist.problems import ChecklistError, Problem, Problems
from bwassess.checklist.questions import Asked
from bwassess.text import _

_PULLDATA = re.compile(r"pulldata\(\s*(['\"])([^'\"]+)\1")
_SEARCH = re.compile(r"\bsearch\(")
_EXTERNAL = {"csv-external": ".csv", "xml-external": ".xml"}


class Tables:
    """Reads what questions need; what isn't there is told."""

    def __init__(self, files: Files, lists: Lists, problems: Problems) -> None:
        self._files = files
        self._lists = lists
        self._problems = problems
        self._sources: dict[str, str] = {}
        self._found: list[Instance] = []

    def instances(self, asked: Iterable[Asked]) -> tuple[Instance, ...]:
        """The tables of a form: from files, then lists that nothing asks for."""
        for one in asked:
            for column, source in _needed(one):
                self._take(one, column, source)
            if _SEARCH.search(one.question.appearance):
                self._problems.add([_search(one)])
        return (*self._found, *self._lists.unused())

    def _take(self, asked: Asked, column: str, source: str) -> None:
        name = PurePath(source).stem
        first = self._sources.setdefault(name, source)
        is_external = asked.asks.words in _EXTERNAL
        if first != source or name in self._lists.by_name:
            self._note(
                asked,
                column,
                _("Two tables of the form are called {name}.").format(name=name),
                _("Give the file, or the list of choices, another name."),
            )
            return
        if any(its.name == name for its in self._found):
            return
        try:
            instance = self._files.instance(name, source)
        except ChecklistError as error:
            self._note(asked, column, str(error), error.hint or "")
            return
        if instance is None:
            self._note(
                asked,
                column,
                _("The file {file} isn't there.").format(file=source),
                _("Put it beside the form, or take the row away.")
                if is_external
                else _("Put it beside the form, in the same folder."),
            )
            return
        self._found.append(instance)

    def _note(self, asked: Asked, column: str, message: str, remedy: str) -> None:
        self._problems.note("survey", asked.row.number, column, message, remedy)


def _needed(asked: Asked) -> Iterator[tuple[str, str]]:
    """The columns and the files they name."""
    if asked.asks.is_from_file:
        yield "type", asked.asks.source
    if suffix := _EXTERNAL.get(asked.asks.words):
        yield "name", f"{asked.question.name}{suffix}"
    for column, text in _rules(asked.question):
        if "pulldata(" in text:
            for _quote, name in _PULLDATA.findall(text):
                yield column, f"{name.removesuffix('.csv')}.csv"


def _rules(question: Question) -> Iterator[tuple[str, str]]:
    yield "calculation", question.calculation
    yield "constraint", question.constraint
    yield "read_only", question.read_only
    yield "required", question.required
    yield "relevant", question.relevant
    yield "choice_filter", question.choice_filter
    yield "default", question.default


def _search(asked: Asked) -> Problem:
    return Problem(
        "survey",
        asked.row.number,
        "appearance",
        _("search() isn't done here; all choices are shown."),
        _("Use select_one_from_file and a choice_filter."),
        blocks=asked.asks.is_from_file,
    )
