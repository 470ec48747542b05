"""Questions that lean on the one before: "and how many were injured?", "who is she?", "why?"."""

import re
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from bot.answer.question import kind_of
from bot.engine.local.nlp import parse
from bot.model import Turn

_BARE = re.compile(
    r"^(?:and |but |so |ok )*(why|when|where|how|who|by whom|how come|since when)( not| exactly)?\W*$",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"^(?:and |but |so )*(?:what|how) about (?:the )?(.+?)\W*$|^and (?:the )?([A-Z][\w .-]*?)\W*$",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"\b(he|she|they|it|him|her|them|his|hers|its|their)\b", re.IGNORECASE)
_THERE = re.compile(r"\b(there|then|that|this|those)\W*$", re.IGNORECASE)
_AND = re.compile(r"^(?:and|but|so|also)\b[, ]*", re.IGNORECASE)
_OWN = {"his", "its", "their"}
_PERSON = {"he", "she", "him", "her", "his", "hers"}
_THING = {"it", "its"}
_THINGS = {"ORG", "GPE", "EVENT", "FAC"}
_GROUPS = _THINGS | {"NORP"}
_MOST_WORDS = 5
"""A name has no more."""


def resolve(question: str, history: Sequence[Turn]) -> str:
    """The question in words that stand by themselves; unchanged when it leans on nothing."""
    if not history:
        return question
    last = history[-1]
    bare, about = _BARE.match(question), _ABOUT.match(question.strip())
    if bare:
        return _asked_again(bare.group(1), last)
    if about and not re.match(
        r"^and (?:who|what|when|where|why|how|did|is|was|does|which)\b", question, re.I
    ):
        return _with_other(about.group(1) or about.group(2), last)
    if _PRONOUN.search(question):
        return _named(question, history)
    if _AND.match(question) or _THERE.search(question):
        return _carried(_AND.sub("", question.strip()), last)
    return question


def _asked_again(word: str, last: Turn) -> str:
    """After "Why?" and "Who offered mediation?" – "China": "Why did China offer mediation?"."""
    doc = parse(last.question)
    root = next((t for t in doc if t.dep_ == "ROOT"), doc[0])
    rest = last.question.rstrip("?!. ")
    wh = next((t for t in doc if t.tag_ in ("WP", "WDT", "WRB", "WP$")), None)
    lead = word.capitalize()
    if wh is None or kind_of(last.question) == "yes_no":
        return f"{lead} {rest[:1].lower() + rest[1:]}?"
    if wh.dep_ in ("nsubj",) and root.pos_ == "VERB" and last.answer:
        tail = rest[root.idx + len(root.text) :]
        return f"{lead} did {last.answer} {root.lemma_}{tail}?"
    auxiliary = next((t for t in root.children if t.dep_ in ("aux", "auxpass") and t.i > wh.i), root)
    return f"{lead} {rest[auxiliary.idx :]}?" if auxiliary.i > wh.i else f"{lead} {rest}?"


def _with_other(topic: str, last: Turn) -> str:
    """After "What did China say?", "what about India?" asks "What did India say?"."""
    names = [chunk for chunk in parse(last.question).noun_chunks if any(t.pos_ == "PROPN" for t in chunk)]
    if not names:
        return f"{last.question.rstrip('?!. ')} ({topic.strip()})?"
    first = names[0]
    return last.question[: first.start_char] + topic.strip() + last.question[first.end_char :]


def _named(question: str, history: Sequence[Turn]) -> str:
    """Pronouns replaced by who was last spoken of, unless the question itself names somebody before."""
    match = _PRONOUN.search(question)
    assert match is not None
    if any(t.pos_ == "PROPN" for t in parse(question[: match.start()])):
        return question
    name = _antecedent(match.group().lower(), history)
    if name is None:
        return question
    owned = match.group().lower() in _OWN or (
        match.group().lower() == "her" and re.match(r"\s+\w", question[match.end() :]) is not None
    )
    return question[: match.start()] + name + ("'s" if owned else "") + question[match.end() :]


def _antecedent(pronoun: str, history: Sequence[Turn]) -> str | None:
    if pronoun in _THING:
        return _thing(history[-1])
    people = pronoun in _PERSON
    for turn in reversed(history):
        for text in (turn.answer, turn.question):
            doc = parse(text or "")
            wanted = [name for name, label in _names(doc) if not people or label == "PERSON"]
            if wanted:
                return _whole(wanted[0], doc) if text == turn.answer else wanted[0]
            if text == turn.answer and _may_be_somebody(doc):
                return doc.text
    return None


def _whole(name: str, answer: Doc) -> str:
    """A short answer that is one name is said whole: "the Greens" rather than "Greens"."""
    one = len(answer) <= _MOST_WORDS and answer.text.endswith(name) and answer[0].pos_ in ("DET", "PROPN")
    if not one:
        return name
    first = answer[0].text_with_ws
    return (first.lower() if answer[0].pos_ == "DET" else first) + answer.text[len(first) :]


def _may_be_somebody(answer: Doc) -> bool:
    """Whether a short answer is a name that the recogniser does not know, and no group's ("the Greens")."""
    return (
        0 < len(answer) <= _MOST_WORDS
        and not any(ent.label_ in _GROUPS for ent in answer.ents)
        and all(token.tag_ == "NNP" for token in answer)
    )


def _thing(last: Turn) -> str | None:
    """What "it" is: a name of the last turn that is nobody's, or the thing that its question named."""
    for text in (last.answer, last.question):
        names = [name for name, label in _names(parse(text)) if label in _THINGS] if text else []
        if names:
            return names[0]
    somebody = (
        ("attr", "nsubj") if kind_of(last.question) == "who" else ()
    )  # "the mayor" of "who is the mayor?"
    things = [
        chunk.text
        for chunk in parse(last.question).noun_chunks
        if chunk.root.tag_ == "NN"
        and chunk.root.dep_ not in somebody
        and chunk[0].lower_ in ("the", "this", "that")
    ]
    return things[-1] if things else None


def _names(doc: Doc) -> list[tuple[str, str]]:
    found = [
        (ent.text, ent.label_)
        for ent in doc.ents
        if ent.label_ in ("PERSON", "ORG", "GPE", "NORP", "EVENT", "FAC")
    ]
    if not found:
        found = [(chunk.text, "") for chunk in doc.noun_chunks if any(t.pos_ == "PROPN" for t in chunk)]
    return found


def _carried(question: str, last: Turn) -> str:
    """The rest of the last question goes with an "and…": where, when and in what it asked."""
    doc = parse(last.question)
    root = next((t for t in doc if t.dep_ == "ROOT"), doc[0])
    own = {t.lemma_ for t in parse(question)}
    tails = [c for c in root.children if c.dep_ in ("prep", "advcl", "agent") and c.i > root.i]
    tails = [c for c in tails if not {t.lemma_ for t in c.subtree if t.pos_ in ("NOUN", "PROPN")} & own]
    extra = " ".join(_text(c) for c in tails)
    bare = question.rstrip("?!. ")
    whole = f"{bare} {extra}".strip() if extra else bare
    return whole[:1].upper() + whole[1:] + "?"


def _text(token: Token) -> str:
    tokens = list(token.subtree)
    return token.doc[tokens[0].i : tokens[-1].i + 1].text
