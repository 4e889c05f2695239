"""What only a hub keeps, beside the tables every replica has."""

from sqlalchemy import (
    BigInteger,
    Column,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

metadata = MetaData()

_BYTES = LargeBinary()
_WORDS = Text()

enrolment = Table(
    "hub_enrolment",
    metadata,
    Column("code_sha256", _BYTES, primary_key=True),
    Column("name", _WORDS, nullable=False),
    Column("role", _WORDS, nullable=False),
    Column("countries", _WORDS, nullable=False),
    Column("made_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Column("device", _BYTES, nullable=True),
    sqlite_with_rowid=False,
)
"""One-time codes; `device` is the one that used it."""

device = Table(
    "hub_device",
    metadata,
    Column("key", _BYTES, primary_key=True),
    Column("token_sha256", _BYTES, nullable=False, unique=True),
    Column("person", _BYTES, nullable=False, index=True),
    Column("name", _WORDS, nullable=False),
    Column("role", _WORDS, nullable=False),
    Column("countries", _WORDS, nullable=False),
    Column("certificate", _BYTES, nullable=False),
    Column("serial", Integer, nullable=False),
    Column("enrolled_at", BigInteger, nullable=False),
    Column("revoked_at", BigInteger, nullable=True),
    sqlite_with_rowid=False,
)
"""Devices enrolled here, by public key; `countries` parted by blanks, empty = all."""

contributor = Table(
    "hub_contributor",
    metadata,
    Column("document", _BYTES, primary_key=True),
    Column("device", _BYTES, primary_key=True),
    sqlite_with_rowid=False,
)
"""Devices that handed in batches of a document; they may always read it."""

arrival = Table(
    "hub_arrival",
    metadata,
    Column("batch", BigInteger, primary_key=True, autoincrement=False),
)
"""Batches stored and not yet in the feed, by local number."""
