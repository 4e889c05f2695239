"""One entry of a list: its paragraphs, and the badges at its end."""

from dataclasses import dataclass

from bwassess.text import is_right_to_left
from ui.theme import Role, Step
from ui.widgets.badge import BadgeKind
from ui.widgets.lines import Run

_LEFT_TO_RIGHT, _RIGHT_TO_LEFT, _END = "\u2066", "\u2067", "\u2069"


@dataclass(frozen=True, slots=True)
class Told:
    """One paragraph of an entry.

    Attributes:
        language: That of the text; "" for the program's own.
        lead: The program's own word before the text, or a code.
    """

    runs: tuple[Run, ...]
    step: Step = Step.BODY
    role: Role = Role.INK
    language: str = ""
    is_inset: bool = False
    lead: Run | None = None

    @property
    def text(self) -> str:
        return "".join(run.text for run in (*self._before(), *self.runs))

    def shown(self, *, right_to_left: bool) -> list[Run]:
        """What is painted: the text keeps its own direction on a page of the other."""
        runs = list(self.runs)
        is_other = is_right_to_left(self.language) is not right_to_left
        if self.language and is_other:
            mark = _LEFT_TO_RIGHT if right_to_left else _RIGHT_TO_LEFT
            runs = [Run(mark), *runs, Run(_END)]
        return [*self._before(), *runs]

    def _before(self) -> tuple[Run, ...]:
        return () if self.lead is None else (self.lead,)


def told(
    text: str,
    *,
    step: Step = Step.BODY,
    role: Role = Role.INK,
    bold: bool = False,
    language: str = "",
    is_inset: bool = False,
) -> Told:
    """A paragraph of one look."""
    return Told((Run(text, bold=bold),), step, role, language, is_inset)


@dataclass(frozen=True, slots=True)
class Tag:
    """A badge at the end of an entry's first line."""

    kind: BadgeKind
    text: str = ""
    icon: str | None = None

    @property
    def said(self) -> str:
        return self.text or self.kind.word

    @property
    def sign(self) -> str:
        """The icon it wears; that of its kind unless it has its own."""
        return self.kind.value[0] if self.icon is None else self.icon


@dataclass(frozen=True, slots=True)
class Entry:
    """What one entry shows; `key` is told where it is pressed, "" for nothing."""

    lines: tuple[Told, ...]
    tags: tuple[Tag, ...] = ()
    icon: str = ""
    icon_role: Role = Role.INK2
    key: str = ""
    is_heading: bool = False

    @property
    def spoken(self) -> str:
        """What a screen reader says of it."""
        said = [tag.said for tag in self.tags]
        return ", ".join([*(line.text for line in self.lines), *said])
