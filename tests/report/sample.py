"""A report as a programme would publish it: about 300 questions, 20 findings."""

from datetime import date
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw

from bwassess.assessment.records import Extent, InterviewKind
from bwassess.checklist.kinds import Source
from bwassess.checklist.parameters import RuleState
from bwassess.report.content import (
    ClosedFinding,
    Cluster,
    FactoryFacts,
    Finding,
    Headcount,
    Information,
    InformationSection,
    Instrument,
    InterviewCount,
    LawReference,
    LawUsed,
    LawValue,
    Photo,
    Point,
    PublicIssue,
    ReportContent,
    Stitch,
    Translation,
    Trend,
    VisitFacts,
)

# Code, full name, short name, points last cycle, points as (name, questions).
_CLUSTERS = (
    (
        "CL",
        "Child Labour",
        "Child labour",
        1,
        (
            ("Child Labourers", 3),
            ("Hazardous Work and other Worst Forms", 4),
            ("Documentation and Protection of Young Workers", 3),
        ),
    ),
    (
        "DI",
        "Discrimination",
        "",
        1,
        (
            ("Gender", 10),
            ("Race and Origin", 7),
            ("Religion and Political Opinion", 6),
            ("Other Grounds", 7),
        ),
    ),
    (
        "FL",
        "Forced Labour",
        "Forced labour",
        0,
        (
            ("Coercion", 8),
            ("Bonded Labour", 3),
            ("Forced Labour and Overtime", 2),
            ("Prison Labour", 2),
        ),
    ),
    (
        "FA",
        "Freedom of Association and Collective Bargaining",
        "Freedom of association",
        1,
        (
            ("Freedom to Associate", 5),
            ("Union Operations", 5),
            ("Interference and Discrimination", 9),
            ("Collective Bargaining", 8),
            ("Strikes", 5),
        ),
    ),
    (
        "CO",
        "Compensation",
        "",
        3,
        (
            ("Minimum Wages and Piece Rate Wages", 8),
            ("Overtime Wages", 7),
            ("Premium Pay", 4),
            ("Method of Payment", 5),
            ("Wage Information, Use and Deduction", 6),
            ("Paid Leave", 10),
            ("Social Security and Other Benefits", 9),
        ),
    ),
    (
        "CH",
        "Contracts and Human Resources",
        "Contracts and HR",
        1,
        (
            ("Employment Contracts", 7),
            ("Contracting Procedures", 8),
            ("Termination", 9),
            ("Dialogue, Discipline and Disputes", 9),
        ),
    ),
    (
        "OS",
        "Occupational Safety and Health",
        "Safety and health",
        5,
        (
            ("OSH Management Systems", 9),
            ("Chemicals and Hazardous Substances", 10),
            ("Worker Protection", 13),
            ("Working Environment", 5),
            ("Health Services and First Aid", 8),
            ("Welfare Facilities", 9),
            ("Worker Accommodation", 11),
            ("Emergency Preparedness", 13),
        ),
    ),
    (
        "WT",
        "Working Time",
        "Working time",
        2,
        (("Regular Hours", 7), ("Overtime", 7), ("Leave", 9)),
    ),
)

# Point, places of findings in it, findings of the last cycle.
_FOUND = {
    "CL3": ((3,), 1),
    "DI1": ((9,), 0),
    "DI4": ((1,), 1),
    "FA4": ((), 1),
    "CO1": ((1,), 0),
    "CO2": ((1, 5), 2),
    "CO5": ((2,), 2),
    "CO6": ((), 1),
    "CH1": ((3,), 0),
    "CH2": ((), 1),
    "CH4": ((4,), 0),
    "OS1": ((6,), 2),
    "OS2": ((2,), 3),
    "OS3": ((3, 8), 2),
    "OS4": ((1,), 0),
    "OS5": ((), 1),
    "OS6": ((1,), 0),
    "OS8": ((5, 8), 3),
    "WT1": ((4,), 2),
    "WT2": ((1,), 1),
}
_NOT_APPLICABLE = {"CL1": (3,), "FL2": (2,), "FL4": (2,), "FA3": (8,), "OS4": (5,)}
_PUBLIC = ("OS8.05", "OS8.08", "CO1.01", "OS3.03", "CL3.03", "WT2.01", "FL3.01")

