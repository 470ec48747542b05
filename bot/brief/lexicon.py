"""The lists of cues beside this module (`cues/*.toml`), each read once a process."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_CUES = Path(__file__).parent / "cues"


@cache
def cues(name: str) -> dict[str, Any]:
    """The content of `cues/NAME.toml`; the same object each time, not to be changed."""
    return tomllib.loads((_CUES / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def words(name: str, *keys: str) -> frozenset[str]:
    """The words of the white-space separated list that stands under `keys` in `cues/NAME.toml`."""
    found: Any = cues(name)
    for key in keys:
        found = found[key]
    return frozenset(found.split() if isinstance(found, str) else found)
