"""The one way the interface speaks: a banner, a dialog, a question, a bug's dialog."""

import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from bwassess.errors import BwassessError
from bwassess.text import _
from ui import icons, theme
from ui.theme import Role
from ui.widgets.banner import Notice, Tone

log = logging.getLogger(__name__)


def notice_of(error: BwassessError, *, tone: Tone = Tone.LOSS) -> Notice:
    """An expected error as a banner says it."""
    return Notice(what=str(error), meaning=error.hint or "", tone=tone)


class Messages(QObject):
    """Speaks for every page; made once, with the window to speak over."""

    noticed = Signal(object)  # Notice, for the frame's banner

    def __init__(self, window: QWidget, *, log_file: Path | None = None) -> None:
        super().__init__(window)
        self._window = window
        self._log_file = log_file

    def tell(self, what: BwassessError | Notice) -> None:
        """Say something in the banner; work goes on beneath it."""
        notice = notice_of(what) if isinstance(what, BwassessError) else what
        self.noticed.emit(notice)

    def explain(self, error: BwassessError, *, over: QWidget | None = None) -> None:
        """Say in a dialog why what was just asked for can't be done."""
        box = self._box("triangle-alert", Role.WELD, over)
        box.setText(str(error))
        box.setInformativeText(error.hint or "")
        box.addButton(_("Close"), QMessageBox.ButtonRole.RejectRole)
        box.open()

    def ask(
        self,
        question: str,
        *,
        meaning: str,
        yes: str,
        on_yes: Callable[[], None],
        over: QWidget | None = None,
    ) -> None:
        """Ask before something that can't be taken back; Enter and Esc mean no."""
        box = self._box("circle-question-mark", Role.INDIGO, over)
        box.setText(question)
        box.setInformativeText(meaning)
        accept = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
        keep = box.addButton(_("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        accept.clicked.connect(lambda: on_yes())
        box.open()

    def confess(self, bug: BaseException) -> None:
        """Say that the program is at fault; the exception hook calls this."""
        log.error("bug", exc_info=bug)
        box = self._box("circle-alert", Role.MADDER, None)
        box.setText(_("Something went wrong inside the program."))
        place = _("What showed as saved is saved. You can go on.")
        if self._log_file is not None:
            place += "\n" + _("The details are in {file}.").format(file=self._log_file)
        box.setInformativeText(place)
        box.addButton(_("Go on"), QMessageBox.ButtonRole.AcceptRole)
        box.open()

    def _box(self, icon: str, role: Role, over: QWidget | None) -> QMessageBox:
        box = QMessageBox(over or self._window)
        box.setObjectName("message")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        side = theme.current().icon_size(32)
        scale = self._window.devicePixelRatioF()
        box.setIconPixmap(icons.pixmap(icon, side, role, scale=scale))
        box.setTextFormat(Qt.TextFormat.PlainText)
        return box
