"""One question a page, for standing between machines: big, few, in reach."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from bwassess.checklist.model import Media
from bwassess.text import _
from ui.assessment.card import QuestionCard
from ui.assessment.point_head import PointHead
from ui.media.files import MediaFiles
from ui.media.strip import MediaStrip
from ui.theme import Role, Space
from ui.widgets.button import Button, Kind
from ui.widgets.label import Label
from ui.widgets.stitches import Pitch
from ui.widgets.surface import Surface

_ARROW = 72
_LONGEST_SEAM = 18
_NOTE_ROOM = QSize(480, 150)


class FloorView(QWidget):
    """Holds the card while floor mode is on."""

    stepped = Signal(int)  # -1 or 1
    next_open_asked = Signal()
    photo_asked = Signal()
    note_asked = Signal()
    outline_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("floor")
        self.head = PointHead(
            pitch=Pitch.FLOOR, longest_seam=_LONGEST_SEAM, languages="floor-languages"
        )
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
        self._media: MediaFiles | None = None
        self._strips: list[MediaStrip] = []
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
        self._media = card.media
        self._column.insertWidget(self._column.count() - 1, card)
        card.show()

    def show_notes(
        self, notes: list[str], beside: list[tuple[Media, str]], language: str
    ) -> None:
        """Say and show above the question what is to be known before it is asked.

        Args:
            notes: The notes.
            beside: The files beside each of them, and its words.
            language: Of the files.
        """
        said = [note for note in notes if note]
        self._notes.setText("\n".join(said))
        self._notes.setVisible(bool(said))
        if self._media is None:
            return
        pictured = [one for one in beside if one[0]]
        while len(self._strips) < len(pictured):
            strip = MediaStrip(self._media, room=_NOTE_ROOM)
            self._column.insertWidget(1 + len(self._strips), strip)
            self._strips.append(strip)
        for place, strip in enumerate(self._strips):
            media, label = pictured[place] if place < len(pictured) else ((), "")
            strip.bind(media, label, language, drawn=False)

    def _head(self) -> QHBoxLayout:
        menu = Button(
            _("Outline"), kind=Kind.ICON, icon="list-checks", name="floor-outline"
        )
        menu.clicked.connect(self.outline_asked)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.head.title)
        words.addWidget(self.head.note)
        row = QHBoxLayout()
        row.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        row.setSpacing(Space.L)
        row.addWidget(menu)
        row.addLayout(words, 1)
        row.addWidget(self.head.seam, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.head.tongues, 0, Qt.AlignmentFlag.AlignVCenter)
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
