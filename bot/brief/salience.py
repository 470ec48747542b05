"""How present an actor is in the reader's mind where a pronoun or description stands.

Salience after Lappin and Leass (1994), with fewer weights: recency in sentences, being the subject,
having spoken, standing in the same paragraph. A tie is left open, because a wrong name is worse than none.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator

from spacy.tokens import Doc, Token

from bot.brief.identity import Draft
from bot.brief.mentions import acts
from bot.brief.quotation_marks import find_quotations

_REACH = 8
_MARGIN = 0.4
_OFTEN = 4
"""Mentions by which a report is somebody's story."""


class Memory:
    """Who was mentioned where, up to the word that is being read."""

    def __init__(self, doc: Doc, speech: frozenset[str]) -> None:
        self.doc = doc
        self.speech = speech
        self._seen: list[tuple[int, Draft]] = []
        self._breaks = [token.i for token in doc if token.is_space and "\n\n" in token.text]
        self._sentence = {t.i: number for number, sentence in enumerate(doc.sents) for t in sentence}
        self._quoted: dict[int, int] = {}
        for number, quotation in enumerate(find_quotations(doc.text)):
            span = doc.char_span(quotation.start, quotation.end, alignment_mode="expand")
            if span is not None and len(span) > 2:
                self._quoted.update((i, number) for i in range(span.start, span.end))

    def in_quotation(self, token: Token) -> bool:
        """Whether somebody says the word."""
        return token.i in self._quoted

    def note(self, at: int, draft: Draft) -> None:
        """Remember that the token at `at` means `draft`."""
        self._seen.append((at, draft))

    def sentences_between(self, first: Token, second: Token) -> int:
        """How many sentences the second word stands behind the first."""
        return self._sentence[second.i] - self._sentence[first.i]

    def mentions(self, draft: Draft, since: int) -> Iterator[Token]:
        """The words that mean `draft` from token `since` on, the last first."""
        for at, seen in reversed(self._seen):
            if at < since:
                return
            if seen is draft:
                yield self.doc[at]

    def latest(self) -> Iterator[Draft]:
        """Whom the text mentioned, the last first."""
        return (draft for _, draft in reversed(self._seen))

    def only_acting(self, fits: Callable[[Draft], bool]) -> Draft | None:
        """The one actor that fits among all who have acted so far, should there be only one."""
        acting = {id(d): d for at, d in self._seen if fits(d) and acts(self.doc[at])}
        return next(iter(acting.values())) if len(acting) == 1 else None

    def whose_story(self, passing: Draft, gender: str) -> Draft | None:
        """Whom a report is about, should `passing` be somebody of no known gender who was named but once.

        A profile quotes a critic and goes on with "she": she is the one it tells of.
        """
        counts = Counter(id(draft) for _, draft in self._seen if draft.kind == "person")
        first = next((draft for _, draft in self._seen if draft.kind == "person"), None)
        if first is None or len(passing.spans) > 1 or counts[id(first)] < _OFTEN:
            return None
        return first if first.gender == gender and counts[id(first)] == max(counts.values()) else None

    def only_country(self, token: Token) -> Draft | None:
        """The one country that acted in the three sentences before, should there be only one.

        It must be told of in the first sentence: a guest's is not "the government" that a report means.
        """
        here = self._sentence[token.i]
        acting = [d for at, d in self._seen if 0 < here - self._sentence[at] <= 3 and acts(self.doc[at])]
        countries = {id(d): d for d in acting if d.kind == "country"}
        lead = {id(d) for at, d in self._seen if self._sentence[at] == 0}
        return next(iter(countries.values())) if len(countries) == 1 and lead & set(countries) else None

    def acting_country(self, token: Token) -> Draft | None:
        """The country that was last the subject, itself or by its ministry, at most two sentences before."""
        for at, draft in reversed(self._seen):
            if self._sentence[token.i] - self._sentence[at] > 2:
                return None
            country = draft if draft.kind == "country" else draft.country
            if country is not None and acts(self.doc[at]) and at not in self._quoted:
                return country
        return None

    def best(
        self,
        token: Token,
        fits: Callable[[Draft], bool],
        *,
        gender: str | None = None,
        reach: int = _REACH,
        subject: bool = False,
        margin: float = _MARGIN,
    ) -> Draft | None:
        """The most salient earlier actor that fits, unless another comes within `margin`.

        `reach` is in sentences; `subject` prefers those who act, `gender` those known to have it.
        """
        scores: dict[int, tuple[float, Draft]] = {}
        for at, draft in reversed(self._seen):
            distance = self._sentence[token.i] - self._sentence[at]
            if distance > reach:
                break
            if fits(draft) and not self._barred(token, at):
                score = self._salience(token, at, subject=subject) + (
                    0.3 if gender and draft.gender == gender else 0
                )
                scores[id(draft)] = max(
                    (score, draft), scores.get(id(draft), (score, draft)), key=lambda s: s[0]
                )
        ranked = sorted(scores.values(), key=lambda scored: scored[0], reverse=True)
        if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < margin):
            return None
        return ranked[0][1]

    def _salience(self, token: Token, at: int, *, subject: bool) -> float:
        mention = self.doc[at]
        subjects = mention.dep_ in ("nsubj", "nsubjpass") or acts(mention)
        score = float(self._sentence[at] - self._sentence[token.i]) + 0.002 * (at - token.i)
        score += 1.0 if subjects else (-0.5 if subject else 0.0)
        score += 0.5 if subjects and not is_subordinate(mention.head) else 0.0
        if mention.dep_ in ("poss", "compound", "amod"):
            score -= 0.5
        if bisect_right(self._breaks, token.i) == bisect_right(self._breaks, at):
            score += 0.5
        if mention.head.lemma_ in self.speech and subjects:
            score += 0.6 if token.head.lemma_ in self.speech else 0.3
        return score

    def _barred(self, token: Token, at: int) -> bool:
        """Across the marks of a quotation nobody is meant, nor is an object its own verb's subject."""
        if self._quoted.get(token.i) != self._quoted.get(at) or _is_asked_about(token, self.doc[at]):
            return True
        same_verb = token.head == self.doc[at].head and token.dep_ in ("dobj", "pobj")
        return same_verb and not token.lower_.endswith("self")


def _is_asked_about(pronoun: Token, mention: Token) -> bool:
    """Whether a question names somebody whom its answerer is not: "Asked if Lind would play, she said"."""
    asked = (c for c in pronoun.head.lefts if c.dep_ == "advcl" and c.lemma_ == "ask" and c.i < pronoun.i)
    return pronoun.dep_ == "nsubj" and any(verb.is_ancestor(mention) for verb in asked)


def is_subordinate(verb: Token) -> bool:
    """Whether a verb's clause hangs on another: who is its subject is less in mind than the main one's."""
    while verb.dep_ == "conj":
        verb = verb.head
    return verb.dep_ in ("ccomp", "advcl", "relcl", "acl", "xcomp", "pcomp")
