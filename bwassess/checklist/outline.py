"""The survey sheet as an outline of groups and questions, and laying one over another.

The rules of an overlay, the whole of them:

- A question row whose id (`bw::global_id`, else `bw::code`, else `name`) the base has
  *replaces*, cell by cell: what is filled replaces, what is empty stays, and `-`
  empties. It may stand anywhere.
- A row of type `leave_out` takes the question of its id away, or the whole group if it
  names one in `bw::point` or `bw::cluster`.
- A group the base has (by `bw::point`, else `bw::cluster`, else `name`) is the base's
  group, its cells replaced likewise; any other question or group is *added* at the end
  of the group it stands in.
- A list of choices that the overlay names replaces the base's list; its parameters, and
  what it says of their keys, come in place of the base's of the same key; its settings
  replace one by one.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from bwassess.checklist.kinds import MAX_DEPTH
from bwassess.checklist.problems import Problem
from bwassess.checklist.sheets import Row, Sheet, Sheets
from bwassess.checklist.types import LEAVE_OUT, Begin, Edge, End, understood
from bwassess.text import _

EMPTY = "-"


@dataclass(slots=True)
class Branch:
    """A group of the survey; the whole survey is the one without a row."""

    row: Row | None
    edge: Edge | None = None
    children: "list[Branch | Row]" = field(default_factory=list)

    @property
    def key(self) -> str:
        return group_key(self.row) if self.row is not None else ""

    @property
    def groups(self) -> Iterator["Branch"]:
        """This group and all inside it."""
        yield self
        for child in self.children:
            if isinstance(child, Branch):
                yield from child.groups


def group_key(row: Row) -> str:
    """What a group is known by in the outline and in overlays."""
    return row["bw::point"] or row["bw::cluster"] or row["name"]


def question_key(row: Row) -> str:
    """What a question is known by through versions and countries."""
    return row["bw::global_id"] or row["bw::code"] or row["name"]


def is_left_out(row: Row) -> bool:
    """Whether a row takes something of the base away."""
    return "_".join(row["type"].lower().split()) == LEAVE_OUT


def outline(survey: Sheet) -> tuple[Branch, list[Problem]]:
    """The survey as nested groups, with what is wrong with its nesting.

    Rows that are disabled, or hold no question but a remark, aren't in it.
    """
    root = Branch(None)
    open_groups = [root]
    problems: list[Problem] = []
    for row in survey.rows:
        if _is_passed_over(row):
            continue
        match understood(row["type"]):
            case Begin(edge):
                group = Branch(row, edge)
                if len(open_groups) > MAX_DEPTH:  # flat, so that its questions are read
                    group.children = open_groups[-1].children
                    if len(open_groups) == MAX_DEPTH + 1:
                        problems.append(_too_deep(row))
                else:
                    open_groups[-1].children.append(group)
                open_groups.append(group)
            case End(edge):
                if edge is not open_groups[-1].edge:
                    problems.append(_wrong_end(row, open_groups[-1]))
                if len(open_groups) > 1:
                    open_groups.pop()
            case _:
                open_groups[-1].children.append(row)
    problems.extend(
        Problem(
            "survey",
            group.row.number if group.row is not None else None,
            "type",
            _("The {edge} begun here has no end.").format(edge=group.edge),
            _("Add an end_{edge} row after its last question.").format(edge=group.edge),
        )
        for group in open_groups[1:]
    )
    return root, problems


def _is_passed_over(row: Row) -> bool:
    if row["disabled"].lower() in ("yes", "true", "true()"):
        return True
    return (
        not row["type"]
        and not question_key(row)
        and not any(column.startswith("label::") for column in row.cells)
    )


def _wrong_end(row: Row, last: Branch) -> Problem:
    if last.row is None:
        return Problem(
            "survey",
            row.number,
            "type",
            _("A group ends here that wasn't begun."),
            _("Take the row away, or begin the group before it."),
        )
    return Problem(
        "survey",
        row.number,
        "type",
        _("Row {row} began a {edge}, which another end follows.").format(
            row=last.row.number, edge=last.edge
        ),
        _("Write end_{edge} here, or end the other one first.").format(edge=last.edge),
    )


def _too_deep(row: Row) -> Problem:
    return Problem(
        "survey",
        row.number,
        "type",
        _("More than {count} groups stand one in another.").format(count=MAX_DEPTH),
        _("Put questions into fewer groups."),
    )


def laid_over(base: Sheets, overlay: Sheets) -> tuple[Sheets, Branch, list[Problem]]:
    """The sheets and the outline of a base with an overlay laid over it."""
    root, _none = outline(base["survey"])
    over, problems = outline(overlay["survey"])
    _lay_groups(over, root, root, problems)
    sheets = Sheets(
        {
            "survey": Sheet(
                "survey",
                _union(base["survey"].columns, overlay["survey"].columns),
            ),
            "choices": _replaced(base["choices"], overlay["choices"], "list_name"),
            "settings": _settings(base["settings"], overlay["settings"]),
            "parameter_keys": _replaced(
                base["parameter_keys"], overlay["parameter_keys"], "key"
            ),
            "parameters": _replaced(base["parameters"], overlay["parameters"], "key"),
            "languages": _replaced(base["languages"], overlay["languages"], "language"),
            "external_choices": _replaced(
                base["external_choices"], overlay["external_choices"], "list_name"
            ),
        },
        overlay.problems,
    )
    return sheets, root, problems


def _lay_groups(
    over: Branch, onto: Branch, root: Branch, problems: list[Problem]
) -> None:
    for child in over.children:
        if isinstance(child, Branch):
            _lay_group(child, onto, root, problems)
        elif is_left_out(child):
            _leave_out(child, root, problems)
        elif (place := _place_of(root, question_key(child))) is not None:
            group, index = place
            old = group.children[index]
            assert isinstance(old, Row)  # noqa: S101 - as `_place_of` finds them
            group.children[index] = _filled(old, child)
        elif onto is root:
            problems.append(
                Problem(
                    "survey",
                    child.number,
                    "bw::global_id",
                    _("The base has no question {id} to replace.").format(
                        id=question_key(child)
                    ),
                    _("Put a new question between begin_group and end_group rows."),
                )
            )
        else:
            onto.children.append(child)


def _lay_group(
    child: Branch, onto: Branch, root: Branch, problems: list[Problem]
) -> None:
    its = next((group for group in root.groups if group.key == child.key), None)
    if its is None or its.row is None or child.row is None:
        onto.children.append(child)
        return
    its.row = _filled(its.row, child.row)
    _lay_groups(child, its, root, problems)


def _leave_out(row: Row, root: Branch, problems: list[Problem]) -> None:
    names_group = bool(row["bw::point"] or row["bw::cluster"])
    key = group_key(row) if names_group else question_key(row)
    for group in root.groups:
        for index, child in enumerate(group.children):
            if isinstance(child, Branch) == names_group and key == (
                child.key if isinstance(child, Branch) else question_key(child)
            ):
                del group.children[index]
                return
    problems.append(
        Problem(
            "survey",
            row.number,
            "type",
            _("The base has no {id} to leave out.").format(id=key),
            _("Correct the id, or take the row away."),
        )
    )


def _place_of(root: Branch, key: str) -> tuple[Branch, int] | None:
    for group in root.groups:
        for index, child in enumerate(group.children):
            if isinstance(child, Row) and question_key(child) == key:
                return group, index
    return None


def _filled(old: Row, new: Row) -> Row:
    cells = {**old.cells, **new.cells}
    return Row(
        new.number, {column: text for column, text in cells.items() if text != EMPTY}
    )


def _union(first: Iterable[str], second: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def _replaced(base: Sheet, overlay: Sheet, key: str) -> Sheet:
    theirs = {row[key] for row in overlay.rows}
    kept = tuple(row for row in base.rows if row[key] not in theirs)
    columns = _union(base.columns, overlay.columns)
    return Sheet(base.name, columns, kept + overlay.rows)


def _settings(base: Sheet, overlay: Sheet) -> Sheet:
    cells: Mapping[str, str] = {}
    for sheet in (base, overlay):
        for row in sheet.rows[:1]:
            cells = {**cells, **row.cells}
    return Sheet("settings", _union(base.columns, overlay.columns), (Row(2, cells),))
