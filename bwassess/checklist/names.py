"""What questions, rows and versions are known by."""

from typing import NewType

QuestionId = NewType("QuestionId", str)
"""A question's lineage: the same through all versions and countries.

Inside a repeat every row has questions of its own: `lineage@row`.
"""

RowId = NewType("RowId", str)
"""One row of a repeat.

32 hex digits for a row that somebody added; `repeat:3`, or `row:repeat:3` inside a row
of another repeat, for those that a count makes, so that two people who count the same
people mean the same rows.
"""


ChecklistHash = NewType("ChecklistHash", str)
"""A checklist version: 64 hex digits, SHA-256 of its canonical content."""


def in_row(question: QuestionId, row: RowId | None) -> QuestionId:
    """The question of a row; the question itself outside repeats."""
    return question if row is None else QuestionId(f"{question}@{row}")


def lineage_of(question: QuestionId) -> QuestionId:
    """The lineage of a question, without its row."""
    return QuestionId(question.partition("@")[0])


def row_of(question: QuestionId) -> RowId | None:
    """The row a question stands in."""
    _lineage, at, row = question.partition("@")
    return RowId(row) if at else None


def counted_row(repeat: str, number: int, parent: RowId | None) -> RowId:
    """The row that a count makes; counted from 1."""
    own = f"{repeat}:{number}"
    return RowId(own if parent is None else f"{parent}:{own}")
