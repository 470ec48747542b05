"""The HTTP mode: Slack calls us, through any proxy; what it has not signed within five minutes is refused."""

import time

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_sdk.signature import SignatureVerifier

from bot.chat.slack.oauth import INSTALL_PATH, REDIRECT_PATH
from bot.log import event_log

EVENTS_PATH = "/slack/events"
LARGEST_CALL = 1_000_000
"""Bytes; Slack's own calls are far smaller."""

_FRESH = 300


class HttpServer:
    """Listens where the settings say, once started."""

    def __init__(self, host: str, port: int) -> None:
        self._host = host
        self._port = port
        self._app = web.Application(client_max_size=LARGEST_CALL)
        self._runner: web.AppRunner | None = None

    def serve_events(self, bolt: AsyncApp, signing_secret: str) -> None:
        """Take Slack's calls: events, commands, clicks, windows."""
        verifier = SignatureVerifier(signing_secret)

        async def take(request: web.Request) -> web.Response:
            body = await request.text()
            reason = _refused(verifier, request, body)
            if reason:
                event_log().warning("slack_call_refused", reason=reason, peer=request.remote)
                return web.json_response({"error": "invalid request"}, status=401)
            return await to_aiohttp_response(await bolt.async_dispatch(await to_bolt_request(request)))

        self._app.router.add_post(EVENTS_PATH, take)

    def serve_installation(self, flow: AsyncOAuthFlow) -> None:
        """Take whoever wants to install the app."""

        async def install(request: web.Request) -> web.Response:
            return await to_aiohttp_response(await flow.handle_installation(await to_bolt_request(request)))

        async def callback(request: web.Request) -> web.Response:
            told = await flow.handle_callback(await to_bolt_request(request))
            if told.status >= 400:
                event_log().warning("slack_installation_refused", status=told.status, peer=request.remote)
            return await to_aiohttp_response(told)

        self._app.router.add_get(INSTALL_PATH, install)
        self._app.router.add_get(REDIRECT_PATH, callback)

    async def start(self) -> int:
        """Begin to listen; the port, which is a free one where the settings say 0."""
        self._runner = web.AppRunner(self._app, access_log=None, handle_signals=False)
        await self._runner.setup()
        site = web.TCPSite(self._runner, self._host, self._port)
        await site.start()
        return int(self._runner.addresses[0][1])

    async def close(self) -> None:
        """Listen no more."""
        if self._runner:
            await self._runner.cleanup()


def _refused(verifier: SignatureVerifier, request: web.Request, body: str) -> str | None:
    """Why a call is not taken for Slack's; None if it is."""
    stamp = request.headers.get("X-Slack-Request-Timestamp", "")
    signature = request.headers.get("X-Slack-Signature", "")
    if not stamp or not signature:
        return "unsigned"
    if not stamp.isdigit() or abs(time.time() - int(stamp)) > _FRESH:
        return "stale"
    return None if verifier.is_valid(body, stamp, signature) else "forged"