# Question, finding, law; the wording of one finding in three languages.
_WORDS = {
    "OS8.05": {
        "en": (
            "Are all exits unlocked, unblocked and easy to open during work,"
            " overtime included?",
            "4 of 14 emergency exits were locked or blocked during working hours."
            " Exit B-2 was padlocked and opened six minutes after the request. Exits"
            " C-1 and C-3 were behind cartons and fabric rolls, exit A-4 behind a"
            " trolley.",
        ),
        "km": (
            "តើច្រកចេញទាំងអស់មិនចាក់សោ មិនមានរបស់រារាំង និងងាយបើកក្នុងម៉ោងធ្វើការ"
            " រួមទាំងម៉ោងបន្ថែមដែរឬទេ?",
            "ច្រកចេញពេលមានអាសន្ន ៤ ក្នុងចំណោម ១៤ ត្រូវបានចាក់សោ"
            " ឬមានរបស់រារាំងក្នុងម៉ោងធ្វើការ។ ច្រក B-2 ត្រូវបានចាក់សោ"
            " ហើយបានបើកប្រាំមួយនាទីក្រោយពេលស្នើ។ ច្រក C-1 និង C-3"
            " នៅក្រោយកេសនិងដុំក្រណាត់។",
        ),
        "ar": (
            "هل جميع المخارج غير مقفلة وغير مسدودة وسهلة الفتح أثناء العمل، بما في ذلك"
            " العمل الإضافي؟",
            "كان ٤ من أصل ١٤ مخرج طوارئ مقفلًا أو مسدودًا خلال ساعات العمل. المخرج B-2"
            " مقفل، المفتاح مع الحارس وفُتح بعد ٦ دقائق. C-1 وC-3 خلف الكراتين"
            " واللفائف.",
        ),
        "vi": (
            "Tất cả lối thoát hiểm có được mở khoá và không bị cản trở trong giờ làm"
            " việc, kể cả khi làm thêm giờ không?",
            "4 trong số 14 lối thoát hiểm bị khoá hoặc bị chặn trong giờ làm việc.",
        ),
        "fr": (
            "Toutes les issues sont-elles déverrouillées, dégagées et faciles à ouvrir"
            " pendant le travail ?",
            "4 des 14 issues de secours étaient verrouillées ou bloquées pendant les"
            " heures de travail ; l'issue B-2 était cadenassée.",
        ),
    },
    "OS3.03": {
        "en": (
            "Are moving parts, belts, pulleys and blades guarded (needles apart)?",
            "9 of 40 machines checked had no guard on moving parts: 7 pulley covers"
            " were missing in sewing (Building B, lines 5 to 9) and 2 blade guards in"
            " cutting.",
        ),
        "km": (
            "តើផ្នែកដែលវិល ខ្សែពាន រ៉ក និងផ្លែកាំបិត មានរបាំងការពារដែរឬទេ?",
            "ម៉ាស៊ីន ៩ ក្នុងចំណោម ៤០ ដែលបានពិនិត្យ គ្មានរបាំងការពារផ្នែកដែលវិល៖"
            " គម្របរ៉ក ៧ បាត់នៅផ្នែកដេរ (អគារ B ខ្សែ ៥ ដល់ ៩)"
            " និងរបាំងផ្លែកាំបិត ២ នៅផ្នែកកាត់។",
        ),
        "ar": (
            "هل الأجزاء المتحركة والسيور والشفرات محمية؟",
            "لم تكن ٩ آلات من أصل ٤٠ مزودة بواقٍ للأجزاء المتحركة.",
        ),
    },
    "OS8.08": {
        "en": (
            "Are evacuation drills held often enough, for all shifts?",
            "One drill was held in the last 12 months (14/05/2026); the law asks for"
            " one every six months. The evening shift took part in none.",
        ),
        "km": (
            "តើការហាត់សមជម្លៀសត្រូវបានធ្វើញឹកញាប់គ្រប់គ្រាន់ សម្រាប់គ្រប់វេនដែរឬទេ?",
            "ក្នុងរយៈពេល ១២ ខែចុងក្រោយ មានការហាត់សមតែម្តង (១៤/០៥/២០២៦)។"
            " ច្បាប់តម្រូវឱ្យធ្វើរៀងរាល់ប្រាំមួយខែម្តង។",
        ),
        "ar": (
            "هل تُجرى تدريبات الإخلاء بما يكفي لجميع الورديات؟",
            "أُجري تدريب واحد خلال ١٢ شهرًا (14/05/2026)، ويطلب القانون تدريبًا كل ستة"
            " أشهر.",
        ),
    },
}
_OTHER = {
    "en": (
        "Does the employer keep the records the law asks for, complete and up to date?",
        "Records of the last 12 months were incomplete for 6 of 26 workers in the"
        " sample: start dates or hours were missing.",
    ),
    "km": (
        "តើនិយោជករក្សាកំណត់ត្រាតាមច្បាប់ ពេញលេញ និងទាន់ពេលវេលាដែរឬទេ?",
        "កំណត់ត្រារយៈពេល ១២ ខែចុងក្រោយ មិនពេញលេញសម្រាប់កម្មករ ៦ ក្នុងចំណោម ២៦ នាក់។",
    ),
    "ar": (
        "هل يحتفظ صاحب العمل بالسجلات التي يطلبها القانون كاملة ومحدثة؟",
        "كانت سجلات آخر ١٢ شهرًا ناقصة لدى ٦ من أصل ٢٦ عاملًا في العينة.",
    ),
    "vi": (
        "Người sử dụng lao động có lưu giữ hồ sơ đầy đủ và cập nhật theo luật không?",
        "Hồ sơ 12 tháng gần nhất thiếu đối với 6 trong số 26 người lao động.",
    ),
    "fr": (
        "L'employeur tient-il les registres exigés par la loi, complets et à jour ?",
        "Les registres des 12 derniers mois étaient incomplets pour 6 des 26"
        " travailleurs de l'échantillon.",
    ),
}
_CLUSTER_NAMES = {
    "km": {"OS": ("សុវត្ថិភាព និងសុខភាពការងារ", "សុវត្ថិភាព និងសុខភាព")},
    "ar": {"OS": ("السلامة والصحة المهنيتان", "السلامة والصحة")},
}
_FACTORY_NAMES = {
    "km": "រំដួល អាប់ផារ៉ែល (ខេមបូឌា)",
    "ar": "خيوط الضليل للألبسة",
}


