"""The terminal chat: prompt_toolkit on a terminal, line by line when something is piped in."""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import platformdirs

from bot.chat.answer_view import show_answers
from bot.chat.article_view import origin, show_brief
from bot.chat.desks import DigestDesk, FeedDesk, NewsDesk
from bot.chat.digest_commands import answer_digest_command
from bot.chat.feed_view import named, show_flaws, show_followed
from bot.chat.layout import Page, to_standard_output
from bot.errors import BriefwireError, InputError
from bot.model import Article, Destination, Turn

REMEMBERED_TURNS = 10
HERE = Destination(platform="terminal", workspace="local", channel="terminal")
"""For whom the command line and the terminal chat follow feeds: this machine's user."""
USAGES = {
    "/brief SOURCE": "take an article apart; questions are then answered from it",
    "/ask QUESTION": "the same as the question alone",
    "/sources": "what questions are answered from",
    "/forget": "forget the conversation and its sources",
    "/follow [URL]": "follow a feed, or the feed of a page; alone: what is followed",
    "/unfollow ID": "stop following",
    "/digest [NAME]": "what a digest would say now; /digest list; /digest why WORDS",
    "/why WORDS": "why items with these words were told, or not",
    "/help": "these commands",
    "/quit": "end (Ctrl-D does too)",
}
_BARE = frozenset({"help", "quit", "exit"})
COMMANDS = {usage.split()[0]: does for usage, does in USAGES.items()}


class Conversation:
    """One conversation: its sources, what was said so far, and what each line does.

    With sources, questions are answered from those alone; without, from the library.
    """

    def __init__(
        self,
        desk: NewsDesk,
        articles: Sequence[Article] = (),
        feeds: Callable[[], Awaitable[FeedDesk]] | None = None,
        digests: Callable[[], Awaitable[DigestDesk]] | None = None,
    ) -> None:
        self._desk = desk
        self._feeds = feeds
        self._digests = digests
        self._articles = list(articles)
        self._history: list[Turn] = []

    async def take(self, line: str, page: Page) -> bool:
        """Answer one line on the page; False when the conversation is over."""
        line = line.strip()
        if line.lower() in _BARE:  # a word that no one asks as a question
            line = f"/{line}"
        command, _, rest = line.partition(" ")
        command = command.lower() if command.startswith("/") else command
        try:
            if command in {"/quit", "/exit"}:
                return False
            if command.startswith("/") and command != "/ask":
                await self._obey(command, rest.strip(), page)
            elif line.startswith(("http://", "https://")) and not rest:
                await self._brief(line, page)
            elif line:
                await self._ask(rest if command == "/ask" else line, page)
        except BriefwireError as error:
            page.line(str(error), style="red")
        return True

    async def _obey(self, command: str, rest: str, page: Page) -> None:
        match command:
            case "/brief":
                await self._brief(rest, page)
            case "/sources":
                self._show_sources(page)
            case "/forget":
                self._history.clear()
                self._articles.clear()
                page.line("Forgotten. Questions are now answered from your library.")
            case "/follow" | "/unfollow" if self._feeds:
                await _follow(await self._feeds(), command, rest, page)
            case "/digest" if self._digests:
                await answer_digest_command(await self._digests(), rest, page)
            case "/why" if self._digests:
                await answer_digest_command(await self._digests(), f"why {rest}", page)
            case "/follow" | "/unfollow" | "/digest" | "/why":
                page.line(f"{command} needs a desk of its own: use it in `briefwire chat`.")
            case "/help":
                page.labelled(list(USAGES.items()))
            case _:
                page.line(f"There is no {command}: /help lists the commands.")

    async def _brief(self, source: str, page: Page) -> None:
        if source in {"", "-"}:  # standard input is what the conversation itself is read from
            raise InputError("Name an address, or an .html, .txt, .md or .pdf file: /brief SOURCE.")
        brief = await self._desk.brief(await self._desk.read(source))
        if brief.article.id not in {article.id for article in self._articles}:
            self._articles.append(brief.article)
        show_brief(page, brief)

    async def _ask(self, question: str, page: Page) -> None:
        articles = self._articles or None
        answers = await self._desk.ask(question, articles, tuple(self._history))
        show_answers(page, answers, await self._desk.sources_of(articles))
        self._history += [
            Turn(question=answer.understood_as or question, answer=answer.text, evidence=answer.evidence)
            for answer in answers
        ]
        del self._history[:-REMEMBERED_TURNS]

    def _show_sources(self, page: Page) -> None:
        if not self._articles:
            page.line("Your library: no source was named.")
        for article in self._articles:
            page.line(f"{article.title or 'Untitled'} ({origin(article)})", indent=2)


