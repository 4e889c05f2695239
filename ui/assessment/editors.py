"""One editor for each type of answer, all spoken to in the same way."""

from collections.abc import Mapping
from typing import cast

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from bwassess.checklist.given import Value
from bwassess.checklist.kinds import AnswerType
from bwassess.checklist.model import Question
from bwassess.text import _
from ui.theme import Role, Space, Step
from ui.widgets.answer_buttons import AnswerButtons, Choice
from ui.widgets.button import Button
from ui.widgets.check_list import CheckList, Option
from ui.widgets.decimal_field import DecimalField
from ui.widgets.label import Label
from ui.widgets.parts_editor import Part, PartsEditor, PartValue
from ui.widgets.ratio_editor import RatioEditor
from ui.widgets.text_area import TextArea

_KEYS = {"yes": "Y", "no": "N", "na": "A"}
_NO_DAY = QDate(2000, 1, 1)
_SEVERAL = 3


class Editor(QWidget):
    """Takes an answer of one type; a subclass holds the widget that fits it."""

    given = Signal(object)  # Value; None takes the answer back
    typed = Signal(str)  # a text on its way, for the draft

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.XS)

    def bind(self, question: Question, language: str) -> None:
        """Ask another question of the same type."""
        raise NotImplementedError

    def show_value(self, value: Value) -> None:
        """Show an answer without telling anybody."""
        raise NotImplementedError

    def press(self, key: str) -> bool:
        """Answer by a key; whether it meant anything here."""
        return False

    def enter(self) -> None:
        """Put the cursor where the answer is given."""
        child = self.nextInFocusChain()
        if child is not None and self.isAncestorOf(child):
            child.setFocus()


class ChoiceEditor(Editor):
    def __init__(self) -> None:
        super().__init__("choice-editor")
        self._buttons = AnswerButtons()
        self._buttons.answered.connect(self._on_answered)
        self._column.addWidget(self._buttons)

    @override
    def bind(self, question: Question, language: str) -> None:
        named = question.answer_type is not AnswerType.CHOICE
        self._buttons.set_choices(
            [
                Choice(
                    one.name,
                    one.label.in_(language),
                    key=_KEYS.get(one.name, str(place)) if named else str(place),
                )
                for place, one in enumerate(question.choices, 1)
            ]
        )

    @override
    def show_value(self, value: Value) -> None:
        self._buttons.set_chosen(value if isinstance(value, str) else None)

    @override
    def press(self, key: str) -> bool:
        return self._buttons.choose_by_key(key)

    def _on_answered(self, name: str) -> None:
        self.given.emit(name or None)


class ChoicesEditor(Editor):
    """Several choices; "none of these" is said by a choice of its own."""

    def __init__(self) -> None:
        super().__init__("choices-editor")
        self._list = CheckList()
        self._list.ticked.connect(self._on_ticked)
        self._column.addWidget(self._list)

    @override
    def bind(self, question: Question, language: str) -> None:
        self._list.set_options(
            [Option(one.name, one.label.in_(language)) for one in question.choices]
        )

    @override
    def show_value(self, value: Value) -> None:
        names = value if isinstance(value, list | tuple) else ()
        self._list.set_on(frozenset(str(name) for name in names))

    @override
    def press(self, key: str) -> bool:
        return key.isdigit() and self._list.toggle_by_number(int(key))

    def _on_ticked(self, names: frozenset[str]) -> None:
        self.given.emit(sorted(names) or None)


class NumberEditor(Editor):
    def __init__(self) -> None:
        super().__init__("number-editor")
        self._field = DecimalField(label=_("Answer"), name="number")
        self._field.setMaximumWidth(220)
        self._error = _error_line()
        self._field.entered.connect(self._on_entered)
        self._field.refused.connect(self._on_refused)
        self._column.addWidget(self._field)
        self._column.addWidget(self._error)

    @override
    def bind(self, question: Question, language: str) -> None:
        self._error.hide()

    @override
    def show_value(self, value: Value) -> None:
        self._field.set_value(value if isinstance(value, str) else "")

    def _on_entered(self, text: str) -> None:
        self._error.hide()
        self.given.emit(text or None)

    def _on_refused(self, why: str) -> None:
        self._error.setText(why)
        self._error.show()


class ShareEditor(Editor):
    """One ratio or percentage: so many of so many."""

    def __init__(self, *, percent: bool) -> None:
        super().__init__("percentage-editor" if percent else "ratio-editor")
        self._ratio = RatioEditor(label=_("Answer"), percent=percent)
        self._ratio.entered.connect(self.given)
        self._column.addWidget(self._ratio)

    @override
    def bind(self, question: Question, language: str) -> None: ...

    @override
    def show_value(self, value: Value) -> None:
        self._ratio.set_value(
            {name: str(part) for name, part in value.items()}
            if isinstance(value, Mapping)
            else None
        )


