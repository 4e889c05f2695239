"""Checklists and answers made up for tests: plain functions, everything seeded."""

from collections.abc import Iterable, Mapping
from datetime import date
from random import Random

from bwassess.assessment.records import Answer
from bwassess.checklist.canonical import seal
from bwassess.checklist.given import Value
from bwassess.checklist.kinds import AnswerType, Source
from bwassess.checklist.model import Checklist, Choice, Group, Question
from bwassess.checklist.names import QuestionId
from bwassess.checklist.parameters import Parameter, RuleState
from bwassess.checklist.texts import Text

VISIT = date(2026, 11, 17)

YES_NO = (
    Choice("yes", Text.of({"en": "Yes"})),
    Choice("no", Text.of({"en": "No"})),
)
YES_NO_NA = (*YES_NO, Choice("na", Text.of({"en": "Not applicable"})))
DANGERS = (
    Choice("dust", Text.of({"en": "Dust", "km": "ធូលី"})),
    Choice("noise", Text.of({"en": "Noise", "km": "សំឡេងរំខាន"})),
    Choice("heat", Text.of({"en": "Heat", "km": "កម្ដៅ"})),
)
SEX = (
    Choice("women", Text.of({"en": "Women"})),
    Choice("men", Text.of({"en": "Men"})),
)

LAW = (
    Parameter("max_noise_db", RuleState.RULE, "85", "dB(A)", law="Prakas 138/1998"),
    Parameter("max_noise_db", RuleState.RULE, "80", "dB(A)", case="night"),
    Parameter("toilet_ratio", RuleState.RULE, "25"),
    Parameter("min_lux", RuleState.UNKNOWN),
    Parameter("max_temp", RuleState.NONE, note="No limit in the law."),
    Parameter("probation", RuleState.RULE, "3 / 2 / 1 months"),
)


_KINDS = (
    AnswerType.YES_NO,
    AnswerType.YES_NO_NA,
    AnswerType.CHOICE,
    AnswerType.CHOICES,
    AnswerType.NUMBER,
    AnswerType.RATIO,
    AnswerType.PERCENTAGE,
    AnswerType.TEXT,
    AnswerType.DATE,
)


def make_question(number: int, point: str = "OS1", **fields: object) -> Question:
    """A question of a point; the kind of answer goes round with its number."""
    code = f"{point}.{number:02}"
    kinds = _KINDS
    answer_type = fields.pop("answer_type", None) or kinds[number % len(kinds)]
    assert isinstance(answer_type, AnswerType)
    defaults: dict[str, object] = {
        "id": QuestionId(code),
        "code": code,
        "name": code.lower().replace(".", "_"),
        "answer_type": answer_type,
        "label": Text.of({"en": f"What about {code}?", "km": f"សំណួរ {code}"}),
        "guidance": Text.of({"en": "Look at the floor and at the records."}),
        "required": "true()",
        "sources": (Source.OBSERVATION, Source.WORKER),
        "reference": "C155 art. 16",
        "instruments": ("C155",),
        **_of_type(answer_type, code, number),
    }
    made: Question = Question(**{**defaults, **fields})  # type: ignore[arg-type]
    return made


def _of_type(answer_type: AnswerType, code: str, number: int) -> dict[str, object]:
    finding = {
        "finding": Text.of({"en": f"{code} was not met.", "km": f"{code} មិនគោរព"}),
        "finding_counted": Text.of(
            {"en": f"{code}: ${{affected}} of ${{seen}} were not met."}
        ),
    }
    match answer_type:
        case AnswerType.YES_NO:
            listed = {"choices": YES_NO, "choice_list": "yes_no"}
            return {**finding, **listed, "nc_rule": ". = 'no'"}
        case AnswerType.YES_NO_NA:
            listed = {"choices": YES_NO_NA, "choice_list": "yes_no_na"}
            return {**finding, **listed, "nc_rule": ". = 'no'"}
        case AnswerType.CHOICE:
            return {"choices": DANGERS, "choice_list": "dangers"}
        case AnswerType.CHOICES:
            listed = {"choices": DANGERS, "choice_list": "dangers"}
            return {**finding, **listed, "nc_rule": "count-selected(.) > 0"}
        case AnswerType.NUMBER:
            return {
                **finding,
                "nc_rule": ". > parameter('max_noise_db')",
                "parameters": ("max_noise_db",),
                "constraint": ". >= 0 and . <= 200",
                "constraint_message": Text.of({"en": "Between 0 and 200."}),
            }
        case AnswerType.RATIO:
            rule = " or ".join(
                f"part('{part}') < 1 div parameter('toilet_ratio')"
                for part in ("women", "men")
            )
            return {
                **finding,
                "parts": SEX,
                "part_list": "sex",
                "nc_rule": rule,
                "parameters": ("toilet_ratio",),
            }
        case AnswerType.PERCENTAGE:
            return {**finding, "nc_rule": ". < 0.05"}
        case AnswerType.TEXT:
            appearance = "multiline" if number % 2 == 0 else ""
            return {"appearance": appearance, "required": ""}
        case AnswerType.DATE:
            return {**finding, "nc_rule": ". < today() - 365"}
    return {}


