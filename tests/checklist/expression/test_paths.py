"""Paths lead where XPath has them lead, and node sets compare as XPath has it."""

import math

import pytest

from bwassess.checklist.expression.compiling import compile_expression
from bwassess.checklist.expression.syntax import ExpressionError
from bwassess.checklist.expression.values import UNKNOWN, Value
from tests.checklist.expression.filled import Answers, Element, rows


def form() -> Element:
    return Element(
        "data",
        [
            ("factory", "Golden Thread"),
            ("limit", 18.0),
            ("which", 2.0),
            (
                "workers",
                [
                    ("worker", [("name", "Sok"), ("age", 17.0), ("pay", 200.0)]),
                    (
                        "worker",
                        [
                            ("name", "Dara"),
                            ("age", 30.0),
                            ("pay", ""),
                            ("child", [("born", 2020.0)]),
                            ("child", [("born", 2022.0)]),
                        ],
                    ),
                    (
                        "worker",
                        [("name", "Ly"), ("age", 16.0), ("child", [("born", 2024.0)])],
                    ),
                ],
            ),
            ("empty", ""),
        ],
    )


PLACES = rows(
    {"name": "pp", "label": "Phnom Penh", "country": "kh", "people": 2.0},
    {"name": "sr", "label": "Siem Reap", "country": "kh", "people": 1.0},
    {"name": "hn", "label": "Hanoi", "country": "vn", "people": 8.0},
)


def evaluate(source: str, standing: str = "", **given: object) -> Value:
    scope = Answers(
        form=form(),
        standing=standing,
        instances={"places": PLACES, "none": rows()},
        **given,  # type: ignore[arg-type]
    )
    return compile_expression(source).run(scope)


def names(source: str, standing: str = "") -> list[str]:
    scope = Answers(form=form(), standing=standing, instances={"places": PLACES})
    found = compile_expression(source).nodes(scope)
    assert found is not UNKNOWN
    return [node.name for node in found]


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("/data/factory", "Golden Thread"),
        ("/form/factory", ""),
        ("/data/workers/worker/name", "Sok"),
        ("/data/workers/worker[2]/name", "Dara"),
        ("/data/workers/worker[position() = 3]/name", "Ly"),
        ("/data/workers/worker[last()]/name", "Ly"),
        ("/data/workers/worker[9]/name", ""),
        ("/data/workers/worker[1.5]/name", ""),
        ("/data/workers/worker[/data/which]/name", "Sok"),
        ("/data/workers/worker[number(/data/which)]/name", "Dara"),
        ("/data/workers/worker[age < ../../limit][2]/name", "Ly"),
        ("/data/workers/worker[age < 18 and name != 'Sok']/name", "Ly"),
        ("/data/workers/worker[child]/name", "Dara"),
        ("/data/workers/worker[not(child)]/name", "Sok"),
        ("/data/workers/worker[name = 'Dara']/child[2]/born", 2022.0),
        ("/data/workers/worker/child[1]/born", 2020.0),
        ("(/data/workers/worker/child)[3]/born", 2024.0),
        ("count(/data/workers/worker/child[1])", 2.0),
        ("count(//child)", 3.0),
        ("count(/data//worker)", 3.0),
        ("count(/data/*)", 5.0),
        ("count(/)", 1.0),
        ("sum(//age)", 63.0),
        ("max(//age)", 30.0),
        ("min(//age, 3)", 3.0),
        ("count(//pay)", 2.0),
        ("count-non-empty(//pay)", 1.0),
        ("count-non-empty(//child)", 3.0),
        ("join(', ', //name)", "Sok, Dara, Ly"),
        ("join('-', //name[. = 'x'])", ""),
        ("weighted-checklist(1, 9, true(), //name[. = 'x'], true(), 2)", False),
        ("join('-', 'a', //name[. = 'x'], 'b')", "a--b"),
        ("concat(//name, '!')", "SokDaraLy!"),
        ("join('-', //born | //name)", "Sok-Dara-2020-2022-Ly-2024"),
        ("count(//name | //name)", 3.0),
        ("sum(/data/nothing)", 0.0),
        ("name(/data/*[1])", "factory"),
        ("string(//age)", "17"),
        ("//age + 1", 18.0),
        ("count(${worker})", 3.0),
        ("${worker}[2]/name", "Dara"),
        ("${worker}[position() = 3]/name", "Ly"),
        ("${worker}[${which}]/name", "Sok"),
        ("${worker}[position() = ${which}]/name", "Dara"),
        ("${worker}[${age} > 18]/name", "Dara"),
        ("${worker}[${age} = ${limit} - 1]/name", "Sok"),
        ("sum(${age})", 63.0),
        ("count(${name}[. != 'Ly'])", 2.0),
        ("count(${worker}[count(child) = 2])", 1.0),
        ("count(${worker}[child/born > 2021])", 2.0),
        ("position(${worker}[3])", 3.0),
        ("position(/data/nothing)", 0.0),
        ("indexed-repeat(${name}, ${worker}, 2)", "Dara"),
        ("indexed-repeat(${born}, ${worker}, 2, ${child}, 2)", 2022.0),
        ("indexed-repeat(${born}, ${child}, 1, ${worker}, 3)", 2024.0),
        ("indexed-repeat(${name}, ${worker}, 9)", ""),
        ("indexed-repeat(/data/workers/worker/name, ${worker}, ${which})", "Dara"),
        ("boolean(/data/workers)", True),
        ("boolean(/data/empty)", False),
        ("boolean(/data/nothing)", False),
        ("if(/data/factory, 'a', 'b')", "a"),
        ("${last-saved#factory}", "saved factory"),
    ],
)
def test_that_a_path_seen_from_the_form_has_a_value(source: str, value: Value) -> None:
    assert evaluate(source) == value


