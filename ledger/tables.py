"""The ledger's tables. `migrations/` makes them; a test holds the two to each other."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, Index, Integer, MetaData, Table, Text, text

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
    Column("class", Sequence, nullable=False),
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
    Column("class", Sequence, nullable=False),
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
    Column("class", Sequence, nullable=False),
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
    Column("class", Sequence, nullable=False),
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
    Column("class", Sequence, nullable=False),
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
    Column("class", Sequence, nullable=False),
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

visibility = Table(
    "visibility",
    metadata,
    Column("number", Sequence, primary_key=True, autoincrement=False),
    Column("rule", Text, nullable=False),
    Column("domain", Text, nullable=False),
    Column("classification", Text, nullable=False),
    Column("handling", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("compartment", Text, nullable=False),
    Column("archived", Integer, nullable=False),
    Column("parts", Text, nullable=False),
    Column("at", Text, nullable=False),
    Index("visibility_compartment", "compartment", "unit"),
    Index("visibility_parts", "parts"),
)
"""What the class numbers stand for that a rule makes one by one; `parts` are those of a compound."""

account = Table(
    "account",
    metadata,
    Column("name", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("function", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("zone", Text, nullable=False),
    Column("clearance", Integer, nullable=False),
    Column("password", Text, nullable=False),
    Column("totp", Text, nullable=False),
    Column("external", Text, nullable=False),
    Column("scopes", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("changed", Text, nullable=False),
    Index("account_external", "external"),
)

assignment = Table(
    "assignment",
    metadata,
    Column("id", Text, primary_key=True),
    Column("account", Text, nullable=False),
    Column("case_number", Text, nullable=False),
    Column("since", Text, nullable=False),
    Column("until", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("ended", Text, nullable=False),
    Index("assignment_account", "account"),
)
"""Who works on which case from when until when; `ended` is when it was taken back, "" where it was not."""

token = Table(
    "token",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("account", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("scopes", Text, nullable=False),
    Column("issued", Text, nullable=False),
    Column("used", Text, nullable=False),
    Column("expires", Text, nullable=False),
    Column("ended", Text, nullable=False),
    Column("stepped", Text, nullable=False),
    Index("token_account", "account"),
)
"""Hashes of the tokens of signed-in sessions and of service accounts; `stepped` is the last step-up."""

attempt = Table(
    "attempt",
    metadata,
    Column("key", Text, primary_key=True),
    Column("failed", Integer, nullable=False),
    Column("last", Float(53), nullable=False),
    Index("attempt_last", "last"),
)
"""Attempts to come in that failed, by a keyed hash of whose, and when the last was in seconds."""

underway = Table(
    "underway",
    metadata,
    Column("key", Text, primary_key=True),
    Column("at", Float(53), nullable=False),
    Column("content", Text, nullable=False),
    Index("underway_at", "at"),
)
"""What was begun and waits for its answer, by the hash of a word, and when it was begun in seconds."""

glass = Table(
    "glass",
    metadata,
    Column("id", Text, primary_key=True),
    Column("account", Text, nullable=False),
    Column("case_number", Text, nullable=False),
    Column("domain", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("since", Text, nullable=False),
    Column("until", Text, nullable=False),
    Column("supervisor", Text, nullable=False),
    Column("told", Text, nullable=False),
    Column("at", Text, nullable=False),
    Index("glass_account", "account"),
)
"""Broken glass: who saw a closed case for how long, why, and which supervisor was told when."""

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
    Column("chain", Text, nullable=False, server_default=text("''")),
    Column("place", Sequence, nullable=False, server_default=text("0")),
    Index("audit_intent", "intent"),
    Index("audit_chain", "chain", "place"),
)
"""`place` is that in its chain; 0 for the lines of chain "" that were written before there were several."""

head = Table(
    "head",
    metadata,
    Column("number", Sequence, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("root", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Column("signature", Text, nullable=False),
)

head_end = Table(
    "head_end",
    metadata,
    Column("chain", Text, primary_key=True),
    Column("head", Sequence, primary_key=True, autoincrement=False),
    Column("first", Sequence, nullable=False),
    Column("last", Sequence, nullable=False),
    Column("end", Text, nullable=False),
    Column("root", Text, nullable=False),
)
"""How far a signed head covers each chain that grew since the head before it."""

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

APPEND_ONLY = (
    entry,
    record,
    decision,
    publication,
    audit,
    reclassification,
    erasure,
    tombstone,
    refusal,
    visibility,
    head,
    head_end,
)
"""Tables whose rows the servers themselves refuse to change or delete, but for what a tombstone empties."""
