"""The colour a field's border takes on for what stands in it."""

from PySide6.QtWidgets import QWidget


def tone_of(field: QWidget) -> str:
    return str(field.property("tone") or "")


def set_tone(field: QWidget, tone: str) -> None:
    """Give a field a tone of the style sheet: madder, weld, verdigris, or "" for none.

    The style takes a new property into account only when it polishes anew, and then
    puts back the font it found first (seen in 6.11), so that is kept here.
    """
    if tone_of(field) == tone:
        return
    field.setProperty("tone", tone)
    font = field.font()
    field.style().unpolish(field)
    field.style().polish(field)
    field.setFont(font)