@pytest.mark.parametrize(
    ("source", "value"),
    [
        (".", 30.0),
        ("../name", "Dara"),
        ("${name}", "Dara"),
        ("../../worker[1]/name", "Sok"),
        ("position(..)", 2.0),
        ("position()", 1.0),
        ("count(../child)", 2.0),
        ("sum(${born})", 4042.0),
        ("current()/../name", "Dara"),
        ("../preceding-sibling::worker/name", "Sok"),
        ("../following-sibling::*/name", "Ly"),
        ("count(ancestor::*)", 3.0),
        ("name(ancestor-or-self::*[2])", "worker"),
        ("count(preceding::age)", 1.0),
        ("count(following::born)", 3.0),
        ("self::age", 30.0),
        ("self::name", ""),
        ("/data/workers/worker[age < current()]/name", "Sok"),
        ("count(/data/workers/worker[age >= current()/../age])", 1.0),
        ("/data/workers/worker[position() = position(current()/..) - 1]/name", "Sok"),
        ("indexed-repeat(${name}, ${worker}, position(..) - 1)", "Sok"),
    ],
)
def test_that_a_path_seen_from_a_row_has_a_value(source: str, value: Value) -> None:
    assert evaluate(source, "workers/worker.2/age") == value


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("instance('places')/root/item[name = 'hn']/label", "Hanoi"),
        ("instance('places')/root/item[name = ${chosen}]/label", "Siem Reap"),
        ("instance('places')/root/item[${chosen} = name]/label", "Siem Reap"),
        ("instance('places')/root/item[name = ${nobody}]/label", ""),
        ("instance('places')/root/item[people = 8]/label", "Hanoi"),
        ("count(instance('places')/root/item[country = 'kh'])", 2.0),
        ("count(instance('places')/root/item[country = 'kh' and people > 1])", 1.0),
        ("instance('places')/root/item[2]/name", "sr"),
        (
            "instance('places')/root/item[people = current()/../which]/label",
            "Phnom Penh",
        ),
        ("instance('places')/root/item[selected('hn sr', name)][1]/label", "Siem Reap"),
        ("count(instance('none')/root/item)", 0.0),
        ("count(instance('other')/root/item)", 0.0),
        ("pulldata('places', 'label', 'name', 'pp')", "Phnom Penh"),
        ("pulldata('places', 'label', 'name', 'xx')", ""),
        ("join(' ', instance('places')/root/item/name)", "pp sr hn"),
        ("join(' ', randomize(instance('places')/root/item, 1)/name)", "sr pp hn"),
        ("randomize(instance('places')/root/item[name = 'hn'])/label", "Hanoi"),
    ],
)
def test_that_a_secondary_instance_is_looked_up(source: str, value: Value) -> None:
    assert evaluate(source, "factory", others={"chosen": "sr"}) == value


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("//age = 30", True),
        ("//age != 30", True),
        ("//age = 31", False),
        ("31 > //age", True),
        ("//age > 40", False),
        ("//name = 'Ly'", True),
        ("//age = //limit - 1", True),
        ("//name = instance('places')/root/item/label", False),
        ("/data/nothing = ''", True),
        ("/data/nothing = 0", False),
        ("/data/nothing != 'a'", True),
        ("//name = true()", True),
    ],
)
def test_that_a_node_set_compares_by_any_of_its_nodes(source: str, value: bool) -> None:
    assert evaluate(source) is value


