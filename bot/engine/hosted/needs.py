"""What the hosted engine asks of the floors beside it; `bot.app` fills it in."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import ParamSpec, Protocol, TypeVar

from bot.errors import ModelError
from bot.model import Scope, Use

P = ParamSpec("P")
T = TypeVar("T")


class Compute(Protocol):
    """Runs CPU work off the event loop; as `bot.ports.Compute`."""

    async def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The result of `work`, a module-level function with picklable arguments."""
        ...


class Costs(Protocol):
    """The account of what was used; `bot.store.costs.SqlCosts` is one."""

    async def add_use(self, use: Use, scope: Scope, at: datetime) -> None:
        """Write down one request."""
        ...

    async def used(self, at: datetime, scope: Scope) -> tuple[int, int, int]:
        """The tokens of that day so far: the person's, the workspace's, and everybody's."""
        ...

    async def reply(self, key: str) -> str | None:
        """What the model replied to the same request before."""
        ...

    async def keep_reply(self, key: str, content: str, at: datetime, keep: timedelta) -> None:
        """Keep a reply."""
        ...


class HostedError(ModelError):
    """The hosted model cannot be asked, or gave nothing that can be used; the embedded engine writes."""