def make_checklist(
    questions: int | Iterable[Question] = 12,
    *,
    per_point: int = 8,
    points_per_cluster: int = 5,
    relevant_every: int = 5,
    parameters: tuple[Parameter, ...] = LAW,
    **fields: object,
) -> Checklist:
    """A checklist of so many questions of every kind, or of these questions.

    Every so-many-th question is only asked if an earlier yes/no question isn't "no".
    """
    asked = (
        _numbered(questions, per_point, relevant_every)
        if isinstance(questions, int)
        else list(questions)
    )
    points = [
        Group(
            name=f"os{place // per_point + 1}",
            code=f"OS{place // per_point + 1}",
            label=Text.of({"en": f"Point {place // per_point + 1}"}),
            items=tuple(asked[place : place + per_point]),
            guidance=Text.of({"en": "Covers everybody who works here."}),
        )
        for place in range(0, len(asked), per_point)
    ]
    clusters = tuple(
        Group(
            name=f"c{place // points_per_cluster + 1}",
            code=f"C{place // points_per_cluster + 1}",
            label=Text.of({"en": f"Cluster {place // points_per_cluster + 1}"}),
            items=tuple(points[place : place + points_per_cluster]),
        )
        for place in range(0, len(points), points_per_cluster)
    )
    defaults: dict[str, object] = {
        "form_id": "test",
        "version": "1",
        "title": "Test checklist",
        "edition": "global",
        "country": "KH",
        "languages": ("en", "km"),
    }
    return seal(
        Checklist(  # type: ignore[arg-type]
            **{**defaults, **fields, "items": clusters, "parameters": parameters}
        )
    )


def _numbered(count: int, per_point: int, relevant_every: int) -> list[Question]:
    made: list[Question] = []
    last_yes_no = ""
    for number in range(count):
        question = make_question(
            number,
            f"OS{number // per_point + 1}",
            relevant=(
                f"${{{last_yes_no}}} != 'no'"
                if last_yes_no and relevant_every and number % relevant_every == 0
                else ""
            ),
        )
        made.append(question)
        if question.answer_type is AnswerType.YES_NO:
            last_yes_no = question.name
    return made


def make_value(question: Question, random: Random) -> Value:
    """Some value that answers a question."""
    match question.answer_type:
        case AnswerType.YES_NO | AnswerType.YES_NO_NA | AnswerType.CHOICE:
            return random.choice(question.choices).name
        case AnswerType.CHOICES:
            names = [choice.name for choice in question.choices]
            return tuple(sorted(random.sample(names, random.randint(0, len(names)))))
        case AnswerType.NUMBER | AnswerType.RATIO | AnswerType.PERCENTAGE:
            if question.parts:
                return {part.name: _amount(question, random) for part in question.parts}
            return _amount(question, random)
        case AnswerType.TEXT:
            return random.choice(["Seen on the floor.", "រោងចក្រ", "نعم"])
        case AnswerType.DATE:
            return date.fromordinal(
                VISIT.toordinal() - random.randint(0, 800)
            ).isoformat()


def _amount(question: Question, random: Random) -> Value:
    if question.answer_type is AnswerType.NUMBER:
        return random.choice(["0", "12", "84.5", "85", "86", "200"])
    of = random.randint(0, 1_200)
    return {"n": str(random.randint(0, of // 10 + 1)), "of": str(of)}


def make_answers(
    checklist: Checklist, *, answered: float = 1.0, seed: int = 1
) -> Mapping[QuestionId, Answer]:
    """Answers to a share of a checklist's questions, shown or not."""
    random = Random(seed)  # noqa: S311 - made-up answers
    return {
        question.id: Answer(
            question.id,
            value=make_value(question, random),
            revision=question.revision,
            sources=frozenset(question.sources[:1]),
        )
        for question in checklist.questions
        if random.random() < answered
    }
