"""The headline, and the three to five sentences that tell most of an article without repeating themselves."""

import math
from collections import Counter, defaultdict

from spacy.tokens import Span

from bot.brief.actors import Cast
from bot.brief.lexicon import cues
from bot.brief.main_event import is_furniture
from bot.brief.reading import Reading
from bot.brief.sentences import Standing, standing
from bot.brief.unknowns import says_unknown
from bot.model import Statement

Vector = dict[str, float]

_RELEVANCE = 0.65
_TOO_ALIKE = 0.55
_HEADLINE_WORDS = 16
_FEWEST = 3


def headline(reading: Reading) -> str:
    """The article's title, or its first sentence behind the dateline, cut at a clause."""
    if reading.article.title and reading.article.title.strip():
        return " ".join(reading.article.title.split())
    first = next((each for each in reading.sentences if not reading.is_dateline(each)), None)
    return _shortened(" ".join(first.text.split())) if first is not None else ""


def _shortened(sentence: str) -> str:
    tokens = sentence.split()
    if len(tokens) <= _HEADLINE_WORDS:
        return sentence.rstrip(".")
    stops = [
        i
        for i, word in enumerate(tokens[:_HEADLINE_WORDS], 1)
        if i >= 5 and word.endswith((",", ";", ":", "–", "—"))
    ]
    end = stops[-1] if stops else _HEADLINE_WORDS
    return " ".join(tokens[:end]).rstrip(",;:–— ") + ("" if stops else "…")


def summarise(reading: Reading, cast: Cast) -> tuple[Statement, ...]:
    """Up to five sentences in the article's order, verbatim but for who is meant, in square brackets.

    Chosen by maximal marginal relevance (Carbonell & Goldstein 1998) over TF-IDF vectors of lemmas,
    with the prior of news that what comes first matters most.
    """
    able = standing(reading, cast)
    told = tuple(sentence for sentence in able if not _is_colophon(sentence.text))
    able = told if len(told) >= _FEWEST else able
    whole = tuple(sentence for sentence in able if not sentence.leans)
    able = whole if len(whole) >= _FEWEST else able
    if not able:
        return lead(reading)
    vectors = _vectors([sentence.span for sentence in able])
    chosen = _choose(able, vectors, _gist(reading, vectors), _size(len(reading.sentences)))
    return tuple(
        Statement(text=able[i].text, evidence=(reading.sentence_evidence(able[i].span),))
        for i in sorted(chosen)
    )


def lead(reading: Reading, count: int = 1) -> tuple[Statement, ...]:
    """The first sentences as they stand."""
    return tuple(
        Statement(text=" ".join(sentence.text.split()), evidence=(reading.sentence_evidence(sentence),))
        for sentence in reading.sentences[:count]
    )


def _size(sentences: int) -> int:
    return 3 if sentences < 12 else 4 if sentences < 30 else 5


def _vectors(spans: list[Span]) -> list[Vector]:
    counts = [Counter(_terms(span)) for span in spans]
    seen = Counter(term for count in counts for term in count)
    return [
        _unit({t: (1 + math.log(n)) * math.log(1 + len(spans) / seen[t]) for t, n in count.items()})
        for count in counts
    ]


def _terms(span: Span) -> list[str]:
    return [
        token.lemma_.lower()
        for token in span
        if token.pos_ in ("NOUN", "PROPN", "VERB", "ADJ", "NUM") and not token.is_stop and token.is_alpha
    ]


def _unit(vector: Vector) -> Vector:
    length = math.sqrt(sum(weight * weight for weight in vector.values())) or 1.0
    return {term: weight / length for term, weight in vector.items()}


def _gist(reading: Reading, vectors: list[Vector]) -> Vector:
    """What the article is about: all sentences together, and the words of its title."""
    whole: defaultdict[str, float] = defaultdict(float)
    for vector in vectors:
        for term, weight in vector.items():
            whole[term] += weight
    title = (reading.article.title or "").lower().split()
    for term in title:
        if term in whole:
            whole[term] += max(whole.values())
    return _unit(dict(whole))


def _choose(able: tuple[Standing, ...], vectors: list[Vector], gist: Vector, size: int) -> list[int]:
    worth = [_worth(i, sentence, vectors[i], gist) for i, sentence in enumerate(able)]
    chosen: list[int] = [max(range(min(3, len(able))), key=worth.__getitem__)]
    while len(chosen) < size:
        left = [i for i in range(len(able)) if i not in chosen and _nearest(i, chosen, vectors) < _TOO_ALIKE]
        if not left:
            break
        chosen.append(
            max(left, key=lambda i: _RELEVANCE * worth[i] - (1 - _RELEVANCE) * _nearest(i, chosen, vectors))
        )
    return chosen


def _nearest(i: int, chosen: list[int], vectors: list[Vector]) -> float:
    return max(_likeness(vectors[i], vectors[j]) for j in chosen)


def _worth(i: int, sentence: Standing, vector: Vector, gist: Vector) -> float:
    """How much of the article the sentence tells: gist, place, and how well it stands alone."""
    length = len(sentence.text.split())
    fit = 1.0 if 10 <= length <= 35 else 0.8
    apart = 0.85 if sentence.bracketed else 1.0
    furniture = 0.3 if is_furniture(sentence.span) else 1.0
    furniture *= 0.7 if says_unknown(sentence.span) else 1.0
    return (
        (_likeness(vector, gist) + 0.5 / (1 + 0.4 * i))
        * fit
        * apart
        * furniture
        * (1 - 0.5 * sentence.quoted)
    )


def _is_colophon(text: str) -> bool:
    """Whether it is what a report ends with for the record: the case's number, who paid for a study."""
    return text.lower().startswith(tuple(cues("summary")["colophon"]))


def _likeness(one: Vector, other: Vector) -> float:
    return sum(weight * other.get(term, 0.0) for term, weight in one.items())
