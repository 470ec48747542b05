"""From a verb of speech to who speaks, and what to call them: a name, never a pronoun."""

import re
from dataclasses import dataclass

from spacy.tokens import Token

from bot.brief.actors import Cast
from bot.brief.bodies import possessive
from bot.brief.descriptions import counted, description, unarticled
from bot.brief.lexicon import words
from bot.model import Actor

_SUBJECTS = ("nsubj", "csubj")
_RELATIVE = frozenset(("who", "which", "that", "whom"))
_CONTROLLED = frozenset(("xcomp", "advcl", "pcomp", "conj", "prep", "acl", "acomp", "attr", "advmod"))
_DETACHED = frozenset((",", "–", "—", ")", "-"))
_AGENTIVE = re.compile(r"(?:[eo]rs?|ists?|ians?|men|women|people)$")


@dataclass(frozen=True)
class Speaker:
    """Who speaks: `name` as it is shown, the actor when it is one of the cast."""

    name: str
    actor: Actor | None

    @property
    def role(self) -> str | None:
        """The role that the article states."""
        return self.actor.role if self.actor else None


def subject_of(verb: Token) -> Token | None:
    """Who does what `verb` says, through passives, relative clauses, shared and controlled subjects."""
    seen: set[int] = set()
    participle = verb.tag_ == "VBG"  # "was awarded a medal …, saying she had no use for it"
    while verb.i not in seen:
        seen.add(verb.i)
        if _passive(verb):
            return agent_of(verb) or (passive_subject(verb) if participle else None)
        own = _nearest_subject(verb)
        if own is not None:
            return verb.head if own.lower_ in _RELATIVE and verb.dep_ == "relcl" else own
        if verb.dep_ in ("acl", "relcl"):
            return _participle_subject(verb)
        beside = verb.nbor(-1) if verb.i > verb.sent.start else verb
        if verb.dep_ == "conj" and beside.ent_type_ == "PERSON" and beside.dep_ in ("appos", "conj"):
            return beside
        coordinated = verb.dep_ == "ccomp" and verb.nbor(-1).dep_ == "cc" if verb.i else False
        if (verb.dep_ not in _CONTROLLED and not coordinated) or verb.head == verb:
            return _detached_subject(verb)
        quoted = verb.dep_ == "pcomp" and verb.head.head.lemma_ in ("quote", "cite", "report", "know", "hear")
        if quoted:
            return passive_subject(verb.head.head)
        verb = _reporting(verb) or verb.head
    return None


def _nearest_subject(verb: Token) -> Token | None:
    """The subject; where the parse gives two, the nearer one before the verb if that is a name.

    Behind the verb it is the name that goes on where the first ends: "said co|-author Ana Reyes".
    """
    found = [child for child in verb.children if child.dep_ in _SUBJECTS]
    ends = {child.i + 1 for child in found}
    names = [c for c in found if c.pos_ == "PROPN" and (c.i < verb.i or c.left_edge.i in ends)]
    return names[-1] if len(found) > 1 and names else next(iter(found), None)


def _reporting(verb: Token) -> Token | None:
    """For "…, adding: “…”" the verb of speech whose clause it was hung into."""
    if verb.tag_ != "VBG" or verb.dep_ != "advcl" or verb.lemma_ not in words("speech", "verbs"):
        return None
    outer = verb.head.head
    return outer if verb.head.dep_ == "ccomp" and outer.lemma_ in words("speech", "verbs") else None


def _detached_subject(verb: Token) -> Token | None:
    """The subject that an apposition has torn off: "India, the archrival of Pakistan, said"."""
    if verb.i == verb.sent.start:
        return None
    before = verb.doc[verb.i - 1]
    if before.dep_ == "npadvmod" and before.pos_ == "PROPN":
        return before
    if before.text not in _DETACHED:
        return None
    for token in verb.doc[verb.sent.start : verb.i - 1]:
        if token.dep_ in ("nsubj", "ROOT", "nmod") and token.pos_ in ("PROPN", "NOUN"):
            following = token.doc[token.i + 1 : token.i + 2].text
            return token if following in _DETACHED else None
    return None


def can_speak(token: Token, cast: Cast) -> bool:
    """Whether a noun can be who speaks: an actor, people, a body, a document or a study."""
    if token.pos_ == "PRON" or cast.who(token) is not None or token.pos_ == "PROPN":
        return True
    if any(token.lower_ in names or token.lemma_.lower() in names for names in speaking()):
        return True
    return bool(_AGENTIVE.search(token.lower_)) or any(child.dep_ == "appos" for child in token.children)


def is_measure(source: Token, cast: Cast) -> bool:
    """Whether "according to" says by what something is shared or sorted: "according to their income"."""
    owned = any(child.tag_ == "PRP$" for child in source.children)
    return source.pos_ == "NOUN" and owned and not can_speak(source, cast)


def speaking() -> tuple[frozenset[str], ...]:
    """The nouns for what can speak: people, bodies, documents and studies."""
    lists = (
        ("roles", "person"),
        ("roles", "organisation"),
        ("roles", "group"),
        ("speech", "documents"),
        ("speech", "studies"),
    )
    return tuple(words(*keys) for keys in lists)


def _participle_subject(verb: Token) -> Token | None:
    if verb.tag_ != "VBN" or (verb.head.dep_ == "ROOT" and agent_of(verb) is None):
        return verb.head
    return agent_of(verb)


