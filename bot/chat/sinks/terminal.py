"""The terminal of the process as a place to post to."""

import sys

from bot.chat.digest_view import show_digest
from bot.chat.layout import to_standard_output
from bot.chat.sinks.wording import notice_text
from bot.model import Destination, Digest, Notice


class TerminalDelivery:
    """`bot.ports.Delivery` on standard output. What was printed before a crash may be printed again."""

    async def post(self, digest: Digest, key: str) -> str:
        """Print the digest."""
        show_digest(to_standard_output(), digest)
        sys.stdout.flush()
        return key

    async def find(self, destination: Destination, key: str, besides: str | None = None) -> str | None:
        """None: nobody can look at what a terminal showed."""
        return None

    async def remove(self, destination: Destination, message_id: str) -> None:
        """Nothing: what was printed stays."""

    async def notify(self, notice: Notice, key: str) -> None:
        """Print the notice."""
        _say(notice_text(notice))


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
