"""What every folder of tests has at hand."""

from tests.databases import (
    database_kind,
    database_url,
    library_url,
    migrated_file,
    postgres,
    postgres_url,
)

__all__ = [
    "database_kind",
    "database_url",
    "library_url",
    "migrated_file",
    "postgres",
    "postgres_url",
]
