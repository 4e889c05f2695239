"""Days, hours, and both together with their time zone."""

from datetime import date, datetime, time, tzinfo

from PySide6.QtWidgets import QHBoxLayout
from typing_extensions import override

from bwassess.assessment.typed import Precision, read_day, read_hour, shown_day
from bwassess.checklist.given import Value
from bwassess.text import _
from ui.assessment.asked import Asked
from ui.assessment.editors.editor import Editor
from ui.theme import Role, Space, Step
from ui.widgets.button import Button
from ui.widgets.calendar_button import CalendarButton
from ui.widgets.label import Label
from ui.widgets.lines import isolated
from ui.widgets.typed_field import TypedField

_SAMPLES = {
    Precision.DAY: "17/11/2026",
    Precision.MONTH: "11/2026",
    Precision.YEAR: "2026",
}


def _day_field(label: str, name: str) -> TypedField[date]:
    return TypedField[date](
        label=label,
        read=read_day,
        show=shown_day,
        sample=_SAMPLES[Precision.DAY],
        name=name,
    )


def _hour_field(label: str, name: str) -> TypedField[time]:
    return TypedField[time](
        label=label, read=read_hour, show=_hour, sample="10:30", name=name
    )


def _hour(hour: time) -> str:
    return f"{hour:%H:%M}"


class DateEditor(Editor):
    """A day, typed or picked; a month or a year where only that is asked."""

    def __init__(self) -> None:
        super().__init__("date-editor")
        self._precision = Precision.DAY
        self._field = _day_field(_("Answer"), "date")
        self._pick = CalendarButton(name="date-pick")
        self._clear = Button(_("Clear"), name="clear-date")
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        for part in (self._field, self._pick, self._clear):
            row.addWidget(part)
        row.addStretch(1)
        self._column.addLayout(row)
        self._column.addWidget(self._error)
        self._field.entered.connect(self._on_entered)
        self._field.refused.connect(self._on_refused)
        self._field.cleared.connect(self._on_typed)
        self._pick.picked.connect(self._on_entered)
        self._clear.clicked.connect(lambda _=False: self.given.emit(None))

    @override
    def bind(self, asked: Asked) -> None:
        looks = asked.question.appearance.lower().split()
        self._precision = (
            Precision.YEAR
            if "year" in looks
            else Precision.MONTH
            if "month-year" in looks
            else Precision.DAY
        )
        wanted = self._precision
        self._field.set_reading(
            lambda text: read_day(text, wanted),
            lambda day: shown_day(day, wanted),
            _SAMPLES[wanted],
        )
        self._pick.setVisible(wanted is Precision.DAY)
        self.refuse("")

    @override
    def show_value(self, value: Value) -> None:
        day = _as_day(value)
        self._field.set_value(day)
        self._pick.set_day(day)
        self._clear.setVisible(value is not None)

    @override
    def settle(self) -> None:
        self._field.settle()

    def _on_typed(self) -> None:
        self.refuse("")
        day = self._field.read_now
        self.tell_typed(self._field.text(), day.isoformat() if day else None)

    def _on_entered(self, day: date | None) -> None:
        self.refuse("")
        self.given.emit(day.isoformat() if day else None)

    def _on_refused(self) -> None:
        said = {
            Precision.DAY: _("This is no day. Type day, month and year: 17/11/2026."),
            Precision.MONTH: _("This is no month. Type month and year: 11/2026."),
            Precision.YEAR: _("This is no year. Type four digits: 2026."),
        }
        self.refuse(said[self._precision])


class TimeEditor(Editor):
    """A time of day, by the clock of the place."""

    def __init__(self) -> None:
        super().__init__("time-editor")
        self._field = _hour_field(_("Answer"), "time")
        self._now = Button(_("Now"), icon="clock", name="time-now")
        self._clear = Button(_("Clear"), name="clear-time")
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        for part in (self._field, self._now, self._clear):
            row.addWidget(part)
        row.addStretch(1)
        self._column.addLayout(row)
        self._column.addWidget(self._error)
        self._field.entered.connect(self._on_entered)
        self._field.refused.connect(lambda: self.refuse(_no_hour()))
        self._field.cleared.connect(self._on_typed)
        self._now.clicked.connect(
            lambda _=False: self._on_entered(_this_minute().time())
        )
        self._clear.clicked.connect(lambda _=False: self.given.emit(None))

    @override
    def bind(self, asked: Asked) -> None:
        self.refuse("")

    @override
    def show_value(self, value: Value) -> None:
        try:
            hour = time.fromisoformat(value) if isinstance(value, str) else None
        except ValueError:
            hour = None
        self._field.set_value(hour.replace(tzinfo=None) if hour else None)
        self._clear.setVisible(value is not None)
        self._now.setVisible(value is None)

    @override
    def settle(self) -> None:
        self._field.settle()

    def _on_typed(self) -> None:
        self.refuse("")
        hour = self._field.read_now
        self.tell_typed(self._field.text(), None if hour is None else _hour(hour))

    def _on_entered(self, hour: time | None) -> None:
        self.refuse("")
        self.given.emit(_hour(hour) if hour is not None else None)


