"""How what somebody said is shown, on every platform: in marks, or behind its verb."""

from bot.model import Quote

_NEEDS_A_HEARER = frozenset(("tell", "tells", "told", "telling"))
_LEADING = (" to", " of")
_ASKING = frozenset(("why", "how", "whether", "who", "whom", "whose", "where"))
"""Words behind which a clause takes no "that": "explained why the wall collapsed"."""


def saying(quote: Quote) -> str:
    """Words in marks as they were said; others behind their verb, for "denied" is not "said"."""
    return f"“{quote.words}”" if quote.direct else f"({_led(quote.cue, quote.words)}) {quote.words}"


def _led(cue: str | None, said: str) -> str:
    """What leads to reported words: "according to" takes no "that", and "told" alone reads as a passive."""
    verb = "said" if cue is None or cue in _NEEDS_A_HEARER else cue
    asks = said.partition(" ")[0] in _ASKING
    return verb if asks or verb.endswith(_LEADING) else f"{verb} that"
