"""The proper names of a text, each with what kind of actor it looks like where it stands."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from spacy.tokens import Doc, Span, Token

from bot.brief.countries import gazetteer
from bot.brief.lexicon import words
from bot.model import ActorKind

Guess = ActorKind | Literal["place", "unknown"]

_LABELS: dict[str, Guess] = {"PERSON": "person", "ORG": "organisation", "GPE": "place", "NORP": "group"}
_BODY = re.compile(
    r"\b(?:inc|plc|ltd|llc|corp|co|ag|sa|se|gmbh|group|holdings?|bank|university|college|institute|ministry|"
    r"department|council|court|party|union|association|agency|committee|commission|federation|police|hospital|"
    r"school|church|club|united|city council|parliament|senate|congress|foundation|trust|society|army|navy|"
    r"force|corps|guards?|organi[sz]ation|authority|office|board|times|post|news|media|centre|center|"
    r"company|airlines?|airways|motors|industries|energy|pharma|laborator(?:y|ies)|league|alliance|coalition)\b",
    re.IGNORECASE,
)
_PARTICLES = frozenset(
    [
        "al",
        "el",
        "bin",
        "ibn",
        "ul",
        "ud",
        "ur",
        "van",
        "von",
        "der",
        "den",
        "de",
        "la",
        "le",
        "du",
        "da",
        "dos",
        "di",
        "of",
        "the",
        "and",
        "&",
        "for",
        "-",
        "–",
        "’",
        "'",
    ]
)
_TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "sir",
        "dame",
        "lord",
        "lady",
        "prof",
        "rev",
        "professor",
        "mr.",
        "mrs.",
        "ms.",
        "dr.",
        "prof.",
        "rev.",
        "gen.",
        "sen.",
        "rep.",
        "gov.",
    ]
)

_LEADING = frozenset(("al", "el", "de", "van", "von", "bin", "di", "da"))
_TRAILING = frozenset(("plc", "llp"))


@dataclass(frozen=True)
class Name:
    """A proper name at tokens `start` to `end`; `acts` when a verb makes it a subject or agent."""

    start: int
    end: int
    text: str
    guess: Guess
    acts: bool
    title: str | None = None


def find_names(doc: Doc, passed_over: Iterable[int] = ()) -> list[Name]:
    """Every proper name in order, not overlapping: countries, then entities, then subjects these missed.

    The tokens `passed_over` hold no names: those of the dateline, whose places don't act.
    """
    taken = dict.fromkeys(passed_over, True)
    found: list[Name] = []
    persons = {token.i for entity in doc.ents if entity.label_ == "PERSON" for token in entity}
    for span, guess in (*_countries(doc, persons), *_entities(doc), *_acting_runs(doc)):
        name = _name(span, guess)
        if name and not any(taken.get(i) for i in range(name.start, name.end)):
            taken.update((i, True) for i in range(name.start, name.end))
            found.append(name)
    return _of_one_kind(doc, sorted(found, key=lambda name: name.start))


def _of_one_kind(doc: Doc, names: list[Name]) -> list[Name]:
    """The same name is the same kind everywhere: a body where one mention has "the" or is called a group."""
    kinds: dict[str, Counter[Guess]] = {}
    for name in names:
        guess: Guess = "organisation" if name.guess == "person" and _called_a_body(doc, name) else name.guess
        kinds.setdefault(name.text.lower(), Counter())[guess] += 2 if guess == "organisation" else 1
    agreed = [replace(name, guess=_agreed(name.guess, kinds[name.text.lower()])) for name in names]
    return [replace(name, guess=_short_for_body(doc, name, agreed)) for name in agreed]


def _short_for_body(doc: Doc, name: Name, names: list[Name]) -> Guess:
    """A lone word taken for a person is a body when it only begins a body's name ("Tarnbeck plc")."""
    if name.guess != "person" or name.end - name.start > 1 or name.title:
        return name.guess
    surname = any(n.guess == "person" and n.end - n.start > 1 and n.text.endswith(name.text) for n in names)
    begins = any(n.guess == "organisation" and n.text.startswith(f"{name.text} ") for n in names)
    if surname or not begins:
        return name.guess
    return (
        "place" if doc[name.start].head.lower_ in ("in", "at", "near", "from", "across") else "organisation"
    )


def _agreed(guess: Guess, votes: Counter[Guess]) -> Guess:
    if guess in ("country", "place"):
        return guess
    told = {kind: count for kind, count in votes.items() if kind not in ("unknown", "place")}
    return max(told, key=lambda kind: told[kind], default=guess)


def _called_a_body(doc: Doc, name: Name) -> bool:
    nouns = words("roles", "organisation") | words("roles", "group")
    root = doc[name.start : name.end].root
    return any(child.dep_ == "appos" and child.lower_ in nouns for child in root.children)


def acts(token: Token) -> bool:
    """Whether `token` is who does something: an active subject or the agent of a passive."""
    if token.dep_ in ("nsubj", "csubj"):
        return True
    if token.dep_ == "npadvmod" and token.pos_ == "PROPN":
        return token.head.i == token.i + 1 and token.head.pos_ == "VERB"
    if token.dep_ in ("conj", "appos") and token.head != token:
        return acts(token.head)
    return token.dep_ == "pobj" and token.head.dep_ == "agent"


def _countries(doc: Doc, persons: set[int]) -> Iterator[tuple[Span, Guess]]:
    """Names of countries; not inside a person's name, nor inside another name ("Bank of America")."""
    countries = gazetteer()
    inside = {
        t.i: entity for entity in doc.ents if entity.label_ in ("ORG", "FAC", "WORK_OF_ART") for t in entity
    }
    at = 0
    while at < len(doc):
        size = _longest_country(doc, at, countries.longest) if _may_begin(doc[at]) else 0
        span = doc[at : at + size]
        entity = inside.get(at)
        part_of_more = entity is not None and (entity.start < at or _goes_on(entity, at + size))
        if size and at not in persons and not part_of_more:
            yield span, "country"
        at += max(size, 1)


