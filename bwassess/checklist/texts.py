"""Texts in several languages."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """One text in several languages.

    `in_("km")` gives the Khmer text, or the first language's where there is none.
    """

    by_language: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, texts: Mapping[str, str]) -> "Text":
        """Take the non-empty texts of a mapping from language to text, in its order."""
        return cls(tuple((code, text) for code, text in texts.items() if text))

    def in_(self, language: str) -> str:
        """The text in `language`, falling back to the first one; empty if none."""
        for code, text in self.by_language:
            if code == language:
                return text
        return self.by_language[0][1] if self.by_language else ""

    def spoken(self, language: str) -> str:
        """The language that `in_(language)` really gives."""
        known = [code for code, _text in self.by_language]
        return language if language in known or not known else known[0]

    def __bool__(self) -> bool:
        return bool(self.by_language)
