"""`briefwire slack …`: the manifest of the app, and the keys that tokens of workspaces are sealed with."""

from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.running import at_the_desk

if TYPE_CHECKING:
    from bot.app import Desk

_PLACEHOLDER = "https://news.example.org"


def add_to(app: typer.Typer) -> None:
    """Add the group."""
    slack = typer.Typer(no_args_is_help=True, help="Slack's manifest and keys.")
    app.add_typer(slack, name="slack")
    for command in (manifest, key, reseal):
        slack.command()(command)


def manifest(
    address: Annotated[
        str, typer.Option("--http", metavar="ADDRESS", help="For HTTP mode, reached at this address.")
    ] = "",
) -> None:
    """Print the manifest that makes the Slack app in one paste."""
    from bot.resources import resource

    name = "slack-manifest-http" if address else "slack-manifest"
    text = resource(f"config/{name}.yaml").read_text(encoding="utf-8")
    typer.echo(text.replace(_PLACEHOLDER, address.rstrip("/")) if address else text, nl=False)


def key() -> None:
    """Print a new key for BRIEFWIRE_SLACK__ENCRYPTION_KEYS."""
    from bot.chat.slack.sealing import new_key

    typer.echo(new_key())


def reseal() -> None:
    """Seal all stored tokens with the first of the keys, so that the others can be taken away."""

    async def command(desk: "Desk") -> int:
        from bot.chat.slack.sealing import Seal

        seal = Seal(desk.settings.slack.encryption_keys)
        return await (await desk.slack()).reseal(seal.again)

    count = at_the_desk(command)
    typer.echo(f"{count} token{'' if count == 1 else 's'} sealed with the first key.")
