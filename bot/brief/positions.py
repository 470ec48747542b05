"""Who takes which stance, towards whom, about what."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from bot.brief.actors import Cast
from bot.brief.descriptions import counted, description
from bot.brief.lexicon import words
from bot.brief.modality import Manner, manner_of, obliged
from bot.brief.parties import Holder, doers, holder_of, others, places
from bot.brief.reading import Reading
from bot.brief.speakers import speaker, subject_of
from bot.brief.sport import is_move
from bot.brief.stances import Predicate, predicate
from bot.brief.wording import wording
from bot.brief.worth_telling import misses, only_governs, receives, says_nothing, stands_alone, told_once
from bot.model import Actor, Evidence, Modality, Position, Quote, Stance

_FIRST = frozenset(("we", "i", "our", "my", "us", "me"))


def find_positions(reading: Reading, cast: Cast, quotes: tuple[Quote, ...]) -> tuple[Position, ...]:
    """Every stance that the article states, in order; the same one told twice is one with both evidences."""
    finder = _Finder(reading, cast, quotes)
    found: dict[tuple[str | None, ...], Position] = {}
    for token in reading.doc:
        for position in finder.positions(token):
            key = (
                position.actor,
                position.stance,
                position.towards,
                position.modality,
                position.what.lower(),
            )
            found[key] = _with_evidence(found[key], position.evidence) if key in found else position
    return tuple(told_once(list(found.values())))


def _with_evidence(position: Position, more: tuple[Evidence, ...]) -> Position:
    new = tuple(evidence for evidence in more if evidence not in position.evidence)
    return position.model_copy(update={"evidence": position.evidence + new})


@dataclass(frozen=True)
class _Said:
    """Where the words of a quote stand."""

    start: int
    end: int
    quote: Quote


class _Finder:
    """Turns predicates into positions, with the cast and the quotes at hand."""

    def __init__(self, reading: Reading, cast: Cast, quotes: tuple[Quote, ...]) -> None:
        self._reading = reading
        self._cast = cast
        self._actors = {actor.name: actor for actor in cast.actors}
        self._said = [_place(reading, quote) for quote in quotes]

    def positions(self, token: Token) -> Iterator[Position]:
        """The position that `token` states, if it says a stance and somebody holds it."""
        said = predicate(token)
        if obliged(token):
            yield from self._demand(token)
        elif said is not None and not _told_by_verb(token):
            manner = manner_of(token)
            holder = holder_of(said, manner) if manner is not None else None
            if manner is not None and holder is not None:
                yield from self._position(said, manner, holder)

    def _position(self, said: Predicate, manner: Manner, holder: Holder) -> Iterator[Position]:
        actor = self._name(holder.token)
        if actor is None or only_governs(said) or _is_nobody(holder.token):
            return
        towards = self._towards(said, actor)
        if towards is None and not stands_alone(said, holder.token, manner):
            return
        what = wording(said, manner)
        named = towards is None or towards in self._actors
        if (
            towards == actor
            or (named and is_move(said))
            or ((said.stance == "consult" or towards not in self._actors) and misses(said, self._cast))
            or says_nothing(said, what, towards)
        ):
            return
        reporter = self._name(holder.reporter) if holder.reporter is not None else None
        yield Position(
            actor=actor,
            stance=said.stance,
            towards=towards,
            what=what,
            modality="denied" if _undone(said) else _settled(said.stance, manner.modality),
            according_to=reporter or self._reporter(said.token, actor),
            evidence=self._evidence(said.token),
        )

    def _demand(self, verb: Token) -> Iterator[Position]:
        """As in "India should apologise, Khan said" is a request of Khan's, whatever the verb."""
        subject = subject_of(verb)
        told = self._name(subject) if subject is not None and not _is_first(subject) else None
        quote = self._innermost(verb)
        if subject is None or told is None or quote is None or quote.speaker in (None, told):
            return
        assert quote.speaker is not None
        what = wording(Predicate(verb, "request"), Manner("promised", verb))
        yield Position(
            actor=quote.speaker,
            stance="request",
            towards=told,
            what=f"{description(subject)} {what}",
            evidence=self._evidence(verb),
        )

    def _evidence(self, token: Token) -> tuple[Evidence, ...]:
        """The sentence; and where the words are a quotation that runs on, the sentence that says whose."""
        sentence = self._reading.sentence_evidence(self._reading.doc[token.i : token.i + 1])
        quote = self._innermost(token)
        apart = [e for e in quote.evidence[1:] if e != sentence] if quote else []
        return (sentence, *apart)

    # Who

    def _name(self, source: Token) -> str | None:
        """Who holds a stance, by name or as people or a body are described; never a pronoun."""
        if _is_first(source):
            return self._first_person(source)
        source = counted(source)
        by = speaker(source, self._cast, None)
        if by is None:
            return None
        return by.name if by.actor is not None or is_somebody(source) or " and " in by.name else None

    def _first_person(self, pronoun: Token) -> str | None:
        """Whoever says "I"; for "we", the body for which they speak."""
        quote = self._innermost(pronoun, direct=True)
        if quote is None or quote.speaker is None:
            return None
        body = self._body(quote.speaker) if pronoun.lower_ in ("we", "our") else None
        return body.name if body else quote.speaker

    def _body(self, name: str) -> Actor | None:
        return self._cast.body_of(self._actors[name]) if name in self._actors else None

    def _innermost(self, token: Token, *, direct: bool = False) -> Quote | None:
        inside = [s for s in self._said if s.start <= token.idx < s.end and (s.quote.direct or not direct)]
        return min(inside, key=lambda said: said.end - said.start).quote if inside else None

    def _reporter(self, token: Token, actor: str) -> str | None:
        """Who reports a stance that is not their own, nor that of the body they speak for."""
        quote = self._innermost(token)
        if quote is None or quote.speaker is None or quote.speaker == actor:
            return None
        body = self._body(quote.speaker)
        return None if body is not None and body.name == actor else quote.speaker

    # Towards whom

    def _towards(self, said: Predicate, actor: str) -> str | None:
        return next((name for token in others(said) if (name := self._other(said, token, actor))), None)

    def _other(self, said: Predicate, token: Token, actor: str) -> str | None:
        """The actor that an object names, or whose deed it is: "Iran" for "the Iranian air strike"."""
        if _is_first(token) or (token.pos_ == "PRON" and self._cast.who(token) is None):
            return None
        by = speaker(token, self._cast, None)
        if by is not None and by.actor is not None:
            return by.name if by.name != actor else None
        owned = (
            *doers(token, said),
            *(() if said.stance in ("accuse", "reject", "support") else places(token)),
        )
        known = [owner for owner in map(self._cast.who, owned) if owner is not None]
        if known:
            return next((owner.name for owner in known if owner.name != actor), None)
        described = by is not None and is_somebody(token) and receives(said, token)
        return _described(token) if described else None


