"""Attempts to come in that failed, counted for all processes together."""

from alembic import op
from sqlalchemy import Column, Float, Integer, Text

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of attempts."""
    op.create_table(
        "attempt",
        Column("key", Text, primary_key=True),
        Column("failed", Integer, nullable=False),
        Column("last", Float(53), nullable=False),
    )
    op.create_index("attempt_last", "attempt", ["last"])
