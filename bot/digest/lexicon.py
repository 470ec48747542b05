"""The lists of cues that digests read figures by."""

from functools import partial

from bot.ground.lexicon import cues_of, words_of

cues = partial(cues_of, "bot/digest/cues")
words = partial(words_of, "bot/digest/cues")
