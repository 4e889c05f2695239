"""A button that unfolds a calendar to pick a day from."""

from datetime import date

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtWidgets import QCalendarWidget, QFrame, QVBoxLayout, QWidget

from bwassess.text import _
from ui import theme
from ui.theme import Space
from ui.widgets.button import Button, Kind


class CalendarButton(Button):
    """Opens on the day that stands in the field, or on today."""

    picked = Signal(object)  # date

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Pick a day"), kind=Kind.ICON, icon="calendar", name=name, parent=parent
        )
        self._day: date | None = None
        self._popup = QFrame(self, Qt.WindowType.Popup)
        self._calendar = QCalendarWidget()
        self._calendar.setObjectName(f"{name}-calendar")
        self._calendar.setGridVisible(False)
        self._calendar.setVerticalHeaderFormat(
            QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader
        )
        column = QVBoxLayout(self._popup)
        column.setContentsMargins(Space.XS, Space.XS, Space.XS, Space.XS)
        column.addWidget(self._calendar)
        self.clicked.connect(self._on_clicked)
        self._calendar.clicked.connect(self._on_picked)
        self._calendar.activated.connect(self._on_picked)

    def set_day(self, day: date | None) -> None:
        """Say which day it opens on."""
        self._day = day

    def _on_clicked(self) -> None:
        day = self._day
        self._calendar.setSelectedDate(
            QDate(day.year, day.month, day.day) if day else QDate.currentDate()
        )
        self._calendar.setFont(theme.current().font())
        self._popup.adjustSize()
        left = 0
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            left = self.width() - self._popup.width()
        self._popup.move(self.mapToGlobal(QPoint(left, self.height() + 2)))
        self._popup.show()
        self._calendar.setFocus()

    def _on_picked(self, day: QDate) -> None:
        self._popup.hide()
        self._day = date(day.year(), day.month(), day.day())
        self.picked.emit(self._day)
