"""A field for a passphrase: hidden, shown on wish, and honest about Caps Lock."""

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from bwassess.text import _
from ui import icons, theme
from ui.theme import Step


class PassphraseEdit(QLineEdit):
    """Types dots; the eye at its end shows the letters."""

    keyboard_told = Signal(str)  # what is odd about the keyboard, or ""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setProperty("tall", True)
        self.setMaxLength(1024)
        self._eye = self.addAction(
            icons.icon("eye"), QLineEdit.ActionPosition.TrailingPosition
        )
        self._eye.setText(_("Show the passphrase"))
        self._eye.triggered.connect(self._turn)
        theme.watch(self._dress)

    def _turn(self) -> None:
        is_hidden = self.echoMode() == QLineEdit.EchoMode.Password
        self.setEchoMode(
            QLineEdit.EchoMode.Normal if is_hidden else QLineEdit.EchoMode.Password
        )
        self._eye.setIcon(icons.icon("eye-off" if is_hidden else "eye"))
        self._eye.setText(
            _("Hide the passphrase") if is_hidden else _("Show the passphrase")
        )

    def _dress(self) -> None:
        self.setFont(theme.current().font(Step.BODY))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text()
        if len(letter) == 1 and letter.isalpha() and letter.lower() != letter.upper():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            is_locked = letter.isupper() is not shift
            self.keyboard_told.emit(_said(is_locked=is_locked))
        super().keyPressEvent(event)


def _said(*, is_locked: bool) -> str:
    layout = QGuiApplication.inputMethod().locale()
    parts = [_("Caps Lock is on")] if is_locked else []
    if layout.script() != QLocale.Script.LatinScript:
        name = layout.nativeLanguageName()
        parts.append(_("keyboard: {language}").format(language=name))
    return " · ".join(parts)
