"""This laptop and its hub: enrol, sync, and see who holds what."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from bwassess.errors import BwassessError
from bwassess.journal.receipt import Outcome
from bwassess.store.deliveries import SetAside
from bwassess.store.identity import HubLink, Identity
from bwassess.sync.history import Report, reason_sentence
from bwassess.text import _
from bwassess.touched import Touched
from bwassess.workspace.syncing import Holding
from ui import theme
from ui.jobs import Job
from ui.session import Session
from ui.sync import saying
from ui.sync.enrolment import EnrolForm
from ui.sync.holdings import HoldingsTable
from ui.sync.panels import HistoryPanel, HubCard, OutcomeCard, ProgressCard
from ui.theme import Radius, Role, Space, Step
from ui.widgets.label import Label
from ui.widgets.layouts import clear
from ui.widgets.surface import Surface

_HISTORY_WIDTH = 340
_SIDE_BY_SIDE = 1010
_RUNS_SHOWN = 12
_UNBOUND = 16_777_215
"""Qt's own greatest width."""


class SyncPage(QWidget):
    """What it shows is read anew whenever something was saved or synced."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sync-page")
        self._session = session
        self._job: Job | None = None
        self._is_enrolling_anew = False
        self._is_stale = True
        self._build()
        self._form.asked.connect(self._on_enrol_asked)
        self._form.given_up.connect(self._on_given_up)
        self._hub.sync_asked.connect(self.sync)
        self._hub.enrol_asked.connect(self._on_enrol_anew)
        self._progress.stop_asked.connect(self.stop)
        session.jobs.progressed.connect(self._on_progressed)
        session.changes.changed.connect(self._on_changed)
        theme.watch(self._arrange)

    def _build(self) -> None:
        self._form = EnrolForm()
        self._hub = HubCard()
        self._progress = ProgressCard()
        self._outcome = OutcomeCard()
        self._aside = _SetAsideCard()
        self._table = HoldingsTable()
        self._history = HistoryPanel()
        for card in (self._progress, self._outcome, self._aside):
            card.hide()
        framed = Surface(border=Role.LINE, radius=Radius.CARD)
        inside = QVBoxLayout(framed)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self._table)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.setSpacing(Space.L)
        for part in (
            self._form,
            self._hub,
            self._progress,
            self._outcome,
            self._aside,
            framed,
        ):
            column.addWidget(part)
        column.addWidget(
            Label(
                _(
                    "Saved: on this laptop's disk. Sealed: closed into a signed "
                    "batch that can travel. Stored: the hub has the bytes. In: the "
                    "hub counts them, and its signed receipt says so. A sync "
                    "removes nothing here."
                ),
                step=Step.NOTE,
                role=Role.INK3,
            )
        )
        column.addStretch(1)
        inner = QWidget()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, inner)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(left, 1)
        self._row.addWidget(self._history)
        self._scroll = scroll = QScrollArea()
        scroll.setObjectName("sync-scroll")
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidgetResizable(True)
        scroll.setWidget(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)

    # -- doing ---------------------------------------------------------------

    @property
    def is_syncing(self) -> bool:
        return self._job is not None

    def sync(self) -> None:
        """Send what the hub lacks and get what it has, in the background."""
        if self._job is not None:
            return
        workspace = self._session.workspace
        self._session.changes.tell(workspace.settle())
        self._outcome.hide()
        self._progress.begin()
        self._hub.sync.allow(False, reason=_("A sync is under way."))
        self._job = self._session.jobs.run(
            lambda progress: workspace.sync.run(progress=progress),
            on_done=self._on_synced,
            on_error=self._on_failed,
            on_cancelled=self._on_stopped,
        )
        self.destroyed.connect(self._job.cancel)

    def stop(self) -> None:
        """Stop where the next piece ends; what arrived stays arrived."""
        if self._job is not None:
            self._job.cancel()

    def _on_enrol_asked(self, address: str, code: str) -> None:
        self._form.show_busy(True)
        sync = self._session.workspace.sync
        self._session.jobs.run(
            lambda _progress: sync.enrol(address, code),
            on_done=self._on_enrolled,
            on_error=self._on_not_enrolled,
        )

    # -- what came of it -----------------------------------------------------

    def _on_enrolled(self, _who: Identity) -> None:
        self._session.changes.tell(Touched(sync=True))
        if isValid(self):
            self._form.show_busy(False)
            self._is_enrolling_anew = False
            self._refresh()
            self.sync()

    def _on_not_enrolled(self, error: BwassessError) -> None:
        if isValid(self):
            self._form.show_error(error)

    def _on_synced(self, report: Report) -> None:
        touched = self._session.workspace.sync.touched(report)
        if report.documents:
            self._session.edits.announce(touched)
        else:
            self._session.changes.tell(touched)
        if self._ended():
            self._outcome.show_run(report)

    def _on_failed(self, error: BwassessError) -> None:
        self._session.changes.tell(Touched(sync=True))
        if self._ended():
            said = f"{error} {error.hint}" if error.hint else str(error)
            self._outcome.show_failure(said)

    def _on_stopped(self) -> None:
        if self._ended():
            self._session.changes.tell(Touched(sync=True))
            self._outcome.show_stopped()

    def _ended(self) -> bool:
        if not isValid(self):
            return False
        self._job = None
        self._progress.hide()
        self._hub.sync.allow(True)
        self._refresh()
        # What had the focus may be gone: Qt would go on, and scroll, to the table.
        self._hub.sync.setFocus()
        self._scroll.ensureWidgetVisible(self._hub)
        return True

    def _on_progressed(self, done: int, total: int, text: str) -> None:
        if self._job is not None:
            self._progress.tell(done, total, text)

    def _on_enrol_anew(self) -> None:
        self._is_enrolling_anew = True
        link = self._session.workspace.hub
        self._form.offer_way_back(link.url if link else "")
        self._refresh()

    def _on_given_up(self) -> None:
        self._is_enrolling_anew = False
        self._refresh()

    def _on_changed(self, touched: Touched) -> None:
        if touched.sync or touched.assessments or touched.factories:
            self._is_stale = True
            if self.isVisible() and self._job is None:
                self._refresh()

    # -- showing -------------------------------------------------------------

    def _refresh(self) -> None:
        self._is_stale = False
        workspace = self._session.workspace
        link = workspace.hub
        holdings = workspace.sync.holdings()
        self._show_hub(link, holdings)
        self._table.set_rows(holdings, is_enrolled=link is not None)
        self._aside.show_batches(workspace.sync.set_aside(), holdings)
        self._history.show_runs(workspace.sync.history(most=_RUNS_SHOWN))

    def _show_hub(self, link: HubLink | None, holdings: Sequence[Holding]) -> None:
        asks = link is None or self._is_enrolling_anew
        self._form.setVisible(asks)
        self._hub.setVisible(not asks)
        if link is None:
            return
        who = self._session.workspace.identity
        self._hub.show_hub(link, name=who.name, role=_role(who))
        self._hub.show_risk(
            saying.at_risk(holdings),
            all_there=all(one.state.is_on_hub for one in holdings),
        )

    def _arrange(self) -> None:
        look = theme.current()
        grown = look.pixels(Step.BODY) / Step.BODY.value[0]
        wide = self.width() >= _SIDE_BY_SIDE * grown
        self._row.setDirection(
            QBoxLayout.Direction.LeftToRight
            if wide
            else QBoxLayout.Direction.TopToBottom
        )
        width = round(_HISTORY_WIDTH * grown)
        self._history.setMinimumWidth(width if wide else 0)
        self._history.setMaximumWidth(width if wide else _UNBOUND)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._refresh()


class _SetAsideCard(Surface):
    """Batches the hub doesn't count: which, why, and what to do."""

    def __init__(self) -> None:
        super().__init__(ground=Role.WELD_TINT, radius=Radius.CARD)
        self.setObjectName("set-aside")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        self._column.setSpacing(Space.XS)
        self._shown: tuple[str, ...] = ()

    def show_batches(
        self, batches: Sequence[SetAside], holdings: Sequence[Holding]
    ) -> None:
        names = {one.state.document: saying.title(one) for one in holdings}
        lines = tuple(
            _("Batch {batch} of {name} {is_what}: {reason}. {remedy}").format(
                batch=one.batch[:8],
                name=names.get(one.document, _("a document of the programme")),
                is_what=_("is refused")
                if one.outcome is Outcome.REFUSED
                else _("is held back"),
                reason=reason_sentence(one.reason),
                remedy=saying.remedy(one.reason),
            )
            for one in batches
        )
        self.setVisible(bool(lines))
        if lines == self._shown:
            return
        self._shown = lines
        clear(self._column)
        self._column.addWidget(Label(_("Set aside by the hub"), bold=True))
        for line in lines:
            words = Label(line, step=Step.NOTE)
            words.setObjectName("set-aside-line")
            self._column.addWidget(words)


def _role(who: Identity) -> str:
    return {
        "assessor": _("assessor"),
        "reviewer": _("reviewer"),
        "admin": _("administrator"),
    }.get(who.role.value, who.role.value)
