"""Why: what a lead gives as the reason for the main event."""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from bot.brief.bearing import bears
from bot.brief.led_phrases import after_cue, cut, only_followed
from bot.brief.lexicon import words
from bot.brief.main_event import Event

_WEAK = frozenset(("following", "amid", "wake"))
_FIRST_PERSON = ("i", "we", "our", "my")


def why(event: Event, sentences: list[Span], terms: frozenset[str]) -> Span | None:
    """The reason: behind a cue, what somebody is blamed for, the purpose, or what the event came after.

    A cause that is called one, even by a sentence of its own, goes before what only came before.
    """
    verb, own = event.verb, list(_unquoted(event.sentence))
    strong = next((found for found in own if not _is_weak(found)), None)
    found = (
        strong
        or _charge(verb)
        or _charge_below(verb)
        or _purpose(verb)
        or _elsewhere(event, sentences, terms)
    )
    return found or next(iter(own), None) or _subordinate(verb, ("after",))


def _unquoted(sentence: Span) -> Iterator[Span]:
    return (found for found in after_cue(sentence, "why") if not _is_quoted(found))


def _is_weak(reason: Span) -> bool:
    """Whether its cue says only that it came before: "following an argument"."""
    before = reason.doc[max(reason.start - 2, reason.sent.start) : reason.start]
    return any(token.lower_ in _WEAK for token in before)


def _elsewhere(event: Event, sentences: list[Span], terms: frozenset[str]) -> Span | None:
    """The reason that another sentence of the lead gives for the same event, in the article's own words."""
    for sentence in sentences:
        if sentence.start == event.sentence.start:
            continue
        for found in _unquoted(sentence):
            leans = found[0].pos_ == "PRON" or _is_beside(found) or _has_speech(sentence, found)
            if not leans and not _is_weak(found) and (_is_named(found) or bears(found, terms)):
                return found
    return None


def _is_named(reason: Span) -> bool:
    """Whether the sentence calls it the cause: "the cause was pneumonia"."""
    before = reason.doc[max(reason.start - 2, reason.sent.start) : reason.start]
    return any(token.lower_ in ("cause", "reason") for token in before)


def _has_speech(sentence: Span, reason: Span) -> bool:
    """Whether the sentence gives somebody's words, other than a few that are the reason itself."""
    marks = [t.i for t in sentence if t.text in ("“", "”", '"')]
    return any(not reason.start <= i <= reason.end for i in marks)


def _is_beside(reason: Span) -> bool:
    """Whether it is told of a thing in a relative clause: "ships that were due to dock have turned away"."""
    return any(t.dep_ == "relcl" for t in (reason.root, *reason.root.ancestors))


def _is_quoted(span: Span) -> bool:
    """Whether it stands in somebody's own words ("because we are brave")."""
    before = span.doc.text[span.sent.start_char : span.start_char]
    first = any(token.lower_ in _FIRST_PERSON for token in span)
    return first or before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _charge(verb: Token) -> Span | None:
    """What somebody is blamed, praised, paid or jailed for: "criticised for closing the road"."""
    charging = words("five_w", "lead", "charging")
    able = verb.lemma_ in charging or any(t.lemma_ in charging for t in _objects(verb))
    below = (t for t in verb.subtree if able and t.lower_ == "for" and t.i > verb.i)
    for preposition in below:
        above = preposition.head
        governed = verb in (above, above.head) or above.lemma_ in charging
        head = next((t for t in preposition.rights if t.dep_ in ("pcomp", "pobj")), None)
        if governed and head is not None and _is_charge(head, verb):
            return cut(verb.doc[preposition.i + 1 : head.right_edge.i + 1], head)
    return None


def _charge_below(verb: Token) -> Span | None:
    """The charge of what somebody decided to do: "voted to hold him in contempt for staying away"."""
    decided = [c for c in verb.rights if c.dep_ == "xcomp"] if verb.lemma_ in _deciding() else []
    return next((found for deed in decided if (found := _charge(deed)) is not None), None)


def _deciding() -> frozenset[str]:
    return words("five_w", "lead", "deciding")


def _objects(verb: Token) -> Iterator[Token]:
    for child in verb.rights:
        if child.dep_ in ("dobj", "prep"):
            yield from (t for t in child.subtree if t.pos_ == "NOUN")


