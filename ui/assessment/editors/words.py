"""Texts, codes as scanners type them, a tick, and what nobody may change."""

from PySide6.QtCore import Qt
from typing_extensions import override

from bwassess.assessment.typed import read_digits
from bwassess.checklist.given import Value
from bwassess.text import _
from ui.assessment.asked import Asked
from ui.assessment.editors.editor import Editor
from ui.theme import Role, Step
from ui.widgets.check_list import CheckList, Option
from ui.widgets.label import Label
from ui.widgets.text_area import TextArea
from ui.widgets.typed_field import TypedField

_SEVERAL = 3
_OF_NUMBERS = frozenset("0123456789+-., ()/#*")


class TextEditor(Editor):
    """Words; with several lines from the start where the question asks for many."""

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
    def show_value(self, value: Value) -> None:
        self._shown = value if isinstance(value, str) else ""
        if not self._area.hasFocus():
            self._area.set_text(self._shown)

    @override
    def settle(self) -> None:
        self._on_left(self._area.text)

    def _on_left(self, text: str) -> None:
        """What was only looked at stays as it is kept, to the last sign."""
        if self._area.document().isModified() and text != self._shown:
            self._area.document().setModified(False)
            self._shown = text
            self.given.emit(text or None)


class LineEditor(Editor):
    """A text of one line: digits only, or a code that a scanner types."""

    def __init__(self, *, is_code: bool) -> None:
        super().__init__("barcode-editor" if is_code else "digits-editor")
        self._field = TypedField[str](
            label=_("Answer"),
            read=_any_code if is_code else _digits_only,
            show=lambda text: text,
            sample="8850123456789",
            name="barcode" if is_code else "digits",
        )
        self._field.setPlaceholderText("")
        self._field.setInputMethodHints(
            Qt.InputMethodHint.ImhNone
            if is_code
            else Qt.InputMethodHint.ImhPreferNumbers
        )
        self._field.entered.connect(self._on_entered)
        self._field.refused.connect(lambda: self.refuse(_("Type digits only.")))
        self._field.cleared.connect(self._on_typed)
        self._column.addWidget(self._field)
        if is_code:
            self._column.addWidget(
                Label(
                    _("Press Enter to go into the field, then scan, or type the code."),
                    step=Step.NOTE,
                    role=Role.INK2,
                )
            )
        self._column.addWidget(self._error)

    @override
    def bind(self, asked: Asked) -> None:
        self.refuse("")

    @override
    def show_value(self, value: Value) -> None:
        self._field.set_value(value if isinstance(value, str) else None)

    @override
    def settle(self) -> None:
        self._field.settle()

    @override
    def enter(self) -> None:
        """Whatever stands there is replaced by the next scan."""
        self._field.setFocus()
        self._field.selectAll()

    def _on_typed(self) -> None:
        self.refuse("")
        self.tell_typed(self._field.text(), self._field.read_now)

    def _on_entered(self, text: str | None) -> None:
        self.refuse("")
        self.given.emit(text or None)


class AcknowledgeEditor(Editor):
    """One tick."""

    def __init__(self) -> None:
        super().__init__("acknowledge-editor")
        self._list = CheckList(
            [Option("ok", _("Read and confirmed"))], name="acknowledge"
        )
        self._list.ticked.connect(lambda on: self.given.emit(True if on else None))
        self._column.addWidget(self._list)

    @override
    def show_value(self, value: Value) -> None:
        self._list.set_on(frozenset({"ok"}) if value is True else frozenset())

    @override
    def press(self, key: str) -> bool:
        return key in {"1", "Y"} and self._list.toggle_by_number(1)


class ReadOnlyEditor(Editor):
    """What the checklist fills in by itself: the value alone."""

    def __init__(self) -> None:
        super().__init__("read-only-editor")
        self._asked: Asked | None = None
        self._said = Label("", step=Step.QUESTION)
        self._said.setObjectName("read-only-value")
        self._why = Label(
            _("The checklist fills this in by itself."), step=Step.NOTE, role=Role.INK2
        )
        self._column.addWidget(self._said)
        self._column.addWidget(self._why)

    @override
    def bind(self, asked: Asked) -> None:
        self._asked = asked

    @override
    def show_value(self, value: Value) -> None:
        if self._asked is not None:
            self._said.setText(self._asked.said or _("Nothing yet"))


def _any_code(text: str) -> str | None:
    return text.strip() or None


def _digits_only(text: str) -> str | None:
    typed = read_digits(text).strip()
    return typed if typed and set(typed) <= _OF_NUMBERS else None
