"""Who wrote it, without "By" and without what they are at their paper ("Transport reporter")."""

import re
import tomllib
from functools import cache
from pathlib import Path

_CUES = Path(__file__).parent / "cues" / "bylines.toml"
_BY = re.compile(r"^(?:written\s+)?by:?\s+", re.IGNORECASE)
_BETWEEN = re.compile(r"(\s*(?:[,;|·/]|\s[–—-]\s)\s*(?:and\s+)?|\s+(?:and|&)\s+)", re.IGNORECASE)
_NAME_WORDS = 2


def bare_byline(line: str) -> str:
    """The names of a byline, in its own words; `line` without "By" where it names nobody but a job."""
    line = _BY.sub("", line).replace("; ", ", ").strip()
    pieces = _BETWEEN.split(line)
    names, betweens = [_without_job(piece) for piece in pieces[::2]], ["", *pieces[1::2]]
    told = [(between, name) for between, name in zip(betweens, names, strict=True) if name]
    if not told or names == pieces[::2]:
        return line
    joined = "".join(between + name for between, name in told)
    return re.sub(r",\s+and\s+", " and ", joined.removeprefix(told[0][0]))


def _without_job(piece: str) -> str:
    """A part of a byline without the job behind a name; empty when it is nothing but a job.

    Where no comma parts the two, only known words of beats are taken from behind a name of two words.
    """
    name = re.sub(r"\s*\([^()]*\)$", lambda found: "" if _is_job(found[0].strip(" ()")) else found[0], piece)
    if not _is_job(name):
        return name
    words = name.split()
    end = len(words) - 1
    while end > 0 and words[end - 1].lower().replace("’s", "").replace("'s", "") in _listed("beats"):
        end -= 1
    if end >= _NAME_WORDS:
        # A word that is no known beat may be one, or a name's third: "Ana Ruiz Fisheries correspondent".
        return " ".join(words[:end]) if end == _NAME_WORDS or end < len(words) - 1 else name
    return "" if end == 0 or len(words) == _NAME_WORDS else name


def _is_job(text: str) -> bool:
    words = text.lower().split()
    return bool(words) and words[-1].removesuffix("s") in _listed("jobs")


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(str(tomllib.loads(_CUES.read_text("utf-8"))[name]).split())
