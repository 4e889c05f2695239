"""A day, typed or picked from a calendar."""

from datetime import date

from PySide6.QtCore import QDate, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QDateEdit, QSizePolicy, QWidget
from typing_extensions import override

from ui import icons, theme
from ui.theme import Role, Space

_SHOWN = "dd/MM/yyyy"


class DateField(QDateEdit):
    """Always holds a day; tells another one when it is left or picked."""

    picked = Signal(object)  # date

    def __init__(
        self,
        day: date,
        *,
        label: str,
        name: str = "date",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._day = day
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setProperty("calendar", "true")
        # Mirrored, Qt would show the year first: a day reads the same everywhere.
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setCalendarPopup(True)
        self.setDisplayFormat(_SHOWN)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_day(day)
        self.editingFinished.connect(self._on_finished)
        calendar = self.calendarWidget()
        if calendar is not None:
            calendar.clicked.connect(lambda _day: self._on_finished())
        theme.watch(self._dress)

    @property
    def day(self) -> date:
        """What stands there now."""
        shown = self.date()
        return date(shown.year(), shown.month(), shown.day())

    def set_day(self, day: date) -> None:
        """Show a day without telling anybody."""
        self._day = day
        self.setDate(QDate(day.year, day.month, day.day))

    def _on_finished(self) -> None:
        if self.day != self._day:
            self._day = self.day
            self.picked.emit(self._day)

    def _dress(self) -> None:
        look = theme.current()
        self.setFont(look.font())
        # The style adds a frame of its own to what the sheet asks for.
        self.setFixedHeight(look.target_height)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = theme.current().icon_size(16)
        x = self.width() - Space.M - side
        place = QRect(x, (self.height() - side) // 2, side, side)
        role = Role.INK2 if self.isEnabled() else Role.INK3
        icons.paint(QPainter(self), "calendar", place, role)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
