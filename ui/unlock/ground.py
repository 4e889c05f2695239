"""The ground of every page before the vault is open: name, language, contrast."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from bwassess.settings import Settings
from bwassess.text import LANGUAGES, _
from ui import theme
from ui.theme import Radius, Role, Space, Step
from ui.widgets import paint
from ui.widgets.button import Button
from ui.widgets.label import Label
from ui.widgets.select import Select


class Mark(QWidget):
    """The program's sign: three stitches up, one down."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.watch(self._dress)

    def _dress(self) -> None:
        side = theme.current().icon_size(32)
        self.setFixedSize(side, side)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = theme.current()
        side = self.width()
        paint.box(painter, QRectF(self.rect()), fill=Role.INDIGO, radius=Radius.FIELD)
        unit = side / 16
        ink = look.color(Role.ON_INDIGO)
        for x, y, wide, tall in (
            (3, 4, 1.6, 3.4),
            (5.4, 4, 1.6, 3.4),
            (9, 4, 1.6, 3.4),
            (11.4, 4, 1.6, 3.4),
            (2.4, 7.6, 11.2, 0.8),
            (7.2, 8.8, 1.6, 3.8),
        ):
            painter.fillRect(QRectF(x * unit, y * unit, wide * unit, tall * unit), ink)


class Brand(QWidget):
    """Sign and name, perhaps a line below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.M)
        row.addWidget(Mark())
        row.addWidget(Label("bwassess", step=Step.QUESTION, wrap=False))
        row.addStretch(1)


class Corner(QWidget):
    """Language and contrast, changeable before anything is read."""

    changed = Signal(dict)

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.language = language_select(settings.language)
        self.language.activated.connect(
            lambda _index: self.changed.emit({"language": self.language.currentData()})
        )
        self._contrast = Button(_("High contrast"), icon="contrast", name="contrast")
        self._contrast.setCheckable(True)
        self._contrast.setChecked(settings.scheme == "contrast")
        self._contrast.clicked.connect(
            lambda on: self.changed.emit({"scheme": "contrast" if on else "light"})
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        row.addStretch(1)
        row.addWidget(self.language)
        row.addWidget(self._contrast)


def language_select(current: str) -> Select:
    """Languages of the interface, each by its own name."""
    select = Select(label=_("Language"), name="language")
    for code, name in LANGUAGES.items():
        select.addItem(name, code)
    select.setCurrentIndex(max(select.findData(current), 0))
    return select


class Thread(QWidget):
    """Lays a seam across a page, behind what stands on it; it says nothing."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme.watch(self.update)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = theme.current()
        y = round(self.height() * 0.46)
        painter.fillRect(0, y, self.width(), 1, look.color(Role.THREAD))
        half = self.width() // 2
        stitch = look.color(Role.NA_STITCH)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for x in range(0, half, 9):
            at = self.width() - x - 5 if rtl else x
            painter.fillRect(at, y - 11, 5, 10, stitch)