_INSTRUMENTS = (Instrument("C155", "Occupational Safety and Health Convention, 1981"),)


@lru_cache
def drawn_photo(kind: int) -> bytes:
    """A JPEG of a door or of cartons, drawn; every kind a little different."""
    kind %= 12
    image = Image.new("RGB", (1200, 840), (112 + kind, 122, 114))
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 640, 1200, 840), fill=(92, 84, 76))
    if kind % 2:
        pen.rectangle((280, 40, 920, 660), fill=(38, 48, 56))
        for left in (310, 610):
            pen.rectangle((left, 70, left + 280, 660), fill=(52, 110 + kind * 2, 150))
        pen.rectangle((560, 400, 640, 470), fill=(214, 168, 40))
    else:
        for left, top in ((180, 480), (460, 440), (760, 490), (320, 280), (620, 250)):
            pen.rectangle(
                (left, top, left + 260, top + 190), fill=(186, 140 - kind, 78)
            )
            pen.rectangle(
                (left + 110, top, left + 150, top + 190), fill=(214, 180, 120)
            )
    data = BytesIO()
    image.save(data, "JPEG", quality=85)
    return data.getvalue()


def make_content(language: str = "en") -> ReportContent:
    """The sample in a language; what isn't translated stays English."""
    numbers = iter(range(1, 100))
    clusters = tuple(_cluster(entry, language, numbers) for entry in _CLUSTERS)
    return ReportContent(
        programme="Garment Labour Standards Programme",
        factory=FactoryFacts(
            name=_FACTORY_NAMES.get(language, "Rumdoul Apparel (Cambodia) Co., Ltd."),
            address="National Road 4, Ang Snuol, Kandal",
            country="Cambodia",
            industry="ISIC C, division 14, wearing apparel",
            open_supply_hub_id="KH2026321ABCDE4",
            year_started=2009,
            owner="Rumdoul Holding Ltd.",
            workers=Headcount(1061, 223),
            workers_by=(
                ("Permanent contract", Headcount(802, 170)),
                ("Fixed-term contract", Headcount(259, 53)),
                ("Under 18 years", Headcount(3, 1)),
            ),
            products=("knitted T-shirts", "sweatshirts"),
            buyers=("Nordlicht Mode", "Pacific Basics"),
            unions=("Union of Garment Workers, local 12", "Free Workers' Union"),
        ),
        visit=VisitFacts(
            days=(date(2026, 11, 17), date(2026, 11, 18)),
            announced=False,
            cycle=3,
            team=("Chanthou Meas", "Dara Pich"),
            checklist="Cambodia 2026.1",
            report_number="KH-0417-3",
            report_date=date(2026, 12, 9),
            earlier=(date(2024, 4, 9), date(2025, 11, 12)),
            approved_by="Sophea Lim",
            approved_on=date(2026, 12, 9),
            digest="4c198be270d3a1f0" * 4,
        ),
        clusters=clusters,
        interviews=(
            InterviewCount(InterviewKind.INDIVIDUAL, 12, Headcount(10, 2)),
            InterviewCount(InterviewKind.GROUP, 6, Headcount(25, 5)),
        ),
        limits=("The evening shift of 17 November could not be seen.",),
        public_issues=tuple(_public_issues(clusters)),
        closed=(
            ClosedFinding("FA4.02", "The collective agreement was not registered."),
            ClosedFinding("CO6.05", "Annual leave was paid late to 11 workers."),
            ClosedFinding("CH2.03", "Workers paid fees to a recruiter."),
            ClosedFinding("OS5.01", "The clinic had no nurse on the second shift."),
        ),
        information=tuple(_information()),
        laws=tuple(_laws()),
        translation=None if language == "en" else Translation(),
    )