async def _follow(feeds: FeedDesk, command: str, rest: str, page: Page) -> None:
    if command == "/unfollow":
        was = await feeds.unfollow(rest, HERE.workspace)
        page.line(
            f"No longer following {named(was)}." if was else "Nothing of that id is followed: see /follow."
        )
    elif rest:
        following = await feeds.follow(rest, HERE)
        page.line(f"Following {named(following)}. `briefwire poll` reads what comes.")
        show_flaws(page, following)
    else:
        show_followed(page, await feeds.followed(HERE.workspace), datetime.now(UTC))


async def converse(conversation: Conversation, page: Page | None = None) -> None:
    """Hold the conversation on standard input and output until /quit or the end of the input.

    Ctrl-C gives up the answer under way, or the line being typed; on an empty line it ends.
    """
    page = page or to_standard_output()
    lines = _typed(page) if sys.stdin.isatty() and sys.stdout.isatty() else _piped(page)
    async for line in lines:
        if not await _interruptible(conversation.take(line, page), page):
            return


async def _piped(page: Page) -> AsyncIterator[str]:
    """The lines of standard input, each shown before its answer, as it would stand on a terminal."""
    while line := await asyncio.to_thread(sys.stdin.buffer.readline):
        text = line.decode("utf-8", errors="replace").strip()
        if text:
            page.line(f"> {text}")
            yield text


async def _typed(page: Page) -> AsyncIterator[str]:
    """Lines typed at a prompt with history and completion."""
    from prompt_toolkit import PromptSession

    from bot.chat.completion import CommandCompleter

    page.line("Ask about the news, or /help. Ctrl-D ends.", style="dim")
    completer = CommandCompleter(COMMANDS, with_path="/brief")
    session: PromptSession[str] = PromptSession(history=_history(), completer=completer)
    while True:
        try:
            yield await session.prompt_async("› ")
        except KeyboardInterrupt:
            if not session.default_buffer.text:
                return
        except EOFError:
            return


def _history() -> Any:
    """What was typed before, in the user's state folder; only this session's where that cannot be written."""
    from prompt_toolkit.history import FileHistory, InMemoryHistory

    folder = Path(platformdirs.user_state_dir("briefwire"))
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / "chat_history").touch(mode=0o600)
    except OSError:
        return InMemoryHistory()
    return FileHistory(str(folder / "chat_history"))


async def _interruptible(work: Coroutine[Any, Any, bool], page: Page) -> bool:
    """What `work` says, or True when Ctrl-C gave it up."""
    task = asyncio.ensure_future(work)
    loop = asyncio.get_running_loop()
    before: Callable[..., Any] | int | None = signal.getsignal(signal.SIGINT)
    loop.add_signal_handler(signal.SIGINT, task.cancel)
    try:
        return await task
    except asyncio.CancelledError:
        if not task.cancelled() or asyncio.current_task().cancelling():  # type: ignore[union-attr]
            raise
        page.line("Given up.", style="dim")
        return True
    finally:
        loop.remove_signal_handler(signal.SIGINT)
        signal.signal(signal.SIGINT, before)
