"""Versions are compared question by question, by lineage."""

from dataclasses import replace
from datetime import date

import pytest

from bwassess.checklist.canonical import seal
from bwassess.checklist.comparing import What, compare
from bwassess.checklist.kinds import AnswerType
from bwassess.checklist.model import Checklist, Question
from bwassess.checklist.names import QuestionId
from bwassess.checklist.parameters import Parameter, RuleState
from bwassess.checklist.texts import Text
from tests.factories import make_checklist, make_question

ASKED = tuple(make_question(n, answer_type=AnswerType.YES_NO) for n in range(4))


def _with(changed: Question) -> Checklist:
    return make_checklist([changed, *ASKED[1:]])


def test_that_the_same_content_differs_in_nothing() -> None:
    comparison = compare(make_checklist(ASKED), make_checklist(ASKED))
    assert comparison.questions == ()
    assert comparison.law == ()


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"label": Text.of({"en": "Asked otherwise?"})}, What.REWORDED),
        ({"nc_rule": ". = 'yes'"}, What.RULE),
        ({"required": ""}, What.CONDITIONS),
        ({"answer_type": AnswerType.YES_NO_NA}, What.ANSWER),
        ({"choices": ASKED[0].choices[:1]}, What.ANSWER),
        ({"finding": Text.of({"en": "It was not so."})}, What.FINDING),
        ({"guidance": Text.of({"en": "Look twice."})}, What.HELP),
        (
            {"label": Text.of({**dict(ASKED[0].label.by_language), "km": "អ្វី?"})},
            What.LANGUAGES,
        ),
    ],
)
def test_that_what_changed_of_a_question_is_named(
    change: dict[str, object], what: What
) -> None:
    changed = replace(ASKED[0], **change)  # type: ignore[arg-type]
    (difference,) = compare(make_checklist(ASKED), _with(changed)).questions
    assert difference.id == ASKED[0].id
    assert difference.what[0] is what


def test_that_added_and_removed_questions_are_known_by_their_lineage() -> None:
    renamed = replace(ASKED[1], name="another_name", code="OS9.99")
    comparison = compare(
        make_checklist(ASKED[:3]), make_checklist([renamed, ASKED[2], ASKED[3]])
    )
    assert [one.id for one in comparison.with_a(What.ADDED)] == [ASKED[3].id]
    assert [one.id for one in comparison.with_a(What.REMOVED)] == [ASKED[0].id]
    assert comparison.of(ASKED[1].id) is None


def test_that_a_question_moved_to_another_point_is_told() -> None:
    before, after = (
        make_checklist(ASKED, per_point=4),
        make_checklist(ASKED, per_point=3),
    )
    (difference,) = compare(before, after).questions
    assert difference.id == ASKED[3].id
    assert difference.what == (What.PLACE,)


def test_that_law_is_compared_by_key_case_and_begin() -> None:
    wage = Parameter("min_wage", RuleState.RULE, "204", valid_from=date(2025, 1, 1))
    later = Parameter("min_wage", RuleState.RULE, "210", valid_from=date(2026, 1, 1))
    noise = Parameter("max_noise_db", RuleState.RULE, "85")
    before = make_checklist(ASKED, parameters=(wage, noise))
    after = make_checklist(ASKED, parameters=(wage, later, replace(noise, value="90")))
    assert [(one.old, one.new) for one in compare(before, after).law] == [
        (None, later),
        (noise, replace(noise, value="90")),
    ]


def test_that_a_checklist_gives_the_question_of_a_row() -> None:
    checklist = seal(make_checklist(ASKED))
    of_row = checklist.question(QuestionId(f"{ASKED[0].id}@people:2"))
    assert of_row.id == f"{ASKED[0].id}@people:2"
    assert of_row.label == ASKED[0].label


def test_that_a_language_only_one_version_speaks_is_no_difference() -> None:
    spoken = {**dict(ASKED[0].label.by_language), "vi": "Gì?"}
    more = replace(ASKED[0], label=Text.of(spoken))
    after = make_checklist([more, *ASKED[1:]], languages=("en", "km", "vi"))
    assert compare(make_checklist(ASKED), after).questions == ()
    assert compare(after, make_checklist(ASKED)).questions == ()
