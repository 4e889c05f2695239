"""How long work tells how far it is, and hears that it is no longer wanted."""

from typing import Protocol


class Cancelled(Exception):  # noqa: N818 - a person's wish, no error
    """The person called the work off; whoever shows errors stays silent."""


class Progress(Protocol):
    """Called by long work with what is done of how much, and on what it works."""

    def __call__(self, done: int, total: int, text: str = "") -> None:
        """Tell how far the work is.

        Raises:
            Cancelled: The work is to stop here and leave no half result.
        """
        ...


def unwatched(done: int, total: int, text: str = "") -> None:
    """A `Progress` nobody looks at."""
