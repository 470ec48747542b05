"""Which schema a database has, and the way to the newest.

Alembic takes as long to import as a whole answer may take, so it is only imported to migrate.
"""

import re
from pathlib import Path

from sqlalchemy import Connection, inspect

from bot.errors import StoreError
from bot.store.tables import SCHEMA_VERSION

_VERSION = re.compile(r"\d{4}")
_UNKNOWN = "unknown"


def version_of(connection: Connection) -> str | None:
    """The database's schema version: None when it is empty, "unknown" when another program made it."""
    tables = inspect(connection).get_table_names()
    if not tables:
        return None
    if "alembic_version" not in tables:
        return _UNKNOWN
    version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return version if isinstance(version, str) and _VERSION.fullmatch(version) else _UNKNOWN


def is_current(version: str | None, place: str) -> bool:
    """Whether this schema version is the program's own, or else an older one, to be migrated.

    Raises StoreError when it is another program's, or newer than this program.
    """
    if version == _UNKNOWN:
        raise StoreError(f"{place} is another program's database. Set database_url to one of its own.")
    if version and version > SCHEMA_VERSION:
        raise StoreError(
            f"The database {place} is a newer Briefwire's (schema {version}; this one knows "
            f"{SCHEMA_VERSION}). Install that one, or set database_url to another place."
        )
    return version == SCHEMA_VERSION


def upgrade(connection: Connection) -> None:
    """Run the missing migrations inside the connection's transaction: all of them, or none."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    folder = str(Path(__file__).parent / "migrations")
    config.set_main_option("script_location", folder.replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