def _cluster(entry, language, numbers):
    code, name, short_name, last, points = entry
    names = _CLUSTER_NAMES.get(language, {}).get(code, (name, short_name))
    return Cluster(
        code,
        names[0],
        tuple(
            _point(f"{code}{place}", point, count, language, numbers)
            for place, (point, count) in enumerate(points, start=1)
        ),
        short_name=names[1],
        last_points_not_met=last,
    )


def _point(code, name, count, language, numbers):
    found, last = _FOUND.get(code, ((), 0))
    missing = _NOT_APPLICABLE.get(code, ())
    stitches = []
    for place in range(1, count + 1):
        if code == "OS7" or place in missing:
            stitches.append(Stitch.NOT_APPLICABLE)
        else:
            stitches.append(Stitch.FINDING if place in found else Stitch.MET)
    trend = Trend.NONE
    if found:
        trend = Trend.REPEATED if last else Trend.NEW
    elif last:
        trend = Trend.CLOSED
    findings = tuple(
        _finding(f"{code}.{place:02}", next(numbers), language, trend)
        for place in found
    )
    return Point(
        code,
        name,
        tuple(stitches),
        findings,
        last_findings=last,
        trend=trend,
        public=any(finding.public for finding in findings),
    )


def _finding(code, number, language, trend):
    words = _WORDS.get(code, _OTHER)
    question, sentence = words.get(language) or words["en"]
    photos = {"OS8.05": 2, "OS3.03": 1, "OS2.02": 3, "OS6.01": 4, "OS1.06": 2}
    return Finding(
        number,
        code,
        question,
        sentence,
        sources=(Source.OBSERVATION, Source.WORKER),
        affected=4,
        seen=14,
        extent=Extent.SYSTEMIC if number % 2 else Extent.ISOLATED,
        reference="fire rules" if code.startswith("OS8") else "",
        instruments=_INSTRUMENTS if code.startswith("OS") else (),
        laws=(LawReference("Labour Law 1997, art. 230", verified=False),),
        trend=trend,
        since_cycle=2 if trend is Trend.REPEATED else None,
        public=code in _PUBLIC,
        photos=tuple(
            Photo(
                lambda kind=number * 4 + place: drawn_photo(kind),
                caption=("Exit B-2, padlocked from inside", "Exit C-1, cartons")[
                    place % 2
                ],
            )
            for place in range(photos.get(code, 0))
        ),
    )


