"""Who acts and speaks in the article, under which names."""

from collections.abc import Mapping
from dataclasses import dataclass

from spacy.tokens import Span, Token

from bot.brief.reading import Reading
from bot.model import Actor


@dataclass(frozen=True)
class Cast:
    """The article's actors, and which of its tokens mean whom ("Kakar", "he", "the minister")."""

    actors: tuple[Actor, ...]
    by_token: Mapping[int, Actor]

    def who(self, mention: Span | Token) -> Actor | None:
        """The actor that a name, pronoun or description means, or None when it cannot be told."""
        raise NotImplementedError


def find_cast(reading: Reading) -> Cast:
    """Every actor of the article with aliases merged, most mentioned first."""
    raise NotImplementedError
