"""The two faces of the page, and the one card that goes from one to the other."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from bwassess.checklist.model import Checklist
from bwassess.checklist.names import QuestionId
from ui.assessment.card import QuestionCard
from ui.assessment.desk import DeskView
from ui.assessment.floor import FloorView
from ui.widgets.stitches import Stitch


class Faces(QStackedWidget):
    """The desk with its columns, or the floor with one question a page."""

    languages_chosen = Signal(object)  # tuple of languages
    stitch_chosen = Signal(int)  # place in the point

    def __init__(self, card: QuestionCard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card = card
        self.desk = DeskView(card)
        self.floor = FloorView()
        for face in (self.desk, self.floor):
            self.addWidget(face)
            face.head.tongues.chosen.connect(self.languages_chosen)
            face.head.seam.stitch_chosen.connect(self.stitch_chosen)

    def show_languages(self, checklist: Checklist, shown: tuple[str, ...]) -> None:
        """Say which languages there are, and which are shown."""
        for face in (self.desk, self.floor):
            face.head.tongues.show_languages(checklist, shown)

    def show_point(
        self, title: str, note: str, stitches: Sequence[Stitch], current: int | None
    ) -> None:
        """Say where one is."""
        for face in (self.desk, self.floor):
            face.head.show_point(title, note, stitches, current)

    def turn(self, *, to_floor: bool, question: QuestionId | None) -> None:
        """Show one of them, the card of the open question on it."""
        shown = self.currentWidget()
        if to_floor and shown is not self.floor:
            self.desk.rows.release_card()
            self.floor.take_card(self._card)
            self.setCurrentWidget(self.floor)
        elif not to_floor and shown is self.floor:
            self.desk.rows.take_card()
            self.setCurrentWidget(self.desk)
            if question is not None:
                self.desk.rows.open_question(question)
