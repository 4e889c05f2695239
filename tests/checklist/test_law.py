"""What a form says of national law is read whole, and held to what its keys may say."""

import csv
from datetime import date
from pathlib import Path

import pytest

from bwassess.checklist.canonical import decode, encode
from bwassess.checklist.law import Coverage, coverage
from bwassess.checklist.model import Checklist
from bwassess.checklist.parameters import RuleState, Shape
from bwassess.checklist.problems import Problem
from bwassess.checklist.writing import write_folder, write_workbook
from bwassess.checklist.xlsform import load, read

CHOICES = """list_name,name,label::English (en)
leave,days,Ordinary workers
leave,young,Workers under 18
gate,needed,Needed
gate,free,Not needed
"""
KEYS = """key,label::English (en),shape,unit,steps_by,yearly,cases,values,holds
wage,Minimum wage,list,USD/month,,yes,,,The lowest wage.
leave,Annual leave,steps,day/year,year of service,,leave,,Days of leave.
night,Night,window,,,,,,Hours of the night.
consent,Consent,choice,,,,,gate,Whether it is needed.
"""
COLUMNS = "key,case,scope,lower,upper,state,value,unit,valid_from,valid_to,verified_by,"
WAGE = {"key": "wage", "state": "rule", "value": "200", "valid_to": "2026-12-31"}
LEAVE = {"key": "leave", "case": "days", "state": "rule", "value": "14"}


def form(folder: Path, *parameters: dict[str, str], keys: str = KEYS) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "survey.csv").write_text(
        "type,name,label\ntext,a,What?\n", encoding="utf-8"
    )
    (folder / "choices.csv").write_text(CHOICES, encoding="utf-8")
    (folder / "parameter_keys.csv").write_text(keys, encoding="utf-8")
    columns = [*COLUMNS.rstrip(",").split(","), "verified_on", "conflict"]
    with (folder / "parameters.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(parameters)
    return folder


def problem(folder: Path, *parameters: dict[str, str]) -> Problem:
    """The only one there is."""
    (its,) = read(form(folder, *parameters)).problems
    return its


def checklist(folder: Path, *parameters: dict[str, str]) -> Checklist:
    return load(form(folder, *parameters))


def test_that_keys_of_law_are_read_and_written(tmp_path: Path) -> None:
    whole = checklist(
        tmp_path / "form",
        WAGE | {"verified_by": "Sok Dara", "verified_on": "2026-02-01"},
        LEAVE | {"lower": "0", "upper": "5", "scope": "region I"},
        {"key": "night", "state": "rule", "value": "22:00-05:00"},
        {"key": "consent", "state": "rule", "value": "needed"},
    )
    kinds = {kind.key: kind for kind in whole.parameter_kinds}
    assert [kind.shape for kind in kinds.values()] == [
        Shape.LIST,
        Shape.STEPS,
        Shape.WINDOW,
        Shape.CHOICE,
    ]
    assert kinds["wage"].is_yearly
    assert kinds["leave"].steps_by == "year of service"
    assert [case.name for case in kinds["leave"].cases] == ["days", "young"]
    assert [value.name for value in kinds["consent"].values] == ["needed", "free"]
    leave = whole.parameters[1]
    assert (leave.lower, leave.upper, leave.scope) == ("0", "5", "region I")
    write_folder(whole, tmp_path / "again")
    assert load(tmp_path / "again").hash == whole.hash
    write_workbook(whole, tmp_path / "form.xlsx")
    assert load(tmp_path / "form.xlsx").parameter_kinds == whole.parameter_kinds
    assert decode(encode(whole)) == whole


@pytest.mark.parametrize(
    ("parameter", "column", "message"),
    [
        ({"key": "wages", "state": "rule", "value": "1"}, "key", "no key of law"),
        (WAGE | {"case": "night"}, "case", "no case of wage"),
        (WAGE | {"value": "much"}, "value", "“much” is no number"),
        (WAGE | {"value": "NaN"}, "value", "“NaN” is no number"),
        (WAGE | {"lower": "3"}, "lower", "has no steps"),
        (LEAVE | {"lower": "five"}, "lower", "“five” is no number"),
        (LEAVE | {"lower": "5", "upper": "5"}, "upper", "ends before it begins"),
        (
            {"key": "night", "state": "rule", "value": "22:00-24:00"},
            "value",
            "no time of day",
        ),
        ({"key": "night", "state": "rule", "value": "22-5"}, "value", "no time of day"),
        (
            {"key": "consent", "state": "rule", "value": "often"},
            "value",
            "can't say “often”",
        ),
        (LEAVE | {"state": "none"}, "value", "Only a rule has a value"),
        (LEAVE | {"value": ""}, "value", "A rule needs a value"),
        (WAGE | {"valid_from": "2027-01-01"}, "valid_to", "ends before it begins"),
        (WAGE | {"verified_by": "Sok Dara"}, "verified_on", "go together"),
        (WAGE | {"verified_on": "2026-01-01"}, "verified_by", "go together"),
    ],
)
def test_that_a_value_its_key_cant_have_blocks(
    tmp_path: Path, parameter: dict[str, str], column: str, message: str
) -> None:
    its = problem(tmp_path, parameter)
    assert (its.sheet, its.row, its.column) == ("parameters", 2, column)
    assert message in its.message
    assert its.blocks


def test_that_a_number_may_stand_beside_hours_and_words(tmp_path: Path) -> None:
    whole = checklist(
        tmp_path,
        {"key": "night", "state": "rule", "value": "11", "unit": "hour"},
        {"key": "consent", "state": "rule", "value": "15", "unit": "day"},
    )
    assert [str(its.number) for its in whole.parameters] == ["11", "15"]


def test_that_a_number_without_a_unit_blocks(tmp_path: Path) -> None:
    keys = KEYS.replace("USD/month", "")
    (its,) = read(form(tmp_path, WAGE, keys=keys)).problems
    assert its.column == "unit"
    assert "needs a unit" in its.message


def test_that_a_yearly_value_without_end_is_told(tmp_path: Path) -> None:
    its = problem(tmp_path, WAGE | {"valid_to": ""})
    assert its.column == "valid_to"
    assert not its.blocks
    share = WAGE | {"value": "0.85", "unit": "share of wage", "valid_to": ""}
    assert not read(form(tmp_path, share)).problems


def test_that_two_rows_of_one_case_and_day_block(tmp_path: Path) -> None:
    its = problem(tmp_path, WAGE, LEAVE, WAGE | {"valid_from": "2026-12-31"})
    assert its.row == 4
    assert "Row 2" in its.message
    assert its.blocks


def test_that_steps_may_meet_and_not_overlap(tmp_path: Path) -> None:
    first = LEAVE | {"upper": "5"}
    assert not read(form(tmp_path / "a", first, LEAVE | {"lower": "5"})).problems
    its = problem(tmp_path / "b", first, LEAVE | {"lower": "4.5"})
    assert "Row 2" in its.message


def test_that_steps_of_one_case_have_one_unit(tmp_path: Path) -> None:
    its = problem(
        tmp_path, LEAVE | {"upper": "5"}, LEAVE | {"lower": "5", "unit": "week/year"}
    )
    assert its.column == "unit"
    assert "row 2" in its.message


def test_that_other_scopes_cases_and_years_stand_beside_each_other(
    tmp_path: Path,
) -> None:
    assert not read(
        form(
            tmp_path,
            WAGE,
            WAGE | {"scope": "region II"},
            WAGE | {"valid_from": "2027-01-01", "valid_to": "2027-12-31"},
            LEAVE,
            LEAVE | {"case": "young"},
        )
    ).problems


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("wage,Wage,list,,,,,,", "key"),
        ("x,X,circle,,,,,,", "shape"),
        ("x,X,list,,,,nowhere,,", "cases"),
        ("x,X,choice,,,,,nowhere,", "values"),
    ],
)
def test_that_a_key_nobody_can_use_blocks(
    tmp_path: Path, row: str, column: str
) -> None:
    (its,) = read(form(tmp_path, keys=f"{KEYS}{row}\n")).problems
    assert (its.sheet, its.row, its.column) == ("parameter_keys", 6, column)
    assert its.blocks


