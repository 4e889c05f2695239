"""The first editions speak two languages whole, and say that a draft is a draft."""

import re
from collections.abc import Iterator

import pytest

from bwassess.checklist.library import load_shipped
from bwassess.checklist.model import Checklist, groups, leaves
from bwassess.checklist.texts import Text

SPOKEN = {"kh": "km", "vn": "vi", "jo": "ar"}
_KEPT = re.compile(r"\$?\{[^}]*\}|\b[CRP]\d{3}\b")


def _texts(checklist: Checklist) -> Iterator[tuple[str, Text]]:
    for group in groups(checklist.items):
        for name in ("label", "hint", "guidance", "short_name"):
            yield f"{group.key} {name}", getattr(group, name)
    for question in leaves(checklist.items):
        for name in (
            *("label", "hint", "guidance", "constraint_message", "finding"),
            *("finding_counted", "follow_ups"),
        ):
            yield f"{question.code} {name}", getattr(question, name)
        for choice in (*question.choices, *question.parts):
            yield f"{question.code} {choice.name}", choice.label
    for kind in checklist.parameter_kinds:
        yield f"law {kind.key}", kind.label
        for cell in (*kind.cases, *kind.values):
            yield f"law {kind.key} {cell.name}", cell.label


@pytest.mark.parametrize(("edition", "language"), SPOKEN.items())
def test_that_every_text_is_said_in_the_countrys_language(
    edition: str, language: str
) -> None:
    unsaid = [
        place
        for place, text in _texts(load_shipped(edition))
        if text and language not in dict(text.by_language)
    ]
    assert unsaid == []


@pytest.mark.parametrize(("edition", "language"), SPOKEN.items())
def test_that_a_translation_keeps_counts_law_and_codes(
    edition: str, language: str
) -> None:
    altered = [
        place
        for place, text in _texts(load_shipped(edition))
        if text
        and sorted(_KEPT.findall(text.in_(language)))
        != sorted(_KEPT.findall(text.in_("en")))
    ]
    assert altered == []


@pytest.mark.parametrize(("edition", "language"), SPOKEN.items())
def test_that_an_unread_translation_is_a_draft(edition: str, language: str) -> None:
    (translation,) = load_shipped(edition).translations
    assert translation.language == language
    assert translation.is_draft
