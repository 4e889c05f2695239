"""The rows of drawn questions and groups, with their rules.

Rules refer to what stands before them, or to leaves without rules: so no form has a
circle.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from hypothesis import strategies as st

from tests.peers.answers import ANSWERS, EXTRAS, MARKED, NUMBERS, OF_ROWS, TOWN
from tests.peers.expressions import Place, Reference, Writer
from tests.peers.forms import Cells

_FILTERS = ("of = {text}", "size < {number}", "selected(of, {text}) or size = 18")
_FILTERED = frozenset({"select_one place", TOWN})
_MIXED = frozenset({"select_one fruit", "select_one place", "select_multiple fruit"})


@dataclass(frozen=True, slots=True)
class Style:
    """How the rules of a form are written; see `Writer`."""

    is_careful: bool
    is_plain: bool

    def writer(self, draw: st.DrawFn, place: Place) -> Writer:
        return Writer(draw, place, careful=self.is_careful, plain=self.is_plain)


@dataclass
class Node:
    """One place of a form to be."""

    kind: str
    name: str
    above: tuple["Node", ...] = ()
    items: list["Node"] = field(default_factory=list)
    ruled: bool = False
    counted: bool = False

    @property
    def repeats(self) -> tuple[str, ...]:
        return tuple(node.name for node in self.above if node.kind == "repeat")

    @property
    def row(self) -> str:
        """The path to the row it stands in."""
        kinds = [node.kind for node in reversed(self.above)]
        return "/".join([".."] * (kinds.index("repeat") + 1)) if self.repeats else ""

    @property
    def is_open(self) -> bool:
        """Whether anything may refer to it: no rule can lead from it to a circle."""
        return not self.ruled and not any(node.ruled for node in self.above)


def rows(
    draw: st.DrawFn, items: Iterable[Node], nodes: tuple[Node, ...], style: Style
) -> Iterator[Cells]:
    """The rows of the survey for some nodes of a form that has all these nodes."""
    for node in items:
        if node.kind in {"group", "repeat"}:
            yield _opening(draw, node, nodes, style)
            yield from rows(draw, node.items, nodes, style)
            yield {"type": f"end_{node.kind}"}
        else:
            yield _leaf(draw, node, nodes, style)


def _place(node: Node, nodes: tuple[Node, ...]) -> Place:
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
                repeats=other.repeats,
            )
            for other in known
        ),
        tuple(
            (other.name, other.is_open)
            for other in before
            if other.kind == "repeat" and other not in node.above
            if node.repeats[: len(other.repeats)] == other.repeats
        ),
        row=node.row,
    )


def _opening(
    draw: st.DrawFn, node: Node, nodes: tuple[Node, ...], style: Style
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


def _leaf(draw: st.DrawFn, node: Node, nodes: tuple[Node, ...], style: Style) -> Cells:
    place = _place(node, nodes)
    write = style.writer(draw, place)
    kind = node.kind
    row = {"type": kind, "name": node.name, "label": node.name, **EXTRAS.get(kind, {})}
    if kind == OF_ROWS:
        row["type"] = _of_rows(draw, node, nodes)
    if kind == "calculate":
        del row["label"]
        return row | _made(draw, place, style)
    if kind in _FILTERED and draw(st.booleans()):
        testing = write.in_predicate()
        row["choice_filter"] = draw(st.sampled_from(_FILTERS)).format(
            text=testing.text(1), number=testing.number(1)
        )
    if kind in _MIXED and not style.is_plain and draw(st.integers(0, 5)) == 0:
        row["parameters"] = f"randomize=true seed={_seed(draw, write)}"
    if not node.ruled:
        if kind not in MARKED and kind != "note" and draw(st.integers(0, 5)) == 0:
            row["default"] = draw(st.sampled_from(ANSWERS[kind]))
        return row
    if draw(st.booleans()):
        row["relevant"] = write.truth()
    if kind == "note":
        return row
    if draw(st.booleans()):
        own = Reference("", kind)
        row["constraint"] = style.writer(draw, place.with_own(own)).truth()
    if draw(st.booleans()):
        row["required"] = draw(st.sampled_from(("yes", ""))) or write.truth()
    if draw(st.integers(0, 3)) == 0 and (value := _put_in(draw, node, write)):
        row |= _when(draw, place, value)
    return row


def _of_rows(draw: st.DrawFn, node: Node, nodes: tuple[Node, ...]) -> str:
    """The type of a question whose choices are answers; of a text where none are."""
    texts = [
        other.name
        for other in nodes
        if other.kind == "text" and other.is_open
        # JavaRosa takes no answers from groups in rows for choices.
        if other.above and other.above[-1].kind == "repeat"
        if not node.repeats
    ]
    return f"select_one ${{{draw(st.sampled_from(texts))}}}" if texts else "text"


def _seed(draw: st.DrawFn, write: Writer) -> str:
    return draw(st.sampled_from(("42", "1", *write.ones({"integer", "decimal"}))))


def _made(draw: st.DrawFn, place: Place, style: Style) -> Cells:
    """What a calculation says, and sometimes when."""
    value = _calculation(draw, style.writer(draw, place), style)
    if style.is_plain:
        return {"calculation": value}
    match draw(st.integers(0, 7)):
        case 0:
            return {"calculation": f"once({value})"}
        case 1 if asked := _asked(place):
            return {"calculation": value, "trigger": draw(st.sampled_from(asked))}
        case _:
            return {"calculation": value}


def _calculation(draw: st.DrawFn, write: Writer, style: Style) -> str:
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


def _put_in(draw: st.DrawFn, node: Node, write: Writer) -> str:
    """What may be put into a question that is asked; empty if nothing."""
    match node.kind:
        case "text":
            return write.text()
        case kind if kind in NUMBERS - {"range"}:
            return write.number()
        case "range":
            return f"if({write.truth()}, 10, -5)"
        case "date":
            return write.day()
        case "select_one fruit" | "select_one place" | "select_multiple fruit" as kind:
            one, other = draw(st.permutations(ANSWERS[kind][1:]))[:2]
            return f"if({write.truth()}, '{one}', '{other}')"
        case "geopoint" | "dateTime" as kind:
            others = [each for each in write.ones({kind}) if each != "."]
            return draw(st.sampled_from(others)) if others else ""
        case _:
            return ""


def _when(draw: st.DrawFn, place: Place, value: str) -> Cells:
    """When something is put in: once, always, or when others change."""
    asked = _asked(place)
    match draw(st.integers(0, 3)):
        case 0 if asked:
            return {"calculation": value, "trigger": draw(st.sampled_from(asked))}
        case 1 if len(asked) > 1:
            pulling = draw(st.permutations(asked))[:2]
            return {"calculation": value, "trigger": ", ".join(pulling)}
        case 2:
            return {"default": value}
        case _:
            return {"calculation": value}


def _asked(place: Place) -> list[str]:
    return [
        str(each) for each in place.references if each.is_one and each.kind in ANSWERS
    ]
