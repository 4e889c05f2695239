"""What the program does that is killed: an assessor at work in an open vault."""

import itertools
from multiprocessing.connection import Connection
from pathlib import Path
from uuid import UUID

from bwassess.assessment.records import Role
from bwassess.journal.certificate import Certificate, certify
from bwassess.journal.change import Change, identify
from bwassess.journal.receipt import Outcome
from bwassess.journal.signing import SigningKey
from bwassess.store.database import Database
from bwassess.store.door import Doorkeeper
from bwassess.store.header import Cost
from bwassess.store.migrating import migrate
from bwassess.store.replica import Replica
from bwassess.store.sealing import Author
from bwassess.store.vault import Vault
from bwassess.store.writer import Edit
from tests.changes import sealed

PASSPHRASE = "nobody guesses this"
DOCUMENT = UUID(bytes=b"A" * 16)
PROGRAMME, DEVICE, NEIGHBOUR = (
    SigningKey.from_secret(c * 32) for c in (b"P", b"d", b"n")
)
KEEPER = Doorkeeper(DEVICE, b"e" * 16, PROGRAMME.public)
TYPED = ("answer/typed", "note")


def certificate_of(key: SigningKey) -> Certificate:
    return certify(
        PROGRAMME,
        device=key.public,
        person=key.public[:16],
        name="Sokha",
        role=Role.ASSESSOR,
    )


OWN, THEIRS = certificate_of(DEVICE), certificate_of(NEIGHBOUR)
AUTHOR = Author(DEVICE, PROGRAMME.public, OWN.person, OWN.id)


def make(folder: Path) -> None:
    """A vault of its own, with the certificates of the team."""

    def prepare(database: Database) -> None:
        migrate(database)
        Replica(database).learn([OWN, THEIRS], KEEPER)

    cheap = Cost(memory_kib=64, passes=1, lanes=1)
    vault, _ = Vault.create(folder, PASSPHRASE, prepare=prepare, cost=cheap)
    vault.lock()


def play(folder: Path, turn: int, told: Connection) -> None:
    """Work without end; tell after every commit what it has saved.

    Told are ids of changes, and numbers that were typed into one field.
    """
    with Vault.open(folder, PASSPHRASE) as vault:
        replica = Replica(vault.database)
        told.send("open")
        for n in itertools.count():
            act = replica.edit(
                DOCUMENT,
                [
                    Edit(f"answer/{(n + k) % 40}", "value", {"value": f"{turn} {n}"})
                    for k in range(1 + n % 3)
                ],
                author=AUTHOR,
            )
            told.send([one for step in act.steps for one in step.made])
            if n % 5 == 1:
                undone = replica.put_back(act, author=AUTHOR)
                told.send([one for step in undone.steps for one in step.made])
            if n % 3 == 1:
                typed = turn * 1_000_000 + n
                replica.save_draft(DOCUMENT, *TYPED, value=typed)
                told.send(typed)
            if n % 11 == 7:
                replica.settle_drafts(author=AUTHOR)
            if n % 13 == 9:
                replica.seal(author=AUTHOR)
            if n % 17 == 11:
                told.send(receive(replica, turn * 1_000_000 + n))


def receive(replica: Replica, number: int) -> list[bytes]:
    """Take in what a neighbour wrote; the ids of the changes."""
    changes = [
        Change(f"answer/{number % 40 + k}", "note", f"{number}", (), number)
        for k in range(30)
    ]
    known = [
        (identify(one, document=DOCUMENT.bytes, device=NEIGHBOUR.public), one)
        for one in changes
    ]
    batch = sealed(
        known,
        key=NEIGHBOUR,
        document=DOCUMENT.bytes,
        programme=PROGRAMME.public,
        person=THEIRS.person,
        certificate=THEIRS.id,
        number=number,
    )
    replica.seal(author=AUTHOR)
    (received,) = replica.receive([batch.data], KEEPER, sender=NEIGHBOUR.public)
    if received.outcome is not Outcome.ACCEPTED:
        raise AssertionError(received)
    return [one for one, _ in known]
