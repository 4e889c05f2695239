"""One entry of a list: its paragraphs, and the badges at its end."""

from dataclasses import dataclass

from ui.theme import Role, Step
from ui.widgets.badge import BadgeKind
from ui.widgets.lines import Run


@dataclass(frozen=True, slots=True)
class Told:
    """One paragraph of an entry; `language` is that of the text, "" the program's."""

    runs: tuple[Run, ...]
    step: Step = Step.BODY
    role: Role = Role.INK
    language: str = ""
    is_inset: bool = False

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


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
