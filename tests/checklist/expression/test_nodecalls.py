"""Nodes are mixed as every ODK program mixes them."""

import pytest

from bwassess.checklist.expression.compiling import compile_expression
from bwassess.checklist.expression.nodecalls import shuffled
from tests.checklist.expression.filled import Answers, Element


@pytest.mark.parametrize(
    ("seed", "order"), [("42", "AFCBDE"), ("'42'", "AFCBDE"), ("-42", "EDAFBC")]
)
def test_that_a_seed_gives_the_order_it_gives_elsewhere(seed: str, order: str) -> None:
    form = Element("data", [("letter", letter) for letter in "ABCDEF"])
    mixed = compile_expression(f"concat(randomize(/data/letter, {seed}))")
    assert mixed.run(Answers(form=form)) == order


def test_that_mixing_without_a_seed_loses_nothing() -> None:
    nodes = tuple(Element("n", float(number)) for number in range(20))
    mixed = shuffled(nodes, Answers().chance.random)
    assert sorted(node.value for node in mixed) == list(range(20))
