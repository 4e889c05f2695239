"""Which questions' relevance must be looked at again after a change."""

from collections.abc import Iterable, Iterator, Mapping, Sequence


class CycleError(ValueError):
    """Questions whose relevance depends on itself.

    Attributes:
        names: The questions in the circle, each reading the next; the first again last.
    """

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(" -> ".join(names))
        self.names = tuple(names)


class DependencyGraph:
    """Nodes that read other nodes, in an order in which each comes after what it reads.

    What a node reads and what isn't a node itself is left out.
    """

    def __init__(self, reads: Mapping[str, Iterable[str]]) -> None:
        """Order the nodes.

        Raises:
            CycleError: some nodes read each other in a circle.
        """
        self._reads = {
            name: tuple(dict.fromkeys(other for other in others if other in reads))
            for name, others in reads.items()
        }
        self._readers: dict[str, list[str]] = {name: [] for name in self._reads}
        for name, others in self._reads.items():
            for other in others:
                self._readers[other].append(name)
        self.order = self._ordered()
        self._place = {name: place for place, name in enumerate(self.order)}

    def reached(self, names: Iterable[str]) -> tuple[str, ...]:
        """Every node that a change of these may reach, in order, these not counted.

        One of them is among the reached only if it reads another of them.
        """
        found: set[str] = set()
        waiting = list(names)
        while waiting:
            for reader in self._readers.get(waiting.pop(), ()):
                if reader not in found:
                    found.add(reader)
                    waiting.append(reader)
        return tuple(sorted(found, key=self._place.__getitem__))

    def _ordered(self) -> tuple[str, ...]:
        """Depth first without recursion: a form may chain thousands of questions."""
        done: dict[str, None] = {}
        for start in self._reads:
            if start in done:
                continue
            path: dict[str, None] = {start: None}
            trail = [(start, iter(self._reads[start]))]
            while trail:
                name, others = trail[-1]
                for other in others:
                    if other in path:
                        names = list(path)
                        raise CycleError([*names[names.index(other) :], other])
                    if other not in done:
                        path[other] = None
                        trail.append((other, iter(self._reads[other])))
                        break
                else:
                    done[name] = None
                    del path[name]
                    trail.pop()
        return tuple(done)


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
