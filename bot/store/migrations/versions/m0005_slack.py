"""Slack: installations, workspaces of organisations, and threads that are talked in."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Create everything."""
    op.create_table(
        "slack_installations",
        sa.Column("enterprise", sa.String(), nullable=False),
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("name", sa.String()),
        sa.Column("bot_user", sa.String(), nullable=False),
        sa.Column("bot", sa.String()),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("sealed_token", sa.Text(), nullable=False),
        sa.Column("installed_by", sa.String()),
        sa.Column("installed_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("enterprise", "team", name="pk_slack_installations"),
    )
    op.create_index("ix_slack_installations_team", "slack_installations", ["team"])
    op.create_table(
        "slack_teams",
        sa.Column("team", sa.String(), nullable=False),
        sa.Column("enterprise", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("team", name="pk_slack_teams"),
    )
    op.create_index("ix_slack_teams_enterprise", "slack_teams", ["enterprise"])
    op.create_table(
        "slack_threads",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("thread", sa.String(), nullable=False),
        sa.Column("articles", sa.JSON(), nullable=False),
        sa.Column("talking", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "channel", "thread", name="pk_slack_threads"),
    )
    op.create_index("ix_slack_threads_at", "slack_threads", ["at"])
