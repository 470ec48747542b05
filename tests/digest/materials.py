"""Material without a store: briefs made by hand, profiles that are alike when their topic is the same."""

from datetime import UTC, datetime, timedelta

import numpy as np

from bot.digest.group import Profile
from bot.digest.material import Frame, Material
from bot.ground.locate import evidence_at
from bot.ground.words import content_words
from bot.model import (
    Article,
    Brief,
    Destination,
    Engine,
    FeedEntry,
    FeedItem,
    Figure,
    FiveW,
    Plan,
    Schedule,
    Statement,
    Timing,
)

NOON = datetime(2026, 5, 12, 12, 0, tzinfo=UTC)
HERE = Destination(platform="terminal", channel="terminal")


def profile(topic: int, text: str = "") -> Profile:
    """The profile of a text; those of one topic are alike, of two not at all."""
    meaning = np.zeros(64, np.float32)
    meaning[topic] = 1.0
    keys = {word.key for word in content_words(text)} | {f"topic{topic}"}
    runs = text.split()
    shingles = frozenset(hash(" ".join(runs[at : at + 5])) for at in range(len(runs) - 4))
    terms = dict.fromkeys(keys, len(keys) ** -0.5)
    return Profile(meaning, terms, terms, shingles)


def brief(name: str, text: str, *, outlet: str, at: datetime, figures: tuple[Figure, ...] = ()) -> Brief:
    """A brief whose summary is the text's sentences; figures get the sentence that has their number."""
    article = Article(
        id=name,
        site=outlet,
        title=f"Title of {name}",
        text=text,
        content_hash=name,
        fetched_at=at,
        published_at=at,
    )
    summary = []
    start = 0
    for sentence in text.split(". "):
        end = min(start + len(sentence) + 1, len(text))
        summary.append(Statement(text=text[start:end], evidence=(evidence_at(article, start, end),)))
        start = end + 1
    return Brief(
        article=article,
        headline=article.title or "",
        summary=tuple(summary),
        five_w=FiveW(),
        figures=tuple(_placed(figure, article) for figure in figures),
        engine=Engine(name="embedded", version="test"),
    )


def figure(value: float, counted: str, qualifier: str | None = None, by: str | None = None) -> Figure:
    """A figure without its place."""
    return Figure(value=value, counted=counted, qualifier=qualifier, according_to=by, evidence=())


def _placed(figure: Figure, article: Article) -> Figure:
    at = article.text.find(f"{figure.value:g}")
    place = evidence_at(article, max(at, 0), max(at, 0) + len(f"{figure.value:g}"))
    return figure.model_copy(update={"evidence": (place,)})


def report(
    name: str,
    text: str = "Something happened in the town. Nobody knows more about it",
    *,
    topic: int = 0,
    outlet: str = "Wire",
    hours: float = 0.0,
    figures: tuple[Figure, ...] = (),
    told_in: str | None = None,
    is_new: bool = True,
) -> Material:
    """An item with its brief, `hours` before noon."""
    at = NOON - timedelta(hours=hours)
    made = brief(name, text, outlet=outlet, at=at, figures=figures)
    entry = FeedEntry(url=f"https://{outlet.lower()}.example/{name}", title=made.headline, published_at=at)
    item = FeedItem(id=name, feed_id="f", entry=entry, seen_at=at, state="briefed", article_id=name)
    return Material(item, made, outlet, profile(topic, text), told_in, is_new)


def frame(most: int = 6, **plan: object) -> Frame:
    """A digest at noon."""
    wanted = Plan(name="noon", timing=Timing(times=("12:00",))).model_copy(update=plan)
    schedule = Schedule(id="s1", destination=HERE, plan=wanted, created_at=NOON)
    return Frame(schedule=schedule, due_at=NOON, key="k1", since=None, most=most)
