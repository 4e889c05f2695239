"""The colleagues of whoever opens the demo, each writing under a key of their own."""

import hashlib
from dataclasses import dataclass
from uuid import UUID

from bwassess.assessment.records import AssessmentId, Role
from bwassess.checklist.model import Question
from bwassess.journal import batch as batches
from bwassess.journal.batch import Origin
from bwassess.journal.certificate import Certificate, certify
from bwassess.journal.change import Change, identify
from bwassess.journal.signing import SigningKey
from bwassess.store import door, exchange, identity
from bwassess.store.door import Doorkeeper
from bwassess.store.identity import Identity
from bwassess.store.replica import Replica

ASSESSOR = "Chanthou Keo"
SECOND = "Dara Sok"
LEADER = "Sophea Chhim"


def colleague(name: str, role: Role) -> Identity:
    """Somebody who isn't at this laptop; the same keys whenever the demo is made."""
    key = SigningKey.from_secret(_of(name, "key"))
    return Identity(
        key,
        certify(
            key,
            device=key.public,
            person=_of(name, "person")[:16],
            name=name,
            role=role,
        ),
    )


def learn(replica: Replica, certificate: Certificate) -> None:
    """Know who somebody is."""
    with replica.database.write() as connection:
        door.learn(connection, certificate)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What a colleague answers on a laptop of their own, not knowing what we say."""

    person: Identity

    def answer(
        self,
        replica: Replica,
        assessment: AssessmentId,
        answers: dict[Question, str],
        *,
        at: int,
    ) -> None:
        """Let the colleague's batch come in here, as a sync would."""
        author, document = self.person.author, UUID(assessment.hex).bytes
        changes = [
            Change(
                f"answer/{question.id}",
                "value",
                {"revision": question.revision, "value": value},
                at=at,
            )
            for question, value in answers.items()
        ]
        with replica.database.read() as connection:
            seen = exchange.tips(connection, document)
        batch = batches.seal(
            [
                (identify(one, document=document, device=author.device), one)
                for one in changes
            ],
            Origin(
                author.programme,
                document,
                author.person,
                author.certificate,
                1,
                None,
                tuple(batches.BatchHash(one) for one in seen),
            ),
            key=author.key,
            at=at,
        )
        keeper = Doorkeeper(
            author.key, epoch=identity.new_epoch(), programme=author.programme
        )
        replica.receive([batch.data], keeper, sender=author.device)


def _of(name: str, use: str) -> bytes:
    return hashlib.sha256(f"bwassess demo {use} {name}".encode()).digest()
