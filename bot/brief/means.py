"""How: what a lead gives as the means of the main event, or as the way in which harm came about."""

from spacy.tokens import Span, Token

from bot.brief.bearing import bears, is_in_event
from bot.brief.clauses import clause, finite_verb, governing_verb, has_subject
from bot.brief.headline import stem
from bot.brief.led_phrases import after_cue, cut
from bot.brief.lexicon import words
from bot.brief.main_event import Event
from bot.brief.misread import subject_misread

_CIRCUMSTANCES = ("GPE", "LOC", "FAC", "DATE", "TIME")
_NEAR = ("near", "outside")
_QUOTES = ("“", "”", '"')


def how(event: Event, sentences: list[Span], terms: frozenset[str]) -> Span | None:
    """The means: "by doing", "using", or the clause that tells what happened when, or what was done."""
    for found in after_cue(event.sentence, "how"):
        if is_in_event(found[0], event):
            return found
    return _manner(event) or _elsewhere(event, sentences, terms) or _came_about(event, sentences, terms)


def _elsewhere(event: Event, sentences: list[Span], terms: frozenset[str]) -> Span | None:
    """A means in one of the next sentences, where that tells of the same deed."""
    for sentence in sentences[:4]:
        if sentence.start == event.sentence.start:
            continue
        for found in after_cue(sentence, "how"):
            verb = governing_verb(found[0])
            deed = finite_verb(verb) if verb is not None else None
            if deed is not None and deed.lemma_ == event.verb.lemma_ and bears(found, terms):
                return found
    return None


def _manner(event: Event) -> Span | None:
    """How harm came about: "killed when a tram derailed"."""
    for child in event.verb.rights:
        when = next((t for t in child.children if t.lower_ == "when" and t.dep_ in ("advmod", "mark")), None)
        if child.dep_ == "advcl" and when is not None and _is_done(child):
            return cut(event.verb.doc[when.i + 1 : child.right_edge.i + 1], child)
    return None


def _is_done(deed: Token) -> bool:
    """Whether a clause tells what happened: not "when it comes to taxes", "when a law takes effect".

    Nor what somebody said, which the parse makes of "when a bus overturned, police said".
    """
    if deed.lemma_ in words("speech", "verbs"):
        return False
    verbs = (deed, *(t for t in deed.lefts if t.dep_ in ("aux", "auxpass")))
    return not any(t.tag_ in ("VBZ", "VBP", "MD") for t in verbs)


def _came_about(event: Event, sentences: list[Span], terms: frozenset[str]) -> Span | None:
    """The deed by which harm was done, as the lead tells it: "A car was rammed into the gate"."""
    harm = event.verb.lemma_ in words("five_w", "lead", "harm")
    if not harm and not any(stem(noun) in terms for noun in words("five_w", "lead", "accidents")):
        return None
    for sentence in sentences:
        quoted = any(mark in sentence.text for mark in _QUOTES)
        deed = next((t for t in sentence if not quoted and t != event.verb and _is_deed(t)), None)
        if deed is not None:
            return _phrase(deed)
    return None


def _is_deed(token: Token) -> bool:
    """Whether a clause tells of such a deed, and not which thing is meant: "the bus that overturned"."""
    told = token.dep_ in ("ROOT", "ccomp", "conj", "advcl") and token.tag_ in ("VBD", "VBN", "VBZ")
    told = (told and has_subject(token)) or subject_misread(token) is not None
    only_left = any(child.lower_ == "out" for child in token.rights)  # "crashed out of the cup"
    deed = token.lemma_ in words("five_w", "lead", "deeds") and not only_left
    return told and deed


def _phrase(deed: Token) -> Span | None:
    """The deed with its subject and what belongs to it, without where and when, or what went on meanwhile."""
    missed = subject_misread(deed)
    whole = deed.doc[_behind_mark(missed) : deed.right_edge.i + 1] if missed else clause(deed, deed)
    ends = [t.left_edge.i for t in whole if t.i > deed.i and _is_adjunct(t)]
    return cut(deed.doc[whole.start : min([whole.end, *ends])], deed)


def _is_adjunct(phrase: Token) -> bool:
    """As in "near Osk", "in Rask on Monday", "as it took a bend"."""
    placed = any(t.ent_type_ in _CIRCUMSTANCES for t in phrase.subtree)
    somewhere = phrase.lower_ in _NEAR or (phrase.lower_ in ("in", "at", "on") and placed)
    return phrase.dep_ in ("advcl", "parataxis") or (phrase.dep_ == "prep" and somewhere)


def _behind_mark(subject: Token) -> int:
    """Where a subject begins behind the "when" that the parse hangs on it."""
    marks = [t.i + 1 for t in subject.lefts if t.dep_ in ("advmod", "mark")]
    return max([subject.left_edge.i, *marks])
