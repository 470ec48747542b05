"""Lists: what "and" joins, and all that several sentences say the asked event of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from bot.answer.asked import asked_head
from bot.answer.enumerations import core, enumerations
from bot.answer.passages import Sentence, Text
from bot.answer.phrases import labels_asked
from bot.answer.question import Question
from bot.answer.roles import agents, patients
from bot.answer.senses import LISTED, likeness, speaks_of
from bot.answer.structure.event import Telling, covered
from bot.answer.support import word_vector
from bot.engine.local.nlp import parsed
from bot.ground.words import key

LOOKED_AT = 8
"""So many sentences are parsed for further members."""
MOST = 12
CONTESTS = frozenset(("win", "lose"))
"""What one of two does where the other does the contrary."""
OF_KIND = 0.45
"""From this cosine on a member is of the kind that the question's noun names."""


@dataclass(frozen=True)
class Member:
    """One of those asked for, and the sentence that says so."""

    text: str
    sentence: Sentence


def joined(question: Question, telling: Telling) -> Iterator[tuple[Span, float]]:
    """The enumerations of a sentence, surest where their members are of the kind asked for."""
    for span, members in enumerations(telling.doc):
        kind = sum(of_kind(question, member) for member in members) / len(members)
        yield span, 0.4 + 0.6 * kind


def of_kind(question: Question, member: Span) -> float:
    """How surely a member is of the kind that the question's noun names, from 0 to 1."""
    noun = question.asked_noun
    if noun is None:
        return 0.5
    labels = labels_asked(question)
    own = {ent.label_ for ent in member.doc.ents if ent.start < member.end and ent.end > member.start}
    if labels:
        return 1.0 if own & labels else 0.2
    if own:
        return 0.5
    near = [member.root, *(t for t in member.root.ancestors if t.pos_ == "NOUN")][:3]
    wanted = word_vector(noun.text.lower())
    closest = max(float(wanted @ word_vector(t.lemma_.lower())) for t in near)
    return max(0.0, min(1.0, closest / 0.6))


def gathered(question: Question, texts: Sequence[Text]) -> list[Member]:
    """All that fill the place beside the asked verb, over the sentences that have it, each once."""
    asked = asked_head(question)
    place = _asked_place(question)
    if asked is None or place is None or asked.is_stop:
        return []
    sentences = [s for text in texts for s in text.sentences if speaks_of(asked, s.keys)]
    best = sorted(sentences, key=lambda s: -covered(question, s))[:LOOKED_AT]
    found: dict[str, Member] = {}
    for sentence in sorted(best, key=lambda s: (s.article, s.start)):
        for head in _fillers(asked, place, parsed(sentence.text)):
            for member in (head, *head.conjuncts):
                span = core(member)
                named = key(member.text)
                if named not in {w.key for w in question.terms} and _fits(question, span):
                    found.setdefault(named, Member(span.text, sentence))
    return list(found.values())[:MOST]


def _fits(question: Question, span: Span) -> bool:
    if span.root.pos_ not in ("NOUN", "PROPN") or (span.root.pos_ == "NOUN" and labels_asked(question)):
        return False
    return of_kind(question, span) >= OF_KIND


def _fillers(asked: Token, place: str, doc: Doc) -> Iterator[Token]:
    for token in doc:
        if token.pos_ not in ("VERB", "ADJ"):
            continue
        like = likeness(asked, token)
        if like.alike < LISTED or any(c.dep_ == "neg" for c in token.children):
            continue
        if like.contrary and asked.lemma_ in CONTESTS and place == "subject":
            yield from (*patients(token), *_opponents(token))
        elif not like.contrary:
            yield from agents(token) if place == "subject" else patients(token)


def _opponents(verb: Token) -> Iterator[Token]:
    """Those to whom one lost: "lost to Larkfield"."""
    links = [c for c in verb.children if c.dep_ == "prep" and c.lower_ in ("to", "against")]
    yield from (c for link in links for c in link.children if c.dep_ == "pobj")


def _asked_place(question: Question) -> str | None:
    """Whether the list asked for does it or suffers it."""
    for token in question.doc:
        if token.tag_ in ("WP", "WDT"):
            head = token.head if token.dep_ == "det" else token
            if head.dep_ == "nsubj":
                return "subject"
            if head.dep_ in ("dobj", "nsubjpass"):
                return "object"
    return None
