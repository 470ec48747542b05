"""Feeds, subscriptions, schedules, the delivery ledger, and the nodes that do the work."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create everything."""
    _feeds()
    _digests()


def _feeds() -> None:
    op.create_table(
        "feeds",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("title", sa.String()),
        sa.Column("site_url", sa.String()),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("etag", sa.String()),
        sa.Column("last_modified", sa.String()),
        sa.Column("digest", sa.String(length=64)),
        sa.Column("interval", sa.Integer(), nullable=False),
        sa.Column("next_poll", sa.DateTime(), nullable=False),
        sa.Column("polled_at", sa.DateTime()),
        sa.Column("changed_at", sa.DateTime()),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("problem", sa.Text()),
        sa.Column("told_at", sa.DateTime()),
        sa.Column("claimed_by", sa.String()),
        sa.Column("claimed_until", sa.DateTime()),
        sa.PrimaryKeyConstraint("id", name="pk_feeds"),
        sa.UniqueConstraint("url", name="uq_feeds_url"),
    )
    op.create_index("ix_feeds_state_next_poll", "feeds", ["state", "next_poll"])
    op.create_index("ix_feeds_claimed_until_host", "feeds", ["claimed_until", "host"])
    op.create_table(
        "feed_urls",
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("feed_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["feed_id"], ["feeds.id"], name="fk_feed_urls_feed_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("url", name="pk_feed_urls"),
    )
    op.create_index("ix_feed_urls_feed_id", "feed_urls", ["feed_id"])
    op.create_table(
        "feed_items",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("feed_id", sa.String(), nullable=False),
        sa.Column("guid", sa.String()),
        sa.Column("link_key", sa.String()),
        sa.Column("title_key", sa.String()),
        sa.Column("text_key", sa.String(length=64)),
        sa.Column("entry", sa.JSON(), nullable=False),
        sa.Column("published_at", sa.DateTime()),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("revised_at", sa.DateTime()),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt", sa.DateTime()),
        sa.Column("article_id", sa.String()),
        sa.ForeignKeyConstraint(["feed_id"], ["feeds.id"], name="fk_feed_items_feed_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_feed_items"),
    )
    op.create_index("ix_feed_items_feed_id_guid", "feed_items", ["feed_id", "guid"])
    op.create_index("ix_feed_items_feed_id_link_key", "feed_items", ["feed_id", "link_key"])
    op.create_index("ix_feed_items_feed_id_seen_at", "feed_items", ["feed_id", "seen_at"])
    op.create_index("ix_feed_items_feed_id_title_key", "feed_items", ["feed_id", "title_key"])
    op.create_index("ix_feed_items_state_next_attempt", "feed_items", ["state", "next_attempt"])
    op.create_table(
        "subscriptions",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("thread", sa.String(), nullable=False),
        sa.Column("feed_id", sa.String(), nullable=False),
        sa.Column("filter", sa.JSON(), nullable=False),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("folder", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.String()),
        sa.ForeignKeyConstraint(
            ["feed_id"], ["feeds.id"], name="fk_subscriptions_feed_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_subscriptions"),
        sa.UniqueConstraint(
            "platform",
            "workspace",
            "channel",
            "thread",
            "feed_id",
            name="uq_subscriptions_platform_workspace_channel_thread_feed_id",
        ),
    )
    op.create_index("ix_subscriptions_feed_id", "subscriptions", ["feed_id"])


def _digests() -> None:
    op.create_table(
        "schedules",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("thread", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("plan", sa.JSON(), nullable=False),
        sa.Column("alerts", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.String()),
        sa.Column("next_fire", sa.DateTime()),
        sa.Column("last_fire", sa.DateTime()),
        sa.PrimaryKeyConstraint("id", name="pk_schedules"),
        sa.UniqueConstraint(
            "platform",
            "workspace",
            "channel",
            "thread",
            "name",
            name="uq_schedules_platform_workspace_channel_thread_name",
        ),
    )
    op.create_index("ix_schedules_alerts", "schedules", ["alerts"])
    op.create_index("ix_schedules_next_fire", "schedules", ["next_fire"])
    op.create_table(
        "deliveries",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("schedule_id", sa.String()),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("thread", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("missed", sa.Integer(), server_default="0", nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("uncertain", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("node", sa.String()),
        sa.Column("message_id", sa.String()),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("queued_at", sa.DateTime()),
        sa.Column("sent_at", sa.DateTime()),
        sa.Column("problem", sa.Text()),
        sa.Column("content", sa.JSON()),
        sa.PrimaryKeyConstraint("key", name="pk_deliveries"),
    )
    op.create_index("ix_deliveries_message_id", "deliveries", ["message_id"])
    op.create_index(
        "ix_deliveries_platform_workspace_channel_thread_due_at",
        "deliveries",
        ["platform", "workspace", "channel", "thread", "due_at"],
    )
    op.create_index("ix_deliveries_schedule_id", "deliveries", ["schedule_id"])
    op.create_index("ix_deliveries_state_due_at", "deliveries", ["state", "due_at"])
    op.create_index(
        "ix_deliveries_unqueued",
        "deliveries",
        ["created_at"],
        sqlite_where=sa.text("queued_at IS NULL"),
        postgresql_where=sa.text("queued_at IS NULL"),
    )
    op.create_index(
        "uq_deliveries_open",
        "deliveries",
        ["platform", "workspace", "channel", "thread"],
        unique=True,
        sqlite_where=sa.text("state = 'sending'"),
        postgresql_where=sa.text("state = 'sending'"),
    )
    op.create_table(
        "told",
        sa.Column("delivery_key", sa.String(), nullable=False),
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("story_id", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delivery_key"], ["deliveries.key"], name="fk_told_delivery_key", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("delivery_key", "item_id", name="pk_told"),
    )
    op.create_index("ix_told_item_id", "told", ["item_id"])
    op.create_index("ix_told_story_id", "told", ["story_id"])
    op.create_table(
        "left_out",
        sa.Column("delivery_key", sa.String(), nullable=False),
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delivery_key"], ["deliveries.key"], name="fk_left_out_delivery_key", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("delivery_key", "item_id", name="pk_left_out"),
    )
    op.create_index("ix_left_out_item_id", "left_out", ["item_id"])
    op.create_table(
        "nodes",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("lease_until", sa.DateTime(), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("draining", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_nodes"),
    )
    op.create_index("ix_nodes_lease_until", "nodes", ["lease_until"])
