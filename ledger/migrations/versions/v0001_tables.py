"""The first tables: one append-only sequence, what stands in it, and the queues and logs beside it."""

from alembic import op
from sqlalchemy import BigInteger, Column, Float, Integer, Text

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SEQUENCE = BigInteger().with_variant(Integer, "sqlite")
BYTEWISE = Text().with_variant(Text(collation="C"), "postgresql")
APPEND_ONLY = ("entry", "record", "decision", "publication", "audit")


def upgrade() -> None:
    """Make the tables and the triggers that refuse to change or delete what was written."""
    _sequence()
    _decisions()
    _queues()
    _audit()
    _seal()


def _text(*names: str) -> list[Column[str]]:
    return [Column(name, Text, nullable=False) for name in names]


def _place() -> Column[int]:
    return Column("sequence", SEQUENCE, primary_key=True, autoincrement=False)


def _class() -> Column[int]:
    return Column("class", Integer, nullable=False)


def _sequence() -> None:
    op.create_table("entry", _place(), *_text("kind", "reference"), _class(), *_text("at"))
    op.create_table(
        "record",
        _place(),
        *_text("id", "source", "feed", "key", "version"),
        Column("number", Integer, nullable=False),
        Column("rank", BYTEWISE, nullable=False),
        _class(),
        *_text("marking", "grade", "recorded", "received", "content"),
    )
    op.create_index("record_id", "record", ["id"])
    op.create_index("record_version", "record", ["source", "key", "rank", "sequence"])


def _decisions() -> None:
    op.create_table(
        "decision", _place(), *_text("id", "kind", "subject"), _class(), *_text("author", "reason", "at")
    )
    op.create_table("publication", _place(), *_text("id", "kind", "name", "version", "content", "at"))
    op.create_index("publication_name", "publication", ["kind", "name", "sequence"])


def _queues() -> None:
    op.create_table(
        "outbox",
        Column("id", SEQUENCE, primary_key=True),
        *_text("topic"),
        Column("first", SEQUENCE, nullable=False),
        Column("last", SEQUENCE, nullable=False),
        *_text("at"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "lease",
        Column("name", Text, primary_key=True),
        *_text("holder"),
        Column("token", SEQUENCE, nullable=False),
        Column("taken", Float(53), nullable=False),
        Column("until", Float(53), nullable=False),
    )
    op.create_table("meta", Column("name", Text, primary_key=True), *_text("value"))


def _audit() -> None:
    op.create_table(
        "audit",
        _place(),
        Column("intent", SEQUENCE, nullable=False),
        *_text("phase", "at", "actor", "kind", "reason", "case_number", "recipient", "details"),
        *_text("previous", "hash"),
    )
    op.create_index("audit_intent", "audit", ["intent"])


def _seal() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table in APPEND_ONLY:
            for act in ("UPDATE", "DELETE"):
                op.execute(_refusal(table, act))
        return
    op.execute(
        "CREATE FUNCTION locard_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'rows of % are never changed or deleted', TG_TABLE_NAME; END $$"
    )
    for table in APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION locard_append_only()"
        )


def _refusal(table: str, act: str) -> str:
    return (
        f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed or deleted'); END"
    )
