"""Any history of laptops, networks, restores and clocks ends with equal replicas."""

import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx2
from hypothesis import given, settings
from hypothesis import strategies as st
from typing_extensions import override

from bwassess.assessment.records import Role
from bwassess.hub import serving
from bwassess.sync.errors import HubUnreachableError
from tests.fixtures_hub import Hub, Laptop, opened_hub, reopened_hub

NAMES = ("Sokha", "Dara", "Rita")
QUESTIONS = ("OS1.01", "OS1.02")
VALUES = ("yes", "no", "na")


class Breaking(httpx2.BaseTransport):
    """A way to the hub that is lost at one request, before or after the hub hears."""

    def __init__(self, inner: httpx2.BaseTransport, *, at: int, heard: bool) -> None:
        self._inner = inner
        self._left = at
        self._heard = heard

    @override
    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        self._left -= 1
        if self._left == 0 and self._heard:
            self._inner.handle_request(request).read()
        if self._left <= 0:
            raise httpx2.ReadError("lost")
        return self._inner.handle_request(request)


class World:
    """Three laptops and a hub, with the copies made of them."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder = folder
        self.stack = stack
        self.hub = stack.enter_context(opened_hub(folder / "hub"))
        self.laptops = []
        for name in NAMES:
            laptop = Laptop.new(folder / name, name)
            laptop.enrol(self.hub, Role.ASSESSOR, "KH")
            self.laptops.append(laptop)
        self.documents: list[UUID] = [self.laptops[0].assessment()]
        self.laptops[0].sync()
        self.copies: dict[int, Path] = {}
        self.hub_copy: Path | None = None
        self.places = (folder / f"place{n}" for n in range(1000))

    def do(self, step: tuple[str, int, int]) -> None:
        name, who, what = step
        getattr(self, f"_{name}")(who % len(NAMES), what)

    def _answer(self, who: int, what: int) -> None:
        document = self.documents[what % len(self.documents)]
        self.laptops[who].answer(
            document, QUESTIONS[what % 2], VALUES[what // 2 % len(VALUES)]
        )

    def _photo(self, who: int, what: int) -> None:
        document = self.documents[what % len(self.documents)]
        self.laptops[who].photo(document, b"picture %d" % what, thumbnail=b"%d" % what)

    def _begin(self, who: int, what: int) -> None:
        self.documents.append(self.laptops[who].assessment())

    def _sync(self, who: int, what: int) -> None:
        self.laptops[who].sync()

    def _lost(self, who: int, what: int) -> None:
        def ways() -> httpx2.Client:
            door: Any = Hub.door(self.hub)
            door._transport = Breaking(
                door._transport, at=what % 8 + 1, heard=bool(what & 8)
            )
            return door

        self.hub.ways = ways
        try:
            self.laptops[who].sync()
        except HubUnreachableError:
            pass
        finally:
            self.hub.ways = self.hub.door

    def _clock(self, who: int, what: int) -> None:
        years = (-40, -2, 2, 70)[what % 4]
        self.laptops[who].clock.now += years * 365 * 24 * 3_600_000

    def _copy(self, who: int, what: int) -> None:
        self.copies[who] = next(self.places)
        self.laptops[who].copied(self.copies[who]).close()

    def _restore(self, who: int, what: int) -> None:
        if who not in self.copies:
            return
        lost = self.laptops[who]
        place = next(self.places)
        shutil.copytree(self.copies[who], place)
        lost.close()
        self.laptops[who] = Laptop.opened(place, lost.name, clock=lost.clock)
        self.laptops[who].hub = self.hub

    def _copy_hub(self, who: int, what: int) -> None:
        with self.hub.house.database.driver() as driver:
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.hub_copy = next(self.places)
        shutil.copytree(self.hub.folder, self.hub_copy)

    def _restore_hub(self, who: int, what: int) -> None:
        if self.hub_copy is None:
            return
        place = next(self.places)
        shutil.copytree(self.hub_copy, place)
        if what % 2:
            serving.restored(place)
        self.hub = self.stack.enter_context(reopened_hub(place, clock=self.hub.clock))
        for laptop in self.laptops:
            laptop.hub = self.hub

    def settle(self) -> None:
        for _ in range(2):
            for laptop in self.laptops:
                laptop.sync()


STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                *("answer", "answer", "answer", "photo", "begin", "sync", "sync"),
                *("lost", "lost", "clock", "copy", "restore", "copy_hub"),
                *("restore_hub",),
            ]
        ),
        st.integers(0, 2),
        st.integers(0, 63),
    ),
    min_size=4,
    max_size=22,
)


@settings(max_examples=12)
@given(steps=STEPS)
def test_that_any_history_converges(
    steps: list[tuple[str, int, int]],
) -> None:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        world = World(Path(folder), stack)
        for step in steps:
            world.do(step)
        before = [
            {one: laptop.hashes(one) for one in laptop.documents()}
            for laptop in world.laptops
        ]
        world.settle()
        known = world.laptops[0].documents()
        for document in known:
            wanted = world.hub.hashes(document)
            seen = []
            for laptop, had in zip(world.laptops, before, strict=True):
                assert laptop.hashes(document) == wanted
                # Nothing that was here is gone, from here or from the hub.
                assert had.get(document, set()) <= wanted
                state = laptop.state(document)
                assert state.is_on_hub
                assert state.awaited == 0
                seen.append(
                    [
                        {
                            field: (one.value, one.head.id, one.disputed)
                            for field, one in laptop.shown(
                                document, f"answer/{question}"
                            ).items()
                        }
                        for question in QUESTIONS
                    ]
                )
            assert seen[0] == seen[1] == seen[2]
        for laptop in world.laptops:
            assert laptop.documents() == known
            assert laptop.verify() == []
            laptop.close()
        assert world.hub.verify() == []