def test_that_a_form_without_keys_takes_any_parameter(tmp_path: Path) -> None:
    folder = form(tmp_path, {"key": "x", "state": "rule", "value": "some words"})
    (folder / "parameter_keys.csv").unlink()
    (its,) = load(folder).parameters
    assert (its.state, its.value) == (RuleState.RULE, "some words")


def test_that_thousands_of_rows_of_one_case_are_refused_quickly(tmp_path: Path) -> None:
    many = [LEAVE | {"lower": str(i), "upper": str(i + 1)} for i in range(20_000)]
    its = problem(tmp_path, *many)
    assert "more than 500 rows" in its.message


def test_that_an_overlay_brings_the_values_of_the_keys_of_its_base(
    tmp_path: Path,
) -> None:
    base = form(tmp_path / "base")
    overlay = tmp_path / "overlay"
    form(overlay, WAGE, LEAVE | {"value": "many"})
    (overlay / "parameter_keys.csv").unlink()
    (overlay / "choices.csv").unlink()
    (overlay / "survey.csv").write_text("type,name\n", encoding="utf-8")
    (its,) = read(overlay, base=base).problems
    assert "“many” is no number" in its.message


def test_that_what_is_known_of_the_law_is_counted(tmp_path: Path) -> None:
    checked = {"verified_by": "Sok Dara", "verified_on": "2026-02-01"}
    whole = checklist(
        tmp_path,
        WAGE | checked,
        LEAVE | {"conflict": "yes"},
        {"key": "leave", "case": "young", "state": "none"},
        {"key": "night", "state": "unknown"},
    )
    assert coverage(whole) == Coverage(
        kinds=4, known=2, rules=2, none=1, unknown=1, verified=1, conflicts=1
    )
    assert coverage(whole).unverified == 2
    assert whole.parameters[0].verified_on == date(2026, 2, 1)
