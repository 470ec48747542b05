"""Whether a filter lets an entry pass, and if not, which of its words or lists keeps it out."""

import html
import re
import unicodedata
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from bot.errors import InputError
from bot.model import FeedEntry, Filter

_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_LANGUAGE = re.compile("-?[A-Za-z]{2}(?:[-_][A-Za-z0-9]{2,8})*")
_UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")


def kept_out(entry: FeedEntry, wanted: Filter, outlet: str | None = None) -> str | None:
    """Why the filter keeps an entry out ("exclude: sport"), or None when it passes.

    Words and phrases are whole words of title, text and categories, whatever their case and accents; in
    scripts without spaces any place counts. `outlet` is the name of the site, beside the entry's host.
    """
    words = _Words(entry)
    for phrase in wanted.exclude:
        if words.have(phrase):
            return f"exclude: {phrase}"
    if wanted.include and not any(map(words.have, wanted.include)):
        return f"include: none of {', '.join(wanted.include)}"
    return _kept_out_by(wanted.sources, "source", lambda name: _is_from(entry, outlet, name)) or _kept_out_by(
        wanted.languages, "language", lambda code: _is_in(entry, code)
    )


def sound(wanted: Filter) -> Filter:
    """The filter without empty words, and each of the rest once; raises InputError for no language code."""
    lists = {name: tuple(dict.fromkeys(filter(None, map(str.strip, each)))) for name, each in wanted}
    for code in lists["languages"]:
        if not _LANGUAGE.fullmatch(code):
            raise InputError(f'"{code}" is no language code: give its two letters, such as "en" or "de".')
    return Filter.model_validate(lists)


def either(one: Filter, other: Filter) -> Filter:
    """The filter that lets through at least what one of the two does."""
    kept = {
        "include": (*one.include, *other.include) if one.include and other.include else (),
        "exclude": tuple(word for word in one.exclude if word in other.exclude),
        "sources": _either(one.sources, other.sources),
        "languages": _either(one.languages, other.languages),
    }
    return Filter.model_validate({name: tuple(dict.fromkeys(each)) for name, each in kept.items()})


def _either(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """Of two lists of names those out of which both keep, and those that alone pass in each."""
    only = [tuple(name for name in names if not name.startswith("-")) for names in (one, other)]
    kept_out = tuple(name for name in one if name.startswith("-") and name in other)
    return (*kept_out, *(only[0] + only[1] if all(only) else ()))


def let_in(entry: FeedEntry, wanted: Filter) -> tuple[str, ...]:
    """By what an entry passes the filter, for one that does: "include: port", "exclude: none of sport"."""
    words = _Words(entry)
    phrase = next((phrase for phrase in wanted.include if words.have(phrase)), None)
    found = [f"include: {phrase}"] if phrase else []
    if wanted.exclude:
        found.append(f"exclude: none of {', '.join(wanted.exclude)}")
    for kind, names in (("source", wanted.sources), ("language", wanted.languages)):
        if names:
            found.append(f"{kind}: {', '.join(names)}")
    return tuple(found)


def _kept_out_by(names: Iterable[str], kind: str, fits: Callable[[str], bool]) -> str | None:
    """A list of names that alone pass; those after a "-" don't."""
    only = [name for name in names if not name.startswith("-")]
    for name in names:
        if name.startswith("-") and fits(name[1:]):
            return f"{kind}: {name}"
    return None if not only or any(map(fits, only)) else f"{kind}: not {' or '.join(only)}"


class _Words:
    """An entry's words, folded, between single spaces."""

    def __init__(self, entry: FeedEntry) -> None:
        parts = [entry.title or "", shown_text(entry.text), *entry.categories]
        self._parts = [_folded(part) for part in parts]
        self._spaced = " | ".join(f" {' '.join(_WORD.findall(part))} " for part in self._parts)

    def have(self, phrase: str) -> bool:
        """Whether the phrase stands among them; an empty one never does."""
        folded = _folded(phrase)
        if _UNSPACED.search(folded):
            return any(folded.strip() in part for part in self._parts)
        words = " ".join(_WORD.findall(folded))
        return bool(words) and f" {words} " in self._spaced


def shown_text(markup: str | None) -> str:
    """The words of some HTML, as one line."""
    return " ".join(html.unescape(_TAG.sub(" ", markup or "")).split())


def _folded(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in bare if not unicodedata.combining(char))


def _is_from(entry: FeedEntry, outlet: str | None, name: str) -> bool:
    host = (urlsplit(entry.url or "").hostname or "").removeprefix("www.")
    asked = name.strip().casefold().removeprefix("www.")
    return bool(asked) and (
        host == asked or host.endswith(f".{asked}") or _folded(outlet or "").strip() == _folded(asked)
    )


def _is_in(entry: FeedEntry, code: str) -> bool:
    return bool(entry.language) and (entry.language or "").casefold() == code.strip().casefold()[:2]
