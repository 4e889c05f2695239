"""Which questions' relevance must be looked at again after a change."""

from collections.abc import Iterable, Mapping, Sequence


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
