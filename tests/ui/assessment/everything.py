"""A checklist that asks in every way there is, in three languages."""

from datetime import date

from bwassess.checklist.canonical import seal
from bwassess.checklist.kinds import AnswerType, Source
from bwassess.checklist.model import Checklist, Choice, Group, Question, Translation
from bwassess.checklist.names import QuestionId
from bwassess.checklist.texts import Text

YES_NO = (
    Choice("yes", Text.of({"en": "Yes", "km": "បាទ/ចាស", "ar": "نعم"})),
    Choice("no", Text.of({"en": "No", "km": "ទេ", "ar": "لا"})),
)
DANGERS = (
    Choice("dust", Text.of({"en": "Dust", "km": "ធូលី", "ar": "غبار"})),
    Choice("noise", Text.of({"en": "Noise", "km": "សំឡេងរំខាន", "ar": "ضوضاء"})),
    Choice("heat", Text.of({"en": "Heat", "km": "កម្ដៅ", "ar": "حرارة"})),
    Choice(
        "light", Text.of({"en": "Poor light", "km": "ពន្លឺខ្សោយ", "ar": "إضاءة ضعيفة"})
    ),
)
AGREE = tuple(
    Choice(name, Text.of({"en": en, "km": km, "ar": ar}))
    for name, en, km, ar in (
        ("never", "Never", "មិនដែល", "أبداً"),
        ("seldom", "Seldom", "កម្រ", "نادراً"),
        ("often", "Often", "ញឹកញាប់", "غالباً"),
        ("always", "Always", "ជានិច្ច", "دائماً"),
    )
)
PROVINCES = tuple(
    Choice(f"p{place:02}", Text.of({"en": name}))
    for place, name in enumerate(
        (
            "Banteay Meanchey",
            "Battambang",
            "Kampong Cham",
            "Kampong Chhnang",
            "Kampong Speu",
            "Kampong Thom",
            "Kampot",
            "Kandal",
            "Koh Kong",
            "Kratie",
            "Phnom Penh",
            "Prey Veng",
            "Pursat",
            "Siem Reap",
            "Svay Rieng",
            "Takeo",
        )
    )
)


def _asked(number: int, kind: AnswerType, en: str, **fields: object) -> Question:
    code = f"XX1.{number:02}"
    texts = fields.pop("texts", {})
    assert isinstance(texts, dict)
    made: Question = Question(
        QuestionId(code),
        code,
        f"q{number}",
        kind,
        Text.of({"en": en, **texts}),
        **fields,  # type: ignore[arg-type]
    )
    return made


