"""The look in force: scheme, text size, floor mode and language as one value."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from sys import platform

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication

from bwassess.text import is_right_to_left
from ui import fonts
from ui.theme.focus_ring import FocusRing
from ui.theme.roles import COLOURS, Role, Scheme
from ui.theme.sheet import style_sheet
from ui.theme.sizes import Step
from ui.theme.style import Style

# Points are an inch's 72nd everywhere but on macOS, where a screen has 72 to the inch.
_POINTS_PER_PIXEL = 1.0 if platform == "darwin" else 0.75

_LINE_FACTOR = {"ar": 1.6, "ur": 1.6, "km": 1.85, "my": 1.85}


@dataclass(frozen=True, slots=True)
class Theme:
    """One look; `apply` makes it the program's, live.

    Attributes:
        scheme: Light, dark or high contrast.
        text_size: Per cent of the normal text size, 100 to 200.
        floor: Bigger targets and type, for standing and for gloves.
        language: What the interface speaks: decides fonts, lines and direction.
        motion: Whether the three movements of 120 ms are shown.
    """

    scheme: Scheme = Scheme.LIGHT
    text_size: int = 100
    floor: bool = False
    language: str = "en"
    motion: bool = True

    def __post_init__(self) -> None:
        if not 100 <= self.text_size <= 200:
            raise ValueError(f"text size {self.text_size} is outside 100 to 200")

    # -- colours -------------------------------------------------------------

    def color(self, role: Role) -> QColor:
        return QColor(COLOURS[self.scheme][role])

    @property
    def is_high_contrast(self) -> bool:
        return self.scheme is Scheme.HIGH_CONTRAST

    @property
    def border(self) -> float:
        """The width of an ordinary border."""
        return 2.0 if self.is_high_contrast else 1.0

    @property
    def answer_border(self) -> float:
        return 2.0 if self.is_high_contrast or self.floor else 1.5

    # -- type ----------------------------------------------------------------

    def font(
        self,
        step: Step = Step.BODY,
        *,
        bold: bool | None = None,
        mono: bool = False,
        language: str | None = None,
    ) -> QFont:
        """A font of a step, in the interface's language or another one."""
        return QFont(
            _font(
                self.pixels(step),
                step.is_bold if bold is None else bold,
                mono,
                language or self.language,
            )
        )

    def pixels(self, step: Step) -> float:
        """The size of a step in pixels at 96 dpi, with the user's text size."""
        return step.value[2 if self.floor else 0] * self.text_size / 100

    def line_height(
        self, step: Step = Step.BODY, *, language: str | None = None
    ) -> int:
        """How far apart lines of a step stand; never less than its font needs."""
        spoken = (language or self.language).partition("-")[0]
        factor = _LINE_FACTOR.get(spoken)
        if factor is None:
            line = step.value[3 if self.floor else 1] * self.text_size / 100
        else:
            line = self.pixels(step) * factor
        needed = QFontMetricsF(self.font(step, language=spoken)).height()
        return round(max(line, needed))

    # -- sizes ---------------------------------------------------------------

    @property
    def target_height(self) -> int:
        """The least height of anything that can be pressed."""
        return self._at_least(60 if self.floor else 36, Step.BODY)

    @property
    def answer_height(self) -> int:
        return self._at_least(92 if self.floor else 46, Step.QUESTION)

    @property
    def counter_height(self) -> int:
        return self._at_least(72 if self.floor else 36, Step.BODY)

    def icon_size(self, pixels: int = 20) -> int:
        """An icon beside text grows with the text."""
        grown = pixels * self.text_size / 100 * (1.3 if self.floor else 1)
        return round(grown)

    def _at_least(self, pixels: int, step: Step) -> int:
        return max(pixels, self.line_height(step) + 14)

    # -- direction -----------------------------------------------------------

    @property
    def is_right_to_left(self) -> bool:
        return is_right_to_left(self.language)

    # -- in force ------------------------------------------------------------

    def palette(self) -> QPalette:
        return _palette(self)

    def apply(self, app: QApplication) -> None:
        """Make this the look of the whole program and tell every widget."""
        _live.put_in_force(self, app)


class _Live(QObject):
    """The one look in force, and who has to hear of the next."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.theme = Theme()
        self._style: Style | None = None
        self._ring: FocusRing | None = None

    def put_in_force(self, theme: Theme, app: QApplication) -> None:
        self.theme = theme
        if self._style is None:
            fonts.load_fonts()
            # Held here as well: Qt owns the style, Python must not collect it.
            self._style = Style()
            app.setStyle(self._style)
            self._ring = FocusRing(app)
        self._style.wear(theme)
        app.setFont(theme.font())
        app.setPalette(theme.palette())
        app.setStyleSheet(style_sheet(theme))
        app.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft
            if theme.is_right_to_left
            else Qt.LayoutDirection.LeftToRight
        )
        self.changed.emit()


_live = _Live()


def current() -> Theme:
    """The look in force."""
    return _live.theme


def watch(dress: Callable[[], None]) -> None:
    """Call a widget's method now and whenever the look changes, while it lives."""
    _live.changed.connect(dress)
    dress()


@lru_cache(maxsize=256)
def _font(pixels: float, bold: bool, mono: bool, language: str) -> QFont:
    font = QFont()
    font.setFamilies(
        [fonts.MONO, *fonts.families(language)] if mono else fonts.families(language)
    )
    font.setPointSizeF(pixels * _POINTS_PER_PIXEL)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return font


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    group = QPalette.ColorRole
    for place, role in (
        (group.Window, Role.CANVAS),
        (group.WindowText, Role.INK),
        (group.Base, Role.SURFACE),
        (group.AlternateBase, Role.SUNKEN),
        (group.Text, Role.INK),
        (group.Button, Role.SURFACE),
        (group.ButtonText, Role.INK),
        (group.BrightText, Role.ON_INDIGO),
        (group.PlaceholderText, Role.INK3),
        (group.Highlight, Role.INDIGO),
        (group.HighlightedText, Role.ON_INDIGO),
        (group.Accent, Role.INDIGO),
        (group.Link, Role.INDIGO),
        (group.LinkVisited, Role.INDIGO),
        (group.ToolTipBase, Role.SURFACE),
        (group.ToolTipText, Role.INK),
        (group.Light, Role.SURFACE),
        (group.Midlight, Role.LINE),
        (group.Mid, Role.LINE),
        (group.Dark, Role.CONTROL),
        (group.Shadow, Role.INK3),
    ):
        palette.setColor(place, theme.color(role))
    for place in (group.WindowText, group.Text, group.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, place, theme.color(Role.INK3))
    return palette
