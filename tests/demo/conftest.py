"""One demo vault for all its tests."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bwassess.demo import building
from bwassess.store.header import Cost
from bwassess.workspace import Workspace


@pytest.fixture(scope="session")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "vault"
    building.build(folder, cost=Cost(memory_kib=64, passes=1, lanes=1))
    return folder


@pytest.fixture
def demo_vault(_made: Path, tmp_path: Path) -> Path:
    """A demo vault of its own."""
    folder = tmp_path / "vault"
    shutil.copytree(_made, folder)
    return folder


@pytest.fixture
def demo(demo_vault: Path) -> Iterator[Workspace]:
    """The same, open."""
    with Workspace.open(demo_vault, building.PASSPHRASE) as workspace:
        yield workspace
