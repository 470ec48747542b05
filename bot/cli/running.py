"""Running a command: from its coroutine to an exit code, with every failure as one line."""

import asyncio
import os
import sys
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar
from uuid import uuid4

from bot.errors import BriefwireError

if TYPE_CHECKING:
    from bot.app import Desk

T = TypeVar("T")

DONE, FAILED, INTERRUPTED = 0, 1, 130
"""Exit codes (2, wrong usage, is Typer's); the last is what a shell gives for SIGINT."""


def run(command: Coroutine[Any, Any, T]) -> T:
    """The result of an asynchronous command.

    Ctrl-C unwinds the command, so that the database is closed and worker processes are ended, and
    then leaves at once: a thread that is inside a model cannot be interrupted, only left behind.
    """
    with asyncio.Runner() as runner:
        try:
            return runner.run(command)
        except KeyboardInterrupt:
            leave(INTERRUPTED)


def guarded(command: Callable[[], object]) -> int:
    """The exit code of a command; says on standard error why it failed, in one line."""
    try:
        command()
        sys.stdout.flush()
    except BriefwireError as error:
        complain(str(error))
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # What is still buffered has nowhere to go; Python would complain about it on its way out.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except Exception as error:
        report(error)
        return FAILED
    return DONE


def complain(message: str) -> None:
    """One line on standard error."""
    from bot.chat.plain import one_line

    sys.stderr.write(f"briefwire: {one_line(message)}\n")
    sys.stderr.flush()


def report(error: Exception) -> str:
    """Tell of an error that nobody expected, in one line; its traceback is in the debug log.

    The incident id that both carry comes back.
    """
    from bot.log import event_log

    incident = uuid4().hex[:8]
    event_log().debug("unexpected", incident=incident, exc_info=error)
    complain(f"{_in_short(error)} (incident {incident}; `briefwire -v …` logs the details).")
    return incident


def _in_short(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"The system refused: {error.strerror}"
    return f"Something went wrong inside Briefwire: {type(error).__name__}"


def leave(code: int) -> NoReturn:
    """End the process now, whatever its threads are doing."""
    for stream in filter(None, (sys.stdout, sys.stderr)):
        stream.flush()
    os._exit(code)


def at_the_desk(work: Callable[["Desk"], Coroutine[Any, Any, T]], *, many: bool = False) -> T:
    """The result of `work` at a desk built from the settings in force; raises ConfigError for those."""
    from bot.app import Desk
    from bot.config import load_settings
    from bot.log import start_log

    settings = load_settings()
    start_log(settings.log.level)

    async def session() -> T:
        async with Desk(settings, many=many) as desk:
            return await work(desk)

    return run(session())
