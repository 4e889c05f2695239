"""Numbers are reckoned as in Java, and what is no number gives none."""

import math

import pytest

from tests.checklist.expression.filled import worth


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("number()", 12.5),
        ("int(.)", 12.0),
        ("abs(-2.5)", 2.5),
        ("sqrt(2)", math.sqrt(2)),
        ("exp(1)", math.e),
        ("exp10(3)", 1000.0),
        ("exp(1000)", math.inf),
        ("log(exp(2))", 2.0),
        ("log10(1000)", 3.0),
        ("log(0)", -math.inf),
        ("pow(2, 0.5)", math.sqrt(2)),
        ("pow(0, -1)", math.inf),
        ("pow(10, 400)", math.inf),
        ("pow(-10, 401)", -math.inf),
        ("pi()", math.pi),
        ("sin(pi() div 2)", 1.0),
        ("cos(0)", 1.0),
        ("tan(0)", 0.0),
        ("asin(1)", math.pi / 2),
        ("acos(1)", 0.0),
        ("atan(1)", math.pi / 4),
        ("atan2(1, -1)", 3 * math.pi / 4),
        ("max('', 2, -3)", 2.0),
        ("max(-2, -3)", -2.0),
        ("min(4, 'x', '3')", 3.0),
        ("sum(3)", 3.0),
        ("round(-0.5)", 0.0),
        ("round(2.345, 2)", 2.35),
        ("round(-1250, -2)", -1200.0),
        ("round(1 div 0)", math.inf),
        ("0.1 + 0.2 = 0.3", True),
        ("1 div 0 = 1 div 0", True),
        ("0 div 0 = 0 div 0", False),
        ("5 div '2'", 2.5),
    ],
)
def test_that_a_number_is_reckoned(source: str, value: float) -> None:
    assert worth(source, own=12.5) == pytest.approx(value)


@pytest.mark.parametrize(
    "source",
    [
        "log(-1)",
        "sqrt(-1)",
        "asin(2)",
        "pow(-8, 0.5)",
        "pow('', 2)",
        "sin(1 div 0)",
        "abs('x')",
        "max('')",
        "round(1, 'x')",
        "number('1,000')",
    ],
)
def test_that_what_has_no_number_gives_none(source: str) -> None:
    value = worth(source)
    assert isinstance(value, float)
    assert math.isnan(value)


def test_that_chance_stays_between_nought_and_one() -> None:
    drawn = [worth("random()") for _time in range(50)]
    assert all(isinstance(number, float) and 0 <= number < 1 for number in drawn)
    assert len(set(drawn)) > 1
