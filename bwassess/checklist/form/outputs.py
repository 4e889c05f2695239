"""Values that texts show of other questions, written `${name}`."""

import re
from collections.abc import Callable, Iterator

from bwassess.checklist.texts import Text

_OUTPUT = re.compile(r"\$\{\s*([^\s{}$]+)\s*\}")


def shown_in(text: Text) -> Iterator[str]:
    """The names whose values a text shows, in any of its languages."""
    for _language, words in text.by_language:
        if "${" in words:
            yield from (match.group(1) for match in _OUTPUT.finditer(words))


def filled(words: str, value: Callable[[str], str]) -> str:
    """Words with values in place of names."""
    if "${" not in words:
        return words
    return _OUTPUT.sub(lambda match: value(match.group(1)), words)
