"""`briefwire check` and `briefwire db`: whether all is in order, putting it there, and a copy of it."""

import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.progress import working
from bot.cli.running import at_the_desk, run
from bot.errors import BriefwireError

if TYPE_CHECKING:
    from bot.app import Desk

Check = Callable[["Desk"], Awaitable[str]]


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    database = typer.Typer(help="The database.", no_args_is_help=True)
    database.command()(upgrade)
    database.command()(backup)
    app.command()(check)
    app.add_typer(database, name="db")


def check() -> None:
    """Check settings, database, models and tokens, and say what to do about each failure."""
    from bot.config import own_file_place

    place = own_file_place()
    if place.is_file():
        typer.echo(f"ok    settings file: {place}")
    elif not os.environ.get("BRIEFWIRE_CONFIG"):  # one that was named must be there: loading it says so
        typer.echo(f"ok    settings file: {place} (not there: the defaults hold)")
    failures = at_the_desk(_check_all)  # wrong settings end here, in their own words
    if failures:
        raise BriefwireError(f"{failures} of the checks failed.")


async def _check_all(desk: "Desk") -> int:
    failures = 0
    typer.echo("ok    settings: every one is known and valid")
    checks: tuple[tuple[str, Check], ...] = (
        ("database", _check_database),
        ("models", _check_models),
        ("hosted model", _check_hosted),
        ("Slack", _check_slack),
        ("Discord", _check_discord),
    )
    for name, one in checks:
        try:
            with working(f"Checking {name}…"):
                outcome = f"ok    {name}: {await one(desk)}"
        except Exception as error:  # whatever is wrong with it, the next one is checked too
            failures += 1
            outcome = f"FAIL  {name}: {error or type(error).__name__}"
        typer.echo(outcome)
    return failures


async def _check_database(desk: "Desk") -> str:
    library = await desk.library()
    await library.check()
    return f"{library.place} is sound and up to date"


async def _check_models(desk: "Desk") -> str:
    """Put a sentence through each model."""
    from bot.engine.local.trial import try_models

    return await (await desk.compute()).run(try_models)


async def _check_hosted(desk: "Desk") -> str:
    """Load the prompts, and have the model write a little."""
    hosted = await desk.hosted()
    return await hosted.check() if hosted else "none is set up; the embedded engine writes"


async def _check_slack(desk: "Desk") -> str:
    """Ask Slack who the tokens are."""
    from bot.chat.slack.checking import check

    return await check(desk.settings.slack)


async def _check_discord(desk: "Desk") -> str:
    """Ask Discord whose the token is."""
    from bot.chat.discord.checking import check

    return await check(desk.settings.discord)


def upgrade() -> None:
    """Bring the database up to date."""
    from bot.config import load_settings
    from bot.store.library import upgrade as upgrade_store

    before, place = run(upgrade_store(load_settings().database_url))
    typer.echo(f"{place} is up to date ({f'it was version {before}' if before else 'it is new'}).")


def backup(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A new file for the copy.", show_default=False)
    ],
) -> None:
    """Copy the database into a new file, while everything goes on."""
    from bot.config import load_settings
    from bot.store.backup import backup as copy_store

    place = copy_store(load_settings().database_url, file)
    typer.echo(f"{file} is a copy of {place}.")
