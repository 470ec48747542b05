"""The `briefwire` command: its global options, its groups of commands, and how it ends."""

import contextlib
import os
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from bot import __version__
from bot.cli import (
    asking,
    care,
    costs,
    digests,
    following,
    polling,
    reading,
    showing,
    slack,
    station,
    talking,
)
from bot.cli.running import FAILED, INTERRUPTED, complain, guarded, leave
from bot.log import silence_libraries

app = typer.Typer(
    name="briefwire",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich" if sys.stdout and sys.stdout.isatty() else None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Articles in, briefs and answers out, with the sentence behind every word.",
    epilog="SOURCE is a web address, a file (.html, .txt, .md, .pdf), or - for standard input.",
)
for group in (showing, reading, asking, talking, following, polling, digests, station, slack, care, costs):
    group.add_to(app)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"briefwire {__version__}")
        raise typer.Exit


@app.callback()
def options(
    config: Annotated[
        Path | None, typer.Option("--config", metavar="FILE", help="Use this settings file.")
    ] = None,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Log what happens, to standard error.")
    ] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Set what holds for every command; worker processes take it over from the environment."""
    if config is not None:
        os.environ["BRIEFWIRE_CONFIG"] = str(config)
    if verbose:
        os.environ["BRIEFWIRE_LOG__LEVEL"] = "debug"


def main() -> NoReturn:
    """Run the command line and end the process with its exit code: 0 done, 1 failed, 2 wrong usage."""
    silence_libraries()
    _mend_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal that lacks a character shows "?" for it
    code = 0

    def command() -> None:
        nonlocal code
        code = _invoke()

    code = guarded(command) or code
    if code == INTERRUPTED:
        leave(code)
    sys.exit(code)


def _mend_closed_streams() -> None:
    """Stand in for standard streams that were closed (`<&-`), and end where there is nowhere to write.

    The number of one would go to the next file that is opened, which could be the database.
    """
    if sys.stdin is None:
        sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115  # for as long as the process
    if sys.stdout is None:
        with contextlib.suppress(AttributeError):  # standard error may be closed as well
            complain("There is no standard output to write to: it was closed.")
        os._exit(FAILED)
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  # likewise


def _invoke() -> int:
    try:
        app()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(bool(end.code))
    return 0