def _public_issues(clusters):
    findings = {
        finding.code: finding for cluster in clusters for finding in cluster.findings
    }
    for code in sorted(_PUBLIC):
        if code in findings:
            finding = findings[code]
            yield PublicIssue(code, finding.question, Stitch.FINDING, finding.trend)
        else:
            yield PublicIssue(code, "Can workers leave freely?", Stitch.MET)


def _information():
    sections = (
        ("SI", "Supplier Information"),
        ("SY", "Systems"),
        ("LE", "Learning"),
        ("KS", "Key Strengths and Process Integrity"),
    )
    for code, name in sections:
        yield InformationSection(
            code,
            name,
            tuple(
                Information(
                    f"{code}1.{place:02}",
                    "How many workers took part in training on safety in the last"
                    " twelve months, and who gave it?",
                    (
                        "women 412, men 96",
                        "The committee meets every month; minutes are posted on the"
                        " board in Khmer. Two of its six members were elected by the"
                        " union, four by secret ballot in March 2026.",
                        "Yes",
                    )[place % 3],
                )
                for place in range(1, 10)
            ),
        )


def _laws():
    act = ("Labour Law 1997", "Labour Law 1997 (Royal Kram), amended 2021")
    prakas = ("Prakas 052", "Prakas 052")
    rules = ("Fire rules", "Fire rules")
    yield LawUsed(
        "Evacuation drills",
        (_value("", "2 drills a year", rules, "", verified=True),),
        ("OS8.08",),
    )
    yield LawUsed(
        "Toilets",
        (
            _value("Women", "1 for 20 workers", prakas, "3"),
            _value("Men", "1 for 40 workers", prakas, "3", disputed=True),
        ),
        ("OS6.01", "OS6.03"),
    )
    yield LawUsed(
        "Pay for overtime, night and rest-day work",
        (
            _value("Overtime on a working day", "150 % of the wage", act, "139"),
            _value("Overtime at night", "200 % of the wage", act, "139"),
            LawValue("Piece rates", "not known", RuleState.UNKNOWN),
        ),
        ("CO2.01", "CO2.02"),
    )
    yield LawUsed(
        "Limits of overtime",
        (
            LawValue(
                "A week",
                "no such rule",
                RuleState.NONE,
                law=act[0],
                law_in_full=act[1],
            ),
        ),
        ("WT2.01",),
    )
    yield LawUsed(
        "Noise",
        (LawValue("", "not known", RuleState.UNKNOWN),),
        ("OS8.08", "OS6.01"),
    )


def _value(case, value, law, article, *, verified=False, disputed=False):
    return LawValue(
        case,
        value,
        law=law[0],
        law_in_full=law[1],
        article=article,
        valid_from=date(1997, 3, 13),
        verified=verified,
        disputed=disputed,
    )
