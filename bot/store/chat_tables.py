"""The tables of chats: what a workspace has set, what was asked how often, shown where, and found good.

`private_to` is spelled as in scopes.py; a `platform` is a `bot.model.Platform`.
"""

from sqlalchemy import JSON, BigInteger, Boolean, Column, Index, String, Table

from bot.store.tables import Instant, Line, Prose, metadata

workspaces = Table(
    "workspaces",
    metadata,
    Column("workspace", Line, primary_key=True),  # as in a scope: "discord:<guild>", "slack:<team>"
    Column("platform", Line, nullable=False),
    Column("settings", JSON, nullable=False),  # bot.model.WorkspaceSettings
    Column("joined_at", Instant, nullable=False),
    Column("welcomed_at", Instant),
    Column("left_at", Instant, index=True),  # its data are deleted after a time of grace
)

rates = Table(  # one row says all of a limit that recovers evenly: when it will have recovered in full
    "rates",
    metadata,
    Column("subject", Line, primary_key=True),  # "discord:user:1:brief"
    Column("recovered_at", BigInteger, nullable=False, index=True),  # milliseconds since 1970
)

seen_events = Table(  # what platforms deliver more than once
    "seen_events",
    metadata,
    Column("platform", Line, primary_key=True),
    Column("event_id", Line, primary_key=True),
    Column("at", Instant, nullable=False, index=True),
)

command_trees = Table(  # which definition of the commands a platform was last told
    "command_trees",
    metadata,
    Column("platform", Line, primary_key=True),
    Column("application", Line, primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("at", Instant, nullable=False),
)

shown_answers = Table(  # what the buttons under an answer speak of, a year later too
    "shown_answers",
    metadata,
    Column("id", Line, primary_key=True),
    Column("workspace", Line, nullable=False),
    Column("private_to", Line, nullable=False),
    Column("question", Prose, nullable=False),
    Column("content", JSON, nullable=False),  # the answers, and the ids of the articles that were asked
    Column("at", Instant, nullable=False, index=True),
    Index(None, "workspace", "private_to"),
)

feedback = Table(  # what somebody thinks of something shown, the last word counts
    "feedback",
    metadata,
    Column("workspace", Line, primary_key=True),
    Column("subject", Line, primary_key=True),  # "answer:<id>", "brief:<article id>"
    Column("person", Line, primary_key=True),
    Column("good", Boolean, nullable=False),
    Column("at", Instant, nullable=False),
)
