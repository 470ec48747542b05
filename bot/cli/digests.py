"""`briefwire digest …`: what a digest would say, posting it now, and why something was told."""

from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import scheduling
from bot.cli.digest_options import To, destination_of
from bot.cli.documents import emit
from bot.cli.named_digest import WORKSPACE, Json, Name, named_digest
from bot.cli.posting import post
from bot.cli.progress import working
from bot.cli.running import at_the_desk, complain
from bot.errors import BriefwireError, InputError

if TYPE_CHECKING:
    from bot.app import Desk
    from bot.digest.service import Digests
    from bot.model import Destination, Digest


def add_to(app: typer.Typer) -> None:
    """Add the group of commands on digests."""
    digests = typer.Typer(help="Scheduled digests of what you follow.", no_args_is_help=True)
    changing = (scheduling.schedule, scheduling.edit, scheduling.pause, scheduling.resume, scheduling.delete)
    for command in (*changing, preview, now, why):
        digests.command()(command)
    digests.command(name="list")(scheduling.list_all)
    app.add_typer(digests, name="digest")


def preview(name: Name = None, json: Json = False) -> None:
    """Show exactly what would be posted now; nothing is posted."""

    async def command(desk: "Desk") -> None:
        digests = await desk.digests()
        with working("Composing…"):
            digest = await _previewed(digests, name)
        _show(digest, json)
        if not digest.stories and not await (await desk.feeds()).followed(WORKSPACE):
            complain("nothing is followed yet: `briefwire follow ADDRESS` follows a feed.")

    at_the_desk(command)


def now(name: Name = None, json: Json = False) -> None:
    """Post at once, besides the times of the schedule."""

    async def command(desk: "Desk") -> None:
        digests = await desk.digests()
        found = await named_digest(digests, name)
        key = await digests.post_now(found.id, WORKSPACE)
        with working("Composing…"):
            delivery = await post(desk, key)
        if json:
            emit(delivery.model_dump(mode="json"))
        elif delivery.state != "failed":
            from bot.chat.schedule_view import outcome_in_words

            typer.echo(f"{found.plan.name}: {outcome_in_words(delivery, found.plan.timing.zone)}", err=True)
        if delivery.state == "failed":
            raise BriefwireError(f"{found.plan.name} was not posted: {delivery.problem}")

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


async def _previewed(digests: "Digests", name: str | None) -> "Digest":
    """The digest that would be posted now; before any was scheduled, one of the usual kind."""
    from bot.cli.digest_options import unscheduled

    if name is None and not await digests.schedules(WORKSPACE):
        schedule = unscheduled()
        return await digests.compose(schedule, schedule.created_at, "preview")
    found = await named_digest(digests, name)
    return await digests.preview(found.id, WORKSPACE)


def _show(digest: "Digest", json: bool) -> None:
    if json:
        emit(digest.model_dump(mode="json"))
        return
    from bot.chat.digest_view import show_digest
    from bot.chat.layout import to_standard_output

    show_digest(to_standard_output(), digest)
