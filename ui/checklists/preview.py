"""A checklist as the assessor will see it: clusters, points, questions, law."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from bwassess.assessment.measures import cited, measured
from bwassess.checklist.kinds import AnswerType
from bwassess.checklist.model import Checklist, CompliancePoint, Question
from bwassess.checklist.parameters import Parameter, RuleState
from bwassess.text import _, ngettext
from ui.theme import Radius, Role, Space, Step
from ui.widgets.badge import Badge, BadgeKind
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.label import Label
from ui.widgets.list_row import ListRow
from ui.widgets.surface import Hairline, Surface

Law = Mapping[str, tuple[Parameter, ...]]


class ChecklistPreview(QWidget):
    """Points below their clusters; a pressed one unfolds its questions.

    Typing narrows them to those that say the words, in a question or its guidance.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("checklist-preview")
        self.search = QLineEdit()
        self.search.setObjectName("checklist-search")
        self.search.setPlaceholderText(_("Search by code or words"))
        self.search.setAccessibleName(_("Search in the checklist"))
        self.search.textChanged.connect(self._filter)
        self._none = Label(_("No question has these words."), role=Role.INK2)
        self._none.setObjectName("checklist-none")
        self._none.hide()
        self._clusters: list[tuple[Label, list[_Point]]] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(Space.S)
        whole.addWidget(self.search)
        whole.addWidget(self._none)
        whole.addLayout(self._column)

    def show_checklist(self, checklist: Checklist, language: str) -> None:
        """Show a version, all its points folded."""
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._clusters = []
        today = date.today()  # noqa: DTZ011 - the law of the day it is looked at
        law = checklist.parameters_on(today)
        for cluster in checklist.clusters:
            heading = Label(
                f"{cluster.code}  {cluster.name.in_(language)}",
                step=Step.FINDING,
                bold=True,
            )
            heading.setContentsMargins(0, Space.L, 0, Space.XS)
            self._column.addWidget(heading)
            points = []
            for point in cluster.points:
                points.append(_Point(point, checklist.country, law, language))
                self._column.addWidget(points[-1])
            self._clusters.append((heading, points))
        self._filter(self.search.text())

    def _filter(self, text: str) -> None:
        words = text.casefold().split()
        found = 0
        for heading, points in self._clusters:
            fitting = [one for one in points if one.says(words)]
            for one in points:
                one.setVisible(one in fitting)
            heading.setVisible(bool(fitting))
            found += len(fitting)
        self._none.setVisible(not found)


class _Point(QWidget):
    def __init__(
        self, point: CompliancePoint, country: str, law: Law, language: str
    ) -> None:
        super().__init__()
        self._build_questions: Callable[[], QWidget] = lambda: _questions(
            point, country, law, language
        )
        self._questions: QWidget | None = None
        self._said = " ".join(_said(point, language)).casefold()
        count = len(point.questions)
        self.row = ListRow(
            f"{point.code}  {point.name.in_(language)}",
            end=ngettext("{count} question", "{count} questions", count).format(
                count=count
            ),
            bold=False,
            sign="chevron-down",
            name="point-row",
        )
        self.row.clicked.connect(self._on_clicked)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.row)

    def says(self, words: Sequence[str]) -> bool:
        """Whether all words are said somewhere in the point."""
        return all(word in self._said for word in words)

    def _on_clicked(self) -> None:
        """Unfold; the questions are made the first time."""
        if self._questions is None:
            self._questions = self._build_questions()
            self._column.addWidget(self._questions)
            self._questions.show()
        else:
            self._questions.setVisible(self._questions.isHidden())
        is_open = not self._questions.isHidden()
        self.row.set_sign("chevron-up" if is_open else "chevron-down")


def _said(point: CompliancePoint, language: str) -> Iterator[str]:
    yield point.code
    yield point.name.in_(language)
    for question in point.questions:
        yield question.code
        yield question.label.in_(language)
        yield question.guidance.in_(language)


