"""Numbers: whole, decimal, on a scale, so many of so many, and by parts."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import cast

from typing_extensions import override

from bwassess.checklist.given import Value
from bwassess.checklist.kinds import NUMBERS, AnswerType
from bwassess.checklist.texts import Text
from bwassess.text import _
from ui.assessment.asked import Asked
from ui.assessment.editors.editor import Editor
from ui.widgets.decimal_field import DecimalField, read_decimal
from ui.widgets.lines import isolated
from ui.widgets.parts_editor import Part, PartsEditor, PartValue
from ui.widgets.ratio_editor import RatioEditor
from ui.widgets.slide import Slide


class NumberEditor(Editor):
    """One number; a `whole` one refuses decimals."""

    def __init__(self, *, whole: bool) -> None:
        super().__init__("integer-editor" if whole else "number-editor")
        self._whole = whole
        self._field = DecimalField(
            label=_("Answer"), allow_negative=True, whole=whole, name="number"
        )
        self._field.setMaximumWidth(220)
        self._field.entered.connect(self._on_entered)
        self._field.refused.connect(self.refuse)
        self._field.typed.connect(self._on_typed)
        self._column.addWidget(self._field)
        self._column.addWidget(self._error)

    @override
    def bind(self, asked: Asked) -> None:
        self.refuse("")

    @override
    def show_value(self, value: Value) -> None:
        self._field.set_value(value if isinstance(value, str) else "")

    @override
    def settle(self) -> None:
        self._field.settle()

    def _on_typed(self, text: str) -> None:
        """Only what is a number is worth a draft."""
        self.refuse("")
        number = read_decimal(text)
        if number is not None and self._whole and "." in number:
            number = None
        self.tell_typed(text, number)

    def _on_entered(self, text: str) -> None:
        self.refuse("")
        self.given.emit(text or None)


class RangeEditor(Editor):
    """A number on a scale, by its steps."""

    def __init__(self) -> None:
        super().__init__("range-editor")
        self._slide = Slide(label=_("Answer"), name="range")
        self._said = ""
        self._slide.chosen.connect(self._on_chosen)
        self._slide.refused.connect(lambda why: self.refuse(why or self._said))
        self._column.addWidget(self._slide)
        self._column.addWidget(self._error)

    @override
    def bind(self, asked: Asked) -> None:
        given = dict(asked.question.options)
        start = _number(given.get("start"), "1")
        end = _number(given.get("end"), "10")
        step = _number(given.get("step"), "1")
        ticks = "no-ticks" not in asked.question.appearance.split()
        self._slide.set_scale(start, end, step, ticks=ticks)
        self._said = _(
            "Type a number from {start} to {end}, by steps of {step}."
        ).format(
            start=isolated(str(start)), end=isolated(str(end)), step=isolated(str(step))
        )
        self.refuse("")

    @override
    def show_value(self, value: Value) -> None:
        self._slide.set_value(value if isinstance(value, str) else "")

    @override
    def settle(self) -> None:
        self._slide.settle()

    def _on_chosen(self, text: str) -> None:
        self.refuse("")
        self.given.emit(text or None)


class ShareEditor(Editor):
    """One ratio or percentage: so many of so many."""

    def __init__(self, *, percent: bool) -> None:
        super().__init__("percentage-editor" if percent else "ratio-editor")
        self._ratio = RatioEditor(label=_("Answer"), percent=percent)
        self._ratio.entered.connect(self.given)
        self._column.addWidget(self._ratio)

    @override
    def show_value(self, value: Value) -> None:
        self._ratio.set_value(
            {name: str(part) for name, part in value.items()}
            if isinstance(value, Mapping)
            else None
        )

    @override
    def settle(self) -> None:
        self._ratio.settle()


class PartsAnswerEditor(Editor):
    """A number or share for each part; made for the parts of one question."""

    def __init__(self, asked: Asked) -> None:
        super().__init__("parts-editor")
        icons = {"women": "venus", "men": "mars"}
        question = asked.question
        self._parts = PartsEditor(
            [
                Part(one.name, _part(asked, one.label), icons.get(one.name, ""))
                for one in question.parts
            ],
            ratio=question.answer_type not in NUMBERS,
            percent=question.answer_type is AnswerType.PERCENTAGE,
        )
        self._parts.entered.connect(self._on_entered)
        self._parts.refused.connect(self.refuse)
        self._column.addWidget(self._parts)
        self._column.addWidget(self._error)

    @override
    def bind(self, asked: Asked) -> None:
        self.refuse("")

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

    @override
    def settle(self) -> None:
        self._parts.settle()

    def _on_entered(self, value: object) -> None:
        self.refuse("")
        self.given.emit(value)


def _part(asked: Asked, label: Text) -> str:
    second = asked.second_words(label)
    first = asked.words(label)
    return f"{first} · {second}" if second else first


def _number(text: str | None, usual: str) -> Decimal:
    try:
        return Decimal((text or usual).strip())
    except InvalidOperation:
        return Decimal(usual)
