"""Every table, the same on SQLite and PostgreSQL.

`batch` holds the only truth; `record` and the typed tables are its projection and can
be rebuilt. Keys begin with the document, so that writes stay local to it.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)
from sqlalchemy.types import TypeEngine

metadata = MetaData()

_AUTO: TypeEngine[int] = BigInteger().with_variant(Integer(), "sqlite")
_BYTES = LargeBinary()


def _words() -> TypeEngine[str]:
    """Text that sorts by its bytes on both engines."""
    return Text().with_variant(Text(collation="C"), "postgresql")


def _document() -> Column[int]:
    return Column(
        "document",
        _AUTO,
        ForeignKey("document.key"),
        primary_key=True,
        autoincrement=False,
    )


fact = Table(
    "fact",
    metadata,
    Column("name", _words(), primary_key=True),
    Column("value", _BYTES, nullable=False),
)
"""What this replica knows of itself: its keys, its person, its hub."""

document = Table(
    "document",
    metadata,
    Column("key", _AUTO, primary_key=True),
    Column("id", _BYTES, nullable=False, unique=True),
    Column("kind", _words(), nullable=True),
    Column("digest", _BYTES, nullable=True),
)

batch = Table(
    "batch",
    metadata,
    Column("seq", _AUTO, primary_key=True, autoincrement=True),
    Column("hash", _BYTES, nullable=False, unique=True),
    Column("document", _AUTO, ForeignKey("document.key"), nullable=False),
    Column("device", _BYTES, nullable=False),
    Column("person", _BYTES, nullable=False),
    Column("certificate", _BYTES, nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("prev", _BYTES, nullable=True),
    Column("tip", Boolean, nullable=False),
    Column("state", _words(), nullable=False),
    Column("bytes", _BYTES, nullable=False),
    Index("batch_document_hash", "document", "hash"),
    Index("batch_prev", "prev"),
    sqlite_autoincrement=True,
)

feed = Table(
    "feed",
    metadata,
    Column("pos", BigInteger, primary_key=True, autoincrement=False),
    Column("batch", _AUTO, ForeignKey("batch.seq"), nullable=False, unique=True),
    Column("running", _BYTES, nullable=False),
)
"""The hub's order of all batches, numbered after commit."""

record = Table(
    "record",
    metadata,
    _document(),
    Column("name", _words(), primary_key=True),
    Column("heads", _BYTES, nullable=False),
    Column("disputed", _words(), nullable=False),
    sqlite_with_rowid=False,
)

named = Table(
    "named",
    metadata,
    _document(),
    Column("id", _BYTES, primary_key=True),
    Column("record", _words(), primary_key=True),
    Column("field", _words(), primary_key=True),
    sqlite_with_rowid=False,
)
"""Every id ever named as a parent, in the field that named it."""

