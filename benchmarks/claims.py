"""Claims about news that no check was mended on: changed sentences of Wikinews, and people's summaries.

Source: amir-zeldes/gum, the Wikinews texts (CC BY-SA) with summaries that people wrote; read here, not kept.

How it is counted: each sentence of an article is changed in one way at a time (`tests/ground/mutations.py`: a
number, a name, a "not" and so on) and held to the sentence that it was; refused is the part that
`bot.ground.verify` does not pass. A person's summary is one sentence, taken to be true, and held to the
whole article; supported is the part that passes, reasons of attribution alone not counted against it (a
summary in one sentence seldom says who says so). Naive: a claim of which every content word stands in the
source passes.
"""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.measure import Measure, share
from benchmarks.repositories import repository
from benchmarks.summaries import HUMAN, REPOSITORY, annotated, article
from bot.engine.local.embed import nearest
from bot.engine.local.nlp import parse
from bot.ground.verify import Passage, Source, Verdict, verify
from bot.ground.words import content_words, words
from tests.ground.mutations import mutations

NAME = "claims (GUM, Wikinews)"
A_TEXT = 12
"""So many changed sentences of each article, drawn with a fixed seed."""
Judged = tuple[str, str, Verdict, bool]
"""What kind of claim, its words, the verdict, and whether the naive method passes it."""


def measures(data: Path, sample: int) -> Iterator[Measure]:
    """The changed sentences that are refused, by kind too, and people's summaries that are supported."""
    found = repository(data, REPOSITORY)
    if found is None:
        return
    texts = annotated(found, sample)
    changed = [each for text in texts for each in _changed(text)]
    yield _refused("changed sentences refused", changed)
    for kind in sorted({each[0] for each in changed}):
        yield _refused(f"changed sentences refused, {kind}", [each for each in changed if each[0] == kind])
    people = [each for text in texts for each in _summaries(text)]
    passed = [_passes(verdict) for _, _, verdict, _ in people]
    errors = tuple(f"{said} [{verdict.words}]" for _, said, verdict, _ in people if not _passes(verdict))
    naive = share([naive for *_, naive in people])
    yield Measure(NAME, "people's summaries supported", len(people), share(passed), naive, None, errors)


def _refused(name: str, judged: Sequence[Judged]) -> Measure:
    refused = [not verdict.supported for _, _, verdict, _ in judged]
    errors = tuple(f"passed ({kind}): {said}" for kind, said, verdict, _ in judged if verdict.supported)
    naive = share([not naive for *_, naive in judged])
    return Measure(NAME, name, len(judged), share(refused), naive, None, errors)


def _changed(text: str) -> Iterator[Judged]:
    source = _source(text)
    made = [(s, m) for s in source.whole.sentences for m in mutations(s, source.doc)]
    for sentence, each in random.Random(11).sample(made, min(A_TEXT, len(made))):
        verdict = verify(parse(each.changed), Passage((sentence,)), source, nearest)
        yield each.kind, each.changed, verdict, _naive(each.changed, sentence.text)


def _summaries(text: str) -> Iterator[Judged]:
    source = _source(text)
    for said in HUMAN.findall(text):
        verdict = verify(parse(said), source.whole, source, nearest)
        yield "summary", said, verdict, _naive(said, source.doc.text)


def _source(text: str) -> Source:
    made = article(text)
    return Source(parse(made.text), made.published_at.date() if made.published_at else None)


def _passes(verdict: Verdict) -> bool:
    return all(reason.kind == "attribution" for reason in verdict.reasons)


def _naive(claim: str, source: str) -> bool:
    there = {word.key for word in words(source)}
    return all(word.key in there for word in content_words(claim))
