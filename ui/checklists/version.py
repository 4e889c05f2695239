"""One version of a checklist, held or just read, seen from every side."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from bwassess.checklist.comparing import Comparison, compare
from bwassess.checklist.external import Files
from bwassess.checklist.model import Checklist
from bwassess.checklist.names import ChecklistHash, QuestionId
from bwassess.checklist.problems import Problem
from bwassess.store.queries import ChecklistEntry
from bwassess.text import _, ngettext
from ui.assessment.card import QuestionCard
from ui.checklists.as_asked import AsAsked, card_to_try
from ui.checklists.changes import Changes
from ui.checklists.law_list import LawList
from ui.checklists.overview import Overview
from ui.checklists.preparing import Preparing
from ui.checklists.problems_list import ProblemsList
from ui.checklists.trial import Trial
from ui.checklists.use_strip import UseStrip
from ui.factories import countries
from ui.media.files import MediaFiles
from ui.session import Session
from ui.theme import Role, Space
from ui.widgets.answer_buttons import Choice
from ui.widgets.badge import Badge, BadgeKind
from ui.widgets.button import Button, Kind
from ui.widgets.label import Label
from ui.widgets.lines import isolated
from ui.widgets.page_column import Heading
from ui.widgets.segmented_choice import SegmentedChoice

OVERVIEW, ASKED, LAW = "overview", "asked", "law"
CHANGES, PROBLEMS = "changes", "problems"


@dataclass(frozen=True)
class Read:
    """What came of a file: the checklist, if it can be used, and what is wrong.

    Attributes:
        files: Where the files are that its texts name, if not in the vault.
    """

    name: str
    checklist: Checklist | None
    problems: tuple[Problem, ...]
    files: Files | None = None


class VersionDetail(QWidget):
    """Its head says what it is; one tab at a time, each made when it is first seen."""

    kept = Signal(object)  # Checklist
    publish_asked = Signal(str)  # ChecklistHash
    retire_asked = Signal(str)
    export_asked = Signal(object)  # Checklist
    closed = Signal()

    def __init__(
        self,
        session: Session,
        read: Read,
        *,
        entry: ChecklistEntry | None,
        others: Sequence[ChecklistEntry],
        tab: str,
        is_new: bool,
        parent: QWidget | None = None,
    ) -> None:
        """Make it.

        Args:
            session: Where other versions come from.
            read: What is shown.
            entry: How the version stands in the vault; None for one not kept.
            others: Versions to compare with, the likeliest first.
            tab: The tab to begin with.
            is_new: Whether it comes from a file that was just read.
            parent: Qt's.
        """
        super().__init__(parent)
        self.setObjectName("import-result" if is_new else "version")
        self._session = session
        self._read = read
        self._others = tuple(others)
        self._language = session.settings.asks_in[0]
        self._tabs: dict[str, QWidget] = {}
        self._changes: Changes | None = None
        self._asked: AsAsked | None = None
        self._wanted: str | None = None
        self._build(is_new=is_new)
        self.show_standing(entry)
        self.show_tab(tab)

    @property
    def checklist(self) -> Checklist | None:
        return self._read.checklist

    @property
    def files(self) -> Files | None:
        """Where the files are that its texts name, if not in the vault."""
        return self._read.files

    @property
    def tab(self) -> str:
        """The tab that is shown."""
        return self._choice.value or ""

    def show_standing(self, entry: ChecklistEntry | None) -> None:
        """Say how the version stands in the vault now."""
        checklist = self._read.checklist
        if checklist is None:
            self._strip.show_broken(meaning=_("Nothing was kept."))
        elif entry is None:
            count = sum(1 for _question in checklist.questions)
            self._strip.show_new(
                questions=ngettext(
                    "{count} question, ready to be kept.",
                    "{count} questions, ready to be kept.",
                    count,
                ).format(count=count)
            )
        else:
            may = self._session.workspace.checklists.may_publish()
            self._strip.show_entry(entry, may_publish=may)

    def show_tab(self, tab: str) -> None:
        """Turn to a tab."""
        self._choice.set_value(tab)
        if tab not in self._tabs:
            made = self._made(tab)
            self._tabs[tab] = made
            self._stack.addWidget(made)
        self._stack.setCurrentWidget(self._tabs[tab])

    # -- building ------------------------------------------------------------

    def _build(self, *, is_new: bool) -> None:
        checklist, problems = self._read.checklist, self._read.problems
        title = checklist.title if checklist else self._read.name
        head = QHBoxLayout()
        head.setSpacing(Space.M)
        head.addWidget(Heading(title, is_title=True), 1)
        if checklist is not None:
            country = checklist.country
            for said in (
                _("Version {version}").format(version=isolated(checklist.version)),
                countries.name(country) if country else _("All countries"),
            ):
                head.addWidget(Badge(BadgeKind.PLAIN, said))
        if is_new:
            close = Button(_("Close"), kind=Kind.QUIET, name="close-import")
            close.clicked.connect(self.closed)
            head.addWidget(close)
        self._strip = UseStrip()
        self._strip.keep_asked.connect(lambda: self.kept.emit(self._read.checklist))
        self._strip.publish_asked.connect(self._told(self.publish_asked.emit))
        self._strip.retire_asked.connect(self._told(self.retire_asked.emit))
        choices = [Choice(OVERVIEW, _("Overview"))] if checklist else []
        if checklist is not None:
            choices += [
                Choice(ASKED, _("As asked")),
                Choice(LAW, _("Law")),
                Choice(CHANGES, _("Changes")),
            ]
        if problems:
            title = _("Problems ({count})").format(count=len(problems))
            choices.append(Choice(PROBLEMS, title))
        self._choice = SegmentedChoice(
            choices, label=_("Shown"), clearable=False, name="version-tabs"
        )
        self._choice.chosen.connect(self.show_tab)
        if len(choices) < 2:
            self._choice.hide()
        self.setFocusProxy(self._choice)
        tabs = QHBoxLayout()
        tabs.addWidget(self._choice)
        tabs.addStretch(1)
        self._stack = QStackedWidget()
        top = QVBoxLayout()
        top.setContentsMargins(Space.XL, Space.L, Space.L, Space.S)
        top.setSpacing(Space.S)
        top.addLayout(head)
        if is_new and checklist is not None:
            name = _("Read from {file}").format(file=isolated(self._read.name))
            top.addWidget(Label(name, role=Role.INK2))
        top.addWidget(self._strip)
        top.addLayout(tabs)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._stack, 1)

    def _told(self, tell: Callable[[str], None]) -> Callable[[], None]:
        def act() -> None:
            if self._read.checklist is not None:
                tell(self._read.checklist.hash)

        return act

    def _made(self, tab: str) -> QWidget:
        checklist = self._read.checklist
        if checklist is None or tab == PROBLEMS:
            return ProblemsList(self._read.problems)
        match tab:
            case "asked":
                return self._as_asked(checklist)
            case "law":
                return LawList(checklist, self._language)
            case "changes":
                return self._made_changes()
        overview = Overview(
            checklist,
            is_held=self.objectName() == "version",
            can_compare=bool(self._others),
        )
        overview.export_asked.connect(lambda: self.export_asked.emit(checklist))
        overview.compare_asked.connect(lambda: self.show_tab(CHANGES))
        overview.law_asked.connect(self._on_law_asked)
        return overview

    def _as_asked(self, checklist: Checklist) -> QWidget:
        """The preview; its rules are compiled elsewhere while the page stays alive."""
        place = Preparing(_("The preview is being made ready."))
        today = date.today()  # noqa: DTZ011 - the law of the day it is looked at

        # Each part is made in a turn of the event loop of its own: all at once would be
        # felt.
        def done(trial: Trial) -> None:
            if isValid(place):
                card = card_to_try(self._media(place))
                QTimer.singleShot(0, place, lambda: make(trial, card))

        def make(trial: Trial, card: QuestionCard) -> None:
            asked = AsAsked(trial, self._session.settings.asks_in, card)
            QTimer.singleShot(0, place, lambda: put_in(asked))

        def put_in(asked: AsAsked) -> None:
            place.put_in(asked)
            self._asked = asked
            if self._wanted is not None:
                self._on_question_chosen(self._wanted)

        def begin() -> None:
            self._session.jobs.run(
                lambda _progress: Trial(checklist, today),
                on_done=done,
                on_error=self._session.messages.tell,
            )

        place.seen.connect(begin)
        return place

    def _media(self, parent: QWidget) -> MediaFiles | None:
        checklist = self._read.checklist
        if checklist is None:
            return None
        beside = self._read.files
        return MediaFiles.of(self._session, checklist, beside=beside, parent=parent)

    # -- versions ------------------------------------------------------------

    def _made_changes(self) -> Changes:
        changes = Changes(self._language)
        changes.compared_with.connect(self._compare)
        changes.question_chosen.connect(self._on_question_chosen)
        changes.offer(
            [
                (
                    one.hash,
                    _("{title}, version {version}").format(
                        title=one.title, version=isolated(one.version)
                    ),
                )
                for one in self._others
            ]
        )
        self._changes = changes
        if self._others:
            changes.choose(self._others[0].hash)
        return changes

    def _compare(self, wanted: str) -> None:
        checklist, changes = self._read.checklist, self._changes
        if checklist is None or changes is None:
            return
        changes.wait()
        held = self._session.workspace.checklists

        def done(found: Comparison) -> None:
            if isValid(self) and changes.compared == wanted:
                changes.show_comparison(found)

        self._session.jobs.run(
            lambda _progress: compare(held.get(ChecklistHash(wanted)), checklist),
            on_done=done,
            on_error=self._session.messages.tell,
        )

    def _on_law_asked(self, state: str) -> None:
        self.show_tab(LAW)
        law = self._tabs[LAW]
        if isinstance(law, LawList):
            law.show_state(state)

    def _on_question_chosen(self, question: str) -> None:
        """Show a question as it will be asked, once the preview is ready."""
        checklist = self._read.checklist
        if checklist is None or not any(q.id == question for q in checklist.questions):
            return
        self._wanted = question
        self.show_tab(ASKED)
        if self._asked is not None:
            self._wanted = None
            self._asked.open_question(QuestionId(question))
