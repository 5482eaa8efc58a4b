"""Erasure and reclassification: what a tombstone names is emptied, and nothing else is ever changed."""

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, Text

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SEQUENCE = BigInteger().with_variant(Integer, "sqlite")
EMPTIED: dict[str, dict[str, str | None]] = {
    "entry": {"reference": None},
    "record": {
        "id": None, "key": "''", "version": "''", "number": "0", "rank": "''",
        "marking": "''", "grade": "''", "recorded": "''", "content": "''",
    },
    "decision": {"id": None, "subject": "''", "reason": "''"},
    "reclassification": {"id": None, "key": "''", "marking": "''", "reason": "''"},
}  # fmt: skip
"""Table → column → what stands there after an erasure; None: the tombstone's reference."""
KEPT = {
    "entry": ("sequence", "kind", "class", "at"),
    "record": ("sequence", "source", "feed", "class", "received"),
    "decision": ("sequence", "kind", "class", "author", "at"),
    "reclassification": ("sequence", "source", "class", "author", "at"),
}
WHOLE = ("erasure", "tombstone", "refusal")
NEVER = "rows of {} are never changed or deleted"
STRAY = "a tombstone stands only beside the erasure that ends the sequence"


def upgrade() -> None:
    """Make the tables, and the triggers that let a tombstone through."""
    _tables()
    if op.get_bind().dialect.name == "sqlite":
        _sqlite()
    else:
        _postgresql()


def _text(*names: str) -> list[Column[str]]:
    return [Column(name, Text, nullable=False) for name in names]


def _place(name: str = "sequence") -> Column[int]:
    return Column(name, SEQUENCE, primary_key=True, autoincrement=False)


def _class() -> Column[int]:
    return Column("class", Integer, nullable=False)


def _tables() -> None:
    op.create_table(
        "reclassification",
        _place(),
        *_text("id", "source", "key"),
        _class(),
        *_text("marking", "author", "reason", "at"),
    )
    op.create_index("reclassification_key", "reclassification", ["source", "key", "sequence"])
    op.create_table(
        "erasure", _place(), *_text("id", "token"), _class(), *_text("places", "author", "reason", "at")
    )
    op.create_table(
        "tombstone",
        _place(),
        *_text("kind"),
        _class(),
        *_text("reference"),
        Column("erasure", SEQUENCE, nullable=False),
    )
    op.create_table(
        "refusal",
        Column("hash", Text, primary_key=True),
        _place("erasure"),
        Column("at", Text, nullable=False),
    )


def _emptied(table: str) -> str:
    """True of an update that does what the tombstone of its place says, and no more."""
    token = "(SELECT t.reference FROM tombstone t WHERE t.sequence = OLD.sequence)"
    kept = [f"NEW.{name} = OLD.{name}" for name in KEPT[table]]
    gone = [f"NEW.{name} = {value or token}" for name, value in EMPTIED[table].items()]
    return " AND ".join([*kept, *gone])


def _standing() -> str:
    """True of a tombstone whose erasure is the last entry, over a place of its kind and class before it."""
    return (
        "(SELECT e.kind FROM entry e ORDER BY e.sequence DESC LIMIT 1) = 'erasure'"
        " AND NEW.erasure = (SELECT max(e.sequence) FROM entry e) AND NEW.sequence < NEW.erasure"
        " AND NEW.kind IN ('record', 'decision', 'reclassification')"
        " AND EXISTS (SELECT 1 FROM entry e WHERE e.sequence = NEW.sequence AND e.kind = NEW.kind"
        " AND e.class = NEW.class)"
    )


def _emptying() -> list[str]:
    """What writing a tombstone does."""
    acts = []
    for table, columns in EMPTIED.items():
        sets = ", ".join(f"{name} = {value or 'NEW.reference'}" for name, value in columns.items())
        acts.append(f"UPDATE {table} SET {sets} WHERE sequence = NEW.sequence;")
    return acts


def _sqlite() -> None:
    for table in ("entry", "record", "decision"):
        op.execute(f"DROP TRIGGER {table}_no_update")
    for table in EMPTIED:
        op.execute(
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} WHEN ({_emptied(table)}) IS NOT TRUE "
            f"BEGIN SELECT RAISE(ABORT, '{NEVER.format(table)}'); END"
        )
    for table in WHOLE:
        op.execute(_refusal(table, "UPDATE"))
    for table in ("reclassification", *WHOLE):
        op.execute(_refusal(table, "DELETE"))
    op.execute(
        f"CREATE TRIGGER tombstone_beside BEFORE INSERT ON tombstone WHEN ({_standing()}) IS NOT TRUE "
        f"BEGIN SELECT RAISE(ABORT, '{STRAY}'); END"
    )
    op.execute(
        f"CREATE TRIGGER tombstone_empties AFTER INSERT ON tombstone BEGIN {' '.join(_emptying())} END"
    )


def _refusal(table: str, act: str) -> str:
    return (
        f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{NEVER.format(table)}'); END"
    )


def _postgresql() -> None:
    for table in ("entry", "record", "decision"):
        op.execute(f"DROP TRIGGER {table}_append_only ON {table}")
    for table in EMPTIED:
        _trigger(
            f"{table}_append_only", "BEFORE DELETE OR TRUNCATE", table, "STATEMENT", "locard_append_only"
        )
        refuse = f"RAISE EXCEPTION '{NEVER.format(table)}';"
        _function(f"locard_{table}_kept", f"IF ({_emptied(table)}) IS NOT TRUE THEN {refuse} END IF;")
        _trigger(f"{table}_kept", "BEFORE UPDATE", table, "ROW", f"locard_{table}_kept")
    for table in WHOLE:
        acts = "BEFORE UPDATE OR DELETE OR TRUNCATE"
        _trigger(f"{table}_append_only", acts, table, "STATEMENT", "locard_append_only")
    stray = f"IF ({_standing()}) IS NOT TRUE THEN RAISE EXCEPTION '{STRAY}'; END IF;"
    _function("locard_tombstone_beside", stray)
    _trigger("tombstone_beside", "BEFORE INSERT", "tombstone", "ROW", "locard_tombstone_beside")
    _function("locard_tombstone_empties", " ".join(_emptying()))
    _trigger("tombstone_empties", "AFTER INSERT", "tombstone", "ROW", "locard_tombstone_empties")


def _function(name: str, body: str) -> None:
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} RETURN NEW; END $$"
    )


def _trigger(name: str, when: str, table: str, each: str, function: str) -> None:
    op.execute(f"CREATE TRIGGER {name} {when} ON {table} FOR EACH {each} EXECUTE FUNCTION {function}()")
