"""Who said what: words in quotation marks, and what is reported without them."""

from spacy.tokens import Token

from bot.brief.actors import Cast
from bot.brief.direct_speech import DirectSpeech
from bot.brief.filing import find_dateline
from bot.brief.indirect import reported_clauses
from bot.brief.interviews import answered
from bot.brief.quotation_marks import find_quotations
from bot.brief.reading import Reading
from bot.brief.reference import PRONOUNS
from bot.brief.sayings import Saying, as_clause, says_no_more
from bot.brief.speakers import Speaker, speaker
from bot.brief.surroundings import Marked, Surroundings
from bot.ground.locate import evidence_at
from bot.model import Evidence, Quote


def find_quotes(reading: Reading, cast: Cast) -> tuple[Quote, ...]:
    """Every direct and indirect quote in order; words are one run of the article's text."""
    return tuple(_quote(reading, saying) for saying in find_sayings(reading, cast))


def find_sayings(reading: Reading, cast: Cast) -> tuple[Saying, ...]:
    """What is said in the article, direct and indirect, in order."""
    marked = marked_quotations(reading)
    around = Surroundings(reading.doc, marked, cast)
    direct = answered(reading, cast, DirectSpeech(reading, cast, around).sayings())
    story = _story_start(reading)
    indirect = [
        Saying(max(start, story), end, _reported_by(source, cast, direct, start), cue, False, None)
        for start, end, source, cue in reported_clauses(reading.doc, around, cast)
        if end > story
    ]
    direct = [as_clause(saying, indirect) for saying in direct]
    found = dict.fromkeys(sorted([*direct, *indirect], key=lambda saying: (saying.start, -saying.end)))
    return tuple(saying for saying in found if not says_no_more(reading, saying, indirect))


def _story_start(reading: Reading) -> int:
    """The character at which the first sentence begins, behind the dateline."""
    found = find_dateline(reading)
    return found[0][1] if found else 0


def _reported_by(source: Token | None, cast: Cast, direct: list[Saying], start: int) -> Speaker | None:
    last = next((saying.by for saying in reversed(direct) if saying.start < start and saying.by), None)
    return speaker(source, cast, last) if source is not None else None


def marked_quotations(reading: Reading) -> tuple[Marked, ...]:
    """The outermost quotations that hold at least a word, as tokens."""
    found: list[Marked] = []
    for quotation in find_quotations(reading.article.text):
        inner = reading.doc.char_span(quotation.inner_start, quotation.inner_end, alignment_mode="expand")
        whole = reading.doc.char_span(quotation.start, quotation.end, alignment_mode="expand")
        if inner is not None and whole is not None and any(token.is_alpha for token in inner):
            found.append(Marked(whole.start, whole.end, inner, len(found)))
    return tuple(found)


def _quote(reading: Reading, saying: Saying) -> Quote:
    text = reading.article.text
    span = reading.doc.char_span(saying.start, saying.end, alignment_mode="expand")
    evidence = [
        reading.sentence_evidence(span)
        if span is not None
        else evidence_at(reading.article, saying.start, saying.end)
    ]
    if saying.attributed_at is not None:
        sentence: Evidence = reading.sentence_evidence(
            reading.doc[saying.attributed_at.i : saying.attributed_at.i + 1]
        )
        if not (evidence[0].start <= sentence.start and sentence.end <= evidence[0].end):
            evidence.append(sentence)
    return Quote(
        words=text[saying.start : saying.end],
        speaker=_named(saying),
        speaker_role=saying.by.role if saying.by else None,
        direct=saying.direct,
        cue=saying.cue or None,
        evidence=tuple(evidence),
    )


def _named(saying: Saying) -> str | None:
    """The speaker's name; None for a pronoun, which a text in capitals may pass off as a name."""
    name = saying.by.name if saying.by else None
    return None if name is None or name.lower() in PRONOUNS else name