class PartsAnswerEditor(Editor):
    """A number or share for each part; made for the parts of one question."""

    def __init__(self, question: Question, language: str) -> None:
        super().__init__("parts-editor")
        icons = {"women": "venus", "men": "mars"}
        self._parts = PartsEditor(
            [
                Part(one.name, one.label.in_(language), icons.get(one.name, ""))
                for one in question.parts
            ],
            ratio=question.answer_type is not AnswerType.NUMBER,
            percent=question.answer_type is AnswerType.PERCENTAGE,
        )
        self._parts.entered.connect(self.given)
        self._column.addWidget(self._parts)

    @override
    def bind(self, question: Question, language: str) -> None: ...

    @override
    def show_value(self, value: Value) -> None:
        parts = value if isinstance(value, Mapping) else {}
        self._parts.set_values(
            cast(
                Mapping[str, PartValue],
                {
                    name: {key: str(one) for key, one in part.items()}
                    if isinstance(part, Mapping)
                    else str(part)
                    for name, part in parts.items()
                },
            )
        )


class TextEditor(Editor):
    def __init__(self, *, multiline: bool) -> None:
        super().__init__("text-editor")
        self._area = TextArea(
            label=_("Answer"), least_lines=_SEVERAL if multiline else 1, name="text"
        )
        self._shown = ""
        self._area.typed.connect(self.typed)
        self._area.left.connect(self._on_left)
        self._column.addWidget(self._area)

    @override
    def bind(self, question: Question, language: str) -> None: ...

    @override
    def show_value(self, value: Value) -> None:
        self._shown = value if isinstance(value, str) else ""
        if not self._area.hasFocus():
            self._area.set_text(self._shown)

    def _on_left(self, text: str) -> None:
        if text != self._shown:
            self.given.emit(text or None)


class DateEditor(Editor):
    """A day, picked or typed; empty until one is set."""

    def __init__(self) -> None:
        super().__init__("date-editor")
        self._field = QDateEdit()
        # Mirrored, Qt would show the year first: a day reads the same everywhere.
        self._field.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._field.setCalendarPopup(True)
        self._field.setDisplayFormat("dd/MM/yyyy")
        self._field.setMinimumDate(_NO_DAY)
        self._field.setSpecialValueText(" ")
        self._field.setAccessibleName(_("Answer"))
        self._field.setMaximumWidth(220)
        self._clear = Button(_("Clear"), name="clear-date")
        self._field.editingFinished.connect(self._on_finished)
        self._clear.clicked.connect(self._on_cleared)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self._field)
        row.addWidget(self._clear)
        row.addStretch(1)
        self._column.addLayout(row)
        self._shown: Value = None

    @override
    def bind(self, question: Question, language: str) -> None: ...

    @override
    def show_value(self, value: Value) -> None:
        self._shown = value
        day = QDate.fromString(value, "yyyy-MM-dd") if isinstance(value, str) else None
        self._field.setDate(day if day is not None and day.isValid() else _NO_DAY)
        self._clear.setVisible(value is not None)

    def _on_finished(self) -> None:
        day = self._field.date()
        said = None if day == _NO_DAY else day.toString("yyyy-MM-dd")
        if said != self._shown:
            self.given.emit(said)

    def _on_cleared(self) -> None:
        self.given.emit(None)


class Editors:
    """Keeps one editor of each kind alive, for every card of the visit."""

    def __init__(self) -> None:
        self._kept: dict[tuple[object, ...], Editor] = {}

    def for_question(self, question: Question, language: str) -> tuple[Editor, bool]:
        """The editor that fits a question, and whether it was made just now."""
        kind = self._kind(question, language)
        made = kind not in self._kept
        if made:
            self._kept[kind] = _made(question, language)
        editor = self._kept[kind]
        editor.bind(question, language)
        return editor, made

    def _kind(self, question: Question, language: str) -> tuple[object, ...]:
        match question.answer_type:
            case AnswerType.YES_NO | AnswerType.YES_NO_NA | AnswerType.CHOICE:
                return ("choice",)
            case AnswerType.TEXT:
                return (question.answer_type, question.multiline)
            case _ if question.parts:
                return (question.answer_type, question.parts, language)
            case _:
                return (question.answer_type,)


def _made(question: Question, language: str) -> Editor:
    if question.parts:
        return PartsAnswerEditor(question, language)
    match question.answer_type:
        case AnswerType.YES_NO | AnswerType.YES_NO_NA | AnswerType.CHOICE:
            return ChoiceEditor()
        case AnswerType.CHOICES:
            return ChoicesEditor()
        case AnswerType.NUMBER | AnswerType.INTEGER | AnswerType.RANGE:
            return NumberEditor()
        case AnswerType.RATIO:
            return ShareEditor(percent=False)
        case AnswerType.PERCENTAGE:
            return ShareEditor(percent=True)
        case AnswerType.DATE:
            return DateEditor()
    return TextEditor(multiline=question.multiline)


def _error_line() -> Label:
    line = Label("", step=Step.NOTE, role=Role.MADDER)
    line.hide()
    return line
