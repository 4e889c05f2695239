"""The parts of the sync page that say what happens and what happened."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from bwassess.store.identity import HubLink
from bwassess.sync.history import Event, Run
from bwassess.text import _
from ui import icons, theme
from ui.sync import saying
from ui.theme import Radius, Role, Space, Step
from ui.widgets.button import Button, Kind
from ui.widgets.label import Label
from ui.widgets.layouts import clear
from ui.widgets.surface import Hairline, Surface


class Sign(QLabel):
    """A small drawing in a role's colour that follows the look."""

    def __init__(self, icon: str, role: Role, *, size: int = 20) -> None:
        super().__init__()
        self._drawn = icon, role, size
        theme.watch(self._dress)

    def show_sign(self, icon: str, role: Role) -> None:
        self._drawn = icon, role, self._drawn[2]
        self._dress()

    def _dress(self) -> None:
        icon, role, size = self._drawn
        side, scale = theme.current().icon_size(size), self.devicePixelRatioF()
        self.setPixmap(icons.pixmap(icon, side, role, scale=scale))


class HubCard(Surface):
    """The hub this laptop is enrolled at, and the one thing to do about it."""

    sync_asked = Signal()
    enrol_asked = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(border=Role.INDIGO, radius=Radius.CARD, parent=parent)
        self.setObjectName("hub-card")
        self._address = Label("", role=Role.INK2)
        self._who = Label("", step=Step.NOTE, role=Role.INK3)
        self._risk_sign = Sign("shield", Role.WELD)
        self._risk = Label("", step=Step.NOTE, bold=True)
        self._risk.setObjectName("at-risk")
        self.sync = Button(
            _("Sync now"), kind=Kind.PRIMARY, icon="refresh-cw", name="sync-now"
        )
        self._other = Button(
            _("Enrol at another hub"),
            kind=Kind.QUIET,
            step=Step.NOTE,
            name="enrol-anew",
        )
        title = QHBoxLayout()
        title.setSpacing(Space.M)
        title.addWidget(Sign("server", Role.INDIGO, size=24))
        title.addWidget(Label(_("Hub"), step=Step.QUESTION), 1)
        risk = QHBoxLayout()
        risk.setSpacing(Space.S)
        risk.addWidget(self._risk_sign, 0, Qt.AlignmentFlag.AlignTop)
        risk.addWidget(self._risk, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.L)
        buttons.addWidget(self.sync)
        buttons.addWidget(self._other)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.S)
        column.addLayout(title)
        column.addWidget(self._address)
        column.addWidget(self._who)
        column.addLayout(risk)
        column.addSpacing(Space.XS)
        column.addLayout(buttons)
        self.sync.clicked.connect(self.sync_asked)
        self._other.clicked.connect(self.enrol_asked)

    def show_hub(self, link: HubLink, *, name: str, role: str) -> None:
        self._address.setText(link.url)
        self._who.setText(
            _("Enrolled as {name}, {role}. The hub's key begins {key}.").format(
                name=name, role=role, key=saying.grouped(link.hub)
            )
        )

    def show_risk(self, sentence: str, *, all_there: bool) -> None:
        role = Role.VERDIGRIS if all_there else Role.WELD
        self._risk_sign.show_sign("shield-check" if all_there else "shield-alert", role)
        self._risk.setText(sentence)
        self._risk.set_role(role)


class ProgressCard(Surface):
    """What is on its way now, and a way to stop."""

    stop_asked = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(border=Role.LINE, radius=Radius.CARD, parent=parent)
        self.setObjectName("sync-progress")
        self._words = Label("", bold=True)
        self._words.setObjectName("sync-doing")
        self._count = Label("", step=Step.NOTE, role=Role.INK2, wrap=False)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(_("Progress of the sync"))
        self._stop = Button(_("Stop"), name="sync-stop")
        words = QHBoxLayout()
        words.addWidget(self._words, 1)
        words.addWidget(self._count)
        column = QVBoxLayout()
        column.setSpacing(Space.S)
        column.addLayout(words)
        column.addWidget(self._bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        row.setSpacing(Space.L)
        row.addWidget(Sign("arrow-up-down", Role.INDIGO))
        row.addLayout(column, 1)
        row.addWidget(self._stop)
        self._stop.clicked.connect(self._on_stop)

    def begin(self) -> None:
        self._stop.allow(True)
        self.tell(0, 1, _("Greeting the hub"))
        self._count.setText("")
        self.show()

    def tell(self, done: int, total: int, text: str) -> None:
        """Say how far it is."""
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)
        if text:
            self._words.setText(text)
        self._count.setText(
            _("{done} of {total}").format(done=done, total=total) if total > 1 else ""
        )

    def _on_stop(self) -> None:
        self._stop.allow(False, reason=_("It stops where the next piece ends."))
        self._words.setText(_("Stopping"))
        self.stop_asked.emit()


