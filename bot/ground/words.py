"""Words made comparable: "Iranian" and "Iran", "seven" and "7", "offered" and "offer"."""

import re
from functools import cache, lru_cache
from typing import Any, NamedTuple

import Stemmer

from bot.ground.lexicon import cues

WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*")


class Word(NamedTuple):
    """One word of a text: characters `start` to `end`, and the `key` under which it is compared."""

    text: str
    start: int
    end: int
    key: str

    @property
    def is_name_like(self) -> bool:
        """Whether it is written as a name or number."""
        return self.text[:1].isupper() or self.text[:1].isdigit()


def cue_words() -> dict[str, Any]:
    """The tables of `cues/words.toml`."""
    return cues("words")


@cache
def function_words() -> frozenset[str]:
    """Words that a question and its evidence need not share."""
    return frozenset(str(cue_words()["function"]).split())


@cache
def _nationalities() -> dict[str, str]:
    return {
        people.lower(): name.lower()
        for name, (_, adjectives, _) in cues("countries").items()
        for people in adjectives
        if " " not in people and " " not in name
    }


@cache
def capitals() -> dict[str, str]:
    """The key of a capital to the key of its country: it may stand for the government."""
    return {
        key(capital): key(name)
        for name, (capital, _, _) in cues("countries").items()
        if " " not in capital and " " not in name
    }


@cache
def country_names() -> dict[str, str]:
    """Each country's names and its people, in lower case, to the usual name."""
    found = {}
    for name, (_, adjectives, others) in cues("countries").items():
        found.update({form.lower(): name for form in (name, *adjectives, *others)})
    return found


@cache
def country_forms(form: str) -> tuple[frozenset[str], ...]:
    """The other ways to name the country that `form` names ("US": "United States", "American"), as keys."""
    name = country_names().get(form.lower())
    if name is None or (len(form) <= 3 and form.islower()):  # "us" is mostly no country
        return ()
    forms = (other for other, named in country_names().items() if named == name)
    return tuple(frozenset(word.key for word in words(other)) for other in forms)


@cache
def _stemmer() -> Any:
    return Stemmer.Stemmer("english")


@lru_cache(maxsize=100_000)
def key(word: str) -> str:
    """What a word is compared by: its stem, a number's digits, a nationality's country."""
    plain = word.lower().replace("’", "'").removesuffix("'s")
    tables = cue_words()
    if plain in tables["numbers"]:
        return str(tables["numbers"][plain])
    if plain[:1].isdigit():
        return plain.replace(",", "")
    plain = tables["kin"].get(plain, plain)
    plain = _nationalities().get(plain, plain)
    return str(_stemmer().stemWord(plain))


def words(text: str) -> tuple[Word, ...]:
    """The words and numbers of a text in order."""
    return tuple(Word(m.group(), m.start(), m.end(), key(m.group())) for m in WORD.finditer(text))


def content_words(text: str) -> tuple[Word, ...]:
    """Those words that say what a text is about."""
    return tuple(word for word in words(text) if word.text.lower() not in function_words())