def _questions(
    point: CompliancePoint, country: str, law: Law, language: str
) -> QWidget:
    card = Surface(border=Role.LINE, radius=Radius.CARD)
    card.setObjectName("point-questions")
    column = QVBoxLayout(card)
    column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
    column.setSpacing(Space.S)
    guidance = point.guidance.in_(language)
    if guidance:
        column.addWidget(Label(guidance, step=Step.NOTE, role=Role.INK2))
    for place, question in enumerate(point.questions):
        if place or guidance:
            column.addSpacing(Space.S)
            column.addWidget(Hairline())
            column.addSpacing(Space.S)
        _question(column, question, country, law, language)
    return card


def _question(
    column: QVBoxLayout, question: Question, country: str, law: Law, language: str
) -> None:
    kinds = [(BadgeKind.PUBLIC, "")] if question.is_public_in(country) else []
    if question.zero_tolerance:
        kinds.append((BadgeKind.DANGER, _("Zero tolerance")))
    if kinds:
        tags = QWidget()
        flow = FlowLayout(tags)
        for kind, word in kinds:
            flow.addWidget(Badge(kind, word))
        column.addWidget(tags)
    said = f"{question.code} · {_kind(question, language)}"
    column.addWidget(Label(said, step=Step.SMALL, role=Role.INK3))
    column.addWidget(Label(question.label.in_(language), bold=True))
    for text, role in (
        (question.hint.in_(language), Role.INK2),
        (question.guidance.in_(language), Role.INK2),
    ):
        if text:
            column.addWidget(Label(text, step=Step.NOTE, role=role))
    finding = question.finding.in_(language)
    if finding:
        said = _("As a finding: {sentence}").format(sentence=finding)
        column.addWidget(Label(said, step=Step.NOTE, role=Role.INK2))
    if question.reference:
        column.addWidget(Label(question.reference, step=Step.NOTE, role=Role.INK3))
    for key in question.parameters:
        for parameter in law.get(key, ()):
            column.addLayout(_rule(parameter, language))


def _rule(parameter: Parameter, language: str) -> QHBoxLayout:
    match parameter.state:
        case RuleState.RULE:
            said = measured(parameter.value, parameter.unit)
        case RuleState.NONE:
            said = _("the law has no such rule")
        case RuleState.UNKNOWN:
            said = _("not known here")
    subject = parameter.label.in_(language) or parameter.key
    if parameter.case:
        subject = f"{subject} ({parameter.case})"
    cited_as = cited(parameter.law, parameter.article)
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(
        Label(
            _("{subject}: {value}").format(subject=subject, value=said), step=Step.NOTE
        )
    )
    if cited_as:
        words.addWidget(Label(cited_as, step=Step.SMALL, role=Role.INK3))
    kind = BadgeKind.VERIFIED if parameter.is_verified else BadgeKind.UNVERIFIED
    row = QHBoxLayout()
    row.setSpacing(Space.M)
    row.addLayout(words, 1)
    row.addWidget(Badge(kind))
    return row


def _kind(question: Question, language: str) -> str:
    """How it is answered, the choices named where there are some of its own."""
    match question.answer_type:
        case AnswerType.YES_NO:
            return _("yes or no")
        case AnswerType.YES_NO_NA:
            return _("yes, no or not applicable")
        case AnswerType.CHOICE:
            return _("one of: {choices}").format(choices=_choices(question, language))
        case AnswerType.CHOICES | AnswerType.RANK:
            return _("any of: {choices}").format(choices=_choices(question, language))
        case AnswerType.NUMBER | AnswerType.INTEGER | AnswerType.RANGE:
            return _("a number")
        case AnswerType.RATIO:
            return _("so many for so many")
        case AnswerType.PERCENTAGE:
            return _("a percentage")
        case AnswerType.DATE:
            return _("a day")
    return _("a text")


def _choices(question: Question, language: str) -> str:
    return ", ".join(one.label.in_(language) for one in question.choices)
