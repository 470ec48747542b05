"""Until when a feed's server asked to be left alone, which also holds for who wants to read it now."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the column."""
    op.add_column("feeds", sa.Column("quiet_until", sa.DateTime()))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("feeds", "quiet_until")
