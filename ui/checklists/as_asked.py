"""A checklist as the assessor will see it, with what stands behind each question."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from bwassess.assessment.records import Counts, Evidence, Extent, Override
from bwassess.checklist.kinds import Source
from bwassess.checklist.model import Question
from bwassess.checklist.names import QuestionId
from bwassess.text import _, ngettext
from ui import theme
from ui.assessment.asked import Asked
from ui.assessment.card import QuestionCard
from ui.assessment.questions import QuestionList
from ui.assessment.row import Row, question_row
from ui.assessment.tongues import Tongues
from ui.checklists.behind import Behind
from ui.checklists.trial import Trial
from ui.media.files import MediaFiles
from ui.media.viewer import MediaViewer
from ui.theme import Role, Space, Step
from ui.widgets.button import Button, Kind
from ui.widgets.label import Label
from ui.widgets.select import Select
from ui.widgets.surface import Surface

_AT_ONCE = 30
"""So many questions stand on one page: measuring more would be felt."""
_BESIDE = 820
_BEHIND_WIDTH = 300


@dataclass(frozen=True, slots=True)
class _Page:
    """The questions of a point; a long one has several pages."""

    title: str
    questions: tuple[Question, ...]


def card_to_try(media: MediaFiles | None) -> QuestionCard:
    """A card as in an assessment, without any photos."""
    return QuestionCard(read_thumbnail=_no_thumbnail, media=media)


class AsAsked(QWidget):
    """The real card on the real rows; answers are tried out and never kept."""

    def __init__(
        self,
        trial: Trial,
        languages: tuple[str, ...],
        card: QuestionCard,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("as-asked")
        self._trial = trial
        known = tuple(one for one in languages if one in trial.checklist.languages)
        self._languages = known or trial.checklist.languages[:1]
        self._pages: tuple[_Page, ...] = ()
        self._shown: tuple[Question, ...] = ()
        self._open: QuestionId | None = None
        self._is_beside = False
        self._card = card
        self._card.media.enlarged.connect(self._on_enlarged)
        self._rows = QuestionList(self._card)
        self._behind = Behind(trial.checklist, date.today())  # noqa: DTZ011
        # Whoever leafs through the questions waits for the cards alone.
        self._behind_later = QTimer(self, singleShot=True, interval=0)
        self._behind_later.timeout.connect(self._show_behind)
        self._build()
        self._connect()
        self._fill_pages()
        # In the next turn of the event loop, or it would be felt.
        QTimer.singleShot(0, self, self._begin)

    @property
    def question(self) -> QuestionId | None:
        """The open question."""
        return self._open

    def open_question(self, question: QuestionId) -> None:
        """Open a question's card, on the page it stands on."""
        if all(one.id != question for one in self._shown):
            for place, page in enumerate(self._pages):
                if any(one.id == question for one in page.questions):
                    self._search.clear()
                    self._points.setCurrentIndex(place)
                    self._show(page.questions)
        self._open = question
        self._bind()

    def _begin(self) -> None:
        if self._open is None:
            self._show_page(0)

    # -- building ------------------------------------------------------------

    def _build(self) -> None:
        self._points = Select(label=_("Compliance point"), name="preview-point")
        self._points.shrink()
        self._before = Button(
            _("Point before"), kind=Kind.ICON, icon="chevron-left", name="point-before"
        )
        self._after = Button(
            _("Next point"), kind=Kind.ICON, icon="chevron-right", name="point-after"
        )
        self._search = QLineEdit()
        self._search.setObjectName("search-here")
        self._search.setPlaceholderText(_("Search by code or words"))
        self._search.setAccessibleName(_("Search in the checklist"))
        self._search.setClearButtonEnabled(True)
        self._search.setMaximumWidth(260)
        self._tongues = Tongues("preview-languages")
        head = QHBoxLayout()
        head.setContentsMargins(Space.XL, Space.S, Space.L, Space.XS)
        head.setSpacing(Space.S)
        head.addWidget(self._points, 3)
        head.addWidget(self._before)
        head.addWidget(self._after)
        head.addWidget(self._search, 2)
        self._note = Label("", step=Step.NOTE, role=Role.INK3)
        self._note.setObjectName("preview-note")
        self._rules = Button(
            _("Rules and law"),
            icon="gavel",
            kind=Kind.QUIET,
            step=Step.NOTE,
            name="show-behind",
        )
        self._rules.setCheckable(True)
        self._rules.toggled.connect(self._arrange)
        below = QHBoxLayout()
        below.setContentsMargins(Space.XL, 0, Space.L, Space.XS)
        below.setSpacing(Space.S)
        below.addWidget(self._note, 1)
        below.addWidget(self._rules)
        below.addWidget(self._tongues)
        self._left = QWidget()
        around = QVBoxLayout(self._left)
        around.setContentsMargins(Space.L, 0, 0, 0)
        around.addWidget(self._rows)
        self._side = Surface(ground=None, edges=Qt.Edge.LeftEdge)
        inside = QVBoxLayout(self._side)
        inside.setContentsMargins(1, 1, 0, 0)
        inside.addWidget(self._behind)
        self._split = QSplitter()
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(1)
        for place, part in enumerate((self._left, self._side)):
            self._split.addWidget(part)
            self._split.setStretchFactor(place, 1 - place)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(below)
        column.addWidget(self._split, 1)
        self._tongues.show_languages(self._trial.checklist, self._languages)

    def _connect(self) -> None:
        self._points.activated.connect(self._show_page)
        self._before.clicked.connect(lambda: self._step(-1))
        self._after.clicked.connect(lambda: self._step(1))
        self._search.textChanged.connect(self._on_search)
        self._tongues.chosen.connect(self._on_languages)
        self._rows.chosen.connect(lambda one: self.open_question(QuestionId(one)))
        card = self._card
        card.answered.connect(lambda value: self._change(value=value))
        card.counted.connect(self._on_counted)
        card.extent_chosen.connect(
            lambda said: self._change(extent=Extent(said) if said else None)
        )
        card.source_toggled.connect(self._on_source)
        card.note_left.connect(lambda text: self._change(note=text))
        card.reworded.connect(lambda text: self._change(wording=text))
        card.passed.connect(lambda why: self._change(passed=why))
        card.judged.connect(
            lambda said, why: self._change(
                override=None if said is None else Override(said, why)
            )
        )

    # -- pages ---------------------------------------------------------------

    def _fill_pages(self) -> None:
        self._pages = tuple(_pages(self._trial, self._languages[0]))
        at = max(self._points.currentIndex(), 0)
        self._points.clear()
        for page in self._pages:
            self._points.addItem(page.title)
        self._points.setCurrentIndex(min(at, len(self._pages) - 1))

    def _show_page(self, place: int) -> None:
        if not self._pages:
            return
        place = min(max(place, 0), len(self._pages) - 1)
        self._points.setCurrentIndex(place)
        self._search.blockSignals(True)
        self._search.clear()
        self._search.blockSignals(False)
        self._show(self._pages[place].questions)

    def _step(self, by: int) -> None:
        self._show_page(self._points.currentIndex() + by)

    def _on_search(self, text: str) -> None:
        words = text.casefold().split()
        if not words:
            self._show_page(self._points.currentIndex())
            return
        found = []
        for question in self._trial.checklist.questions:
            said = " ".join(_said(question, self._languages)).casefold()
            if all(word in said for word in words):
                found.append(question)
        self._show(tuple(found[:_AT_ONCE]), of=len(found))

    def _show(self, questions: tuple[Question, ...], of: int = 0) -> None:
        self._shown = questions
        ids = [one.id for one in questions]
        if self._open not in ids:
            self._open = ids[0] if ids else None
        self._rows.questions.set_rows(tuple(self._row(one) for one in questions))
        self._say(of)
        self._bind()

    def _say(self, found: int) -> None:
        at = self._points.currentIndex()
        self._before.allow(at > 0, reason=_("This is the first point."))
        self._after.allow(
            at < len(self._pages) - 1, reason=_("This is the last point.")
        )
        searching = bool(self._search.text().strip())
        if searching and not self._shown:
            said = _("No question has these words.")
        elif searching:
            said = ngettext(
                "{count} question has these words.",
                "{count} questions have these words.",
                found,
            ).format(count=found)
            if found > len(self._shown):
                said += " " + _("The first {count} are shown.").format(
                    count=len(self._shown)
                )
        else:
            said = _("Answer to try it out; nothing is kept.")
            if not all(self._trial.asks(one.id) for one in self._shown):
                said += " " + _("An eye struck through: not asked yet.")
        self._note.setText(said)

    # -- the open question ---------------------------------------------------

    def _row(self, question: Question) -> Row:
        return question_row(
            self._asked(question.id),
            signs=() if self._trial.asks(question.id) else ("eye-off",),
        )

    def _asked(self, question: QuestionId) -> Asked:
        return Asked.of(self._trial.view, question, *self._languages)

    def _bind(self) -> None:
        if self._open is None:
            self._rows.card.hide()
            return
        asked = self._asked(self._open)
        self._card.bind(asked)
        for name in ("add-photo", "add-from-camera"):
            button = self._card.findChild(Button, name)
            if button is not None:
                button.allow(False, reason=_("Photos are added in an assessment."))
        self._rows.open_question(self._open)
        self._behind_later.start()

    def _show_behind(self) -> None:
        if self._open is not None:
            question = self._trial.checklist.question(self._open)
            self._behind.show_question(question, self._languages[0])

    def _on_enlarged(self, name: str, label: str) -> None:
        MediaViewer(self._card.media, name, label, parent=self)

    def _change(self, **fields: Any) -> None:
        if self._open is not None:
            before = self._trial.view.judgement.headings
            self._trial.change(self._open, **fields)
            if self._trial.view.judgement.headings != before:
                self._fill_pages()
            self._rows.questions.set_rows(tuple(self._row(one) for one in self._shown))
            self._bind()

    def _on_counted(self, affected: int | None, seen: int | None) -> None:
        if affected is None and seen is None:
            self._change(counts=None)
        elif affected is not None and seen is not None and affected <= seen:
            self._change(counts=Counts(affected, seen))

    def _on_source(self, source: str, used: bool) -> None:
        if self._open is None:
            return
        answer = self._trial.view.answer(self._open)
        own = frozenset({Source(source)})
        self._change(sources=answer.sources | own if used else answer.sources - own)

    def _on_languages(self, languages: tuple[str, ...]) -> None:
        self._languages = languages
        self._tongues.show_languages(self._trial.checklist, languages)
        self._fill_pages()
        if self._search.text().strip():
            self._on_search(self._search.text())
        else:
            self._show(self._pages[self._points.currentIndex()].questions)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Both beside each other; where there is no room for it, one at a time."""
        beside = self.width() >= _BESIDE * theme.current().text_size / 100
        self._rules.setVisible(not beside)
        wants_rules = self._rules.isChecked()
        self._left.setVisible(beside or not wants_rules)
        self._side.setVisible(beside or wants_rules)
        if beside and not self._is_beside:
            self._split.setSizes([self.width() - _BEHIND_WIDTH, _BEHIND_WIDTH])
        self._is_beside = beside


def _pages(trial: Trial, language: str) -> Iterator[_Page]:
    for cluster in trial.checklist.clusters:
        for point in cluster.points:
            title = f"{point.code}  {trial.view.text(point.name, language)}"
            count = len(point.questions)
            for first in range(0, count, _AT_ONCE):
                part = point.questions[first : first + _AT_ONCE]
                yield _Page(
                    title
                    if count <= _AT_ONCE
                    else _("{title} ({first} to {last})").format(
                        title=title, first=first + 1, last=first + len(part)
                    ),
                    part,
                )


def _said(question: Question, languages: tuple[str, ...]) -> Iterator[str]:
    yield question.code
    for language in languages:
        yield question.label.in_(language)
        yield question.guidance.in_(language)


def _no_thumbnail(_photo: Evidence) -> QImage:
    return QImage()