def _is_first(token: Token) -> bool:
    """Whether the speaker means themselves; "US" is a country."""
    return token.lower_ in _FIRST and token.text != "US"


def _is_nobody(token: Token) -> bool:
    """As in "No group claimed responsibility", "None of them agreed"."""
    negated = any(child.lower_ in ("no", "neither") and child.dep_ == "det" for child in token.children)
    return negated or token.lower_ in ("none", "nobody", "neither", "few")


def _described(token: Token) -> str:
    """The noun phrase, with the other one where two stand together: "government and opposition"."""
    other = next((child for child in token.children if child.dep_ == "conj" and is_somebody(child)), None)
    own = description(counted(token))
    return f"{own} and {description(other)}" if other is not None else own


def _place(reading: Reading, quote: Quote) -> _Said:
    start = reading.article.text.find(quote.words, quote.evidence[0].start)
    return _Said(start, start + len(quote.words), quote)


def _told_by_verb(noun: Token) -> bool:
    """Whether a verb says the same with this noun as its object: "launched strikes"."""
    if noun.pos_ != "NOUN" or noun.dep_ not in ("dobj", "pobj", "nsubjpass"):
        return False
    verbs = [verb for verb in (noun.head, noun.head.head) if verb.pos_ == "VERB"]
    return any((above := predicate(verb)) is not None and above.object == noun for verb in verbs)


def is_somebody(token: Token) -> bool:
    """Whether a noun means people or a body."""
    if token.pos_ not in ("NOUN", "PROPN"):
        return False
    lists = (words("roles", "person"), words("roles", "organisation"), words("roles", "group"))
    forms = (token.lower_, token.lemma_.lower(), token.lower_.removesuffix("s"))
    return any(form in names for names in lists for form in forms)


def _undone(said: Predicate) -> bool:
    """Whether the word that makes the stance is negated itself: "pleaded not guilty"."""
    return said.object is not None and any(child.dep_ == "neg" for child in said.object.children)


def _settled(stance: Stance, modality: Modality) -> Modality:
    """An offer to mediate is mediation already; a promise of anything else is only a promise."""
    return "asserted" if stance == "mediate" and modality == "promised" else modality
