"""Rules are said in words, and what has none stands as it is written."""

import pytest

from bwassess.checklist import library
from ui.checklists.rules import Rules
from ui.widgets.lines import isolated


@pytest.mark.parametrize(
    ("code", "expression", "said"),
    [
        ("OS8.05", ". = 'no'", "the answer is “No”"),
        ("OS7.01", "${si_25} = 'yes'", "{SI.25} is “Yes”"),
        ("OS7.01", "'yes' != ${si_25}", "{SI.25} isn't “Yes”"),
        (
            "FA4.03",
            "${si_22} = '' or ${si_22} > 0",
            "{SI.22} isn't answered or {SI.22} is more than {0}",
        ),
        (
            "CL2.01",
            "count-selected(.) > 0 and not(selected(., 'none'))",
            "how many are chosen in the answer is more than {0} and the answer "
            "doesn't have “None of these”",
        ),
        (
            "OS8.05",
            "(. = 'no' or ${si_25} = 'yes') and not(${si_22} < -2)",
            "(the answer is “No” or {SI.25} is “Yes”) and {SI.22} is at least {-2}",
        ),
        (
            "OS8.08",
            ". > parameter('intervals', 'drill')",
            "the answer is more than the law's “Intervals of tests and drills, "
            "Evacuation drills”",
        ),
        (
            "OS6.01",
            "not(part('women') < 0)",
            "“Women” is at least {0}",
        ),
        ("OS8.05", "yes", "always"),
        ("OS8.05", "substr(., 1) = 'x'", "{substr(., 1)} is “x”"),
        ("OS8.05", "1 +", "1 +"),
    ],
)
def test_that_a_rule_is_said_in_words(code: str, expression: str, said: str) -> None:
    checklist = library.load_shipped("kh")
    question = next(q for q in checklist.questions if q.code == code)
    expected = said.replace("{", "\u2068").replace("}", "\u2069")
    assert Rules(checklist, "en").said(expression, question) == expected


def test_that_choices_are_named_in_the_language_asked_for() -> None:
    checklist = library.load_shipped("kh")
    question = next(q for q in checklist.questions if q.code == "OS8.05")
    label = next(one for one in question.choices if one.name == "no").label.in_("km")
    said = Rules(checklist, "km").said("${si_25} = ${si_22} or . = 'no'", question)
    assert f"“{label}”" in said
    assert f"{isolated('SI.25')} is {isolated('SI.22')}" in said
