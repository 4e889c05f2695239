"""Whole XLSForms with answers, drawn by hypothesis.

Rules refer to what stands before them, or to leaves without rules: so no form has a
circle.  Everything else is let loose: groups in repeats in groups, counted rows, empty
answers, numbers at the edges.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from hypothesis import strategies as st

from tests.peers.expressions import Place, Reference, Writer
from tests.peers.forms import Cells, Form, Step

ANSWERS = {
    "text": ("", "a", "yes", "12", "two words", "É", "0"),
    "integer": ("", "0", "1", "2", "3", "-1", "18", "999999999"),
    "decimal": ("", "0", "0.5", "-1.25", "100", "0.1", "1234567.891"),
    "date": ("", "2024-02-29", "1970-01-01", "2026-11-22", "1969-12-31"),
    "time": ("", "00:00:00.000+00:00", "10:30:00.000+00:00", "23:59:59.000+00:00"),
    "select_one fruit": ("", "apple", "pear", "fig"),
    "select_multiple fruit": ("", "apple", "pear fig", "apple pear fig"),
    "select_one place": ("", "north", "south", "mid"),
}
CHOICES: tuple[Cells, ...] = (
    {"list_name": "fruit", "name": "apple", "label": "Apple"},
    {"list_name": "fruit", "name": "pear", "label": "Pear"},
    {"list_name": "fruit", "name": "fig", "label": "Fig"},
    {"list_name": "place", "name": "north", "label": "N", "of": "apple", "size": "1"},
    {"list_name": "place", "name": "south", "label": "S", "of": "pear", "size": "2"},
    {"list_name": "place", "name": "mid", "label": "M", "of": "apple", "size": "18"},
)
LEAVES = (*ANSWERS, "calculate", "calculate", "note")
_FILTERS = ("of = {text}", "size < {number}", "selected(of, {text}) or size = 18")


@dataclass(frozen=True, slots=True)
class _Style:
    """How the rules of a form are written; see `Writer`."""

    is_careful: bool
    is_plain: bool

    def writer(self, draw: st.DrawFn, place: Place) -> Writer:
        return Writer(draw, place, careful=self.is_careful, plain=self.is_plain)


_STYLES = (
    *(_Style(is_careful=True, is_plain=False),) * 3,
    *(_Style(is_careful=True, is_plain=True),) * 2,
    _Style(is_careful=False, is_plain=False),
)


@dataclass
class _Node:
    kind: str
    name: str
    above: tuple["_Node", ...] = ()
    items: list["_Node"] = field(default_factory=list)
    ruled: bool = False
    counted: bool = False

    @property
    def repeats(self) -> tuple[str, ...]:
        return tuple(node.name for node in self.above if node.kind == "repeat")

    @property
    def is_open(self) -> bool:
        """Whether anything may refer to it: no rule can lead from it to a circle."""
        return not self.ruled and not any(node.ruled for node in self.above)


def _all(nodes: Iterable[_Node]) -> Iterator[_Node]:
    for node in nodes:
        yield node
        yield from _all(node.items)


@st.composite
def forms(draw: st.DrawFn) -> tuple[Form, tuple[Step, ...]]:
    """A form, and what somebody does with it."""
    counter = iter(range(1_000))
    root = _items(draw, counter, (), room=draw(st.integers(2, 7)))
    style = draw(st.sampled_from(_STYLES))
    survey = tuple(_rows(draw, root, tuple(_all(root)), style))
    first: Cells = {"type": "text", "name": "first", "label": "First"}
    form = Form((first, *survey), CHOICES)
    steps = draw(st.lists(_steps(tuple(_all(root))), min_size=1, max_size=8))
    return form, tuple(steps)


def _items(
    draw: st.DrawFn, counter: Iterator[int], above: tuple[_Node, ...], *, room: int
) -> list[_Node]:
    items = []
    for _place in range(room):
        kinds = st.sampled_from(LEAVES)
        if len(above) < 3:
            kinds = st.one_of(kinds, kinds, st.sampled_from(("group", "repeat")))
        kind = draw(kinds)
        node = _Node(kind, f"{kind[0]}{next(counter)}", above)
        node.ruled = kind in {"calculate", "note"} or draw(st.booleans())
        if kind in {"group", "repeat"}:
            node.items = _items(
                draw, counter, (*above, node), room=draw(st.integers(1, 3))
            )
        items.append(node)
    if above and all(node.kind == "calculate" for node in items):
        # No engine takes a group in which nothing is shown.
        items.append(_Node("note", f"n{next(counter)}", above))
    return items


def _rows(
    draw: st.DrawFn, items: Iterable[_Node], nodes: tuple[_Node, ...], style: _Style
) -> Iterator[Cells]:
    for node in items:
        if node.kind in {"group", "repeat"}:
            yield _opening(draw, node, nodes, style)
            yield from _rows(draw, node.items, nodes, style)
            yield {"type": f"end_{node.kind}"}
        else:
            yield _leaf(draw, node, nodes, style)


def _place(node: _Node, nodes: tuple[_Node, ...]) -> Place:
    """What a rule of a node may refer to."""
    before = nodes[: nodes.index(node)]
    known = [
        other
        for other in nodes
        if other.kind in ANSWERS or other.kind == "calculate"
        if other is not node and node not in other.above
        if other in before or other.is_open
    ]
    return Place(
        tuple(
            Reference(
                other.name,
                other.kind,
                is_one=node.repeats[: len(other.repeats)] == other.repeats,
                is_sure=other.is_open,
                repeat=other.repeats[-1] if other.repeats else "",
                depth=len(other.repeats),
            )
            for other in known
        ),
        tuple(
            (other.name, other.is_open)
            for other in before
            if other.kind == "repeat" and other not in node.above
            if node.repeats[: len(other.repeats)] == other.repeats
        ),
        in_repeat=bool(node.repeats) and node.above[-1].kind == "repeat",
    )


def _opening(
    draw: st.DrawFn, node: _Node, nodes: tuple[_Node, ...], style: _Style
) -> Cells:
    row = {"type": f"begin_{node.kind}", "name": node.name, "label": node.name}
    write = style.writer(draw, _place(node, nodes))
    if node.ruled and draw(st.booleans()):
        row["relevant"] = write.truth()
    if node.ruled and node.kind == "repeat" and draw(st.booleans()):
        node.counted = True
        # More rows than a few say nothing new and take long.
        fixed = draw(st.sampled_from(("0", "1", "2", "3", "")))
        row["repeat_count"] = fixed or f"min(3, {write.number(1)})"
    return row


def _leaf(
    draw: st.DrawFn, node: _Node, nodes: tuple[_Node, ...], style: _Style
) -> Cells:
    row = {"type": node.kind, "name": node.name, "label": node.name}
    place = _place(node, nodes)
    write = style.writer(draw, place)
    if node.kind == "select_one place" and draw(st.booleans()):
        row["choice_filter"] = draw(st.sampled_from(_FILTERS)).format(
            text=write.text(1), number=write.number(1)
        )
    if node.kind == "calculate":
        row["calculation"] = _calculation(draw, write, style)
        del row["label"]
        return row
    if not node.ruled:
        # pyxform takes the + of a time's zone for a sum.
        if node.kind not in {"time", "note"} and draw(st.integers(0, 5)) == 0:
            row["default"] = draw(st.sampled_from(ANSWERS[node.kind]))
        return row
    if draw(st.booleans()):
        row["relevant"] = write.truth()
    if node.kind == "note":
        return row
    if draw(st.booleans()):
        own = Reference("", node.kind)
        row["constraint"] = style.writer(draw, place.with_own(own)).truth()
    if draw(st.booleans()):
        row["required"] = draw(st.sampled_from(("yes", ""))) or write.truth()
    if node.kind in {"text", "integer", "decimal"} and draw(st.integers(0, 3)) == 0:
        row |= _calculated(draw, node, place, style)
    return row


def _calculation(draw: st.DrawFn, write: Writer, style: _Style) -> str:
    kind = draw(st.integers(0, 4))
    if kind < 2:
        return write.number()
    if kind == 2:
        return write.text()
    its = write.truth() if kind == 3 or style.is_plain else write.day()
    if not style.is_careful:
        return its
    if kind == 3 or style.is_plain:
        return f"if({its}, 'yes', 'no')"
    return f"format-date({its}, '%d.%m.%Y')"


def _calculated(draw: st.DrawFn, node: _Node, place: Place, style: _Style) -> Cells:
    """What is put into a question that is asked: once, always, or on a trigger."""
    write = style.writer(draw, place)
    value = write.text() if node.kind == "text" else write.number()
    asked = [
        str(each) for each in place.references if each.is_one and each.kind in ANSWERS
    ]
    match draw(st.integers(0, 2)):
        case 0 if asked:
            return {"calculation": value, "trigger": draw(st.sampled_from(asked))}
        case 1:
            return {"default": value}
        case _:
            return {"calculation": value}


@st.composite
def _steps(draw: st.DrawFn, nodes: tuple[_Node, ...]) -> Step:
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


def _path(draw: st.DrawFn, above: Iterable[_Node]) -> str:
    path = "/data"
    for node in above:
        row = f"[{draw(st.integers(1, 2))}]" if node.kind == "repeat" else ""
        path += f"/{node.name}{row}"
    return path
