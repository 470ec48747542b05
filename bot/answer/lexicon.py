"""The lists of cues beside this module (`cues/*.toml`)."""

import re
from functools import partial

from bot.ground.lexicon import cues_of

cues = partial(cues_of, "bot/answer/cues")


def pattern(name: str) -> re.Pattern[str]:
    """One list of `cues/patterns.toml` as an expression."""
    return re.compile("|".join(cues("patterns")[name]), re.IGNORECASE)
