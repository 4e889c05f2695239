"""What is done to layouts whose widgets come and go."""

from PySide6.QtWidgets import QLayout


def clear(layout: QLayout, *, first: int = 0, last: int = 0) -> None:
    """Take the widgets out of a layout for good.

    Args:
        layout: Whose widgets go.
        first: So many items at its beginning stay.
        last: So many at its end stay.
    """
    while layout.count() > first + last:
        item = layout.takeAt(first)
        widget = item.widget() if item is not None else None
        if widget is not None:
            # Deleted in its turn only: until then it would go on being seen.
            widget.hide()
            widget.deleteLater()
