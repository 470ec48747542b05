"""Workspaces of chat platforms, limits, seen events, answers that were shown, and feedback."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create everything."""
    _workspaces()
    _shown()


def _workspaces() -> None:
    op.create_table(
        "workspaces",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("joined_at", sa.DateTime(), nullable=False),
        sa.Column("welcomed_at", sa.DateTime()),
        sa.Column("left_at", sa.DateTime()),
        sa.PrimaryKeyConstraint("workspace", name="pk_workspaces"),
    )
    op.create_index("ix_workspaces_left_at", "workspaces", ["left_at"])
    op.create_table(
        "rates",
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("recovered_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("subject", name="pk_rates"),
    )
    op.create_index("ix_rates_recovered_at", "rates", ["recovered_at"])
    op.create_table(
        "seen_events",
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("platform", "event_id", name="pk_seen_events"),
    )
    op.create_index("ix_seen_events_at", "seen_events", ["at"])
    op.create_table(
        "command_trees",
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("application", sa.String(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("platform", "application", name="pk_command_trees"),
    )


def _shown() -> None:
    op.create_table(
        "shown_answers",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("private_to", sa.String(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_shown_answers"),
    )
    op.create_index("ix_shown_answers_at", "shown_answers", ["at"])
    op.create_index("ix_shown_answers_workspace_private_to", "shown_answers", ["workspace", "private_to"])
    op.create_table(
        "feedback",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("good", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "subject", "person", name="pk_feedback"),
    )
