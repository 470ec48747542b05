"""Logs: structlog to standard error, for the operator. Never the text of an article, never a token."""

import logging
import sys
import warnings
from typing import Any

_level = logging.WARNING


def start_log(level: str) -> None:
    """Log events of `level` ("debug" … "error") and above, one line each, on standard error.

    At "info" and "debug", what libraries warn of is logged too. Their own debug logs never are: they
    hold texts and parameters.
    """
    global _level  # logging is the one thing that belongs to the process
    _level = getattr(logging, level.upper())
    if _level <= logging.INFO:
        handler = logging.StreamHandler(sys.stderr)
        handler.setLevel(logging.WARNING)  # some libraries set their own loggers to debug
        logging.basicConfig(handlers=[handler], force=True)


def silence_libraries() -> None:
    """Keep warnings and logs of libraries off the terminal, here and in the processes started from here."""
    logging.lastResort = logging.NullHandler()
    warnings.simplefilter("ignore")


def event_log() -> Any:
    """The logger; its methods take an event and key-value pairs. It takes 0.2 s to load: ask for it late."""
    import structlog

    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"]),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(_level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    return structlog.get_logger()
