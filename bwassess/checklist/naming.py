"""What questions and groups are called, and whether cells refer to what there is.

XLSForm wants names that differ within their group only. Where another group has the
name too, a question without an id of its own is known by its groups' names and its own.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from bwassess.checklist.columns import TRANSLATED
from bwassess.checklist.outline import Branch, group_key, question_key
from bwassess.checklist.problems import Problem, Problems
from bwassess.checklist.sheets import Row, Sheet
from bwassess.checklist.types import Asks, Edge, understood
from bwassess.text import _

_FIRST = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
NAME = re.compile(f"[{_FIRST}][{_FIRST}0-9.\u00b7\u0300-\u036f\u203f-\u2040-]*")
"""What XML takes for a name without a colon."""
_REFERENCE = re.compile(r"\$\{([^}]*)(\})?")
_NOT_READ = frozenset({"type", "name", "trigger"})
_RESERVED = "meta"
_ROOT = "data"
_SINGLE = re.compile(r"\s*\$\{[^}]+\}\s*")


class Names:
    """The names of one survey, each question's own."""

    def __init__(self, root: Branch, problems: Problems, *, form: str = "") -> None:
        self._problems = problems
        self._root = form or _ROOT
        self._of: dict[int, str] = {}
        self._lineages: dict[int, str] = {}
        self._codes: dict[int, str] = {}
        self._first: dict[str, Row] = {}
        self._keys: dict[str, Row] = {}
        self._repeats: dict[str, Row] = {}
        self.written: Counter[str] = Counter()
        """How often each name stands in the sheet; whoever refers to it means one."""
        self.questions: set[str] = set()
        self._section(root, "")

    def of(self, row: Row) -> str:
        """What the question of a row is called; empty where it can't be read."""
        return self._of.get(id(row), "")

    def lineage(self, row: Row) -> str:
        """What the question of a row is known by, where its sheet gives no id."""
        return self._lineages.get(id(row), "")

    def code(self, row: Row) -> str:
        """What the group of a row is known by; no other one is."""
        return self._codes.get(id(row), "")

    def _section(self, branch: Branch, path: str) -> None:
        taken: dict[str, Row] = {}
        for child in branch.children:
            if isinstance(child, Branch):
                if child.row is not None:
                    self._group(child, child.row, path, taken)
            else:
                self._question(child, path, taken)

    def _group(
        self, branch: Branch, row: Row, path: str, taken: dict[str, Row]
    ) -> None:
        name = row["name"]
        if self._is_name(row, name) and self._is_free(row, name, taken):
            self.written[name] += 1
            if branch.edge is Edge.REPEAT:
                self._check_repeat(row, name)
        count = row["repeat_count"]
        if branch.edge is Edge.REPEAT and count and not _SINGLE.fullmatch(count):
            taken.setdefault(f"{name}_count", row)  # as pyxform names what it counts by
        code = group_key(row)
        first = self._keys.setdefault(code, row)
        if first is not row and (row["bw::point"] or row["bw::cluster"]):
            self._note(
                row,
                _("The group in row {row} has the code {code} too.").format(
                    row=first.number, code=code
                ),
                _("Give each cluster and point a code of its own."),
            )
        elif first is not row:
            code = _unlike(f"{path}{code}", self._keys)
            self._keys[code] = row
        self._codes[id(row)] = code
        self._section(branch, f"{path}{name}.")

    def _check_repeat(self, row: Row, name: str) -> None:
        first = self._repeats.setdefault(name, row)
        if first is not row or name == self._root:
            self._note(
                row,
                _("Another repeat, or the form, is called {name} too.").format(
                    name=name
                ),
                _("Give each repeat a name of its own."),
            )

    def _question(self, row: Row, path: str, taken: dict[str, Row]) -> None:
        asks = understood(row["type"])
        name = row["name"] or _given_name(row, asks)
        if not self._is_name(row, name) or not self._is_free(row, name, taken):
            return
        self.written[name] += 1
        self.questions.add(name)
        first = self._first.get(name)
        ours = name
        if first is not None:
            ours = _unlike(f"{path}{name}", self._first)
            if question_key(row) == row["name"]:
                self._tell_lineage(row, ours, first)
        self._first[ours] = row
        self._of[id(row)] = name
        self._lineages[id(row)] = ours
        if isinstance(asks, Asks) and asks.or_other:
            self._is_free(row, f"{name}_other", taken)
            self._first.setdefault(f"{ours}_other", row)

    def _tell_lineage(self, row: Row, ours: str, first: Row) -> None:
        self._problems.add(
            [
                Problem(
                    "survey",
                    row.number,
                    "name",
                    _(
                        "Row {row} has this name too; the question is known as {id}."
                    ).format(row=first.number, id=ours),
                    _("Give each question a name of its own, or an id."),
                    blocks=False,
                )
            ]
        )

    def _is_name(self, row: Row, name: str) -> bool:
        if NAME.fullmatch(name):
            return True
        self._note(
            row,
            _("“{name}” can't be a name.").format(name=name)
            if name
            else _("The question has no name."),
            _("Begin with a letter; then letters, digits and _."),
        )
        return False

    def _is_free(self, row: Row, name: str, taken: dict[str, Row]) -> bool:
        if name == _RESERVED:
            self._note(
                row,
                _("The name meta means the form's own facts."),
                _("Choose another name."),
            )
            return False
        first = taken.setdefault(name, row)
        if first is not row:
            self._note(
                row,
                _("The name {name} stands in row {first} already.").format(
                    name=name, first=first.number
                ),
                _("Give each question a name of its own."),
            )
        return first is row

    def _note(self, row: Row, message: str, remedy: str) -> None:
        self._problems.note("survey", row.number, "name", message, remedy)


