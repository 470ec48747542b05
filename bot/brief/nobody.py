"""What is written like a name and names nobody who acts: ships and storms, laws and cases, shares."""

from spacy.tokens import Span, Token

from bot.brief.kinds import Guess, Name, first_names
from bot.brief.lexicon import words
from bot.ground.countries import gazetteer
from bot.ground.numbers import is_currency

# "The Dutch", "the Chinese": these mean a people, or its state.
_COLLECTIVE = ("sh", "ch", "ese", "ss")


def is_named_thing(token: Token) -> bool:
    """Whether a name is given to a deed or thing: "Operation X", "the operation, which it named X"."""
    before = token.nbor(-1) if token.i else token
    while before.i > 0 and before.text in ("“", "‘", '"', "‘", "as"):
        before = before.nbor(-1)
    if before.lower_ in words("names", "things"):
        return True
    if before.lower_ not in ("named", "called", "nicknamed", "styled") or before.dep_ not in ("relcl", "acl"):
        return False
    bearer = before.head.lower_
    return not any(bearer in words("roles", key) for key in ("person", "group", "organisation", "places"))


def thing_itself(name: Name) -> tuple[str, ...]:
    """The name of a thing that stands with what it is in one name ("Typhoon Marisol"): whole, and alone."""
    first, _, rest = name.text.lower().partition(" ")
    return (name.text.lower(), rest) if rest and first in words("names", "things") else ()


def goes_before_thing(token: Token) -> bool:
    """Whether the next word is what a thing is called: "the ferry Skye"."""
    return token.lower_ in words("names", "things") and token.nbor().pos_ == "PROPN"


def names_nobody(span: Span, guess: Guess) -> bool:
    """Whether what looks like a name is a law's, a case's, a time zone's, letters, an office or "a Leica"."""
    if sum(char.isalpha() for char in span.text) < 2 or span.text in words("names", "offices"):
        return True
    if span.text.isupper() and is_currency(span.text.lower()):
        return True
    if all(token.ent_type_ == "DATE" for token in span) and span.text.lower() not in first_names():
        return True
    if len(span) > 1 and (span[-1].lower_ in words("names", "laws") or _is_award(span)):
        return True
    if len(span) > 1 and (_leads_a_name(span) or _is_of_weather(span)):
        return True
    if span.text.lower() in words("names", "never") or any(
        token.lower_ in words("names", "versus") for token in span[1:-1]
    ):
        return True
    party, hyphen, state = span.text.partition("-")
    if hyphen and party.lower() in words("names", "parties") and len(party) == 1 and state[:1].isupper():
        return True
    if len(span) == 1 and is_national(span.root):
        return True
    lone = len(span) == 1 and guess in ("person", "unknown")
    if lone and (_is_one_of_many(span.root) or _is_a_share(span.root)):
        return True
    return guess != "country" and _is_bracketed_party(span)


def _is_award(span: Span) -> bool:
    """As in "the Ebeling Prize", "the Order of St Brannoc": what somebody wins or is given."""
    order = span[0].lower_ in words("names", "orders") and span[1].lower_ == "of"
    return span[-1].lower_ in words("names", "awards") or order


def is_national(token: Token) -> bool:
    """As in "the German was booked", "a German": one of a people; "the British" are all of them."""
    if token.tag_ not in ("NN", "NNP") or token.dep_ in ("amod", "compound", "nmod", "poss"):
        return False
    if gazetteer().nation(token.text) is None or gazetteer().country(token.text):
        return False
    articles = {child.lower_ for child in token.children if child.dep_ == "det"} & {"a", "an", "the"}
    return bool(articles) and ("the" not in articles or not token.lower_.endswith(_COLLECTIVE))


def _leads_a_name(span: Span) -> bool:
    """As in "Coast Fire Chief Tom Nakamura": what is before somebody's name is an office."""
    following = span.doc[span.end] if span.end < len(span.doc) else None
    office = span[-1].lower_ in words("roles", "person") and span[-1].whitespace_ != ""
    return office and following is not None and following.ent_type_ == "PERSON"


def _is_of_weather(span: Span) -> bool:
    said = span.root.dep_ == "nsubj" and span.root.head.lemma_ in words("speech", "verbs")
    return span[-1].lower_ in words("names", "burning") and not said


def _is_one_of_many(token: Token) -> bool:
    return any(
        child.dep_ == "det" and child.lower_ in ("a", "an", "every", "each") for child in token.children
    )


def _is_a_share(token: Token) -> bool:
    """As in "Turnout was 74%"."""
    return token.head.lemma_ == "be" and any(
        child.lower_ in ("%", "percent") for child in token.head.children
    )


def _is_bracketed_party(span: Span) -> bool:
    """As in "Cllr Jo Marr (Lab)": in brackets behind a person, and nothing else there."""
    doc = span.doc
    if span.start < 2 or span.end >= len(doc) or doc[span.start - 1].text != "(" or doc[span.end].text != ")":
        return False
    return doc[span.start - 2].pos_ == "PROPN" and not span.text.isupper() and len(span) < 3
