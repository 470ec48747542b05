"""Lists of cues in TOML files, each read once a process; `cues` and `words` are those of the ground."""

import tomllib
from functools import cache, partial
from typing import Any

from bot.resources import resource


@cache
def cues_of(folder: str, name: str) -> dict[str, Any]:
    """The content of `FOLDER/NAME.toml`; the same object each time, not to be changed."""
    return tomllib.loads(resource(f"{folder}/{name}.toml").read_text(encoding="utf-8"))


@cache
def words_of(folder: str, name: str, *keys: str) -> frozenset[str]:
    """The words of the white-space separated list that stands under `keys` in `FOLDER/NAME.toml`."""
    found: Any = cues_of(folder, name)
    for key in keys:
        found = found[key]
    return frozenset(found.split() if isinstance(found, str) else found)


cues = partial(cues_of, "bot/ground/cues")
words = partial(words_of, "bot/ground/cues")