def _may_begin(token: Token) -> bool:
    """Whether a country's name may begin here: a cheap look before the spans are compared."""
    first = token.nbor() if token.lower_ == "the" and token.i + 1 < len(token.doc) else token
    return token.text[0].isupper() and first.lower_.split(".")[0] in gazetteer().begins


def _goes_on(entity: Span, at: int) -> bool:
    """Whether `entity` goes on at `at` with more of a name than a possessive's ending and common nouns."""
    return (
        at < entity.end
        and entity.doc[at].text not in ("’s", "'s", "’", "'")
        and entity.doc[at].text[0].isupper()
    )


def _longest_country(doc: Doc, at: int, longest: int) -> int:
    countries = gazetteer()
    for size in range(min(longest, len(doc) - at), 0, -1):
        if countries.country(doc[at : at + size].text):
            return size
    return 0


def _entities(doc: Doc) -> Iterator[tuple[Span, Guess]]:
    for entity in doc.ents:
        guess = _LABELS.get(entity.label_)
        if guess:
            for part in _parts(entity):
                yield part, guess


def _parts(entity: Span) -> Iterator[Span]:
    """`entity` cut at line breaks, brackets and slashes, which are never inside a name."""
    for broken, group in groupby(entity, key=lambda t: t.is_space or t.is_bracket or t.text in '/|"“”'):
        tokens = list(group)
        if not broken:
            yield entity.doc[tokens[0].i : tokens[-1].i + 1]


def _acting_runs(doc: Doc) -> Iterator[tuple[Span, Guess]]:
    """Runs of proper nouns that are the subject or agent of a verb, whatever the entities say."""
    for token in doc:
        titled = token.pos_ == "PROPN" and token.i > 0 and doc[token.i - 1].lower_ in _TITLES
        if titled or (token.pos_ == "PROPN" and (acts(token) or token.dep_ in ("dobj", "nsubjpass"))):
            start = token.i
            while start > 0 and _continues_left(doc, start, token.sent.start):
                start -= 1
            yield doc[start : token.i + 1], "unknown"


def _continues_left(doc: Doc, start: int, first: int) -> bool:
    before = doc[start - 1]
    if start - 1 < first or before.is_space:
        return False
    return before.pos_ == "PROPN" or (
        before.text in ("-", "al", "de", "van", "von", "bin") and start - 2 >= first
    )


def _name(span: Span, guess: Guess) -> Name | None:
    tokens, title = _trimmed(list(span))
    if not tokens or not any(
        (token.text[0].isupper() and token.is_alpha) or token.pos_ == "PROPN" for token in tokens
    ):
        return None
    span = span.doc[tokens[0].i : tokens[-1].i + 1]
    guess = _better(guess, span, title)
    if guess == "person" and (any(t.like_num or t.is_digit for t in tokens) or not span.text[0].isupper()):
        return None
    if span.text in ("I", "I."):
        return None
    if guess == "group" and gazetteer().nation(span.text):
        return None
    if all(token.lower_ in words("roles", "titles") for token in span):
        return None
    return Name(span.start, span.end, span.text, guess, acts(span.root), title)


def _better(guess: Guess, span: Span, title: str | None) -> Guess:
    """The label corrected by what the name itself and the words before it say."""
    before = span.doc[span.start - 1] if span.start else None
    if gazetteer().country(span.text):
        return "country"
    if not title and gazetteer().capital_of(span.text) and span.text.lower() not in _first_names():
        return "place"
    if title or (guess != "person" and _after_role(before)):
        return "person"
    if guess in ("person", "unknown") and (
        _BODY.search(span.text) or (before is not None and before.lower_ == "the")
    ):
        return "organisation"
    if guess == "organisation" and span[0].lower_ == "the" and span.root.tag_ == "NNPS":
        return "group"
    return guess


def _first_names() -> frozenset[str]:
    return words("gender", "male", "names") | words("gender", "female", "names")


def _after_role(before: Token | None) -> bool:
    """Whether the word before is what a person is: "Finance Minister Xi"."""
    if before is None or before.dep_ not in ("compound", "nmod", "amod"):
        return False
    return before.lower_ in words("roles", "person") and before.lower_ not in words("roles", "organisation")


def _trimmed(tokens: list[Token]) -> tuple[list[Token], str | None]:
    """Without titles, articles, possessive endings and stray words at the edges; and the title."""
    title = None
    while tokens and _not_of_name(tokens[0], leading=True):
        if tokens[0].lower_ in _TITLES:
            title = tokens[0].lower_.rstrip(".")
        tokens = tokens[1:]
    while tokens and _not_of_name(tokens[-1], leading=False):
        tokens = tokens[:-1]
    while len(tokens) > 2 and tokens[0].lower_ in words("roles", "person") and tokens[1].pos_ == "PROPN":
        tokens = tokens[1:]
    if tokens and title is None:
        before = tokens[0].nbor(-1) if tokens[0].i else None
        title = before.lower_.rstrip(".") if before is not None and before.lower_ in _TITLES else None
    return tokens, title


def _not_of_name(token: Token, *, leading: bool) -> bool:
    if leading and token.lower_ in _TITLES | {"the", "a", "an"}:
        return True
    if token.lower_ in ("’s", "'s", "’", "'", "says", "said", "tells", "told") or not any(
        c.isalnum() for c in token.text
    ):
        return True
    if token.text.islower():
        return token.lower_ not in (_LEADING if leading else _TRAILING)
    return not leading and token.lower_ in _PARTICLES
