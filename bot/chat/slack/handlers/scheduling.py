"""Digests: planning, changing, previewing, posting now, and why something was told."""

from collections.abc import Mapping, Sequence
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.chat.slack.digest_blocks import digest_blocks, digest_fallback
from bot.chat.slack.digest_windows import plan_in, planned_blocks, zones_like
from bot.chat.slack.handlers.showing import refresh_home
from bot.chat.slack.modals import Meta, Window, filled, meta_of, paged, saying, window
from bot.chat.slack.replies import Message, words
from bot.chat.slack.rich import Block, line, link, listed, text
from bot.chat.slack.surface import Surface
from bot.chat.slack.visit import Visit, of_interaction
from bot.chat.slack.windows import open_digest, open_digest_again
from bot.chat.slack.wording import trace_lines
from bot.errors import InputError
from bot.model import Destination, Plan, Schedule, Trace

_GONE = "This digest is not there any more: /digest list shows those that are."


def register(app: AsyncApp, surface: Surface) -> None:
    """Register the buttons and the window of digests."""
    _register_opening(app, surface)
    _register_window(app, surface)
    for verb in ("pause", "resume", "delete", "now"):
        _register_change(app, surface, verb)

    @app.action("digest:preview")
    async def on_preview(ack: AsyncAck, body: Mapping[str, Any]) -> None:
        await ack()

        async def work(visit: Visit, opened: Window) -> None:
            message = await preview(surface, visit, _value(body))
            kept = [block for block in message.blocks if block["type"] != "actions"]
            await opened.show(paged("Preview", kept, Meta(channel=visit.channel), 0))

        view = saying("Preview", "Composing…")
        surface.begin_window(of_interaction(body), body["trigger_id"], view, work, "preview")

    @app.action("story:why")
    async def on_why(ack: AsyncAck, body: Mapping[str, Any]) -> None:
        await ack()

        async def work(visit: Visit, opened: Window) -> None:
            digests = await surface.desk.digests()
            traces = await digests.why(visit.destination, visit.ts or "")
            wanted = [trace for trace in traces if trace.item.id == _value(body)] or traces
            await opened.show(paged("Why this?", why_blocks(wanted), Meta(channel=visit.channel), 0))

        view = saying("Why this?", "One moment…")
        surface.begin_window(of_interaction(body), body["trigger_id"], view, work, "why")


def _register_opening(app: AsyncApp, surface: Surface) -> None:
    @app.action("home:digest")
    async def on_new(ack: AsyncAck, body: Mapping[str, Any]) -> None:
        await ack()
        visit = of_interaction(body)

        async def work(placed: Visit) -> None:
            await open_digest(surface, placed, body["trigger_id"])

        surface.begin(visit, work, surface.to_person(visit), "new digest", counted=False)

    @app.action("digest:edit")
    async def on_edit(ack: AsyncAck, body: Mapping[str, Any]) -> None:
        await ack()
        visit = of_interaction(body)

        async def work(placed: Visit) -> None:
            await open_digest_again(surface, placed, body["trigger_id"], _value(body))

        surface.begin(visit, work, surface.to_person(visit), "edit digest", counted=False)

    @app.options("zone")
    async def on_zone(ack: AsyncAck, body: Mapping[str, Any]) -> None:
        await ack(options=zones_like(str(body.get("value", ""))))


def _register_window(app: AsyncApp, surface: Surface) -> None:
    @app.view("digest")
    async def on_planned(ack: AsyncAck, body: Mapping[str, Any]) -> None:
        state = body["view"]["state"]["values"]
        plan, errors = plan_in(state, await surface.desk.digests())
        if plan is None:
            await ack(response_action="errors", errors=errors)
            return
        await ack(response_action="update", view=saying("Digest", "Saving…"))
        visit = of_interaction(body)

        async def work(person: Visit) -> None:
            meta = meta_of(body["view"])
            schedule = await _saved(surface, person, plan, meta, filled(state, "channel"))
            opened = Window(await surface.client(person), body["view"]["id"])
            blocks = planned_blocks(schedule, await surface.desk.digests())
            await opened.show(window("done", "Digest", blocks, meta))
            await refresh_home(surface, person)

        async def tell(said: str) -> None:
            await Window(await surface.client(visit), body["view"]["id"]).show(saying("Digest", said))

        surface.begin(visit, work, tell, "digest")


