"""`/digest` in the terminal chat: what the local user's digests would say, and why something was told."""

from collections.abc import Sequence

from bot.chat.desks import DigestDesk
from bot.chat.digest_view import show_digest
from bot.chat.layout import Page
from bot.chat.schedule_view import show_schedules
from bot.chat.trace_view import show_traces
from bot.model import Destination, Schedule

WORKSPACE = "local"
HERE = Destination(platform="terminal", channel="terminal")


async def answer_digest_command(digests: DigestDesk, rest: str, page: Page) -> None:
    """Answer `/digest REST`: "list", "why WORDS", the name of a digest, or nothing for the only one."""
    command, _, words = rest.partition(" ")
    schedules = await digests.schedules(WORKSPACE)
    if command == "why":
        show_traces(page, await digests.why_item(HERE, words))
    elif command == "list" or not schedules:
        await _list(digests, schedules, page)
    else:
        await _preview(digests, rest, schedules, page)


async def _list(digests: DigestDesk, schedules: Sequence[Schedule], page: Page) -> None:
    last = {}
    for schedule in schedules:
        for delivery in await digests.deliveries(WORKSPACE, 1, schedule.id):
            last[schedule.id] = delivery
    show_schedules(page, schedules, last)


async def _preview(digests: DigestDesk, name: str, schedules: Sequence[Schedule], page: Page) -> None:
    chosen = await digests.schedule(name, WORKSPACE) if name else None
    if name and chosen is None:
        page.line(f"There is no digest “{name}”: /digest list shows those there are.")
    elif chosen is None and len(schedules) > 1:
        page.line(f"Which one? There are {', '.join(each.plan.name for each in schedules)}.")
    else:
        schedule = chosen or schedules[0]
        digest = await digests.preview(schedule.id, WORKSPACE)
        show_digest(page, digest)
