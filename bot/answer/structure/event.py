"""Where a sentence tells of the event that a question asks about."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc, Span, Token

from bot.answer import support
from bot.answer.asked import asked_head
from bot.answer.offices import asked_office
from bot.answer.passages import Sentence
from bot.answer.question import Question
from bot.answer.retrieve import Window
from bot.answer.senses import ALIKE, LISTED, likeness, speaks_of
from bot.engine.local.nlp import parsed

LOOKED_AT = 6
"""So many sentences are parsed for a question: those that share most with it."""
MORE = 3
"""So many more are parsed for a word that lists know for the event asked about."""


Shared = tuple[float, Sentence, Window]
"""A sentence with its share of the question's words and the window that it was found in."""


@dataclass(frozen=True)
class Telling:
    """A sentence and the word in it that tells of what was asked; `strength` from 0 to 1."""

    sentence: Sentence
    window: Window
    doc: Doc
    event: Token | None
    strength: float


def tellings(question: Question, windows: Sequence[Window]) -> list[Telling]:
    """The sentences that tell most of what the question asks about, the best first."""
    found = [
        _telling(question, sentence, window, share)
        for share, sentence, window in _looked_at(question, windows)
    ]
    return sorted(found, key=lambda each: -each.strength)


def whole(head: Token) -> Span:
    """A word with all that hangs on it."""
    return head.doc[head.left_edge.i : head.right_edge.i + 1]


def nearest(question: Question, windows: Sequence[Window]) -> list[Shared]:
    """The sentences of the windows that share most with the question, with the share, the best first."""
    return by_share(question, windows)[:LOOKED_AT]


def by_share(question: Question, windows: Sequence[Window]) -> list[Shared]:
    """All sentences of the windows, each once, with what they share with the question, the best first."""
    first: dict[tuple[int, int], tuple[Sentence, Window]] = {}
    for window in windows:
        for sentence in window.sentences:
            first.setdefault((sentence.article, sentence.number), (sentence, window))
    shares = [(covered(question, sentence), sentence, window) for sentence, window in first.values()]
    return sorted(shares, key=lambda each: -each[0])


def _looked_at(question: Question, windows: Sequence[Window]) -> list[Shared]:
    """The nearest sentences, and those that say the event in other words, or name the office asked about."""
    every = by_share(question, windows)
    asked = asked_head(question) if question.kind in ("why", "list") else asked_office(question)
    more = [each for each in every[LOOKED_AT:] if asked is not None and speaks_of(asked, each[1].keys)]
    return every[:LOOKED_AT] + more[:MORE]


@lru_cache(maxsize=2048)
def covered(question: Question, sentence: Sentence) -> float:
    """The share of the question's words that one sentence has, rare words counting more; kept."""
    return support.covered(question, support.matches(question, [sentence]))


def _telling(question: Question, sentence: Sentence, window: Window, share: float) -> Telling:
    doc = parsed(sentence.text)
    asked = asked_head(question)
    likeness, event = max(_likenesses(asked, doc), key=lambda each: each[0], default=(0.0, None))
    told = event if likeness >= ALIKE else None
    return Telling(sentence, window, doc, told, (share + (likeness if told else 0.0)) / 2)


def _likenesses(asked: Token | None, doc: Doc) -> Iterator[tuple[float, Token]]:
    """How alike each verb or noun of a sentence is to the word that the question turns on."""
    if asked is None:
        return
    vector = support.word_vector(asked.lemma_.lower())
    for token in doc:
        if token.pos_ not in ("VERB", "NOUN", "ADJ") or token.is_stop:
            continue
        like = likeness(asked, token)
        if like.alike >= LISTED:
            yield 0.0 if like.contrary else like.alike, token
        else:
            yield float(vector @ support.word_vector(token.lemma_.lower())), token
