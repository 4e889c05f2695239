"""Interviews counted by kind and by sex; never who was interviewed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from bwassess.assessment.records import Interview, InterviewId, InterviewKind
from bwassess.text import _, ngettext
from ui.theme import Role, Space, Step
from ui.widgets.badge import Badge, BadgeKind
from ui.widgets.button import Button, Kind
from ui.widgets.counter import Counter
from ui.widgets.label import Label
from ui.widgets.layouts import clear
from ui.widgets.surface import Hairline


class InterviewsPanel(QWidget):
    """Individual interviews are counted one by one, groups as a whole."""

    added = Signal(object, int, int)  # InterviewKind, women, men
    removed = Signal(object)  # InterviewId

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("interviews")
        self._interviews: tuple[Interview, ...] = ()
        self._total = Label("", role=Role.INK2)
        self._total.setObjectName("interview-total")
        head = QHBoxLayout()
        head.setSpacing(Space.M)
        head.addWidget(self._total, 1)
        head.addWidget(Badge(BadgeKind.CONFIDENTIAL, _("Never who")))
        self._women = self._counter(_("Individual interviews with women"), "women")
        self._men = self._counter(_("Individual interviews with men"), "men")
        self._women.counted.connect(lambda n: self._on_individuals("women", n or 0))
        self._men.counted.connect(lambda n: self._on_individuals("men", n or 0))
        self._group_women = self._counter(_("Women in the group"), "group-women")
        self._group_men = self._counter(_("Men in the group"), "group-men")
        for counter in (self._group_women, self._group_men):
            counter.counted.connect(lambda _n: self._gate())
        self._add = Button(_("Add the group"), icon="plus", name="add-group")
        self._add.clicked.connect(self._on_group)
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.L)
        grid.setVerticalSpacing(Space.S)
        grid.setColumnStretch(4, 1)
        for place, word in ((1, _("Women")), (2, _("Men"))):
            grid.addWidget(
                Label(word, step=Step.NOTE, role=Role.INK2, bold=True, wrap=False),
                0,
                place,
                Qt.AlignmentFlag.AlignHCenter,
            )
        grid.addWidget(Label(_("Individual"), wrap=False), 1, 0)
        grid.addWidget(self._women, 1, 1)
        grid.addWidget(self._men, 1, 2)
        grid.addWidget(Label(_("A group"), wrap=False), 2, 0)
        grid.addWidget(self._group_women, 2, 1)
        grid.addWidget(self._group_men, 2, 2)
        grid.addWidget(self._add, 2, 3)
        self._groups = QVBoxLayout()
        self._groups.setSpacing(Space.XS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addLayout(head)
        column.addLayout(grid)
        column.addLayout(self._groups)
        self._gate()

    def bind(self, interviews: Sequence[Interview]) -> None:
        """Show what is counted so far."""
        self._interviews = tuple(interviews)
        alone = self._of(InterviewKind.INDIVIDUAL)
        self._women.set_value(sum(one.women for one in alone))
        self._men.set_value(sum(one.men for one in alone))
        self._show_groups(self._of(InterviewKind.GROUP))
        women = sum(one.women for one in interviews)
        men = sum(one.men for one in interviews)
        people = ngettext(
            "{count} worker interviewed: {women} women, {men} men",
            "{count} workers interviewed: {women} women, {men} men",
            women + men,
        ).format(count=women + men, women=women, men=men)
        self._total.setText(people if women + men else _("Nobody interviewed yet."))

    def _of(self, kind: InterviewKind) -> list[Interview]:
        return [one for one in self._interviews if one.kind is kind]

    def _counter(self, label: str, name: str) -> Counter:
        return Counter(label=label, value=0, highest=999, name=name)

    def _show_groups(self, groups: Sequence[Interview]) -> None:
        clear(self._groups)
        for number, group in enumerate(groups, 1):
            self._groups.addWidget(self._group_row(number, group.id, group))

    def _group_row(self, number: int, key: InterviewId, group: Interview) -> QWidget:
        whole = QWidget()
        whole.setObjectName("group-row")
        said = _("Group {number}: {women} women, {men} men").format(
            number=number, women=group.women, men=group.men
        )
        off = Button(
            _("Remove group {number}").format(number=number),
            kind=Kind.ICON,
            icon="x",
            name="remove-group",
        )
        off.clicked.connect(lambda: self.removed.emit(key))
        row = QHBoxLayout()
        row.addWidget(Label(said), 1)
        row.addWidget(off)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addLayout(row)
        column.addWidget(Hairline())
        return whole

    def _on_individuals(self, sex: str, wanted: int) -> None:
        """Add or remove single interviews until there are as many as counted."""
        held = [
            one
            for one in self._of(InterviewKind.INDIVIDUAL)
            if (one.women if sex == "women" else one.men)
        ]
        there = sum(one.women if sex == "women" else one.men for one in held)
        for _each in range(wanted - there):
            women = int(sex == "women")
            self.added.emit(InterviewKind.INDIVIDUAL, women, 1 - women)
        for one in held[wanted:] if wanted < there else ():
            self.removed.emit(one.id)

    def _on_group(self) -> None:
        women, men = self._group_women.value or 0, self._group_men.value or 0
        self._group_women.set_value(0)
        self._group_men.set_value(0)
        self._gate()
        self.added.emit(InterviewKind.GROUP, women, men)

    def _gate(self) -> None:
        people = (self._group_women.value or 0) + (self._group_men.value or 0)
        self._add.allow(people > 1, reason=_("A group has at least two workers."))
