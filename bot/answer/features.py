"""What the rule weighs of a candidate; docs/answers.md says what each feature means."""

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache

from bot.answer import by_kind, fits, instance, roles, second_look, support
from bot.answer.background import is_background, year_of
from bot.answer.passages import Sentence, Text
from bot.answer.question import Question
from bot.answer.read import Candidate
from bot.answer.unknown import MAY_NOT_KNOW, says_unknown
from bot.engine.local.nlp import parsed
from bot.ground.words import content_words
from bot.model import Article

FEATURES = (
    "score",
    "low_score",
    "margin",
    "covered",
    "covered_window",
    "weakest_window",
    "names_window",
    "lost_name",
    "type_fit",
    "counted_fit",
    "role_fit",
    "speaker",
    "rank",
    "agreement",
    "yes_no",
    "from_fact",
    "echo",
    "unknown",
    "open_kind",
    "background",
    "structure",
    "reason",
    "unread",
    "settles",
    "quoted",
    "pointed",
    "nearness",
    "distance",
    "whole",
    "gap",
    "gap_event",
    "named_as",
    "label_fit",
    "name_asked",
    "long",
    "other_year",
    "other_part",
    "former",
    "alone",
    "alone_best",
    "weakest_close",
    "close",
    "claimed",
    "claimed_least",
    "age",
    "age_now",
    "lost_year",
    "same_event",
    "same_doer",
    "clash",
    "contrary",
    "says_no",
    "firm",
    "built_so",
    "members",
    "members_fit",
    "gathered",
    "cause",
    "told_here",
    "told_again",
    "told_elsewhere",
)


MOST_REPEATED = 6
"""An answer of more words is not told twice in the same."""
LOST = 0.5
"""A name matched worse than this anywhere in an article is not in it."""


def features(
    question: Question,
    candidate: Candidate,
    candidates: Sequence[Candidate],
    texts: Mapping[int, Text],
    near: Sequence[Sentence] = (),
    speaker: float = 0.0,
) -> dict[str, float]:
    """The features of one candidate among those of its question."""
    doc = parsed(candidate.sentence.text)
    start, end = (place - candidate.sentence.start for place in (candidate.start, candidate.end))
    text = texts[candidate.sentence.article]
    here = support.matches(question, [candidate.sentence], candidate.speaker)
    title = f"{text.article.title or ''} {candidate.speaker}"
    around = support.matches(question, text.around(candidate.sentence.number, 2, 1), title)
    return {
        **_scores(candidate, candidates),
        "covered": support.covered(question, here),
        "covered_window": support.covered(question, around),
        "weakest_window": support.weakest(question, around),
        "names_window": support.names_found(question, around),
        "type_fit": fits.type_fit(question, doc, start, end),
        "counted_fit": fits.counted_fit(
            question, " ".join(s.text for s in text.around(candidate.sentence.number)), doc, start, end
        ),
        "role_fit": roles.role_fit(question, doc, start, end),
        "yes_no": float(question.kind == "yes_no"),
        "from_fact": float(candidate.source == "brief" and question.kind not in ("said", "who_said")),
        "quoted": float(candidate.source == "brief" and question.kind in ("said", "who_said")),
        "structure": candidate.strength if question.kind not in ("yes_no", "why") else 0.0,
        "reason": candidate.strength if question.kind == "why" else 0.0,
        "settles": candidate.strength if question.kind == "yes_no" else 0.0,
        "unread": float(candidate.source == "structure"),
        "echo": _echo(question, candidate),
        "unknown": float(says_unknown(candidate.sentence.text) and question.kind not in MAY_NOT_KNOW),
        "speaker": speaker,
        **_told_again(question, candidate, near),
        "open_kind": float(question.kind in ("why", "how", "said")),
        "lost_name": float(names_in(question, text) < LOST),
        "background": float(is_background(question, candidate.sentence.text, year_of(text.article))),
        "other_year": instance.other_year(question, candidate.sentence.text),
        "lost_year": instance.lost_year(question, text.article),
        "other_part": instance.other_part(question, doc),
        "former": float(instance.is_former(question, candidate.sentence.text, start, end)),
        "alone": second_look.alone(question, candidate),
        "alone_best": second_look.alone_best(question, candidate),
        "weakest_close": second_look.weakest(question, second_look.spoken(candidate)),
        "close": second_look.closeness(question, second_look.spoken(candidate)),
        **second_look.claimed(question, candidate),
        **instance.ages(question, text.article, _told_in(question, candidates, texts)),
        **by_kind.bearing_of(question, candidate, doc, start, end),
        **by_kind.settled(question, candidate, doc),
        **by_kind.members(question, candidate, doc, start, end),
        **by_kind.reason(question, doc, start, end),
    }


def _told_in(question: Question, candidates: Sequence[Candidate], texts: Mapping[int, Text]) -> list[Article]:
    """The articles that have a candidate and the question's names: one of other things overtakes nothing."""
    numbers = dict.fromkeys(each.sentence.article for each in candidates)
    return [texts[n].article for n in numbers if names_in(question, texts[n]) >= LOST]


def _scores(candidate: Candidate, candidates: Sequence[Candidate]) -> dict[str, float]:
    rival = max(
        (c.score for c in candidates if _same_article(c, candidate) and not _same(c, candidate)),
        default=-20.0,
    )
    agreeing = {c.sentence.article for c in candidates if _same(c, candidate) and c.score > 0}
    return {
        "score": second_look.bounded(candidate.score),
        "low_score": min(0.0, candidate.score - 5) / 10,
        "margin": max(-1.0, min(1.0, (candidate.score - max(rival, -20.0)) / 10)),
        "rank": math.log1p(candidate.window.rank) / 3,
        "agreement": float(min(3, max(0, len(agreeing) - 1))),
    }


def _told_again(question: Question, candidate: Candidate, near: Sequence[Sentence]) -> dict[str, float]:
    """How many other sentences near the question have the answer's words: of its article, and other articles.

    The redundancy of what is true (Dumais et al. 2002): what many passages tell is seldom a chance match.
    """
    own = {word.key for word in content_words(candidate.text)}
    if question.kind in ("yes_no", "said", "why", "how") or not 0 < len(own) <= MOST_REPEATED:
        return {}
    place = (candidate.sentence.article, candidate.sentence.number)
    told = [s for s in near if own <= s.keys and (s.article, s.number) != place]
    return {
        "told_again": min(3, sum(s.article == place[0] for s in told)) / 3,
        "told_elsewhere": min(3, len({s.article for s in told} - {place[0]})) / 3,
    }


def _same_article(one: Candidate, other: Candidate) -> bool:
    """Another article that says otherwise is a side of its own, not a doubt."""
    return one.sentence.article == other.sentence.article


def _same(one: Candidate, other: Candidate) -> bool:
    a, b = one.text.lower(), other.text.lower()
    return a in b or b in a


def _echo(question: Question, candidate: Candidate) -> float:
    """The share of the answer's own words that the question already had: an answer says something new."""
    own = [word.key for word in content_words(candidate.text)]
    asked = {word.key for word in question.terms}
    if question.asked_noun is not None and question.kind != "how_many":
        asked.add(question.asked_noun.key)
    return sum(key in asked for key in own) / len(own) if own else 1.0


@lru_cache(maxsize=64)
def names_in(question: Question, text: Text) -> float:
    """The worst match of the question's names anywhere in an article."""
    return support.names_anywhere(question, text.sentences, text.article.title or "")
