"""Words on a page: wrapped, in a step and a role, as every script needs it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget
from typing_extensions import override

from bwassess.text import is_right_to_left
from ui import theme
from ui.theme import Role, Step
from ui.widgets.lines import Lines, Run, natural_width


class Label(QLabel):
    """Text that wraps; `text()` is what was set, never what was done to show it."""

    def __init__(
        self,
        text: str | Sequence[Run] = "",
        *,
        step: Step = Step.BODY,
        role: Role = Role.INK,
        bold: bool | None = None,
        wrap: bool = True,
        centred: bool = False,
        language: str | None = None,
        mono: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Make a label; `language` is that of the text where it isn't the program's."""
        super().__init__(parent)
        self._step = step
        self._role = role
        self._bold = bold
        self._wrap = wrap
        self._mono = mono
        self._language = language
        self._runs: tuple[Run, ...] = ()
        self._align = (
            Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeading
        )
        self.setTextFormat(Qt.TextFormat.PlainText)
        policy = QSizePolicy(
            QSizePolicy.Policy.Preferred if wrap else QSizePolicy.Policy.Maximum,
            QSizePolicy.Policy.Minimum if wrap else QSizePolicy.Policy.Fixed,
        )
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)
        self.set_content(text)
        theme.watch(self._dress)

    # -- content -------------------------------------------------------------

    def set_content(self, text: str | Sequence[Run]) -> None:
        """Show a text, or runs of it with looks of their own."""
        runs = (Run(text),) if isinstance(text, str) else tuple(text)
        if runs == self._runs:
            return
        self._runs = runs
        super().setText("".join(run.text for run in runs))
        self._relay()

    @override
    def setText(self, text: str) -> None:
        self.set_content(text)

    def tell(self, text: str) -> None:
        """Say something; with nothing to say it isn't there."""
        self.setText(text)
        self.setVisible(bool(text))

    def say(self, text: str, language: str) -> None:
        """Show a text of another language than the program's, as that one is set.

        It keeps its direction and its side, whichever way the window runs.
        """
        if language != self._language:
            self._language = language
            self.setLayoutDirection(
                Qt.LayoutDirection.RightToLeft
                if is_right_to_left(language)
                else Qt.LayoutDirection.LeftToRight
            )
            self._dress()
        self.set_content(text)

    def set_role(self, role: Role) -> None:
        self._role = role
        self.update()

    def set_step(self, step: Step, *, bold: bool | None = None) -> None:
        self._step = step
        self._bold = bold
        self._dress()

    def _dress(self) -> None:
        self.setFont(
            theme.current().font(
                self._step, bold=self._bold, language=self._language, mono=self._mono
            )
        )
        self._relay()

    def _relay(self) -> None:
        self._laid: dict[float, Lines] = {}
        self.updateGeometry()
        self.update()

    # -- sizes ---------------------------------------------------------------

    @override
    def hasHeightForWidth(self) -> bool:
        return self._wrap

    @override
    def heightForWidth(self, width: int) -> int:
        if not self._wrap:
            return -1
        margins = self.contentsMargins()
        inner = width - margins.left() - margins.right()
        return round(self._lines(inner).height) + margins.top() + margins.bottom()

    @override
    def sizeHint(self) -> QSize:
        margins = self.contentsMargins()
        natural = self._natural()
        look = theme.current()
        if self._wrap:
            # About sixty letters are read with ease.
            natural = min(natural, look.pixels(self._step) * 34)
        width = int(natural) + 1
        return QSize(
            width + margins.left() + margins.right(),
            round(self._lines(width).height) + margins.top() + margins.bottom(),
        )

    @override
    def minimumSizeHint(self) -> QSize:
        if not self._wrap:
            return self.sizeHint()
        line = theme.current().line_height(self._step, language=self._language)
        if not self.text():
            return QSize(0, 0)
        return QSize(min(self.sizeHint().width(), 60), line)

    def _lines(self, width: float) -> Lines:
        known = self._laid.get(width)
        if known is None:
            known = Lines(
                self._runs,
                font=self.font(),
                width=width if self._wrap else max(width, self._natural()),
                line_height=theme.current().line_height(
                    self._step, language=self._language
                ),
                right_to_left=self._is_right_to_left(),
                align=self._align,
            )
            if len(self._laid) > 4:
                self._laid.clear()
            self._laid[width] = known
        return known

    def _natural(self) -> float:
        return natural_width(self._runs, self.font()) + 1.5

    def _is_right_to_left(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    # -- events --------------------------------------------------------------

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        area = self.contentsRect()
        lines = self._lines(area.width())
        role = self._role if self.isEnabled() else Role.INK3
        top = area.y()
        if self.alignment() & Qt.AlignmentFlag.AlignVCenter:
            top += max(0, int((area.height() - lines.height) / 2))
        lines.paint(QPainter(self), QPointF(area.x(), top), theme.current().color(role))

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._relay()
        super().changeEvent(event)
