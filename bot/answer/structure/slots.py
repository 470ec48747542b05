"""Where, how, and what somebody did: the phrase of a sentence that fills the gap a question asks for."""

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from bot.answer.question import Question
from bot.answer.structure.event import Telling, whole
from bot.ground.words import key

_AT = ("in", "at", "near", "on", "outside", "off", "inside", "along", "between", "around", "across")
_TOWARDS = ("to", "from", "into", "over", "under", "behind", "beside")
_PLACING = frozenset((*_AT, *_TOWARDS))
_MEANS = frozenset(("by", "with", "without", "through", "via", "using", "on"))
_WITH = frozenset(("with", "through", "via"))
_ACTORS = frozenset(("PERSON", "ORG", "GPE", "NORP"))
_PLACES = frozenset(("GPE", "LOC", "FAC"))
_TIMES = frozenset(("DATE", "TIME", "CARDINAL", "MONEY", "PERCENT", "ORDINAL", "QUANTITY"))
_BASED = ("-based", "-headquartered")
ELSEWHERE = 0.5
"""How much less sure a way of doing is that is told of another deed of the sentence."""
MOST_WORDS = 20
"""A deed told in more words than this is cut at its first clause."""


def places(question: Question, telling: Telling) -> Iterator[tuple[Span, float]]:
    """Phrases that say where; those that belong to the event itself, or to the thing asked for, are surer."""
    yield from _based(telling)
    thing = _thing_looked_for(question)
    for ent in telling.doc.ents if thing is not None else ():
        before = ent.label_ in _PLACES and ent.root.dep_ == "compound"
        if before and thing is not None and _is_same_thing(thing, ent.root.head):
            yield ent, 0.9
    for link in telling.doc:
        if link.dep_ != "prep" or link.lower_ not in _PLACING:
            continue
        named = next((c for c in link.children if c.dep_ == "pobj"), None)
        if named is None or named.ent_type_ in _TIMES or _is_inside_place(link):
            continue
        is_place = any(t.ent_type_ in _PLACES for t in named.subtree)
        near = _belongs(link, telling.event) or (thing is not None and _is_same_thing(thing, link.head))
        if is_place or near:
            yield whole(named), (0.6 if is_place else 0.2) + (0.4 if near else 0.0)


def _thing_looked_for(question: Question) -> Token | None:
    """The thing of "where is the plant?"."""
    root = question.root
    if root is None or root.lemma_ != "be":
        return None
    return next((c for c in root.children if c.dep_ == "nsubj" and c.pos_ == "NOUN"), None)


def _is_same_thing(thing: Token, told: Token) -> bool:
    """Whether it is one such thing where one is looked for: "the plant" is none of "plants in Leeds"."""
    return told.lemma_ == thing.lemma_ and told.tag_ == thing.tag_


def is_of_others(question: Question, span: Span) -> bool:
    """Whether it is where several are, or one is, where the other is looked for."""
    thing = _thing_looked_for(question) if question.kind == "where" else None
    if thing is None:
        return False
    first = span.root
    while first.dep_ == "conj":
        first = first.head
    told = first.head.head
    return first.dep_ == "pobj" and told.lemma_ == thing.lemma_ and told.tag_ != thing.tag_


def _based(telling: Telling) -> Iterator[tuple[Span, float]]:
    """The place of "the Boston-based bank", where it is asked where the bank is based."""
    doc, event = telling.doc, telling.event
    for ent in doc.ents:
        behind = doc[ent.end : ent.end + 2]
        if (
            ent.label_ in _PLACES
            and event is not None
            and event in behind
            and behind.text in ("-based", "-headquartered")
        ):
            yield ent, 1.0


def _belongs(link: Token, event: Token | None) -> bool:
    """Whether a phrase hangs on the event, or on the verb whose object the event is ("staged a protest")."""
    if event is None:
        return False
    staged = event.dep_ in ("dobj", "nsubjpass") and link.head == event.head
    return link.head == event or staged or event in link.ancestors


def _is_inside_place(link: Token) -> bool:
    """In "the town of Panjgur in Balochistan" the whole is the answer, not its end."""
    return link.head.dep_ == "pobj" and link.head.head.lower_ in _PLACING


def means(telling: Telling) -> Iterator[tuple[Span, float]]:
    """Phrases that say how: by doing, with, through; those that belong to the event itself are surer."""
    for link in telling.doc:
        near = _belongs(link, telling.event)
        if link.lower_ in _MEANS and (link.dep_ == "prep" or _is_no_doer(link)):
            doing = any(c.dep_ == "pcomp" for c in link.children)
            if doing or (near and link.lower_ in _WITH) or _is_manner(link):
                yield (
                    whole(link),
                    (0.9 if doing else 0.6) * (1.0 if near or telling.event is None else ELSEWHERE),
                )
        if link.tag_ == "VBG" and link.dep_ == "advcl" and near:
            yield whole(link), 0.7
        if link.tag_ == "RB" and link.head == telling.event and link.lower_.endswith("ly"):
            yield telling.doc[link.i : link.i + 1], 0.4


def _is_no_doer(link: Token) -> bool:
    """Whether a "by" behind an active verb was taken for the doer's: "they voted by a show of hands"."""
    return link.dep_ == "agent" and not any(c.dep_ in ("auxpass", "nsubjpass") for c in link.head.children)


def _is_manner(link: Token) -> bool:
    """Whether it is a way of doing: "on foot", "by a show of hands", and neither a time nor who did it."""
    named = next((c for c in link.children if c.dep_ == "pobj"), None)
    if named is None or named.pos_ != "NOUN" or named.ent_type_ in _TIMES | _ACTORS:
        return False
    return link.lower_ == "by" or (link.lower_ == "on" and named.left_edge == named.right_edge)


def deeds(question: Question, telling: Telling) -> Iterator[tuple[Span, float]]:
    """What the question's subject does in a sentence, to those whom the question names besides."""
    subject = _asked_subject(question)
    if not subject:
        return
    others = {word.key for word in question.terms} - subject
    for verb in telling.doc:
        if verb.pos_ != "VERB" or not subject & _doers(verb):
            continue
        there = {key(t.text) for t in verb.subtree}
        share = len(others & there) / len(others) if others else 0.6
        if share:
            yield _deed(telling.doc, verb), share


def asks_for_deed(question: Question) -> bool:
    """Whether it asks "what did X do (to, with, about Y)"."""
    root = question.root
    what = question.doc[0].lower_ == "what"
    return bool(what and root is not None and root.lemma_ == "do" and _asked_subject(question))


def _asked_subject(question: Question) -> set[str]:
    root = question.root
    heads = [c for c in root.children if c.dep_ == "nsubj"] if root is not None else []
    return {key(t.text) for head in heads for t in head.subtree if t.pos_ in ("NOUN", "PROPN", "ADJ")}


def _doers(verb: Token) -> set[str]:
    heads = [c for c in verb.children if c.dep_ == "nsubj"]
    if not heads and verb.dep_ in ("conj", "xcomp", "advcl"):
        heads = [c for c in verb.head.children if c.dep_ == "nsubj"]
    return {key(t.text) for head in heads for t in head.subtree}


def _deed(doc: Doc, verb: Token) -> Span:
    last = verb.right_edge.i
    if last - verb.i > MOST_WORDS:
        ends = [t.i for t in doc[verb.i + 1 : last] if t.text in (",", ";", "–", "—")]
        last = ends[0] - 1 if ends else verb.i + MOST_WORDS
    return doc[verb.i : last + 1]
