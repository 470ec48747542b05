"""One request, however often it is made: from the cache, shared while it is under way, or within a budget."""

import asyncio
import hashlib
import json
from collections.abc import AsyncGenerator
from contextlib import aclosing
from datetime import UTC, datetime, timedelta

from bot.config import OpenAISettings
from bot.engine.hosted import metrics
from bot.engine.hosted.budget import Budget
from bot.engine.hosted.client import Client, End, Finish, tokens
from bot.engine.hosted.needs import Costs, HostedError
from bot.engine.hosted.prompts import Message, Prompt
from bot.model import Scope, Use

_IN_WORDS: dict[Finish, str] = {
    "refused": "The hosted model refused to write.",
    "filtered": "The hosted model's filter held its reply back.",
    "empty": "The hosted model wrote nothing.",
    "dropped": "The hosted model's reply broke off.",
    "length": "The hosted model's reply was too long.",
}


class HostedModel:
    """Streams replies as text; what was sent before is not sent again."""

    def __init__(self, settings: OpenAISettings, client: Client, costs: Costs) -> None:
        self._settings = settings
        self._client = client
        self._costs = costs
        self._budget = Budget(settings, costs)
        self._under_way: dict[str, asyncio.Future[str | None]] = {}

    async def stream(self, prompt: Prompt, messages: list[Message], scope: Scope) -> AsyncGenerator[str]:
        """The parts of the reply; one that broke off or grew too long ends where it does.

        Raises HostedError, before the first part, when there will be no reply; after it, when the model
        refused or its filter held the rest back.
        """
        key = self._key(prompt, messages)
        shared = self._under_way.get(key)
        if shared is not None:
            yield await self._from(shared)
            return
        future = self._under_way[key] = asyncio.get_running_loop().create_future()
        text: list[str] = []
        try:
            async with aclosing(self._known_or_asked(prompt, messages, scope, key)) as parts:
                async for part in parts:
                    text.append(part)
                    yield part
            future.set_result("".join(text))
        finally:
            del self._under_way[key]
            if not future.done():
                future.set_result(None)

    async def _from(self, shared: "asyncio.Future[str | None]") -> str:
        """The reply to the same request that is under way."""
        text = await asyncio.shield(shared)
        if text is None:
            raise HostedError("The hosted model failed at the same request.")
        return text

    async def _known_or_asked(
        self, prompt: Prompt, messages: list[Message], scope: Scope, key: str
    ) -> AsyncGenerator[str]:
        known = await self._costs.reply(key)
        if known is not None:
            metrics.requests.labels(prompt.task, "kept").inc()
            yield known
            return
        text: list[str] = []
        async with aclosing(self._counted(prompt, messages, scope)) as parts:
            async for part in parts:
                if isinstance(part, str):
                    text.append(part)
                    yield part
                    continue
                _refuse(part.finish, bool(text))
                if part.finish == "written":
                    await self._keep(key, "".join(text))

    async def _counted(
        self, prompt: Prompt, messages: list[Message], scope: Scope
    ) -> AsyncGenerator[str | End]:
        """What the client streams, within the budget and written down in the account."""
        sending = sum(tokens(each["content"]) for each in messages)
        most = sending + self._settings.max_output_tokens
        async with self._budget.room_for(most, scope, datetime.now(UTC)):
            end = End("dropped", sending, 0)
            try:
                async with aclosing(self._client.stream(messages, prompt.reply)) as parts:
                    async for part in parts:
                        end = part if isinstance(part, End) else End("dropped", sending, end.written + 1)
                        yield part
            except HostedError:
                end = End("dropped", 0, 0)
                raise
            finally:
                await self._write_down(prompt, end, scope)

    async def _write_down(self, prompt: Prompt, end: End, scope: Scope) -> None:
        metrics.requests.labels(prompt.task, end.finish).inc()
        metrics.used_tokens.labels(prompt.task, "sent").inc(end.sent)
        metrics.used_tokens.labels(prompt.task, "written").inc(end.written)
        use = Use(
            task=prompt.task,
            model=self._settings.model,
            outcome=end.finish,
            sent=end.sent,
            written=end.written,
        )
        await self._costs.add_use(use, scope, datetime.now(UTC))

    async def _keep(self, key: str, text: str) -> None:
        keep = timedelta(days=self._settings.keep_days)
        if keep:
            await self._costs.keep_reply(key, text, datetime.now(UTC), keep)

    def _key(self, prompt: Prompt, messages: list[Message]) -> str:
        settings = self._settings
        told = (settings.base_url, settings.model, settings.temperature, prompt.hash, messages)
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def _refuse(finish: Finish, has_text: bool) -> None:
    """Raise HostedError for a reply that may not be used; one that broke off is used as far as it goes."""
    if finish in ("refused", "filtered") or (finish != "written" and not has_text):
        raise HostedError(_IN_WORDS[finish])
