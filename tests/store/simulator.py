"""Devices, clones, restores, relays and strangers, over real stores.

A history is a list of steps; each is a name and three numbers, so that hypothesis can
shorten it. At the end everybody gets everything, and all must be equal.
"""

import itertools
import random
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, select

from bwassess.assessment.records import Role
from bwassess.checklist.given import Value
from bwassess.journal import batch as batches
from bwassess.journal import canonical
from bwassess.journal.batch import Batch, BatchHash, Origin
from bwassess.journal.certificate import Certificate, certify
from bwassess.journal.change import Change, ChangeId, identify, in_order
from bwassess.journal.merge import Head, shown, unpack
from bwassess.journal.signing import SigningKey
from bwassess.store import door, sealing, tables, writer
from bwassess.store.database import Database
from bwassess.store.door import Doorkeeper
from bwassess.store.sealing import Author
from bwassess.store.writer import Act, ChangedSinceError, Edit, Step

PROGRAMME = SigningKey.from_secret(b"P" * 32)
ASSESSMENT, FACTORY = b"A" * 16, b"F" * 16
DOCUMENTS = (ASSESSMENT, FACTORY)
PHOTO = "evidence/" + "7" * 32
FIELDS = [
    *itertools.product(
        ["answer/A", "answer/B"],
        ["value", "note", "counts", "photos", "source:worker", "override"],
    ),
    *itertools.product([PHOTO], ["file", "caption", "removed", "removed"]),
    *itertools.product(["assessment/"], ["visit", "state", "cycle", "factory"]),
    ("member/" + "1" * 32, "name"),
    ("interview/" + "2" * 32, "group"),
    ("factory/", "name"),
    ("checklist/", "facts"),
    ("visitor/1", "hat of straw"),
    ("answer", "note"),
    ("answer/", "note"),
    ("assessment/other", "summary"),
]
_SHAPES: list[Value] = [
    None,
    True,
    False,
    "yes",
    "no\0",
    "សួស្តី 👷‍♀️",
    7,
    -(2**63),
    b"x" * 16,
    (b"x" * 16, b"y" * 16),
    ({"a": ()},),
    ("2026-11-17", "2026-11-18"),
    ("2026-11-1\0", 5),
    {"value": "no", "revision": "r"},
    {"value": ("a", "b"), "revision": 5},
    {"affected": 2, "seen": 2**40},
    {"is_finding": True, "reason": "seen"},
    {"state": "approved", "digest": b"d" * 32, "tips": ()},
    {"state": "ready"},
    {"sha256": "00", "size": 5, "taken_at": 2**62, "kind": "group", "women": -1},
]
VALUES = [canonical.normal(value) for value in _SHAPES]
DAY = 24 * 3600 * 1000


def certificate_of(key: SigningKey) -> Certificate:
    return certify(
        PROGRAMME,
        device=key.public,
        person=key.public[:16],
        name="Sokha",
        role=Role.ASSESSOR,
    )


KEYS = [SigningKey.from_secret(bytes([n]) * 32) for n in range(1, 9)]
CERTIFICATES = [certificate_of(key) for key in KEYS]
STRANGER = KEYS[-1]


def make_tables(database: Database) -> None:
    """Tables, and the certificates everybody has."""
    tables.metadata.create_all(database.engine)
    with database.write() as connection:
        for certificate in CERTIFICATES:
            door.learn(connection, certificate)


def clear(database: Database) -> None:
    """Empty all tables but the certificates."""
    with database.write() as connection:
        for table in reversed(tables.metadata.sorted_tables):
            if table is not tables.certificate:
                connection.execute(table.delete())


