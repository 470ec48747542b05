"""Articles and briefs to store; the texts are made up."""

import hashlib
from datetime import UTC, datetime

from bot.ground.locate import evidence_at
from bot.model import (
    Article,
    Brief,
    Engine,
    Evidence,
    Figure,
    FiveW,
    Position,
    Quote,
    Statement,
    TimelineEntry,
)

TEXT = (
    "China offered on Thursday to mediate between Arvand and Tolmia after two nights of shelling.\n\n"
    "“We hope both sides stop,” said Mao Lin, a spokeswoman. "
    "At least seven people were killed, officials said."
)
ENGINE = Engine(name="embedded", version="1")


def article(number: int = 1, text: str = TEXT, **fields: object) -> Article:
    """An article at an address of its own."""
    given = {
        "id": f"a{number}",
        "url": f"https://news.example/{number}?utm_source=feed",
        "canonical_url": f"https://news.example/{number}",
        "site": "news.example",
        "title": "China offers to mediate",
        "byline": "Ana Silva",
        "published_at": datetime.fromisoformat("2024-01-18T08:30:00+05:00"),
        "published_precision": "minute",
        "language": "en",
        "text": text,
        "content_hash": hashlib.sha256(text.encode(errors="replace")).hexdigest(),
        "fetched_at": datetime(2024, 1, 18, 9, 0, tzinfo=UTC),
    }
    return Article.model_validate(given | fields)


def evidence(of: Article, words: str) -> Evidence:
    """The first place where the article says these words."""
    start = of.text.index(words)
    return evidence_at(of, start, start + len(words))


def brief(of: Article, engine: Engine = ENGINE) -> Brief:
    """A brief of an article that carries TEXT, with a fact or more of every kind."""
    offer = evidence(of, "China offered on Thursday to mediate between Arvand and Tolmia")
    hope = evidence(of, "“We hope both sides stop,” said Mao Lin, a spokeswoman.")
    toll = evidence(of, "At least seven people were killed, officials said.")
    return Brief(
        article=of,
        headline="China offers to mediate",
        summary=(Statement(text=offer.quote, evidence=(offer, toll)),),
        five_w=FiveW(who=Statement(text="China", evidence=(offer,))),
        positions=(
            Position(actor="China", stance="mediate", towards="Arvand", what="to mediate", evidence=(offer,)),
            Position(actor="Mao Lin", stance="request", what="both sides stop", evidence=(hope, offer)),
        ),
        quotes=(
            Quote(
                words="We hope both sides stop", speaker="Mao Lin", direct=True, cue="said", evidence=(hope,)
            ),
        ),
        figures=(Figure(value=7, unit="people", counted="killed", qualifier="at least", evidence=(toll,)),),
        timeline=(
            TimelineEntry(date="2024-01-18", precision="day", event="China offered", evidence=(offer,)),
        ),
        engine=engine,
    )
