"""The summary of a visit in the team's own words, kept while it is typed."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from bwassess.assessment.records import Assessment
from bwassess.text import _
from ui.drafts import Drafts
from ui.visit.missing import disputed_note
from ui.widgets.field import Field
from ui.widgets.text_area import TextArea

_SUMMARY = "summary"


class SummaryField(Field):
    """What is typed is a draft at once, and a change once it is left."""

    def __init__(
        self,
        *,
        keep: Callable[[str], None],
        settle: Callable[[str], None],
        parent: QWidget | None = None,
    ) -> None:
        """Make an empty one.

        Args:
            keep: Writes a draft.
            settle: Makes the change.
            parent: What it stands in.
        """
        area = TextArea(
            label=_("Summary of the visit"),
            placeholder=_("Who received you, what you saw, what limited the visit."),
            least_lines=4,
            most_lines=16,
            name="summary",
        )
        super().__init__(
            _("In your own words; printed in the report"), area, parent=parent
        )
        self._area = area
        self._drafts = Drafts[str](
            self,
            keep=lambda _field, text: keep(text),
            settle=lambda _field, text: settle(text),
        )
        area.typed.connect(lambda text: self._drafts.take(_SUMMARY, text))
        area.left.connect(lambda _text: self.settle())

    def bind(self, one: Assessment) -> None:
        """Show what is written; what is being typed stays."""
        if _SUMMARY not in self._drafts:
            self._area.set_text(one.summary)
        if _SUMMARY in one.disputed:
            self.set_attention(disputed_note())
        else:
            self.set_error("")

    def settle(self) -> None:
        """Make a change of what is being typed, as on leaving it."""
        self._drafts.settle()
