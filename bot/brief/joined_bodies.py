"""Names of bodies that have an "and" in them, of which a recogniser sees but one half.

As in "Essex Fire and Rescue Service", "Commission for Museums and Monuments", "Avon and Somerset Police".
"""

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from bot.brief.kinds import BODY
from bot.brief.lexicon import words

_OF = frozenset(("of", "for"))


def joined_bodies(doc: Doc) -> Iterator[Span]:
    """Each such name, whole."""
    for token in doc:
        if token.lower_ not in ("and", "&") or not 0 < token.i < len(doc) - 1:
            continue
        if not (_written(doc[token.i - 1]) and _written(doc[token.i + 1])):
            continue
        start, end = _start(token), _end(token)
        if _ends_in_body(doc[start:end], token) and (_names_fields(token) or _names_areas(token, start, end)):
            yield doc[start:end]


def _written(token: Token) -> bool:
    return token.text[0].isupper() and token.pos_ in ("PROPN", "NOUN", "ADJ")


def _start(joint: Token) -> int:
    """Where the capitals before the "and" begin, with what leads to them by "of" or "for"."""
    doc, at, first = joint.doc, joint.i, joint.sent.start
    while at > first:
        led = at - 2 >= first and doc[at - 1].lower_ in _OF and _written(doc[at - 2])
        if not led and not _written(doc[at - 1]):
            break
        at -= 1
    return at


def _end(joint: Token) -> int:
    at = joint.i + 1
    while at < joint.sent.end and _written(joint.doc[at]):
        at += 1
    return at


def _ends_in_body(name: Span, joint: Token) -> bool:
    """Whether one half says that it is a body; an office before somebody's name is none."""
    led = any(token.lower_ in _OF and _is_body(token.nbor(-1)) for token in name[: joint.i - name.start])
    return _is_body(name[-1]) or (led and name[-1].lower_ in words("names", "fields"))


def _is_body(noun: Token) -> bool:
    person = noun.lower_ in words("roles", "person") - words("roles", "organisation")
    listed = noun.lower_ in words("roles", "organisation") | {"service"} or bool(BODY.fullmatch(noun.text))
    return listed and not person


def _names_fields(joint: Token) -> bool:
    """Whether both halves say what a body is for: "Fire and Rescue", "Museums and Monuments"."""
    fields = words("names", "fields")
    return joint.nbor(-1).lower_ in fields and joint.nbor().lower_ in fields


def _names_areas(joint: Token, start: int, end: int) -> bool:
    """Whether the halves are the two areas of one force, as in "Avon and Somerset Police".

    What stands before must be named nowhere else by itself, as who takes part in a story is.
    """
    doc, before = joint.doc, joint.doc[start : joint.i]
    if end - joint.i != 3 or len(before) != 1 or doc[end - 1].lower_ not in words("names", "of_areas"):
        return False
    joined = [token.nbor().lower_ == joint.lower_ for token in doc[:-1] if token.text == before.text]
    return all(joined) and not before.text.isupper() and before.root.ent_type_ != "ORG"
