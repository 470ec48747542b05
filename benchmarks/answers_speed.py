"""How long a warm answer takes over 1 and over 20 articles, beside the reader's own time for one window.

Articles: the Markdown seeds, and copies of them with the paragraphs in another order, so that each is a
text of its own. Usage: python -m benchmarks.answers_speed
"""

import hashlib
import random
import statistics
import time
from datetime import UTC, datetime

from bot.answer.engine import Coverage, answer
from bot.brief.compose import compose
from bot.config import load_settings
from bot.engine.local.reader import read_spans
from bot.model import Article
from bot.resources import resource

QUESTIONS = (
    "How many people were killed?",
    "Who ordered the evacuation?",
    "When did the fire start?",
    "Where was the match played?",
    "Why did profits fall?",
    "Did the council approve the closure?",
)


def article(text: str) -> Article:
    """A text as an article."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(id=digest[:16], text=text, content_hash=digest, fetched_at=datetime.now(UTC))


def articles(number: int) -> list[Article]:
    """So many different articles of 500 to 900 words."""
    texts = [path.read_text("utf-8") for path in sorted(resource("seeds").glob("*-*.md"))]
    shuffled = random.Random(1)
    found = []
    for n in range(number):
        paragraphs = texts[n % len(texts)].split("\n\n")[1:]
        shuffled.shuffle(paragraphs)
        found.append(article("\n\n".join(paragraphs)))
    return found


def milliseconds(coverage: list[Coverage]) -> float:
    """The median over the questions, each asked a second time of articles seen before."""
    policy = load_settings().answer
    spent = []
    for question in QUESTIONS:
        answer(question, coverage, (), policy, compose)
    for question in QUESTIONS:
        started = time.perf_counter()
        answer(question.replace("?", " then?"), coverage, (), policy, compose)
        spent.append((time.perf_counter() - started) * 1000)
    return statistics.median(spent)


def main() -> None:
    """Print the table."""
    passage = articles(1)[0].text[:900]
    read_spans("Who won?", passage)
    started = time.perf_counter()
    for number in range(10):
        read_spans(f"Who won match {number}?", passage)
    print(f"one window of the reader  {(time.perf_counter() - started) * 100:6.1f} ms")
    for number in (1, 4, 20):
        spent = milliseconds([Coverage(each) for each in articles(number)])
        print(f"answer over {number:2} articles   {spent:6.1f} ms")


if __name__ == "__main__":
    main()
