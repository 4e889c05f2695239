"""Expressions that look things up: in tables, in rows by their number, on the map.

What a careful writer leaves out is known to differ between the peers.
"""

from typing import TYPE_CHECKING

from tests.peers.answers import NUMBERS, SEVERAL, TOWN, WORDS

if TYPE_CHECKING:
    from tests.peers.expressions import Makers, Writer

_ITEMS = "instance('towns')/root/item"
_FORMATS = ("'%Y-%m-%d %H:%M'", "'%e %n %y'", "'%H:%M:%S'", "'%h'")
_MOMENTS = ("'2024-02-29T10:30:00.000+00:00'", "'1970-01-01T00:00:00.000+00:00'")


def numbers(write: "Writer") -> "Makers":
    """What gives numbers, or nothing."""
    makers: Makers = [
        lambda: f"count({_ITEMS}[{_test(write)}])",
        lambda: _looked_up(write, "number", "size"),
        lambda: _total(write),
        *_in_row(write, NUMBERS, "number"),
    ]
    if moments := write.ones({"dateTime"}):
        makers.append(lambda: f"decimal-date-time({write.of(moments)})")
    if clocks := write.ones({"time"}):

        def decimal_time() -> str:
            clock = write.of(clocks)
            return f"if({clock} = '', 0, round(decimal-time({clock}), 4))"

        makers.append(decimal_time)
    return makers + _measures(write)


def texts(write: "Writer") -> "Makers":
    """What gives texts."""
    makers: Makers = [
        lambda: _looked_up(write, "string", write.of(("label", "of"))),
        lambda: f"join(' ', {_ITEMS}[{_test(write)}]/name)",
        lambda: _surely(write, "string", "${last-saved#first}"),
        *_in_row(write, WORDS, "string"),
    ]
    if moments := write.ones({"dateTime"}):
        makers.append(
            lambda: f"format-date-time({write.of(moments)}, {write.of(_FORMATS)})"
        )
    several = [each for each in write.ones(SEVERAL) if each != "."]
    if several and not write.place.is_tested:

        def label() -> str:
            its = write.of(several)
            place = write.of(("0", "1"))
            return f"jr:choice-name(selected-at({its}, {place}), '{its}')"

        makers.append(label)
    if not write.careful:
        makers.append(
            lambda: (
                f"pulldata('towns', '{write.of(('label', 'size'))}', 'name', "
                f"{_key(write)})"
            )
        )
    return makers


def truths(write: "Writer") -> "Makers":
    """What says yes or no."""
    makers: Makers = []
    if moments := write.ones({"dateTime"}):
        orders = ("<", ">=")

        def compared() -> str:
            its = write.of(moments)
            if write.careful:
                return f"date({its}) {write.of(orders)} {write.day(0)}"
            other = write.of([*moments, *(f"date-time({its})" for its in _MOMENTS)])
            return f"{its} {write.of(orders)} {other}"

        makers.append(compared)
    points, shapes = write.ones({"geopoint"}), write.ones({"geoshape"})
    if points and shapes:

        def inside() -> str:
            point, shape = write.of(points), write.of(shapes)
            there = f"{point} != '' and {shape} != ''"
            return f"if({there}, geofence({point}, {shape}), false())"

        makers.append(inside)
    return makers


def _key(write: "Writer") -> str:
    """What a row of the table may be found by."""
    chosen = write.ones({TOWN})
    return write.of([*chosen, *chosen, "'Lima'", "'Bonn'", *write.ones(WORDS)])


def _looked_up(write: "Writer", as_one: str, column: str) -> str:
    """What stands in a row of the table."""
    return _surely(write, as_one, f"{_ITEMS}[name = {_key(write)}]/{column}")


def _surely(write: "Writer", as_one: str, found: str) -> str:
    """A value also where nothing is found, if careful."""
    return f"{as_one}({found})" if write.careful else found


def _test(write: "Writer") -> str:
    """What a row of the table is chosen by."""
    write = write.in_predicate()
    makers: Makers = [
        lambda: f"of = {write.text(0)}",
        lambda: f"size {write.of(('<', '>='))} {write.number(0)}",
        lambda: f"of = 'apple' and size > {write.number(0)}",
        lambda: "contains(label, 'o')",
        lambda: f"position() = {write.of('129')}",
    ]
    if several := write.ones(SEVERAL):
        makers.append(lambda: f"selected({write.of(several)}, of)")
    return write.of(makers)()


def _total(write: "Writer") -> str:
    rows = f"{_ITEMS}[{_test(write)}]/size"
    return f"if(count({rows}) > 0, {write.of(('sum', 'min', 'max'))}({rows}), 0)"


def _in_row(write: "Writer", kinds: frozenset[str], as_one: str) -> "Makers":
    """What was answered in one row, seen from outside or from the next row."""
    makers: Makers = []
    # pyxform writes paths there that lead nowhere from what is tested.
    if write.place.is_tested:
        return makers
    if far := write.many(kinds):

        def indexed() -> str:
            its = write.of(far)
            at = ", ".join(
                f"${{{repeat}}}, {write.of(('1', '2', '9'))}" for repeat in its.repeats
            )
            return _surely(write, as_one, f"indexed-repeat({its}, {at})")

        makers.append(indexed)
    row = write.place.row
    near = [
        each
        for each in write.place.references
        if each.is_one and each.kind in kinds and len(each.repeats) == 1 and row
        if each.is_sure or not write.careful
    ]
    if near:

        def before() -> str:
            its = write.of(near)
            rows = f"${{{its.repeats[0]}}}"
            found = f"indexed-repeat({its}, {rows}, position({row}) - 1)"
            return f"if(position({row}) > 1, {found}, '')" if write.careful else found

        makers.append(before)
    return makers


def _measures(write: "Writer") -> "Makers":
    """Lengths and areas, in units in which the engines agree."""
    makers: Makers = []
    for kind, measure in (
        ("geotrace", "round(distance({}) div 1000)"),
        ("geoshape", "round(distance({}) div 1000)"),
        ("geoshape", "round(area({}) div 10000000)"),
        ("geopoint", "number(selected-at({}, 0))"),
        ("geopoint", "round(distance({}, '11.5 104.9 0 0') div 1000)"),
    ):
        if its := write.ones({kind}):

            def measured(its: list[str] = its, measure: str = measure) -> str:
                place = write.of(its)
                return f"if({place} = '', 0, {measure.format(place)})"

            makers.append(measured)
    if many := write.many(frozenset({"geopoint"})):

        def way() -> str:
            answered = f"{write.of(many)}[. != '']"
            length = f"round(distance({answered}) div 1000)"
            return f"if(count({answered}) > 1, {length}, 0)"

        makers.append(way)
    return makers
