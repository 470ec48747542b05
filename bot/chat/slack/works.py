"""Work that goes on after Slack was told "understood": it ends with an answer, or with a word why not."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from typing import Any

from bot.errors import BriefwireError, DeliveryError
from bot.log import event_log

Tell = Callable[[str], Awaitable[None]]


AT_ONCE = 32
"""How many works go on at the same time; the others wait, so that Slack is always told in time."""


_STOPPED = "Briefwire was stopped before this was done: ask once more in a minute."
_LAST_WORD = 3.0
"""Seconds that telling so may take when everything is being closed."""


class Works:
    """The work under way; each is given up after so many seconds, and all of it with `close`."""

    def __init__(self, timeout: float) -> None:
        self._timeout = timeout
        self._places = asyncio.Semaphore(AT_ONCE)
        self._running: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[Any, Any, None], tell: Tell, what: str) -> None:
        """Begin; `tell` says to whoever asked what went wrong, `what` names it in the log."""
        task = asyncio.create_task(self._carried_out(work, tell, what))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def finished(self) -> None:
        """Return when nothing is under way."""
        while self._running:
            await asyncio.gather(*self._running, return_exceptions=True)

    async def close(self, patience: float) -> None:
        """Let what is done within so many seconds be done, and give up the rest with a word."""
        if self._running:
            await asyncio.wait(self._running, timeout=patience)
        for task in list(self._running):
            task.cancel()
        await self.finished()

    async def _carried_out(self, work: Coroutine[Any, Any, None], tell: Tell, what: str) -> None:
        try:
            async with asyncio.timeout(self._timeout), self._places:
                await work
        except BriefwireError as error:
            await _told(tell, str(error), what)
        except TimeoutError:
            minutes = max(round(self._timeout / 60), 1)
            plural = "s" if minutes > 1 else ""
            said = f"That took more than {minutes} minute{plural} and was given up. Try again later."
            await _told(tell, said, what)
        except asyncio.CancelledError:
            with suppress(TimeoutError):
                await asyncio.wait_for(_told(tell, _STOPPED, what), _LAST_WORD)
            raise
        except Exception as error:
            await _told(tell, incident(what, error), what)
        finally:
            work.close()  # work that never got its turn would be complained of


def incident(what: str, error: BaseException) -> str:
    """Log what nobody expected, without any text of anybody's; what to say of it."""
    name = secrets.token_hex(4)
    place = error.__traceback__
    while place and place.tb_next:
        place = place.tb_next
    where = f"{place.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{place.tb_lineno}" if place else ""
    event_log().error(
        "slack_incident", incident=name, what=what, error=type(error).__name__, where=where, code=_code(error)
    )
    return (
        f"Something went wrong here. Try again; if it stays so, tell whoever runs Briefwire: incident {name}."
    )


def _code(error: BaseException) -> str:
    """What Slack called it, if it was Slack's."""
    response = getattr(error, "response", None)
    try:
        return str(response.get("error", "")) if response is not None else ""
    except (AttributeError, ValueError):
        return ""


async def _told(tell: Tell, said: str, what: str) -> None:
    """Whoever asked may have gone meanwhile: then only the log knows."""
    try:
        await tell(said)
    except Exception as error:
        code = str(error) if isinstance(error, DeliveryError) else _code(error)
        event_log().warning("slack_reply_lost", what=what, error=type(error).__name__, code=code)
