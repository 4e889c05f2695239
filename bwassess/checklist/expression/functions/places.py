"""Functions over points, traces and shapes on the earth."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from bwassess.checklist.expression.functions.signature import (
    Function,
    Functions,
    Takes,
)
from bwassess.checklist.expression.values import NAN, Known, as_number, as_text

_RADIUS_M = 6_378_100.0
_DEGREE_M = 2 * math.pi * _RADIUS_M / 360


@dataclass(frozen=True, slots=True)
class _Point:
    latitude: float
    longitude: float


def _point(text: str) -> _Point | None:
    """`latitude longitude [altitude [accuracy]]`, in degrees and metres."""
    parts = text.split()
    if not 2 <= len(parts) <= 4:
        return None
    latitude, longitude = as_number(parts[0]), as_number(parts[1])
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        return None
    return _Point(latitude, longitude)


def _points(*lists: list[Known]) -> list[_Point] | None:
    """The points of one trace or shape, or of several points; None if one isn't."""
    texts = [as_text(value) for values in lists for value in values]
    if len(texts) == 1:
        texts = [part for part in texts[0].split(";") if part.strip()]
    points = [_point(text) for text in texts]
    known = [point for point in points if point is not None]
    return known if known and len(known) == len(points) else None


def _distance(*lists: list[Known]) -> float:
    points = _points(*lists)
    if points is None:
        return NAN
    return math.fsum(_apart(first, second) for first, second in pairwise(points))


def _apart(first: _Point, second: _Point) -> float:
    """By the spherical law of cosines, whose cosine may pass 1 by a hair."""
    one, other = math.radians(first.latitude), math.radians(second.latitude)
    between = math.radians(first.longitude - second.longitude)
    cosine = math.sin(one) * math.sin(other)
    cosine += math.cos(one) * math.cos(other) * math.cos(between)
    return math.acos(max(-1.0, min(1.0, cosine))) * _RADIUS_M


def _area(shape: list[Known]) -> float:
    """Of the shape laid flat around its first point."""
    points = _points(shape)
    if points is None:
        return NAN
    origin = points[0]
    flat = [
        (
            (point.longitude - origin.longitude)
            * _DEGREE_M
            * math.cos(math.radians(point.latitude)),
            (point.latitude - origin.latitude) * _DEGREE_M,
        )
        for point in points[1:]
    ]
    twice = math.fsum(y1 * x2 - x1 * y2 for (x1, y1), (x2, y2) in pairwise(flat))
    return abs(twice / 2)


def _is_inside(place: list[Known], shape: list[Known]) -> bool:
    """By how many of the shape's sides a ray from the point crosses."""
    at, corners = _points(place), _points(shape)
    if at is None or corners is None or corners[0] != corners[-1]:
        return False
    (point, *_others) = at
    is_inside = False
    for one, other in pairwise(corners):
        if (one.latitude > point.latitude) == (other.latitude > point.latitude):
            continue
        along = (point.latitude - other.latitude) / (one.latitude - other.latitude)
        crossing = other.longitude + (one.longitude - other.longitude) * along
        if point.longitude < crossing:
            is_inside = not is_inside
    return is_inside


def _crosses_itself(trace: list[Known]) -> bool:
    points = _points(trace)
    if points is None:
        return False
    sides = [side for side in pairwise(points) if side[0] != side[1]]
    is_closed = len(sides) > 2 and sides[0][0] == sides[-1][1]
    for first, second in _near(sides):
        is_joint = second == first + 1 or (
            is_closed and first == 0 and second == len(sides) - 1
        )
        if not is_joint and _cross(*sides[first], *sides[second]):
            return True
    return False


def _near(sides: list[tuple[_Point, _Point]]) -> Iterator[tuple[int, int]]:
    """Pairs of sides, the earlier first, that lie between the same longitudes."""

    def west(place: int) -> float:
        return min(point.longitude for point in sides[place])

    open_ones: list[tuple[float, int]] = []
    for place in sorted(range(len(sides)), key=west):
        begin = west(place)
        open_ones = [(east, other) for east, other in open_ones if east >= begin]
        for _east, other in open_ones:
            yield min(place, other), max(place, other)
        open_ones.append((max(point.longitude for point in sides[place]), place))


def _cross(a: _Point, b: _Point, c: _Point, d: _Point) -> bool:
    turns = (_turn(a, b, c), _turn(a, b, d), _turn(c, d, a), _turn(c, d, b))
    if turns[0] != turns[1] and turns[2] != turns[3]:
        return True
    return (
        (turns[0] == 0 and _spans(a, b, c))
        or (turns[1] == 0 and _spans(a, b, d))
        or (turns[2] == 0 and _spans(c, d, a))
        or (turns[3] == 0 and _spans(c, d, b))
    )


def _turn(a: _Point, b: _Point, c: _Point) -> int:
    """Whether it goes left (1), right (-1) or straight on (0) from a over b to c."""
    area = (b.longitude - a.longitude) * (c.latitude - a.latitude)
    area -= (b.latitude - a.latitude) * (c.longitude - a.longitude)
    return (area > 0) - (area < 0)


def _spans(a: _Point, b: _Point, c: _Point) -> bool:
    """Whether c, in line with a and b, lies between them."""
    return min(a.longitude, b.longitude) <= c.longitude <= max(
        a.longitude, b.longitude
    ) and min(a.latitude, b.latitude) <= c.latitude <= max(a.latitude, b.latitude)


_AREA = Function(_area, 1, 1, Takes.LISTS)

PLACES: Functions = {
    "area": _AREA,
    "distance": Function(_distance, 1, None, Takes.LISTS),
    "enclosed-area": _AREA,
    "geofence": Function(_is_inside, 2, 2, Takes.LISTS),
    "intersects": Function(_crosses_itself, 1, 1, Takes.LISTS),
}
