# ruff: noqa: E501 - a sentence of an article stands on one line
"""Articles and readings for the tests of the brief."""

from datetime import UTC, datetime

from bot.brief.actors import find_cast
from bot.brief.dates import find_dates
from bot.brief.five_w import find_five_w
from bot.brief.reading import Reading
from bot.engine.local.nlp import parse
from bot.model import Article, Evidence, FiveW

THURSDAY = datetime(2024, 1, 18, 9, 0, tzinfo=UTC)


def article(text: str, title: str | None = None, published_at: datetime | None = THURSDAY) -> Article:
    return Article(
        id="a1",
        title=title,
        text=text,
        published_at=published_at,
        language="en",
        content_hash="h",
        fetched_at=THURSDAY,
    )


def reading(text: str, title: str | None = None, published_at: datetime | None = THURSDAY) -> Reading:
    made = article(text, title, published_at)
    return Reading(made, parse(made.text))


def exact(evidence: tuple[Evidence, ...], text: str) -> bool:
    return bool(evidence) and all(text[e.start : e.end] == e.quote for e in evidence)


def five_w(text: str, title: str | None = None) -> FiveW:
    read = reading(text, title)
    found = find_five_w(read, find_cast(read), find_dates(read))
    for name in FiveW.model_fields:
        slot = getattr(found, name)
        assert slot is None or exact(slot.evidence, text)
        assert slot is None or any(slot.text in e.quote for e in slot.evidence)
    return found


def said(found: FiveW) -> dict[str, str | None]:
    return {name: slot.text if (slot := getattr(found, name)) else None for name in FiveW.model_fields}


FIRE = """\
LARNE, Northern Ireland – Two firefighters were killed and at least 14 people were injured when a blaze swept through a chemical warehouse in the port of Larne on Tuesday night, the fire service said.

The fire broke out at about 9:40 p.m. on Tuesday and spread to three neighbouring buildings. More than 300 residents were evacuated because of toxic smoke.

"We lost two of our finest tonight," said Chief Fire Officer Maeve Donnelly. She said her crews had faced explosions "every few seconds".

It was not immediately clear what caused the fire. Police declined to say whether anyone had been arrested.

The warehouse is owned by Calder Chemicals, which was fined £250,000 in March 2019 for breaches of safety rules. The company did not respond to a request for comment.

Northern Ireland's first minister will visit the site on Friday. A public meeting is planned for next week.

The two firefighters had served for a combined 31 years, according to the service.
"""
