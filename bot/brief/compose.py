"""The whole brief of an article, made by the embedded engine."""

from bot import __version__
from bot.brief.actors import find_cast
from bot.brief.dates import find_dates
from bot.brief.figures import find_figures
from bot.brief.five_w import find_five_w
from bot.brief.languages import is_read
from bot.brief.places import find_places
from bot.brief.positions import find_positions
from bot.brief.quotes import find_quotes
from bot.brief.reading import Reading
from bot.brief.summary import headline, lead, summarise
from bot.brief.timeline import find_timeline
from bot.brief.unknowns import find_unknowns
from bot.engine.local.nlp import parse
from bot.model import Article, Brief, Engine, FiveW

SCHEMA = 13
"""Raised whenever the same article would give another brief, so that stored ones are made anew."""

ENGINE = Engine(name="embedded", version=f"{__version__}+brief.{SCHEMA}")

_LEAD_SENTENCES = 3


def compose(article: Article) -> Brief:
    """The brief of `article`; in a language that is not read, its headline and first sentences only."""
    reading = Reading(article, parse(article.text))
    return _whole(reading) if is_read(article) else _lead_only(reading)


def _lead_only(reading: Reading) -> Brief:
    return Brief(
        article=reading.article,
        headline=headline(reading),
        summary=lead(reading, _LEAD_SENTENCES),
        five_w=FiveW(),
        engine=ENGINE,
    )


def _whole(reading: Reading) -> Brief:
    cast = find_cast(reading)
    dates = find_dates(reading)
    quotes = find_quotes(reading, cast)
    return Brief(
        article=reading.article,
        headline=headline(reading),
        summary=summarise(reading, cast),
        five_w=find_five_w(reading, cast, dates),
        actors=cast.actors,
        positions=find_positions(reading, cast, quotes),
        quotes=quotes,
        figures=find_figures(reading, cast, quotes, dates),
        timeline=find_timeline(reading, dates, cast),
        places=find_places(reading, cast),
        not_stated=find_unknowns(reading),
        engine=ENGINE,
    )
