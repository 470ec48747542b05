"""What stands around the quotations of a text, outside of all of them."""

from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from bot.brief.actors import Cast
from bot.brief.lexicon import words

_ENDS = frozenset((".", "!", "?"))
_FURTHEST = 40


@dataclass(frozen=True)
class Marked:
    """A quotation in tokens: with its marks, and the words between them."""

    start: int
    end: int
    inner: Span
    number: int


class Surroundings:
    """The tokens of a document outside its quotations, around each quotation."""

    def __init__(self, doc: Doc, marked: tuple[Marked, ...], cast: Cast) -> None:
        self.doc = doc
        self.cast = cast
        self.marked = marked
        self._quoted = {i: m.number for m in marked for i in range(m.start, m.end)}
        self._speech = (words("speech", "verbs") - words("speech", "thought")) | words("speech", "describing")

    def quoted(self, token: Token) -> int | None:
        """The number of the quotation that `token` is in."""
        return self._quoted.get(token.i)

    def before(self, marked: Marked) -> list[Token]:
        """The tokens of the sentence before a quotation, nearest last; other quotations are skipped over."""
        found: list[Token] = []
        for i in range(marked.start - 1, max(marked.start - _FURTHEST, -1), -1):
            token = self.doc[i]
            if self._breaks(token) or self._closes_sentence(i):
                break
            if i not in self._quoted:
                found.append(token)
        return found[::-1]

    def after(self, marked: Marked) -> list[Token]:
        """The tokens behind a quotation up to the end of the sentence or the next quotation."""
        found: list[Token] = []
        for i in range(marked.end, min(marked.end + _FURTHEST, len(self.doc))):
            token = self.doc[i]
            if self._breaks(token) or i in self._quoted:
                break
            found.append(token)
        return found

    def _breaks(self, token: Token) -> bool:
        return (token.is_space and "\n" in token.text) or (
            token.text in _ENDS and token.i not in self._quoted
        )

    def _closes_sentence(self, i: int) -> bool:
        """Whether an earlier quotation ends here, with the end of its sentence before its mark."""
        return (
            i in self._quoted
            and self._quoted.get(i + 1) is None
            and i > 0
            and (self.doc[i - 1].text in _ENDS)
        )

    def is_cue(self, token: Token) -> bool:
        """Whether a token tells that somebody speaks, by the words or by how it is used."""
        spoken = token.lemma_.lower() in self._speech or token.lower_ in self._speech
        spoken = spoken or token.lemma_ in ("read", "put")
        if token.i in self._quoted or not spoken or token.dep_ in ("amod", "compound"):
            return False
        if token.lower_ in ("said", "says", "told", "added", "wrote"):
            return True
        if token.lemma_ in ("read", "put"):
            return _reads(token)
        helped = any(child.dep_ == "aux" and child.lower_ != "to" for child in token.children)
        return token.pos_ in ("VERB", "AUX") and (token.tag_ != "VB" or helped)


def _reads(verb: Token) -> bool:
    """As in "the letter reads", "as the minister put it"."""
    if verb.lemma_ == "put":
        return any(child.lower_ == "it" and child.i == verb.i + 1 for child in verb.children)
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    return subject is not None and subject.lemma_ in words("speech", "documents")
