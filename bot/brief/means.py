"""How: what a lead gives as the means of the main event, or as the way in which harm came about."""

from spacy.tokens import Span, Token

from bot.brief.bearing import bears, is_in_event
from bot.brief.clauses import clause, finite_verb, governing_verb
from bot.brief.led_phrases import after_cue, cut
from bot.brief.lexicon import words
from bot.brief.main_event import Event

_QUOTES = ("“", "”", '"')


def how(event: Event, sentences: list[Span], terms: frozenset[str]) -> Span | None:
    """The means: "by doing", "using", or the clause that tells what happened when, or what was done."""
    for found in after_cue(event.sentence, "how"):
        if is_in_event(found[0], event):
            return found
    return _manner(event) or _elsewhere(event, sentences, terms) or _came_about(event, sentences)


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
        if child.dep_ == "advcl" and when is not None:
            return cut(event.verb.doc[when.i + 1 : child.right_edge.i + 1], child)
    return None


def _came_about(event: Event, sentences: list[Span]) -> Span | None:
    """The deed by which harm was done, told by the next sentences: "A car was rammed into the gate"."""
    if event.verb.lemma_ not in words("five_w", "lead", "harm"):
        return None
    near = [s for s in sentences[:4] if s.start > event.sentence.start]
    for sentence in near:
        quoted = any(mark in sentence.text for mark in _QUOTES)
        deed = next((t for t in sentence if not quoted and _is_deed(t)), None)
        if deed is not None:
            return cut(clause(deed, deed), deed)
    return None


def _is_deed(token: Token) -> bool:
    """Whether a main clause, or what somebody says, tells of such a deed."""
    told = token.dep_ in ("ROOT", "ccomp", "conj") and token.tag_ in ("VBD", "VBN", "VBZ")
    return told and token.lemma_ in words("five_w", "lead", "deeds")
