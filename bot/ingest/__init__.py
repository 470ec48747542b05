"""From a source (address, file, standard input) to an `Article`."""

from bot.ingest.pipeline import Ingest
from bot.ingest.source import Source, parse_source

__all__ = ["Ingest", "Source", "parse_source"]
