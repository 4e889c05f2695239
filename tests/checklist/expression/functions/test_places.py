"""Ways and fields on the earth are measured as JavaRosa measures them."""

import math

import pytest

from bwassess.checklist.expression.compiling import compile_expression
from tests.checklist.expression.filled import Answers, Element, worth

FIELD = "0 0;0 0.001;0.001 0.001;0.001 0;0 0"
DEGREE_M = 2 * math.pi * 6_378_100 / 360


@pytest.mark.parametrize(
    ("source", "metres"),
    [
        ("distance('0 0;0 1')", DEGREE_M),
        ("distance('0 0 0 0; 0 1 12 4.5;')", DEGREE_M),
        ("distance('0 0', '1 0', '0 0')", 2 * DEGREE_M),
        ("distance('90 0;90 1')", 0.0),
        ("distance('11.5 104.9;11.5 104.9')", 0.0),
        ("distance('11.5 104.9')", 0.0),
        (f"distance('{FIELD}')", 4 * DEGREE_M / 1000),
        (f"area('{FIELD}')", (DEGREE_M / 1000) ** 2),
        (f"enclosed-area('{FIELD}')", (DEGREE_M / 1000) ** 2),
        ("area('0 0;0 1')", 0.0),
    ],
)
def test_that_ways_and_fields_are_measured(source: str, metres: float) -> None:
    assert worth(source) == pytest.approx(metres, rel=1e-6, abs=0.2)


def test_that_points_of_rows_make_a_way() -> None:
    form = Element("data", [("point", "0 0"), ("point", "0 1"), ("point", "0 2")])
    walked = compile_expression("distance(/data/point)").run(Answers(form=form))
    assert walked == pytest.approx(2 * DEGREE_M)


@pytest.mark.parametrize(
    "source", ["distance('')", "area('a b')", "distance('0 0', '')", "distance('99 0')"]
)
def test_that_what_is_no_place_has_no_measure(source: str) -> None:
    value = worth(source)
    assert isinstance(value, float)
    assert math.isnan(value)


@pytest.mark.parametrize(
    ("point", "is_inside"),
    [
        ("0.0005 0.0005", True),
        ("0.0005 0.002", False),
        ("-0.0005 0.0005", False),
        ("", False),
        ("x", False),
    ],
)
def test_that_a_point_is_inside_a_field_or_not(point: str, *, is_inside: bool) -> None:
    assert worth(f"geofence('{point}', '{FIELD}')") is is_inside


@pytest.mark.parametrize(
    ("trace", "crosses"),
    [
        ("0 0;1 1;0 1;1 0", True),
        ("0 0;1 1;0 1;1 0;0 0", True),
        ("0 0;0 2;1 2;1 0;0 1", True),
        (FIELD, False),
        ("0 0;0 1;0 2", False),
        ("0 0;0 0;0 1", False),
        ("0 0;0 1;1 1;1 2;2 2;2 3", False),
        ("", False),
    ],
)
def test_that_a_way_that_crosses_itself_is_told(trace: str, *, crosses: bool) -> None:
    assert worth(f"intersects('{trace}')") is crosses
