"""Where reported words end: before the writer's own clauses, which the parse hangs into what is said."""

from collections.abc import Iterator

from spacy.tokens import Token

from bot.brief.actors import Cast
from bot.brief.clauses import has_subject
from bot.brief.lexicon import words
from bot.brief.speakers import can_speak

_CONTRASTS = frozenset(("while", "whereas"))
_FINITE = ("VBD", "VBZ", "VBP")
_SUBJECTS = ("nsubj", "nsubjpass")


def ended(run: list[Token], clause: Token, cast: Cast) -> list[Token]:
    """The words of a reported `clause` up to where the writer, or the same speaker anew, goes on."""
    ends = [*_further_speech(run, clause), *_contrasts(clause), *_next_predicates(clause, cast)]
    stop = min((end for end in (*ends, *_remarks(run)) if run and end > run[0].i), default=None)
    return run if stop is None else [token for token in run if token.i < stop]


def _further_speech(run: list[Token], clause: Token) -> Iterator[int]:
    """Before ", adding: …", which goes on with the same speaker's words."""
    for token in run[1:]:
        further = token.tag_ == "VBG" and token.lemma_ in words("speech", "verbs") and token.head != token
        if further and token.i > clause.i and token.nbor(-1).text == ",":
            yield token.i


def _contrasts(clause: Token) -> Iterator[int]:
    """Before ", while the mayor said …": a clause of its own, set against the whole statement."""
    for child in clause.rights:
        first = child.left_edge
        led = first.lower_ in _CONTRASTS and first.nbor(-1).text == ","
        if led and child.dep_ == "advcl" and has_subject(child):
            yield first.i


def _next_predicates(clause: Token, cast: Cast) -> Iterator[int]:
    """Before a second verb that can only be the speaker's: "… that prices would rise | but praised him"."""
    for verb in clause.conjuncts:
        finite = verb.tag_ in _FINITE and not any(c.dep_ in ("aux", "auxpass") for c in verb.children)
        finite = finite or _is_no_passive(clause, verb)
        if verb.i < clause.i or not finite or has_subject(verb):
            continue
        if _breaks_tense(clause, verb) or _only_people_do(clause, verb, cast):
            yield verb.left_edge.i


def _is_no_passive(clause: Token, verb: Token) -> bool:
    """Whether a verb beside a passive has an object, and so is a past: "had been sold | and accused them"."""
    passive = any(child.dep_ == "auxpass" for child in clause.children)
    return passive and verb.tag_ == "VBN" and any(child.dep_ == "dobj" for child in verb.rights)


def _breaks_tense(clause: Token, verb: Token) -> bool:
    """Whether a plain past stands beside "would"; beside "had" it may be a participle that shares it."""
    return verb.tag_ == "VBD" and any(c.dep_ == "aux" and c.tag_ == "MD" for c in clause.children)


def _only_people_do(clause: Token, verb: Token, cast: Cast) -> bool:
    """Whether the clause is about a thing, which does not praise or warn."""
    speaks = verb.lemma_ in words("speech", "describing") - words("speech", "thought")
    subject = next((child for child in clause.children if child.dep_ in _SUBJECTS), None)
    return speaks and subject is not None and not can_speak(subject, cast)


def _remarks(run: list[Token]) -> Iterator[int]:
    """Behind a closing mark that the writer's remark follows: "“…”, a phrase that makes him laugh"."""
    for mark in run[1:]:
        if not mark.is_quote or mark.i + 3 > run[-1].i:
            continue
        inside, following = mark.nbor(-1).text == ",", mark.nbor(1)
        article = following if inside else mark.nbor(2)
        led = article.lower_ in ("a", "an") and (inside or following.text == ",")
        if led and any(child.dep_ == "relcl" for child in article.head.children):
            yield mark.i + 1
