"""The command line. `main` is the entry point; the commands stand in one module a group.

What the commands take and give is the contract in docs/reference.md. Each module imports what it needs
inside its commands, so that `--help` and mistakes are told at once.
"""

from bot.cli.program import main

__all__ = ["main"]
