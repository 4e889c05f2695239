"""Regular expressions of forms."""

import re
from functools import lru_cache


class PatternError(ValueError):
    """A text that is no regular expression."""


class Pattern:
    """A regular expression ready to use."""

    def __init__(self, source: str) -> None:
        try:
            self._compiled = re.compile(source)
        except re.error as error:
            raise PatternError(error.msg) from error

    def matches(self, text: str) -> bool:
        """Whether it fits the whole text."""
        return self._compiled.fullmatch(text) is not None


@lru_cache(maxsize=256)
def pattern(source: str) -> Pattern:
    """A regular expression, read once.

    Raises:
        PatternError: it isn't one.
    """
    return Pattern(source)
