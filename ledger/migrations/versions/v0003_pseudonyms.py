"""Pseudonyms: what the audit log, charts and exports write in the place of ids."""

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, Text

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

SEQUENCE = BigInteger().with_variant(Integer, "sqlite")


def upgrade() -> None:
    """Make the table; what was written before it stays as it is."""
    op.create_table(
        "pseudonym",
        Column("token", Text, primary_key=True),
        Column("id", Text, nullable=False),
        Column("erasure", SEQUENCE, nullable=False),
    )
    op.create_index("pseudonym_id", "pseudonym", ["id"])
