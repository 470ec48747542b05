"""What is still to come is not told by what has been: "when will it end?" asks for no day in the past."""

from spacy.tokens import Span, Token

from bot.answer.asked import asked_head
from bot.answer.lexicon import cues
from bot.answer.question import Question
from bot.answer.senses import LISTED, likeness

_PLANNING = frozenset(cues("roles")["planning"].split())
_ONWARDS = frozenset(cues("roles")["onwards"].split())
_WERE = frozenset(("was", "were", "had", "did", "got"))
_PRESENT = frozenset(("VBZ", "VBP"))
_DONE = frozenset(("VBN", "VBD", "VBG"))


def is_over(question: Question, span: Span) -> bool:
    """Whether a sentence tells it of what has been, and it is asked of what is to come.

    A time is judged by the verb beside it, whatever that is; an amount or place only where that verb is the
    one asked about, for a report tells in the past what a thing yet to come will cost.
    """
    if question.kind not in ("when", "where", "how_many") or not _asks_ahead(question):
        return False
    verb = _verb_over(span.root)
    if verb is None or not _is_past(verb) or verb.lemma_ in _PLANNING:
        return False
    if question.kind == "when":
        return not _points_onwards(span)
    asked = asked_head(question)
    return asked is not None and likeness(asked, verb).alike >= LISTED


def _asks_ahead(question: Question) -> bool:
    """Whether a question has "will", or asks when something "is" without saying what was done to it."""
    doc = question.doc
    if any(token.tag_ == "MD" and token.lemma_ in ("will", "shall") for token in doc):
        return True
    root = question.root
    is_plain = root is not None and root.lemma_ == "be" and root.tag_ in _PRESENT
    return question.kind == "when" and is_plain and not any(token.tag_ in _DONE for token in doc)


def _verb_over(token: Token) -> Token | None:
    """The verb that a word stands with."""
    return next((each for each in (token, *token.ancestors) if each.pos_ in ("VERB", "AUX")), None)


def _is_past(verb: Token) -> bool:
    """Whether a finite verb tells of the past: not "would close", and not "planned to be back"."""
    helpers = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if any(child.tag_ in ("MD", "TO") for child in verb.children):
        return False
    return bool(helpers & _WERE) if verb.tag_ == "VBN" else verb.tag_ == "VBD"


def _points_onwards(span: Span) -> bool:
    """Whether what leads to a time puts it ahead of the verb: "adjourned until Friday"."""
    links = {span.root.head.lower_, span.doc[max(0, span.start - 1)].lower_, span[0].lower_}
    return bool(links & _ONWARDS)
