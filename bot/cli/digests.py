"""`briefwire digest …`: scheduled digests of the local user, posted here, into a file or to a webhook."""

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
from bot.cli.posting import post
from bot.cli.progress import working
from bot.cli.running import at_the_desk
from bot.errors import BriefwireError, InputError

if TYPE_CHECKING:
    from bot.app import Desk
    from bot.digest.service import Digests
    from bot.model import Delivered, Destination, Digest, Schedule

WORKSPACE = "local"
SHOWN_TIMES = 3

Name = Annotated[
    str | None, typer.Argument(metavar="NAME", help="Its name or id; needed where there are several.")
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]


def add_to(app: typer.Typer) -> None:
    """Add the group of commands on digests."""
    digests = typer.Typer(help="Scheduled digests of what you follow.", no_args_is_help=True)
    for command in (schedule, edit, pause, resume, delete, preview, now, why):
        digests.command()(command)
    digests.command(name="list")(list_all)
    app.add_typer(digests, name="digest")


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
        found = await _the(digests, name)
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


def preview(name: Name = None, json: Json = False) -> None:
    """Show exactly what would be posted now; nothing is posted."""

    async def command(desk: "Desk") -> None:
        digests = await desk.digests()
        with working("Composing…"):
            digest = await _previewed(digests, name)
        _show(digest, json)

    at_the_desk(command)


def now(name: Name = None, json: Json = False) -> None:
    """Post at once, besides the times of the schedule."""

    async def command(desk: "Desk") -> None:
        digests = await desk.digests()
        found = await _the(digests, name)
        key = await digests.post_now(found.id, WORKSPACE)
        with working("Composing…"):
            delivery = await post(desk, key)
        if json:
            emit(delivery.model_dump(mode="json"))
        else:
            from bot.chat.schedule_view import outcome_in_words

            typer.echo(f"{found.plan.name}: {outcome_in_words(delivery, found.plan.timing.zone)}", err=True)
        if delivery.state == "failed":
            raise BriefwireError(f"It was not posted: {delivery.problem}")

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
        found = await _the(digests, name)
        await digests.delete(found.id, WORKSPACE)
        typer.echo(f"{found.plan.name} is deleted.")

    at_the_desk(command)


def why(
    words: Annotated[
        str | None, typer.Argument(metavar="WORDS", help="Words of a headline, or a link.")
    ] = None,
    message: Annotated[
        str | None, typer.Option("--message", metavar="ID", help="The id of a posted message.")
    ] = None,
    to: To = None,
    json: Json = False,
) -> None:
    """Say why something was told, or was not: feed, filter, story, schedule, attempt."""
    if (words is None) == (message is None):
        raise typer.BadParameter("Give either WORDS or --message ID.")

    async def command(desk: "Desk") -> None:
        digests = await desk.digests()
        destination = await _told_place(digests, to)
        if message is not None:
            traces = await digests.why(destination, message)
        else:
            traces = await digests.why_item(destination, words or "")
        if json:
            emit({"traces": [trace.model_dump(mode="json") for trace in traces]})
            return
        from bot.chat.layout import to_standard_output
        from bot.chat.trace_view import show_traces

        show_traces(to_standard_output(), traces, await _zone_at(digests, destination))

    at_the_desk(command)


def _change(name: str | None, json: bool, change: Callable[["Digests", str], Awaitable["Schedule"]]) -> None:
    async def command(desk: "Desk") -> None:
        digests = await desk.digests()
        found = await _the(digests, name)
        await _confirm(digests, await change(digests, found.id), json)

    at_the_desk(command)


async def _told_place(digests: "Digests", to: str | None) -> "Destination":
    """Where `--to` says; else the one place that digests go to. Raises InputError if they are several."""
    from bot.chat.schedule_view import place_in_words

    places = set() if to else {each.destination for each in await digests.schedules(WORKSPACE)}
    if len(places) > 1:
        named = ", ".join(sorted(map(place_in_words, places)))
        raise InputError(f"Which place? Digests go to {named}: say which with --to.")
    return places.pop() if places else destination_of(to)


async def _zone_at(digests: "Digests", destination: "Destination") -> str:
    """The zone of the first digest that goes there; this machine's where none does."""
    from bot.cli.digest_options import own_zone

    schedules = await digests.schedules(WORKSPACE, destination)
    return schedules[0].plan.timing.zone if schedules else own_zone()


async def _the(digests: "Digests", name: str | None) -> "Schedule":
    """The schedule of that name or id; without one, the only one there is."""
    if name is not None:
        found = await digests.schedule(name, WORKSPACE)
        if found is None:
            raise InputError(f'There is no digest "{name}": `briefwire digest list` shows those there are.')
        return found
    schedules = await digests.schedules(WORKSPACE)
    if not schedules:
        raise InputError("There is no digest yet: briefwire digest schedule morning --at 08:00")
    if len(schedules) > 1:
        names = ", ".join(each.plan.name for each in schedules)
        raise InputError(f"Which one? There are {names}.")
    return schedules[0]


async def _previewed(digests: "Digests", name: str | None) -> "Digest":
    """The digest that would be posted now; before any was scheduled, one of the usual kind."""
    from bot.cli.digest_options import unscheduled

    if name is None and not await digests.schedules(WORKSPACE):
        schedule = unscheduled()
        return await digests.compose(schedule, schedule.created_at, "preview")
    found = await _the(digests, name)
    return await digests.preview(found.id, WORKSPACE)


async def _last(digests: "Digests", schedule: "Schedule") -> "Delivered | None":
    found = await digests.deliveries(WORKSPACE, 1, schedule.id)
    return found[0] if found else None


def _show(digest: "Digest", json: bool) -> None:
    if json:
        emit(digest.model_dump(mode="json"))
        return
    from bot.chat.digest_view import show_digest
    from bot.chat.layout import to_standard_output

    show_digest(to_standard_output(), digest)


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
