"""Logs: structlog to standard error, for the operator. Never the text of an article, never a token."""

import logging
import sys
import warnings
from typing import Any


def start_log(level: str) -> None:
    """Log events of `level` ("debug" … "error") and above, one line each, on standard error.

    Below "info" the libraries' own logs and warnings are silent: they speak to programmers.
    """
    number: int = getattr(logging, level.upper())
    if number > logging.INFO:
        return  # nothing is logged that a command does not say itself, and structlog takes 0.2 s to load
    import structlog

    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"]),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    logging.basicConfig(level=number, stream=sys.stderr, force=True)


def silence_libraries() -> None:
    """Keep warnings and logs of libraries off the terminal, here and in the processes started from here."""
    logging.lastResort = logging.NullHandler()
    warnings.simplefilter("ignore")


def event_log() -> Any:
    """The logger; its methods take an event and key-value pairs."""
    import structlog

    return structlog.get_logger()
