"""Phrases of a sentence that are of the kind asked for: names, dates, places, amounts and noun phrases."""

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Span, Token

from bot.answer.amounts import is_amount
from bot.answer.asked import asked_place
from bot.answer.lexicon import cues
from bot.answer.passages import Sentence
from bot.answer.question import Question
from bot.answer.structure.holders import asks_description
from bot.engine.local.nlp import parsed
from bot.ground.words import key

_OF_KIND = {
    "who": frozenset(("PERSON", "ORG", "GPE", "NORP")),
    "who_said": frozenset(("PERSON", "ORG", "GPE", "NORP")),
    "when": frozenset(("DATE", "TIME")),
    "where": frozenset(("GPE", "LOC", "FAC", "ORG")),
    "how_many": frozenset(("CARDINAL", "MONEY", "PERCENT", "QUANTITY", "DATE", "TIME")),
}
"""The kinds of names that can answer a kind of question."""
_NAMES = _OF_KIND["who"]
_LEFT_OUT = frozenset(("DET", "PUNCT", "PART"))
MOST_WORDS = 12


@cache
def _types() -> dict[str, frozenset[str]]:
    """Each noun of `cues/types.toml` to the labels that it asks for."""
    found: dict[str, frozenset[str]] = {}
    for group in cues("types").values():
        for noun in str(group["nouns"]).split():
            found[key(noun)] = found.get(key(noun), frozenset()) | frozenset(group["labels"])
    return found


def labels_asked(question: Question) -> frozenset[str]:
    """The kinds of names that can answer; empty where anything can."""
    if asks_description(question):
        return frozenset()
    if question.kind in _OF_KIND:
        return _OF_KIND[question.kind]
    noun = question.asked_noun
    return _types().get(noun.key, frozenset()) if noun is not None else frozenset()


def phrases(question: Question, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Where in a sentence phrases of the kind asked for stand, as characters of the sentence."""
    doc = parsed(sentence.text)
    wanted = labels_asked(question)
    if wanted:
        yield from _named(doc, wanted)
    if question.kind == "how_many":
        yield from _amounts(doc)
    if question.kind == "who" and wanted:
        yield from _unnamed(question, doc)
    if question.kind in ("what", "which", "how", "list") or (question.kind == "who" and not wanted):
        yield from _noun_phrases(doc)


def _named(doc: Doc, wanted: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Names of these kinds; "Mountain View, California" is one."""
    ents = [ent for ent in doc.ents if ent.label_ in wanted]
    taken: list[Span] = []
    for ent in ents:
        joined = taken and taken[-1].end == ent.start - 1 and doc[ent.start - 1].text == ","
        if joined and ent.label_ in ("GPE", "LOC", "DATE"):
            taken[-1] = doc[taken[-1].start : ent.end]
        else:
            taken.append(ent)
    yield from (_bare(span) for span in taken)


def _unnamed(question: Question, doc: Doc) -> Iterator[tuple[int, int]]:
    """Those in the place asked for who are told without a name: "thieves", "four senior staff"."""
    for chunk in doc.noun_chunks:
        plain = chunk.root.pos_ == "NOUN" and not any(t.ent_type_ in _NAMES for t in chunk)
        if plain and len(chunk) <= MOST_WORDS and _fills(question, chunk.root):
            yield _bare(chunk)


def _fills(question: Question, noun: Token) -> bool:
    """Whether a noun does it, where it is asked who did, or suffers it, where it is asked to whom."""
    if asked_place(question) == "object":
        return noun.dep_ in ("dobj", "nsubjpass")
    return noun.dep_ == "nsubj" or (noun.dep_ == "pobj" and noun.head.dep_ == "agent")


def _amounts(doc: Doc) -> Iterator[tuple[int, int]]:
    """Numbers that no name covers ("a billion-year contract")."""
    for token in doc:
        if token.ent_type_ == "" and is_amount(token.text) and not token.is_stop:
            yield token.idx, token.idx + len(token)


def _is_counting(span: Span) -> bool:
    """Whether the article is what makes it an amount: "a third", "an hour"."""
    return span[0].lower_ in ("a", "an") and is_amount(span.text) and not is_amount(span[1:].text)


def _noun_phrases(doc: Doc) -> Iterator[tuple[int, int]]:
    for chunk in doc.noun_chunks:
        if chunk.root.pos_ != "PRON" and len(chunk) <= MOST_WORDS:
            yield _bare(chunk)


def _bare(span: Span) -> tuple[int, int]:
    """A phrase without the article before it, but that of "a third", and the possessive behind it."""
    start, end = span.start, span.end
    while start < end - 1 and span.doc[start].pos_ in _LEFT_OUT and not _is_counting(span.doc[start:end]):
        start += 1
    while end - 1 > start and span.doc[end - 1].text in ("'s", "’s", "'", "’"):
        end -= 1
    return span.doc[start].idx, span.doc[end - 1].idx + len(span.doc[end - 1])
