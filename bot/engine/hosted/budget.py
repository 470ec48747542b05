"""How many tokens may still be used today, by a person, a workspace and all together."""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from bot.config import OpenAISettings
from bot.engine.hosted.needs import Costs, HostedError
from bot.model import Scope

_ALL = ("", "")


class Budget:
    """Looks at the account before each request; what is under way here counts at its largest."""

    def __init__(self, settings: OpenAISettings, costs: Costs) -> None:
        self._costs = costs
        self._limits = (settings.person_tokens, settings.workspace_tokens, settings.day_tokens)
        self._under_way: Counter[tuple[str, str]] = Counter()

    @asynccontextmanager
    async def room_for(self, most: int, scope: Scope, now: datetime) -> AsyncIterator[None]:
        """Room for a request of at most so many tokens; raises HostedError when a budget is spent."""
        owners = ((scope.workspace, scope.person or ""), (scope.workspace, ""), _ALL)
        used = await self._costs.used(now, scope)
        for owner, spent, limit, whose in zip(owners, used, self._limits, _WHOSE, strict=True):
            counted = owner[1] or whose != _WHOSE[0]
            if counted and spent + self._under_way[owner] + most > limit:
                raise HostedError(f"{whose} of tokens for the hosted model is spent for today.")
        self._under_way.update(dict.fromkeys(set(owners), most))
        try:
            yield
        finally:
            self._under_way.subtract(dict.fromkeys(set(owners), most))


_WHOSE = ("Your budget", "The budget of this workspace", "The budget of this desk")
