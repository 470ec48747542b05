"""The resolver that hands out only addresses which may be dialled.

What it returns is what the connection is made to: there is no second look-up in between that could
answer differently.
"""

import ipaddress
import socket

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

from bot.errors import FetchError
from bot.web.addresses import AddressPolicy


class GuardedResolver(AbstractResolver):
    """Looks names up with the system's resolver and refuses those that lead to a closed address."""

    def __init__(self, policy: AddressPolicy) -> None:
        self._policy = policy
        self._system = ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """The permitted addresses of `host`.

        Raises FetchError when there are only closed ones, OSError when there are none at all.
        """
        found = await self._system.resolve(host, port, family)
        permitted = [result for result in found if self._permits(result["host"])]
        if found and not permitted:
            raise refused(host)
        return permitted

    def _permits(self, address: str) -> bool:
        try:
            return self._policy.permits(ipaddress.ip_address(address))
        except ValueError:  # an address with a zone is link-local
            return False

    async def close(self) -> None:
        """Nothing is held."""
        await self._system.close()


def refused(host: str) -> FetchError:
    """The error for a host that is not on the public internet."""
    return FetchError(
        f"{host} is not on the public internet, so it is not fetched; "
        "an operator can open its network with fetch.allow_private."
    )
