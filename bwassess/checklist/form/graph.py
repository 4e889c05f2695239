"""Orders of what reads what, and the circles that have none."""

from collections.abc import Iterable, Iterator, Sequence


def in_order(reads: Sequence[Iterable[int]]) -> list[list[int]]:
    """Nodes so that each comes after what it reads; those in a circle come together.

    Nodes are numbered from 0; `reads[n]` are those that node `n` reads.
    """
    # Tarjan's strong components, without recursion.
    found: list[list[int]] = []
    index = [-1] * len(reads)
    low = [0] * len(reads)
    is_open = bytearray(len(reads))
    stack: list[int] = []
    count = 0
    for start in range(len(reads)):
        if index[start] >= 0:
            continue
        trail: list[tuple[int, Iterator[int]]] = [(start, iter(reads[start]))]
        index[start] = low[start] = count
        count += 1
        stack.append(start)
        is_open[start] = 1
        while trail:
            node, others = trail[-1]
            for other in others:
                if index[other] < 0:
                    index[other] = low[other] = count
                    count += 1
                    stack.append(other)
                    is_open[other] = 1
                    trail.append((other, iter(reads[other])))
                    break
                if is_open[other] and index[other] < low[node]:
                    low[node] = index[other]
            else:
                trail.pop()
                if trail and low[node] < low[trail[-1][0]]:
                    low[trail[-1][0]] = low[node]
                if low[node] == index[node]:
                    found.append(_component(stack, is_open, node))
    return found


def _component(stack: list[int], is_open: bytearray, node: int) -> list[int]:
    its: list[int] = []
    while True:
        other = stack.pop()
        is_open[other] = 0
        its.append(other)
        if other == node:
            return its


def circle(reads: Sequence[Iterable[int]], among: Iterable[int]) -> list[int]:
    """One way round among nodes that all reach each other, the first again last."""
    its = set(among)
    start = min(its)
    came: dict[int, int] = {}
    waiting = [start]
    for node in waiting:
        for other in reads[node]:
            if other == start:
                way = [start]
                while node != start:
                    way.append(node)
                    node = came[node]
                way.append(start)
                return way[::-1]
            if other in its and other not in came:
                came[other] = node
                waiting.append(other)
    return []
