from dataclasses import replace
from datetime import date

import pytest

from bwassess.report.content import Translation
from tests.report.conftest import letters, read
from tests.report.sample import make_content

BARE = replace(make_content(), clusters=(), information=(), closed=(), laws=())


@pytest.mark.parametrize(
    ("translation", "said"),
    [
        (Translation(), "are a draft translation"),
        (Translation("Sokunthea Chan"), "were reviewed by Sokunthea Chan."),
        (
            Translation("Sokunthea Chan", date(2026, 12, 1)),
            "were reviewed by Sokunthea Chan on 1 December 2026.",
        ),
    ],
)
def test_that_the_method_says_how_far_a_translation_may_be_trusted(translation, said):
    text = letters(read(replace(BARE, translation=translation)))
    assert letters("The checklist's texts in this language " + said) in text


def test_that_nothing_is_said_of_a_language_of_which_nothing_is_known():
    assert "draft translation" not in read(BARE)
