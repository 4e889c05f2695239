"""What stands above the questions of a point: its name, how far it is, its seam."""

from collections.abc import Sequence

from ui.assessment.tongues import Tongues
from ui.theme import Role, Step
from ui.widgets.label import Label
from ui.widgets.seam import Seam
from ui.widgets.stitches import Pitch, Stitch


class PointHead:
    """The widgets of a head; each face lays them out as it has room."""

    def __init__(self, *, pitch: Pitch, longest_seam: int, languages: str) -> None:
        """Make them.

        Args:
            pitch: How wide a stitch is.
            longest_seam: Of more questions no seam is shown.
            languages: The name of the button that changes them.
        """
        self._longest = longest_seam
        self.title = Label("", step=Step.TITLE)
        self.note = Label("", step=Step.NOTE, role=Role.INK2)
        self.tongues = Tongues(languages)
        self.seam = Seam(pitch=pitch)

    def show_point(
        self, title: str, note: str, stitches: Sequence[Stitch], current: int | None
    ) -> None:
        """Say where one is."""
        self.title.setText(title)
        self.note.setText(note)
        self.seam.set_groups([list(stitches)])
        self.seam.set_current(current)
        self.seam.setVisible(len(stitches) <= self._longest)
