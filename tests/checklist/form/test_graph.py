"""What reads comes after what it reads, and circles are found whole."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bwassess.checklist.form.graph import circle, in_order


def test_that_nodes_of_a_circle_come_together() -> None:
    reads = [[1], [2], [0], [0], []]
    found = [sorted(component) for component in in_order(reads)]
    assert found == [[0, 1, 2], [3], [4]]


def test_that_a_circle_is_walked_from_each_node_to_what_it_reads() -> None:
    assert circle([[1], [2, 3], [0], [1]], {0, 1, 2}) == [0, 1, 2, 0]
    assert circle([[0]], {0}) == [0, 0]


def test_that_a_chain_longer_than_the_stack_is_ordered() -> None:
    reads = [[number + 1] for number in range(20_000)]
    order = [node for (node,) in in_order([*reads, []])]
    assert order[0] == 20_000
    assert order[-1] == 0


@given(st.lists(st.sets(st.integers(0, 15)), min_size=16, max_size=16))
def test_that_what_is_read_comes_first_or_together(reads: list[set[int]]) -> None:
    components = in_order(reads)
    place = {node: at for at, its in enumerate(components) for node in its}
    assert sorted(place) == list(range(16))
    for node, others in enumerate(reads):
        assert all(place[other] <= place[node] for other in others)
    for its in components:
        if len(its) > 1:
            ring = circle(reads, its)
            assert ring[0] == ring[-1]
            assert all(b in reads[a] for a, b in pairwise(ring))
