"""Sheets become a checklist; what is wrong with them is told all at once."""

from datetime import date
from pathlib import Path

import pytest

from bwassess.assessment.judgement import QuestionState
from bwassess.assessment.judging import judge
from bwassess.assessment.records import Answer
from bwassess.checklist.kinds import AnswerType, Source
from bwassess.checklist.model import Checklist
from bwassess.checklist.names import QuestionId
from bwassess.checklist.parameters import RuleState
from bwassess.checklist.problems import ChecklistError, Problem
from bwassess.checklist.xlsform import load, read
from tests.factories import VISIT

DATA = Path(__file__).parent / "data"
GLOBAL = DATA / "global"


def _problems(tmp_path: Path, form: str) -> list[Problem]:
    """What is wrong with a form written in Markdown."""
    path = tmp_path / "form.md"
    path.write_text(form, encoding="utf-8")
    reading = read(path)
    blocked = any(problem.blocks for problem in reading.problems)
    assert (reading.checklist is None) == blocked
    return list(reading.problems)


def _survey(*rows: str, columns: str = "type | name | label") -> str:
    lines = [f"| | {columns} |", *(f"| | {row} |" for row in rows)]
    return "| survey |\n" + "\n".join(lines) + "\n"


def test_that_groups_become_clusters_points_and_information_sections() -> None:
    checklist = load(GLOBAL)
    assert [
        (cluster.code, cluster.is_information, [point.code for point in cluster.points])
        for cluster in checklist.clusters
    ] == [("CL", False, ["CL1"]), ("OS", False, ["OS6"]), ("SI", True, ["SI"])]
    assert checklist.form_id == "small"
    assert checklist.version == "2026.1"
    assert checklist.languages == ("en", "km")
    assert checklist.clusters[0].points[0].guidance.in_("en") == (
        "Covers everybody who works here."
    )


def test_that_a_row_becomes_a_question_with_all_its_meaning() -> None:
    question = load(GLOBAL).question(QuestionId("CL1.01"))
    assert question.answer_type is AnswerType.YES_NO
    assert question.label.in_("km") == "តើមានក្មេងធ្វើការទេ?"
    assert question.guidance.in_("km") == "Compare papers,\nand look at the floor."
    assert question.required == "true()"
    assert question.sources == (Source.DOCUMENT, Source.WORKER)
    assert question.instruments == ("C138", "C182")
    assert question.is_public_in("KH")
    assert question.zero_tolerance
    assert question.parameters == ("min_age",)
    assert [choice.name for choice in question.choices] == ["yes", "no"]
    assert len(question.revision) == 16


def test_that_a_groups_condition_holds_for_its_questions() -> None:
    checklist = load(GLOBAL)
    found = QuestionId("CL1.01")
    water = QuestionId("OS6.02")
    for value, state in (("yes", QuestionState.HIDDEN), ("no", QuestionState.OPEN)):
        answers = {found: Answer(found, value=value)}
        judgement = judge(checklist, answers, day=VISIT)
        assert judgement.questions[water].state is state


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("${nobody} = 1", "no question named ${nobody}"),
        ("${a} = 1", "depends on itself"),
        (". = 1", "no answer of its own"),
        ("${a} = ", "ends where a value should stand"),
    ],
)
def test_that_a_groups_condition_is_checked(
    tmp_path: Path, condition: str, words: str
) -> None:
    form = _survey(
        f"begin_group | g | G | {condition}",
        "text | a | A | ",
        "end_group | | | ",
        columns="type | name | label | relevant",
    )
    (found,) = _problems(tmp_path, form)
    assert words in found.message
    assert found.column == "relevant"


def test_that_the_conditions_of_inner_groups_hold_for_their_questions(
    tmp_path: Path,
) -> None:
    form = _survey(
        "text | a | A | ",
        "begin_group | c | C | ",
        "begin_group | p | P | ",
        "begin_group | i | I | ${a} = 'x'",
        "text | b | B | ${a} != 'y'",
        "end_group | | | ",
        "end_group | | | ",
        "end_group | | | ",
        columns="type | name | label | relevant",
    )
    assert _problems(tmp_path, form) == []
    checklist = load(tmp_path / "form.md")
    assert _shown(checklist, a="x", b="z") == ["a", "b"]
    assert _shown(checklist, a="y", b="z") == ["a"]
    assert _shown(checklist, a="other", b="z") == ["a"]


def _shown(checklist: Checklist, **values: str) -> list[str]:
    answers = {QuestionId(n): Answer(QuestionId(n), v) for n, v in values.items()}
    judgement = judge(checklist, answers, day=date(2026, 11, 22))
    return [
        question
        for question, judged in judgement.questions.items()
        if judged.state is not QuestionState.HIDDEN
    ]


