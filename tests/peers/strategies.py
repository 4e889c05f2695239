"""Whole XLSForms with answers, drawn by hypothesis.

Everything is let loose but circles: groups in repeats in groups, counted rows, tables,
empty answers, numbers at the edges.  `rules.py` has the rules of one question.
"""

from collections.abc import Iterable, Iterator, Mapping

from hypothesis import strategies as st

from tests.peers.answers import ANSWERS, CHOICES, COMMON, SAVED, TOWNS
from tests.peers.forms import Cells, Form, Step
from tests.peers.rules import Node, Style, rows

_ALSO = ("calculate", "calculate", "note")
_STYLES = (
    *(Style(is_careful=True, is_plain=False),) * 3,
    *(Style(is_careful=True, is_plain=True),) * 2,
    Style(is_careful=False, is_plain=False),
)


@st.composite
def forms(draw: st.DrawFn) -> tuple[Form, tuple[Step, ...]]:
    """A form, and what somebody does with it."""
    counter = iter(range(1_000))
    style = draw(st.sampled_from(_STYLES))
    leaves = (*COMMON, *_ALSO, *(() if style.is_plain else ANSWERS))
    root = _items(draw, counter, (), leaves, room=draw(st.integers(2, 7)))
    nodes = tuple(_all(root))
    # The web engine has no form that was saved last, and others may have none yet.
    saved = draw(st.sampled_from(({}, {}, {}, SAVED)))
    form = _form(tuple(rows(draw, root, nodes, style)), saved)
    steps = draw(st.lists(_steps(nodes), min_size=1, max_size=8))
    return form, tuple(steps)


def _form(survey: tuple[Cells, ...], saved: Mapping[str, str]) -> Form:
    """A form that has what its rules look up."""
    cells = {cell for row in survey for cell in row.values()}
    first = {"type": "text", "name": "first", "label": "First"}
    if any("last-saved" in cell for cell in cells):
        # pyxform overlooks what only groups look up.
        first["default"] = "${last-saved#first}"
    if not any("towns" in cell for cell in cells):
        return Form((first, *survey), CHOICES, saved=saved)
    table: Cells = {"type": "csv-external", "name": "towns"}
    return Form((table, first, *survey), CHOICES, files=TOWNS, saved=saved)


def _all(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _all(node.items)


def _items(
    draw: st.DrawFn,
    counter: Iterator[int],
    above: tuple[Node, ...],
    leaves: tuple[str, ...],
    *,
    room: int,
) -> list[Node]:
    items = []
    for _place in range(room):
        kinds = st.sampled_from(leaves)
        if len(above) < 3:
            kinds = st.one_of(kinds, kinds, st.sampled_from(("group", "repeat")))
        kind = draw(kinds)
        node = Node(kind, f"{kind[0]}{next(counter)}", above)
        node.ruled = kind in {"calculate", "note"} or draw(st.booleans())
        if kind in {"group", "repeat"}:
            inside = (*above, node)
            room_inside = draw(st.integers(1, 3))
            node.items = _items(draw, counter, inside, leaves, room=room_inside)
        items.append(node)
    if above and all(node.kind == "calculate" for node in items):
        # No engine takes a group in which nothing is shown.
        items.append(Node("note", f"n{next(counter)}", above))
    return items


@st.composite
def _steps(draw: st.DrawFn, nodes: tuple[Node, ...]) -> Step:
    leaves = [node for node in nodes if node.kind in ANSWERS]
    added = [node for node in nodes if node.kind == "repeat" and not node.counted]
    if added and (not leaves or draw(st.integers(0, 3)) == 0):
        repeat = draw(st.sampled_from(added))
        path = f"{_path(draw, repeat.above)}/{repeat.name}"
        if draw(st.booleans()):
            return ("add", path)
        return ("remove", path, draw(st.integers(1, 2)))
    if not leaves:
        return ("set", "/data/nothing", "")
    leaf = draw(st.sampled_from(leaves))
    path = f"{_path(draw, leaf.above)}/{leaf.name}"
    return ("set", path, draw(st.sampled_from(ANSWERS[leaf.kind])))


def _path(draw: st.DrawFn, above: Iterable[Node]) -> str:
    path = "/data"
    for node in above:
        row = f"[{draw(st.integers(1, 2))}]" if node.kind == "repeat" else ""
        path += f"/{node.name}{row}"
    return path
