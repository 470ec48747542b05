"""Who takes which stance, towards whom, about what."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from bot.brief.actors import Cast
from bot.brief.lexicon import words
from bot.brief.modality import Manner, manner_of
from bot.brief.reading import Reading
from bot.brief.speakers import agent_of, passive_subject, speaker, subject_of
from bot.brief.stances import Predicate, is_target, predicate
from bot.model import Position, Quote

_LONGEST = 16
_TOWARDS = (
    "with",
    "against",
    "on",
    "to",
    "at",
    "upon",
    "between",
    "from",
    "for",
    "of",
    "towards",
    "toward",
    "over",
    "in",
)
_FIRST = frozenset(("we", "i", "our", "my"))
_INCLUDED = frozenset(
    (
        "dobj",
        "prt",
        "prep",
        "xcomp",
        "ccomp",
        "acomp",
        "attr",
        "oprd",
        "dative",
        "pobj",
        "pcomp",
        "agent",
        "advmod",
        "aux",
        "neg",
        "acl",
    )
)


@dataclass(frozen=True)
class Said:
    """Who says the words around a token: as it is shown, and for whom they speak."""

    start: int
    end: int
    quote: Quote


def find_positions(reading: Reading, cast: Cast, quotes: tuple[Quote, ...]) -> tuple[Position, ...]:
    """Every stance that the article states, in order; the same one told twice is one with both evidences."""
    finder = _Finder(reading, cast, quotes)
    found: dict[tuple[object, ...], Position] = {}
    for token in reading.doc:
        said = predicate(token)
        if said and _told_by_verb(token):
            continue
        for position in finder.positions(said) if said else ():
            key = (
                position.actor,
                position.stance,
                position.towards,
                position.modality,
                position.what.lower(),
            )
            before = found.get(key)
            merged = (
                (*before.evidence, *(e for e in position.evidence if e not in before.evidence))
                if before
                else None
            )
            found[key] = position.model_copy(update={"evidence": merged}) if merged else position
    return tuple(found.values())


class _Finder:
    """Turns predicates into positions, with the cast and the quotes at hand."""

    def __init__(self, reading: Reading, cast: Cast, quotes: tuple[Quote, ...]) -> None:
        self._reading = reading
        self._cast = cast
        self._direct = [_said(reading, quote) for quote in quotes if quote.direct]
        self._indirect = [_said(reading, quote) for quote in quotes if not quote.direct]

    def positions(self, said: Predicate) -> Iterator[Position]:
        """The position that a predicate states, if somebody holds it."""
        manner = manner_of(said.token)
        if manner is None:
            return
        source = _holder(said.token, manner)
        actor = self._name(source) if source is not None else None
        if actor is None:
            return
        towards = self._towards(said, source, actor)
        if said.aimed and towards is None and not _hits_somebody(said.token):
            return
        if said.token.pos_ == "NOUN" and towards is None and manner.holder is None:
            return
        what = _what(said, manner, source)
        if not what:
            return
        yield Position(
            actor=actor,
            stance=said.stance,
            towards=towards,
            what=what,
            modality=_settled(said, manner),
            according_to=self._according_to(said.token, actor, source),
            evidence=(self._reading.sentence_evidence(self._reading.doc[said.token.i : said.token.i + 1]),),
        )

    # Who

    def _name(self, source: Token | None) -> str | None:
        """The name of who holds a stance: of the cast, or a description of people or a body; never a pronoun."""
        if source is None:
            return None
        if source.lower_ in _FIRST:
            return self._first_person(source)
        by = speaker(source, self._cast, None)
        if by is None:
            return None
        return by.name if by.actor is not None or _is_somebody(source) or " and " in by.name else None

    def _first_person(self, pronoun: Token) -> str | None:
        """Whoever says "I"; for "we", the body for which they speak."""
        quote = self._quote_around(pronoun, self._direct)
        if quote is None or quote.speaker is None:
            return None
        actor = next((actor for actor in self._cast.actors if actor.name == quote.speaker), None)
        body = self._cast.body_of(actor) if actor and pronoun.lower_ in ("we", "our") else None
        return body.name if body else quote.speaker

    def _quote_around(self, token: Token, among: list[Said]) -> Quote | None:
        inside = [said for said in among if said.start <= token.idx < said.end]
        return min(inside, key=lambda said: said.end - said.start).quote if inside else None

    def _according_to(self, token: Token, actor: str, source: Token | None) -> str | None:
        """Who reports a stance that is not their own."""
        for among in (self._direct, self._indirect):
            quote = self._quote_around(token, among)
            if (
                quote
                and quote.speaker
                and quote.speaker != actor
                and not self._speaks_for(quote.speaker, actor)
            ):
                return quote.speaker
        return None

    def _speaks_for(self, name: str, actor: str) -> bool:
        speaking = next((a for a in self._cast.actors if a.name == name), None)
        body = self._cast.body_of(speaking) if speaking else None
        return body is not None and body.name == actor

    # Towards whom

    def _towards(self, said: Predicate, source: Token | None, actor: str) -> str | None:
        for token in _others(said):
            name = self._other(token, actor)
            if name is not None:
                return name
        return None

    def _other(self, token: Token, actor: str) -> str | None:
        """The actor that an object names, or whose deed it is: "Iran" for "the Iranian air strike"."""
        if token.lower_ in _FIRST or token is None:
            return None
        by = speaker(token, self._cast, None) if token.pos_ != "PRON" or self._cast.who(token) else None
        if by is not None and by.actor is not None:
            return by.name if by.name != actor else None
        for child in token.children:
            owner = child if child.dep_ in ("poss", "amod", "compound", "nmod") else _behind(child)
            known = self._cast.who(owner) if owner is not None else None
            if known is not None and known.name != actor:
                return known.name
        return by.name if by is not None and _is_somebody(token) else None


def _told_by_verb(noun: Token) -> bool:
    """Whether a verb says the same with this noun as its object: "launched strikes"."""
    if noun.pos_ != "NOUN" or noun.dep_ not in ("dobj", "pobj", "nsubjpass"):
        return False
    verbs = (noun.head, noun.head.head)
    return any(
        (above := predicate(verb)) is not None and above.object is noun
        for verb in verbs
        if verb.pos_ == "VERB"
    )


def _said(reading: Reading, quote: Quote) -> Said:
    """Where the words of a quote stand: within its first evidence, or in the text behind that's start."""
    start = reading.article.text.find(quote.words, max(quote.evidence[0].start, 0))
    return Said(start, start + len(quote.words), quote)


