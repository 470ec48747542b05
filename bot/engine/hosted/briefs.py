"""The prose of a brief written by a hosted model: its summary and five Ws, each held to the article."""

from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass

from bot import __version__
from bot.config import OpenAISettings
from bot.engine.hosted import metrics
from bot.engine.hosted.client import LETTERS_A_TOKEN, tokens
from bot.engine.hosted.holding import Claimed, Fallen, Held, agrees, find_phrase, hold
from bot.engine.hosted.model import HostedModel
from bot.engine.hosted.needs import Compute, HostedError
from bot.engine.hosted.prompts import Message, Prompt
from bot.engine.hosted.schemas import BriefReply, FiveWReply, SummaryClaim
from bot.engine.hosted.streamed import finished, whole
from bot.model import Article, Brief, Engine, Evidence, Excerpt, FiveW, Scope, Statement

OTHER_PARTS = (
    "headline, actors, positions, quotes, figures, timeline, places and what is not stated: embedded"
)
MOST, LEAST = 5, 2
OVERLAP = 800
"""Characters that a window of a long article has in common with the one before."""
MOST_WINDOWS = 4


@dataclass(frozen=True)
class Draft:
    """What held of one reply, and what fell."""

    summary: tuple[Held, ...]
    five_w: FiveW
    fallen: tuple[Fallen, ...]


class HostedBriefs:
    """Writes briefs; the embedded engine's brief is what they start from and fall back to."""

    def __init__(
        self, settings: OpenAISettings, model: HostedModel, prompt: Prompt, compute: Compute
    ) -> None:
        self._settings = settings
        self._model = model
        self._prompt = prompt
        self._compute = compute
        version = f"{__version__}+{settings.model}"
        self.engine = Engine(name="hosted", version=version, prompt_hash=prompt.hash, note=OTHER_PARTS)

    async def write(self, embedded: Brief, scope: Scope) -> Brief:
        """The brief with summary and five Ws of the hosted model, as far as the article bears them out.

        What fell is asked for once more with the reasons. Raises HostedError when fewer than two sentences
        hold.
        """
        drafts = [await self._draft(each, scope) for each in self._windows(embedded.article)]
        summary = merged([draft.summary for draft in drafts])
        if len(summary) < min(LEAST, len(embedded.summary)):
            raise HostedError("What the hosted model wrote did not stand up to the text.")
        statements = tuple(Statement(text=each.text, evidence=each.evidence) for each in summary)
        five_w = _filled(drafts[0].five_w, embedded.five_w)
        return embedded.model_copy(update={"summary": statements, "five_w": five_w, "engine": self.engine})

    async def _draft(self, window: Excerpt, scope: Scope) -> Draft:
        article = window.article
        messages = self._prompt.messages(
            title=article.title or "",
            outlet=article.site or "",
            published=article.published_at.isoformat() if article.published_at else "",
            text=window.text,
        )
        text = await self._reply(messages, scope)
        draft = await self._compute.run(held_draft, window, text)
        if not draft.fallen and draft.summary:
            return draft
        reasons = (
            "\n".join(f"- {each.text}: {each.reason}" for each in draft.fallen) or "- nothing could be read"
        )
        try:
            again = await self._reply(self._prompt.once_more(messages, text, reasons), scope)
        except HostedError:
            return draft
        second = await self._compute.run(held_draft, window, again)
        best = second if len(second.summary) >= len(draft.summary) else draft
        return Draft(best.summary, _filled(best.five_w, draft.five_w), best.fallen)

    async def _reply(self, messages: list[Message], scope: Scope) -> str:
        parts: list[str] = []
        async with aclosing(self._model.stream(self._prompt, messages, scope)) as stream:
            parts.extend([part async for part in stream])
        return "".join(parts)

    def _windows(self, article: Article) -> tuple[Excerpt, ...]:
        """The article in parts that a request may send, cut between paragraphs, each overlapping the next."""
        blank = self._prompt.messages(title=article.title or "", outlet="", published="", text="")
        room = self._settings.max_input_tokens - sum(tokens(each["content"]) for each in blank)
        return windows_of(article, int(max(room, 200) * LETTERS_A_TOKEN))


def windows_of(article: Article, size: int) -> tuple[Excerpt, ...]:
    """At most four overlapping parts of at most `size` characters, each ending where a paragraph does."""
    found: list[Excerpt] = []
    start, text = 0, article.text
    while start < len(text) and len(found) < MOST_WINDOWS:
        end = min(len(text), start + size)
        cut = text.rfind("\n\n", start + size // 2, end) if end < len(text) else end
        end = cut if cut > 0 else end
        found.append(Excerpt(article=article, start=start, end=end))
        if end == len(text):
            break
        back = text.find("\n\n", max(start + 1, end - OVERLAP), end)
        start = back + 2 if back > start else end
    return tuple(found)


def held_draft(window: Excerpt, text: str) -> Draft:
    """A reply held to its window; of one that broke off, the sentences that are finished."""
    reply = whole(text, BriefReply)
    claims = reply.summary if reply else finished(text, "summary", SummaryClaim)
    outcomes = hold([window], [Claimed(each.text, each.quotes) for each in claims])
    for outcome in outcomes:
        metrics.claims.labels("brief", str(isinstance(outcome, Held))).inc()
    five_w, lost = _five_w(window, reply.five_w) if reply else (FiveW(), ())
    summary = tuple(each for each in outcomes if isinstance(each, Held))
    return Draft(summary, five_w, (*(each for each in outcomes if isinstance(each, Fallen)), *lost))


def _five_w(window: Excerpt, reply: FiveWReply) -> tuple[FiveW, tuple[Fallen, ...]]:
    """The slots that stand in the text word for word; who and what only if the text says that who did it."""
    found: dict[str, Statement] = {}
    fallen: list[Fallen] = []
    for name in FiveW.model_fields:
        phrase = getattr(reply, name).strip()
        place = find_phrase(window, phrase) if phrase else None
        if place is not None:
            found[name] = Statement(text=place[0], evidence=(place[1],))
        elif phrase:
            fallen.append(Fallen(f"{name}: {phrase}", "it does not stand in the article word for word"))
    who, what = found.get("who"), found.get("what")
    if who and what and not _did(window, who, what.text, what.evidence[0]):
        del found["who"], found["what"]
        fallen.append(Fallen(f"{who.text} {what.text}", "the article does not say this"))
    return FiveW(**found), tuple(fallen)


def _did(window: Excerpt, who: Statement, what: str, evidence: Evidence) -> bool:
    return agrees(window, f"{who.text} {what}.", evidence)


def _filled(five_w: FiveW, other: FiveW) -> FiveW:
    """The slots of the first, and of the second where the first has none; who and what go together."""
    slots = {name: getattr(five_w, name) for name in FiveW.model_fields}
    if slots["who"] is None or slots["what"] is None:
        slots |= {"who": other.who, "what": other.what}
    return FiveW(**{name: slot or getattr(other, name) for name, slot in slots.items()})


def merged(summaries: Sequence[Sequence[Held]]) -> tuple[Held, ...]:
    """At most five sentences of all windows: the first of each, then the second; no evidence twice."""
    found: list[tuple[int, int, Held]] = []
    taken: set[Evidence] = set()
    longest = max(map(len, summaries), default=0)
    for place in range(longest):
        for number, summary in enumerate(summaries):
            if place < len(summary) and len(found) < MOST and not taken & set(summary[place].evidence):
                taken |= set(summary[place].evidence)
                found.append((number, place, summary[place]))
    return tuple(each for _, _, each in sorted(found, key=lambda entry: entry[:2]))
