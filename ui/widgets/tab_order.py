"""The order in which Tab goes from one thing to the next."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget
from shiboken6 import invalidate

from ui.widgets.flow_layout import FlowLayout


def tab_in_reading_order(*roots: QWidget) -> None:
    """Let Tab go as the layouts read, wherever widgets were made or made anew."""
    stops = [stop for root in roots for stop in _stops(root)]
    for one, following in pairwise(stops):
        QWidget.setTabOrder(one, following)


def _stops(widget: QWidget) -> Iterator[QWidget]:
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    if isinstance(widget, QScrollArea):
        inner = widget.widget()
        if inner is not None:
            yield from _stops(inner)
        return
    layout = widget.layout()
    if layout is not None:
        yield from _stops_within(layout)


def _stops_within(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if isinstance(item, QLayout):
            yield from _stops_within(item)
        elif item is not None:
            widget = item.widget()
            if not isinstance(layout, FlowLayout):
                # Qt deletes its items without telling; what stands in their place
                # later would be taken for them, and the program would crash.
                invalidate(item)
            if widget is not None:
                yield from _stops(widget)