def _is_charge(head: Token, verb: Token) -> bool:
    """Whether it is a deed: "taking bribes", "fraud"; not a span of time, a sum, or what went wrong."""
    if head.dep_ == "pcomp" or verb.lemma_ == "blame":
        return head.tag_ == "VBG"
    numbered = head.ent_type_ in ("DATE", "TIME", "MONEY", "CARDINAL", "QUANTITY", "ORDINAL")
    return head.pos_ == "NOUN" and not numbered and not any(t.like_num for t in head.children)


def _purpose(verb: Token) -> Span | None:
    """As in "to make them lighter": the infinitive that says what the event is for, not what came of it."""
    if verb.lemma_ in _deciding():
        return _striven_for(verb)
    for child in verb.rights:
        to = next((t for t in child.children if t.dep_ == "aux" and t.lower_ == "to"), None)
        if child.dep_ == "advcl" and child.tag_ == "VB" and to is not None and not _is_outcome(child):
            return cut(verb.doc[to.i : child.right_edge.i + 1], child)
    return _striven_for(verb)


def _striven_for(verb: Token) -> Span | None:
    """The purpose that a clause beside the event tells: "buys a rival as it seeks | to lead its trade"."""
    for clause in _adjuncts(verb):
        goal = next((c for c in clause.rights if c.dep_ == "xcomp" and c.tag_ == "VB"), None)
        strives = clause.lemma_ in words("five_w", "lead", "striving") and _mark(clause, ("as",)) is not None
        if clause.dep_ == "advcl" and strives and goal is not None and goal.left_edge.lower_ == "to":
            return cut(verb.doc[goal.left_edge.i : goal.right_edge.i + 1], goal)
    return None


def _is_outcome(infinitive: Token) -> bool:
    """As in "beat City to win the cup", "fought back to finally reach the final"."""
    last = any(t.lower_ in ("finally", "eventually", "only", "ultimately") for t in infinitive.lefts)
    contest = infinitive.head.lemma_ in words("five_w", "lead", "contest")
    return last or (contest and infinitive.lemma_ in words("five_w", "lead", "outcome"))


def _subordinate(verb: Token, marks: tuple[str, ...]) -> Span | None:
    """The clause or phrase that `marks` lead to, under the main verb; not what came before in due course."""
    for child in _adjuncts(verb):
        mark = _mark(child, marks) if child.dep_ == "advcl" else None
        leads = child.dep_ == "prep" and child.lower_ in ("after", "over") and child.i > verb.i
        if mark is None and leads and not _tells_time(child):
            mark = child
        if mark is None:
            continue
        head = child if mark != child else next((t for t in mark.rights if t.dep_ in ("pobj", "pcomp")), mark)
        if not only_followed(mark, head):
            return cut(verb.doc[mark.i + 1 : child.right_edge.i + 1], head)
    return None


def _adjuncts(verb: Token) -> Iterator[Token]:
    """What hangs on the event's verb, on what it does ("failed to agree …"), or behind a comma on another.

    "The plant will close, its owner said on Friday, after a wet winter filled the lakes."
    "Teachers ended a strike that had lasted for 24 days, after their union accepted an offer."
    """
    yield from verb.children
    for child in verb.rights:
        if child.dep_ == "xcomp":
            yield from (c for c in child.rights if c.dep_ == "advcl")
    saying = [verb.head] if verb.dep_ == "ccomp" and verb.i < verb.head.i else []
    beside = [t for t in verb.subtree if t.dep_ == "relcl" and t.i > verb.i]
    for above in (*saying, *beside):
        yield from (c for c in above.rights if c.dep_ == "advcl" and _is_set_off(c))


def _is_set_off(clause: Token) -> bool:
    """Whether a clause with a subject of its own stands behind a comma."""
    subject = any(child.dep_ in ("nsubj", "nsubjpass") for child in clause.children)
    return subject and clause.left_edge.nbor(-1).text == ","


def _mark(clause: Token, marks: tuple[str, ...]) -> Token | None:
    """Which of `marks` opens a clause; not one that leads to a phrase within it."""
    able = (t for t in clause.lefts if t.dep_ in ("mark", "advmod", "prep") and t.lower_ in marks)
    return next(able, None)


def _tells_time(preposition: Token) -> bool:
    return any(t.ent_type_ in ("DATE", "TIME") or t.like_num for t in preposition.children)
