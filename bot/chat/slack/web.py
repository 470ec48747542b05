"""Clients of the Web API: how long they wait, and what they try again.

slack-sdk tries again after every lost connection, which could post a message twice: here calls that make
something are tried again only when Slack says that it did not take them (429).
"""

import logging

import aiohttp
from pydantic import SecretStr
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
)
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import DeliveryError

TIMEOUT = 30
WAITS_FOR_A_LIMIT = 4
"""How often one call waits as Slack asks it to before it gives up."""

_MAKES_SOMETHING = (
    "chat.postMessage",
    "chat.postEphemeral",
    "chat.startStream",
    "chat.appendStream",
    "files.completeUploadExternal",
    "oauth.v2.access",
)

SlackTrouble = (SlackClientError, aiohttp.ClientError, OSError, TimeoutError)
"""What calls of the Web API raise when they fail."""

SILENT = logging.getLogger("bot.chat.slack.sdk")
"""What the SDK logs holds texts of messages; what matters of it is told by us (`bot.log`)."""
SILENT.addHandler(logging.NullHandler())
SILENT.propagate = False
SILENT.setLevel(logging.CRITICAL)


class LostConnection(AsyncConnectionErrorRetryHandler):
    """Tries again what can be said twice."""

    async def _can_retry_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        if request.url.endswith(_MAKES_SOMETHING):
            return False
        return await super()._can_retry_async(state=state, request=request, response=response, error=error)


def session() -> aiohttp.ClientSession:
    """Connections that all clients share."""
    return aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT))


def client(
    base_url: str, token: str | SecretStr, connections: aiohttp.ClientSession, *, patient: bool = True
) -> AsyncWebClient:
    """A client of one workspace; a `patient` one waits as long as Slack asks it to and calls again."""
    handlers: list[AsyncRetryHandler] = [LostConnection(max_retry_count=2)]
    if patient:
        handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=WAITS_FOR_A_LIMIT))
    return AsyncWebClient(
        token=token.get_secret_value() if isinstance(token, SecretStr) else token,
        base_url=base_url if base_url.endswith("/") else f"{base_url}/",
        session=connections,
        retry_handlers=handlers,
        logger=SILENT,
    )


def app_token_refused(error: SlackApiError) -> str:
    """What to do when Slack refuses the token of the socket."""
    return (
        f"Slack refuses the app-level token ({code_of(error)}): make one with the scope "
        "connections:write and set BRIEFWIRE_SLACK__APP_TOKEN to it."
    )


def unreachable(base_url: str) -> DeliveryError:
    """Slack does not answer at all."""
    return DeliveryError(f"Slack cannot be reached at {base_url}: check the network, then start again.")


def code_of(error: SlackApiError) -> str:
    """What Slack calls the error ("not_in_channel")."""
    return str(error.response.get("error", "unknown_error"))
