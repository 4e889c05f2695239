"""While a report is being made, and when it wasn't."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from bwassess.text import _
from ui.theme import Role, Space, Step
from ui.widgets.button import Button, Kind
from ui.widgets.label import Label


class MakingPanel(QWidget):
    """A line, a bar and Cancel; or why there is no report, and the way to one."""

    cancelled = Signal()
    asked = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("report-making")
        self._words = Label("", step=Step.FINDING, role=Role.INK2, centred=True)
        self._words.setObjectName("making-words")
        self._bar = QProgressBar()
        self._bar.setAccessibleName(_("Pages made"))
        self._bar.setTextVisible(False)
        self._cancel = Button(_("Cancel"), name="cancel-making")
        self._again = Button(
            _("Make the report"), kind=Kind.PRIMARY, name="make-report"
        )
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._cancel)
        row.addWidget(self._again)
        row.addStretch(1)
        inner = QWidget()
        inner.setMaximumWidth(480)
        column = QVBoxLayout(inner)
        column.setSpacing(Space.L)
        column.addWidget(self._words)
        column.addWidget(self._bar)
        column.addLayout(row)
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(inner, 8)
        middle.addStretch(1)
        outer.addLayout(middle)
        outer.addStretch(3)
        self._cancel.clicked.connect(self.cancelled)
        self._again.clicked.connect(self.asked)
        self.begin()

    def begin(self) -> None:
        """Say that it is being made."""
        self._show(under_way=True)
        self._words.set_role(Role.INK2)
        self._words.setText(_("Making the report."))
        self._bar.setRange(0, 1)
        self._bar.setValue(0)

    def tell(self, done: int, total: int) -> None:
        """Say how far it is."""
        self._bar.setRange(0, max(1, total))
        self._bar.setValue(done)
        self._words.setText(
            _("Making the report: page {page} of {total}.").format(
                page=done, total=total
            )
        )

    def stop(self, why: str, *, failed: bool = False) -> None:
        """Say why there is no report."""
        self._show(under_way=False)
        self._words.set_role(Role.MADDER if failed else Role.INK2)
        self._words.setText(why)

    def _show(self, *, under_way: bool) -> None:
        for part in (self._bar, self._cancel):
            part.setVisible(under_way)
        self._again.setVisible(not under_way)
        if not under_way:
            self._again.setFocus(Qt.FocusReason.OtherFocusReason)
