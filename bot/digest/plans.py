"""A plan checked before it is put to work: everything that could be wrong with it, in a sentence."""

import difflib
from collections.abc import Sequence

from bot.digest.timing import checked
from bot.errors import InputError
from bot.ground.wanted import sound
from bot.model import Feed, Plan

LONGEST_NAME = 80
MOST_MINUTES = 24 * 60


def checked_plan(plan: Plan, followed: Sequence[Feed]) -> Plan:
    """The plan as it is stored: feeds by their ids, timing and filter in one spelling; raises InputError.

    A feed may be named by its id, its address or its title.
    """
    name = " ".join(plan.name.split())
    if not name:
        raise InputError('The digest has no name: give one, such as "morning".')
    if len(name) > LONGEST_NAME:
        raise InputError(f"The digest's name has {len(name)} characters; at most {LONGEST_NAME} are shown.")
    if plan.alert and plan.alert.sources < 2:
        raise InputError("An alert needs at least 2 independent sources.")
    if plan.alert and not 1 <= plan.alert.minutes <= MOST_MINUTES:
        raise InputError(f"An alert looks at 1 to {MOST_MINUTES} minutes, not {plan.alert.minutes}.")
    return plan.model_copy(
        update={
            "name": name,
            "timing": checked(plan.timing),
            "filter": sound(plan.filter),
            "topics": tuple(dict.fromkeys(filter(None, (" ".join(t.split()) for t in plan.topics)))),
            "feeds": tuple(dict.fromkeys(_feed_id(named, followed) for named in plan.feeds)),
        }
    )


def _feed_id(named: str, followed: Sequence[Feed]) -> str:
    wanted = named.strip().casefold()
    names = {
        name.casefold(): (feed, name) for feed in followed for name in (feed.id, feed.url, feed.title or "")
    }
    if wanted and wanted in names:
        return names[wanted][0].id
    near = difflib.get_close_matches(wanted, names, n=1)
    hint = "Follow it first, or leave the feeds out: all are used."
    if near:
        hint = f'Did you mean "{names[near[0]][1]}"?'
    raise InputError(f'This channel follows no feed "{named}". {hint}')
