"""Questions on reported speech, made by rule from annotated news: who says what, about what.

networkdynamics/PolNeAR (Newell et al., LREC 2018), `data/train` only: each attribution there has its source,
cue and content. Of every article: what a named source says of something that its content alone mentions;
what it says at all; and two questions that the article doesn't answer, about what another article's source
speaks of, and about somebody of another article.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.quotes import Attributed, read
from benchmarks.repositories import Repository
from bot.engine.local.nlp import parse
from bot.model import Article

FOLDER = "data/train"
ARTICLES = 60
RUN = 6
"""So many words in a row of what was said make an answer right."""
_NAME = re.compile(r"(?:[A-Z][\w.'’-]+ )*[A-Z][a-z][\w'’-]+$")
_SAYS = re.compile(
    r"\b(?:said|says|say|told|tells|added|adds|argued|argues|warned|wrote|tweeted|stated|insisted)\b"
)
_FEWEST, _MOST = 6, 45


@dataclass(frozen=True)
class Said:
    """What a named source says in one attribution, and a thing that it alone speaks of."""

    name: str
    words: str
    topic: str | None


@dataclass(frozen=True)
class Report:
    """An article with its attributions to named sources."""

    name: str
    article: Article
    said: tuple[Said, ...]


def questions(found: Repository) -> Iterator[tuple[str, tuple[str, ...], Article, str]]:
    """Question, accepted answers (none when it is not said), article, and the group it belongs to."""
    with found.folder(FOLDER) as folder:
        reports = [report for report in _reports(folder) if report.said]
    rng = random.Random(5)
    for n, report in enumerate(reports):
        other = reports[(n + 7) % len(reports)]
        for question, accepted in (*_answered(report, rng), *_unanswered(report, other, rng)):
            yield question, accepted, report.article, report.name


def _reports(folder: Path) -> Iterator[Report]:
    names = sorted(path.stem for path in (folder / "text").glob("*.txt"))
    for name in names[:: max(1, len(names) // ARTICLES)][:ARTICLES]:
        article, attributions = read(folder, name)
        yield Report(name, article, tuple(_said(article.text, attributions)))


def _said(text: str, attributions: Sequence[Attributed]) -> Iterator[Said]:
    for one in attributions:
        name = _NAME.search(one.source.strip())
        words = " ".join(" ".join(text[a:b] for a, b in one.content).split())
        if name and _SAYS.search(one.cue) and _FEWEST <= len(words.split()) <= _MOST:
            yield Said(name.group(), words, _topic(text, words))


def _topic(text: str, words: str) -> str | None:
    """A noun phrase that stands in these words and, by its head, nowhere else in the article."""
    for chunk in parse(words).noun_chunks:
        head = chunk.root
        if head.pos_ == "NOUN" and len(head.text) > 4 and text.lower().count(head.lower_) == 1:
            return f"the {head.lower_}" if head.tag_ == "NN" else head.lower_
    return None


def _answered(report: Report, rng: random.Random) -> Iterator[tuple[str, tuple[str, ...]]]:
    told = rng.choice(report.said)
    every = " ; ".join(each.words for each in report.said if each.name.split()[-1] == told.name.split()[-1])
    yield f"What did {told.name} say?", runs(every)
    about = [each for each in report.said if each.topic]
    if about:
        one = rng.choice(about)
        yield f"What did {one.name} say about {one.topic}?", runs(one.words)


def _unanswered(report: Report, other: Report, rng: random.Random) -> Iterator[tuple[str, tuple[str, ...]]]:
    text = report.article.text
    foreign = [each for each in other.said if each.topic and each.topic.split()[-1] not in text.lower()]
    if foreign:
        yield f"What did {rng.choice(report.said).name} say about {rng.choice(foreign).topic}?", ()
    absent = [each.name for each in other.said if each.name.split()[-1] not in text]
    if absent:
        yield f"What did {rng.choice(absent)} say?", ()


def runs(words: str) -> tuple[str, ...]:
    """Every run of `RUN` words."""
    each = words.split()
    return tuple(" ".join(each[n : n + RUN]) for n in range(max(1, len(each) - RUN + 1)))
