"""What stands behind a question: when it is asked, what breaks it, on what law."""

from collections.abc import Iterator
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from bwassess.assessment.law import LawOnDay
from bwassess.assessment.law_text import case_in_words, value_in_words
from bwassess.assessment.measures import cited
from bwassess.checklist.kinds import AnswerType
from bwassess.checklist.model import Checklist, Group, Item, Question
from bwassess.checklist.names import QuestionId
from bwassess.checklist.parameters import Parameter, RuleState
from bwassess.text import _
from ui.assessment.asked import facing
from ui.checklists.rules import Rules
from ui.theme import Role, Space, Step
from ui.widgets.badge import Badge, BadgeKind
from ui.widgets.label import Label
from ui.widgets.lines import isolated
from ui.widgets.surface import Hairline


class Behind(QScrollArea):
    """Said anew for each question that is opened."""

    def __init__(
        self, checklist: Checklist, day: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("behind")
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self._law = LawOnDay(checklist, day)
        self._groups = dict(_inside(checklist.items, ()))
        self._checklist = checklist
        self._said: tuple[QuestionId, str] | None = None

    def show_question(self, question: Question, language: str) -> None:
        """Say what stands behind a question; no answer changes that."""
        if (question.id, language) == self._said:
            return
        self._said = question.id, language
        page = QWidget()
        page.setAutoFillBackground(False)
        column = QVBoxLayout(page)
        column.setContentsMargins(Space.L, Space.M, Space.M, Space.L)
        column.setSpacing(Space.XS)
        rules = Rules(self._checklist, language)
        for title, words in self._told(question, rules, language):
            column.addWidget(Label(title, step=Step.NOTE, role=Role.INK3))
            column.addWidget(Label(words))
            column.addSpacing(Space.S)
        self._add_law(column, question, language)
        column.addStretch(1)
        self.setWidget(page)

    def _told(
        self, question: Question, rules: Rules, language: str
    ) -> Iterator[tuple[str, str]]:
        def words(expression: str) -> str:
            return rules.said(expression, question)

        conditions = [
            one.relevant for one in self._groups.get(question.name, ()) if one.relevant
        ]
        if question.relevant:
            conditions.append(question.relevant)
        yield (
            _("Asked"),
            _if(_and(words(one) for one in conditions)) if conditions else _("always"),
        )
        if any(one.is_repeat for one in self._groups.get(question.name, ())):
            yield _("Repeated"), _("once for every row of its group")
        yield (
            _("Answer needed"),
            _if(words(question.required)) if question.required else _("no"),
        )
        yield _("Answered by"), _kind(question, language)
        if question.calculation:
            yield _("Worked out from"), words(question.calculation)
        if question.default:
            yield _("Begins with"), words(question.default)
        if question.constraint:
            yield _("Possible only where"), words(question.constraint)
        if question.warning:
            yield _("A second look unless"), words(question.warning)
        if question.choice_filter:
            yield _("Choices offered where"), isolated(question.choice_filter)
        if question.nc_rule:
            yield _("A finding if"), words(question.nc_rule)
            finding = question.finding
            said = facing(finding.in_(language), finding.spoken(language))
            if said:
                yield _("The report then says"), said
        else:
            yield _("A finding if"), _("never: it is information")

    def _add_law(self, column: QVBoxLayout, question: Question, language: str) -> None:
        if not question.parameters:
            return
        column.addWidget(Hairline())
        column.addSpacing(Space.XS)
        column.addWidget(Label(_("Law in force today"), step=Step.NOTE, role=Role.INK3))
        for key in question.parameters:
            cases = self._law.cases(key)
            for case in cases:
                for parameter in self._law.said(key, case):
                    self._add_value(column, parameter, language)
            if not cases:
                kind = self._law.kinds.get(key)
                column.addWidget(
                    Label((kind.label.in_(language) if kind else "") or key, bold=True)
                )
                column.addWidget(Label(_("not known"), role=Role.INK2))

    def _add_value(
        self, column: QVBoxLayout, parameter: Parameter, language: str
    ) -> None:
        kind = self._law.kinds.get(parameter.key)
        label = parameter.label.in_(language) or (
            kind.label.in_(language) if kind else parameter.key
        )
        case = case_in_words(parameter, kind, language)
        column.addSpacing(Space.XS)
        column.addWidget(Label(f"{label}, {case}" if case else label, bold=True))
        column.addWidget(Label(value_in_words(parameter, kind, language)))
        law = cited(parameter.law, parameter.article)
        if law:
            column.addWidget(Label(law, step=Step.NOTE, role=Role.INK2))
        if parameter.state is not RuleState.UNKNOWN:
            verified = parameter.is_verified
            tag = BadgeKind.VERIFIED if verified else BadgeKind.UNVERIFIED
            row = QHBoxLayout()
            row.addWidget(Badge(tag))
            row.addStretch(1)
            column.addLayout(row)


def _inside(
    items: tuple[Item, ...], around: tuple[Group, ...]
) -> Iterator[tuple[str, tuple[Group, ...]]]:
    for item in items:
        if isinstance(item, Group):
            yield from _inside(item.items, (*around, item))
        else:
            yield item.name, around


def _and(words: Iterator[str]) -> str:
    said = next(words)
    for one in words:
        said = _("{left} and {right}").format(left=said, right=one)
    return said


def _if(condition: str) -> str:
    return (
        condition
        if condition == _("always")
        else _("if {condition}").format(condition=condition)
    )


def _kind(question: Question, language: str) -> str:
    """How it is answered, the choices named where there are some of its own."""
    labels = [one.label.in_(language) for one in question.choices]
    shown = ", ".join(labels[:_CHOICES])
    if len(labels) > _CHOICES:
        shown = _("{choices} and {count} more").format(
            choices=shown, count=len(labels) - _CHOICES
        )
    match question.answer_type:
        case AnswerType.YES_NO | AnswerType.YES_NO_NA | AnswerType.CHOICE:
            return _("one of: {choices}").format(choices=shown)
        case AnswerType.CHOICES:
            return _("any of: {choices}").format(choices=shown)
        case AnswerType.RANK:
            return _("an order of: {choices}").format(choices=shown)
    return _with_parts(question, language)


_CHOICES = 8


def _with_parts(question: Question, language: str) -> str:
    said = answer_kinds()[question.answer_type]
    parts = ", ".join(one.label.in_(language) for one in question.parts)
    if parts:
        return _("{kind} each for: {parts}").format(kind=said, parts=parts)
    return said


def answer_kinds() -> dict[AnswerType, str]:
    """The kinds of answer in words."""
    return {
        AnswerType.YES_NO: _("yes or no"),
        AnswerType.YES_NO_NA: _("yes, no or not applicable"),
        AnswerType.CHOICE: _("one of a list"),
        AnswerType.CHOICES: _("any of a list"),
        AnswerType.RANK: _("an order"),
        AnswerType.NUMBER: _("a number"),
        AnswerType.INTEGER: _("a whole number"),
        AnswerType.RANGE: _("a number on a scale"),
        AnswerType.RATIO: _("so many for so many"),
        AnswerType.PERCENTAGE: _("a percentage"),
        AnswerType.TEXT: _("a text"),
        AnswerType.BARCODE: _("a barcode"),
        AnswerType.DATE: _("a day"),
        AnswerType.TIME: _("a time of day"),
        AnswerType.DATETIME: _("a day and a time"),
        AnswerType.GEOPOINT: _("a place"),
        AnswerType.GEOTRACE: _("a line on the ground"),
        AnswerType.GEOSHAPE: _("an area"),
        AnswerType.IMAGE: _("a picture"),
        AnswerType.AUDIO: _("a recording"),
        AnswerType.VIDEO: _("a film"),
        AnswerType.FILE: _("a file"),
        AnswerType.ACKNOWLEDGE: _("a confirmation"),
        AnswerType.NOTE: _("nothing: a note"),
        AnswerType.CALCULATE: _("nothing: a calculation"),
        AnswerType.HIDDEN: _("nothing: a hidden value"),
        AnswerType.METADATA: _("nothing: filled in by the program"),
    }
