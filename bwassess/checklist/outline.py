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

from bwassess.checklist.problems import Problem
from bwassess.checklist.sheets import Row, Sheet, Sheets
from bwassess.text import _

LEAVE_OUT = "leave_out"
EMPTY = "-"


@dataclass(slots=True)
class Branch:
    """A group of the survey; the whole survey is the one without a row."""

    row: Row | None
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


def word_of_type(row: Row) -> str:
    """The first words of a row's type in one spelling: `begin_group`, `select_one`."""
    words = row["type"].lower().replace("_", " ").split()
    match words:
        case ["begin" | "end" as edge, "group" | "repeat" as kind, *_rest]:
            return f"{edge}_{kind}"
        case ["select", "one" | "multiple" as many, *rest]:
            suffix = "_from_file" if rest[:2] == ["from", "file"] else ""
            return f"select_{many}{suffix}"
        case ["select1", *_rest]:
            return "select_one"
        case ["select", "all", "that", "apply", *_rest]:
            return "select_multiple"
        case ["leave", "out"]:
            return LEAVE_OUT
    return "_".join(words)


def outline(survey: Sheet) -> tuple[Branch, list[Problem]]:
    """The survey as nested groups, with what is wrong with its nesting."""
    root = Branch(None)
    open_groups = [root]
    problems = []
    for row in survey.rows:
        match word_of_type(row):
            case "begin_group":
                group = Branch(row)
                open_groups[-1].children.append(group)
                open_groups.append(group)
            case "end_group" if len(open_groups) > 1:
                open_groups.pop()
            case "end_group":
                problems.append(
                    Problem(
                        "survey",
                        row.number,
                        "type",
                        _("A group ends here that wasn't begun."),
                        _("Take the row away, or begin the group before it."),
                    )
                )
            case _:
                open_groups[-1].children.append(row)
    problems.extend(
        Problem(
            "survey",
            group.row.number if group.row is not None else None,
            "type",
            _("The group begun here has no end."),
            _("Add an end_group row after its last question."),
        )
        for group in open_groups[1:]
    )
    return root, problems


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
        }
    )
    return sheets, root, problems


def _lay_groups(
    over: Branch, onto: Branch, root: Branch, problems: list[Problem]
) -> None:
    for child in over.children:
        if isinstance(child, Branch):
            _lay_group(child, onto, root, problems)
        elif word_of_type(child) == LEAVE_OUT:
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
