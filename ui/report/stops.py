"""What keeps a report from going out, and how it goes out."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from bwassess.text import _, ngettext
from ui import icons, theme
from ui.report.document import Spot
from ui.theme import Role, Space, Step
from ui.widgets.button import Button, Kind
from ui.widgets.label import Label
from ui.widgets.layouts import clear
from ui.widgets.surface import Hairline, Surface

WIDTH = 366


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to look at before the report goes out.

    Attributes:
        is_stop: Whether it keeps the report from going out.
        action: What the link to `question` is called; empty for none.
    """

    title: str
    sentence: str
    is_stop: bool = True
    action: str = ""
    question: str = ""
    spot: Spot | None = None


class StopsPanel(Surface):
    """Stops and hints, each with its links; below them the ways out."""

    question_requested = Signal(str)
    place_requested = Signal(object)  # Spot
    save_requested = Signal(bool)  # whether as a draft

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(ground=None, edges=Qt.Edge.LeftEdge, parent=parent)
        self.setObjectName("report-stops")
        self._title = Label("", step=Step.QUESTION)
        self._second = Label("", step=Step.NOTE, role=Role.INK2, wrap=False)
        head = QHBoxLayout()
        head.setContentsMargins(Space.L, Space.L, Space.L, Space.S)
        head.addWidget(self._title, 1)
        head.addWidget(self._second)
        self._rows = QWidget()
        self._column = QVBoxLayout(self._rows)
        self._column.setContentsMargins(Space.L, 0, Space.L, Space.L)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(self._rows)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(scroll, 1)
        column.addWidget(Hairline())
        column.addWidget(self._ways_out())

    def _ways_out(self) -> QWidget:
        self.save = Button(
            _("Save PDF"), kind=Kind.PRIMARY, icon="file-down", name="save-report"
        )
        self.draft = Button(
            _("Save a draft with a watermark"), kind=Kind.QUIET, name="save-draft"
        )
        self._why = Label("", step=Step.NOTE, role=Role.INK2)
        self._why.setObjectName("why-not")
        self.outcome = Label("", step=Step.NOTE, role=Role.VERDIGRIS)
        self.outcome.setObjectName("report-outcome")
        self.outcome.hide()
        self.open_folder = Button(
            _("Show the folder"), kind=Kind.QUIET, name="show-folder"
        )
        self.open_folder.hide()
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        column.setSpacing(Space.S)
        column.addWidget(self.save)
        column.addWidget(self._why)
        column.addWidget(self.draft, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self.outcome)
        column.addWidget(self.open_folder, 0, Qt.AlignmentFlag.AlignLeading)
        self.save.clicked.connect(lambda: self.save_requested.emit(False))
        self.draft.clicked.connect(lambda: self.save_requested.emit(True))
        return below

    def show_remarks(self, remarks: Sequence[Remark]) -> None:
        """Show what was found in the report just made."""
        clear(self._column, last=1)
        for remark in (
            r for stop in (True, False) for r in remarks if r.is_stop == stop
        ):
            self._column.insertWidget(self._column.count() - 1, self._row(remark))
        stops = sum(one.is_stop for one in remarks)
        hints = len(remarks) - stops
        self._title.setText(
            ngettext("{n} stop", "{n} stops", stops).format(n=stops)
            if stops
            else _("Nothing stops it")
        )
        self._second.setText(
            ngettext("{n} hint", "{n} hints", hints).format(n=hints) if hints else ""
        )
        self._show_ways(stops)

    def withhold(self, reason: str) -> None:
        """Offer no way out for now, and say why."""
        for button in (self.save, self.draft):
            button.allow(False, reason=reason)
        self._why.setText(reason)

    def say_outcome(self, text: str, *, good: bool, folder: bool = False) -> None:
        """Say how saving ended; it stays until the next time."""
        self.outcome.setText(text)
        self.outcome.set_role(Role.VERDIGRIS if good else Role.MADDER)
        self.outcome.setVisible(bool(text))
        self.open_folder.setVisible(folder)

    def _show_ways(self, stops: int) -> None:
        self.draft.allow(True)
        if not stops:
            self.save.setText(_("Save PDF"))
            self.save.allow(True)
            self._why.setText(
                _("A saved PDF isn't encrypted. Keep it where only its readers are.")
            )
            return
        self.save.setText(
            ngettext(
                "Save PDF after {n} stop", "Save PDF after {n} stops", stops
            ).format(n=stops)
        )
        why = ngettext(
            "Settle the stop above first. A draft can be saved now.",
            "Settle the stops above first. A draft can be saved now.",
            stops,
        )
        self.save.allow(False, reason=why)
        self._why.setText(why)

    def _row(self, remark: Remark) -> QWidget:
        row = QWidget()
        row.setObjectName("remark")
        sign = _Sign(remark.is_stop)
        title = Label(remark.title, bold=True)
        words = QVBoxLayout()
        words.setSpacing(Space.XS)
        first = QHBoxLayout()
        first.addWidget(title, 1)
        if remark.spot is not None:
            spot = remark.spot
            page = Button(
                _("p. {page}").format(page=spot.page + 1),
                kind=Kind.QUIET,
                step=Step.NOTE,
                name="go-to-page",
            )
            page.clicked.connect(lambda _=False: self.place_requested.emit(spot))
            first.addWidget(page, 0, Qt.AlignmentFlag.AlignTop)
        words.addLayout(first)
        words.addWidget(Label(remark.sentence, role=Role.INK2))
        if remark.action:
            link = Button(
                remark.action, kind=Kind.QUIET, icon="arrow-right", name="remark-link"
            )
            link.clicked.connect(
                lambda _=False: self.question_requested.emit(remark.question)
            )
            words.addWidget(link, 0, Qt.AlignmentFlag.AlignLeading)
        line = QHBoxLayout()
        line.setContentsMargins(0, Space.M, 0, Space.M)
        line.setSpacing(Space.M)
        line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(line)
        column.addWidget(Hairline())
        return row


class _Sign(QLabel):
    def __init__(self, is_stop: bool) -> None:
        super().__init__()
        self._icon = "circle-alert" if is_stop else "triangle-alert"
        self._role = Role.MADDER if is_stop else Role.WELD
        self.setAccessibleName(_("Stop") if is_stop else _("Hint"))
        theme.watch(self._dress)

    def _dress(self) -> None:
        side, scale = theme.current().icon_size(20), self.devicePixelRatioF()
        self.setPixmap(icons.pixmap(self._icon, side, self._role, scale=scale))