def _behind(preposition: Token) -> Token | None:
    if preposition.dep_ not in ("prep", "agent") or preposition.lower_ not in (
        "by",
        "of",
        "on",
        "from",
        "against",
        "with",
        "in",
    ):
        return None
    return next((child for child in preposition.children if child.dep_ == "pobj"), None)


def _is_somebody(token: Token) -> bool:
    if token.pos_ not in ("NOUN", "PROPN"):
        return False
    lists = (words("roles", "person"), words("roles", "organisation"), words("roles", "group"))
    return any(token.lower_ in names or token.lemma_.lower() in names for names in lists)


def _hits_somebody(verb: Token) -> bool:
    objects = [child for child in verb.children if child.dep_ in ("dobj", "nsubjpass")]
    objects += [
        inner
        for child in verb.children
        if child.dep_ == "prep"
        for inner in child.children
        if inner.dep_ == "pobj"
    ]
    return any(is_target(token) for token in objects)


def _holder(token: Token, manner: Manner) -> Token | None:
    """The head of who holds the stance."""
    if manner.holder is not None:
        return _owner(manner.holder)
    if token.pos_ == "NOUN":
        return _owner(token)
    verb = token if token.pos_ == "VERB" else token.head
    if token.tag_ == "VBN" and token.dep_ == "acl":
        return agent_of(token)
    return subject_of(verb)


def _owner(noun: Token) -> Token | None:
    """Whose a deed is: "China's offer", "condemnation by the UN", or the subject of "issued a condemnation"."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child
        if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "from"):
            return next((inner for inner in child.children if inner.dep_ == "pobj"), None)
    if noun.dep_ == "dobj" and noun.head.lemma_ in words("stances", "modality", "light"):
        return subject_of(noun.head)
    for child in noun.children:
        if child.dep_ in ("amod", "compound", "nmod") and child.text[:1].isupper():
            return child
    return None


def _others(said: Predicate) -> Iterator[Token]:
    """Where the other side may stand, the likeliest place first."""
    token = said.token
    passive = passive_subject(token) if token.pos_ == "VERB" else None
    if passive is not None:
        yield passive
    near = [token, *(child for child in token.children if child.dep_ in ("dobj", "prt", "acomp", "xcomp"))]
    for head in near:
        if head.pos_ != "NOUN" or head is not token:
            yield from (child for child in head.children if child.dep_ in ("dobj", "dative"))
    for head in near:
        for child in head.children:
            if child.dep_ in ("prep", "dative") and child.lower_ in _TOWARDS:
                yield from (inner for inner in child.children if inner.dep_ in ("pobj", "pcomp"))


def _settled(said: Predicate, manner: Manner) -> str:  # type: ignore[return]
    """An offer to mediate is mediation already; a promise of anything else is only a promise."""
    if said.stance == "mediate" and manner.modality == "promised":
        return "asserted"
    return manner.modality


def _what(said: Predicate, manner: Manner, source: Token | None) -> str:
    """The words of the article from the phrase's outermost word to the end of what belongs to it."""
    span = _phrase(said.token, manner.anchor, source)
    return " ".join(span.text.split()).strip(" ,;:–—-“”\"'‘’.") if span is not None else ""


def _phrase(token: Token, anchor: Token, source: Token | None) -> Span | None:
    doc = token.doc
    start = min(token.i, anchor.i)
    passive = passive_subject(token) if token.pos_ == "VERB" else None
    if passive is not None and passive.i < token.i:
        start = passive.left_edge.i
    end = max(token.i, anchor.i) + 1
    for head in (anchor, token):
        end = max(end, _end(head, end))
    end = min(end, start + _LONGEST, token.sent.end)
    end = max(end, token.i + 1)
    return doc[start:end]


def _end(head: Token, least: int) -> int:
    """Where the dependents that belong to a phrase end: not clauses of time or reason, nor behind a comma."""
    end = least
    for child in head.rights:
        if child.dep_ not in _INCLUDED and head.pos_ != "NOUN":
            if child.i > end:
                break
            continue
        for token in child.subtree:
            if token.i < end:
                continue
            if (
                token.text in (",", ";", "–", "—", "(", ":")
                or token.is_space
                or token.dep_ in ("relcl", "advcl")
            ):
                return end
            end = token.i + 1
    return end
