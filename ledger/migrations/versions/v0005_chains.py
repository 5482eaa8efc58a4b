"""Chains of the log, one for each writer where several write at once, and the signed heads that join them."""

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, Text, text

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

SEQUENCE = BigInteger().with_variant(Integer, "sqlite")
TABLES = ("head", "head_end")


def upgrade() -> None:
    """Give each line its chain and its place there; lines of before keep chain "" and place 0."""
    op.add_column("audit", Column("chain", Text, nullable=False, server_default=text("''")))
    op.add_column("audit", Column("place", SEQUENCE, nullable=False, server_default=text("0")))
    op.create_index("audit_chain", "audit", ["chain", "place"])
    op.create_table(
        "head",
        Column("number", SEQUENCE, primary_key=True, autoincrement=False),
        *[Column(name, Text, nullable=False) for name in ("at", "root", "previous", "key", "hash")],
        Column("signature", Text, nullable=False),
    )
    op.create_table(
        "head_end",
        Column("chain", Text, primary_key=True),
        Column("head", SEQUENCE, primary_key=True, autoincrement=False),
        Column("first", SEQUENCE, nullable=False),
        Column("last", SEQUENCE, nullable=False),
        *[Column(name, Text, nullable=False) for name in ("end", "root")],
    )
    if op.get_bind().dialect.name == "sqlite":
        _sqlite()
    else:
        _postgresql()


def _sqlite() -> None:
    for table in TABLES:
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed or deleted'); END"
            )


def _postgresql() -> None:
    for table in TABLES:
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION locard_append_only()"
        )
    op.execute("CREATE SEQUENCE audit_sequence OWNED BY audit.sequence")
    op.execute("SELECT setval('audit_sequence', (SELECT coalesce(max(sequence), 0) + 1 FROM audit), false)")
