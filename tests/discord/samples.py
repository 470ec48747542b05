"""Ten briefs of made-up articles, plain and odd, with evidence that stands in their texts; and digests."""

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.ground.locate import evidence_at
from bot.model import (
    Actor,
    Answer,
    Article,
    Brief,
    Destination,
    Difference,
    Digest,
    Engine,
    Evidence,
    Figure,
    FiveW,
    Position,
    Quote,
    Report,
    Side,
    Statement,
    Story,
    TimelineEntry,
)

ENGINE = Engine(name="embedded-reader", version="3")
AT = datetime(2026, 11, 20, 17, 20, tzinfo=UTC)

PORT = (
    "Two piers of the port of Estrava burned on Wednesday. At least 14 people were hurt, most of them by "
    "smoke, the port authority said.\n\n"
    "“We had no warning at all,” said Ilse Maron, the harbour master. The ferry line Norvik offered to carry "
    "freight for free. The mayor accused the port of ignoring three reports since 2024.\n\n"
    "The cause was not known on Thursday. Insurers put the damage at 4.2 million euros."
)
HOSTILE = (
    "@everyone **free** [click](https://evil.example) <@123> <#5> <t:0:F> ||hidden|| said the `author`.\n\n"
    "> not our quote, # nor heading, ~~nor~~ __this__ https://evil.example/x says <:emoji:1> @here.\n\n"
    "-# small - list 1. number \u202eright to left\u202c zero\u200bwidth </help:1> said Bo *Bold*."
)
RTL = "قال الوزير إن الميناء سيفتح يوم الخميس. وأضاف أن خمسة أشخاص أصيبوا في الحريق."


def article(name: str, text: str, **fields: Any) -> Article:
    """An article at an address of its own; `url=None` makes it a pasted text."""
    url = f"https://{name}.example/2026/11/{name}"
    given = {
        "id": hashlib.sha256(name.encode()).hexdigest()[:16],
        "url": f"{url}?utm_source=x",
        "canonical_url": url,
        "site": "Estrava Courier",
        "title": f"Fire in the port: {name}",
        "byline": "A. Reporter",
        "published_at": AT,
        "published_precision": "minute",
        "language": "en",
        "text": text,
        "content_hash": hashlib.sha256(text.encode()).hexdigest(),
        "fetched_at": AT,
    }
    return Article.model_validate(given | fields)


def said(of: Article, words: str) -> tuple[Evidence, ...]:
    """The first place where the article says these words."""
    start = of.text.index(words)
    return (evidence_at(of, start, start + len(words)),)


def brief_of(of: Article, **fields: Any) -> Brief:
    """A brief that tells the article's first sentence, and what else is given."""
    first = next(filter(str.strip, of.text.split(". ")[0].split("\n")), of.text.strip())
    given = {
        "article": of,
        "headline": of.title or first,
        "summary": (Statement(text=first, evidence=said(of, first)),),
        "five_w": FiveW(),
        "engine": ENGINE,
    }
    return Brief.model_validate(given | fields)


def port(name: str = "port", **fields: Any) -> Brief:
    """A brief with everything in it."""
    of = article(name, PORT, **fields)
    piers = "Two piers of the port of Estrava burned on Wednesday."
    hurt = "At least 14 people were hurt, most of them by smoke, the port authority said."
    return brief_of(
        of,
        summary=(
            Statement(text=piers, evidence=said(of, piers)),
            Statement(text=hurt, evidence=said(of, hurt)),
        ),
        five_w=FiveW(
            who=Statement(text="Two piers of the port of Estrava", evidence=said(of, piers)),
            when=Statement(text="Wednesday", evidence=said(of, piers)),
            where=Statement(text="Estrava", evidence=said(of, piers)),
        ),
        actors=(
            Actor(name="Ilse Maron", kind="person", role="harbour master", evidence=said(of, "Ilse Maron")),
        ),
        positions=(
            Position(
                actor="Norvik",
                stance="aid",
                what="offered to carry freight for free",
                evidence=said(of, "The ferry line Norvik offered to carry freight for free."),
            ),
            Position(
                actor="The mayor",
                stance="accuse",
                towards="the port",
                what="ignoring three reports since 2024",
                modality="denied",
                according_to="a clerk",
                evidence=said(of, "The mayor accused the port of ignoring three reports since 2024."),
            ),
        ),
        quotes=(
            Quote(
                words="We had no warning at all",
                speaker="Ilse Maron",
                speaker_role="harbour master",
                direct=True,
                cue="said",
                evidence=said(of, "“We had no warning at all,” said Ilse Maron, the harbour master."),
            ),
        ),
        figures=(
            Figure(
                value=14,
                counted="people hurt",
                qualifier="at least",
                according_to="the port authority",
                evidence=said(of, hurt),
            ),
            Figure(value=4.2e6, unit="EUR", evidence=said(of, "4.2 million euros")),
        ),
        timeline=(
            TimelineEntry(
                date="2026-11-18", precision="day", event="Two piers burned", evidence=said(of, piers)
            ),
            TimelineEntry(
                date="2024", precision="year", event="Three reports", evidence=said(of, "since 2024")
            ),
        ),
        not_stated=(
            Statement(
                text="The cause was not known on Thursday.",
                evidence=said(of, "The cause was not known on Thursday."),
            ),
        ),
    )


