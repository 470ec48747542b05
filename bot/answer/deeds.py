"""What a number is told of: "two killed and 148 evacuated" counts two deeds, and one of them is asked."""

from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Doc, Span, Token

from bot.answer.amounts import number_of, number_words
from bot.answer.asked import asked_head
from bot.answer.background import recalls
from bot.answer.fits import may_be_counted
from bot.answer.lexicon import cues
from bot.answer.passages import Text
from bot.answer.question import Question
from bot.answer.read import Candidate
from bot.answer.roles import is_passive
from bot.answer.senses import ALIKE, LISTED, is_listed, likeness
from bot.engine.local.nlp import parsed
from bot.ground.words import key

_NOT_COUNTS = frozenset(("DATE", "TIME", "MONEY", "PERCENT", "ORDINAL"))
RELATED = 0.4
"""From this likeness on a question's word may be meant by a deed: "victims" by "killed"."""
_THOSE = frozenset(("those", "them", "these"))
_HARMS = frozenset(cues("roles")["harms"].split())
_TOLD_BY = frozenset(("acl", "amod", "relcl"))


def counts_another_deed(question: Question, span: Span) -> bool:
    """Whether the sentence counts what was asked about, and this number is of something else in it."""
    if question.kind != "how_many":
        return False
    if _counts_beside(question, span):
        return True
    asked = asked_head(question)
    if asked is None or asked.is_stop:
        return _is_of_a_deed_unasked(question, _counted(span))
    if _is_part_of_those(asked, span):
        return True
    if _fit(asked, _counted(span)) >= ALIKE:
        return False
    if _befell_otherwise(asked, _counted(span)):
        return True
    others = (number for number in _counts(span.doc) if number not in span)
    return any(_fit(asked, _thing(other)) >= LISTED for other in others)


def _is_part_of_those(asked: Token, span: Span) -> bool:
    """Whether it is a part of those who did it: of "400 of those who left spent the night here" all left."""
    whole = _counted(span)
    did = [child for child in whole.children if child.dep_ == "relcl"]
    return whole.lower_ in _THOSE and any(_alike(asked, verb) >= ALIKE for verb in did)


def _is_of_a_deed_unasked(question: Question, thing: Token) -> bool:
    """Whether it counts those whom something befell, and it is asked how many there were."""
    verb = thing.head
    if thing.dep_ != "nsubjpass" or not is_listed(verb) or any(c.dep_ == "xcomp" for c in verb.children):
        return False
    words = [t for t in question.doc if t.pos_ in ("NOUN", "VERB", "ADJ") and not t.is_stop]
    return not any(likeness(word, verb).alike >= RELATED for word in words)


def _befell_otherwise(asked: Token, thing: Token) -> bool:
    """Whether something befell those counted that the lists know, and it is another deed than asked about."""
    verb = thing.head
    if any(child.dep_ == "xcomp" for child in verb.children):  # whoever was told to leave was evacuated
        return thing.dep_ == "nsubjpass" and asked.lemma_ in _HARMS
    both = is_passive(asked) and thing.dep_ == "nsubjpass" and is_listed(asked) and is_listed(verb)
    return both and likeness(asked, verb).alike < RELATED and _fit(asked, thing) < RELATED


def _counts_beside(question: Question, span: Span) -> bool:
    """Whether another number stands with the very noun asked about: "three books in 11 languages"."""
    noun = question.asked_noun
    if noun is None or may_be_counted(noun.key, noun.text.lower(), _counted(span)):
        return False
    others = (number for number in _counts(span.doc) if number not in span and number.dep_ == "nummod")
    return any(key(number.head.text) == noun.key for number in others)


def told_now(
    question: Question, candidates: Sequence[Candidate], texts: Mapping[int, Text]
) -> list[Candidate]:
    """The candidates without those that recall an earlier year, where another tells of what was asked.

    "How many died?" means this time, unless the question names what the recalled sentence names.
    """
    if question.kind == "yes_no":
        return list(candidates)
    now = [each for each in candidates if not _recalls(question, each, texts[each.sentence.article])]
    if len(now) == len(candidates):
        return now
    asked = asked_head(question) if question.kind == "how_many" else None
    told = any(each.score > 0 or (asked is not None and _tells(asked, each)) for each in now)
    return now if told else list(candidates)


def _recalls(question: Question, candidate: Candidate, text: Text) -> bool:
    named = {term.key for term in question.names} & candidate.sentence.keys
    return not named and recalls(question, candidate.sentence, text)


def _tells(asked: Token, candidate: Candidate) -> bool:
    if asked.is_stop:
        return False
    doc = parsed(candidate.sentence.text)
    start, end = (place - candidate.sentence.start for place in (candidate.start, candidate.end))
    span = doc.char_span(max(0, start), min(end, len(doc.text)), alignment_mode="expand")
    return span is not None and _fit(asked, _counted(span)) >= LISTED


def _counts(doc: Doc) -> Iterator[Token]:
    for token in doc:
        if token.like_num and token.ent_type_ not in _NOT_COUNTS and number_words(token.text):
            yield token


def _counted(span: Span) -> Token:
    """What the number of a span counts, or the span's head where it has none."""
    return _thing(number_of(span))


def _thing(number: Token) -> Token:
    """The noun that a number counts: of "45 of the 101 seats" the seats."""
    whole = next((c for c in number.children if c.dep_ == "prep" and c.lower_ == "of"), None)
    part = next((c for c in whole.children if c.dep_ == "pobj"), None) if whole is not None else None
    if part is not None:
        return part
    return number.head if number.dep_ in ("nummod", "quantmod", "compound") else number


def _fit(asked: Token, thing: Token) -> float:
    """How alike the word asked about is to the nearest that tells what became of the thing counted."""
    return max((_alike(asked, each) for each in _tellers(thing)), default=0.0)


def _alike(asked: Token, told: Token) -> float:
    found = likeness(asked, told)
    return 0.0 if found.contrary else found.alike


def _tellers(thing: Token) -> Iterator[Token]:
    """The thing, what is said of it right behind it, and what governs it up to the first verb."""
    yield thing
    yield from (child for child in thing.children if child.dep_ in _TOLD_BY)
    for above in thing.ancestors:
        yield above
        if above.pos_ in ("VERB", "AUX"):
            yield from (child for child in above.children if child.dep_ in ("acomp", "attr", "oprd"))
            return
