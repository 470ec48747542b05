"""The domain: frozen values that the whole program shares, and nothing that does anything.

Offsets are in characters of `Article.text`. Wherever an `Evidence` stands,
`article.text[evidence.start:evidence.end] == evidence.quote`.
The JSON form of each value is the public contract of the command line.
"""

from datetime import datetime
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, model_validator

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
Precision = Literal["minute", "hour", "day", "week", "month", "quarter", "year", "decade"]
AnswerStatus = Literal["answered", "not_stated", "conflicting"]


class Value(BaseModel):
    """A frozen value; unknown fields are refused when it is read back."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Article(Value):
    """One article as it was read. `text` is NFC, its paragraphs separated by one blank line."""

    id: str
    url: str | None = None
    canonical_url: str | None = None
    site: str | None = None
    title: str | None = None
    byline: str | None = None
    published_at: datetime | None = None
    published_precision: Precision | None = None
    language: str | None = None
    text: str
    content_hash: str
    fetched_at: datetime


class Scope(Value):
    """Who may see: a workspace, or only one private channel or person in it.

    What is kept under a scope with a channel or person is seen from that scope alone; what is kept
    under the bare workspace is seen from all of its channels and by all of its people.
    """

    workspace: str = "local"
    channel: str | None = None
    person: str | None = None


class Evidence(Value):
    """A place in a stored article: `quote` is its text from `start` to `end`, character for character."""

    article_id: str
    url: str | None = None
    quote: str
    start: int
    end: int

    @model_validator(mode="after")
    def _is_a_range(self) -> Self:
        if not 0 <= self.start < self.end or len(self.quote) != self.end - self.start:
            raise ValueError(f"evidence {self.start}:{self.end} does not fit its quote")
        return self


class Engine(Value):
    """Which engine wrote a value; `name` starts with "embedded" or "hosted"."""

    name: str
    version: str
    prompt_hash: str | None = None


class Statement(Value):
    """A sentence or phrase and what supports it."""

    text: str
    evidence: tuple[Evidence, ...]


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


class Turn(Value):
    """One exchange of a conversation: what was asked (as understood) and what was answered."""

    question: str
    answer: str
    evidence: tuple[Evidence, ...] = ()


class Answer(Value):
    """What the coverage says to a question.

    `text` is the answer in the fewest words (at most 300 characters), empty when `not_stated`.
    The first evidence is the sentence that says it. `confidence` is the calibrated probability
    that the answer is right, or, for `not_stated`, that the coverage does not say.
    `understood_as` is the question as it was read, when that differs from what was typed.
    """

    status: AnswerStatus
    text: str
    evidence: tuple[Evidence, ...] = ()
    confidence: float
    engine: Engine
    closest: Evidence | None = None
    understood_as: str | None = None
