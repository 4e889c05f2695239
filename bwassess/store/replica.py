"""A replica: one database with one way in, for the desktop and the hub alike.

Each method is one transaction. What is derived is written with the change it derives
from.
"""

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from threading import RLock
from uuid import UUID

from sqlalchemy import Connection

from bwassess.assessment.fields import (
    DocumentKind,
    document_kind,
    key_of,
    kind_of,
)
from bwassess.assessment.judge import Judge
from bwassess.assessment.records import Assessment, AssessmentId
from bwassess.checklist import canonical as content
from bwassess.checklist.form.casting import kept
from bwassess.checklist.given import Value
from bwassess.checklist.model import Checklist
from bwassess.checklist.names import ChecklistHash, QuestionId
from bwassess.journal import canonical
from bwassess.journal.batch import VERSION as BATCH_VERSION
from bwassess.journal.certificate import Certificate
from bwassess.journal.receipt import Outcome
from bwassess.store import (
    door,
    exchange,
    filing,
    media,
    projection,
    queries,
    replay,
    sealing,
    standing,
    tables,
    writer,
)
from bwassess.store.database import Database
from bwassess.store.door import UNKNOWN_CERTIFICATE, Doorkeeper, Received
from bwassess.store.sealing import Author
from bwassess.store.sql import upsert
from bwassess.store.standing import Judged, Judges
from bwassess.store.writer import Act, Edit

Clock = Callable[[], int]

_PART = 100 * 1024
_READ_BY = "read_by"


def wall_clock() -> int:
    """Milliseconds since 1970 by this machine."""
    return time.time_ns() // 1_000_000


def document_of(checklist: ChecklistHash) -> UUID:
    """The document a checklist version travels as."""
    return UUID(bytes=bytes.fromhex(checklist)[:16])


def _written(judged: Judged | None) -> list[Edit]:
    """What the form puts in as answers, as edits."""
    if judged is None:
        return []
    checklist = judged.judge.checklist
    return [
        Edit(
            f"answer/{key}",
            "value",
            {"value": kept(question, its.own), "revision": question.revision}
            if its.is_answer
            else None,
        )
        for key, its in judged.written.items()
        for question in (checklist.question(key),)
    ]