def test_that_an_overlay_replaces_adds_and_leaves_out() -> None:
    checklist = load(DATA / "kh", base=GLOBAL)
    assert [question.id for question in checklist.questions] == [
        "CL1.01",
        "CL1.02",
        "OS6.01",
        "KH.OS6.1",
    ]
    child = checklist.question(QuestionId("CL1.01"))
    assert child.label.in_("en") == "Was anybody under 15 found working?"
    assert child.label.in_("km") == "តើមានក្មេងធ្វើការទេ?"
    assert child.nc_rule == ". = 'yes'"
    assert not child.follow_ups
    assert checklist.clusters[1].points[0].name.in_("en") == "Welfare"
    assert checklist.edition == "kh"
    assert checklist.country == "KH"
    law = {parameter.key: parameter for parameter in checklist.parameters}
    assert law["toilets"].is_verified
    assert law["toilets"].conflict
    assert law["min_age"].state is RuleState.RULE


def test_that_an_overlay_over_a_stored_checklist_is_the_same() -> None:
    assert load(DATA / "kh", base=load(GLOBAL)).hash == (
        load(DATA / "kh", base=GLOBAL).hash
    )


def test_that_an_overlay_says_what_it_doesnt_find() -> None:
    reading = read(GLOBAL, base=DATA / "global")
    assert reading.problems == ()
    lost = read(DATA / "kh", base=load(DATA / "kh", base=GLOBAL))
    assert [str(problem) for problem in lost.problems if problem.blocks] == [
        "survey, row 3, type: The base has no OS6.02 to leave out. "
        "Correct the id, or take the row away.",
        "survey, row 7, type: The base has no SI to leave out. "
        "Correct the id, or take the row away.",
    ]


def test_that_a_new_question_of_an_overlay_needs_a_group(tmp_path: Path) -> None:
    (tmp_path / "survey.csv").write_text(
        "type,name,label,bw::code\ntext,new,New?,OS6.99\n", encoding="utf-8"
    )
    reading = read(tmp_path, base=GLOBAL)
    (found,) = (problem for problem in reading.problems if problem.blocks)
    assert found.place == "survey, row 2, bw::global_id"
    assert "no question OS6.99 to replace" in found.message


def test_that_an_overlays_list_replaces_the_bases(tmp_path: Path) -> None:
    (tmp_path / "survey.csv").write_text("type,name\n", encoding="utf-8")
    (tmp_path / "choices.csv").write_text(
        "list_name,name,label::English (en)\nhazards,heat,Heat\n", encoding="utf-8"
    )
    question = load(tmp_path, base=GLOBAL).question(QuestionId("CL1.02"))
    assert [choice.name for choice in question.choices] == ["heat"]


def test_that_a_plain_form_of_another_programme_opens(tmp_path: Path) -> None:
    form = """
        | survey |                  |       |                 |               |
        |        | type             | name  | label::English  | label::French |
        |        | start            | start |                 |               |
        |        | begin group      | a     | Part A          | Partie A      |
        |        | integer          | age   | How old?        | Quel âge ?    |
        |        | begin group      | b     |                 |               |
        |        | select one yn    | ok    | All right?      | Bien ?        |
        |        | end group        |       |                 |               |
        |        | end group        |       |                 |               |
        |        | select_multiple fruit | f | Which fruit?    | Quels fruits ? |
        | choices |                 |       |                 |               |
        |        | list name        | name  | label::English  | label::French |
        |        | yn               | yes   | Yes             | Oui           |
        |        | yn               | no    | No              | Non           |
        |        | fruit            | fig   | Fig             | Figue         |
        | settings |                |       |                 |               |
        |        | form_id          | default_language |      |               |
        |        | fruit            | French (fr)      |      |               |
    """
    path = tmp_path / "form.md"
    path.write_text(form, encoding="utf-8")
    checklist = load(path)
    assert checklist.languages == ("fr", "en")
    assert [(q.name, q.answer_type) for q in checklist.questions] == [
        ("f", AnswerType.CHOICES),
        ("age", AnswerType.INTEGER),
        ("ok", AnswerType.YES_NO),
    ]
    assert [cluster.code for cluster in checklist.clusters] == ["GENERAL", "a"]


