"""A point as it is read: its questions, with the notes and headings among them. Pure.

Rows of a repeat stand below a heading of their own; where they are many, only the row
one is in is unfolded.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from bwassess.assessment.judgement import RepeatRows
from bwassess.checklist.kinds import AnswerType
from bwassess.checklist.model import Group, Item, Media
from bwassess.checklist.names import QuestionId, RowId, in_row, row_of
from bwassess.checklist.texts import Text
from bwassess.text import _
from bwassess.workspace.view import AssessmentView

_MANY = 12
_OF_A_ROW = 32


class LineKind(Enum):
    """What stands on a line between two others."""

    QUESTION = "question"
    NOTE = "note"
    HEADING = "heading"
    ROW = "row"
    ADD = "add"


@dataclass(frozen=True, slots=True)
class Line:
    """One line.

    Attributes:
        text: Of a note, of a group, of the repeat a row belongs to.
        question: The question itself; of a heading the first below it.
        note: The note itself.
        depth: How many headings it stands below.
        repeat: The repeat of a row, or that a row can be added to.
        row: The row, the one a heading stands in, or the row of another repeat that
            one is added in.
        number: Which row of how many it is.
        is_added: Whether somebody added the row, and may take it away.
        answered: How many questions of a folded row have an answer, of how many.
        media: The files beside its text.
    """

    kind: LineKind
    text: Text = Text()
    question: QuestionId | None = None
    note: QuestionId | None = None
    depth: int = 0
    repeat: str = ""
    row: RowId | None = None
    number: tuple[int, int] = (0, 0)
    is_added: bool = False
    answered: tuple[int, int] | None = None
    media: Media = ()


def lines(view: AssessmentView, code: str, here: QuestionId | None) -> tuple[Line, ...]:
    """The lines of a point or section, unfolded around the question one is at."""
    reading = _Reading(view, here)
    for cluster in view.checklist.clusters:
        for point in cluster.points:
            if code == (cluster.code if cluster.is_flat else point.code):
                below = tuple(reading.of(point.items, None, 0))
                if not point.media:
                    return below
                # Its name stands above the list, where there is room for words alone.
                return (Line(LineKind.NOTE, media=point.media), *below)
    return ()


def notes_before(shown: tuple[Line, ...], question: QuestionId) -> tuple[Line, ...]:
    """The notes between a question and the one before it."""
    found: list[Line] = []
    for line in shown:
        if line.kind is LineKind.QUESTION:
            if line.question == question:
                return tuple(found)
            found = []
        elif line.kind is LineKind.NOTE:
            found.append(line)
    return ()


def row_name(view: AssessmentView, question: QuestionId, language: str) -> str:
    """Which row a question stands in, in words; empty outside of repeats."""
    row = row_of(question)
    for its in view.judgement.repeats:
        if row in its.rows:
            group = _group(view.checklist.items, its.repeat)
            label = view.text(group.label, language, row=row) if group else its.repeat
            return said_row(label, its.rows.index(row) + 1, len(its.rows))
    return ""


def said_row(label: str, number: int, total: int) -> str:
    return _("{what} {number} of {total}").format(
        what=label, number=number, total=total
    )


@dataclass(frozen=True)
class _Reading:
    view: AssessmentView
    here: QuestionId | None

    def of(
        self, items: tuple[Item, ...], row: RowId | None, depth: int
    ) -> Iterator[Line]:
        for item in items:
            if not isinstance(item, Group):
                key = in_row(item.id, row)
                if item.answer_type is AnswerType.NOTE:
                    if key in self.view.judgement.notes:
                        yield Line(
                            LineKind.NOTE,
                            text=item.label,
                            note=key,
                            depth=depth,
                            media=item.media,
                        )
                elif item.is_asked and self.view.stitch(key):
                    yield Line(LineKind.QUESTION, question=key, depth=depth)
            elif item.is_repeat:
                yield from self._repeat(item, row, depth)
            else:
                yield from self._section(item, row, depth)

    def _section(self, group: Group, row: RowId | None, depth: int) -> Iterator[Line]:
        """A heading, as long as something stands below it."""
        below = tuple(self.of(group.items, row, depth + bool(group.label)))
        if below and group.label:
            yield Line(
                LineKind.HEADING,
                text=group.label,
                question=_first(below),
                depth=depth,
                row=row,
                media=group.media,
            )
        yield from below

    def _repeat(self, group: Group, row: RowId | None, depth: int) -> Iterator[Line]:
        its = self.view.rows(group.name, row)
        if its is None:
            return
        rows = [tuple(self.of(group.items, one, depth + 1)) for one in its.rows]
        is_long = sum(map(len, rows)) > _MANY and len(rows) > 1
        for place, below in enumerate(rows):
            folded = is_long and not any(one.question == self.here for one in below)
            yield self._head(group, its, place, below, depth, is_folded=folded)
            if not folded:
                yield from below
        if its.may_add:
            yield Line(
                LineKind.ADD, text=group.label, depth=depth, repeat=group.name, row=row
            )

    def _head(
        self,
        group: Group,
        its: RepeatRows,
        place: int,
        below: tuple[Line, ...],
        depth: int,
        *,
        is_folded: bool,
    ) -> Line:
        asked = [one.question for one in below if one.kind is LineKind.QUESTION]
        answered = sum(
            not self.view.answer(one).is_open for one in asked if one is not None
        )
        row = its.rows[place]
        return Line(
            LineKind.ROW,
            text=group.label,
            question=_first(below),
            depth=depth,
            repeat=group.name,
            row=row,
            number=(place + 1, len(its.rows)),
            # Rows that a count makes are named for their place, not by chance.
            is_added=len(row) == _OF_A_ROW and ":" not in row,
            answered=(answered, len(asked)) if is_folded else None,
            media=() if is_folded or place else group.media,
        )


def _first(below: tuple[Line, ...]) -> QuestionId | None:
    return next((one.question for one in below if one.question is not None), None)


def _group(items: tuple[Item, ...], name: str) -> Group | None:
    for item in items:
        if isinstance(item, Group):
            found = item if item.name == name else _group(item.items, name)
            if found is not None:
                return found
    return None
