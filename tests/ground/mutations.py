"""Sentences changed on purpose, each in one way that makes it untrue."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from bot.ground.words import capitals, words

NUMBER = re.compile(
    r"(?<![\w.,:/£$€-])(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?![\w:/,.-]*\d)(?!st\b|nd\b|rd\b|th\b)"
    r"|\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty)\b(?!-)"
)
IN_WORDS = {
    "two": "six",
    "three": "eight",
    "four": "nine",
    "five": "twelve",
    "six": "eleven",
    "seven": "nine",
}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
HEDGES = re.compile(r"\b(may|might|could) (?=[a-z]+ )|\b(?:allegedly|reportedly|possibly|probably) ")
AUXILIARIES = ("was", "were", "will", "had", "has", "is")
SUBJECTS, OBJECTS = ("nsubj", "nsubjpass"), ("dobj", "pobj")


@dataclass(frozen=True)
class Mutation:
    """A sentence, and what was made of it."""

    kind: str
    sentence: str
    changed: str


def mutations(sentence: Span, doc: Doc) -> Iterator[Mutation]:
    """Every change that can be made to a sentence of an article."""
    for kind, made in (
        ("number", _numbers(sentence)),
        ("weekday", _weekdays(sentence)),
        ("year", _years(sentence)),
        ("name", _names(sentence, doc)),
        ("roles", _roles(sentence)),
        ("negation", _negations(sentence)),
        ("hedge", _hedges(sentence)),
    ):
        for text in made:
            if text != sentence.text:
                yield Mutation(kind, sentence.text, text)


def _numbers(sentence: Span) -> Iterator[str]:
    for match in NUMBER.finditer(sentence.text):
        said = match[0]
        if re.fullmatch(r"1[5-9]\d\d|20\d\d", said):
            continue
        other = IN_WORDS.get(said) or (_more(said) if said[0].isdigit() else "ninety")
        yield sentence.text[: match.start()] + other + sentence.text[match.end() :]


def _more(digits: str) -> str:
    plain = digits.replace(",", "")
    return f"{float(plain) * 2 + 3:,.1f}" if "." in plain else f"{int(plain) * 2 + 3:,}"


def _weekdays(sentence: Span) -> Iterator[str]:
    for match in re.finditer("|".join(WEEKDAYS), sentence.text):
        other = WEEKDAYS[(WEEKDAYS.index(match[0]) + 3) % 7]
        yield sentence.text[: match.start()] + other + sentence.text[match.end() :]


def _years(sentence: Span) -> Iterator[str]:
    for match in re.finditer(r"\b(?:19|20)\d\d\b", sentence.text):
        yield sentence.text[: match.start()] + str(int(match[0]) + 7) + sentence.text[match.end() :]


def _names(sentence: Span, doc: Doc) -> Iterator[str]:
    """Each person, country and body replaced by one that the article names elsewhere."""
    for name in sentence.ents:
        if name.label_ not in ("PERSON", "GPE", "ORG") or not name.text[0].isupper():
            continue
        others = [e.text for e in doc.ents if e.label_ == name.label_ and e.text[0].isupper()]
        fit = [other for other in others if not _names_same(other, sentence.text)]
        if fit:
            at = name.start_char - sentence.start_char
            yield sentence.text[:at] + fit[0] + sentence.text[at + len(name.text) :]


def _names_same(one: str, text: str) -> bool:
    """Whether both have a name in common; a capital stands for its country."""
    mine, theirs = ({word.key for word in words(each)} for each in (one, text))
    return bool((mine | {capitals().get(each, each) for each in mine}) & theirs)


def _roles(sentence: Span) -> Iterator[str]:
    """The name that does it and a name that it is done to or at, in each other's place."""
    for verb in sentence:
        if verb.pos_ != "VERB" or verb.lemma_ in ("meet", "include", "join"):
            continue
        doers = [c for c in verb.children if c.dep_ in SUBJECTS and _is_bare_name(c)]
        others = [t for t in verb.subtree if t.i > verb.i and t.dep_ in OBJECTS and _is_bare_name(t)]
        for doer, other in zip(doers, others[:1], strict=False):
            if not _names_same(doer.text, other.text):
                yield _exchanged(sentence, doer, other)


def _is_bare_name(token: Token) -> bool:
    return token.pos_ == "PROPN" and all(child.dep_ == "compound" for child in token.children)


def _exchanged(sentence: Span, one: Token, other: Token) -> str:
    first, second = sorted((one, other), key=lambda token: token.i)
    text, start = sentence.text, sentence.start_char
    (a, b), (c, d) = ((t.left_edge.idx - start, t.idx + len(t) - start) for t in (first, second))
    return text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:]


def _negations(sentence: Span) -> Iterator[str]:
    """A "not" put in behind an auxiliary, or taken out."""
    text, start = sentence.text, sentence.start_char
    for token in sentence:
        at = token.idx - start
        if token.dep_ == "neg" and token.lower_ in ("not", "never") and token.i > sentence.start:
            yield text[:at].rstrip() + " " + text[at + len(token) :].lstrip()
        plain = "neg" not in {child.dep_ for child in token.head.children}
        if plain and token.dep_ in ("aux", "auxpass") and token.lower_ in AUXILIARIES:
            yield text[: at + len(token)] + " not" + text[at + len(token) :]


def _hedges(sentence: Span) -> Iterator[str]:
    for match in HEDGES.finditer(sentence.text):
        gone = "will " if match[1] else ""
        yield sentence.text[: match.start()] + gone + sentence.text[match.end() :]
