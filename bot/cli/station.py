"""`briefwire run`: everything configured, in one process, until it is told to stop."""

import asyncio
import os
import signal
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.running import INTERRUPTED, at_the_desk, leave

if TYPE_CHECKING:
    from bot.app import Desk

ROLES = ("slack", "discord", "web", "worker")


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(run)


def run(
    only: Annotated[
        list[str] | None,
        typer.Option(
            "--only", metavar="ROLE", help="Only this role: slack, discord, web or worker; can be repeated."
        ),
    ] = None,
    http: Annotated[bool, typer.Option("--http", help="Slack over HTTP in place of a socket.")] = False,
    shards: Annotated[
        str | None,
        typer.Option("--shards", help='Which of Discord\'s shards: "8" is all of 8, "0-3/8" four of them.'),
    ] = None,
    metrics_port: Annotated[
        int | None,
        typer.Option(
            "--metrics-port", metavar="PORT", help="Where /metrics and /healthz listen; 0: nowhere."
        ),
    ] = None,
) -> None:
    """Run everything that is configured: feeds are read, digests posted, people answered.

    Ctrl-C (or SIGTERM) stops it in order; a second one at once.
    """
    if http:
        os.environ["BRIEFWIRE_SLACK__MODE"] = "http"
    if shards is not None:
        os.environ["BRIEFWIRE_DISCORD__SHARDS"] = shards
    if metrics_port is not None:
        os.environ["BRIEFWIRE_METRICS__PORT"] = str(metrics_port)
    unknown = [role for role in only or [] if role not in ROLES]
    if unknown:
        raise typer.BadParameter(f"there is no role {unknown[0]!r}: choose among {', '.join(ROLES)}.")

    async def command(desk: "Desk") -> None:
        await _run(desk, only or [])

    at_the_desk(command)


async def _run(desk: "Desk", roles: list[str]) -> None:
    from bot.station import Station

    stopping = asyncio.Event()
    _on_signals(stopping)
    station = Station(desk, roles)
    await station.start()
    where = f", monitored at {station.address}" if station.address else ""
    typer.echo(f"{station.node} runs as {', '.join(station.roles)}{where}. Ctrl-C stops it.", err=True)
    ended = asyncio.create_task(station.ended())
    await asyncio.wait({ended, asyncio.create_task(stopping.wait())}, return_when=asyncio.FIRST_COMPLETED)
    typer.echo("Stopping: what is being posted is finished first. Ctrl-C again ends it at once.", err=True)
    await station.stop()
    if ended.done():
        raise ended.result()
    ended.cancel()
    typer.echo("Stopped.", err=True)


def _on_signals(stopping: asyncio.Event) -> None:
    """The first signal asks for an orderly end, the second is obeyed at once."""

    def heard() -> None:
        if stopping.is_set():
            leave(INTERRUPTED)
        stopping.set()

    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, heard)
