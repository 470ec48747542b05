"""What a channel was told before, over all of its digests. Pure."""

from collections.abc import Sequence

from bot.model import Digest, Story

Text = tuple[str, str | None]
"""An article's id, and the hash of one text of it; None for its first."""


def stories_told(digests: Sequence[Digest]) -> dict[str, Story]:
    """By id, each story as it was last told, but with all the sentences that were ever told of it.

    `digests` are the oldest first. Without the older sentences the digest after next would tell them anew.
    """
    found: dict[str, Story] = {}
    for story in (story for digest in digests for story in digest.stories):
        said = found[story.id].statements if story.id in found else ()
        found[story.id] = story.model_copy(update={"statements": (*said, *story.statements)})
    return found


def texts_told(digests: Sequence[Digest]) -> dict[str, Text]:
    """By item and by article, which text of an article the channel was told of last."""
    reports = [report for digest in digests for story in digest.stories for report in story.reports]
    return {
        key: (report.article_id, report.version)
        for report in reports
        if report.version
        for key in (report.item_id, report.article_id)
    }
