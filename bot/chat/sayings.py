"""How what somebody said is shown, on every platform: in marks, or behind its verb."""

from bot.model import Quote


def saying(quote: Quote) -> str:
    """Words in marks as they were said; others behind their verb, for "denied" is not "said"."""
    return f"“{quote.words}”" if quote.direct else f"({quote.cue or 'said'} that) {quote.words}"
