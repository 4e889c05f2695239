"""What lies at hand beside a question: guidance, law, evidence, the last visit."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from bwassess.assessment.measures import cited, measured
from bwassess.assessment.records import Answer
from bwassess.checklist.parameters import Parameter, RuleState
from bwassess.text import _, ngettext
from ui.assessment.asked import Asked, Wording
from ui.assessment.card.evidence import source_names
from ui.assessment.instruments import titles
from ui.theme import Role, Space, Step
from ui.widgets.answer_buttons import Choice
from ui.widgets.badge import Badge, BadgeKind
from ui.widgets.label import Label
from ui.widgets.segmented_choice import SegmentedChoice
from ui.widgets.surface import Hairline, Surface

_WIDTH = 308


class ContextPanel(Surface):
    """Three tabs about the open question."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(ground=None, parent=parent)
        self.setObjectName("context")
        self.setMinimumWidth(_WIDTH)
        self.setMaximumWidth(_WIDTH + 120)
        self._asked: Asked | None = None
        self._tabs = SegmentedChoice(
            [
                Choice("guidance", _("Guidance")),
                Choice("evidence", _("Evidence")),
                Choice("last", _("Last visit")),
            ],
            label=_("About this question"),
            value="guidance",
            clearable=False,
            name="context-tabs",
        )
        self._tabs.chosen.connect(lambda _tab: self._show())
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.viewport().setAutoFillBackground(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, 0)
        column.setSpacing(Space.M)
        row = QHBoxLayout()
        row.addWidget(self._tabs)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self._scroll, 1)

    def show_guidance(self) -> None:
        """Turn to the guidance, as F1 does."""
        self._tabs.set_value("guidance")
        self._show()

    def bind(self, asked: Asked) -> None:
        """Show what belongs to a question."""
        if asked != self._asked:
            self._asked = asked
            self._show()

    def _show(self) -> None:
        if self._asked is None:
            return
        page = QWidget()
        page.setAutoFillBackground(False)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, Space.S, Space.L)
        column.setSpacing(Space.M)
        match self._tabs.value:
            case "evidence":
                _evidence(column, self._asked)
            case "last":
                _last_visit(column, self._asked)
            case _:
                _guidance(column, self._asked)
        column.addStretch(1)
        self._scroll.setWidget(page)


def _guidance(column: QVBoxLayout, asked: Asked) -> None:
    question, language = asked.question, asked.language
    guidance = asked.first_wording(question.guidance)
    if guidance.text:
        column.addWidget(_said(guidance, Role.INK))
    below = asked.second_wording(question.guidance)
    if below is not None and below.text:
        column.addWidget(_said(below, Role.INK2))
    follow_ups = asked.words(question.follow_ups)
    if follow_ups:
        column.addWidget(_heading(_("If it is a finding, also note")))
        column.addWidget(Label(follow_ups, role=Role.INK2))
    instruments = titles(question, language)
    if question.reference or instruments:
        column.addWidget(Hairline())
        column.addWidget(_heading(_("Reference")))
    if question.reference:
        column.addWidget(Label(question.reference))
    for title in instruments:
        column.addWidget(Label(title, step=Step.NOTE, role=Role.INK2))
    if asked.law:
        column.addWidget(Hairline())
        column.addWidget(_heading(_("Law in force on the first day")))
        for parameter in asked.law:
            _law(column, parameter, language)


def _said(wording: Wording, role: Role) -> Label:
    label = Label("", role=role)
    label.say(wording.text, wording.language)
    return label


def _law(column: QVBoxLayout, parameter: Parameter, language: str) -> None:
    column.addWidget(Label(parameter.label.in_(language) or parameter.key, bold=True))
    law = cited(parameter.law, parameter.article)
    if law:
        column.addWidget(Label(law, step=Step.NOTE, role=Role.INK2))
    match parameter.state:
        case RuleState.RULE:
            said = measured(parameter.value, parameter.unit)
            case = f"{parameter.case}: " if parameter.case else ""
            column.addWidget(Label(f"{case}{said}", role=Role.INK))
            if parameter.summary:
                column.addWidget(
                    Label(parameter.summary, step=Step.NOTE, role=Role.INK2)
                )
        case RuleState.NONE:
            column.addWidget(Label(_("The law has no such rule."), role=Role.INK2))
        case RuleState.UNKNOWN:
            column.addWidget(Label(_("The rule isn't known here."), role=Role.INK2))
    row = QHBoxLayout()
    kind = BadgeKind.VERIFIED if parameter.is_verified else BadgeKind.UNVERIFIED
    row.addWidget(Badge(kind))
    if parameter.valid_from:
        since = _("since {day}").format(day=parameter.valid_from.strftime("%d/%m/%Y"))
        row.addWidget(Label(since, step=Step.NOTE, role=Role.INK2, wrap=False))
    row.addStretch(1)
    column.addLayout(row)


def _evidence(column: QVBoxLayout, asked: Asked) -> None:
    photos = len(asked.photos)
    column.addWidget(
        Label(
            ngettext("{count} photo", "{count} photos", photos).format(count=photos)
            if photos
            else _("No photo yet. Drop one on the card, paste it, or press F6.")
        )
    )
    names = source_names()
    ticked = [names[one][0] for one in names if one in asked.answer.sources]
    column.addWidget(_heading(_("Sources")))
    column.addWidget(Label(", ".join(ticked) if ticked else _("None ticked yet.")))
    if asked.is_finding:
        column.addWidget(Hairline())
        enough = len(ticked) >= 2
        column.addWidget(
            Label(
                _("Two kinds of source: enough for this finding.")
                if enough
                else _("One kind of source is weak. Look for a second."),
                role=Role.VERDIGRIS if enough else Role.WELD,
            )
        )
    column.addWidget(Hairline())
    column.addWidget(_heading(_("Last change")))
    column.addWidget(Label(_changed(asked.answer), role=Role.INK2))


def _changed(answer: Answer) -> str:
    if answer.changed_at is None:
        return _("Nothing said yet.")
    return answer.changed_at.astimezone().strftime("%d/%m/%Y %H:%M:%S")


def _last_visit(column: QVBoxLayout, asked: Asked) -> None:
    last = asked.last
    if last is None:
        column.addWidget(Label(_("This question wasn't answered at an earlier visit.")))
        return
    column.addWidget(_heading(last.when))
    column.addWidget(Label(last.said, bold=True))
    if last.was_finding:
        column.addWidget(Badge(BadgeKind.FINDING))
        column.addWidget(Label(last.sentence))


def _heading(text: str) -> Label:
    return Label(text, step=Step.NOTE, role=Role.INK3)
