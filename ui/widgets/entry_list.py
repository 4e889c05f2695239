"""Any number of entries of several lines: differences, problems, values of law."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget
from typing_extensions import override

from ui import theme
from ui.widgets.entry import Entry
from ui.widgets.entry_delegate import EntryDelegate
from ui.widgets.entry_model import EntryModel


class EntryList(QListView):
    """Shows entries below each other; thousands open as fast as ten."""

    chosen = Signal(str)  # key of the entry pressed

    def __init__(
        self, *, label: str, name: str = "entries", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.entries = EntryModel(self)
        self._delegate = EntryDelegate(self)
        self.setModel(self.entries)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # A bar that came and went would change the width, hence the heights, for ever.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.verticalScrollBar().setSingleStep(24)
        self.viewport().setAutoFillBackground(False)
        self.clicked.connect(self._on_clicked)
        theme.watch(self._relay)

    def show_entries(self, entries: Sequence[Entry | Callable[[], Entry]]) -> None:
        """Show other entries; those given as functions are made when they are seen."""
        self._delegate.forget()
        self.entries.set_entries([_maker(one) for one in entries])

    def spoken(self) -> list[str]:
        """What each entry says."""
        return [self.entries.entry(place).spoken for place in range(self.entries.count)]

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.oldSize().width() != event.size().width():
            self._delegate.forget()
        super().resizeEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self._on_clicked(index)
        else:
            super().keyPressEvent(event)

    def _on_clicked(self, index: QModelIndex) -> None:
        entry = self.entries.entry(index.row())
        if entry.key:
            self.chosen.emit(entry.key)

    def _relay(self) -> None:
        self._delegate.forget()
        self.scheduleDelayedItemsLayout()


def _maker(entry: Entry | Callable[[], Entry]) -> Callable[[], Entry]:
    return (lambda: entry) if isinstance(entry, Entry) else entry
