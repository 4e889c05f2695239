"""Places on the earth as people type or paste them, read as ODK keeps them. Pure.

Kept is text: `latitude longitude altitude accuracy`, points divided by `;`.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from bwassess.assessment.typed import read_digits
from bwassess.text import _

_NUMBER = r"[+-]?\d+(?:\.\d+)?"
_PLAIN = re.compile(
    rf"({_NUMBER})°?\s*[,;\s]\s*({_NUMBER})°?(?:[,\s]+({_NUMBER})(?:\s*m)?(?:[,\s]+({_NUMBER})(?:\s*m)?)?)?"
)
_ANGLE = re.compile(
    r"""(\d{1,3}(?:\.\d+)?)\s*°\s*
    (?:(\d{1,2}(?:\.\d+)?)\s*'\s*)?
    (?:(\d{1,2}(?:\.\d+)?)\s*(?:"|'')\s*)?
    ([NSEW])""",
    re.VERBOSE | re.IGNORECASE,
)
# Minus, primes and curly quotes, as maps and word processors write them.
_SIGNS = str.maketrans("\u2212\u2032\u2019\u2033\u201d", "-''\"\"")
_SEVEN_PLACES = Decimal("0.0000001")


@dataclass(frozen=True, slots=True)
class Point:
    """A place; altitude and accuracy in metres, nought where nobody measured."""

    latitude: Decimal
    longitude: Decimal
    altitude: Decimal = Decimal(0)
    accuracy: Decimal = Decimal(0)

    @property
    def kept(self) -> str:
        """As ODK keeps it."""
        numbers = (self.latitude, self.longitude, self.altitude, self.accuracy)
        return " ".join(map(_short, numbers))

    @property
    def said(self) -> str:
        """Read back in words, so that swapped numbers are seen."""
        north = _("{degrees}° north") if self.latitude >= 0 else _("{degrees}° south")
        east = _("{degrees}° east") if self.longitude >= 0 else _("{degrees}° west")
        parts = [
            north.format(degrees=_short(abs(self.latitude))),
            east.format(degrees=_short(abs(self.longitude))),
        ]
        if self.altitude:
            parts.append(_("{metres} m high").format(metres=_short(self.altitude)))
        if self.accuracy:
            parts.append(_("within {metres} m").format(metres=_short(self.accuracy)))
        return ", ".join(parts)


class UnreadPlaceError(ValueError):
    """A line is no place; the message says why, in words for people."""


def read_point(text: str) -> Point:
    """One place: `11.5564, 104.9282`, or `11°33'23"N 104°55'42"E`.

    Raises:
        UnreadPlaceError: it is none.
    """
    typed = read_digits(text).translate(_SIGNS).strip().strip(",")
    angles = _ANGLE.findall(typed)
    if angles:
        return _checked(*_from_angles(angles, _ANGLE.sub("", typed)))
    found = _PLAIN.fullmatch(typed)
    if found is None:
        raise UnreadPlaceError(
            _("Type latitude, then longitude, such as 11.5564, 104.9282.")
        )
    numbers = [Decimal(one) for one in found.groups() if one is not None]
    return _checked(*numbers)


def read_points(text: str, *, closed: bool) -> list[Point]:
    """One place a line; a `closed` shape ends where it began.

    Raises:
        UnreadPlaceError: a line is none, or there are too few; the line is named.
    """
    points = []
    lines = [one for part in text.splitlines() for one in part.split(";")]
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                points.append(read_point(line))
            except UnreadPlaceError as error:
                said = _("Line {number}: {why}").format(number=number, why=error)
                raise UnreadPlaceError(said) from error
    if closed:
        while len(points) > 1 and _same(points[0], points[-1]):
            points.pop()
        if len(points) < 3:
            raise UnreadPlaceError(_("A shape has three points or more."))
        return [*points, points[0]]
    if len(points) < 2:
        raise UnreadPlaceError(_("A line has two points or more."))
    return points


def kept_points(points: list[Point]) -> str:
    return "; ".join(point.kept for point in points)


def shown_points(kept: str, *, closed: bool) -> str:
    """What is kept, one place a line; what closes a shape is left out."""
    lines = [_shown(one) for one in kept.split(";") if one.strip()]
    if closed and len(lines) > 1 and lines[0] == lines[-1]:
        lines.pop()
    return "\n".join(lines)


def shown_point(kept: str) -> str:
    return _shown(kept)


def _shown(kept: str) -> str:
    numbers = kept.split()
    while len(numbers) > 2 and numbers[-1] in {"0", "0.0"}:
        numbers.pop()
    return ", ".join(numbers)


def _from_angles(
    angles: list[tuple[str, str, str, str]], rest: str
) -> tuple[Decimal, Decimal]:
    found: dict[str, Decimal] = {}
    for degrees, minutes, seconds, side in angles:
        value = (
            Decimal(degrees) + Decimal(minutes or 0) / 60 + Decimal(seconds or 0) / 3600
        )
        letter = side.upper()
        axis = "latitude" if letter in "NS" else "longitude"
        found[axis] = -value if letter in "SW" else value
    if len(angles) != 2 or len(found) != 2 or rest.strip(" ,"):
        raise UnreadPlaceError(
            _("Type one latitude (N or S) and one longitude (E or W).")
        )
    return (
        found["latitude"].quantize(_SEVEN_PLACES),
        found["longitude"].quantize(_SEVEN_PLACES),
    )


def _checked(
    latitude: Decimal,
    longitude: Decimal,
    altitude: Decimal = Decimal(0),
    accuracy: Decimal = Decimal(0),
) -> Point:
    if abs(latitude) > 90:
        raise UnreadPlaceError(
            _("Latitude lies between -90 and 90. Are the two swapped?")
        )
    if abs(longitude) > 180:
        raise UnreadPlaceError(_("Longitude lies between -180 and 180."))
    if accuracy < 0:
        raise UnreadPlaceError(_("The accuracy can't be less than nought."))
    return Point(latitude, longitude, altitude, accuracy)


def _same(one: Point, other: Point) -> bool:
    return (one.latitude, one.longitude) == (other.latitude, other.longitude)


def _short(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
