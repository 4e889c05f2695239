"""A move to another version of the checklist, shown whole before it is done."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from bwassess.assessment.moving import Fate, Move, Moved
from bwassess.assessment.records import Answer
from bwassess.assessment.showing import answer_text
from bwassess.checklist.comparing import Difference
from bwassess.checklist.names import ChecklistHash, QuestionId, lineage_of
from bwassess.store.queries import ChecklistEntry
from bwassess.text import _, ngettext
from ui.checklists.differing import Differing, headline
from ui.checklists.shelf import in_words
from ui.theme import Role, Space, Step
from ui.widgets.button import Button, Kind
from ui.widgets.entry import Entry, Told, told
from ui.widgets.entry_list import EntryList
from ui.widgets.label import Label
from ui.widgets.lines import Run, isolated
from ui.widgets.page_column import Heading
from ui.widgets.select import Select
from ui.widgets.surface import Hairline

Maker = Callable[[], Entry]


class MovePage(QWidget):
    """What becomes of each answer; only its button moves anything."""

    looked_at = Signal(str)  # ChecklistHash chosen
    move_asked = Signal(str)  # ChecklistHash
    cancelled = Signal()

    def __init__(self, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("move-page")
        self._language = language
        self._versions: dict[str, str] = {}
        self._back = Button(
            _("Back to the visit"), kind=Kind.QUIET, icon="arrow-left", name="move-back"
        )
        self._back.clicked.connect(self.cancelled)
        self._to = Select(label=_("Version to move to"), name="move-to")
        self._to.shrink()
        self._to.activated.connect(lambda _at: self.looked_at.emit(self.wanted))
        self._note = Label("", role=Role.INK2)
        self._note.setObjectName("move-note")
        self._list = EntryList(label=_("What becomes of the answers"), name="move-list")
        self._move = Button("", kind=Kind.PRIMARY, key="Ctrl+Enter", name="move")
        self._move.clicked.connect(self._on_move)
        cancel = Button(_("Cancel"), kind=Kind.QUIET, name="move-cancel")
        cancel.clicked.connect(self.cancelled)
        back = QHBoxLayout()
        back.addWidget(self._back)
        back.addStretch(1)
        choice = QHBoxLayout()
        choice.setSpacing(Space.M)
        choice.addWidget(Label(_("Move to"), role=Role.INK2, wrap=False))
        choice.addWidget(self._to, 3)
        choice.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(Space.L)
        foot.addWidget(self._move)
        foot.addWidget(cancel)
        foot.addWidget(
            Label(
                _("No answer is lost; undo and a move back bring it all again."),
                step=Step.NOTE,
                role=Role.INK3,
            ),
            1,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.M, Space.XL, Space.M)
        column.setSpacing(Space.S)
        column.addLayout(back)
        column.addWidget(Heading(_("Another version of the checklist"), is_title=True))
        column.addLayout(choice)
        column.addWidget(self._note)
        column.addWidget(self._list, 1)
        column.addWidget(Hairline())
        column.addLayout(foot)

    @property
    def wanted(self) -> ChecklistHash:
        """The version chosen."""
        return ChecklistHash(str(self._to.currentData() or ""))

    def offer(self, entries: Sequence[ChecklistEntry], wanted: str) -> None:
        """Offer versions; one of them is looked at first."""
        self._to.clear()
        self._versions = {one.hash: isolated(one.version) for one in entries}
        for one in entries:
            word, _icon, _role = in_words(one)
            said = _("{title}, version {version} ({state})").format(
                title=one.title, version=isolated(one.version), state=word
            )
            self._to.addItem(said, one.hash)
        self._to.setCurrentIndex(max(self._to.findData(wanted), 0))
        self.looked_at.emit(self.wanted)

    def wait(self) -> None:
        """Say that the versions are being compared."""
        self._note.setText(_("The versions are being compared."))
        self._list.show_entries([])
        version = self._versions.get(self.wanted, "")
        self._move.setText(_("Move to version {version}").format(version=version))
        self._move.allow(False, reason=self._note.text())

    def show_move(self, move: Move, answers: Mapping[QuestionId, Answer]) -> None:
        """Show what a move would do."""
        self._move.allow(True)
        self._note.setText(_summary(move))
        self._list.show_entries(list(self._entries(move, answers)))

    # -- entries -------------------------------------------------------------

    def _entries(
        self, move: Move, answers: Mapping[QuestionId, Answer]
    ) -> Iterator[Entry | Maker]:
        comparison = move.comparison
        differing = Differing(comparison, self._language)
        differences = {one.id: one for one in comparison.questions}
        for fate, title, note in (
            (
                Fate.LOOK_AGAIN,
                _("Need another look"),
                _("They carry over and are marked to be looked at."),
            ),
            (
                Fate.DOES_NOT_FIT,
                _("Don't fit any more"),
                _("Kept, and the question is open again."),
            ),
            (
                Fate.NO_PLACE,
                _("No longer have a place"),
                _("Kept and listed on the visit's page; the report leaves them out."),
            ),
        ):
            moved = move.with_fate(fate)
            if moved:
                yield _heading(title, len(moved), note)
            for one in moved:
                its = differences.get(QuestionId(lineage_of(one.id)))
                said = self._answer(move, one, answers)
                yield partial(self._entry, differing, one, its, said)
        if move.to_ask:
            yield _heading(
                _("New questions"), len(move.to_ask), _("Open, to be asked.")
            )
        for question in move.to_ask:
            yield Entry((headline(question, self._language),), icon="plus")

    def _entry(
        self, differing: Differing, one: Moved, its: Difference | None, said: Told
    ) -> Entry:
        if its is None:
            return Entry((headline(one.question, self._language), said), icon="eye")
        return differing.entry(its, before=(said,))

    def _answer(
        self, move: Move, one: Moved, answers: Mapping[QuestionId, Answer]
    ) -> Told:
        """The answer as it reads in the version it was given to."""
        old = move.comparison.old
        asked = old.question(one.id) if old.asks(one.id) else one.question
        answer = answers.get(one.id)
        value = answer.value if answer is not None else None
        said = answer_text(asked, value, language=self._language)
        if not said:
            said = _("no answer") if value is None else str(value)
        return Told(
            (Run(said, bold=True),), is_inset=True, lead=Run(_("Answer:") + " ")
        )

    # -- what was pressed ----------------------------------------------------

    def _on_move(self) -> None:
        if self._move.isEnabled():
            self.move_asked.emit(self.wanted)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_move()
        elif event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)


def _heading(title: str, count: int, note: str) -> Entry:
    return Entry(
        (
            told(f"{title} ({count})", step=Step.QUESTION, bold=True),
            told(note, step=Step.NOTE, role=Role.INK2),
        ),
        is_heading=True,
    )


def _summary(move: Move) -> str:
    counts = {fate: len(move.with_fate(fate)) for fate in Fate}
    carried, again = counts[Fate.CARRIES], counts[Fate.LOOK_AGAIN]
    unfit, homeless = counts[Fate.DOES_NOT_FIT], counts[Fate.NO_PLACE]
    new = len(move.to_ask)
    said = [
        (
            ngettext(
                "{count} answer carries over", "{count} answers carry over", carried
            ),
            carried,
        ),
        (
            ngettext("{count} needs another look", "{count} need another look", again),
            again,
        ),
        (
            ngettext(
                "{count} doesn't fit any more", "{count} don't fit any more", unfit
            ),
            unfit,
        ),
        (
            ngettext(
                "{count} no longer has a place",
                "{count} no longer have a place",
                homeless,
            ),
            homeless,
        ),
        (ngettext("{count} new question", "{count} new questions", new), new),
    ]
    return " · ".join(
        words.format(count=count)
        for place, (words, count) in enumerate(said)
        if count or not place
    )
