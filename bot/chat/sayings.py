"""How what somebody said is shown, on every platform: in marks, or behind its verb."""

from bot.model import Quote

_NEEDS_A_HEARER = frozenset(("tell", "tells", "told", "telling"))
_LEADING = (" to", " of")


def saying(quote: Quote) -> str:
    """Words in marks as they were said; others behind their verb, for "denied" is not "said"."""
    return f"“{quote.words}”" if quote.direct else f"({_led(quote.cue)}) {quote.words}"


def _led(cue: str | None) -> str:
    """What leads to reported words: "according to" takes no "that", and "told" alone reads as a passive."""
    if cue is None or cue in _NEEDS_A_HEARER:
        return "said that"
    return cue if cue.endswith(_LEADING) else f"{cue} that"
