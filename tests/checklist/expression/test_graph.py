"""The graph reaches exactly what a change may touch, and refuses circles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bwassess.checklist.expression.graph import CycleError, DependencyGraph


def test_that_only_what_reads_a_node_is_reached_in_order() -> None:
    graph = DependencyGraph({"c": ["b"], "b": ["a"], "a": [], "d": ["x"], "e": ["a"]})
    assert graph.reached(["a"]) == ("b", "c", "e")
    assert graph.reached(["b"]) == ("c",)
    assert graph.reached(["d", "x"]) == ()


def test_that_a_circle_is_named() -> None:
    with pytest.raises(CycleError) as caught:
        DependencyGraph({"a": ["b"], "b": ["c"], "c": ["b"]})
    assert caught.value.names == ("b", "c", "b")
    with pytest.raises(CycleError, match="a -> a"):
        DependencyGraph({"a": ["a"]})


def test_that_a_chain_longer_than_the_stack_is_ordered() -> None:
    reads = {f"q{n}": [f"q{n + 1}"] for n in range(5_000)}
    graph = DependencyGraph({**reads, "q5000": []})
    assert graph.order[0] == "q5000"
    assert len(graph.reached(["q5000"])) == 5_000


@given(st.dictionaries(st.integers(0, 15), st.sets(st.integers(0, 15)), max_size=16))
def test_that_each_node_comes_after_what_it_reads(numbers: dict[int, set[int]]) -> None:
    reads = {
        str(node): [str(other) for other in others if other < node]
        for node, others in numbers.items()
    }
    place = {name: at for at, name in enumerate(DependencyGraph(reads).order)}
    assert place.keys() == reads.keys()
    for node, others in reads.items():
        assert all(place[other] < place[node] for other in others if other in place)
