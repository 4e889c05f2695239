"""The bar above every page: where one is, how far, whether it is saved."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QUndoStack
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from bwassess.checklist.names import QuestionId
from bwassess.errors import BwassessError
from bwassess.text import _, ngettext
from bwassess.workspace.view import AssessmentView
from ui import theme
from ui.assessment.asked import STITCHES
from ui.frame.dates import clock, visit_days
from ui.theme import Role, Space, Step
from ui.widgets.button import Button, Kind
from ui.widgets.label import Label
from ui.widgets.progress_ring import ProgressRing
from ui.widgets.saved_indicator import SavedIndicator, Saving
from ui.widgets.seam import Seam
from ui.widgets.stitches import Pitch, Stitch
from ui.widgets.top_bar import TopBar

_TITLE = 200


class Bar(TopBar):
    """Shows a page's name, and inside an assessment how the whole of it stands."""

    question_chosen = Signal(str)  # QuestionId
    search_asked = Signal()
    plan_asked = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._stack = QUndoStack(self)
        self._questions: tuple[QuestionId, ...] = ()
        self._names: tuple[str, ...] = ()
        self._is_inside = self._is_home = False
        self._build()
        self._wear()

    def _build(self) -> None:
        self._seam = Seam(pitch=Pitch.BAR, name_of=lambda place: self._names[place])
        self._seam.setObjectName("bar-seam")
        self._seam.stitch_chosen.connect(
            lambda place: self.question_chosen.emit(self._questions[place])
        )
        self._ring = ProgressRing(label=_("Answered"))
        self._count = Label("", step=Step.NOTE, bold=True, wrap=False)
        self._count.setObjectName("bar-count")
        self._findings = Label("", step=Step.NOTE, role=Role.MADDER, wrap=False)
        self._findings.setObjectName("bar-findings")
        self._numbers = QWidget()
        column = QVBoxLayout(self._numbers)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._count)
        column.addWidget(self._findings)
        self.saved = SavedIndicator()
        self._undo = Button(
            _("Undo"), kind=Kind.ICON, icon="undo-2", key="Ctrl+Z", name="undo"
        )
        self._redo = Button(
            _("Redo"), kind=Kind.ICON, icon="redo-2", key="Ctrl+Shift+Z", name="redo"
        )
        self._search = Button(
            _("Search everything"),
            icon="search",
            key="Ctrl K",
            name="search-everything",
        )
        self._find = Button(
            _("Search"), kind=Kind.ICON, icon="search", key="Ctrl+K", name="search"
        )
        self._plan = Button(
            _("New assessment"), kind=Kind.PRIMARY, icon="plus", name="new-assessment"
        )
        theme.watch(self._measure_plan)
        for part in (self._seam, self._ring, self._numbers):
            self.add_middle(part)
        for tool in (
            self.saved,
            self._undo,
            self._redo,
            self._search,
            self._find,
            self._plan,
        ):
            self.add_tool(tool)
        self._search.clicked.connect(self.search_asked)
        self._find.clicked.connect(self.search_asked)
        self._plan.clicked.connect(self.plan_asked)

    # -- what it shows -------------------------------------------------------

    def follow(self, stack: QUndoStack) -> None:
        """Undo and redo what is on a stack, and say what that is."""
        self._undo.clicked.connect(stack.undo)
        self._redo.clicked.connect(stack.redo)
        self._stack = stack
        stack.indexChanged.connect(self._say_steps)
        stack.cleanChanged.connect(self._say_steps)
        self._say_steps()

    def show_page(self, title: str, *, note: str = "", is_home: bool = False) -> None:
        """Outside of any assessment: a page's name."""
        self._is_inside = False
        self._is_home = is_home
        self.set_title(title, note=note)
        self._wear()

    def show_assessment(self, view: AssessmentView) -> None:
        """Inside an assessment: the factory, and every question a stitch."""
        self._is_inside = True
        name = view.factory.name if view.factory else _("No factory yet")
        one = view.assessment
        days = visit_days(one.first_day, one.last_day)
        cycle = _("Cycle {number}").format(number=one.cycle)
        self.set_title(name, note=" · ".join(filter(None, (cycle, days))))
        self._show_seam(view)
        tally = view.judgement.total.tally
        self._count.setText(
            _("{answered} of {total}").format(
                answered=tally.answered, total=tally.asked
            )
        )
        self._findings.setText(
            ngettext("{count} finding", "{count} findings", tally.findings).format(
                count=tally.findings
            )
            if tally.findings
            else _("no finding yet")
        )
        self._findings.set_role(Role.MADDER if tally.findings else Role.INK3)
        self._ring.set_progress(tally.answered, tally.asked)
        self._wear()

    def set_saved(self, at: datetime) -> None:
        """A commit is done."""
        self.saved.set_saved(clock(at, seconds=True))

    def set_not_saved(self, error: BwassessError) -> None:
        self.saved.set_not_saved(" ".join(filter(None, (str(error), error.hint))))

    def set_last_saved(self, at: datetime) -> None:
        """Before the first edit: when this was last changed."""
        if self.saved.state is Saving.NOTHING:
            self.set_saved(at)

    def _show_seam(self, view: AssessmentView) -> None:
        language = view.checklist
        groups: list[list[Stitch]] = []
        questions, names = [], []
        for cluster in language.clusters:
            if cluster.is_information:
                continue
            group = []
            for point in cluster.points:
                for question in view.questions(point.code):
                    letter = view.stitch(question.id)
                    if letter:
                        group.append(STITCHES[letter])
                        questions.append(question.id)
                        names.append(question.code)
            groups.append(group)
        self._questions, self._names = tuple(questions), tuple(names)
        states = [state for group in groups for state in group]
        if [len(g) for g in groups] == [len(g) for g in self._seam.groups]:
            self._seam.set_states(states)
        else:
            self._seam.set_groups(groups)

    def _say_steps(self) -> None:
        stack = self._stack
        if not isValid(stack):
            # It empties itself, and says so, while it is taken down.
            return
        self._undo.allow(stack.canUndo(), reason=_("Nothing to undo"))
        self._redo.allow(stack.canRedo(), reason=_("Nothing to redo"))
        for button, words, what, key in (
            (self._undo, _("Undo: {what}"), stack.undoText(), "Ctrl+Z"),
            (self._redo, _("Redo: {what}"), stack.redoText(), "Ctrl+Shift+Z"),
        ):
            if what:
                said = words.format(what=what)
                button.setToolTip(f"{said} ({key})")
                button.setAccessibleDescription(said)

    # -- sizes ---------------------------------------------------------------

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._wear()

    def _wear(self) -> None:
        """Show what fits: the seam, or a ring in its place."""
        inside = self._is_inside
        self._numbers.setVisible(inside)
        self._find.setVisible(inside)
        tools = (
            (self.saved, self._undo, self._redo, self._find)
            if inside
            else (self.saved, self._undo, self._redo)
        )
        taken = sum(tool.sizeHint().width() + Space.S for tool in tools)
        free = self.width() - taken - 2 * Space.L - 2 * Space.XL
        if inside:
            free -= self._numbers.sizeHint().width() + Space.L + _TITLE
        fits = free >= self._seam.sizeHint().width()
        self._seam.setVisible(inside and fits)
        self._ring.setVisible(inside and not fits)
        # One primary button a page: others have their own.
        plans = not inside and self._is_home
        free -= self._plan_width * plans
        wide = free - _TITLE
        self._search.setVisible(not inside and wide >= self._search.sizeHint().width())
        self._shrink_plan(is_narrow=plans and free < 2 * _TITLE)
        if not inside:
            self._find.setVisible(not self._search.isVisibleTo(self))
        self._plan.setVisible(plans)

    def _measure_plan(self) -> None:
        self._plan.set_kind(Kind.PRIMARY)
        self._plan_width = self._plan.sizeHint().width()

    def _shrink_plan(self, *, is_narrow: bool) -> None:
        """Leave the words of the one wide button away where they'd take all room."""
        self._plan.set_kind(Kind.ICON if is_narrow else Kind.PRIMARY)
        self._plan.setToolTip(self._plan.text() if is_narrow else "")
        self._plan.updateGeometry()
