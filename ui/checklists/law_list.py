"""The national law of a version: every value, its source, and whether it is checked."""

import re
from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from bwassess.assessment.law_text import value_in_words
from bwassess.assessment.measures import cited
from bwassess.checklist.model import Checklist
from bwassess.checklist.parameters import Parameter, ParameterKind, RuleState
from bwassess.text import _, ngettext
from ui.checklists.differing import in_force, law_title
from ui.theme import Role, Space, Step
from ui.widgets.badge import BadgeKind
from ui.widgets.entry import Entry, Tag, told
from ui.widgets.entry_list import EntryList
from ui.widgets.label import Label
from ui.widgets.select import Select

_ALL, _UNVERIFIED, _VERIFIED = "", "unverified", "verified"


def state_said(state: RuleState) -> str:
    """What is known of a value of law."""
    return {
        RuleState.RULE: _("a rule"),
        RuleState.NONE: _("no such rule"),
        RuleState.UNKNOWN: _("not known"),
    }[state]


def is_unverified(parameter: Parameter) -> bool:
    """Whether something is said of the law that nobody has checked."""
    return not parameter.is_verified and parameter.state is not RuleState.UNKNOWN


class LawList(QWidget):
    """Values in the order of their keys, one state or all of them."""

    def __init__(
        self, checklist: Checklist, language: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("law")
        self._language = language
        self._kinds = {kind.key: kind for kind in checklist.parameter_kinds}
        order = {key: at for at, key in enumerate(self._kinds)}
        self._values = sorted(
            checklist.parameters, key=lambda one: order.get(one.key, len(order))
        )
        self._state = Select(label=_("Values shown"), name="law-state")
        self._state.shrink()
        for title, wanted in (
            (_("All values"), _ALL),
            (_("Rules"), RuleState.RULE),
            (_("The law has no such rule"), RuleState.NONE),
            (_("Not known"), RuleState.UNKNOWN),
            (_("Unverified"), _UNVERIFIED),
            (_("Verified"), _VERIFIED),
        ):
            count = sum(1 for one in self._values if _is_wanted(one, wanted))
            self._state.addItem(f"{title} ({count})", wanted)
        self._state.activated.connect(lambda _at: self._show())
        self._search = QLineEdit()
        self._search.setObjectName("law-search")
        self._search.setPlaceholderText(_("Search by words"))
        self._search.setAccessibleName(_("Search in the law"))
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(lambda _text: self._show())
        self._said = Label("", step=Step.NOTE, role=Role.INK2)
        self._said.setObjectName("law-said")
        self._list = EntryList(label=_("Law"), name="law-list")
        head = QHBoxLayout()
        head.setContentsMargins(Space.XL, Space.S, Space.L, Space.XS)
        head.setSpacing(Space.S)
        head.addWidget(self._state, 2)
        head.addWidget(self._search, 3)
        self._said.setContentsMargins(Space.XL, 0, Space.L, Space.XS)
        around = QVBoxLayout()
        around.setContentsMargins(Space.L, 0, 0, 0)
        around.addWidget(self._list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._said)
        column.addLayout(around, 1)
        self._show()

    def show_state(self, wanted: str) -> None:
        """Show values of one state: of a `RuleState`, or "unverified"."""
        self._state.setCurrentIndex(self._state.findData(wanted))
        self._show()

    def _show(self) -> None:
        wanted = self._state.currentData() or _ALL
        words = self._search.text().casefold().split()
        found = [
            one
            for one in self._values
            if _is_wanted(one, wanted)
            and all(word in self._searched(one) for word in words)
        ]
        self._list.show_entries(list(self._entries(found)))
        if not self._values:
            said = _("This checklist has no values of national law.")
        elif not found:
            said = _("No value is like that.")
        else:
            said = ngettext("{count} value", "{count} values", len(found)).format(
                count=len(found)
            )
        self._said.setText(said)

    def _searched(self, one: Parameter) -> str:
        title = law_title(one, self._kinds.get(one.key), self._language)
        return f"{title} {one.key} {one.law} {one.article} {one.source}".casefold()

    def _entries(self, found: list[Parameter]) -> Iterator[Callable[[], Entry]]:
        for one in found:
            yield partial(law_entry, one, self._kinds.get(one.key), self._language)


def law_entry(one: Parameter, kind: ParameterKind | None, language: str) -> Entry:
    """One value of law with where it stands and who checked it."""
    notes = [
        cited(one.law, one.article),
        in_force(one),
        _("Source: {source}").format(source=_breakable(one.source))
        if one.source
        else "",
        _verified(one),
        _("The sources disagree.") if one.conflict else "",
        one.note,
    ]
    lines = [told(law_title(one, kind, language), bold=True)]
    if one.state is RuleState.RULE:
        lines.append(told(value_in_words(one, kind, language)))
    if one.summary:
        lines.append(told(one.summary, step=Step.NOTE, role=Role.INK2))
    lines.extend(told(note, step=Step.NOTE, role=Role.INK3) for note in notes if note)
    return Entry(tuple(lines), tags=tuple(_tags(one)), icon=_icon(one.state))


def _breakable(address: str) -> str:
    """An address that may go on in the next line after any of its signs."""
    return re.sub(r"([/?&=%_;.])", "\\1\u200b", address)


def _tags(one: Parameter) -> Iterator[Tag]:
    if one.state is not RuleState.RULE:
        yield Tag(BadgeKind.PLAIN, state_said(one.state))
    if one.state is RuleState.UNKNOWN:
        return
    yield Tag(BadgeKind.VERIFIED if one.is_verified else BadgeKind.UNVERIFIED)


def _icon(state: RuleState) -> str:
    return {
        RuleState.RULE: "scale",
        RuleState.NONE: "minus",
        RuleState.UNKNOWN: "circle-question-mark",
    }[state]


def _verified(one: Parameter) -> str:
    if not one.is_verified:
        return ""
    if one.verified_on is None:
        return _("Verified by {name}").format(name=one.verified_by)
    return _("Verified by {name} on {day}").format(
        name=one.verified_by, day=one.verified_on.strftime("%d/%m/%Y")
    )


def _is_wanted(one: Parameter, wanted: str) -> bool:
    match wanted:
        case "":
            return True
        case "unverified":
            return is_unverified(one)
        case "verified":
            return one.is_verified
    return one.state == wanted
