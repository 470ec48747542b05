"""How likely each sentence of the coverage is to hold the answer, told without a parser or a model.

A choice model over the few features below: the probability of a sentence is its share of exp(score) among all
sentences of the coverage. Its weights, `ranking.json`, are fitted by `training/answer_ranking/fit.py` on
questions of ours whose sentence is known.
"""

import json
from collections.abc import Sequence
from functools import cache

import numpy as np

from bot.answer.lexicon import cues, pattern
from bot.answer.passages import Text, mean_vector
from bot.answer.question import Question
from bot.answer.support import partly, word_vector
from bot.engine.local.embed import Vectors
from bot.ground.words import Word, country_forms, cue_words, key
from bot.resources import resource

FEATURES = (
    "about",
    "about_near",
    "covered",
    "covered_near",
    "asked",
    "unfit",
    "named",
    "article_covered",
    "article_names",
)
"""Likeness of the whole, here and beside it; the share of the question's words matched, here and with the
sentences beside it; the noun asked for; nothing of the kind asked for; a name where one is asked for; the
most that a sentence of its article covers; the worst matched name in its article."""
_TIME, _REASON = pattern("time"), pattern("reason")
_SAYING = frozenset(key(word) for word in cues("speech")["saying"].split())


@cache
def weights() -> Vectors:
    """The fitted weights, in the order of `FEATURES`."""
    fitted = json.loads(resource("bot/answer/ranking.json").read_text("utf-8"))
    return np.array([fitted["weights"][name] for name in FEATURES], np.float32)


def chances(question: Question, texts: Sequence[Text]) -> Vectors:
    """For each sentence of the texts, in their order, the probability that it has the answer."""
    return shares(features(question, texts) @ weights())


def shares(scores: Vectors) -> Vectors:
    """Each score's share of exp(score) among all."""
    parts = np.exp(scores - scores.max(initial=-np.inf))
    return np.asarray(parts / parts.sum(), np.float32)


def features(question: Question, texts: Sequence[Text]) -> Vectors:
    """A row for each sentence of the texts, a column for each of `FEATURES`.

    All nought for a question without a word that says what it is about ("what happened?"): texts are then
    read from their beginning.
    """
    if not question.terms:
        return np.zeros((sum(len(text.cut.sentences) for text in texts), len(FEATURES)), np.float32)
    noun = question.asked_noun
    sought = question.terms if noun is None or noun in question.terms else (*question.terms, noun)
    whole = mean_vector(" ".join(word.text for word in sought))
    rows = [_of_text(question, noun, whole, text) for text in texts if len(text.cut.sentences)]
    return np.concatenate(rows) if rows else np.zeros((0, len(FEATURES)), np.float32)


def _of_text(question: Question, noun: Word | None, whole: Vectors, text: Text) -> Vectors:
    about = text.cut.means @ whole
    found = np.stack([_matched(term, term in question.names, text) for term in question.terms])
    near = np.stack([_beside(row) for row in found])
    share = question.weights / question.weights.sum()
    covered = share @ found
    ones = np.ones(len(about), np.float32)
    named = [n for n, term in enumerate(question.terms) if term in question.names]
    columns = (
        about,
        _beside(about, itself=False),
        covered,
        share @ near,
        _matched(noun, False, text) if noun else 0 * ones,
        _unfit(question, text),
        text.cut.named if question.kind in ("who", "where", "which") else 0 * ones,
        ones * covered.max(),
        ones * (found[named].max(axis=1).min() if named else 1.0),
    )
    return np.asarray(np.stack(columns, axis=1), np.float32)


def _matched(term: Word, is_name: bool, text: Text) -> Vectors:
    """From 0 to 1, how well some word of each sentence matches a word of the question."""
    forms = text.cut.vocabulary
    same = {term.key} | {next(iter(form)) for form in country_forms(term.text) if len(form) == 1}
    if is_name or term.text[:1].isdigit():
        alike = np.zeros(len(forms.keys), np.float32)
    else:
        alike = partly(forms.vectors @ word_vector(term.text.lower()))
    alike[[n for each in same for n in forms.places.get(each, ())]] = 1.0
    return forms.best(alike)


def _beside(values: Vectors, itself: bool = True) -> Vectors:
    """For each sentence the greatest value of those before and behind it, and its own."""
    apart = np.concatenate(([0], values, [0])).astype(np.float32)
    beside = np.maximum(apart[:-2], apart[2:])
    return np.maximum(beside, values) if itself else beside


def _unfit(question: Question, text: Text) -> Vectors:
    """1 for a sentence without a number, time, reason, speech or name where one is asked for."""
    match question.kind:
        case "how_many":
            has = [any(_is_number(word) for word in each) for each in text.cut.words]
        case "when":
            has = [bool(_TIME.search(each.text)) for each in text.sentences]
        case "why":
            has = [bool(_REASON.search(each.text)) for each in text.sentences]
        case "said" | "who_said":
            has = [_is_spoken(each.text, each.keys) for each in text.sentences]
        case "who" | "where":
            return 1 - text.cut.named
        case _:
            has = [True] * len(text.cut.words)
    return 1 - np.array(has, np.float32)


def _is_number(word: Word) -> bool:
    return word.text[:1].isdigit() or word.text.lower() in cue_words()["numbers"]


def _is_spoken(text: str, keys: frozenset[str]) -> bool:
    return any(mark in text for mark in '"“”') or bool(keys & _SAYING)
