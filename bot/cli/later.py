"""Commands of the contract that are not built yet: they are listed, and say so."""

from collections.abc import Callable

import typer

from bot.errors import BriefwireError

NOT_YET = {
    "digest": "Scheduled digests (not built yet).",
}


def add_to(app: typer.Typer) -> None:
    """Add a command for each; whatever arguments it is given, it says that it does not exist yet."""
    anything = {"allow_extra_args": True, "ignore_unknown_options": True}
    for name, description in NOT_YET.items():
        app.command(name, help=description, context_settings=anything)(_refusal(name))


def _refusal(name: str) -> Callable[[typer.Context], None]:
    def refuse(context: typer.Context) -> None:
        raise BriefwireError(
            f"`briefwire {name}` is not built yet: so far there are extract, brief, ask, chat, demo, check, "
            "follow, feeds and poll."
        )

    return refuse
