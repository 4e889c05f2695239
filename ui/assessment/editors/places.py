"""Places on the earth, typed or pasted: a point, a line, the outline of a yard."""

from typing_extensions import override

from bwassess.assessment.coordinates import (
    UnreadPlaceError,
    kept_points,
    read_point,
    read_points,
    shown_point,
    shown_points,
)
from bwassess.checklist.given import Value
from bwassess.checklist.kinds import AnswerType
from bwassess.text import _, ngettext
from ui.assessment.asked import Asked
from ui.assessment.editors.editor import Editor
from ui.theme import Role, Step
from ui.widgets.label import Label
from ui.widgets.text_area import TextArea
from ui.widgets.tone import set_tone


class PlaceEditor(Editor):
    """Coordinates as text, one point a line, read back so that a slip is seen."""

    def __init__(self, kind: AnswerType) -> None:
        super().__init__(f"{kind.value}-editor")
        self._kind = kind
        self._kept = ""
        self._area = TextArea(
            label=_("Coordinates"),
            placeholder="11.5564, 104.9282",
            least_lines=1 if kind is AnswerType.GEOPOINT else 4,
            name="coordinates",
        )
        self._said = Label("", step=Step.NOTE, role=Role.VERDIGRIS)
        self._said.setObjectName("coordinates-said")
        self._how = Label(_how(kind), step=Step.NOTE, role=Role.INK2)
        for part in (self._area, self._said, self._error, self._how):
            self._column.addWidget(part)
        self._area.typed.connect(self._on_typed)
        self._area.left.connect(lambda _text: self.settle())

    @override
    def bind(self, asked: Asked) -> None:
        self.refuse("")

    @override
    def show_value(self, value: Value) -> None:
        self._kept = value if isinstance(value, str) else ""
        if not self._area.hasFocus():
            self._area.set_text(self._shown(self._kept))
            set_tone(self._area, "")
            self.refuse("")
        self._say()

    @override
    def settle(self) -> None:
        """What was only looked at stays as it is kept, to the last nought."""
        if not self._area.document().isModified():
            return
        text = self._area.text.strip()
        try:
            kept = self._read(text)[0] if text else ""
        except UnreadPlaceError as error:
            set_tone(self._area, "madder")
            self.refuse(str(error))
            return
        self._area.document().setModified(False)
        if kept != self._kept:
            self._kept = kept
            self.given.emit(kept or None)

    def _on_typed(self, text: str) -> None:
        set_tone(self._area, "")
        self.refuse("")
        self._say()
        try:
            kept: str | None = self._read(text)[0]
        except UnreadPlaceError:
            kept = None
        self.tell_typed(text, kept)

    def _say(self) -> None:
        """Read back what stands there, as far as it can be read."""
        try:
            said = self._read(self._area.text)[1]
        except UnreadPlaceError:
            said = ""
        self._said.setText(said)
        self._said.setVisible(bool(said))

    def _read(self, text: str) -> tuple[str, str]:
        """What is kept of a text, and how it reads back."""
        if self._kind is AnswerType.GEOPOINT:
            point = read_point(" ".join(text.split()))
            return point.kept, point.said
        closed = self._kind is AnswerType.GEOSHAPE
        points = read_points(text, closed=closed)
        count = len(points) - closed
        said = ngettext("{count} point", "{count} points", count).format(count=count)
        return kept_points(points), f"{said}: {points[0].said} …"

    def _shown(self, kept: str) -> str:
        if self._kind is AnswerType.GEOPOINT:
            return shown_point(kept)
        return shown_points(kept, closed=self._kind is AnswerType.GEOSHAPE)


def _how(kind: AnswerType) -> str:
    """A laptop doesn't know where it stands: say who does."""
    phone = _(
        "A laptop has no satellite receiver. Hold the place on a telephone's map, and "
        "type what it shows: latitude, longitude."
    )
    if kind is AnswerType.GEOPOINT:
        return phone
    if kind is AnswerType.GEOTRACE:
        return phone + " " + _("One point a line, from one end to the other.")
    return phone + " " + _("One point a line, around the outline.")