class Replica:
    """The journal and its projection in one database."""

    def __init__(
        self, database: Database, *, clock: Clock = wall_clock, alone: bool = True
    ) -> None:
        """Open a replica on a database that has this program's schema.

        Args:
            database: Where it is kept.
            clock: Milliseconds since 1970.
            alone: Whether no other process writes here; only then is what was judged
                remembered from one change to the next.
        """
        self.database = database
        self.clock = clock
        self._alone = alone
        self._turn = RLock()
        self._judges = Judges()
        self._judged: dict[bytes, Judged] = {}
        self._checklists: dict[ChecklistHash, Checklist] = {}

    def edit(self, document: UUID, edits: Sequence[Edit], *, author: Author) -> Act:
        """Set fields in one act; what was being typed in them is settled by it.

        What the checklist puts in because of them (the value a trigger sets off)
        belongs to the act.
        """
        with self._judging() as fresh, self.database.write() as connection:
            act = writer.edit(
                connection,
                document.bytes,
                edits,
                device=author.device,
                now=self.clock(),
            )
            for one in edits:
                writer.drop_draft(connection, document.bytes, one.record, one.field)
            records = [one.record for one in edits]
            self._judge(connection, document.bytes, records, fresh)
            written = _written(fresh.get(document.bytes))
            if written:
                more = writer.edit(
                    connection,
                    document.bytes,
                    written,
                    device=author.device,
                    now=self.clock(),
                )
                act = Act(act.document, act.steps + more.steps)
                records = [one.record for one in written]
                self._judge(connection, document.bytes, records, fresh)
        return act

    def put_back(self, act: Act, *, author: Author) -> Act:
        """Undo an act as a whole; the answer undone is redo.

        Raises:
            ChangedSinceError: someone has changed one of its fields since.
        """
        with self._judging() as fresh, self.database.write() as connection:
            undone = writer.put_back(
                connection, act, device=author.device, now=self.clock()
            )
            self._judge(
                connection, act.document, [one.record for one in act.steps], fresh
            )
        return undone

    def save_draft(
        self, document: UUID, record: str, field: str, *, value: Value
    ) -> None:
        """Keep what is being typed."""
        with self.database.write() as connection:
            writer.save_draft(
                connection,
                document.bytes,
                record,
                field,
                value=value,
                now=self.clock(),
            )

    def drop_draft(self, document: UUID, record: str, field: str) -> None:
        """Forget what was being typed in a field."""
        with self.database.write() as connection:
            writer.drop_draft(connection, document.bytes, record, field)

    def settle_drafts(self, *, author: Author) -> tuple[UUID, ...]:
        """Make changes of all that was being typed; the documents it touched."""
        with self._judging() as fresh, self.database.write() as connection:
            drafts = queries.drafts(connection)
            for document, record, field, value, at in drafts:
                writer.edit(
                    connection,
                    document,
                    [Edit(record, field, value)],
                    device=author.device,
                    now=at,
                )
                writer.drop_draft(connection, document, record, field)
            for document in {one[0] for one in drafts}:
                self._judge(connection, document, None, fresh)
        return tuple({UUID(bytes=one[0]): None for one in drafts})

    def seal(self, *, author: Author) -> int:
        """Seal every unsealed change; how many batches it made."""
        with self.database.write() as connection:
            return self._seal(connection, author)

    def _seal(self, connection: Connection, author: Author) -> int:
        return sum(
            len(sealing.seal(connection, document, author, now=self.clock()))
            for document in sealing.unsealed_documents(connection)
        )

    def receive(
        self,
        batches: Iterable[bytes],
        keeper: Doorkeeper,
        *,
        sender: bytes | None,
        author: Author | None = None,
    ) -> list[Received]:
        """Take batches in, one transaction each; a bad one doesn't stop the rest.

        Args:
            batches: As they travelled.
            keeper: This replica.
            sender: Public key of whoever hands them over, if known.
            author: Who writes here, if anyone does: what is unsealed is sealed first,
                so that it says truly what it was made with knowledge of.
        """
        received = []
        for data in batches:
            with self._judging() as fresh, self.database.write() as connection:
                if author is not None:
                    self._seal(connection, author)
                one = door.receive(
                    connection, data, keeper, sender=sender, now=self.clock()
                )
                if one.document is not None and one.outcome is Outcome.ACCEPTED:
                    self._judge(connection, one.document, None, fresh)
                    self._judge_waiting(connection, one.document, fresh)
            received.append(one)
        return received

    def learn(
        self,
        certificates: Iterable[Certificate],
        keeper: Doorkeeper,
        *,
        author: Author | None = None,
    ) -> list[Received]:
        """Keep certificates, and let in what was held for want of them."""
        with self.database.write() as connection:
            for certificate in certificates:
                door.learn(connection, certificate)
            waiting = door.held(connection, UNKNOWN_CERTIFICATE)
        received = self.receive(waiting, keeper, sender=None, author=author)
        with self.database.write() as connection:
            for data, one in zip(waiting, received, strict=True):
                if one.reason != UNKNOWN_CERTIFICATE:
                    door.release(connection, data)
        return received

    def keep_checklist(self, checklist: Checklist, *, author: Author) -> UUID:
        """Hold a checklist version; held again, it makes no change.

        The files that its texts name have to be whole in the vault before.
        """
        data = content.encode(checklist)
        wanted = content.hash_of(data)
        document = document_of(wanted)
        parts = [data[at : at + _PART] for at in range(0, len(data), _PART)]
        facts: Value = {
            "hash": wanted,
            "form_id": checklist.form_id,
            "version": checklist.version,
            "title": checklist.title,
            "country": checklist.country,
            "parts": len(parts),
        }
        edits = [
            *(
                Edit(f"content/{number:04d}", "bytes", part)
                for number, part in enumerate(parts)
            ),
            *media.edits(checklist),
            Edit("checklist/", "facts", facts),
        ]
        self.edit(document, edits, author=author)
        return document

    def catch_up(self) -> bool:
        """After an update, read anew what was written for an older program.

        Batches kept unread come in where they can be read now; where rows or standings
        are made otherwise than before, every document's are made again.

        Returns:
            Whether there was anything to do.
        """
        here = canonical.encode([projection.VERSION, standing.VERSION, BATCH_VERSION])
        with self.database.read() as connection:
            if queries.fact(connection, _READ_BY) == here:
                return False
        with self._judging() as fresh, self.database.write() as connection:
            replay.read_again(connection)
            for document in exchange.documents(connection):
                replay.rebuild(connection, filing.lock_document(connection, document))
                self._judge(connection, document, None, fresh)
            upsert(connection, tables.fact, [{"name": _READ_BY, "value": here}])
        return True

    def checklist(self, wanted: ChecklistHash) -> Checklist | None:
        """A checklist version; None while it, or a part of it, isn't here."""
        if wanted not in self._checklists:
            with self.database.read() as connection:
                return self._checklist(connection, wanted)
        return self._checklists[wanted]

    def _checklist(
        self, connection: Connection, wanted: ChecklistHash
    ) -> Checklist | None:
        known = self._checklists.get(wanted)
        if known is None:
            data = queries.checklist_content(connection, wanted)
            # The parts come from other laptops: only the version itself will do.
            if data is None or content.hash_of(data) != wanted:
                return None
            known = self._checklists[wanted] = content.decode(data)
        return known

    def judged(self, assessment: AssessmentId) -> Judged | None:
        """The answers of an assessment and what they amount to.

        None while it, or its checklist, isn't here.
        """
        known = self._judged.get(assessment.bytes)
        if known is not None:
            return known
        with self._judging() as kept, self.database.read() as connection:
            found = queries.assessment(connection, assessment)
            judge = self._judge_of(connection, found)
            if found is None or judge is None:
                return None
            kept[assessment.bytes] = standing.judged(connection, found, judge)
            return kept[assessment.bytes]

    def _judge_of(
        self, connection: Connection, assessment: Assessment | None
    ) -> Judge | None:
        if assessment is None or assessment.checklist is None:
            return None
        checklist = self._checklist(connection, assessment.checklist)
        return None if checklist is None else self._judges.of(assessment, checklist)

    @contextmanager
    def _judging(self) -> Iterator[dict[bytes, Judged]]:
        """Keep what is judged in a transaction, once that transaction is committed."""
        with self._turn:
            fresh: dict[bytes, Judged] = {}
            try:
                yield fresh
            except BaseException:
                # What judges may have gone on with answers that weren't kept.
                self._judged.clear()
                raise
            if self._alone:
                self._judged.update(fresh)

    def _judge(
        self,
        connection: Connection,
        document: bytes,
        records: Collection[str] | None,
        fresh: dict[bytes, Judged],
    ) -> None:
        """Write what an assessment's answers add up to; nothing for other documents.

        Args:
            connection: The transaction that changed the document.
            document: Which one.
            records: What was changed; None for anything.
            fresh: Gets what was judged.
        """
        if records is not None and not any(
            document_kind(record) is DocumentKind.ASSESSMENT for record in records
        ):
            return
        found = queries.assessment_of(connection, document)
        judge = self._judge_of(connection, found)
        if found is None or judge is None:
            return
        fresh[document] = standing.judged(
            connection,
            found,
            judge,
            before=(
                None
                if records is None
                else fresh.get(document) or self._judged.get(document)
            ),
            changed=[
                QuestionId(key_of(record))
                for record in records or ()
                if kind_of(record) == "answer"
            ],
            are_rows_changed=any(kind_of(record) == "row" for record in records or ()),
        )
        standing.write(connection, found, fresh[document])

    def _judge_waiting(
        self, connection: Connection, checklist: bytes, fresh: dict[bytes, Judged]
    ) -> None:
        """Judge the assessments that came before the checklist they were made with."""
        for document in standing.waiting_for(connection, checklist):
            self._judge(connection, document, None, fresh)
