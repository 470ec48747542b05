"""Front matter: what a site generator's Markdown says of itself before its text, as YAML or TOML."""

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from bot.ingest.draft import Block
from bot.ingest.plain import front_line

_FRONT = re.compile(
    r"\A\ufeff?(?P<rule>---|\+\+\+)[ \t]*\n(?P<front>.{0,8000}?\n)??(?P=rule)[ \t]*(?:\n|\Z)", re.DOTALL
)
# What generators call the things that a text's own front lines may say, the surest first.
_NAMES = {
    "title": ("title", "headline"),
    "byline": ("byline", "author", "authors", "by"),
    "published": ("published", "date", "published_at", "pubdate", "publishdate"),
    "url": ("canonical_url", "canonical", "url", "link", "original_url", "source_url"),
    "site": ("site", "publication", "publisher", "source"),
}


def apart(text: str) -> tuple[list[Block], str]:
    """The front lines that the front matter of `text` amounts to, and the text without it."""
    text = text.replace("\r\n", "\n")
    found = _FRONT.match(text)
    if not found:
        return [], text
    told = _told(found["rule"], found["front"] or "")
    if told is None:  # a rule, a paragraph, a rule
        return [], text
    lines = {name: _said(told, names) for name, names in _NAMES.items()}
    return [Block(f"{name}: {said}") for name, said in lines.items() if said], text[found.end() :]


def _told(rule: str, front: str) -> Mapping[str, Any] | None:
    """What is told, with its names in lower case; None when it is no front matter at all."""
    import yaml  # only for those who have such files

    try:
        # The base loader leaves every value as it is written, dates too, and makes no objects.
        told = tomllib.loads(front) if rule == "+++" else yaml.BaseLoader(front).get_single_data()
    except (ValueError, yaml.YAMLError):
        # Titles with a colon in them are no YAML, and often stand there all the same.
        told = dict(filter(None, (front_line(line.replace('"', "")) for line in front.splitlines()))) or None
    if told is None or not isinstance(told, dict):
        return None if front.strip() else {}
    return {str(name).lower(): value for name, value in told.items()}


def _said(told: Mapping[str, Any], names: tuple[str, ...]) -> str:
    """The first of `names` that says something, in one line."""
    return next(filter(None, (_in_line(told.get(name)) for name in names)), "")


def _in_line(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(filter(None, map(_in_line, value)))
    if isinstance(value, dict):
        return _in_line(value.get("name"))
    return "" if value is None else " ".join(str(value).split())