QUESTIONS = (
    _asked(
        1,
        AnswerType.YES_NO,
        "Are all exits unlocked and easy to open during work?",
        texts={
            "km": "តើច្រកចេញទាំងអស់មិនចាក់សោ និងងាយស្រួលបើកក្នុងពេលធ្វើការដែរឬទេ?",
            "ar": "هل جميع المخارج غير مقفلة وسهلة الفتح أثناء العمل؟",
        },
        hint=Text.of(
            {
                "en": "Try each exit yourself.",
                "km": "សាកល្បងច្រកចេញនីមួយៗដោយខ្លួនឯង។",
                "ar": "جرّب كل مخرج بنفسك.",
            }
        ),
        guidance=Text.of(
            {
                "en": "Any locked exit counts, also during overtime.",
                "ar": "كل مخرج مقفل يُحتسب، وفي العمل الإضافي أيضاً.",
            }
        ),
        choices=YES_NO,
        choice_list="yes_no",
        nc_rule=". = 'no'",
        finding=Text.of({"en": "Exits were locked.", "ar": "كانت المخارج مقفلة."}),
        sources=(Source.OBSERVATION,),
        instruments=("C155",),
    ),
    _asked(2, AnswerType.INTEGER, "How many workers are on the line?"),
    _asked(
        3,
        AnswerType.RANGE,
        "How hot is it, on a scale?",
        options=(("start", "0"), ("end", "10"), ("step", "0.5")),
    ),
    _asked(
        4,
        AnswerType.RANK,
        "Which danger comes first?",
        texts={"km": "គ្រោះថ្នាក់ណាមកមុនគេ?", "ar": "أي خطر يأتي أولاً؟"},
        choices=DANGERS,
        choice_list="dangers",
    ),
    _asked(5, AnswerType.TIME, "When does the day shift begin?"),
    _asked(6, AnswerType.DATETIME, "When did the last fire drill begin?"),
    _asked(7, AnswerType.GEOPOINT, "Where is the gate?"),
    _asked(8, AnswerType.GEOSHAPE, "Where does the fence run?"),
    _asked(9, AnswerType.IMAGE, "A picture of the notice board"),
    _asked(10, AnswerType.AUDIO, "A recording of the alarm"),
    _asked(11, AnswerType.FILE, "The fire certificate"),
    _asked(12, AnswerType.BARCODE, "The number of the extinguisher"),
    _asked(13, AnswerType.ACKNOWLEDGE, "The factory knows why we came."),
    _asked(14, AnswerType.TEXT, "The telephone of the nurse", appearance="numbers"),
    _asked(
        15,
        AnswerType.CHOICE,
        "Are the guards kept on the machines?",
        appearance="likert",
        choices=AGREE,
        choice_list="agree",
    ),
    _asked(
        16,
        AnswerType.CHOICE,
        "In which province is it?",
        choices=PROVINCES,
        choice_list="provinces",
    ),
    _asked(
        17,
        AnswerType.CHOICES,
        "Which provinces do workers come from?",
        choices=PROVINCES,
        choice_list="provinces",
    ),
    _asked(
        18,
        AnswerType.CHOICES,
        "Which dangers are there?",
        texts={"km": "មានគ្រោះថ្នាក់អ្វីខ្លះ?", "ar": "ما المخاطر الموجودة؟"},
        appearance="columns-2",
        choices=DANGERS,
        choice_list="dangers",
    ),
    _asked(
        19,
        AnswerType.CHOICE,
        "Which of them is the worst?",
        appearance="minimal",
        choices=DANGERS,
        choice_list="dangers",
    ),
    _asked(20, AnswerType.DATE, "When was the youngest worker born?"),
    _asked(21, AnswerType.DATE, "Since which month?", appearance="month-year"),
    _asked(22, AnswerType.TEXT, "The visit's number", read_only="true()"),
    _asked(
        23,
        AnswerType.NUMBER,
        "How loud is it?",
        constraint=". <= 200",
        constraint_message=Text.of({"en": "No noise is louder than 200 dB(A)."}),
    ),
    _asked(24, AnswerType.GEOTRACE, "Which way do trucks take?"),
    _asked(25, AnswerType.VIDEO, "A film of the drill"),
)


def everything() -> Checklist:
    """All of them in one compliance point; Khmer is a draft, Arabic reviewed."""
    people = Group(
        "people",
        Text.of({"en": "Person", "km": "មនុស្ស", "ar": "شخص"}),
        (
            _asked(31, AnswerType.TEXT, "What is the person's task?"),
            Group(
                "hours",
                Text.of({"en": "Hours"}),
                (
                    _asked(
                        32,
                        AnswerType.INTEGER,
                        "How many hours did ${q31} work yesterday?",
                        warning=". <= 12",
                        warning_message=Text.of({"en": "More than 12 hours a day."}),
                    ),
                ),
            ),
        ),
        is_repeat=True,
    )
    note = Question(
        QuestionId("XX1.note"),
        "XX1.note",
        "note1",
        AnswerType.NOTE,
        Text.of({"en": "Walk through the building before you ask."}),
    )
    point = Group(
        "xx1",
        Text.of({"en": "All kinds", "km": "គ្រប់ប្រភេទ", "ar": "كل الأنواع"}),
        (note, *QUESTIONS, people),
        code="XX1",
    )
    cluster = Group("xx", Text.of({"en": "Everything"}), (point,), code="XX")
    return seal(
        Checklist(
            form_id="everything",
            version="1",
            title="Everything",
            edition="test",
            country="KH",
            languages=("en", "km", "ar"),
            items=(cluster,),
            translations=(
                Translation("km"),
                Translation("ar", "Layla Haddad", date(2026, 11, 2)),
            ),
        )
    )
