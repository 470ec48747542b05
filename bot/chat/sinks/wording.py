"""A digest and a notice as plain text."""

from collections.abc import Iterator

from bot.chat.plain import one_line
from bot.model import Digest, Notice, Story


def as_text(digest: Digest) -> str:
    """The digest as lines, its headline first."""
    return "\n".join(_lines(digest))


def notice_text(notice: Notice) -> str:
    """What happened to what, in one line."""
    return one_line(f"{notice.subject}: {notice.problem}")


def _lines(digest: Digest) -> Iterator[str]:
    yield one_line(f"{digest.name} · {digest.due_at:%d %B %Y, %H:%M} UTC")
    if digest.missed:
        yield f"(for {digest.missed + 1} times: nothing ran at the earlier ones)"
    if not digest.stories:
        yield "Nothing new."
    for story in digest.stories:
        yield ""
        yield from _story(story)
    if digest.more:
        yield ""
        yield f"and {digest.more} more"


def _story(story: Story) -> Iterator[str]:
    yield one_line(("Update: " if story.is_update else "") + story.headline)
    for statement in (*story.statements, *story.changed):
        yield f"  {one_line(statement.text)}"
    for difference in story.differences:
        sides = "; ".join(f"{', '.join(side.outlets)}: {side.text}" for side in difference.sides)
        yield f"  {one_line(sides)}"
    for report in story.reports:
        yield one_line(f"  {report.outlet}{f': {report.url}' if report.url else ''}")
