"""Questions of weekly news quizzes over the pages that a search found for them: RealTimeQA, 2025.

Source: realtimeqa/realtimeqa_public (Kasai et al., NeurIPS 2023); the repository states no licence; it is
read here and not kept.
Used: `past/2025/*_{qa,gcs}.jsonl`; 2026 and `latest` are held out and never opened.

How it is counted, over a sample with a fixed seed:

- A question is *answerable* here when the words of its right choice stand in one sentence of a page
  found for it (four letters at least, or a number). Evidence hit@1: of those, the part whose first
  evidence, or, when nothing was stated, whose closest passage, holds these words.
- Answered: of the answerable, the part that is not refused. Refused: each question is asked again over the
  pages of the question 40 places on (another week, another subject); the part answered with "not stated".
- Naive: the sentence of highest BM25 score; it refuses when that has less of the question's words than the
  threshold that serves it best on these very questions.
"""

import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.asked import Asked, answers, article_of, is_stated, told
from benchmarks.closest import closest, plain, sentences
from benchmarks.measure import Measure, share
from benchmarks.repositories import Repository, repository
from bot.model import Answer, Article

NAME = "RealTimeQA 2025"
REPOSITORY = "realtimeqa/realtimeqa_public"
SAMPLE = 150
"""So many are measured on; the rule is fitted on others (training/answer_rule)."""
FURTHER = 40
"""So many questions on, the pages are another week's."""


def measures(data: Path, sample: int) -> Iterator[Measure]:
    """Evidence hit@1, answered and refused, over `sample` answerable questions."""
    found = repository(data, REPOSITORY)
    if found is None:
        return
    every = list(_questions(found))
    pages = [articles for _, _, articles in every]
    answerable = [n for n, (_, choice, articles) in enumerate(every) if _stands(choice, articles)]
    chosen = _sampled(answerable, sample)
    asked = [every[n][0] for n in chosen]
    wanted = [every[n][1] for n in chosen]
    others = [pages[(n + FURTHER) % len(every)] for n in chosen]
    own = answers([Asked(every[n][0], pages[n]) for n in chosen], f"{NAME}, own pages")
    other = answers(list(map(Asked, asked, others)), f"{NAME}, another week's pages")
    near = [closest(every[n][0], pages[n]) for n in chosen]
    far = list(map(closest, asked, others))
    yield _first_evidence(asked, wanted, own, [sentence for sentence, _ in near])
    yield from _refusals(
        asked, wanted, own, other, [(score for _, score in near), (score for _, score in far)]
    )


def _sampled(answerable: Sequence[int], sample: int) -> list[int]:
    return random.Random(7).sample(answerable, min(sample, len(answerable)))


def not_measured(found: Repository) -> Iterator[tuple[str, str, tuple[Article, ...], tuple[Article, ...]]]:
    """Question, choice, own and another week's pages of the answerable that the usual sample leaves out."""
    every = list(_questions(found))
    answerable = [n for n, (_, choice, articles) in enumerate(every) if _stands(choice, articles)]
    for n in sorted(set(answerable) - set(_sampled(answerable, SAMPLE))):
        yield (*every[n], every[(n + FURTHER) % len(every)][2])


def _first_evidence(
    asked: Sequence[str], wanted: Sequence[str], own: Sequence[Answer | None], near: Sequence[str]
) -> Measure:
    hits = list(map(holds, own, wanted))
    naive = share([plain(choice) in plain(sentence) for choice, sentence in zip(wanted, near, strict=True)])
    missed = tuple(
        f"{question} → {told(given)} (wanted: {choice})"
        for question, choice, given, hit in zip(asked, wanted, own, hits, strict=True)
        if not hit
    )
    return Measure(NAME, "evidence hit@1", len(asked), share(hits), naive, 0.60, missed)


def _refusals(
    asked: Sequence[str],
    wanted: Sequence[str],
    own: Sequence[Answer | None],
    other: Sequence[Answer | None],
    overlaps: Sequence[Iterable[float]],
) -> Iterator[Measure]:
    near, far = map(list, overlaps)
    threshold = best_threshold(near, far)
    answered, refused = list(map(is_stated, own)), [not is_stated(given) for given in other]
    naive = share([score >= threshold for score in near]), share([score < threshold for score in far])
    silent = tuple(
        f"{question} → not stated (wanted: {choice})"
        for question, choice, given in zip(asked, wanted, answered, strict=True)
        if not given
    )
    wrong = tuple(
        f"{question} → {told(given)}"
        for question, given in sorted(zip(asked, other, strict=True), key=_sureness)
        if is_stated(given)
    )
    size = len(asked)
    yield Measure(NAME, "answered, own pages", size, share(answered), naive[0], 0.75, silent)
    yield Measure(NAME, "refused, another week's pages", size, share(refused), naive[1], 0.92, wrong)
    both = (share(answered) + share(refused)) / 2
    yield Measure(NAME, "balanced accuracy of refusing", 2 * size, both, sum(naive) / 2, None)


def _sureness(given: tuple[str, Answer | None]) -> float:
    return -given[1].confidence if given[1] else 0.0


def best_threshold(near: Sequence[float], far: Sequence[float]) -> float:
    """The least score to answer at that tells the two best apart: the naive method at its very best."""
    return max(
        {*near, *far},
        key=lambda least: share([s >= least for s in near]) + share([s < least for s in far]),
    )


def _questions(found: Repository) -> Iterator[tuple[str, str, tuple[Article, ...]]]:
    """Each question with its right choice and the pages found for it."""
    for path in found.names("past/2025"):
        if not path.endswith("_gcs.jsonl"):
            continue
        pages = {row["question_id"]: row["search_result"] for row in _rows(found.read(path))}
        for row in _rows(found.read(path.replace("_gcs", "_qa"))):
            articles = tuple(filter(None, map(_article, pages.get(row["question_id"], []))))
            if articles and row["answer"] and row["answer"][0].isdigit():
                yield row["question_sentence"], row["choices"][int(row["answer"][0])], articles


def _rows(text: bytes) -> Iterator[dict]:  # type: ignore[type-arg]
    return (json.loads(line) for line in text.decode().splitlines() if line.strip())


def _article(page: dict) -> Article | None:  # type: ignore[type-arg]
    text = re.sub(r"\n{2,}", "\n\n", page.get("text") or "").strip()
    day = re.fullmatch(r"(\d{4})/(\d\d)/(\d\d)", page.get("publish_date") or "")
    published = datetime(*map(int, day.groups()), tzinfo=UTC) if day else None  # type: ignore[misc, arg-type]
    return article_of(text, page.get("title"), published) if len(text.split()) > 20 else None


def _stands(choice: str, articles: tuple[Article, ...]) -> bool:
    sought = plain(choice)
    telling = len(sought.replace(" ", "")) >= 4 or sought.strip().isdigit()
    return telling and any(sought in plain(sentence) for sentence in sentences(articles))


def holds(given: Answer | None, choice: str) -> bool:
    """Whether the first evidence, or else the closest passage, has the words of the right choice."""
    if given is None:
        return False
    evidence = given.evidence[0] if given.evidence else given.closest
    return evidence is not None and plain(choice) in plain(evidence.quote)
