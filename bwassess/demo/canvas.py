"""A flat, calm picture of a room: a wall, a floor, and what is put before them."""

import io
from functools import cache

from PIL import Image, ImageDraw, ImageFont, ImageOps

from bwassess.paths import RESOURCES

WIDTH, HEIGHT = 1200, 832
FLOOR = 640
"""Where the wall ends and the floor begins, from the top."""

_FINER = 2
"""Drawn so many times larger and made smaller, for soft edges."""

_QUALITY = 88

Colour = str
Box = tuple[float, float, float, float]
"""Left, top, width, height."""


class Canvas:
    """A picture in drawing units of one point; the origin lies at the top left."""

    def __init__(self, *, wall: Colour, floor: Colour) -> None:
        size = (WIDTH * _FINER, HEIGHT * _FINER)
        self._image = Image.new("RGB", size)
        self._draw = ImageDraw.Draw(self._image)
        self.shaded((0, 0, WIDTH, FLOOR), _darker(wall, 0.84), wall)
        self.shaded((0, FLOOR, WIDTH, HEIGHT - FLOOR), floor, _darker(floor, 0.66))
        self.box((0, FLOOR - 14, WIDTH, 22), _darker(floor, 0.6))

    def box(
        self,
        box: Box,
        fill: Colour,
        *,
        corner: float = 0,
        edge: Colour | None = None,
        thick: float = 0,
    ) -> None:
        """A rectangle, with round corners and an edge if asked for."""
        self._draw.rounded_rectangle(
            _ends(box),
            corner * _FINER,
            fill=fill,
            outline=edge,
            width=round(thick * _FINER),
        )

    def shaded(
        self, box: Box, first: Colour, last: Colour, *, across: bool = False
    ) -> None:
        """A rectangle that goes from one colour to another, down or across."""
        left, top, right, bottom = (round(edge) for edge in _ends(box))
        wide, high = right - left, bottom - top
        # One row of it is coloured and then drawn out, which is all it needs.
        ramp = Image.linear_gradient("L").resize((1, wide if across else high))
        ramp = ImageOps.colorize(ramp, first, last)
        if across:
            ramp = ramp.transpose(Image.Transpose.ROTATE_90)
        drawn_out = ramp.resize((wide, high), Image.Resampling.NEAREST)
        self._image.paste(drawn_out, (left, top))

    def disc(
        self,
        x: float,
        y: float,
        radius: float,
        fill: Colour | None,
        *,
        edge: Colour | None = None,
        thick: float = 0,
    ) -> None:
        """A circle around a point."""
        self._draw.ellipse(
            _ends((x - radius, y - radius, 2 * radius, 2 * radius)),
            fill=fill,
            outline=edge,
            width=round(thick * _FINER),
        )

    def line(self, *points: tuple[float, float], fill: Colour, thick: float) -> None:
        """A line through points."""
        self._draw.line(_fine(points), fill=fill, width=round(thick * _FINER))

    def shape(self, *points: tuple[float, float], fill: Colour) -> None:
        """A filled shape between points."""
        self._draw.polygon(_fine(points), fill=fill)

    def bow(
        self, box: Box, start: float, end: float, *, fill: Colour, thick: float
    ) -> None:
        """A part of an ellipse's edge, from one angle to another, clockwise."""
        self._draw.arc(_ends(box), start, end, fill=fill, width=round(thick * _FINER))

    def words(
        self, x: float, y: float, text: str, *, size: float, fill: Colour
    ) -> None:
        """Words around a point."""
        self._draw.text(
            (x * _FINER, y * _FINER),
            text,
            fill=fill,
            font=_font(round(size * _FINER)),
            anchor="mm",
        )

    def jpeg(self) -> bytes:
        """The picture as a camera would hand it over, its corners a little darker."""
        image = self._image.resize((WIDTH, HEIGHT), Image.Resampling.BOX)
        ring = Image.radial_gradient("L").resize(image.size)
        shade = ring.point(lambda far: max(0, far - 120) // 2)
        image.paste("#0C0F0E", mask=shade)
        file = io.BytesIO()
        image.save(file, "JPEG", quality=_QUALITY)
        return file.getvalue()


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(RESOURCES / "fonts" / "NotoSans-SemiBold.ttf", size)


def _ends(box: Box) -> tuple[float, float, float, float]:
    left, top, width, height = box
    return (
        left * _FINER,
        top * _FINER,
        (left + width) * _FINER,
        (top + height) * _FINER,
    )


def _fine(points: tuple[tuple[float, float], ...]) -> list[tuple[float, float]]:
    return [(x * _FINER, y * _FINER) for x, y in points]


def _darker(colour: Colour, share: float) -> Colour:
    parts = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return "#" + "".join(f"{round(part * share):02X}" for part in parts)
