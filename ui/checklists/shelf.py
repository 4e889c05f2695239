"""The versions of the vault: each form once, its versions below it."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bwassess.checklist.model import Checklist
from bwassess.checklist.names import ChecklistHash
from bwassess.store.queries import ChecklistEntry
from bwassess.text import _
from ui.factories import countries
from ui.theme import Role, Space, Step
from ui.widgets.label import Label
from ui.widgets.layouts import clear
from ui.widgets.lines import isolated
from ui.widgets.list_row import ListRow


def newest_first(entries: Iterable[ChecklistEntry]) -> list[ChecklistEntry]:
    """Versions of one form, 2026.10 before 2026.9."""
    return sorted(entries, key=lambda one: _numbers(one.version), reverse=True)


def around(
    version: str, family: list[ChecklistEntry]
) -> tuple[list[ChecklistEntry], list[ChecklistEntry]]:
    """Versions before one, newest first, and those after it."""
    own = _numbers(version)
    older = [one for one in family if _numbers(one.version) <= own]
    return older, [one for one in family if one not in older]


def _numbers(version: str) -> tuple[tuple[int, int, str], ...]:
    return tuple(
        (1, int(part), "") if part.isdigit() else (0, 0, part)
        for part in version.replace("-", ".").split(".")
    )


def in_words(entry: ChecklistEntry) -> tuple[str, str, Role]:
    """The state of a version: its word, its icon, its ink."""
    if entry.is_retired:
        return _("retired"), "archive", Role.INK3
    if entry.is_published:
        return _("published"), "badge-check", Role.VERDIGRIS
    return _("not published"), "circle-dashed", Role.WELD


class Shelf(QWidget):
    """Rows to choose from; one is marked."""

    chosen = Signal(str)  # ChecklistHash

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shelf")
        self._rows: dict[ChecklistHash, ListRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_entries(
        self, entries: Iterable[ChecklistEntry], current: ChecklistHash | None
    ) -> None:
        """Show other versions."""
        clear(self._column)
        self._rows = {}
        forms: dict[str, list[ChecklistEntry]] = {}
        for entry in entries:
            forms.setdefault(entry.form_id, []).append(entry)
        for form in sorted(forms.values(), key=lambda its: its[0].country != ""):
            versions = newest_first(form)
            self._column.addWidget(_title(versions[0]))
            for entry in versions:
                self._column.addWidget(self._row(entry))
        self.mark(current)

    @property
    def first(self) -> ChecklistHash | None:
        """The version at the top."""
        return next(iter(self._rows), None)

    def mark(self, current: ChecklistHash | None) -> None:
        """Show which version is open."""
        for wanted, row in self._rows.items():
            row.setChecked(wanted == current)

    def _row(self, entry: ChecklistEntry) -> ListRow:
        word, icon, role = in_words(entry)
        row = ListRow(
            isolated(entry.version),
            end=word,
            icon=icon,
            icon_role=role,
            bold=False,
            sign="",
            name="checklist-row",
        )
        row.setCheckable(True)
        said = _("{title}, version {version}").format(
            title=entry.title, version=entry.version
        )
        row.setAccessibleName(said)
        row.clicked.connect(lambda _on=False: self.chosen.emit(entry.hash))
        self._rows[entry.hash] = row
        return row


def _title(newest: ChecklistEntry) -> QWidget:
    """A form's title, and its country where the title doesn't name it."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(Space.S, Space.M, Space.S, Space.XS)
    column.setSpacing(0)
    title = Label(newest.title, bold=True)
    title.setObjectName("form-title")
    column.addWidget(title)
    country = countries.name(newest.country) if newest.country else ""
    place = country or _("All countries")
    if not country or country not in newest.title:
        column.addWidget(Label(place, step=Step.SMALL, role=Role.INK3))
    return whole


def newer_than(
    checklist: Checklist, entries: Iterable[ChecklistEntry]
) -> ChecklistEntry | None:
    """The newest version of the same form that is in use, if it is newer."""
    family = [
        one for one in entries if one.form_id == checklist.form_id and one.is_in_use
    ]
    newest = next(iter(newest_first(family)), None)
    if newest is None or _numbers(newest.version) <= _numbers(checklist.version):
        return None
    return newest
