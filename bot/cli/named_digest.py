"""Which digest a command means: by its name or id, or the only one there is."""

from typing import TYPE_CHECKING, Annotated

import typer

from bot.errors import InputError

if TYPE_CHECKING:
    from bot.digest.service import Digests
    from bot.model import Schedule

WORKSPACE = "local"

Name = Annotated[
    str | None, typer.Argument(metavar="NAME", help="Its name or id; needed where there are several.")
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]


async def named_digest(digests: "Digests", name: str | None) -> "Schedule":
    """The schedule of that name or id; without one, the only one there is.

    Raises InputError when there is none, or no single one.
    """
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
