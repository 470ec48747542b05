"""The day on which a page appeared, by htmldate: first what pages declare, then what they show."""

from datetime import date
from functools import cache
from typing import Any

# Htmldate hands odd spellings to dateparser, which tries 205 locales and takes five seconds to load them.
_LANGUAGES = ["en", "de", "fr", "es", "it", "nl", "pt"]


def shown_day(tree: Any, url: str | None) -> date | None:
    """The day that the page shows somewhere, where its head and markup declare none.

    The first of January is left out: it is what a mere year ("© 2019") is read as.
    """
    import htmldate.extractors

    htmldate.extractors.get_external_parser = _few_languages
    found = htmldate.find_date(tree, extensive_search=True, original_date=True, url=url)
    day = as_day(found)
    return None if day and (day.month, day.day) == (1, 1) else day


def as_day(written: str | None) -> date | None:
    """The day of an ISO 8601 date, or None."""
    try:
        return date.fromisoformat((written or "")[:10])
    except ValueError:
        return None


@cache
def _few_languages() -> Any:
    from dateparser import DateDataParser

    return DateDataParser(
        languages=_LANGUAGES,
        settings={
            "NORMALIZE": True,
            "PARSERS": ["absolute-time"],
            "PREFER_DATES_FROM": "past",
            "PREFER_LOCALE_DATE_ORDER": True,
            "STRICT_PARSING": True,
            "RETURN_AS_TIMEZONE_AWARE": False,
            "TIMEZONE": "UTC",
        },
    )
