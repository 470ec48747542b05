"""Which country a name, an adjective or a capital stands for."""

import re
from dataclasses import dataclass
from functools import cache

from bot.ground.lexicon import cues


@dataclass(frozen=True)
class Gazetteer:
    """Lower-case forms to the country's usual name."""

    names: dict[str, str]
    people: dict[str, str]
    capitals: dict[str, str]
    longest: int
    begins: frozenset[str]
    """The first words of all names, adjectives and capitals: where none stands, no country is named."""

    def country(self, words: str) -> str | None:
        """The country that goes by this name: "the Islamic Republic of Iran" → "Iran"."""
        return self.names.get(_bare(words))

    def nation(self, words: str) -> str | None:
        """The country of these people or of this adjective: "Pakistani" → "Pakistan"."""
        return self.people.get(_bare(words)) if words[:1].isupper() else None

    def capital_of(self, words: str) -> str | None:
        """The country whose capital this is: "Tehran" → "Iran"."""
        return self.capitals.get(_bare(words))


def _bare(words: str) -> str:
    return words.lower().removeprefix("the ")


@cache
def gazetteer() -> Gazetteer:
    """The countries of `cues/countries.toml`."""
    names, people, capitals = {}, {}, {}
    for name, (capital, adjectives, others) in cues("countries").items():
        names.update({_bare(form): name for form in (name, *others)})
        people.update({adjective.lower(): name for adjective in adjectives})
        if capital:
            capitals[_bare(capital)] = name
    begins = frozenset(re.split(r"[\W]", form)[0] for form in (*names, *people, *capitals)) | {"the"}
    return Gazetteer(names, people, capitals, max(len(form.split()) for form in names) + 2, begins)
