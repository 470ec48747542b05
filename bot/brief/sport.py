"""Whether "struck", "hit" and "attacked" are moves of a game."""

from spacy.tokens import Doc, Span, Token

from bot.brief.lexicon import words
from bot.brief.stances import Predicate

_ENOUGH = 3


def is_move(said: Predicate) -> bool:
    """Whether a word of violence stands in a sentence or a text that tells of play."""
    moves = words("stances", "play", "moves")
    if said.stance != "assault" or said.token.lemma_.lower() not in moves:
        return False
    doc = said.token.doc
    return bool(_play(said.token.sent)) or len(_play(doc)) >= _ENOUGH


def _play(text: Doc | Span) -> set[str]:
    """The words of play in a text; "the 52nd minute" is one."""
    listed = words("stances", "play", "words")
    found = {form for token in text for form in (token.lower_, token.lemma_.lower()) if form in listed}
    return found | {"minute" for token in text if token.lower_ == "minute" and _is_numbered(token)}


def _is_numbered(minute: Token) -> bool:
    before = minute.doc[max(minute.i - 2, 0) : minute.i]
    ordinal = ("st", "nd", "rd", "th")
    return any(token.text[:1].isdigit() and token.lower_.endswith(ordinal) for token in before)
