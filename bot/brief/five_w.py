"""Who did what, when, where, why and how: the main event, as the article's lead tells it."""

from bot.brief.actors import Cast
from bot.brief.dates import Dated
from bot.brief.reading import Reading
from bot.model import FiveW


def find_five_w(reading: Reading, cast: Cast, dates: tuple[Dated, ...]) -> FiveW:
    """The main event in short phrases, each a run of the article's words."""
    return FiveW()