class OutcomeCard(Surface):
    """How the last sync of this session ended, in words."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(ground=Role.VERDIGRIS_TINT, radius=Radius.CARD, parent=parent)
        self.setObjectName("sync-outcome")
        self._sign = Sign("circle-check", Role.VERDIGRIS)
        self._words = Label("")
        self._words.setObjectName("outcome-words")
        self._column = QVBoxLayout()
        self._column.setSpacing(Space.XS)
        self._column.addWidget(self._words)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        row.setSpacing(Space.M)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._column, 1)

    def show_run(self, run: Run) -> None:
        icon, role = saying.RUN_SIGNS[run.outcome]
        self._show(icon, role, run.sentence, run.events)

    def show_failure(self, sentence: str) -> None:
        self._show("circle-alert", Role.MADDER, sentence, ())

    def show_stopped(self) -> None:
        said = _("Stopped; the next sync goes on from there.")
        self._show("circle-stop", Role.WELD, said, ())

    def _show(
        self, icon: str, role: Role, sentence: str, events: Sequence[Event]
    ) -> None:
        self._sign.show_sign(icon, role)
        self.set_ground(
            {
                Role.VERDIGRIS: Role.VERDIGRIS_TINT,
                Role.WELD: Role.WELD_TINT,
                Role.MADDER: Role.MADDER_TINT,
            }.get(role, Role.SUNKEN)
        )
        self._words.setText(sentence)
        clear(self._column, first=1)
        for event in events:
            words = Label(event.sentence, step=Step.NOTE)
            words.setObjectName("outcome-line")
            self._column.addWidget(words)
        self.show()


class HistoryPanel(Surface):
    """The latest syncs, each readable by itself."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(ground=None, edges=Qt.Edge.LeftEdge, parent=parent)
        self.setObjectName("sync-history")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(Space.L + 1, Space.XL, Space.L, Space.L)
        self._column.setSpacing(0)
        self._column.addWidget(Label(_("History"), step=Step.QUESTION))
        self._column.addStretch(1)

    def show_runs(self, runs: Sequence[Run]) -> None:
        clear(self._column, first=1, last=1)
        if not runs:
            words = Label(_("No sync yet."), role=Role.INK2)
            words.setContentsMargins(0, Space.M, 0, 0)
            self._column.insertWidget(1, words)
        for place, run in enumerate(runs, 1):
            self._column.insertWidget(place, _run_row(run))


def _run_row(run: Run) -> QWidget:
    row = QWidget()
    row.setObjectName("sync-run")
    icon, role = saying.RUN_SIGNS[run.outcome]
    words = QVBoxLayout()
    words.setSpacing(Space.XS)
    head = QHBoxLayout()
    head.addWidget(Label(saying.run_title(run.outcome), bold=True), 1)
    head.addWidget(
        Label(saying.when(run.began_at), step=Step.SMALL, role=Role.INK3, wrap=False)
    )
    words.addLayout(head)
    words.addWidget(Label(run.sentence, step=Step.NOTE, role=Role.INK2))
    for event in run.events:
        if event.sentence != run.sentence:
            words.addWidget(Label(event.sentence, step=Step.NOTE, role=Role.INK2))
    line = QHBoxLayout()
    line.setContentsMargins(0, Space.M, 0, Space.M)
    line.setSpacing(Space.M)
    line.addWidget(Sign(icon, role), 0, Qt.AlignmentFlag.AlignTop)
    line.addLayout(words, 1)
    column = QVBoxLayout(row)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addLayout(line)
    column.addWidget(Hairline())
    return row