def _passive(verb: Token) -> bool:
    return any(child.dep_ in ("nsubjpass", "auxpass", "agent") for child in verb.children)


def agent_of(verb: Token) -> Token | None:
    """Who stands behind "by"."""
    for child in verb.children:
        if child.dep_ == "agent":
            return next((inner for inner in child.children if inner.dep_ == "pobj"), None)
    return None


def passive_subject(verb: Token) -> Token | None:
    """To whom a passive is done."""
    return next((child for child in verb.children if child.dep_ == "nsubjpass"), None)


def speaker(token: Token, cast: Cast, last: Speaker | None) -> Speaker | None:
    """Whom `token` names or means; None for a pronoun that cannot be told."""
    token = counted(token)
    if token.dep_ not in ("conj",):
        several = _several(token, cast)
        if several is not None:
            return several
    return _one(token, cast, last)


def _several(token: Token, cast: Cast) -> Speaker | None:
    """As in "Smith and Jones said": all names, where each is an actor's."""
    first, listed = cast.who(token), [cast.who(other) for other in _coordinated(token)]
    others = [other for other in listed if other is not None and other is not first]
    if not listed or listed[0] not in others:
        return None
    named = first is not None and token.pos_ == "PROPN"
    if not named and not (token.pos_ == "NOUN" and token.lower_ in words("roles", "organisation")):
        return None
    begins = first.name if first is not None else description(token)  # "the army and Acme said"
    names = list(dict.fromkeys((begins, *(actor.name for actor in others))))
    return Speaker(f"{', '.join(names[:-1])} and {names[-1]}", None)


def _coordinated(token: Token) -> list[Token]:
    """The nouns that go on a list behind its first."""
    nouns = ("PROPN", "NOUN")
    following = next((c for c in token.children if c.dep_ == "conj" and c.pos_ in nouns), None)
    return [following, *_coordinated(following)] if following is not None else []


def _one(token: Token, cast: Cast, last: Speaker | None) -> Speaker | None:
    actor = _actor(token, cast)
    if actor is not None:
        return Speaker(actor.name, actor)
    if token.i in cast.unnamed:
        return Speaker(description(cast.unnamed[token.i]), None)
    if token.lower_ in words("speech", "documents") or token.lemma_ in words("speech", "documents"):
        return _issuer(token, cast, last)
    if token.pos_ not in ("NOUN", "PROPN") or not can_speak(token, cast) or token.left_edge.pos_ == "ADP":
        return None
    if token.lower_ in words("speech", "spokespeople"):
        return _spokesperson(token, cast, last)
    return Speaker(_owned(token, cast), None)


def _owned(token: Token, cast: Cast) -> str:
    """A description in which "his" and "its" are the name that they mean, where that can be told."""
    pronoun = next((child for child in token.children if child.tag_ == "PRP$"), None)
    owner = cast.who(pronoun) if pronoun is not None else None
    if owner is not None:
        return f"{possessive(owner.name, token.doc.text)} {description(token)}"
    return f"the {description(token)}" if pronoun is not None else description(token)


def _actor(token: Token, cast: Cast) -> Actor | None:
    """The actor, by apposition too: "a spokesman for the ministry, John Smith, said"."""
    for child in token.children:
        if child.dep_ == "appos" and (token.pos_ == "NOUN" or token.lower_ in words("roles", "person")):
            named = cast.who(child) or _actor(child, cast)  # "her son, the cellist Ivo Lind,"
            if named is not None and named.kind in ("person", "organisation"):
                return named
    found = cast.who(token)
    if found is None and token.dep_ == "appos":
        found = cast.who(token.head)
    return found


def _spokesperson(token: Token, cast: Cast, last: Speaker | None) -> Speaker:
    """For the body of the sentence before, when "a spokesman" stands alone; "the spokesman" is the last."""
    owned = _owned(token, cast)
    told = unarticled(owned)
    if owned != description(token):
        return Speaker(owned, None)
    if last is not None and unarticled(last.name).lower().endswith(f" {told.lower()}"):
        return last
    before = token.doc[max(token.sent.start - 1, 0)].sent if token.sent.start else token.sent
    alone = told.lower() == token.lower_ and "\n\n" not in before.text
    for other in before if alone else ():
        body = cast.who(other) if other.dep_ == "nsubj" and other.i < token.i else None
        if body is not None and body.kind != "person":
            return Speaker(f"{body.name} {token.lower_}", None)
    return Speaker(owned, None)


def _issuer(document: Token, cast: Cast, last: Speaker | None) -> Speaker | None:
    """Who issued a statement: its owner, whom it is from, or who spoke last."""
    for child in document.children:
        if child.dep_ in ("poss", "compound", "amod") and cast.who(child):
            return speaker(child, cast, last)
        if child.dep_ == "prep" and child.lower_ in ("from", "by", "of"):
            for inner in child.children:
                if inner.dep_ == "pobj":
                    return speaker(inner, cast, last)
    if document.dep_ == "dobj" and document.head.lemma_ in words("speech", "issuing"):
        issuer = subject_of(document.head)
        return speaker(issuer, cast, last) if issuer is not None else None
    definite = any(child.lower_ in ("the", "its", "that", "this") for child in document.children)
    told = any(child.dep_ in ("amod", "compound") for child in document.children)
    if document.lemma_ in words("speech", "statements") and not told:
        return last if definite else None
    return Speaker(description(document), None)
