"""What many layouts do alike."""

from PySide6.QtWidgets import QHBoxLayout, QLayout, QWidget


def at_start(widget: QWidget) -> QHBoxLayout:
    """A widget as wide as it needs, where a line begins."""
    row = QHBoxLayout()
    row.addWidget(widget)
    row.addStretch(1)
    return row


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
