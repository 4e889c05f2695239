"""A hub on each engine."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.fixtures_hub import Hub, Laptop, opened_hub


@pytest.fixture(params=["sqlite", "postgresql"])
def hub(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Hub]:
    """A hub of each kind in turn."""
    with opened_hub(tmp_path / "hub", request.param) as made:
        yield made


@pytest.fixture
def lite(tmp_path: Path) -> Iterator[Hub]:
    """A hub on SQLite, where the engine makes no difference."""
    with opened_hub(tmp_path / "hub") as made:
        yield made


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Callable[[str], Laptop]]:
    """Makes laptops, and closes them."""
    made: list[Laptop] = []

    def make(name: str) -> Laptop:
        made.append(Laptop.new(tmp_path / name, name))
        return made[-1]

    yield make
    for one in made:
        one.close()