def test_that_each_axis_keeps_to_the_order_of_the_form() -> None:
    assert names("//worker[2]/preceding::*") == [
        "factory",
        "limit",
        "which",
        "worker",
        "name",
        "age",
        "pay",
    ]
    assert names("//born/ancestor::worker/name") == ["name", "name"]
    assert names("//child/following-sibling::node()") == ["child"]
    assert names("../..", "workers/worker.2/age") == ["workers"]
    assert names("//*[self::limit or self::empty]") == ["limit"]


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("count(${worker}[age > parameter('age')])", UNKNOWN),
        ("${worker}[age > parameter('age')]/name = 'Sok'", UNKNOWN),
        ("count(${worker}[age = 99 and age > parameter('age')])", 0.0),
        ("//open = 3", UNKNOWN),
        ("//age = 30 or //open = 3", True),
        ("//open | //age = 30", True),
        ("sum(//open | //age)", UNKNOWN),
        ("boolean(//open)", UNKNOWN),
        ("count(//open)", 1.0),
        ("instance('places')/root/item[people = parameter('age')]/name", UNKNOWN),
        ("//age > parameter('age')", UNKNOWN),
        ("randomize(//age, parameter('age'))", UNKNOWN),
        ("indexed-repeat(${name}, ${worker}, parameter('age'))", UNKNOWN),
    ],
)
def test_that_unknown_law_stays_unknown_in_node_sets(source: str, value: Value) -> None:
    filled = form()
    filled.children.append(Element("open", UNKNOWN, filled))
    scope = Answers(form=filled, instances={"places": PLACES})
    assert compile_expression(source).run(scope) == value


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("count(1)", "no set of questions"),
        ("count('a' | ${b})", "no set of questions"),
        ("instance(${a})/root", "in quotation marks"),
        ("indexed-repeat(${a}, ${b})", "3 or more"),
        ("indexed-repeat(${a}, ${b}, 1, ${c})", "an index after each repeat"),
        ("1 + worker", "neither a question nor a function"),
        ("randomize(1)", "no set of questions"),
        ("(1 + 2)/x", "no set of questions"),
    ],
)
def test_that_what_is_no_node_set_is_refused_beforehand(
    source: str, words: str
) -> None:
    with pytest.raises(ExpressionError, match=words):
        compile_expression(source)


def test_that_nothing_in_a_number_is_no_number() -> None:
    value = evaluate("/data/empty + 1")
    assert isinstance(value, float)
    assert math.isnan(value)
