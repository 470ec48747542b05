"""The lists of cues beside this module (`cues/*.toml`)."""

from functools import partial

from bot.ground.lexicon import cues_of

cues = partial(cues_of, "bot/answer/cues")