@pytest.mark.parametrize(
    ("form", "place", "words"),
    [
        (_survey("text | a | "), "survey, row 2, label", "no text"),
        (_survey("text | 1a | A"), "survey, row 2, name", "can't be a name"),
        (_survey("text | | A"), "survey, row 2, name", "has no name"),
        (_survey("text | a | A", "text | a | B"), "survey, row 3, name", "row 2"),
        (_survey("tetx | a | A"), "survey, row 2, type", "no type tetx"),
        (_survey("| a | A"), "survey, row 2, type", "no type"),
        (_survey("leave_out | a | A"), "survey, row 2, type", "Only an overlay"),
        (_survey("begin_repeat | a | A"), "survey, row 2, type", "no end"),
        (_survey("select_one x | a | A"), "survey, row 2, type", "named x"),
        (_survey("begin_group | a | A"), "survey, row 2, type", "no end"),
        (_survey("text | a | A", "end_group | | "), "survey, row 3, type", "begun"),
        (
            _survey(
                "text | a | A | ${b} = 1", columns="type | name | label | relevant"
            ),
            "survey, row 2, relevant",
            "no question named ${b}",
        ),
        (
            _survey("text | a | A | . = 1", columns="type | name | label | relevant"),
            "survey, row 2, relevant",
            "its own answer",
        ),
        (
            _survey(
                "text | a | A | ${b} = 1",
                "text | b | B | ${a} = 1",
                columns="type | name | label | relevant",
            ),
            "survey, row 2, relevant",
            "depends on itself: ${a} → ${b} → ${a}",
        ),
        (
            _survey(
                "text | a | A | foo(.)", columns="type | name | label | constraint"
            ),
            "survey, row 2, constraint",
            "no function “foo”. (at character 1)",
        ),
        (
            _survey(
                "text | a | A | . = 1 | ",
                columns="type | name | label | bw::nc_rule | bw::finding",
            ),
            "survey, row 2, bw::finding",
            "no sentence",
        ),
        (
            _survey(
                "text | a | A | Of ${seen}.",
                columns="type | name | label | bw::finding_counted",
            ),
            "survey, row 2, bw::finding_counted",
            "${affected} and ${seen}",
        ),
        (
            _survey("text | a | A | date", columns="type | name | label | bw::answer"),
            "survey, row 2, bw::answer",
            "doesn't go with type text",
        ),
        (
            _survey("text | a | A | many", columns="type | name | label | bw::answer"),
            "survey, row 2, bw::answer",
            "no kind of answer",
        ),
        (
            _survey("text | a | A | boss", columns="type | name | label | bw::sources"),
            "survey, row 2, bw::sources",
            "“boss” is no source",
        ),
        (
            _survey(
                "text | a | A | Cambodia",
                columns="type | name | label | bw::publicly_reported",
            ),
            "survey, row 2, bw::publicly_reported",
            "country codes",
        ),
        (
            _survey("date | a | A | sex", columns="type | name | label | bw::parts"),
            "survey, row 2, bw::parts",
            "Only numbers",
        ),
        (
            _survey(
                "decimal | a | A | some", columns="type | name | label | bw::parts"
            ),
            "survey, row 2, bw::parts",
            "no list of choices named some",
        ),
        (
            _survey("text | a | A")
            + "| parameters |\n| | key | state | value | valid_from |\n"
            "| | limit | rule | 5 | May |\n",
            "parameters, row 2, valid_from",
            "“May” is no day",
        ),
        (
            _survey("text | a | A")
            + "| parameters |\n| | key | state | value |\n| | limit | rule | |\n",
            "parameters, row 2, value",
            "needs a value",
        ),
        (
            _survey("text | a | A") + "| choices |\n| | list_name | name | label |\n"
            "| | l | x | X |\n| | l | x | Y |\n",
            "choices, row 3, name",
            "two choices x",
        ),
        (
            _survey("text | a | A")
            + "| parameters |\n| | key | state |\n| | | rule |\n",
            "parameters, row 2, key",
            "needs a key",
        ),
        (
            _survey("text | a | A")
            + "| parameters |\n| | key | state |\n| | limit | maybe |\n",
            "parameters, row 2, state",
            "none of rule, none and unknown",
        ),
        (
            _survey("text | a | A")
            + "| choices |\n| | list_name | name |\n| | l | |\n",
            "choices, row 2, name",
            "needs a list and a name",
        ),
        (
            _survey("select_multiple l | a | A")
            + "| choices |\n| | list_name | name |\n| | l | a b |\n",
            "survey, row 2, type",
            "“a b” has a blank",
        ),
        (
            _survey(
                "text | a | A | X1",
                "text | b | B | X1",
                columns="type | name | label | bw::code",
            ),
            "survey, row 3, bw::global_id",
            "The id X1 stands in row 2 already",
        ),
        (
            _survey(
                "begin_group | a | A",
                "text | b | B",
                "end_group | | ",
                "begin_group | a | A",
                "end_group | | ",
            ),
            "survey, row 5, name",
            "stands in row 2 already",
        ),
        (
            _survey(
                "text | a | A | maybe",
                columns="type | name | label | bw::zero_tolerance",
            ),
            "survey, row 2, bw::zero_tolerance",
            "neither yes nor no",
        ),
    ],
)
def test_that_a_problem_says_where_it_is_and_what(
    tmp_path: Path, form: str, place: str, words: str
) -> None:
    found = [problem for problem in _problems(tmp_path, form) if problem.blocks]
    assert [problem.place for problem in found] == [place]
    assert words in found[0].message
    assert found[0].remedy


