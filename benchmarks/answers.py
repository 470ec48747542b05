"""Answers on question files: right, refused, and whether every evidence is exact.

Each line of a question file is {"id", "question", "answers": [accepted strings], …}; an empty list means
that the text doesn't say. Right: an accepted string stands in the answer (or the answer in it) as whole
words, letter case and articles apart. Refused: status `not_stated`.

Usage: python -m benchmarks.answers QUESTIONS.jsonl ARTICLE.txt [--all]
"""

import argparse
import hashlib
import json
import re
import time
from datetime import UTC, datetime
from pathlib import Path

from bot.answer.engine import Coverage, answer
from bot.brief.compose import compose
from bot.config import load_settings
from bot.model import Answer, Article, Brief


def plain(text: str) -> str:
    """Lower case, no punctuation, no articles, one space."""
    words = re.sub(r"[^\w%$€£.]+", " ", text.lower().replace(",", "")).split()
    return " ".join(word.strip(".") for word in words if word not in ("a", "an", "the"))


def is_right(answer_text: str, accepted: list[str]) -> bool:
    """Whether an accepted answer stands in the text, or the text makes up most of one."""
    given = f" {plain(answer_text)} "
    return any(
        f" {plain(one)} " in given or (f"{given}" in f" {plain(one)} " and len(given) * 2 > len(plain(one)))
        for one in accepted
        if plain(one)
    ) and bool(given.strip())


def article_of(path: Path) -> Article:
    """A plain text file as an article."""
    text = path.read_text("utf-8").strip()
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(id=digest[:16], text=text, content_hash=digest, fetched_at=datetime.now(UTC))


def no_brief(article: Article) -> Brief:
    """For measuring without briefs."""
    raise RuntimeError("no brief here")


def line(question: str, accepted: list[str], given: Answer) -> tuple[bool, str]:
    """Whether an answer is right, and a line that shows it."""
    right = is_right(given.text, accepted) if accepted else given.status == "not_stated"
    shown = given.text or f"— ({given.closest.quote[:60] if given.closest else ''})"
    return right, f"{'ok ' if right else 'BAD'} {given.confidence:.2f} {question}  →  {shown}  {accepted}"


def main() -> None:
    """Print what went wrong, or everything, and the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("questions", type=Path)
    options.add_argument("article", type=Path)
    options.add_argument("--all", action="store_true")
    chosen = options.parse_args()
    coverage, policy = [Coverage(article_of(chosen.article))], load_settings().answer
    tally = {True: [0, 0], False: [0, 0]}
    started = time.perf_counter()
    for text in chosen.questions.read_text("utf-8").splitlines():
        item = json.loads(text)
        given = answer(item["question"], coverage, (), policy, compose).answers[0]
        right, shown = line(item["question"], item["answers"], given)
        tally[bool(item["answers"])][0] += right
        tally[bool(item["answers"])][1] += 1
        if chosen.all or not right:
            print(shown)
    spent = time.perf_counter() - started
    print(
        f"right {tally[True][0]}/{tally[True][1]}, refused {tally[False][0]}/{tally[False][1]}, {spent:.1f} s"
    )


if __name__ == "__main__":
    main()
