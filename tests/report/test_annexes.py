from dataclasses import replace
from datetime import date

from bwassess.checklist.parameters import RuleState
from bwassess.report.content import (
    Information,
    InformationSection,
    LawUsed,
    LawValue,
)
from tests.report.conftest import letters, read
from tests.report.sample import make_content

BARE = replace(make_content(), clusters=(), information=(), closed=(), laws=())


def annex(*laws: LawUsed) -> str:
    text = read(replace(BARE, laws=laws))
    return letters(text[text.rindex("The values in force on") :])


def value(words: str, **further) -> LawValue:
    return LawValue("", words, law="Labour Law 1997", article="139", **further)


def test_that_cases_stand_together_under_what_the_law_regulates():
    cases = tuple(
        LawValue(case, words, law="Labour Law 1997", article=article, verified=True)
        for case, words, article in (
            ("Overtime", "150 % of the wage", "139"),
            ("At night", "130 % of the wage", "144"),
        )
    )
    text = annex(LawUsed("Pay rates", cases, ("CO2.01", "CO3.01")))
    assert text.count("Payrates") == text.count("CO2.01,CO3.01") == 1
    assert "Overtime150%ofthewageLabourLaw1997,art.139" in text
    assert "Atnight130%ofthewageLabourLaw1997,art.144" in text
    assert "unverified" not in text


def test_that_doubts_stand_beside_the_value_and_are_told_once():
    text = annex(
        LawUsed("A", (value("one day"), value("two days", disputed=True))),
        LawUsed("B", (value("three days", verified=True),)),
    )
    assert "oneday(unverified)" in text
    assert "twodays(unverified,sourcesdisagree)" in text
    assert "threedaysLabour" in text
    assert text.count("2valueshavenotbeenchecked") == 1
    assert text.count("Of1valuethesourcessaydifferentthings") == 1


def test_that_no_rule_and_not_known_are_told_apart():
    none = LawValue("A week", "no such rule", RuleState.NONE, verified=True)
    unknown = LawValue("A year", "not known", RuleState.UNKNOWN)
    text = annex(LawUsed("Limits of overtime", (none, unknown), ("WT2.01",)))
    known, _heading, rest = text.partition("Valuesnotknown")
    assert "Aweeknosuchrule" in known
    assert "Ayear" not in known
    assert "LimitsofovertimeAyearWT2.01" in rest
    assert "unverified" not in text


def test_that_a_law_is_named_in_full_once():
    full = "Labour Law 1997 (Royal Kram 13 March 1997), amended 2021"
    values = tuple(value(words, law_in_full=full) for words in ("one", "two"))
    text = annex(LawUsed("A", values))
    assert text.count(letters(full)) == 1
    assert text.count("LabourLaw1997,art.139") == 2


def test_that_the_day_a_value_begins_is_told():
    text = annex(LawUsed("A", (value("one", valid_from=date(2026, 1, 1)),)))
    assert "since01/01/2026" in text


def test_that_answers_of_a_row_stand_under_its_name():
    rows = ("Dormitory 1 of 2", "Dormitory 2 of 2")
    answers = [Information("SI.01", "Since when?", "2009")]
    answers += [
        Information("SI.02", "How many beds?", str(beds), row=row)
        for beds, row in zip((12, 14), rows, strict=True)
    ]
    answers += [Information("SI.03", "Who cleans?", "A firm", row=rows[1])]
    section = InformationSection("SI", "Supplier", tuple(answers))
    text = letters(read(replace(BARE, information=(section,))))
    assert "2009Dormitory1of2SI.02Howmanybeds?12" in text
    assert "12Dormitory2of2SI.02Howmanybeds?14SI.03" in text


def test_that_the_reason_for_a_value_beyond_its_limit_is_told_beside_it():
    told = Information("SI.07", "How many?", "-3", passed="counted twice by law")
    section = InformationSection("SI", "Supplier", (told,))
    text = letters(read(replace(BARE, information=(section,))))
    assert "-3Standsagainstthechecklist'slimit:countedtwicebylaw" in text
