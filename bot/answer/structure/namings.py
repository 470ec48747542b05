"""What a thing is called ("an exercise codenamed Tall Ship", "the storm, Ines"), and what a name means."""

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from bot.answer.lexicon import cues
from bot.answer.question import Question
from bot.answer.structure.event import Telling
from bot.ground.words import key

_CALL = frozenset(cues("patterns")["call"])
_MEAN = frozenset(cues("patterns")["mean"])
_OPEN, _CLOSE = frozenset("“‘\"'«"), frozenset("”’\"'»")
_SKIPPED = frozenset(("as", "the", ",", "(")) | _OPEN
_ENDS = frozenset((",", ".", ";", ":", "–", "—", "(", ")"))
_DOERS = ("nsubj", "nsubjpass", "dobj")
LONGEST = 10
"""A name or what it means has at most so many words."""


def asks_name(question: Question) -> bool:
    """Whether it asks what something is called."""
    return question.kind == "what" and _thing(question.doc) is not None


def asks_meaning(question: Question) -> bool:
    """Whether it asks what a name or a word means."""
    return question.kind == "what" and _meant(question.doc) is not None


def _thing(doc: Doc) -> Token | None:
    """The thing in "what is the THING called?", "what is the name of the THING?", "the THING's name"."""
    call = next((t for t in doc if t.lemma_ in _CALL and t.pos_ in ("VERB", "AUX")), None)
    return _thing_called(call) if call is not None else _thing_named(doc)


def _thing_called(call: Token) -> Token | None:
    """What is called, or what somebody calls it: not who calls, nor what is called for."""
    asked = call.doc[0]
    passive = not any(t.lemma_ == "do" for t in call.lefts) and call.tag_ in ("VBN", "VBD")
    if any(t.dep_ == "prep" for t in call.children) or asked.lower_ != "what":
        return None
    wanted = ("nsubj", "nsubjpass") if passive else ("dobj",)
    found = [t for t in call.children if t.dep_ in wanted and t != asked]
    if not found and passive and call.dep_ == "acl":
        found = [call.head]
    return found[0] if found else None


def _thing_named(doc: Doc) -> Token | None:
    """Whose name is asked for."""
    name = next((t for t in doc if t.lemma_ == "name" and t.head.lemma_ == "be"), None)
    if name is None or name.dep_ not in ("nsubj", "attr"):
        return None
    owners = [t for t in name.children if t.dep_ == "poss"]
    owners += [t for link in name.children if link.lower_ == "of" for t in link.children if t.dep_ == "pobj"]
    return owners[0] if owners else None


def _meant(doc: Doc) -> Token | None:
    root = next((t for t in doc if t.dep_ == "ROOT"), None)
    if root is None:
        return None
    stands = root.lemma_ == "stand" and any(t.lower_ == "for" for t in root.children)
    subjects = (t for t in root.children if t.dep_ == "nsubj")
    return next(subjects, None) if stands or root.lemma_ in _MEAN else None


def names(question: Question, telling: Telling) -> Iterator[tuple[Span, float]]:
    """What the sentence calls the thing asked about; surest where the naming hangs on its very word."""
    thing = _thing(question.doc)
    if thing is None:
        return
    doc, word = telling.doc, thing.lemma_.lower()
    there = [t for t in doc if t.lemma_.lower() == word]
    for verb in doc:
        if verb.lemma_.lower() in _CALL and verb.tag_ in ("VBN", "VBD", "NNP", "JJ"):
            span = _name_from(doc, verb.i + 1)
            if span is not None:
                yield span, _sureness(verb, there)
    for here in there:
        yield from _beside(doc, here)


def _sureness(verb: Token, there: list[Token]) -> float:
    """How surely it is this thing that is called so."""
    named = [verb.head, *(t for t in verb.head.children if t.dep_ in _DOERS)]
    named += [t for t in verb.children if t.dep_ in _DOERS]
    return 1.0 if any(t in there for t in named) else 0.7 if there else 0.4


def _beside(doc: Doc, here: Token) -> Iterator[tuple[Span, float]]:
    """Names in apposition to the thing, and behind its word: "the ferry Aurora", "Operation Tall Ship"."""
    for child in here.children:
        if child.dep_ == "appos" and child.pos_ == "PROPN":
            yield doc[child.left_edge.i : child.i + 1], 1.0
    if here.dep_ == "appos" and here.head.pos_ == "PROPN":
        yield doc[here.head.left_edge.i : here.head.i + 1], 1.0
    behind = _name_from(doc, here.i + 1, skipped=_OPEN)
    if behind is not None and behind.start <= here.i + 2:
        yield (doc[here.i : behind.end] if here.pos_ == "PROPN" else behind), 0.8


def _name_from(doc: Doc, first: int, skipped: frozenset[str] = _SKIPPED) -> Span | None:
    """What stands between quotation marks from here on, or the run of words with capitals."""
    while first < len(doc) and doc[first].text in skipped:
        first += 1
    if first < len(doc) and first and doc[first - 1].text in _OPEN:
        marks = [t.i for t in doc[first : first + LONGEST + 1] if t.text in _CLOSE]
        return doc[first : marks[0]] if marks and marks[0] > first else None
    last = first
    while last < len(doc) and (doc[last].text[:1].isupper() or _links(doc, last)):
        last += 1
    return doc[first:last] if last > first else None


def _links(doc: Doc, at: int) -> bool:
    """Whether it stands within a name: "of" in "Lady of Light", the hyphen of "Saint-Omer"."""
    inner = 0 < at < len(doc) - 1 and doc[at - 1].text[:1].isupper() and doc[at + 1].text[:1].isupper()
    return inner and (doc[at].text in ("-", "'", "’") or doc[at].lower_ in ("of", "de", "du", "la"))


def meanings(question: Question, telling: Telling) -> Iterator[tuple[Span, float]]:
    """The gloss behind a name: "Nakba (catastrophe)", "Nakba, meaning catastrophe"."""
    meant = _meant(question.doc)
    if meant is None:
        return
    asked = [key(t.text) for t in meant.subtree if not t.is_punct and t.dep_ not in ("det", "case")]
    plain = [t for t in telling.doc if not t.is_punct and not t.is_space]
    for n in range(len(plain) - len(asked) + 1):
        if [key(t.text) for t in plain[n : n + len(asked)]] == asked:
            span = _gloss(telling.doc, plain[n + len(asked) - 1].i + 1)
            if span is not None:
                yield span, 1.0


def _gloss(doc: Doc, first: int) -> Span | None:
    """What is explained from here on, in brackets or behind "meaning", up to the next mark."""
    while first < len(doc) and (doc[first].text in _CLOSE or doc[first].text in (",", "which", "that")):
        first += 1
    opens = first < len(doc) and (doc[first].text == "(" or doc[first].lemma_ in _MEAN)
    if not opens and not _stands_for(doc, first):
        return None
    first += 1 if opens else 2
    while first < len(doc) and doc[first].text in _OPEN:
        first += 1
    stops = [t.i for t in doc[first : first + LONGEST + 1] if t.text in _ENDS | _CLOSE]
    return doc[first : stops[0]] if stops and stops[0] > first else None


def _stands_for(doc: Doc, at: int) -> bool:
    return at + 1 < len(doc) and doc[at].lemma_ == "stand" and doc[at + 1].lower_ == "for"
