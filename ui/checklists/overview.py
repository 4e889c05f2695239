"""What a version is: its country, its languages, how much it asks, what is checked."""

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from bwassess.checklist.model import Checklist
from bwassess.checklist.parameters import RuleState
from bwassess.text import _, ngettext
from ui.assessment.editors.files import size_said
from ui.assessment.tongues import trust_in
from ui.checklists.law_list import is_unverified
from ui.factories import countries
from ui.languages import name_of
from ui.theme import Role, Space, Step
from ui.widgets.badge import Badge, BadgeKind
from ui.widgets.button import Button, Kind
from ui.widgets.label import Label
from ui.widgets.lines import isolated
from ui.widgets.page_column import PageColumn

_WIDTH = 1400
"""So wide that it begins where the head above it does."""


class Overview(PageColumn):
    """Facts beside their names, and what can be done with the version."""

    export_asked = Signal()
    compare_asked = Signal()
    law_asked = Signal(str)  # state of the values to show

    def __init__(
        self,
        checklist: Checklist,
        *,
        is_held: bool,
        can_compare: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(width=_WIDTH, parent=parent)
        self.setObjectName("overview")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(Space.L)
        self._grid.setVerticalSpacing(Space.S)
        self._grid.setColumnStretch(1, 1)
        self._fill(checklist)
        self.add(self._grid)
        self._add_languages(checklist)
        self._add_law(checklist)
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        if is_held:
            export = Button(_("Export as workbook"), icon="download", name="export")
            export.clicked.connect(self.export_asked)
            row.addWidget(export)
        if can_compare:
            compare = Button(_("Compare with…"), icon="git-compare", name="compare")
            compare.clicked.connect(self.compare_asked)
            row.addWidget(compare)
        row.addStretch(1)
        self.add(row, gap=Space.L)

    def _fill(self, checklist: Checklist) -> None:
        for title, said in _facts(checklist):
            self._add_fact(title, Label(said))

    def _add_fact(self, title: str, value: QWidget) -> None:
        row = self._grid.rowCount()
        self._grid.addWidget(Label(title, role=Role.INK3, wrap=False), row, 0)
        self._grid.addWidget(value, row, 1)

    def _add_languages(self, checklist: Checklist) -> None:
        self.add_heading(_("Languages"))
        drafts = {one.language for one in checklist.translations if one.is_draft}
        reviewed = {one.language for one in checklist.translations} - drafts
        for place, language in enumerate(checklist.languages):
            trust = trust_in(checklist, language)
            if trust:
                kind = BadgeKind.UNVERIFIED
                if language in reviewed:
                    kind = BadgeKind.VERIFIED
                badge = Badge(kind, trust)
            elif not place:
                badge = Badge(BadgeKind.PLAIN, _("written in it"))
            else:
                badge = Badge(BadgeKind.UNVERIFIED, _("nobody says who reviewed it"))
            row = QHBoxLayout()
            row.setSpacing(Space.M)
            row.addWidget(Label(name_of(language), wrap=False))
            row.addWidget(badge)
            row.addStretch(1)
            self.add(row)

    def _add_law(self, checklist: Checklist) -> None:
        if not checklist.parameters:
            return
        self.add_heading(_("National law"))
        values = checklist.parameters
        rows = QVBoxLayout()
        rows.setSpacing(Space.XS)
        for state, count, said in (
            (
                "verified",
                sum(1 for one in values if one.is_verified),
                _("{count} verified by a named person"),
            ),
            (
                "unverified",
                sum(1 for one in values if is_unverified(one)),
                _("{count} not checked by a named person yet"),
            ),
            (
                RuleState.UNKNOWN.value,
                sum(1 for one in values if one.state is RuleState.UNKNOWN),
                _("{count} not known here"),
            ),
        ):
            row = QHBoxLayout()
            label = Label(
                said.format(count=count),
                role=Role.WELD if state == "unverified" and count else Role.INK,
                wrap=False,
            )
            label.setObjectName(f"law-{state}")
            row.addWidget(label)
            if count:
                show = Button(
                    _("Show"), kind=Kind.QUIET, step=Step.NOTE, name=f"show-{state}"
                )
                show.setAccessibleName(_("Show: {what}").format(what=label.text()))
                show.clicked.connect(
                    lambda _on=False, one=state: self.law_asked.emit(one)
                )
                row.addWidget(show)
            row.addStretch(1)
            rows.addLayout(row)
        self.add(rows)


def _facts(checklist: Checklist) -> Iterator[tuple[str, str]]:
    yield (
        _("Country"),
        countries.name(checklist.country) if checklist.country else _("All countries"),
    )
    points = sum(len(cluster.points) for cluster in checklist.clusters)
    questions = sum(1 for _question in checklist.questions)
    yield (
        _("Asks"),
        " · ".join(
            (
                ngettext(
                    "{count} cluster", "{count} clusters", len(checklist.clusters)
                ).format(count=len(checklist.clusters)),
                ngettext("{count} point", "{count} points", points).format(
                    count=points
                ),
                ngettext("{count} question", "{count} questions", questions).format(
                    count=questions
                ),
            )
        ),
    )
    if checklist.files:
        size = size_said(sum(file.size for file in checklist.files))
        yield _("Files"), f"{len(checklist.files)} · {size}"
    yield _("Form"), isolated(checklist.form_id)
    yield _("Known as"), isolated(checklist.hash[:16])
