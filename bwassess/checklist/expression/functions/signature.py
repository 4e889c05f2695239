"""What a function takes and gives."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import TypeAlias

from bwassess.checklist.expression.tree import Call
from bwassess.checklist.expression.values import Value


class Takes(Enum):
    VALUES = auto()
    """Each argument's value; a node set gives that of its first node."""
    LISTS = auto()
    """Each argument as a list of values; a node set gives all of its nodes'."""
    SCOPE = auto()
    """The scope first, then the arguments' values."""


@dataclass(frozen=True, slots=True)
class Function:
    """One function over values.

    Attributes:
        fewest: How many arguments it takes at least.
        most: How many at most; None for any number.
        of_own: Whether it is about the own value where no argument is given.
        in_pairs: Whether its arguments come two by two.
        is_pure: Whether it gives the same for the same arguments at any moment.
        check: Refuses arguments that are wrong as they are written.
    """

    apply: Callable[..., Value]
    fewest: int
    most: int | None
    takes: Takes = Takes.VALUES
    of_own: bool = False
    in_pairs: bool = False
    is_pure: bool = True
    check: Callable[[Call], None] | None = None


Functions: TypeAlias = Mapping[str, Function]
