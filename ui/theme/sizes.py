"""Type steps, spaces and radii; floor mode has its own steps."""

from enum import Enum, IntEnum


class Step(Enum):
    """A size of type: pixels and line at 96 dpi, normal and in floor mode."""

    SMALL = (12, 16, 15, 20)  # labels, times, codes
    NOTE = (13, 18, 16, 23)  # second lines, tags
    BODY = (14, 20, 17, 25)
    FINDING = (15, 22, 20, 28)
    QUESTION = (17, 25, 28, 36)
    TITLE = (20, 27, 20, 27)
    DISPLAY = (28, 36, 34, 40)

    @property
    def is_bold(self) -> bool:
        """Whether the step is set in SemiBold unless asked otherwise."""
        return self in {Step.QUESTION, Step.TITLE, Step.DISPLAY}


class Space(IntEnum):
    """The distances there are, in pixels."""

    XS = 4
    S = 8
    M = 12
    L = 16
    XL = 24
    XXL = 32
    XXXL = 48


class Radius(IntEnum):
    """Roundness by what a corner belongs to, in pixels."""

    MARK = 4
    PHOTO = 6
    FIELD = 8
    ANSWER = 10
    CARD = 12
    PANEL = 14
