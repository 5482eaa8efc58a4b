"""What was begun and waits for its answer: sign-ins on their way to a provider and back."""

from alembic import op
from sqlalchemy import Column, Float, Text

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of what is underway."""
    op.create_table(
        "underway",
        Column("key", Text, primary_key=True),
        Column("at", Float(53), nullable=False),
        Column("content", Text, nullable=False),
    )
    op.create_index("underway_at", "underway", ["at"])
