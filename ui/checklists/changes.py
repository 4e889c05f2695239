"""What another version asks, judges and takes for law otherwise."""

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bwassess.checklist.comparing import Comparison, What
from bwassess.checklist.names import ChecklistHash
from bwassess.text import _, ngettext
from ui.checklists.differing import Differing, what_said
from ui.theme import Role, Space, Step
from ui.widgets.entry import Entry
from ui.widgets.entry_list import EntryList
from ui.widgets.label import Label
from ui.widgets.select import Select

_LAW = "law"


class Changes(QWidget):
    """A comparison with a version that may be chosen; one kind of change at a time."""

    compared_with = Signal(str)  # ChecklistHash of the other version
    question_chosen = Signal(str)  # QuestionId

    def __init__(self, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("changes")
        self._language = language
        self._differing: Differing | None = None
        self._with = Select(label=_("Compared with"), name="compare-with")
        self._with.shrink()
        self._with.activated.connect(
            lambda _at: self.compared_with.emit(self._with.currentData())
        )
        self._what = Select(label=_("Changes shown"), name="changes-shown")
        self._what.shrink()
        self._what.activated.connect(lambda _at: self._show())
        self._said = Label("", step=Step.NOTE, role=Role.INK2)
        self._said.setObjectName("changes-said")
        self._list = EntryList(label=_("Changes"), name="changes-list")
        self._list.chosen.connect(self.question_chosen)
        head = QHBoxLayout()
        head.setContentsMargins(Space.XL, Space.S, Space.L, Space.XS)
        head.setSpacing(Space.S)
        head.addWidget(
            Label(_("Compared with"), step=Step.NOTE, role=Role.INK3, wrap=False)
        )
        head.addWidget(self._with, 3)
        head.addWidget(self._what, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        self._said.setContentsMargins(Space.XL, 0, Space.L, Space.XS)
        column.addWidget(self._said)
        around = QVBoxLayout()
        around.setContentsMargins(Space.L, 0, 0, 0)
        around.addWidget(self._list)
        column.addLayout(around, 1)

    def offer(self, versions: list[tuple[ChecklistHash, str]]) -> None:
        """Offer other versions to compare with."""
        self._with.clear()
        for wanted, title in versions:
            self._with.addItem(title, wanted)
        if not versions:
            self._with.setEnabled(False)
            self._what.setEnabled(False)
            self._said.setText(_("There is no other version to compare with yet."))

    def choose(self, wanted: ChecklistHash) -> None:
        """Compare with one of those offered, as choosing it does."""
        self._with.setCurrentIndex(self._with.findData(wanted))
        self.compared_with.emit(wanted)

    @property
    def compared(self) -> str:
        """The version it is compared with."""
        return str(self._with.currentData() or "")

    def wait(self) -> None:
        """Say that the versions are being compared."""
        self._said.setText(_("The versions are being compared."))
        self._list.show_entries([])

    def show_comparison(self, comparison: Comparison) -> None:
        """Show what differs, all of it."""
        self._differing = Differing(comparison, self._language)
        self._what.clear()
        count = len(comparison.questions) + len(comparison.law)
        self._what.addItem(_("All changes ({count})").format(count=count), "")
        for what in What:
            its = len(comparison.with_a(what))
            if its:
                self._what.addItem(f"{what_said(what).capitalize()} ({its})", what)
        if comparison.law:
            title = _("Law changed ({count})").format(count=len(comparison.law))
            self._what.addItem(title, _LAW)
        self._show()

    def _show(self) -> None:
        if self._differing is None:
            return
        comparison = self._differing.comparison
        wanted = self._what.currentData() or ""
        self._list.show_entries(list(self._entries(self._differing, wanted)))
        if not comparison.questions and not comparison.law:
            self._said.setText(_("Both versions ask and judge the same."))
            return
        asked, law = len(comparison.questions), len(comparison.law)
        self._said.setText(
            " · ".join(
                (
                    ngettext(
                        "{count} question differs",
                        "{count} questions differ",
                        asked,
                    ).format(count=asked),
                    ngettext(
                        "{count} value of law differs",
                        "{count} values of law differ",
                        law,
                    ).format(count=law),
                )
            )
        )

    @staticmethod
    def _entries(differing: Differing, wanted: str) -> Iterator[Callable[[], Entry]]:
        comparison = differing.comparison
        if wanted != _LAW:
            for one in comparison.questions:
                if not wanted or wanted in one.what:
                    yield partial(differing.entry, one)
        if wanted in ("", _LAW):
            for law in comparison.law:
                yield partial(differing.law_entry, law)
