"""Values that texts show of other questions, written `${name}`."""

import re
from collections.abc import Callable, Iterable, Iterator

from bwassess.checklist.texts import Text

_OUTPUT = re.compile(r"\$\{\s*([^\s{}$]+)\s*\}")


def shown_in(texts: Iterable[Text]) -> Iterator[str]:
    """The names whose values texts show, in any of their languages."""
    for text in texts:
        for _language, words in text.by_language:
            if "${" in words:
                yield from (match.group(1) for match in _OUTPUT.finditer(words))


def filled(words: str, value: Callable[[str], str]) -> str:
    """Words with values in place of names."""
    if "${" not in words:
        return words
    return _OUTPUT.sub(lambda match: value(match.group(1)), words)
