"""One question a page, for standing between machines: big, few, in reach."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from bwassess.text import _
from ui.assessment.card import QuestionCard
from ui.assessment.tongues import Tongues
from ui.theme import Role, Space, Step
from ui.widgets.button import Button, Kind
from ui.widgets.label import Label
from ui.widgets.seam import Seam
from ui.widgets.stitches import Pitch, Stitch
from ui.widgets.surface import Surface

_ARROW = 72
_LONGEST_SEAM = 18


class FloorView(QWidget):
    """Holds the card while floor mode is on."""

    stepped = Signal(int)  # -1 or 1
    next_open_asked = Signal()
    photo_asked = Signal()
    note_asked = Signal()
    outline_asked = Signal()
    stitch_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("floor")
        self._title = Label("", step=Step.TITLE)
        self._note = Label("", step=Step.NOTE, role=Role.INK2)
        self.tongues = Tongues("floor-languages")
        self._seam = Seam(pitch=Pitch.FLOOR)
        self._seam.stitch_chosen.connect(self.stitch_chosen)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.viewport().setAutoFillBackground(False)
        self._holder = QWidget()
        self._holder.setAutoFillBackground(False)
        self._column = QVBoxLayout(self._holder)
        self._column.setContentsMargins(0, Space.S, 0, Space.S)
        self._notes = Label("", role=Role.INK2)
        self._notes.setObjectName("floor-notes")
        self._notes.hide()
        self._column.addWidget(self._notes)
        self._column.addStretch(1)
        self._scroll.setWidget(self._holder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addLayout(self._middle(), 1)
        column.addWidget(self._foot())

    def take_card(self, card: QuestionCard) -> None:
        """Show the card here, as large as the page."""
        self._column.insertWidget(1, card)
        card.show()

    def show_notes(self, notes: list[str]) -> None:
        """Say above the question what is to be known before it is asked."""
        self._notes.setText("\n".join(notes))
        self._notes.setVisible(bool(notes))

    def show_point(
        self, title: str, note: str, stitches: list[Stitch], current: int | None
    ) -> None:
        """Say where one is."""
        self._title.setText(title)
        self._note.setText(note)
        self._seam.set_groups([stitches])
        self._seam.set_current(current)
        self._seam.setVisible(len(stitches) <= _LONGEST_SEAM)

    def _head(self) -> QHBoxLayout:
        menu = Button(
            _("Outline"), kind=Kind.ICON, icon="list-checks", name="floor-outline"
        )
        menu.clicked.connect(self.outline_asked)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._note)
        row = QHBoxLayout()
        row.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        row.setSpacing(Space.L)
        row.addWidget(menu)
        row.addLayout(words, 1)
        row.addWidget(self._seam, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.tongues, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _middle(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(Space.M, 0, Space.M, 0)
        row.setSpacing(Space.L)
        row.addWidget(self._arrow(_("Question before"), "chevron-left", -1))
        row.addWidget(self._scroll, 1)
        row.addWidget(self._arrow(_("Next question"), "chevron-right", 1))
        return row

    def _arrow(self, text: str, icon: str, by: int) -> Button:
        kind = Kind.SEAL if by > 0 else Kind.ORDINARY
        button = Button("", kind=kind, icon=icon, name=f"floor-{icon}")
        button.setAccessibleName(text)
        button.setToolTip(text)
        button.setFixedWidth(_ARROW)
        button.set_tall(3 * _ARROW)
        button.clicked.connect(lambda _=False: self.stepped.emit(by))
        return button

    def _foot(self) -> Surface:
        bar = Surface(ground=Role.SURFACE, edges=Qt.Edge.TopEdge)
        row = QHBoxLayout(bar)
        row.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        row.setSpacing(Space.M)
        for text, icon, kind, name, told in (
            (_("Photo"), "camera", Kind.SEAL, "floor-photo", self.photo_asked),
            (_("Note"), "sticky-note", Kind.ORDINARY, "floor-note", self.note_asked),
            (
                _("Next open"),
                "list-indent-increase",
                Kind.ORDINARY,
                "floor-next",
                self.next_open_asked,
            ),
        ):
            button = Button(text, kind=kind, icon=icon, name=name, stacked=True)
            button.clicked.connect(told)
            row.addWidget(button, 2 if kind is Kind.SEAL else 1)
        row.addStretch(3)
        return bar
