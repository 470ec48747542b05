"""Who said what, as a card."""

from bot.chat.pictures.card import ACCENT, SOFT, Card, Picture, Unwritable, wrapped, writable
from bot.chat.sayings import saying
from bot.model import Brief, Quote

_MOST = 6
_LINES_OF_A_QUOTE = 4
_CHARACTERS = 84


def said_picture(brief: Brief) -> Picture | None:
    """The brief's quotations with a named speaker; None without two of them, or without the letters."""
    quotes = tuple(quote for quote in brief.quotes if quote.speaker)[:_MOST]
    if len(quotes) < 2:
        return None
    try:
        return Picture(_drawn(brief.headline, quotes), _alt(brief.headline, quotes))
    except Unwritable:
        return None


def _drawn(headline: str, quotes: tuple[Quote, ...]) -> bytes:
    words = [wrapped(saying(quote), _CHARACTERS, _LINES_OF_A_QUOTE) for quote in quotes]
    starts = [3 + sum(len(each) + 2 for each in words[:index]) for index in range(len(words))]
    card = Card(starts[-1] + len(words[-1]) + 1, wrapped(headline, 75, 1)[0])
    for quote, lines, start in zip(quotes, words, starts, strict=True):
        card.rule(0.3, start, start + len(lines))
        card.write(0.5, start, writable(_who(quote)), weight="bold", color=ACCENT)
        for offset, content in enumerate(lines, 1):
            card.write(0.5, start + offset, content, color=SOFT if not quote.direct else "#1d1c1d")
    return card.png()


def _who(quote: Quote) -> str:
    return wrapped(", ".join(filter(None, (quote.speaker, quote.speaker_role))), 70, 1)[0]


def _alt(headline: str, quotes: tuple[Quote, ...]) -> str:
    told = "; ".join(f"{quote.speaker}: {saying(quote)}" for quote in quotes)
    return f"Who said what in “{headline}”. {told}"
