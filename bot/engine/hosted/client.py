"""The way to the server: bounded connections, retries, deadlines; every failure in our own words.

No message here holds what the server said: it may echo the key or the text.
"""

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Literal

import httpx2
import openai
import stamina
from openai import AsyncOpenAI

from bot.config import OpenAISettings
from bot.engine.hosted.breaker import Breaker
from bot.engine.hosted.needs import HostedError
from bot.engine.hosted.prompts import Message
from bot.engine.hosted.schemas import Reply, schema_of

Finish = Literal["written", "length", "filtered", "refused", "empty", "dropped"]
_FINISHES: dict[str, Finish] = {"length": "length", "content_filter": "filtered"}
_WORTH_ANOTHER = (408, 409, 425, 429)
LETTERS_A_TOKEN = 3.5
"""English text has about four; fewer are assumed, so that an estimate is rather too high."""


@dataclass(frozen=True)
class End:
    """How a reply ended, and the tokens of it."""

    finish: Finish
    sent: int
    written: int


def tokens(text: str) -> int:
    """About how many tokens a text has."""
    return int(len(text) / LETTERS_A_TOKEN) + 1


@dataclass
class _Seen:
    """What was seen of a reply so far; one that breaks off without a word is `dropped`."""

    sent: int
    written: int = 0
    text: str = ""
    refused: bool = False
    finish: Finish = "dropped"

    def take(self, chunk: Any) -> Iterator[str]:
        """The text of one more chunk."""
        if chunk.usage is not None:
            self.sent, self.written = chunk.usage.prompt_tokens, chunk.usage.completion_tokens
        for choice in chunk.choices:
            self.refused |= bool(choice.delta.refusal)
            if choice.finish_reason:
                self.finish = _FINISHES.get(choice.finish_reason, "written")
            if choice.delta.content:
                self.text += choice.delta.content
                yield choice.delta.content

    def end(self) -> End:
        """How it ended."""
        finish: Finish = "refused" if self.refused else self.finish
        if finish == "written" and not self.text.strip():
            finish = "empty"
        return End(finish, self.sent, self.written or tokens(self.text))


stamina.instrumentation.set_on_retry_hooks(())
"""Its own would log what the server said, which may be the key."""


class Client:
    """Streams replies of one server."""

    def __init__(self, settings: OpenAISettings) -> None:
        self._settings = settings
        self._breaker = Breaker()
        self._places = asyncio.Semaphore(settings.connections)
        self._waiting = 0
        self._api = AsyncOpenAI(
            api_key=settings.api_key.get_secret_value() or "none",
            base_url=settings.base_url or "https://api.openai.com/v1",
            timeout=httpx2.Timeout(settings.timeout, connect=settings.patience),
            max_retries=0,
        )

    @property
    def place(self) -> str:
        """The server's name, for people."""
        return self._api.base_url.host

    async def close(self) -> None:
        """Give the connections back."""
        await self._api.close()

    async def stream(self, messages: list[Message], reply: type[Reply]) -> AsyncGenerator[str | End]:
        """The parts of a reply as they come, then how it ended; raises HostedError before the first part."""
        async with self._place():
            parts = await self._open(messages, reply)
            seen = _Seen(sent=sum(tokens(each["content"]) for each in messages))
            try:
                async for chunk in self._patiently(parts):
                    for part in seen.take(chunk):
                        yield part
            except (openai.APIError, httpx2.HTTPError, TimeoutError, ValueError):
                seen.finish = "dropped"
                self._breaker.fail(time.monotonic())
            finally:
                await parts.close()
            yield seen.end()

    @asynccontextmanager
    async def _place(self) -> AsyncIterator[None]:
        """One of the connections; raises HostedError when too many wait, or after as long as patience has."""
        if self._places.locked() and self._waiting >= self._settings.waiting:
            raise HostedError("Too many requests wait for the hosted model.")
        self._waiting += 1
        try:
            async with asyncio.timeout(self._settings.patience):
                await self._places.acquire()
        except TimeoutError as error:
            raise HostedError("The hosted model is busy.") from error
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            self._places.release()

    async def _open(self, messages: list[Message], reply: type[Reply]) -> Any:
        """The opened stream; retried where the server could not serve, within the patience for all tries."""
        if self._breaker.wait(time.monotonic()):
            raise HostedError("The hosted model has failed several times and is left alone for a while.")
        try:
            async with asyncio.timeout(self._settings.patience):
                parts = await self._tried(messages, reply)
        except (openai.APIError, httpx2.HTTPError, TimeoutError) as error:
            refused = isinstance(error, openai.AuthenticationError | openai.PermissionDeniedError)
            self._breaker.fail(time.monotonic(), for_good=refused)
            raise HostedError(_in_words(error, self.place)) from error
        self._breaker.succeed()
        return parts

    async def _tried(self, messages: list[Message], reply: type[Reply]) -> Any:
        tries = stamina.retry_context(
            on=self._pause,
            attempts=self._settings.attempts,
            timeout=None,
            wait_initial=0.1,
            wait_max=1.0,
            wait_jitter=0.1,
        )
        async for attempt in tries:
            with attempt:
                return await self._api.chat.completions.create(**self._request(messages, reply))
        raise AssertionError("the last attempt raises")

    def _pause(self, error: Exception) -> bool | float:
        """Whether to try again, or when: a server's own `Retry-After` counts, unless patience ends before."""
        if isinstance(error, openai.APIStatusError):
            if error.status_code not in _WORTH_ANOTHER and error.status_code < 500:
                return False
            wanted = error.response.headers.get("retry-after", "")
            if wanted.replace(".", "", 1).isdigit():
                return float(wanted) if float(wanted) < self._settings.patience else False
        return isinstance(error, openai.APIError)

    def _request(self, messages: list[Message], reply: type[Reply]) -> dict[str, Any]:
        limit = "max_tokens" if self._settings.base_url else "max_completion_tokens"
        form = {"name": reply.__name__, "strict": True, "schema": schema_of(reply)}
        return {
            "model": self._settings.model,
            "messages": messages,
            "temperature": self._settings.temperature,
            limit: self._settings.max_output_tokens,
            "response_format": {"type": "json_schema", "json_schema": form},
            "stream": True,
            "stream_options": {"include_usage": True},
        }

    async def _patiently(self, parts: Any) -> AsyncIterator[Any]:
        """The chunks; raises TimeoutError when one, or all of them, takes too long."""
        chunks, end = aiter(parts), time.monotonic() + self._settings.timeout
        while True:
            async with asyncio.timeout(min(self._settings.patience, end - time.monotonic())):
                chunk = await anext(chunks, None)
            if chunk is None:
                return
            yield chunk


def _in_words(error: Exception, place: str) -> str:
    if isinstance(error, openai.AuthenticationError | openai.PermissionDeniedError):
        return f"The hosted model at {place} refuses the key: set OPENAI_API_KEY to one that is valid."
    if isinstance(error, openai.RateLimitError):
        return f"The hosted model at {place} allows no more requests for now."
    if isinstance(error, openai.APIStatusError):
        return f"The hosted model at {place} answered with status {error.status_code}."
    if isinstance(error, TimeoutError | openai.APITimeoutError):
        return f"The hosted model at {place} gave no sign in time."
    return f"The hosted model at {place} cannot be reached."
