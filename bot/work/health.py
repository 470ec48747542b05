"""What a monitor asks a running process: `/metrics` for Prometheus, `/healthz` for whoever restarts it."""

from collections.abc import Callable
from typing import Any

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from bot.errors import ConfigError

Health = Callable[[], tuple[bool, dict[str, Any]]]
"""Whether the process is well, and what is to be told of it."""


class HealthServer:
    """Answers on one address, which should not be open to the world: nobody is asked who they are."""

    def __init__(self, health: Health, host: str, port: int) -> None:
        self._health = health
        self._host, self._port = host, port
        app = web.Application()
        app.add_routes([web.get("/metrics", self._metrics), web.get("/healthz", self._healthz)])
        self._runner = web.AppRunner(app, access_log=None)

    async def start(self) -> str:
        """Listen; the address. Raises ConfigError when that is taken."""
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._host, self._port).start()
        except OSError as error:
            await self._runner.cleanup()
            raise ConfigError(
                f"Nothing can listen on {self._host}:{self._port} ({error.strerror or error}). "
                "Choose another metrics.port, or 0 for none."
            ) from error
        host, port = self._runner.addresses[0][:2]
        return f"http://{host}:{port}"

    async def close(self) -> None:
        """Listen no more."""
        await self._runner.cleanup()

    async def _metrics(self, _request: web.Request) -> web.Response:
        return web.Response(body=generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def _healthz(self, _request: web.Request) -> web.Response:
        well, document = self._health()
        return web.json_response(
            {"status": "ok" if well else "failing"} | document, status=200 if well else 503
        )
