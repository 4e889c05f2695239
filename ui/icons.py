"""The one source of icons: line drawings in the colour of a role, and state marks."""

from collections.abc import Iterator
from functools import lru_cache
from string import Template

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from typing_extensions import override

from bwassess.paths import RESOURCES
from ui import theme
from ui.theme import COLOURS, Role, Scheme

_FOLDER = RESOURCES / "icons"

_POINTING = frozenset(
    {
        "arrow-left",
        "arrow-right",
        "chevron-left",
        "chevron-right",
        "corner-down-right",
        "external-link",
        "list-indent-increase",
        "panel-left",
        "panel-right",
        "redo-2",
        "rotate-ccw",
        "rotate-cw",
        "send",
        "undo-2",
    }
)
"""Drawings that say a direction along the line of reading; only they mirror."""

MARKS = ("mark-open", "mark-met", "mark-finding", "mark-na", "mark-disputed")
"""The five state marks; they have colours of their own."""


class UnknownIconError(LookupError):
    def __init__(self, name: str) -> None:
        super().__init__(f"there is no icon {name!r} in resources/icons")


def names() -> Iterator[str]:
    """Every icon there is, marks included."""
    yield from sorted(path.stem for path in _FOLDER.glob("*.svg"))
    yield from MARKS


@lru_cache(maxsize=512)
def icon(name: str, role: Role = Role.INK2) -> QIcon:
    """An icon that follows the look in force by itself.

    Raises:
        UnknownIconError: No drawing of that name is shipped.
    """
    _drawing(name)
    return QIcon(_Engine(name, role))


def pixmap(
    name: str, size: int, role: Role = Role.INK2, *, scale: float = 1.0
) -> QPixmap:
    """A picture of `size` by `size` logical pixels in the look in force."""
    return _rendered(
        name,
        size,
        scale,
        role,
        theme.current().scheme,
        name in _POINTING and theme.current().is_right_to_left,
    )


def paint(painter: QPainter, name: str, rect: QRect, role: Role = Role.INK2) -> None:
    """Paint an icon in the middle of a rectangle, as large as it allows."""
    size = min(rect.width(), rect.height())
    if size <= 0:
        return
    corner = QPoint(
        rect.x() + (rect.width() - size) // 2, rect.y() + (rect.height() - size) // 2
    )
    scale = painter.device().devicePixelRatio()
    painter.drawPixmap(corner, pixmap(name, size, role, scale=scale))


class _Engine(QIconEngine):
    def __init__(self, name: str, role: Role) -> None:
        super().__init__()
        self._name = name
        self._role = role

    @override
    def clone(self) -> QIconEngine:
        return _kept(_Engine(self._name, self._role))

    @override
    def paint(
        self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State
    ) -> None:
        paint(painter, self._name, rect, self._role_in(mode))

    @override
    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    @override
    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        # Logical pixels, unlike before Qt 6.8.
        side = max(min(size.width(), size.height()), 1)
        return pixmap(self._name, side, self._role_in(mode), scale=scale)

    def _role_in(self, mode: QIcon.Mode) -> Role:
        if mode == QIcon.Mode.Disabled:
            return Role.INK3
        return self._role


_clones: list[QIconEngine] = []


def _kept(engine: QIconEngine) -> QIconEngine:
    """Hold a clone: Qt owns it and would find it collected."""
    _clones.append(engine)
    return engine


@lru_cache
def _drawing(name: str) -> str:
    path = (
        _FOLDER / "marks" / f"{name.removeprefix('mark-')}.svg"
        if name in MARKS
        else _FOLDER / f"{name}.svg"
    )
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise UnknownIconError(name) from error


def _coloured(name: str, size: int, role: Role, scheme: Scheme) -> bytes:
    drawing = _drawing(name)
    if name in MARKS:
        colours = {r.name.lower(): c.name() for r, c in COLOURS[scheme].items()}
        return Template(drawing).substitute(colours).encode()
    width = "1.75" if size >= 16 else "2.2"
    return (
        drawing.replace("currentColor", COLOURS[scheme][role].name())
        .replace('stroke-width="2"', f'stroke-width="{width}"')
        .encode()
    )


@lru_cache(maxsize=2048)
def _rendered(
    name: str,
    size: int,
    scale: float,
    role: Role,
    scheme: Scheme,
    mirrored: bool,
) -> QPixmap:
    side = round(size * scale)
    picture = QPixmap(side, side)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if mirrored:
        painter.translate(side, 0)
        painter.scale(-1, 1)
    svg = QSvgRenderer(QByteArray(_coloured(name, size, role, scheme)))
    svg.render(painter, QRectF(0, 0, side, side))
    painter.end()
    picture.setDevicePixelRatio(scale)
    return picture
