"""One line that is cut where the width is short; the whole shows on hover."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget
from typing_extensions import override

from ui import theme
from ui.theme import Role, Step
from ui.widgets import paint
from ui.widgets.lines import elided, paint_line


class ElidedLabel(QLabel):
    """Gives way to its neighbours; `text()` stays whole."""

    def __init__(
        self,
        text: str = "",
        *,
        step: Step = Step.BODY,
        role: Role = Role.INK,
        bold: bool | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._step, self._role, self._bold = step, role, bold
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.watch(self._dress)

    def set_role(self, role: Role) -> None:
        self._role = role
        self.update()

    def _dress(self) -> None:
        self.setFont(theme.current().font(self._step, bold=self._bold))
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self.text()) + 2
        return QSize(width, theme.current().line_height(self._step))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(24, self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        width = self.width()
        is_cut = elided(self.text(), self.font(), width) != self.text()
        if bool(self.toolTip()) != is_cut:
            self.setToolTip(self.text() if is_cut else "")
        paint_line(
            QPainter(self),
            QRectF(self.rect()),
            self.text(),
            font=self.font(),
            colour=theme.current().color(self._role),
            align=paint.leading(self),
        )
