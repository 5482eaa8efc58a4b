"""Classes made one by one, accounts, assignments, tokens and broken glass; class numbers of 48 bits."""

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, Text

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

SEQUENCE = BigInteger().with_variant(Integer, "sqlite")
CLASSED = ("entry", "record", "decision", "reclassification", "erasure", "tombstone")
NEVER = "rows of visibility are never changed or deleted"


def upgrade() -> None:
    """Make the tables, and let a class have a number of 48 bits."""
    _visibility()
    _accounts()
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER visibility_no_{act.lower()} BEFORE {act} ON visibility "
                f"BEGIN SELECT RAISE(ABORT, '{NEVER}'); END"
            )
        return
    for table in CLASSED:
        op.alter_column(table, "class", type_=BigInteger)
    op.execute(
        "CREATE TRIGGER visibility_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON visibility "
        "FOR EACH STATEMENT EXECUTE FUNCTION locard_append_only()"
    )


def _texts(*names: str) -> list[Column[str]]:
    return [Column(name, Text, nullable=False) for name in names]


def _visibility() -> None:
    op.create_table(
        "visibility",
        Column("number", SEQUENCE, primary_key=True, autoincrement=False),
        *_texts("rule", "domain", "classification", "handling", "unit", "compartment"),
        Column("archived", Integer, nullable=False),
        *_texts("parts", "at"),
    )
    op.create_index("visibility_compartment", "visibility", ["compartment", "unit"])
    op.create_index("visibility_parts", "visibility", ["parts"])


def _accounts() -> None:
    op.create_table(
        "account",
        Column("name", Text, primary_key=True),
        *_texts("kind", "function", "unit", "zone"),
        Column("clearance", Integer, nullable=False),
        *_texts("password", "totp", "external", "scopes", "state"),
        Column("version", Integer, nullable=False),
        *_texts("changed"),
    )
    op.create_index("account_external", "account", ["external"])
    for table, key, names in (
        ("assignment", "id", ("account", "case_number", "since", "until", "author", "reason", "at", "ended")),
        ("token", "hash", ("account", "kind", "scopes", "issued", "used", "expires", "ended", "stepped")),
        (
            "glass",
            "id",
            ("account", "case_number", "domain", "reason", "since", "until", "supervisor", "told", "at"),
        ),
    ):
        op.create_table(table, Column(key, Text, primary_key=True), *_texts(*names))
        op.create_index(f"{table}_account", table, ["account"])
