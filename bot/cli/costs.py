"""`briefwire costs`: what hosted models were used for, in tokens and, where prices are set, in money."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.documents import emit
from bot.cli.reading import Json
from bot.cli.running import at_the_desk

if TYPE_CHECKING:
    from bot.app import Desk
    from bot.config import OpenAISettings
    from bot.model import Used

_MILLION = 1_000_000


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(costs)


def costs(
    days: Annotated[int, typer.Option(min=1, max=3650, help="How many days back.")] = 30,
    json: Json = False,
) -> None:
    """Show what hosted models were used for, and what it cost."""

    async def command(desk: "Desk") -> None:
        account = await desk.costs()
        used = await account.table(datetime.now(UTC) - timedelta(days=days - 1))
        settings = desk.settings.openai
        if json:
            rows = [each.model_dump() | {"cost": cost_of(each, settings)} for each in used]
            emit({"days": days, "uses": rows, "cost": _total(used, settings)})
        else:
            _show(used, settings, days)

    at_the_desk(command)


def cost_of(used: "Used", settings: "OpenAISettings") -> float | None:
    """What a row cost by the prices set; None where none is."""
    if not settings.input_price and not settings.output_price:
        return None
    total = used.sent * settings.input_price + used.written * settings.output_price
    return round(total / _MILLION, 6)


def _total(used: Sequence["Used"], settings: "OpenAISettings") -> float | None:
    known = [cost for each in used if (cost := cost_of(each, settings)) is not None]
    return round(sum(known), 6) if known else None


def _show(used: Sequence["Used"], settings: "OpenAISettings", days: int) -> None:
    if not used:
        typer.echo(f"No hosted model was used in the last {days} days.")
        return
    for each in used:
        typer.echo(_line(each, cost_of(each, settings)))
    sent, written = sum(each.sent for each in used), sum(each.written for each in used)
    total = _total(used, settings)
    money = "" if total is None else f", {total:.4f} by the prices set"
    typer.echo(f"In {days} days: {sent:,} tokens sent, {written:,} written{money}.")


def _line(used: "Used", cost: float | None) -> str:
    parts: list[Any] = [used.day, used.workspace, used.task, used.model, f"{used.requests} requests"]
    parts += [f"{used.sent:,} sent", f"{used.written:,} written"]
    return " · ".join([*parts, *([] if cost is None else [f"{cost:.4f}"])])
