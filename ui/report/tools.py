"""The bar over a report: which one, in which language, how large, where."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from bwassess.text import LANGUAGES, _
from ui.theme import Role, Space, Step
from ui.widgets.button import Button, Kind
from ui.widgets.label import Label
from ui.widgets.select import Select


class ReportTools(QWidget):
    """Chooses; what is chosen is done by the page."""

    language_chosen = Signal()
    smaller_asked = Signal()
    larger_asked = Signal()
    fit_asked = Signal()

    def __init__(self, *, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = Select(label=_("Kind of report"), name="report-kind")
        self._kind.addItem(_("Assessment report"), "assessment")
        self._language = Select(
            label=_("Language of the report"), name="report-language"
        )
        for code, name in LANGUAGES.items():
            self._language.addItem(name, code)
        self.set_language(language)
        self._place = Label("", step=Step.NOTE, role=Role.INK2, wrap=False)
        self._zoom = Button("", kind=Kind.QUIET, step=Step.NOTE, name="zoom-fit")
        self._zoom.setToolTip(_("Fit the width (Ctrl+0)"))
        smaller = Button(
            _("Smaller"), kind=Kind.ICON, icon="zoom-out", key="Ctrl+-", name="zoom-out"
        )
        larger = Button(
            _("Larger"), kind=Kind.ICON, icon="zoom-in", key="Ctrl++", name="zoom-in"
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        row.setSpacing(Space.S)
        row.addWidget(self._kind)
        row.addWidget(self._language)
        row.addStretch(1)
        for part in (smaller, self._zoom, larger, self._place):
            row.addWidget(part)
        self._language.currentIndexChanged.connect(lambda: self.language_chosen.emit())
        smaller.clicked.connect(self.smaller_asked)
        larger.clicked.connect(self.larger_asked)
        self._zoom.clicked.connect(self.fit_asked)

    @property
    def language(self) -> str:
        """What the report speaks."""
        return str(self._language.currentData())

    def set_language(self, language: str) -> None:
        self._language.setCurrentIndex(self._language.findData(language))

    def show_zoom(self, percent: int) -> None:
        self._zoom.setText(_("{n} %").format(n=percent))

    def show_place(self, page: int, total: int) -> None:
        """Say which page is looked at; nothing where there are none."""
        self._place.setText(
            _("{page} of {total}").format(page=page + 1, total=total) if total else ""
        )
