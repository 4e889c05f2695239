"""What came of reading a file: ready to be kept, or all that is to be mended."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bwassess.checklist.model import Checklist
from bwassess.checklist.problems import Problem
from bwassess.checklist.xlsform import Reading
from bwassess.text import _, ngettext
from ui.checklists.preview import ChecklistPreview
from ui.theme import Role, Space, Step
from ui.widgets.badge import Badge, BadgeKind
from ui.widgets.button import Button, Kind
from ui.widgets.label import Label
from ui.widgets.page_column import PageColumn
from ui.widgets.surface import Hairline

_SHOWN_AT_MOST = 200


class ImportResult(PageColumn):
    """Names each problem with its place and its remedy."""

    kept = Signal(object)  # Checklist
    closed = Signal()

    def __init__(
        self,
        file: Path,
        reading: Reading,
        *,
        is_held: bool,
        language: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self.setObjectName("import-result")
        checklist, problems = reading.checklist, reading.problems
        self.add_title(file.name, note=_verdict(checklist, problems, is_held=is_held))
        self.add(self._buttons(checklist, is_held=is_held))
        if problems:
            self.add_heading(
                ngettext("{count} remark", "{count} remarks", len(problems)).format(
                    count=len(problems)
                )
            )
        for problem in problems[:_SHOWN_AT_MOST]:
            self.add(_problem_row(problem))
        left = len(problems) - _SHOWN_AT_MOST
        if left > 0:
            self.add(
                Label(
                    ngettext(
                        "{count} more comes after these.",
                        "{count} more come after these.",
                        left,
                    ).format(count=left),
                    role=Role.INK2,
                )
            )
        if checklist is not None:
            self.add_heading(_("How the assessor will see it"))
            preview = ChecklistPreview()
            preview.show_checklist(checklist, language)
            self.add(preview)

    def _buttons(self, checklist: Checklist | None, *, is_held: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(Space.L)
        if checklist is not None and not is_held:
            keep = Button(
                _("Keep this checklist"), kind=Kind.PRIMARY, name="keep-checklist"
            )
            keep.clicked.connect(lambda: self.kept.emit(checklist))
            row.addWidget(keep)
        close = Button(_("Close"), kind=Kind.QUIET, name="close-import")
        close.clicked.connect(self.closed)
        row.addWidget(close)
        row.addStretch(1)
        return row


def _verdict(
    checklist: Checklist | None, problems: tuple[Problem, ...], *, is_held: bool
) -> str:
    if checklist is None:
        count = sum(1 for one in problems if one.blocks)
        return ngettext(
            "It can't be used before {count} thing is mended. Nothing was kept.",
            "It can't be used before {count} things are mended. Nothing was kept.",
            count,
        ).format(count=count)
    if is_held:
        return _("This very version is held here already.")
    count = sum(1 for _question in checklist.questions)
    return ngettext(
        "{title}, version {version}: {count} question, ready to be kept.",
        "{title}, version {version}: {count} questions, ready to be kept.",
        count,
    ).format(title=checklist.title, version=checklist.version, count=count)


def _problem_row(problem: Problem) -> QWidget:
    whole = QWidget()
    whole.setObjectName("problem")
    place = Label(problem.place, step=Step.NOTE, role=Role.INK2, bold=True)
    tag = (
        Badge(BadgeKind.FINDING, _("To be mended"), icon="triangle-alert")
        if problem.blocks
        else Badge(BadgeKind.PLAIN, _("Only a remark"), icon="info")
    )
    head = QHBoxLayout()
    head.setSpacing(Space.M)
    head.addWidget(place, 1)
    head.addWidget(tag)
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(Space.XS)
    column.addLayout(head)
    column.addWidget(Label(problem.message))
    if problem.remedy:
        column.addWidget(Label(problem.remedy, role=Role.INK2))
    column.addSpacing(Space.XS)
    column.addWidget(Hairline())
    return whole
