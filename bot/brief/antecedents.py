"""Whether it is beyond doubt whom a word means, so that a name may be written for it in brackets.

`reference` says who is likeliest, which serves to count mentions. A name that is written for a word is a
statement of fact: it needs exactly one antecedent that can be meant. News puts that one where it leads: as
the subject of the sentence before. What stands behind a preposition or before another noun is never it.
"""

from bisect import bisect_right
from collections.abc import Sequence

from spacy.tokens import Span, Token

from bot.brief.actors import Cast
from bot.brief.lexicon import words
from bot.brief.quotation_marks import find_quotations
from bot.brief.reading import Reading
from bot.brief.reference import PRONOUNS
from bot.brief.rivals import Rivals, bears_name, is_country, is_of_kind
from bot.model import Actor

_CHAIN = 4
"""So many pronouns in a row may lead back to a name: "Nair said … She added … She called …"."""

_SKIPPED = 3
"""So many sentences that are nothing but quotation may stand in between."""

_ALONE = 3
"""Over so many sentences "she" means the only person in them: "Dahl won gold. It was her first. She …"."""

_NEAR = 1
"""In how many paragraphs before, beside its own, a description's body must have been named."""


class Antecedents:
    """Judges what `Cast.who` says of pronouns and descriptions, as strictly as a name in print needs it."""

    def __init__(self, reading: Reading, cast: Cast) -> None:
        self._doc = reading.doc
        self._cast = cast
        self._rivals = Rivals(cast)
        self._sentences: Sequence[Span] = reading.sentences
        self._number = {t.i: n for n, sentence in enumerate(self._sentences) for t in sentence}
        self._breaks = [token.i for token in reading.doc if token.is_space and "\n\n" in token.text]
        self._quotations = find_quotations(reading.doc.text)

    def sure(self, token: Token) -> bool:
        """Whether the pronoun or description can mean nobody but the actor that the cast gives for it."""
        return self._sure(token, _CHAIN)

    def of(self, token: Token) -> Actor | None:
        """The actor that the pronoun or description means beyond doubt."""
        return self._cast.who(token) if self.sure(token) else None

    def _sure(self, token: Token, chain: int) -> bool:
        actor = self._cast.who(token)
        if actor is None or chain == 0 or token.i not in self._number:
            return False
        if token.lower_ in PRONOUNS:
            return self._pronoun(token, actor, chain)
        return token.tag_ in ("NN", "NNP") and self._description(token, actor)

    def _pronoun(self, token: Token, actor: Actor, chain: int) -> bool:
        if not self._rivals.may_be(token, actor):
            return False
        reaches = (1, _ALONE) if actor.kind == "person" else (1,)
        return any(self._is_led(token, actor, self._window(token, actor, reach), chain) for reach in reaches)

    def _is_led(self, token: Token, actor: Actor, window: Sequence[Token], chain: int) -> bool:
        """Whether the actor leads in those words, and nobody else there can be meant."""
        led = any(
            self._cast.who(each) == actor and leads(each) and self._is_certain(each, actor, chain)
            for each in window
        )
        return led and not any(self._rivals.of_pronoun(token, each, actor) for each in window)

    def _window(self, token: Token, actor: Actor, reach: int) -> list[Token]:
        """Where the antecedent stands: before the word in its sentence, else in the `reach` before too."""
        number = self._number[token.i]
        here = list(self._doc[self._sentences[number].start : token.i])
        if any(self._cast.who(each) == actor for each in here):
            return here
        return [*(token for sentence in self._before(number, reach) for token in sentence), *here]

    def _before(self, number: int, reach: int) -> Sequence[Span]:
        """The sentences before, back to the one in which the report itself speaks for the `reach`th time."""
        found: list[Span] = []
        for sentence in reversed(self._sentences[max(0, number - 1 - _SKIPPED) : number]):
            if not any(
                q.start <= sentence.start_char and sentence.end_char <= q.end for q in self._quotations
            ):
                found.append(sentence)
            if len(found) == reach:
                break
        return found

    def _is_certain(self, mention: Token, actor: Actor, chain: int) -> bool:
        return bears_name(mention, actor) or self._sure(mention, chain - 1)

    def _description(self, token: Token, actor: Actor) -> bool:
        """As in "the company": its body was named here or in the paragraph before, and no other such was."""
        before = self._doc[: token.i]
        named = [each for each in before if self._cast.who(each) == actor and bears_name(each, actor)]
        if not named or self._paragraph(token) - self._paragraph(named[-1]) > _NEAR:
            return False
        rivals = [each for each in before if self._rivals.of_description(token, each, actor)]
        return not rivals and (
            is_country(token, actor)
            or is_of_kind(token.lower_, actor, named)
            or (token.lower_ in words("roles", "companies") and actor.kind == "organisation")
        )

    def _paragraph(self, token: Token) -> int:
        return bisect_right(self._breaks, token.i)


def leads(mention: Token) -> bool:
    """Whether a mention alone is the subject of its sentence, or of what is said in it."""
    if mention.dep_ not in ("nsubj", "nsubjpass") or any(c.dep_ == "conj" for c in mention.children):
        return False
    verb = mention.head
    while verb.dep_ in ("conj", "ccomp") and verb.head != verb:
        verb = verb.head
    return verb.dep_ == "ROOT"