def test_that_excels_curly_quotation_marks_are_straightened(tmp_path: Path) -> None:
    form = _survey(
        "text | a | Isn\u2019t it? | ",
        "text | b | B | ${a} = \u2018x\u2019",
        columns="type | name | label | relevant",
    )
    assert _problems(tmp_path, form) == []
    checklist = load(tmp_path / "form.md")
    assert checklist.question(QuestionId("b")).relevant == "${a} = 'x'"
    assert checklist.question(QuestionId("a")).label.in_("en") == "Isn\u2019t it?"


def test_that_a_form_without_an_id_is_known_by_its_file(tmp_path: Path) -> None:
    (tmp_path / "wages.md").write_text(_survey("text | a | A"), encoding="utf-8")
    checklist = load(tmp_path / "wages.md")
    assert (checklist.form_id, checklist.title) == ("wages", "wages")


def test_that_a_choice_misspelt_in_a_rule_is_found(tmp_path: Path) -> None:
    form = """
        | survey |               |      |       |            |             |
        |        | type          | name | label | relevant   | constraint  |
        |        | select_one yn | a    | A     |            | . != 'na'   |
        |        | text          | b    | B     | ${a} = 'Y' | . != 'x'    |
        |        | text          | c    | C     | selected(${a}, 'yes') | |
        |        | text          | d    | D     | ${a} = '' or 'no' = ${a} | |
        | choices |              |      |       |            |             |
        |        | list_name     | name | label |            |             |
        |        | yn            | yes  | Yes   |            |             |
        |        | yn            | no   | No    |            |             |
    """
    found = _problems(tmp_path, form)
    assert [(problem.row, problem.column) for problem in found] == [
        (2, "constraint"),
        (3, "relevant"),
    ]
    assert "“Y” is no choice of a" in found[1].message
    assert found[1].remedy == "It has: yes, no."


PARTS = """
    | survey  |           |      |       |            |          |              |
    |         | type      | name | label | constraint | relevant | bw::parts    |
    |         | decimal   | a    | A     | {constraint} | {relevant} | sex    |
    |         | decimal   | b    | B     |            | {other}  |              |
    | choices |           |      |       |            |          |              |
    |         | list_name | name | label |            |          |              |
    |         | sex       | women | Women |           |          |              |
"""


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"constraint": ". > 1"}, "asks for parts, so “.” has no value"),
        ({"constraint": "part('boys') > 1"}, "no part “boys”"),
        ({"other": "${a} > 1"}, "has no single value"),
        ({"relevant": "part('women') > 1"}, "its own answer"),
    ],
)
def test_that_parts_are_asked_for_by_name(
    tmp_path: Path, cells: dict[str, str], words: str
) -> None:
    empty = {"constraint": "", "relevant": "", "other": ""}
    (found,) = _problems(tmp_path, PARTS.format(**{**empty, **cells}))
    assert words in found.message


def test_that_or_other_adds_a_choice_and_a_question(tmp_path: Path) -> None:
    form = """
        | survey  |                        |      |       |
        |         | type                   | name | label |
        |         | select_one yn or_other | a    | A     |
        | choices |                        |      |       |
        |         | list_name              | name | label |
        |         | yn                     | yes  | Yes   |
    """
    assert _problems(tmp_path, form) == []
    asked, specified = load(tmp_path / "form.md").questions
    assert [choice.name for choice in asked.choices] == ["yes", "other"]
    assert specified.name == "a_other"
    assert specified.relevant == "selected(${a}, 'other')"


def test_that_all_problems_are_told_at_once(tmp_path: Path) -> None:
    form = _survey(
        "text | 1 | A | (",
        "texxt | b | B | ",
        "text | c | | ${nobody} = 1 and nothing(1)",
        "text | d | D | ${nobody} = 1",
        columns="type | name | label | relevant",
    )
    found = _problems(tmp_path, form)
    assert [problem.row for problem in found] == [2, 3, 4, 4, 5]
    path = tmp_path / "form.md"
    with pytest.raises(ChecklistError, match="has 5 problems; the first one: ") as all_:
        load(path)
    assert len(all_.value.problems) == 5


def test_that_what_may_be_meant_so_is_told_and_doesnt_block(tmp_path: Path) -> None:
    form = (
        _survey(
            "decimal | a | A | . > parameter('limt') | Too much. | red",
            columns="type | name | label | bw::nc_rule | bw::finding | colour",
        )
        + "| parameters |\n| | key | state | value |\n| | limit | rule | 5 |\n"
    )
    found = _problems(tmp_path, form)
    assert [problem.blocks for problem in found] == [False] * 3
    assert [problem.column for problem in found] == [
        "colour",
        "bw::nc_rule",
        "bw::nc_rule",
    ]
