"""The tables of Slack: who installed the app, and the threads that it talks in.

Tokens are stored as `bot.chat.slack.sealing` seals them; this database alone gives nobody a token.
"""

from sqlalchemy import JSON, Boolean, Column, Index, Table

from bot.store.tables import Instant, Line, Prose, metadata

slack_installations = Table(
    "slack_installations",
    metadata,
    Column("enterprise", Line, primary_key=True),  # "" for a workspace of its own
    Column("team", Line, primary_key=True),  # "" for all workspaces of an organisation
    Column("name", Line),
    Column("bot_user", Line, nullable=False),
    Column("bot", Line),
    Column("scopes", Prose, nullable=False),
    Column("sealed_token", Prose, nullable=False),
    Column("installed_by", Line),
    Column("installed_at", Instant, nullable=False),
    Index(None, "team"),
)

slack_teams = Table(  # which organisation a workspace belongs to that has no installation of its own
    "slack_teams",
    metadata,
    Column("team", Line, primary_key=True),
    Column("enterprise", Line, nullable=False, index=True),
)

slack_threads = Table(  # what threads are about
    "slack_threads",
    metadata,
    Column("workspace", Line, primary_key=True),
    Column("channel", Line, primary_key=True),
    Column("thread", Line, primary_key=True),
    Column("articles", JSON, nullable=False),  # ids of what is talked about; empty: the library
    Column("talking", Boolean, nullable=False),  # follow-ups are answered without a mention
    Column("at", Instant, nullable=False, index=True),
)
