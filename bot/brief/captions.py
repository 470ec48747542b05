"""Sentences that belong to a picture or film: what an agency or photographer is credited for behind them."""

import re

from spacy.tokens import Span

_NAME = r"[A-Z][\w’'.&-]*(?:[ /,]+(?:(?:of|for|the) )?)?"
_CREDIT = re.compile(rf"\s*\((?:Photos?: ?)?(?:{_NAME}){{1,8}}\)(?=\s+[“\"]?[A-Z]|\s*\Z)")


def is_credited(sentence: Span) -> bool:
    """Whether a bracket with nothing but names follows, before the next: "… on Sunday. (Ann Ode/AP)"."""
    ended = sentence.text.rstrip()[-1:] in (".", "!", "?", "”", '"')
    return ended and _CREDIT.match(sentence.doc.text, sentence.end_char) is not None