unsealed = Table(
    "unsealed",
    metadata,
    Column("n", _AUTO, primary_key=True, autoincrement=True),
    Column("document", _AUTO, ForeignKey("document.key"), nullable=False, index=True),
    Column("record", _words(), nullable=False),
    Column("field", _words(), nullable=False),
    Column("id", _BYTES, nullable=False),
    Column("value", _BYTES, nullable=False),
    Column("parents", _BYTES, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("origin", _BYTES, nullable=True),
    sqlite_autoincrement=True,
)

draft = Table(
    "draft",
    metadata,
    _document(),
    Column("record", _words(), primary_key=True),
    Column("field", _words(), primary_key=True),
    Column("value", _BYTES, nullable=False),
    Column("at", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
"""Keystrokes that are no change yet; they never leave this machine."""

awaited = Table(
    "awaited",
    metadata,
    _document(),
    Column("hash", _BYTES, primary_key=True),
    sqlite_with_rowid=False,
)
"""Batches that others name and that have not arrived."""

receipt = Table(
    "receipt",
    metadata,
    Column("hash", _BYTES, primary_key=True),
    Column("giver", _BYTES, primary_key=True),
    Column("epoch", _BYTES, primary_key=True),
    Column("outcome", _words(), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("bytes", _BYTES, nullable=False),
    sqlite_with_rowid=False,
)

told = Table(
    "told",
    metadata,
    Column("hash", _BYTES, primary_key=True),
    Column("giver", _BYTES, primary_key=True),
    Column("epoch", _BYTES, primary_key=True),
    Column("outcome", _words(), nullable=False),
    Column("reason", _words(), nullable=False),
    sqlite_with_rowid=False,
)
"""What another replica said without a signature: a batch it holds or refuses and why,
an evidence file it has whole."""

sync_run = Table(
    "sync_run",
    metadata,
    Column("id", _AUTO, primary_key=True, autoincrement=True),
    Column("began_at", BigInteger, nullable=False),
    Column("ended_at", BigInteger, nullable=True),
    Column("url", _words(), nullable=False),
    Column("outcome", _words(), nullable=False),
    Column("counts", _BYTES, nullable=False),
    Column("events", _BYTES, nullable=False),
    sqlite_autoincrement=True,
)
"""The history of syncs, for people to read."""

held = Table(
    "held",
    metadata,
    Column("sha256", _BYTES, primary_key=True),
    Column("document", _BYTES, nullable=True, index=True),
    Column("reason", _words(), nullable=False),
    Column("outcome", _words(), nullable=False),
    Column("sender", _BYTES, nullable=True),
    Column("at", BigInteger, nullable=False),
    Column("bytes", _BYTES, nullable=False),
)

certificate = Table(
    "certificate",
    metadata,
    Column("id", _BYTES, primary_key=True),
    Column("programme", _BYTES, nullable=False),
    Column("device", _BYTES, nullable=False, index=True),
    Column("person", _BYTES, nullable=False),
    Column("name", _words(), nullable=False),
    Column("role", _words(), nullable=False),
    Column("bytes", _BYTES, nullable=False),
)

assessment = Table(
    "assessment",
    metadata,
    _document(),
    Column("factory", _BYTES, nullable=True, index=True),
    Column("checklist", _words(), nullable=True),
    Column("country", _words(), nullable=False),
    Column("cycle", Integer, nullable=False),
    Column("first_day", String(10), nullable=True),
    Column("last_day", String(10), nullable=True),
    Column("announced", Boolean, nullable=False),
    Column("state", _words(), nullable=False),
    Column("summary", _words(), nullable=False),
    Column("disputed", _words(), nullable=False),
)

standing = Table(
    "standing",
    metadata,
    _document(),
    Column("version", Integer, nullable=False),
    Column("seam", _words(), nullable=False),
    Column("asked", Integer, nullable=False),
    Column("answered", Integer, nullable=False),
    Column("findings", Integer, nullable=False),
    Column("disputed", Integer, nullable=False),
)
"""What judging makes of an assessment: one letter a question, and the totals."""

member = Table(
    "member",
    metadata,
    _document(),
    Column("person", _words(), primary_key=True),
    Column("name", _words(), nullable=False),
    Column("lead", Boolean, nullable=False),
    Column("removed", Boolean, nullable=False),
    Column("disputed", _words(), nullable=False),
    sqlite_with_rowid=False,
)

answer = Table(
    "answer",
    metadata,
    _document(),
    Column("question", _words(), primary_key=True),
    Column("value", _BYTES, nullable=True),
    Column("revision", _words(), nullable=False),
    Column("note", _words(), nullable=False),
    Column("override", Boolean, nullable=True),
    Column("reason", _words(), nullable=False),
    Column("wording", _words(), nullable=False),
    Column("affected", BigInteger, nullable=True),
    Column("seen", BigInteger, nullable=True),
    Column("extent", _words(), nullable=True),
    Column("sources", _words(), nullable=False),
    Column("photos", _words(), nullable=False),
    Column("passed", _words(), nullable=False),
    Column("changed_at", BigInteger, nullable=False),
    Column("disputed", _words(), nullable=False),
    sqlite_with_rowid=False,
)

row = Table(
    "row",
    metadata,
    _document(),
    Column("id", _words(), primary_key=True),
    Column("repeat", _words(), nullable=False),
    Column("parent", _words(), nullable=False),
    Column("removed", Boolean, nullable=False),
    Column("disputed", _words(), nullable=False),
    sqlite_with_rowid=False,
    quote=True,
)
"""Rows that somebody added to a repeat; those that a count makes have no record."""

evidence = Table(
    "evidence",
    metadata,
    _document(),
    Column("id", _words(), primary_key=True),
    Column("sha256", _words(), nullable=False, index=True),
    Column("media_type", _words(), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("thumbnail", _words(), nullable=False, index=True),
    Column("original", _words(), nullable=False, index=True),
    Column("taken_at", BigInteger, nullable=True),
    Column("question", _words(), nullable=True),
    Column("caption", _words(), nullable=False),
    Column("place", _words(), nullable=False),
    Column("removed", Boolean, nullable=False),
    Column("disputed", _words(), nullable=False),
    sqlite_with_rowid=False,
)

interview = Table(
    "interview",
    metadata,
    _document(),
    Column("id", _words(), primary_key=True),
    Column("kind", _words(), nullable=False),
    Column("women", Integer, nullable=False),
    Column("men", Integer, nullable=False),
    Column("removed", Boolean, nullable=False),
    Column("disputed", _words(), nullable=False),
    sqlite_with_rowid=False,
)

factory = Table(
    "factory",
    metadata,
    _document(),
    Column("name", _words(), nullable=False),
    Column("country", _words(), nullable=False),
    Column("os_id", _words(), nullable=False),
    Column("facts", _BYTES, nullable=False),
    Column("disputed", _words(), nullable=False),
)

checklist = Table(
    "checklist",
    metadata,
    _document(),
    Column("hash", _words(), nullable=False, index=True),
    Column("form_id", _words(), nullable=False),
    Column("version", _words(), nullable=False),
    Column("title", _words(), nullable=False),
    Column("country", _words(), nullable=False),
    Column("parts", Integer, nullable=False),
    Column("published", Boolean, nullable=False),
    Column("retired", Boolean, nullable=False),
    Column("disputed", _words(), nullable=False),
)

TYPED = {
    table.name: table
    for table in (
        assessment,
        member,
        answer,
        row,
        evidence,
        interview,
        factory,
        checklist,
    )
}
"""Tables with one row a record, by kind of record."""
