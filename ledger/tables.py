"""The ledger's tables. `migrations/` makes them; a test holds the two to each other."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, Index, Integer, MetaData, Table, Text

metadata = MetaData()

Sequence = BigInteger().with_variant(Integer, "sqlite")
Bytewise = Text().with_variant(Text(collation="C"), "postgresql")
"""Text compared by its bytes on both servers, as Python compares it."""

entry = Table(
    "entry",
    metadata,
    Column("sequence", Sequence, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("reference", Text, nullable=False),
    Column("class", Integer, nullable=False),
    Column("at", Text, nullable=False),
)

record = Table(
    "record",
    metadata,
    Column("sequence", Sequence, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("feed", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("rank", Bytewise, nullable=False),
    Column("class", Integer, nullable=False),
    Column("marking", Text, nullable=False),
    Column("grade", Text, nullable=False),
    Column("recorded", Text, nullable=False),
    Column("received", Text, nullable=False),
    Column("content", Text, nullable=False),
    Index("record_id", "id"),
    Index("record_version", "source", "key", "rank", "sequence"),
)

decision = Table(
    "decision",
    metadata,
    Column("sequence", Sequence, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("class", Integer, nullable=False),
    Column("author", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Text, nullable=False),
)

publication = Table(
    "publication",
    metadata,
    Column("sequence", Sequence, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("at", Text, nullable=False),
    Index("publication_name", "kind", "name", "sequence"),
)

reclassification = Table(
    "reclassification",
    metadata,
    Column("sequence", Sequence, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("class", Integer, nullable=False),
    Column("marking", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Text, nullable=False),
    Index("reclassification_key", "source", "key", "sequence"),
)

erasure = Table(
    "erasure",
    metadata,
    Column("sequence", Sequence, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False),
    Column("token", Text, nullable=False),
    Column("class", Integer, nullable=False),
    Column("places", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Text, nullable=False),
)
"""`token` names it in the journal too; `places` holds each place it emptied, and what stands there now."""

tombstone = Table(
    "tombstone",
    metadata,
    Column("sequence", Sequence, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("class", Integer, nullable=False),
    Column("reference", Text, nullable=False),
    Column("erasure", Sequence, nullable=False),
)
"""Writing one empties what stood at its place: the servers do that themselves, and let nothing else do it."""

refusal = Table(
    "refusal",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("erasure", Sequence, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
)
"""Keyed hashes of content that was erased: the same is taken in again only when it was collected anew."""

pseudonym = Table(
    "pseudonym",
    metadata,
    Column("token", Text, primary_key=True),
    Column("id", Text, nullable=False),
    Column("erasure", Sequence, nullable=False),
    Index("pseudonym_id", "id"),
)
"""What stands for an id in the audit log, in charts and exports; the id is "" once it was erased."""

outbox = Table(
    "outbox",
    metadata,
    Column("id", Sequence, primary_key=True),
    Column("topic", Text, nullable=False),
    Column("first", Sequence, nullable=False),
    Column("last", Sequence, nullable=False),
    Column("at", Text, nullable=False),
    sqlite_autoincrement=True,
)

audit = Table(
    "audit",
    metadata,
    Column("sequence", Sequence, primary_key=True, autoincrement=False),
    Column("intent", Sequence, nullable=False),
    Column("phase", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("case_number", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("details", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Index("audit_intent", "intent"),
)

lease = Table(
    "lease",
    metadata,
    Column("name", Text, primary_key=True),
    Column("holder", Text, nullable=False),
    Column("token", Sequence, nullable=False),
    Column("taken", Float(53), nullable=False),
    Column("until", Float(53), nullable=False),
)

meta = Table(
    "meta",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

APPEND_ONLY = (entry, record, decision, publication, audit, reclassification, erasure, tombstone, refusal)
"""Tables whose rows the servers themselves refuse to change or delete, but for what a tombstone empties."""
