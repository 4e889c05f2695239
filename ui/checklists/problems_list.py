"""What is wrong with a file, all at once: where, what, and how to mend it."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bwassess.checklist.problems import Problem
from bwassess.text import _, ngettext
from ui.theme import Role, Space, Step
from ui.widgets.badge import BadgeKind
from ui.widgets.button import Button
from ui.widgets.entry import Entry, Tag, told
from ui.widgets.entry_list import EntryList
from ui.widgets.label import Label
from ui.widgets.lines import isolated


class ProblemsList(QWidget):
    """What blocks comes first, as the reading gives it."""

    def __init__(
        self, problems: tuple[Problem, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("problems")
        self._problems = problems
        self._copy = Button(_("Copy as text"), icon="copy", name="copy-problems")
        self._copy.clicked.connect(self._on_copy)
        self._said = Label(_counted(problems), role=Role.INK2)
        self._said.setObjectName("problems-said")
        entries = EntryList(label=_("Problems"), name="problems-list")
        entries.show_entries([_entry(one) for one in problems])
        head = QHBoxLayout()
        head.setContentsMargins(Space.XL, Space.S, Space.L, Space.XS)
        head.setSpacing(Space.M)
        head.addWidget(self._said, 1)
        head.addWidget(self._copy)
        around = QVBoxLayout()
        around.setContentsMargins(Space.L, 0, 0, 0)
        around.addWidget(entries)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(around, 1)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(map(str, self._problems)))
        self._copy.setText(_("Copied"))
        self._copy.set_icon("check")


def _counted(problems: tuple[Problem, ...]) -> str:
    blocking = sum(1 for one in problems if one.blocks)
    remarks = len(problems) - blocking
    said = []
    if blocking:
        said.append(
            ngettext(
                "{count} thing to be mended", "{count} things to be mended", blocking
            ).format(count=blocking)
        )
    if remarks:
        said.append(
            ngettext("{count} remark", "{count} remarks", remarks).format(count=remarks)
        )
    return " · ".join(said)


def _entry(problem: Problem) -> Entry:
    lines = [
        told(isolated(problem.place), step=Step.NOTE, role=Role.INK2, bold=True),
        told(problem.message),
    ]
    if problem.remedy:
        lines.append(told(problem.remedy, role=Role.INK2))
    blocks = problem.blocks
    tag = (
        Tag(BadgeKind.FINDING, _("To be mended"), icon="triangle-alert")
        if blocks
        else Tag(BadgeKind.PLAIN, _("Only a remark"), icon="info")
    )
    return Entry(
        tuple(lines),
        tags=(tag,),
        icon="triangle-alert" if blocks else "info",
        icon_role=Role.MADDER if blocks else Role.INK3,
    )
