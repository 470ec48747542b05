"""An article in parts, each with its evidence."""

from collections.abc import Callable
from typing import Literal

from bot.model.articles import Article, Engine, Evidence, Precision, Statement
from bot.model.base import Value

Stance = Literal[
    "consult",
    "support",
    "cooperate",
    "aid",
    "yield",
    "mediate",
    "request",
    "accuse",
    "reject",
    "threaten",
    "protest",
    "sanction",
    "mobilize",
    "coerce",
    "assault",
]
"""What an actor does towards another: PLOVER's event categories, and `mediate` (CAMEO 039/045)."""

Modality = Literal["asserted", "denied", "conditional", "promised"]
"""How a position is put: as fact, as denied ("did not condemn"), under a condition, or as intended."""

ActorKind = Literal["person", "organisation", "country", "group"]


class FiveW(Value):
    """Who did what, when, where, why and how; `None` where the text does not say."""

    who: Statement | None = None
    what: Statement | None = None
    when: Statement | None = None
    where: Statement | None = None
    why: Statement | None = None
    how: Statement | None = None


class Actor(Value):
    """Somebody who acts or speaks: the fullest name, other names used, role as the text states it."""

    name: str
    aliases: tuple[str, ...] = ()
    kind: ActorKind
    role: str | None = None
    evidence: tuple[Evidence, ...]


class Position(Value):
    """An actor's stance towards another about something; `according_to` when somebody else reports it."""

    actor: str
    stance: Stance
    towards: str | None = None
    what: str
    modality: Modality = "asserted"
    according_to: str | None = None
    evidence: tuple[Evidence, ...]


class Quote(Value):
    """What somebody said: one run of the article's own words, `direct` when it stood in quotation marks."""

    words: str
    speaker: str | None = None
    speaker_role: str | None = None
    direct: bool
    cue: str | None = None
    evidence: tuple[Evidence, ...]


class Figure(Value):
    """A number: of what, in which unit, how qualified ("at least"), and who says so."""

    value: float
    unit: str | None = None
    counted: str | None = None
    qualifier: str | None = None
    according_to: str | None = None
    evidence: tuple[Evidence, ...]


class TimelineEntry(Value):
    """An event and when: `date` is ISO 8601 cut to `precision` ("2024-01", "2024-01-18T08:30")."""

    date: str
    precision: Precision
    event: str
    evidence: tuple[Evidence, ...]


class Place(Value):
    """A place that the article names."""

    name: str
    evidence: tuple[Evidence, ...]


class Brief(Value):
    """An article in parts, each with its evidence."""

    article: Article
    headline: str
    summary: tuple[Statement, ...]
    five_w: FiveW
    actors: tuple[Actor, ...] = ()
    positions: tuple[Position, ...] = ()
    quotes: tuple[Quote, ...] = ()
    figures: tuple[Figure, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    places: tuple[Place, ...] = ()
    not_stated: tuple[Statement, ...] = ()
    engine: Engine


KeptBrief = Callable[[], Brief | None]
"""Reads a brief as it is stored: None where its form is one that this program no longer reads.

Reading checks all its facts, which takes longer than fetching it; of twenty articles that may answer, one
or two are looked up. It can be pickled: it is read in whatever process needs it.
"""
