"""What is said, and how words in marks go together with the reported clause they stand in."""

from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from bot.brief.actors import Cast
from bot.brief.lexicon import words
from bot.brief.reading import Reading
from bot.brief.speakers import Speaker, speaker

_TELLING = 2


@dataclass(frozen=True)
class Saying:
    """Something said: between which characters, by whom, and the sentence that attributes it."""

    start: int
    end: int
    by: Speaker | None
    cue: str | None
    direct: bool
    attributed_at: Token | None = None


def as_clause(saying: Saying, indirect: list[Saying]) -> Saying:
    """Words in marks that nothing attributes are of whoever the clause around them is attributed to."""
    if saying.by is not None or saying.cue is not None:
        return saying
    around = [one for one in indirect if one.start <= saying.start and saying.end <= one.end and one.by]
    inner = min(around, key=lambda one: one.end - one.start, default=None)
    return replace(saying, by=inner.by, cue=inner.cue) if inner is not None else saying


def told_before(saying: Saying, doc: Doc, cast: Cast) -> Saying:
    """A paragraph of nothing but speech is by the person whom the sentence before it reports."""
    verb = _ended_before(saying, doc) if saying.by is None and saying.cue is None else None
    if verb is None or verb.lemma_ not in words("speech", "verbs") - words("speech", "thought"):
        return saying
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    by = speaker(subject, cast, None) if subject is not None else None
    told = by is not None and by.actor is not None and by.actor.kind == "person"
    return replace(saying, by=by, attributed_at=verb) if told else saying


def _ended_before(saying: Saying, doc: Doc) -> Token | None:
    """The main verb of the sentence before, where what is said opens a paragraph."""
    first = doc.char_span(saying.start, saying.end, alignment_mode="expand")
    at = first.start - 2 if first is not None else 0  # in between stands the mark
    opens = at > 0 and doc[at].is_space and "\n\n" in doc[at].text
    return doc[at - 1].sent.root if opens else None


def says_no_more(reading: Reading, saying: Saying, indirect: list[Saying]) -> bool:
    """Whether marks hold but a word or two of a clause that the same speaker is told to have said.

    The clause keeps the marks: "warned of “serious consequences”" is one quote, not two.
    """
    around = [one for one in indirect if one.start <= saying.start and saying.end <= one.end]
    span = span_of(reading, saying)
    if not saying.direct or span is None or not any(one.by == saying.by for one in around):
        return False
    counts = span[-1].pos_ == "ADP" and not any(token.pos_ in ("VERB", "AUX") for token in span)
    return counts or sum(token.is_alpha for token in span) <= _TELLING


def span_of(reading: Reading, saying: Saying) -> Span | None:
    """The tokens of a saying."""
    return reading.doc.char_span(saying.start, saying.end, alignment_mode="expand")
