"""Why an item was considered and not told, in the words in which it is kept and shown."""

from collections.abc import Sequence

TOLD = "already told"
SAME_ARTICLE = "the same article came in another feed"
TOO_OLD = "too old"
NO_ROOM = "no room"
NOTHING_NEW = "nothing new since its story was told"
UNREAD = "its article could not be read"
OTHER_FEEDS = "it draws on other feeds"
LONG_AGO = "it came too long ago"
NO_DIGEST = "this channel has no digest that is due"

FINAL = frozenset({NO_ROOM, NOTHING_NEW, SAME_ARTICLE, TOLD})
"""With one of these, a digest has dealt with an item: only a revision makes it new again."""


def filtered(kept_out: str) -> str:
    """The reason of a filter ("exclude: sport"), as it is told: "filtered by 'sport'"."""
    kind, _, what = kept_out.partition(": ")
    match kind:
        case "exclude":
            return f"filtered by '{what}'"
        case "include":
            return f"filtered: it has {what}"
        case _:
            return f"filtered by {kind} '{what}'"


def paused(names: Sequence[str]) -> str:
    """Why a channel is told nothing that has digests: these rest."""
    if len(names) > 1:
        return f"the digests {' and '.join(names)} are paused: resume one, and this is in the next"
    return f"the digest {names[0]} is paused: resume it, and this is in the next one"


def failed(reason: str | None) -> str:
    """Why an article could not be read."""
    return f"{UNREAD}: {reason}" if reason else UNREAD
