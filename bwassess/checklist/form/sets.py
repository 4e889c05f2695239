"""Names that stand for the answers of all rows, where a single one can't be meant."""

from collections.abc import Callable
from dataclasses import replace

from bwassess.checklist.expression.tree import Call, Path, Reference, Tree, rewritten


def with_sets(tree: Tree, is_set: Callable[[str], bool]) -> Tree:
    """The tree with such names as node sets, as they are compared in every row."""

    def change(part: Tree) -> Tree | None:
        match part:
            case Reference(name=name, at=at) if is_set(name):
                return Path(part, (), at)
            case Call(function="indexed-repeat", arguments=(of, *others)):
                # The names are looked for in all rows as they are; indices are values.
                its = [
                    rewritten(other, change) if place % 2 else other
                    for place, other in enumerate(others)
                ]
                return replace(part, arguments=(of, *its))
            case _:
                return None

    return rewritten(tree, change)
