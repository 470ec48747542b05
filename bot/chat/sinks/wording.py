"""A digest and a notice as plain text."""

import io

from rich.console import Console

from bot.chat.digest_view import show_digest
from bot.chat.layout import Page
from bot.chat.plain import one_line
from bot.model import Digest, Notice


def as_text(digest: Digest) -> str:
    """The digest as a terminal shows it, in plain lines that aren't wrapped."""
    written = io.StringIO()
    show_digest(Page(Console(file=written, force_terminal=False, highlight=False, markup=False)), digest)
    return written.getvalue().strip("\n")


def notice_text(notice: Notice) -> str:
    """What happened to what, in one line."""
    return one_line(f"{notice.subject}: {notice.problem}")
