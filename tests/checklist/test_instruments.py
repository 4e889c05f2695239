"""Every standard a question refers to is known by its title, in four languages."""

import pytest

from bwassess.checklist.instruments import instruments, title_of
from bwassess.checklist.library import load_shipped


def test_that_an_instrument_is_known_by_its_title() -> None:
    assert title_of("C029", "en") == "Forced Labour Convention, 1930"
    assert title_of("C029", "vi") == "Công ước về Lao động cưỡng bức, 1930"
    assert title_of("C029", "bn") == "Forced Labour Convention, 1930"
    assert title_of("R190", "en") != title_of("C190", "en")


def test_that_one_not_known_is_called_by_its_code() -> None:
    assert title_of("C999", "km") == "C999"


def test_that_every_instrument_a_question_names_has_a_title() -> None:
    named = {
        code
        for question in load_shipped("global").questions
        for code in question.instruments
    }
    assert named <= instruments().keys()
    assert named >= {"C029", "C087", "C098", "C100", "C105", "C111", "C138", "C155"}
    assert named >= {"C182", "C187", "C190", "R190"}


@pytest.mark.parametrize("language", ["en", "km", "vi", "ar"])
def test_that_titles_are_complete_and_differ(language: str) -> None:
    titles = [dict(title.by_language)[language] for title in instruments().values()]
    assert all(titles)
    assert len(set(titles)) == len(titles)


def test_that_every_article_cited_belongs_to_an_instrument_named() -> None:
    """A reference to C138 art. 2 without C138 beside it would print no title."""
    for question in load_shipped("global").questions:
        for part in question.reference.split(";"):
            code = part.split()[0] if part.split() else ""
            if code in instruments():
                assert code in question.instruments, question.id
