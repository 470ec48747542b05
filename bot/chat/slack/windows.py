"""Opening the windows of feeds and digests, filled with what is known."""

from dataclasses import replace

from bot.chat.slack.digest_windows import digest_window
from bot.chat.slack.feed_windows import feed_window, import_window
from bot.chat.slack.modals import Meta, Window, open_window
from bot.chat.slack.surface import Surface
from bot.chat.slack.visit import Visit
from bot.errors import InputError


async def open_feed(surface: Surface, visit: Visit, trigger: str) -> Window:
    """The form for a feed."""
    return await open_window(await surface.client(visit), trigger, feed_window(_at(visit)))


async def open_import(surface: Surface, visit: Visit, trigger: str) -> Window:
    """The form for an OPML file."""
    return await open_window(await surface.client(visit), trigger, import_window(_at(visit)))


async def open_digest(surface: Surface, visit: Visit, trigger: str) -> Window:
    """The form for a digest, in the person's own zone."""
    client = await surface.client(visit)
    zone = (await surface.person(visit)).zone
    followed = await (await surface.desk.feeds()).followed(visit.team)
    seen = [
        each
        for each in followed
        if await surface.may_see(visit, each.subscription.destination.channel, each.subscription.created_by)
    ]
    return await open_window(client, trigger, digest_window(_at(visit), zone, seen))


async def open_digest_again(surface: Surface, visit: Visit, trigger: str, schedule_id: str) -> Window:
    """The form for a digest that there is."""
    schedule = await (await surface.desk.digests()).schedule(schedule_id, visit.team)
    if schedule is None:
        raise InputError("This digest is not there any more: /digest list shows those that are.")
    await surface.let_manage(visit, schedule.created_by)
    followed = await (await surface.desk.feeds()).followed(visit.team, schedule.destination)
    meta = replace(_at(visit), subject=schedule.id)
    view = digest_window(meta, schedule.plan.timing.zone, followed, schedule.plan)
    return await open_window(await surface.client(visit), trigger, view)


def _at(visit: Visit) -> Meta:
    return Meta(channel="" if visit.kind in {"direct", "nowhere"} else visit.channel)
