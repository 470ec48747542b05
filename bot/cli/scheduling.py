"""`briefwire digest schedule …`: digests of the local user set up, changed, listed and ended."""

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.digest_options import (
    AlertMinutes,
    AlertSources,
    At,
    Cron,
    Exclude,
    Feeds,
    Include,
    Languages,
    LengthOption,
    On,
    SayNothing,
    Sources,
    To,
    ToneOption,
    Topics,
    Zone,
    changed_plan,
    destination_of,
    given,
    new_plan,
)
from bot.cli.documents import emit
from bot.cli.named_digest import WORKSPACE, Json, Name, named_digest
from bot.cli.running import at_the_desk

if TYPE_CHECKING:
    from bot.app import Desk
    from bot.digest.service import Digests
    from bot.model import Delivered, Schedule

SHOWN_TIMES = 3


def schedule(
    name: Annotated[str, typer.Argument(metavar="NAME", help='What it is called, such as "morning".')],
    at: At = None,
    on: On = None,
    cron: Cron = None,
    zone: Zone = None,
    to: To = None,
    feeds: Feeds = None,
    topics: Topics = None,
    include: Include = None,
    exclude: Exclude = None,
    sources: Sources = None,
    languages: Languages = None,
    length: LengthOption = None,
    tone: ToneOption = None,
    say_nothing_new: SayNothing = None,
    alert_sources: AlertSources = None,
    alert_minutes: AlertMinutes = None,
    json: Json = False,
) -> None:
    """Schedule a digest: times of day with --at and --on, or a cron line with --cron."""
    options = given(locals())
    destination = destination_of(to)

    async def command(desk: "Desk") -> None:
        plan = new_plan(name, options)
        digests = await desk.digests()
        await _confirm(digests, await digests.create(plan, destination), json)

    at_the_desk(command)


def edit(
    name: Name = None,
    rename: Annotated[str | None, typer.Option("--name", metavar="NEW", help="Another name.")] = None,
    at: At = None,
    on: On = None,
    cron: Cron = None,
    zone: Zone = None,
    feeds: Feeds = None,
    topics: Topics = None,
    include: Include = None,
    exclude: Exclude = None,
    sources: Sources = None,
    languages: Languages = None,
    length: LengthOption = None,
    tone: ToneOption = None,
    say_nothing_new: SayNothing = None,
    alert_sources: AlertSources = None,
    alert_minutes: AlertMinutes = None,
    json: Json = False,
) -> None:
    """Change what is given; the rest stays. An empty list ("") takes a list away.

    Where it is posted stays, too: for another place, schedule another digest.
    """
    options = given(locals())

    async def command(desk: "Desk") -> None:
        digests = await desk.digests()
        found = await named_digest(digests, name)
        plan = changed_plan(found.plan, rename, options)
        await _confirm(digests, await digests.edit(found.id, WORKSPACE, plan), json)

    at_the_desk(command)


def list_all(json: Json = False) -> None:
    """List digests with their next times and how the last one went."""

    async def command(desk: "Desk") -> None:
        digests = await desk.digests()
        schedules = await digests.schedules(WORKSPACE)
        last = {each.id: row for each in schedules if (row := await _last(digests, each))}
        if json:
            emit({"schedules": [_listed(each, last.get(each.id)) for each in schedules]})
            return
        from bot.chat.layout import to_standard_output
        from bot.chat.schedule_view import show_schedules

        show_schedules(to_standard_output(), schedules, last)

    at_the_desk(command)


def pause(name: Name = None, json: Json = False) -> None:
    """Post nothing until it is resumed."""
    _change(name, json, lambda digests, schedule_id: digests.pause(schedule_id, WORKSPACE))


def resume(name: Name = None, json: Json = False) -> None:
    """Go on; what came meanwhile is in the next digest."""
    _change(name, json, lambda digests, schedule_id: digests.resume(schedule_id, WORKSPACE))


def delete(name: Annotated[str, typer.Argument(metavar="NAME", help="Its name or id.")]) -> None:
    """End a digest; the account of what it posted stays."""

    async def command(desk: "Desk") -> None:
        digests = await desk.digests()
        found = await named_digest(digests, name)
        await digests.delete(found.id, WORKSPACE)
        typer.echo(f"{found.plan.name} is deleted.")

    at_the_desk(command)


def _change(name: str | None, json: bool, change: Callable[["Digests", str], Awaitable["Schedule"]]) -> None:
    async def command(desk: "Desk") -> None:
        digests = await desk.digests()
        found = await named_digest(digests, name)
        await _confirm(digests, await change(digests, found.id), json)

    at_the_desk(command)


async def _last(digests: "Digests", schedule: "Schedule") -> "Delivered | None":
    found = await digests.deliveries(WORKSPACE, 1, schedule.id)
    return found[0] if found else None


async def _confirm(digests: "Digests", schedule: "Schedule", json: bool) -> None:
    """Say what was understood, and the next times."""
    from datetime import UTC, datetime

    times: Sequence[Any] = ()
    if not schedule.paused:
        times = digests.upcoming(schedule.plan.timing, SHOWN_TIMES, datetime.now(UTC))
    if json:
        emit(_listed(schedule, None) | {"upcoming": [at.isoformat() for at in times]})
        return
    from bot.chat.layout import to_standard_output
    from bot.chat.schedule_view import show_schedule

    feeds = await digests.feed_names(schedule.destination)
    show_schedule(to_standard_output(), schedule, times, feeds)


def _listed(schedule: "Schedule", last: "Delivered | None") -> dict[str, Any]:
    shown: dict[str, Any] = schedule.model_dump(mode="json")
    return shown | {"last": last.model_dump(mode="json") if last else None}