def hostile(text: str = HOSTILE) -> Brief:
    """A brief in which every text is the article's worst."""
    of = article("hostile", text, title=text[:200], site=text[:80], byline=text[:80])
    whole = (evidence_at(of, 0, len(of.text)),)
    return brief_of(
        of,
        headline=text,
        summary=tuple(Statement(text=text, evidence=whole) for _ in range(3)),
        five_w=FiveW(who=Statement(text=text, evidence=whole)),
        quotes=(Quote(words=text, speaker=text, speaker_role=text, direct=True, evidence=whole),),
        positions=(
            Position(actor=text, stance="accuse", towards=text, what=text, according_to=text, evidence=whole),
        ),
        figures=(
            Figure(value=1, unit=text, counted=text, qualifier=text, according_to=text, evidence=whole),
        ),
        timeline=(TimelineEntry(date="2026", precision="year", event=text, evidence=whole),),
        not_stated=(Statement(text=text, evidence=whole),),
    )


def long_one() -> Brief:
    """A brief of far more than one message holds."""
    sentences = [
        f"Speaker {n} said that pier {n} of the old port would be closed for repairs." for n in range(90)
    ]
    of = article("long", " ".join(sentences))
    return brief_of(
        of,
        summary=tuple(Statement(text=each, evidence=said(of, each)) for each in sentences[:60]),
        quotes=tuple(
            Quote(words=each, speaker=f"Speaker {n}", direct=False, cue="said", evidence=said(of, each))
            for n, each in enumerate(sentences)
        ),
        figures=tuple(
            Figure(value=n, counted="piers", evidence=said(of, each)) for n, each in enumerate(sentences)
        ),
    )


def ten() -> dict[str, Brief]:
    """The ten briefs of the golden payloads."""
    bare = article("bare", "Nothing else is known.", site=None, title=None, byline=None, published_at=None)
    pasted = article("pasted", PORT, url=None, canonical_url=None, published_precision="day")
    return {
        "port": port(),
        "bare": brief_of(bare),
        "pasted": brief_of(pasted),
        "month": brief_of(article("month", PORT, published_precision="month")),
        "year": brief_of(article("year", PORT, published_precision="year")),
        "hostile": hostile(),
        "rtl": brief_of(article("rtl", RTL, title="ميناء", byline=None)),
        "long": long_one(),
        "no_link": brief_of(article("no_link", PORT, url="ftp://x/y", canonical_url="javascript:alert(1)")),
        "emoji": brief_of(article("emoji", "🔥🔥 burned in the port 👩‍🚒.", title="🔥" * 120)),
    }


def answer(status: Any = "answered", **fields: Any) -> Answer:
    """An answer from the port's article."""
    of = port().article
    sentence = "The ferry line Norvik offered to carry freight for free."
    given: dict[str, Any] = {
        "status": status,
        "text": "" if status == "not_stated" else "Norvik",
        "evidence": () if status == "not_stated" else said(of, sentence),
        "confidence": 0.68,
        "engine": ENGINE,
    }
    return Answer.model_validate(given | fields)


def digest(stories: int = 2, **fields: Any) -> Digest:
    """A digest of stories about ports."""
    of = port().article
    piers = "Two piers of the port of Estrava burned on Wednesday."

    def story(number: int) -> Story:
        return Story(
            id=f"st{number}",
            headline=f"Fire in port {number}",
            statements=(Statement(text=piers, evidence=said(of, piers)),) * 2,
            reports=(
                Report(
                    article_id=of.id,
                    item_id=f"i{number}",
                    outlet="Estrava Courier",
                    title="Fire",
                    url=of.canonical_url,
                    published_at=AT,
                ),
                Report(article_id="b", item_id=f"j{number}", outlet="Wire", title="Fire", copy_of="Agency"),
            ),
            independent=1,
            differences=(
                Difference(
                    about="people hurt",
                    sides=(
                        Side(outlets=("Courier",), text="14", evidence=said(of, piers)),
                        Side(outlets=("Wire",), text="23", evidence=said(of, piers)),
                    ),
                ),
            ),
            changed=(Statement(text="hurt 12 → 14", evidence=said(of, piers)),),
            is_update=number == 0,
        )

    given = {
        "key": "k1",
        "schedule_id": "s1",
        "name": "Morning",
        "destination": Destination(platform="discord", workspace="1", channel="2"),
        "due_at": AT,
        "since": AT - timedelta(days=1),
        "stories": tuple(story(number) for number in range(stories)),
        "more": 3,
    }
    return Digest.model_validate(given | fields)
