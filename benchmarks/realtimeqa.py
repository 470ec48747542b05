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
- Naive: the sentence of highest BM25 score; hit@1 alone.
"""

import json
import random
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import bm25s

from benchmarks.asked import Asked, answers, article_of
from benchmarks.measure import Measure, share
from benchmarks.repositories import Repository, repository
from bot.answer.passages import sentence_ranges
from bot.ground.words import words
from bot.model import Answer, Article

NAME = "RealTimeQA 2025"
REPOSITORY = "realtimeqa/realtimeqa_public"
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
    chosen = random.Random(7).sample(answerable, min(sample, len(answerable)))
    own = answers([Asked(every[n][0], pages[n]) for n in chosen], f"{NAME}, own pages")
    other = answers(
        [Asked(every[n][0], pages[(n + FURTHER) % len(every)]) for n in chosen],
        f"{NAME}, another week's pages",
    )
    hits = [_holds(given, every[n][1]) for n, given in zip(chosen, own, strict=True)]
    naive = share([_plain(every[n][1]) in _plain(_first(every[n][0], pages[n])) for n in chosen])
    missed = tuple(
        f"{every[n][0]} → {_told(given)} (wanted: {every[n][1]})"
        for n, given, hit in zip(chosen, own, hits, strict=True)
        if not hit
    )
    yield Measure(NAME, "evidence hit@1", len(chosen), share(hits), naive, 0.60, missed)
    yield Measure(NAME, "answered, own pages", len(chosen), share([_answered(a) for a in own]), None, 0.75)
    wrong = tuple(
        f"{every[n][0]} → {_told(given)}" for n, given in zip(chosen, other, strict=True) if _answered(given)
    )
    refused = share([not _answered(a) for a in other])
    yield Measure(NAME, "refused, another week's pages", len(chosen), refused, None, 0.92, wrong)


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
    plain = _plain(choice)
    telling = len(plain.replace(" ", "")) >= 4 or plain.strip().isdigit()
    return telling and any(plain in _plain(sentence) for sentence in _sentences(articles))


def _sentences(articles: tuple[Article, ...]) -> list[str]:
    return [each.text[start:end] for each in articles for _, start, end in sentence_ranges(each.text)]


def _first(question: str, articles: tuple[Article, ...]) -> str:
    """The sentence that BM25 puts first."""
    sentences = _sentences(articles)
    index = bm25s.BM25()
    index.index([[word.key for word in words(sentence)] for sentence in sentences], show_progress=False)
    asked = [word.key for word in words(question) if word.key in index.vocab_dict]
    return sentences[int(index.get_scores(asked).argmax())] if asked else sentences[0]


def _holds(given: Answer | None, choice: str) -> bool:
    if given is None:
        return False
    evidence = given.evidence[0] if given.evidence else given.closest
    return evidence is not None and _plain(choice) in _plain(evidence.quote)


def _plain(text: str) -> str:
    return f" {' '.join(word.text.lower() for word in words(text))} "


def _answered(given: Answer | None) -> bool:
    return given is not None and given.status != "not_stated"


def _told(given: Answer | None) -> str:
    return (given.text or "not stated") if given else "unreadable"
