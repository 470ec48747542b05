"""What hosted models were asked for, what it cost, and their replies."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Create both tables."""
    op.create_table(
        "hosted_uses",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("task", sa.String(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("sent", sa.Integer(), nullable=False),
        sa.Column("written", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_hosted_uses"),
    )
    op.create_index("ix_hosted_uses_day", "hosted_uses", ["day", "workspace", "person"])
    op.create_table(
        "hosted_replies",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_hosted_replies"),
    )
    op.create_index("ix_hosted_replies_at", "hosted_replies", ["at"])


def downgrade() -> None:
    """Drop both tables."""
    op.drop_table("hosted_replies")
    op.drop_table("hosted_uses")
