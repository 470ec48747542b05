"""Summaries beside those that people wrote: ROUGE on the Wikinews articles of the GUM corpus.

Source: amir-zeldes/gum (Zeldes 2017; summaries: Liu & Zeldes 2023), `dep/GUM_news_*.conllu`; Wikinews: CC BY
2.5, annotations: CC BY 4.0. Only summaries marked `human`, not those of models. Nothing is held out.

How it is counted: ROUGE-1, -2 and -L (Lin 2004; the library `rouge-score`, with stemming) of the brief's
summary, the words that it puts in square brackets included; with the nearest of a text's references, the
mean over the texts. Interval: by resampling the texts. Naive: the first three sentences.
A reference is one sentence, our summary three to five, lead-3 always three: F1 rewards the shorter, so
recall of ROUGE-1 stands beside it.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from rouge_score.rouge_scorer import RougeScorer

from benchmarks.asked import article_of, briefs
from benchmarks.measure import Measure, bootstrap, mean
from benchmarks.repositories import Repository, repository
from bot.model import Article

NAME = "summaries (GUM, Wikinews)"
REPOSITORY = "amir-zeldes/gum"
KINDS = ("rouge1", "rouge2", "rougeL")
HUMAN = re.compile(r"^# meta::summary\d* = \(human\d*\) (.+)$", re.MULTILINE)
_META = re.compile(r"^# meta::(title|dateCreated) = (.+)$", re.MULTILINE)


def measures(data: Path, sample: int) -> Iterator[Measure]:
    """F1 of ROUGE-1, -2 and -L and recall of ROUGE-1, over at most `sample` texts."""
    found = repository(data, REPOSITORY)
    if found is None:
        return
    texts = annotated(found, sample)
    made = briefs([article(text) for text in texts], NAME)
    references = [HUMAN.findall(text) for text in texts]
    ours = [" ".join(statement.text for statement in brief.summary) for brief in made]
    lead = [" ".join(sentences(text)[:3]) for text in texts]
    for kind in KINDS:
        yield _figure(f"{kind} F1", _scores(ours, references, kind, "fmeasure"), lead, references, kind)
    yield _figure("rouge1 recall", _scores(ours, references, "rouge1", "recall"), lead, references, "rouge1")


def annotated(found: Repository, sample: int) -> list[str]:
    """At most `sample` of the set's Wikinews reports, as annotated."""
    names = [name for name in found.names("dep") if "GUM_news_" in name][:sample]
    return [found.read(name).decode() for name in names]


def _figure(
    name: str, scores: Sequence[float], lead: Sequence[str], references: Sequence[list[str]], kind: str
) -> Measure:
    part = "recall" if "recall" in name else "fmeasure"
    plain = _scores(lead, references, kind, part)
    gaps = sorted(zip((a - b for a, b in zip(scores, plain, strict=True)), references, strict=True))
    worst = tuple(f"{gap:+.2f} beside lead-3: {given[0]}" for gap, given in gaps if gap < 0)
    return Measure(NAME, name, len(scores), mean(scores), mean(plain), None, worst, bootstrap(scores, mean))


def _scores(texts: Sequence[str], references: Sequence[list[str]], kind: str, part: str) -> list[float]:
    scorer = RougeScorer([kind], use_stemmer=True)
    return [
        max(getattr(scorer.score(one, text)[kind], part) for one in given)
        for text, given in zip(texts, references, strict=True)
    ]


def article(text: str) -> Article:
    """A text of the corpus as the article that was published: without captions, its paragraphs apart."""
    told = dict(_META.findall(text))
    day = told.get("dateCreated", "")
    published = datetime.fromisoformat(day).replace(tzinfo=UTC) if len(day) == 10 else None
    return article_of("\n\n".join(" ".join(each) for each in _paragraphs(text)), told.get("title"), published)


def sentences(text: str) -> list[str]:
    """The sentences of the article, in order."""
    return [sentence for each in _paragraphs(text) for sentence in each]


def _paragraphs(text: str) -> list[list[str]]:
    blocks: list[list[str]] = [[]]
    wanted = False
    for line in text.splitlines():
        if line.startswith("# newpar_block = "):
            wanted = not re.search(r"head|figure|caption", line)
            blocks.append([])
        elif wanted and line.startswith("# text = "):
            blocks[-1].append(line.removeprefix("# text = "))
    return [block for block in blocks if block and not _is_day(block)]


def _is_day(block: list[str]) -> bool:
    """Whether it is the line with the day that opens a Wikinews article."""
    return len(block) == 1 and re.fullmatch(r"\w+, \w+ \d+, \d{4}\.?", block[0]) is not None
