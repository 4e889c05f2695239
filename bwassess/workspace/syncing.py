"""This vault and its hub: enrolled, synced, and who holds what."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from bwassess.assessment.records import AssessmentId, FactoryId
from bwassess.checklist.names import ChecklistHash
from bwassess.progress import Progress, unwatched
from bwassess.store import deliveries, queries
from bwassess.store import identity as identities
from bwassess.store.deliveries import SetAside
from bwassess.store.document_states import DocumentState, states
from bwassess.store.evidence import Evidence
from bwassess.store.identity import Identity
from bwassess.store.replica import Replica
from bwassess.touched import Touched

# The way to a hub takes a moment to load: only who goes there pays for it.
if TYPE_CHECKING:
    from bwassess.sync.engine import Connect
    from bwassess.sync.history import Report, Run


class Kind(StrEnum):
    ASSESSMENT = "assessment"
    FACTORY = "factory"
    CHECKLIST = "checklist"


@dataclass(frozen=True, slots=True)
class Holding:
    """One thing that travels, and how far it is.

    Attributes:
        name: Of the factory, or the checklist's title.
        cycle: Of an assessment; 0 for the rest.
        version: Of a checklist; empty for the rest.
    """

    kind: Kind
    name: str
    state: DocumentState
    cycle: int = 0
    version: str = ""


class Syncing:
    """Sends what the hub lacks, gets what it has; nothing here is ever removed.

    Attributes:
        connect: The way to the hub; None for the usual one.
    """

    def __init__(
        self,
        replica: Replica,
        evidence: Evidence,
        *,
        adopt: Callable[[Identity], None],
    ) -> None:
        self._replica = replica
        self._evidence = evidence
        self._adopt = adopt
        self.connect: Connect | None = None

    def enrol(self, url: str, code: str) -> Identity:
        """Enrol at a hub by a one-time code; raises as `enrolling.enrol`."""
        from bwassess.sync import enrolling

        who = enrolling.enrol(self._replica, url, code)
        self._adopt(who)
        return who

    def run(self, *, progress: Progress = unwatched) -> "Report":
        """Sync now.

        Raises:
            NotEnrolledError: there is no hub to sync with.
            BwassessError: it couldn't be ended; what was done stays done.
            Cancelled: the person called it off; the same.
        """
        from bwassess.sync import engine

        with self._replica.database.read() as connection:
            who = identities.load(connection)
        if who is not None:
            # What is being typed goes along, as if its field had been left.
            self._replica.settle_drafts(author=who.author)
        return engine.sync(
            self._replica,
            self._evidence,
            connect=self.connect or engine.connect,
            progress=progress,
        )

    def history(self, *, most: int = 100) -> "list[Run]":
        """The latest syncs, the newest first."""
        from bwassess.sync import history

        return history.runs(self._replica.database, most=most)

    def set_aside(self) -> list[SetAside]:
        """Batches the hub holds back or refuses."""
        with self._replica.database.read() as connection:
            link = identities.hub_link(connection)
            return [] if link is None else deliveries.set_aside(connection, link)

    def holdings(self) -> list[Holding]:
        """Everything that travels: assessments first, then factories, checklists."""
        with self._replica.database.read() as connection:
            link = identities.hub_link(connection)
            found = states(connection, link, evidence=self._evidence)
            return [
                *(
                    Holding(
                        Kind.ASSESSMENT,
                        one.factory.name if one.factory else "",
                        found[one.assessment.id],
                        cycle=one.assessment.cycle,
                    )
                    for one in queries.assessments(connection)
                ),
                *(
                    Holding(Kind.FACTORY, one.name, found[one.id])
                    for one in queries.factories(connection)
                ),
                *(
                    Holding(
                        Kind.CHECKLIST,
                        one.title,
                        found[_document_of(one.hash)],
                        version=one.version,
                    )
                    for one in queries.checklists(connection)
                ),
            ]

    def touched(self, report: "Report") -> Touched:
        """What a sync brought."""
        with self._replica.database.read() as connection:
            checklists = {
                _document_of(one.hash): one.hash
                for one in queries.checklists(connection)
            }
        return Touched(
            assessments=frozenset(AssessmentId(one) for one in report.documents),
            factories=frozenset(FactoryId(one) for one in report.documents),
            checklists=frozenset(
                checklists[one] for one in report.documents if one in checklists
            ),
            sync=True,
        )


def _document_of(checklist: ChecklistHash) -> UUID:
    """The document a checklist travels in."""
    return UUID(bytes=bytes.fromhex(checklist)[:16])
