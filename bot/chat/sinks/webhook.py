"""Another program as a place to post to: each digest is one HTTP POST of JSON to its address.

The header `Idempotency-Key` is the delivery's key: a receiver that keeps the keys it has seen gets
each digest once; one that does not may get it again after a lost connection.
"""

from http import HTTPStatus
from typing import Any

import aiohttp

from bot.chat.sinks.wording import as_text, notice_text
from bot.errors import DeliveryError
from bot.model import Destination, Digest, Notice

TIMEOUT = 30.0
LONGEST_WAIT = 3600.0
_AGAIN = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.CONFLICT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS}


class WebhookDelivery:
    """`bot.ports.Delivery` on web addresses; a destination's channel is the address."""

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None

    async def post(self, digest: Digest, key: str) -> str:
        """Send `{"key", "text", "digest"}`; the key comes back, as the receiver has no other name for it.

        Raises DeliveryError: permanent where the receiver says that it will not have it (4xx).
        """
        document = {"key": key, "text": as_text(digest), "digest": digest.model_dump(mode="json")}
        await self._send(digest.destination, document, key)
        return key

    async def find(self, destination: Destination, key: str, besides: str | None = None) -> str | None:
        """None: the receiver refuses a second one by its key."""
        return None

    async def remove(self, destination: Destination, message_id: str) -> None:
        """Nothing: there is one, under its key."""

    async def notify(self, notice: Notice, key: str) -> None:
        """Send `{"key", "text", "notice"}`."""
        document = {"key": key, "text": notice_text(notice), "notice": notice.model_dump(mode="json")}
        await self._send(notice.destination, document, key)

    async def close(self) -> None:
        """Hang up."""
        if self._session:
            await self._session.close()

    async def _send(self, destination: Destination, document: dict[str, Any], key: str) -> None:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT))
        headers = {"Idempotency-Key": key}
        try:
            async with self._session.post(
                destination.channel, json=document, headers=headers, allow_redirects=False
            ) as response:
                _refuse(response)
        except (aiohttp.InvalidURL, ValueError) as error:
            raise DeliveryError("The webhook's address cannot be read.", permanent=True) from error
        except (aiohttp.ClientError, TimeoutError) as error:
            raise DeliveryError(f"The webhook did not answer: {type(error).__name__}.") from error


def _refuse(response: aiohttp.ClientResponse) -> None:
    """Raise what the answer means, if it is not that the digest was taken."""
    status = response.status
    if status < HTTPStatus.MULTIPLE_CHOICES:
        return
    permanent = status < HTTPStatus.INTERNAL_SERVER_ERROR and status not in _AGAIN
    raise DeliveryError(
        f"The webhook answered with status {status}.",
        retry_after=_retry_after(response) if status == HTTPStatus.TOO_MANY_REQUESTS else None,
        permanent=permanent,
    )


def _retry_after(response: aiohttp.ClientResponse) -> float:
    asked = response.headers.get("Retry-After", "")
    return min(float(asked), LONGEST_WAIT) if asked.isdigit() else 1.0
