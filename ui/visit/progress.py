"""Where an assessment stands, where it may go, and what is in the way."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from bwassess.assessment.records import State
from bwassess.assessment.workflow import ORDER, MissingItem
from bwassess.text import _, ngettext
from bwassess.workspace.view import AssessmentView
from ui import theme
from ui.theme import Role, Space, Step
from ui.visit.missing import missing_lines
from ui.visit.states import state_name
from ui.widgets.button import Button, Kind
from ui.widgets.label import Label
from ui.widgets.layouts import clear
from ui.widgets.list_row import ListRow
from ui.widgets.steps import Stage, Steps

_STEPS_WIDTH = 250
_BOTH_FIT = 620


class ProgressPanel(QWidget):
    """Four steps beside what the next one asks for."""

    move_asked = Signal(object)  # State
    question_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("progress")
        self._steps = Steps([Stage(state_name(s), _who(s)) for s in ORDER])
        self._heading = Label("", bold=True)
        self._heading.setObjectName("missing-heading")
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(Space.M)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self._heading)
        column.addLayout(self._list)
        column.addSpacing(Space.S)
        column.addLayout(self._buttons)
        column.addStretch(1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(Space.XL)
        self._row.addWidget(self._steps)
        self._row.addWidget(side, 1)
        theme.watch(self._arrange)

    def bind(
        self,
        view: AssessmentView,
        *,
        moves: tuple[State, ...],
        missing: tuple[MissingItem, ...],
        language: str,
    ) -> None:
        """Show a state; `missing` is what the first of `moves` asks for."""
        state = view.assessment.state
        self._steps.set_current(ORDER.index(state))
        clear(self._list)
        clear(self._buttons)
        forward = next((to for to in moves if _is_forward(state, to)), None)
        for line in missing_lines(missing, view, language) if forward else ():
            row = ListRow(
                line.title,
                note=line.note,
                icon=line.icon,
                icon_role=Role.WELD,
                bold=False,
                sign="chevron-right" if line.question else "",
                name="missing-row",
            )
            row.setEnabled(line.question is not None)
            if line.question is not None:
                row.clicked.connect(
                    lambda _on=False, q=line.question: self.question_chosen.emit(q)
                )
            self._list.addWidget(row)
        self._heading.setText(_heading(state, forward, missing))
        for to in moves:
            self._buttons.addWidget(self._button(state, to, missing))
        self._buttons.addStretch(1)

    def _button(
        self, state: State, to: State, missing: tuple[MissingItem, ...]
    ) -> Button:
        forward = _is_forward(state, to)
        button = Button(
            _verb(state, to),
            kind=Kind.PRIMARY if forward else Kind.QUIET,
            name=f"move-{to.value}",
        )
        if forward and missing:
            button.allow(False, reason=_("First do what is listed above."))
        button.clicked.connect(lambda: self.move_asked.emit(to))
        return button

    def _arrange(self) -> None:
        scale = theme.current().pixels(Step.BODY) / Step.BODY.value[0]
        beside = self.width() >= _BOTH_FIT * scale
        self._row.setDirection(
            QBoxLayout.Direction.LeftToRight
            if beside
            else QBoxLayout.Direction.TopToBottom
        )
        self._steps.setMaximumWidth(
            round(_STEPS_WIDTH * scale) if beside else 16_777_215
        )

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()


def _is_forward(state: State, to: State) -> bool:
    return ORDER.index(to) > ORDER.index(state)


def _who(state: State) -> str:
    match state:
        case State.DRAFT:
            return _("The team answers and adds evidence.")
        case State.READY:
            return _("The team says that all is there.")
        case State.IN_REVIEW:
            return _("A reviewer reads it.")
        case State.APPROVED:
            return _("By a reviewer who wasn't on the team.")


def _verb(state: State, to: State) -> str:
    match to:
        case State.DRAFT:
            return _("Back to draft")
        case State.READY if _is_forward(state, to):
            return _("Mark as ready")
        case State.READY:
            return _("Give it back to the team")
        case State.IN_REVIEW if _is_forward(state, to):
            return _("Hand in for review")
        case State.IN_REVIEW:
            return _("Open the review again")
        case State.APPROVED:
            return _("Approve")


def _heading(
    state: State, forward: State | None, missing: tuple[MissingItem, ...]
) -> str:
    if forward is not None and missing:
        count = sum(one.count for one in missing)
        return ngettext(
            "{count} thing is missing before “{state}”",
            "{count} things are missing before “{state}”",
            count,
        ).format(count=count, state=state_name(forward))
    if forward is not None:
        return _("Nothing is missing. It can move on to “{state}”.").format(
            state=state_name(forward)
        )
    if state is State.APPROVED:
        return _("Approved. The report can be released.")
    return _("It waits for a reviewer. Sync, so that the hub has it.")
