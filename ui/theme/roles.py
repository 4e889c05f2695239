"""Colours by what they mean: one table for three schemes, nothing else names one."""

from enum import Enum, auto

from PySide6.QtGui import QColor


class Scheme(Enum):
    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high-contrast"


class Role(Enum):
    CANVAS = auto()  # window ground
    SURFACE = auto()  # open card, fields, bars
    SUNKEN = auto()  # rail, table heads, wells
    INK = auto()  # text
    INK2 = auto()  # second lines
    INK3 = auto()  # labels, times
    LINE = auto()  # hairlines, never the only border of a control
    CONTROL = auto()  # borders of everything that can be pressed
    INDIGO = auto()  # chosen, primary, focus, link
    ON_INDIGO = auto()
    INDIGO_TINT = auto()
    MADDER = auto()  # finding, stop, loss; nothing else
    ON_MADDER = auto()
    MADDER_TINT = auto()
    WELD = auto()  # disputed, unverified, not yet safe
    ON_WELD = auto()
    WELD_TINT = auto()
    VERDIGRIS = auto()  # met, saved, receipt
    ON_VERDIGRIS = auto()
    VERDIGRIS_TINT = auto()
    ORCHIL = auto()  # confidential: interviews
    ON_ORCHIL = auto()
    ORCHIL_TINT = auto()
    SEAL = auto()  # zero tolerance, counters
    ON_SEAL = auto()
    STITCH = auto()  # a question that is met
    NA_STITCH = auto()
    THREAD = auto()
    SHADE = auto()  # under captions on photographs, in every scheme
    ON_SHADE = auto()


_TABLE = {
    Role.CANVAS: "#F1F4F3 #101715 #FFFFFF",
    Role.SURFACE: "#FFFFFF #19221F #FFFFFF",
    Role.SUNKEN: "#E7ECEA #0B110F #EDEDED",
    Role.INK: "#13201D #E8EEEB #000000",
    Role.INK2: "#42504C #B7C3BE #1C1C1C",
    Role.INK3: "#5C6B66 #93A29C #333333",
    Role.LINE: "#D8DFDC #2C3834 #000000",
    Role.CONTROL: "#7C8B86 #73847E #000000",
    Role.INDIGO: "#2B478F #A9BDFF #0A2A8C",
    Role.ON_INDIGO: "#FFFFFF #0D1633 #FFFFFF",
    Role.INDIGO_TINT: "#E6EBF7 #212B4A #E3E9FF",
    Role.MADDER: "#A52A20 #FF9C8E #8A0A00",
    Role.ON_MADDER: "#FFFFFF #3B1F1B #FFFFFF",
    Role.MADDER_TINT: "#FBEAE7 #3B1F1B #FFE9E5",
    Role.WELD: "#7A4F00 #F0C463 #5A3A00",
    Role.ON_WELD: "#FFFFFF #352B12 #FFFFFF",
    Role.WELD_TINT: "#FCF0CF #352B12 #FFEFB8",
    Role.VERDIGRIS: "#17684E #7AD1B0 #004D38",
    Role.ON_VERDIGRIS: "#FFFFFF #16312A #FFFFFF",
    Role.VERDIGRIS_TINT: "#E1F1EA #16312A #DDF3EA",
    Role.ORCHIL: "#63378A #D6B0F2 #4B1A70",
    Role.ON_ORCHIL: "#FFFFFF #2E2139 #FFFFFF",
    Role.ORCHIL_TINT: "#F1E9F8 #2E2139 #F2E4FF",
    Role.SEAL: "#13201D #E8EEEB #000000",
    Role.ON_SEAL: "#FFFFFF #101715 #FFFFFF",
    Role.STITCH: "#3E4F4A #A9B8B2 #000000",
    Role.NA_STITCH: "#A3B0AB #5C6B66 #777777",
    Role.THREAD: "#B4C0BB #4A5955 #000000",
    Role.SHADE: "#13201D #0B110F #000000",
    Role.ON_SHADE: "#FFFFFF #E8EEEB #FFFFFF",
}

COLOURS = {
    scheme: {role: QColor(row.split()[i]) for role, row in _TABLE.items()}
    for i, scheme in enumerate(Scheme)
}
"""Every role of every scheme."""


def contrast(one: QColor, other: QColor) -> float:
    """The contrast of two colours as WCAG 2 reckons it, 1 to 21."""
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        if part <= 0.04045:
            return part / 12.92
        return float(((part + 0.055) / 1.055) ** 2.4)

    return (
        0.2126 * linear(colour.redF())
        + 0.7152 * linear(colour.greenF())
        + 0.0722 * linear(colour.blueF())
    )