def _given_name(row: Row, asks: object) -> str:
    """What pyxform calls what needn't be named."""
    if isinstance(asks, Asks) and asks.words == "note":
        return f"generated_note_name_{row.number}"
    if isinstance(asks, Asks) and asks.words == "audit":
        return "audit"
    return ""


def _unlike(name: str, taken: Mapping[str, Row]) -> str:
    """A name that isn't taken."""
    found, number = name, 2
    while found in taken:
        found, number = f"{name}_{number}", number + 1
    return found


def check_references(sheets: Iterable[Sheet], names: Names) -> Iterator[Problem]:
    """Tell of `${...}` in any cell that names nothing, or more than one thing."""
    for sheet in sheets:
        for row in sheet.rows:
            for column, text in row.cells.items():
                if "${" in text and _may_refer(sheet.name, column):
                    yield from (
                        Problem(sheet.name, row.number, column, message, remedy)
                        for message, remedy in _wrong(text, names)
                    )


def _may_refer(sheet: str, column: str) -> bool:
    if sheet == "choices":
        return column.partition("::")[0] in TRANSLATED
    return column not in _NOT_READ and not column.startswith("bw::finding_counted")


def _wrong(text: str, names: Names) -> Iterator[tuple[str, str]]:
    for inner, end in dict.fromkeys(_REFERENCE.findall(text)):
        name = inner.removeprefix("last-saved#")
        if not inner and (end or text == "${"):
            continue  # pyxform takes it for words
        if not end or not NAME.fullmatch(name):
            yield (
                _("“{text}” refers to nothing.").format(text=f"${{{inner}{end}"),
                _("Refer to a question in the form ${name}."),
            )
        elif names.written[name] > 1:
            yield (
                _("{count} questions are called {name}.").format(
                    count=names.written[name], name=name
                ),
                _("Give each of them a name of its own."),
            )
        elif not names.written[name] and name != "instanceID":
            yield (
                _("There is no question named ${{{name}}}.").format(name=name),
                _("Correct the name, or add the question."),
            )