def _register_change(app: AsyncApp, surface: Surface, verb: str) -> None:
    @app.action(f"digest:{verb}")
    async def on_change(ack: AsyncAck, body: Mapping[str, Any]) -> None:
        await ack()
        visit = of_interaction(body)

        async def work(placed: Visit) -> None:
            said = await change(surface, placed, verb, _value(body))
            await surface.direct(placed, words(said))
            await refresh_home(surface, placed)

        surface.begin(visit, work, surface.to_person(visit), verb)


async def change(surface: Surface, visit: Visit, verb: str, schedule_id: str) -> str:
    """Pause, resume, delete a digest, or post it now; what is said of it."""
    digests = await surface.desk.digests()
    schedule = await digests.schedule(schedule_id, visit.team)
    if schedule is None:
        raise InputError(_GONE)
    await surface.let_manage(visit, schedule.created_by)
    name = schedule.plan.name
    match verb:
        case "pause":
            await digests.pause(schedule.id, visit.team)
            return f"“{name}” is paused. What comes meanwhile is in the next digest after it goes on."
        case "resume":
            await digests.resume(schedule.id, visit.team)
            return f"“{name}” goes on."
        case "delete":
            await digests.delete(schedule.id, visit.team)
            return f"“{name}” is deleted."
        case _:
            await digests.post_now(schedule.id, visit.team)
            return f"“{name}” is being posted."


async def named(surface: Surface, visit: Visit, name: str) -> Schedule:
    """A digest by its name, as far as this person may see it; raises InputError when there is none."""
    wanted = name.strip().strip("“”\"'").casefold()
    for schedule in await visible_digests(surface, visit):
        if wanted in {schedule.id, schedule.plan.name.casefold()}:
            return schedule
    raise InputError(f"There is no digest called “{name.strip()[:100]}”: /digest list shows those that are.")


async def visible_digests(
    surface: Surface, visit: Visit, *, here: Destination | None = None
) -> Sequence[Schedule]:
    """Digests, as far as this person may see them."""
    return [
        each
        for each in await (await surface.desk.digests()).schedules(visit.team, here)
        if await surface.may_see(visit, each.destination.channel, each.created_by)
    ]


async def preview(surface: Surface, visit: Visit, schedule_id: str) -> Message:
    """Exactly what would be posted now."""
    digests = await surface.desk.digests()
    schedule = await digests.schedule(schedule_id, visit.team)
    if schedule is None or not await surface.may_see(
        visit, schedule.destination.channel, schedule.created_by
    ):
        raise InputError(_GONE)
    digest = await digests.preview(schedule.id, visit.team)
    return Message(digest_fallback(digest), digest_blocks(digest))


async def show_why_item(surface: Surface, visit: Visit, sought: str) -> Message:
    """Why items with these words were told in this channel, or were not."""
    traces = await (await surface.desk.digests()).why_item(visit.destination, sought)
    if not traces:
        raise InputError("Nothing with these words has come in for this channel.")
    return Message("Why this was told, or was not.", why_blocks(traces[:10]))


def why_blocks(traces: Sequence[Trace]) -> list[Block]:
    """Each item with every step on its way."""
    blocks: list[Block] = []
    for trace in traces:
        title = trace.item.entry.title or trace.item.entry.url or "Untitled"
        told = "was told" if trace.told else "was not told"
        first = line(link(title, trace.item.entry.url, bold=True), text(f" {told}"))
        steps = [line(text(each)) for each in trace_lines(trace)]
        blocks += listed("", [first, *steps])
    return blocks or listed("", [line(text("Nothing is known of this any more."))])


async def _saved(surface: Surface, visit: Visit, plan: Plan, meta: Meta, channel: str) -> Schedule:
    digests = await surface.desk.digests()
    if meta.subject:
        known = await digests.schedule(meta.subject, visit.team)
        if known is None:
            raise InputError(_GONE)
        await surface.let_manage(visit, known.created_by)
        return await digests.edit(known.id, visit.team, plan)
    await surface.let_manage(visit, is_new=True)
    destination = Destination(platform="slack", workspace=visit.team, channel=channel)
    return await digests.create(plan, destination, by=visit.person)


def _value(body: Mapping[str, Any]) -> str:
    return str(body["actions"][0].get("value", ""))
