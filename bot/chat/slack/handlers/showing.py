"""Showing a person's App Home, and again when something in it has changed."""

from bot.chat.slack.home import Home, home_view
from bot.chat.slack.surface import Surface
from bot.chat.slack.visit import Visit

_POSTS_LOOKED_AT = 40


async def refresh_home(surface: Surface, visit: Visit) -> None:
    """Publish the person's App Home anew."""
    client = await surface.client(visit)
    view = home_view(await home_of(surface, visit))
    await client.views_publish(user_id=visit.person, view=view)


async def home_of(surface: Surface, visit: Visit) -> Home:
    """What the person may see of what is set up: public channels, and what they set up themselves."""
    digests = await surface.desk.digests()
    schedules = [
        each
        for each in await digests.schedules(visit.team)
        if await surface.may_see(visit, each.destination.channel, each.created_by)
    ]
    followed = [
        each
        for each in await (await surface.desk.feeds()).followed(visit.team)
        if await surface.may_see(visit, each.subscription.destination.channel, each.subscription.created_by)
    ]
    own = {each.id for each in schedules}
    posts = [
        each
        for each in await digests.deliveries(visit.team, _POSTS_LOOKED_AT)
        if each.schedule_id in own or await surface.may_see(visit, each.destination.channel, None)
    ]
    return Home(schedules, followed, posts, {each.id: each.plan.name for each in schedules})
