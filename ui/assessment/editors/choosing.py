"""One of a list, several of it, and all of it in an order."""

from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from bwassess.checklist.given import Value
from bwassess.checklist.kinds import AnswerType
from bwassess.text import _
from ui.assessment.asked import Asked
from ui.assessment.editors.editor import Editor, options
from ui.theme import Role, Space, Step
from ui.widgets.answer_buttons import AnswerButtons, Choice
from ui.widgets.button import Button
from ui.widgets.check_list import CheckList
from ui.widgets.label import Label
from ui.widgets.likert import Likert
from ui.widgets.long_list import LongList
from ui.widgets.rank_list import RankList
from ui.widgets.select import Select

_KEYS = {"yes": "Y", "no": "N", "na": "A"}


class ChoiceEditor(Editor):
    """A few answers, each a large button."""

    def __init__(self) -> None:
        super().__init__("choice-editor")
        self._buttons = AnswerButtons()
        self._buttons.answered.connect(self._on_answered)
        self._column.addWidget(self._buttons)

    @override
    def bind(self, asked: Asked) -> None:
        named = asked.question.answer_type is not AnswerType.CHOICE
        self._buttons.set_choices(
            [
                Choice(
                    one.value,
                    one.label,
                    key=_KEYS.get(one.value, str(place)) if named else str(place),
                    second=one.second,
                    language=one.language,
                    second_language=one.second_language,
                )
                for place, one in enumerate(options(asked), 1)
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


class RowsEditor(Editor):
    """Rows to tick: one of them, or several; side by side where it is asked so.

    "None of these" is said by a choice of its own.
    """

    def __init__(self, *, one_only: bool) -> None:
        super().__init__("choice-rows-editor" if one_only else "choices-editor")
        self._one_only = one_only
        self._list = CheckList(one_only=one_only)
        self._list.ticked.connect(lambda names: self._tell(names))
        self._column.addWidget(self._list)

    @override
    def bind(self, asked: Asked) -> None:
        self._list.set_options(options(asked))
        self._list.set_columns(_columns(asked))

    @override
    def show_value(self, value: Value) -> None:
        self._list.set_on(_names(value))

    @override
    def press(self, key: str) -> bool:
        return key.isdigit() and self._list.toggle_by_number(int(key))

    def _tell(self, names: frozenset[str]) -> None:
        said = sorted(names)
        self.given.emit((said[0] if self._one_only else said) if said else None)


class LongListEditor(Editor):
    """A list with a search field: one of it, or several."""

    def __init__(self, *, one_only: bool) -> None:
        super().__init__("long-list-editor")
        self._one_only = one_only
        self._list = LongList(label=_("Answer"), one_only=one_only)
        self._list.ticked.connect(self._on_ticked)
        self._column.addWidget(self._list)

    @override
    def bind(self, asked: Asked) -> None:
        self._list.set_options(options(asked))

    @override
    def show_value(self, value: Value) -> None:
        self._list.set_on(_names(value))

    @override
    def press(self, key: str) -> bool:
        return key.isdigit() and self._list.toggle_by_number(int(key))

    def _on_ticked(self, names: frozenset[str]) -> None:
        said = sorted(names)
        self.given.emit((said[0] if self._one_only else said) if said else None)


class LikertEditor(Editor):
    """Points of one line."""

    def __init__(self) -> None:
        super().__init__("likert-editor")
        self._line = Likert()
        self._line.chosen.connect(lambda name: self.given.emit(name or None))
        self._column.addWidget(self._line)

    @override
    def bind(self, asked: Asked) -> None:
        self._line.set_options(options(asked))

    @override
    def show_value(self, value: Value) -> None:
        self._line.set_value(value if isinstance(value, str) else None)

    @override
    def press(self, key: str) -> bool:
        return key.isdigit() and self._line.choose_by_number(int(key))


class SelectEditor(Editor):
    """A list that drops down, for a question that wants little room."""

    def __init__(self) -> None:
        super().__init__("select-editor")
        self._select = Select(label=_("Answer"), name="select-answer")
        self._select.activated.connect(self._on_activated)
        self._column.addWidget(self._select)

    @override
    def bind(self, asked: Asked) -> None:
        offered = [("", _("Not answered"))]
        for one in options(asked):
            both = f"{one.label} · {one.second}" if one.second else one.label
            offered.append((one.value, both))
        shown = [
            (self._select.itemData(place), self._select.itemText(place))
            for place in range(self._select.count())
        ]
        if shown != offered:
            self._select.clear()
            for value, label in offered:
                self._select.addItem(label, value)

    @override
    def show_value(self, value: Value) -> None:
        self._select.setCurrentIndex(max(self._select.findData(value or ""), 0))

    @override
    def press(self, key: str) -> bool:
        if not key.isdigit() or not 0 < int(key) < self._select.count():
            return False
        self._on_activated(int(key))
        return True

    def _on_activated(self, place: int) -> None:
        self.given.emit(self._select.itemData(place) or None)


class RankEditor(Editor):
    """All of a list in an order; the order it comes in says nothing yet."""

    def __init__(self) -> None:
        super().__init__("rank-editor")
        self._list = RankList()
        self._hint = Label("", step=Step.NOTE, role=Role.INK2)
        self._hint.setText(_("Drag, or move with the arrows: the first on top."))
        self._keep = Button(_("This order is right"), name="rank-keep", icon="check")
        self._clear = Button(_("Clear"), name="rank-clear")
        self._acts = QWidget()
        row = QHBoxLayout(self._acts)
        row.setContentsMargins(0, Space.XS, 0, 0)
        row.addWidget(self._keep)
        row.addWidget(self._clear)
        row.addStretch(1)
        for part in (self._hint, self._list, self._acts):
            self._column.addWidget(part)
        self._list.ranked.connect(lambda order: self.given.emit(list(order)))
        self._keep.clicked.connect(lambda _=False: self._list.say())
        self._clear.clicked.connect(lambda _=False: self.given.emit(None))

    @override
    def bind(self, asked: Asked) -> None:
        self._list.set_options(options(asked))
        # Pictures may come after the order was shown; new rows know of none.
        self.show_value(asked.answer.value)

    @override
    def show_value(self, value: Value) -> None:
        order = [one for one in _ordered(value) if isinstance(one, str)]
        self._list.set_order(order)
        self._keep.setVisible(not order)
        self._clear.setVisible(bool(order))


def _ordered(value: Value) -> tuple[Value, ...]:
    return tuple(value) if isinstance(value, list | tuple) else ()


def _names(value: Value) -> frozenset[str]:
    if isinstance(value, str):
        return frozenset({value})
    return frozenset(str(name) for name in _ordered(value))


def _columns(asked: Asked) -> int:
    """How many columns the appearance asks for."""
    for word in asked.question.appearance.lower().split():
        head, _dash, tail = word.partition("-")
        if head == "columns":
            return int(tail) if tail.isdigit() else 3 if tail else 2
        if head in {"compact", "quickcompact", "horizontal"}:
            return int(tail) if tail.isdigit() else 3
    return 1
