"""Made-up XLSForms for `checklist.py`, and the changes that are made in them.

Two languages, a condition at every fifth question, a constraint at three of twenty, a
calculation at one of twenty.  In those with repeats every fourth group is one, and is
filled with five rows.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook

GROUP = 25
ROWS = 5
CHANGES = 200

_KHMER = "តើរោងចក្រមានសៀវភៅបញ្ជីប្រាក់ឈ្នួលដែលត្រឹមត្រូវដែរឬទេ"
_ENGLISH = "Does the factory keep one accurate payroll record of this kind"
_COLUMNS = (
    *("type", "name", "label::English (en)", "label::Khmer (km)", "required"),
    *("relevant", "constraint", "constraint_message::English (en)"),
    *("constraint_message::Khmer (km)", "calculation"),
)
_CHOICES = (
    ("yn", "yes", "Yes", "បាទ"),
    ("yn", "no", "No", "ទេ"),
    ("why", "lost", "Lost", "បាត់"),
    ("why", "late", "Late", "យឺត"),
    ("why", "other", "Other", "ផ្សេង"),
)
_KINDS = (
    *("select_one yn", "integer", "select_one yn", "text", "select_one yn"),
    *("decimal", "select_one yn", "select_multiple why", "select_one yn", "date"),
)
_VALUES = {
    "select_one yn": ("yes", "no"),
    "integer": ("4", "5000", "17"),
    "text": ("in a drawer", "nowhere"),
    "decimal": ("2.5", "40"),
    "select_multiple why": ("lost late", "other"),
    "date": ("2026-11-17", "2031-01-01"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One answer to one question, in a row of a repeat or (0) outside of them."""

    group: str
    name: str
    row: int
    value: str

    @property
    def path(self) -> str:
        row = f"[{self.row}]" if self.row else ""
        return f"/data/{self.group}{row}/{self.name}"


@dataclass(frozen=True, slots=True)
class MadeForm:
    """A form of so many questions, its repeats, and two hundred changes in it."""

    count: int
    with_repeats: bool

    @property
    def name(self) -> str:
        return f"{self.count}{' with repeats' if self.with_repeats else ''}"

    @property
    def repeats(self) -> list[str]:
        return [group for group in self._groups() if self._is_repeat(group)]

    def write(self, path: Path) -> None:
        book = Workbook()
        survey = book.active
        survey.title = "survey"
        survey.append(_COLUMNS)
        for cells in self._survey():
            survey.append([cells.get(column) for column in _COLUMNS])
        choices = book.create_sheet("choices")
        choices.append(
            ("list_name", "name", "label::English (en)", "label::Khmer (km)")
        )
        for choice in _CHOICES:
            choices.append(choice)
        settings = book.create_sheet("settings")
        settings.append(("form_title", "form_id", "version", "default_language"))
        settings.append(("Made up", "made_up", "1", "English (en)"))
        book.save(path)

    def changes(self) -> list[Change]:
        chance = random.Random(7)  # noqa: S311
        asked = [number for number in range(self.count) if _kind(number) in _VALUES]
        changes = []
        for place in range(CHANGES):
            number = chance.choice(asked)
            group = _group(number)
            row = chance.randint(1, ROWS) if self._is_repeat(group) else 0
            values = _VALUES[_kind(number)]
            changes.append(
                Change(group, f"q{number}", row, values[place % len(values)])
            )
        return changes

    def _groups(self) -> list[str]:
        return list(dict.fromkeys(_group(number) for number in range(self.count)))

    def _is_repeat(self, group: str) -> bool:
        return self.with_repeats and int(group[1:]) % 4 == 3

    def _survey(self) -> Iterator[dict[str, str]]:
        for group in self._groups():
            kind = "repeat" if self._is_repeat(group) else "group"
            yield {"type": f"begin_{kind}", "name": group, **_label(group)}
            first = int(group[1:]) * GROUP
            for number in range(first, min(first + GROUP, self.count)):
                yield _question(number, first)
            yield {"type": f"end_{kind}"}


def _group(number: int) -> str:
    return f"g{number // GROUP}"


def _kind(number: int) -> str:
    return "calculate" if number % 20 == 19 else _KINDS[number % len(_KINDS)]


def _label(name: str) -> dict[str, str]:
    return {
        "label::English (en)": f"{_ENGLISH} ({name})?",
        "label::Khmer (km)": f"{_KHMER} ({name})?",
    }


def _question(number: int, first: int) -> dict[str, str]:
    kind = _kind(number)
    cells = {"type": kind, "name": f"q{number}"}
    before = [n for n in range(first, number) if _kind(n) == "integer"]
    if kind == "calculate":
        total = " + ".join(f"coalesce(${{q{n}}}, 0)" for n in before) or "0"
        return cells | {"calculation": total}
    cells |= _label(cells["name"])
    if number % 3 == 0:
        cells["required"] = "yes"
    if number % 5 == 3:
        asked = next(n for n in range(number - 1, -1, -1) if "yn" in _kind(n))
        cells["relevant"] = f"${{q{max(asked, first)}}} = 'yes'"
    if number % 20 in {1, 5, 9}:
        limit = ". <= today()" if kind == "date" else ". >= 0 and . <= 1000"
        cells["constraint"] = limit
        cells["constraint_message::English (en)"] = "This can't be."
        cells["constraint_message::Khmer (km)"] = "មិនអាចទេ។"
    return cells