@dataclass
class Device:
    """A replica with what its person knows of it.

    Attributes:
        known: Every change acknowledged to its person, since the copy it lives in.
        copies: Copies of its file made earlier, with what was known then.
    """

    database: Database
    key: SigningKey
    path: Path | None = None
    clock: int = 1_000_000
    known: set[ChangeId] = field(default_factory=set)
    acts: list[Act] = field(default_factory=list)
    copies: list[tuple[Path, set[ChangeId]]] = field(default_factory=list)

    @property
    def author(self) -> Author:
        certificate = CERTIFICATES[KEYS.index(self.key)]
        return Author(self.key, PROGRAMME.public, certificate.person, certificate.id)

    @property
    def keeper(self) -> Doorkeeper:
        return Doorkeeper(self.key, b"e" * 16, PROGRAMME.public)

    def edit(self, document: bytes, edits: list[Edit]) -> None:
        self.clock += 1
        with self.database.write() as connection:
            act = writer.edit(
                connection, document, edits, device=self.key.public, now=self.clock
            )
        self._acknowledge(act)

    def undo(self, act: Act) -> None:
        with self.database.write() as connection:
            changed = any(
                {one.id for one in self._heads(connection, act.document, step)}
                != set(step.made)
                for step in act.steps
            )
            try:
                undone = writer.put_back(
                    connection, act, device=self.key.public, now=self.clock
                )
            except ChangedSinceError:
                undone = None
        assert (undone is None) == changed
        if undone is not None:
            self._acknowledge(undone)

    def _heads(self, connection: Connection, document: bytes, step: Step) -> list[Head]:
        data = connection.scalar(
            select(tables.record.c.heads)
            .join(tables.document)
            .where(tables.document.c.id == document)
            .where(tables.record.c.name == step.record)
        )
        heads = unpack(data) if data else ()
        return [head for head in heads if head.field == step.field]

    def _acknowledge(self, act: Act) -> None:
        if act:
            self.acts.append(act)
        self.known.update(one for step in act.steps for one in step.made)

    def seal(self) -> None:
        with self.database.write() as connection:
            for document in sealing.unsealed_documents(connection):
                sealing.seal(connection, document, self.author, now=self.clock)

    def sealed(self) -> list[bytes]:
        with self.database.read() as connection:
            return list(
                connection.scalars(select(tables.batch.c.bytes).order_by("seq"))
            )

    def receive(
        self,
        several: Iterable[bytes],
        sender: bytes | None = None,
        *,
        sealing_first: bool = True,
    ) -> None:
        if sealing_first:
            self.seal()
        for data in several:
            with self.database.write() as connection:
                received = door.receive(
                    connection, data, self.keeper, sender=sender, now=self.clock
                )
            assert received.outcome.is_in, received

    def copy(self, to: Path) -> None:
        """The file as it lies there, with what is still in its log."""
        assert self.path is not None
        for ending in ("", "-wal"):
            source = self.path.with_name(self.path.name + ending)
            if source.exists():
                shutil.copyfile(source, to.with_name(to.name + ending))


