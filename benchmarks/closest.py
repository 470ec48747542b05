"""The naive reader of every set of questions: the sentence with the highest BM25 score."""

import re
from collections.abc import Sequence

import bm25s

from bot.answer.passages import sentence_ranges
from bot.ground.words import words
from bot.model import Article


def sentences(articles: Sequence[Article]) -> list[str]:
    """The sentences of all articles, in order."""
    return [each.text[start:end] for each in articles for _, start, end in sentence_ranges(each.text)]


def closest(question: str, articles: Sequence[Article]) -> tuple[str, float]:
    """The sentence that BM25 puts first, and the part of the question's words that it has, 0 to 1."""
    given = sentences(articles)
    index = bm25s.BM25()
    index.index([[word.key for word in words(sentence)] for sentence in given], show_progress=False)
    asked = [word.key for word in words(question)]
    known = [key for key in asked if key in index.vocab_dict]
    best = given[int(index.get_scores(known).argmax())] if known else given[0]
    there = {word.key for word in words(best)}
    return best, sum(key in there for key in asked) / max(1, len(asked))


def plain(text: str) -> str:
    """Its words in lower case with a space on each side, so that whole words can be looked for."""
    return f" {' '.join(re.sub(r'^-|-$', '', word.text.lower()) for word in words(text))} "