class MomentEditor(Editor):
    """A day and a time of day; the zone they are in is kept and shown."""

    def __init__(self) -> None:
        super().__init__("moment-editor")
        self._zone: tzinfo | None = None
        self._day = _day_field(_("Day"), "moment-day")
        self._pick = CalendarButton(name="moment-pick")
        self._hour = _hour_field(_("Time"), "moment-hour")
        self._offset = Label("", step=Step.NOTE, role=Role.INK2, wrap=False)
        self._offset.setObjectName("moment-zone")
        self._now = Button(_("Now"), icon="clock", name="moment-now")
        self._clear = Button(_("Clear"), name="clear-moment")
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        for part in (
            self._day,
            self._pick,
            self._hour,
            self._offset,
            self._now,
            self._clear,
        ):
            row.addWidget(part)
        row.addStretch(1)
        self._column.addLayout(row)
        self._column.addWidget(self._error)
        for field in (self._day, self._hour):
            field.cleared.connect(lambda: self.refuse(""))
        self._day.entered.connect(lambda _day: self._on_entered())
        self._hour.entered.connect(lambda _hour: self._on_entered())
        self._day.refused.connect(
            lambda: self.refuse(
                _("This is no day. Type day, month and year: 17/11/2026.")
            )
        )
        self._hour.refused.connect(lambda: self.refuse(_no_hour()))
        self._pick.picked.connect(self._on_picked)
        self._now.clicked.connect(lambda _=False: self._on_now())
        self._clear.clicked.connect(lambda _=False: self.given.emit(None))

    @override
    def bind(self, asked: Asked) -> None:
        self.refuse("")

    @override
    def show_value(self, value: Value) -> None:
        moment = _as_moment(value)
        if moment is None and value is None and self._is_half():
            # The other half is still to come.
            return
        self._zone = moment.tzinfo if moment else None
        self._day.set_value(moment.date() if moment else None)
        self._hour.set_value(
            moment.time().replace(second=0, microsecond=0) if moment else None
        )
        self._pick.set_day(moment.date() if moment else None)
        shown = moment or _this_minute()
        self._offset.setText(isolated(_zone_said(shown)))
        self._clear.setVisible(moment is not None)
        self._now.setVisible(moment is None)

    @override
    def settle(self) -> None:
        self._day.settle()
        self._hour.settle()

    def _is_half(self) -> bool:
        return self.hasFocus() or any(
            field.hasFocus() for field in (self._day, self._hour)
        )

    def _on_picked(self, day: date) -> None:
        self._day.set_value(day)
        self._on_entered()
        self._hour.setFocus()

    def _on_now(self) -> None:
        self._zone = None
        self.refuse("")
        self.given.emit(_this_minute().isoformat())

    def _on_entered(self) -> None:
        self.refuse("")
        day, hour = self._day.value, self._hour.value
        if day is None and hour is None:
            self.given.emit(None)
        elif day is None:
            self.refuse(_("The day is still missing."))
        elif hour is None:
            self.refuse(_("The time is still missing."))
        else:
            there = datetime.combine(day, hour, tzinfo=self._zone)
            # Without a zone of its own it is one of this laptop's clock.
            said = there if self._zone is not None else there.astimezone()
            self.given.emit(said.isoformat())


def _as_day(value: Value) -> date | None:
    try:
        return date.fromisoformat(value[:10]) if isinstance(value, str) else None
    except ValueError:
        return None


def _as_moment(value: Value) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    if moment is None:
        return None
    return moment if moment.tzinfo is not None else moment.astimezone()


def _this_minute() -> datetime:
    """Now, by the clock and the zone of this laptop."""
    return datetime.now().astimezone().replace(second=0, microsecond=0)


def _zone_said(moment: datetime) -> str:
    said = f"{moment:%z}"
    return f"UTC{said[:3]}:{said[3:5]}" if said else "UTC"


def _no_hour() -> str:
    return _("This is no time of day. Type hours and minutes: 10:30.")
