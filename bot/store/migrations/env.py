"""Alembic's entry: runs the migrations on the connection that `bot.store.migrate` hands over."""

from alembic import context

from bot.store.chat_tables import workspaces  # noqa: F401  (its import adds its tables to the metadata)
from bot.store.costs import uses  # noqa: F401  (its import adds its tables to the metadata)
from bot.store.slack_tables import slack_threads  # noqa: F401  (its import adds its tables to the metadata)
from bot.store.tables import metadata
from bot.store.work_tables import feeds  # noqa: F401  (its import adds its tables to the metadata)

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
