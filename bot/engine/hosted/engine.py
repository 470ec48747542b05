"""The hosted engine as a whole: made from the settings, tried, closed."""

import time

from bot.config import OpenAISettings
from bot.engine.hosted.answers import HostedAnswers
from bot.engine.hosted.briefs import HostedBriefs
from bot.engine.hosted.client import Client, End
from bot.engine.hosted.model import HostedModel
from bot.engine.hosted.needs import Compute, Costs, HostedError
from bot.engine.hosted.prompts import load_prompts


class HostedEngine:
    """Answers and briefs by one server; raises ConfigError when a prompt cannot be used."""

    def __init__(self, settings: OpenAISettings, costs: Costs, compute: Compute) -> None:
        prompts = load_prompts(settings.prompts)
        self._settings = settings
        self._client = Client(settings)
        self._prompt = prompts["answer"]
        model = HostedModel(settings, self._client, costs)
        self.answers = HostedAnswers(settings, model, prompts["answer"], compute)
        self.briefs = HostedBriefs(settings, model, prompts["brief"], compute)

    async def close(self) -> None:
        """Give the connections back."""
        await self._client.close()

    async def check(self) -> str:
        """Ask the model the prompt's first example; how it did, in words. Raises HostedError."""
        began = time.monotonic()
        example = self._prompt.examples[0]
        text, end = "", None
        async for part in self._client.stream(self._prompt.messages(**example.given), self._prompt.reply):
            if isinstance(part, End):
                end = part
            else:
                text += part
        if end is None or end.finish != "written":
            raise HostedError(f"The hosted model at {self._client.place} answered nothing that can be used.")
        taken = time.monotonic() - began
        return f"{self._settings.model} at {self._client.place} writes, in {taken:.1f} s"
