"""Whatever happened to whichever devices: once all have all, all are equal.

BWASSESS_HISTORIES=3000 with BWASSESS_HYPOTHESIS=search looks further than the suite.
"""

import os
import random
import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bwassess.store import tables
from bwassess.store.database import Database
from tests.store.comparing import check
from tests.store.conftest import encrypted
from tests.store.simulator import World, clear

MANY = int(os.environ.get("BWASSESS_HISTORIES", "60"))
FEW = max(15, MANY // 10)

PHASES = (Phase.generate, Phase.shrink)

Step = tuple[str, int, int, int]

steps: st.SearchStrategy[list[Step]] = st.lists(
    st.tuples(
        st.sampled_from(
            [
                *("edit", "edit", "edit", "edit", "send", "send", "seal", "undo"),
                *("stranger", "clone", "keep", "restore", "jump"),
            ]
        ),
        st.integers(0, 7),
        st.integers(0, 7),
        st.integers(0, 2**20),
    ),
    min_size=4,
    max_size=24,
)


def live(world: World, history: list[Step]) -> None:
    """Let a history happen, then give everybody everything and compare."""
    for step in history:
        world.step(*step)
    chance = random.Random(len(history))  # noqa: S311
    check(world, world.agree(chance))
    world.settle(world.devices[0])
    check(world, world.agree(chance))
    for device in world.devices:
        with device.database.read() as connection:
            disputed = connection.scalars(select(tables.record.c.disputed)).all()
            assert set(disputed) <= {""}


def lived(
    history: list[Step],
    opener: Callable[[Path], Database],
    template: Path,
    *others: Database,
) -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        world = World(
            Path(folder),
            opener=opener,
            template=template,
            devices=3 - len(others),
            others=others,
        )
        try:
            live(world, history)
        finally:
            world.close()


@given(history=steps)
@settings(max_examples=MANY, phases=PHASES)
def test_that_any_history_ends_with_equal_replicas(
    history: list[Step], plain_template: Path
) -> None:
    lived(history, Database.plain, plain_template)


@given(history=steps)
@settings(max_examples=FEW, phases=PHASES)
def test_that_any_history_of_encrypted_vaults_ends_with_equal_replicas(
    history: list[Step], encrypted_template: Path
) -> None:
    lived(history, encrypted, encrypted_template)


@given(history=steps)
@settings(max_examples=FEW, phases=PHASES)
def test_that_any_history_with_a_postgresql_among_them_ends_with_equal_replicas(
    history: list[Step], plain_template: Path, shared_hub: Database
) -> None:
    clear(shared_hub)
    lived(history, Database.plain, plain_template, shared_hub)
