"""Home: every assessment of this vault, the next thing first."""

from datetime import datetime
from enum import Enum

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from bwassess.text import _
from bwassess.touched import Touched
from ui import icons
from ui.frame import places
from ui.frame.finding import plain
from ui.frame.scrolling import Scrolling
from ui.home.gathering import Need, NextThing, Overview, Row, backup_at, overview
from ui.home.heads import Heads
from ui.home.next_block import NextBlock
from ui.home.rows import RowList, row_height
from ui.home.side import Side
from ui.session import Session
from ui.theme import Radius, Role, Space
from ui.widgets.chip import Chip
from ui.widgets.empty_state import EmptyState, Way
from ui.widgets.label import Label
from ui.widgets.seam import Seam
from ui.widgets.stitches import Pitch, Stitch
from ui.widgets.surface import Surface

_SIDE_FROM = 1080
_REFRESH_MS = 30_000


class Filter(Enum):
    """Which assessments are listed."""

    ALL = "all"
    OPEN = "open"
    FINISHED = "finished"

    def takes(self, row: Row) -> bool:
        return self is Filter.ALL or row.is_finished is (self is Filter.FINISHED)


class HomePage(QWidget):
    """Lists, filters, and goes where one asks."""

    assessment_requested = Signal(object, str)  # AssessmentId, QuestionId or ""
    place_requested = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("home-page")
        self._session = session
        self._saved_at: datetime | None = None
        self._shown: Overview | None = None
        self._is_stale = False
        self._filter = Filter.ALL
        self._build()
        session.changes.changed.connect(self._on_changed)
        session.edits.saved.connect(self._on_saved)
        self._tick = QTimer(self, interval=_REFRESH_MS)
        self._tick.timeout.connect(self._tell_places)
        self._tick.start()
        session.jobs.busy_changed.connect(self._on_busy_changed)
        self.refresh()

    # -- building ------------------------------------------------------------

    def _build(self) -> None:
        self._next = NextBlock()
        self._next.continued.connect(self._on_continued)
        self._list = RowList()
        self._list.opened.connect(lambda one: self.assessment_requested.emit(one, ""))
        self._heads = Heads(self._list)
        self._none = Label(_("No assessment fits these words."), role=Role.INK3)
        self._none.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        self._side = Side()
        self._side.need_chosen.connect(self._on_need_chosen)
        self._side.sync_asked.connect(lambda: self.place_requested.emit(places.SYNC))
        table = Surface(ground=None, border=Role.LINE, radius=Radius.CARD)
        inside = QVBoxLayout(table)
        inside.setContentsMargins(1, 1, 1, Space.S)
        inside.setSpacing(0)
        for part in (self._heads, self._none):
            inside.addWidget(part)
        inside.addWidget(self._list, 1)
        main = QVBoxLayout()
        main.setSpacing(Space.L)
        main.addWidget(self._next)
        main.addLayout(self._filters())
        main.addWidget(table, 1)
        body = QWidget()
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight, body)
        self._halves.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        self._halves.setSpacing(Space.XL)
        self._halves.addLayout(main, 1)
        self._halves.addWidget(self._side)
        self._pages = QStackedWidget()
        self._pages.addWidget(Scrolling(body))
        self._pages.addWidget(self._empty())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        self.setFocusProxy(self._list)

    def _filters(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        self._chips: dict[Filter, Chip] = {}
        group = QButtonGroup(self)
        for one, words in (
            (Filter.ALL, _("All")),
            (Filter.OPEN, _("Open")),
            (Filter.FINISHED, _("Finished")),
        ):
            chip = Chip(words, count=0, checked=one is self._filter, name=one.value)
            chip.clicked.connect(lambda _=False, f=one: self.choose(f))
            group.addButton(chip)
            row.addWidget(chip)
            self._chips[one] = chip
        row.addStretch(1)
        self._words = QLineEdit()
        self._words.setObjectName("search-here")
        self._words.setAccessibleName(_("Filter assessments"))
        self._words.setPlaceholderText(_("Factory, place, country, year"))
        self._words.setClearButtonEnabled(True)
        sign = self._words.addAction(
            icons.icon("list-filter"), QLineEdit.ActionPosition.LeadingPosition
        )
        sign.setText(_("Filter assessments"))
        self._words.setMinimumWidth(120)
        self._words.setMaximumWidth(320)
        self._words.textChanged.connect(lambda _text: self._list_rows())
        row.addWidget(self._words, 2)
        return row

    def _empty(self) -> EmptyState:
        met, na, finding, open_ = Stitch.MET, Stitch.NA, Stitch.FINDING, Stitch.OPEN
        picture = Seam(
            [
                [met] * 2 + [na] + [met] * 6,
                [met] * 4 + [finding] + [met] * 2 + [na] + [met] * 5,
                [met] * 3 + [finding, met] + [open_] * 5,
                [open_] * 16,
            ],
            pitch=Pitch.HEAD,
            current=27,
            label=_("An assessment as a seam"),
        )
        ways = [
            Way(
                places.PLAN,
                _("New assessment"),
                _("Pick or add a factory, a checklist and the days. Two minutes."),
                _("Start"),
                "clipboard-plus",
            ),
            Way(
                places.SYNC,
                _("Join a colleague"),
                _("Fetch an assessment that was begun elsewhere from the hub."),
                _("Fetch"),
                "laptop",
            ),
        ]
        empty = EmptyState(
            _("No assessment yet"),
            _(
                "Every question is a stitch: up when the law is met, down when it is "
                "not. Start with the factory you visit next."
            ),
            ways=ways,
            picture=picture,
        )
        empty.chosen.connect(self.place_requested)
        return empty

    # -- what is shown -------------------------------------------------------

    @property
    def rows(self) -> tuple[Row, ...]:
        """The assessments listed now."""
        return self._list.entries.rows

    @property
    def saved_at(self) -> datetime | None:
        """When something was saved last, as far as is seen from here."""
        known = self._shown.changed_at if self._shown else None
        return self._saved_at or known

    def refresh(self) -> None:
        """Read everything anew."""
        self._is_stale = False
        workspace = self._session.workspace
        settings = self._session.settings
        self._shown = overview(
            workspace,
            language=settings.asks_in[0],
            today=datetime.now().astimezone().date(),
        )
        self._pages.setCurrentIndex(0 if self._shown.rows else 1)
        self._next.show_thing(self._shown.next)
        self._side.show_needs(self._shown.needs)
        for one, chip in self._chips.items():
            chip.set_count(sum(one.takes(row) for row in self._shown.rows))
        self._heads.show_codes(self._codes(self._shown.rows))
        self._list_rows()
        self._tell_places()

    def choose(self, chosen: Filter) -> None:
        """List only some."""
        self._filter = chosen
        self._chips[chosen].setChecked(True)
        self._list_rows()

    def search(self, text: str) -> None:
        """List what has these words."""
        self._words.setText(text)

    def _list_rows(self) -> None:
        if self._shown is None:
            return
        words = plain(self._words.text()).split()
        rows = [
            row
            for row in self._shown.rows
            if self._filter.takes(row)
            and all(word in plain(f"{row.name} {row.note}") for word in words)
        ]
        self._list.show_rows(rows, has_hub=self._session.workspace.hub is not None)
        self._none.setVisible(not rows)
        self._list.setVisible(bool(rows))
        self._heads.setVisible(bool(rows))
        self._heads.update()

    def _codes(self, rows: tuple[Row, ...]) -> tuple[str, ...]:
        """The clusters' codes, where all rows have the same clusters."""
        lengths = {len(row.seam) for row in rows}
        wanted = next((row.checklist for row in rows if row.checklist), None)
        if len(lengths) != 1 or wanted is None:
            return ()
        checklist = self._session.workspace.checklists.get(wanted)
        codes = tuple(c.code for c in checklist.clusters if not c.is_information)
        return codes if lengths == {len(codes)} else ()

    def _tell_places(self) -> None:
        workspace = self._session.workspace
        rows = self._shown.rows if self._shown else ()
        self._side.show_places(
            saved_at=self.saved_at,
            backup_at=backup_at(workspace),
            hub=workspace.hub,
            is_sent=all(row.is_safe for row in rows),
        )

    # -- what happens --------------------------------------------------------

    def _on_changed(self, _touched: Touched) -> None:
        # Behind another page nothing is read; it is when home is shown again.
        if self.isVisible():
            self.refresh()
        else:
            self._is_stale = True

    def _on_busy_changed(self, busy: bool) -> None:
        # A backup may have been written.
        if not busy and self.isVisible():
            self._tell_places()

    def _on_saved(self, at: datetime) -> None:
        self._saved_at = at

    def _on_continued(self, thing: NextThing) -> None:
        self.assessment_requested.emit(thing.assessment, thing.question)

    def _on_need_chosen(self, need: Need) -> None:
        self.assessment_requested.emit(need.assessment, need.question)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.refresh()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.width() >= _SIDE_FROM
        self._halves.setDirection(
            QBoxLayout.Direction.LeftToRight
            if is_wide
            else QBoxLayout.Direction.TopToBottom
        )
        self._side.setMinimumWidth(340 if is_wide else 0)
        self._side.setMaximumWidth(340 if is_wide else 16_777_215)
        # Below each other the list has the room of a window, and the side follows.
        self._list.setMinimumHeight(
            2 * row_height() if is_wide else max(2 * row_height(), self.height() - 300)
        )