class World:
    """All devices of a programme, and the steps that may happen to them."""

    def __init__(
        self,
        folder: Path,
        *,
        opener: Callable[[Path], Database],
        template: Path,
        devices: int = 3,
        others: Iterable[Database] = (),
    ) -> None:
        self._folder = folder
        self._open = opener
        self._names = itertools.count()
        self.devices: list[Device] = []
        for key in KEYS[:devices]:
            path = self._name()
            shutil.copyfile(template, path)
            self.devices.append(Device(opener(path), key, path))
        for key, database in zip(KEYS[devices:], others, strict=False):
            self.devices.append(Device(database, key))
        self.strangers: list[bytes] = []

    def _name(self) -> Path:
        return self._folder / f"{next(self._names)}.db"

    def step(self, name: str, one: int, other: int, seed: int) -> None:
        chance = random.Random(seed)  # noqa: S311
        device = self.devices[one % len(self.devices)]
        peer = self.devices[other % len(self.devices)]
        getattr(self, f"_{name}")(device, peer, chance)

    def _edit(self, device: Device, _: Device, chance: random.Random) -> None:
        edits: dict[tuple[str, str], Edit] = {}
        document = chance.choice(DOCUMENTS)
        for _n in range(chance.choice([1, 1, 1, 2, 4])):
            record, name = chance.choice(FIELDS)
            value = chance.choice(VALUES)
            if name == "removed" and chance.random() < 0.8:
                value = self._heads(device, document, record)
            edits[record, name] = Edit(record, name, value)
        device.edit(document, list(edits.values()))

    def _heads(self, device: Device, document: bytes, record: str) -> Value:
        """What a removal says: all heads of the record that are seen here."""
        with device.database.read() as connection:
            data = connection.scalar(
                select(tables.record.c.heads)
                .join(tables.document)
                .where(tables.document.c.id == document)
                .where(tables.record.c.name == record)
            )
        heads = unpack(data) if data else ()
        return tuple(sorted(one.id for one in heads if one.field != "removed"))

    def _undo(self, device: Device, _: Device, chance: random.Random) -> None:
        if device.acts:
            device.undo(chance.choice(device.acts[-3:]))

    def _seal(self, device: Device, _: Device, __: random.Random) -> None:
        device.seal()

    def _send(self, device: Device, peer: Device, chance: random.Random) -> None:
        """Some batches, in any order, some of them twice."""
        device.seal()
        several = [one for one in device.sealed() if chance.random() < 0.8]
        several += [one for one in several if chance.random() < 0.2]
        chance.shuffle(several)
        # Sealing comes first; who forgets it says less of what was seen, no more.
        sealing_first = chance.random() < 0.8
        peer.receive(several, device.key.public, sealing_first=sealing_first)

    def _clone(self, device: Device, _: Device, __: random.Random) -> None:
        """A copy of the file, made while the program has it open."""
        if device.path is None or len(self.devices) > 6:
            return
        path = self._name()
        device.copy(path)
        self.devices.append(
            Device(
                self._open(path),
                device.key,
                path,
                device.clock,
                set(device.known),
                list(device.acts),
            )
        )

    def _keep(self, device: Device, _: Device, __: random.Random) -> None:
        if device.path is not None:
            path = self._name()
            device.copy(path)
            device.copies.append((path, set(device.known)))

    def _restore(self, device: Device, _: Device, chance: random.Random) -> None:
        if device.path is None or not device.copies:
            return
        copy, known = chance.choice(device.copies)
        device.database.close()
        path = self._name()
        for ending in ("", "-wal"):
            source = copy.with_name(copy.name + ending)
            if source.exists():
                shutil.copyfile(source, path.with_name(path.name + ending))
        device.path, device.database = path, self._open(path)
        device.known, device.acts = set(known), []

    def _jump(self, device: Device, _: Device, chance: random.Random) -> None:
        """A clock set forward, or back to a time that was before."""
        wanted = chance.choice(
            [1_000_000, device.clock - 1, device.clock + 70 * 365 * DAY, -DAY]
        )
        device.clock = min(wanted, 2**53)

    def _stranger(self, _: Device, peer: Device, chance: random.Random) -> None:
        """A batch by a program not ours: any value, any parents, any history."""
        document = chance.choice(DOCUMENTS)
        changes = []
        known: list[tuple[ChangeId, str, str]] = []
        if self.strangers:
            earlier = batches.read(chance.choice(self.strangers))
            known = [(one, c.record, c.field) for one, c in earlier.changes]
        for _n in range(chance.randint(1, 3)):
            record, name = chance.choice(FIELDS)
            own = [one for one, *place in known if place == [record, name]]
            parents = [one for one in own if chance.random() < 0.7]
            if chance.random() < 0.3:
                parents.append(ChangeId(chance.randbytes(16)))
            if known and chance.random() < 0.3:
                parents.append(chance.choice(known)[0])
            inside = dict(changes)
            parents = [
                one
                for one in parents
                if one not in inside
                or (inside[one].record, inside[one].field) == (record, name)
            ]
            change = Change(
                record,
                name,
                chance.choice(VALUES),
                in_order(parents),
                chance.choice([0, 5, 1_000_005, 2**53 - 1]),
                ChangeId(b"o" * 16) if chance.random() < 0.2 else None,
            )
            one = identify(change, document=document, device=STRANGER.public)
            if one not in inside:
                changes.append((one, change))
                known.append((one, record, name))
        prev = BatchHash(chance.randbytes(32)) if chance.random() < 0.2 else None
        batch = self._by_stranger(document, changes, prev)
        self.strangers.append(batch.data)
        peer.receive([batch.data])

    def _by_stranger(
        self,
        document: bytes,
        changes: list[tuple[ChangeId, Change]],
        prev: BatchHash | None,
    ) -> Batch:
        author = Device(self.devices[0].database, STRANGER).author
        origin = Origin(
            PROGRAMME.public,
            document,
            author.person,
            author.certificate,
            len(self.strangers),
            prev,
            (),
        )
        return batches.seal(changes, origin, key=STRANGER, at=len(self.strangers))

    def agree(self, chance: random.Random) -> list[Batch]:
        """Give everybody everything, each in an order of its own; all batches."""
        everything: dict[bytes, None] = {}
        for device in self.devices:
            device.seal()
            everything.update(dict.fromkeys(device.sealed()))
        for device in self.devices:
            here = set(device.sealed())
            missing = [one for one in everything if one not in here]
            chance.shuffle(missing)
            device.receive(missing + missing[:1])
        return [batches.read(data) for data in everything]

    def settle(self, device: Device) -> None:
        """Decide every disagreement that is open."""
        with device.database.read() as connection:
            rows = connection.execute(
                select(
                    tables.document.c.id, tables.record.c.name, tables.record.c.heads
                )
                .join(tables.record)
                .where(tables.record.c.disputed != "")
            ).all()
        for row in rows:
            device.edit(
                row.id,
                [
                    Edit(row.name, name, False if name == "removed" else "decided")
                    for name, one in shown(row.name, unpack(row.heads)).items()
                    if one.disputed
                ],
            )

    def close(self) -> None:
        """Close the files; other databases belong to who gave them."""
        for device in self.devices:
            if device.path is not None:
                device.database.close()
