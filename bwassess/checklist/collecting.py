"""The garbage collector, and when it has nothing to do."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Make many values that all stay.

    The collector would walk them again and again as they grow in number, and find
    nothing to take away; it costs as much as making them.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
