"""What a question asks for: its kind, the words it turns on, and the names that must be met."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein
from spacy.tokens import Doc, Token

from bot.answer.lexicon import cues
from bot.engine.local.embed import Vectors, is_common, word_vectors
from bot.engine.local.nlp import parse
from bot.ground.words import Word, cue_words, function_words, key, words

Kind = Literal[
    "who",
    "what",
    "when",
    "where",
    "which",
    "how_many",
    "why",
    "how",
    "said",
    "who_said",
    "yes_no",
    "list",
    "summary",
]


def _kinds() -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    """The kinds of `cues/kinds.toml` in their order."""
    kinds: dict[Kind, list[str]] = cues("kinds")  # type: ignore[assignment]
    return tuple((kind, re.compile("|".join(patterns), re.IGNORECASE)) for kind, patterns in kinds.items())


_KINDS = _kinds()
_SPLIT = re.compile(
    r"(?<=\?)\s+(?=\w)|\n+|;\s+|(?<=\w),?\s+and\s+(?=(?:who|what|when|where|why|how many|how much)\b.*\?)",
    re.I,
)
_DOES_WHAT = re.compile(
    r"^what (?:does|do) (\S+(?: \S+){0,4}) do(?: for (?:a living|work))?[ ?!.]*$", re.IGNORECASE
)
"""It asks what somebody is, not what they did."""
_SHORT_IS = re.compile(r"^(what|who|where|when|how)s\b", re.IGNORECASE)
_JOINED = re.compile(r"^(?:and|also|so|but|then|ok|okay|well|now|please|hi|hello|hey)\b[, ]*", re.IGNORECASE)


@dataclass(frozen=True)
class Question:
    """One question, with names spelt as the coverage spells them. `typed` is how it stood."""

    typed: str
    text: str
    kind: Kind

    @cached_property
    def doc(self) -> Doc:
        """Its parse."""
        return parse(self.text)

    @cached_property
    def root(self) -> Token | None:
        """The head of its first sentence: the verb that it turns on, mostly."""
        return next((token for token in self.doc if token.dep_ == "ROOT"), None)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """All of its words."""
        return words(self.text)

    @cached_property
    def terms(self) -> tuple[Word, ...]:
        """The words that its evidence should share, each once."""
        found = {word.key: word for word in reversed(self.words) if word.text.lower() not in function_words()}
        asked = self.asked_noun
        return tuple(
            word for word in reversed(found.values()) if not asked or word.key != asked.key
        ) or tuple(found.values())

    @cached_property
    def names(self) -> tuple[Word, ...]:
        """Its words written as names or numbers; the first word of a question is none."""
        return tuple(word for word in self.terms if word.is_name_like and word.start > 0)

    @cached_property
    def asked_noun(self) -> Word | None:
        """What is asked for: "people" in "how many people…", "country" in "which country…"."""
        match = re.search(
            r"\b(?:how (?:many|much)|which|what)\s+((?:[\w-]+\s+){0,2}?)(\w+)", self.text, re.IGNORECASE
        )
        if not match or self.kind not in ("how_many", "which", "what", "list", "where", "when"):
            return None
        nouns = [
            token for token in self.doc if token.idx >= match.start() and token.pos_ in ("NOUN", "PROPN")
        ]
        first = next((token for token in self.doc if token.idx >= match.start(1)), None)
        if not nouns or first is None or first.pos_ in ("AUX", "VERB", "DET", "ADP"):
            return None
        head = nouns[0]
        while head.dep_ == "compound" and head.head in nouns:
            head = head.head
        return next((word for word in self.words if word.start == head.idx), None)

    @cached_property
    def vectors(self) -> tuple[Vectors, Vectors]:
        """The word vectors of the terms, and their rarity."""
        return word_vectors(tuple(word.text for word in self.terms))

    @cached_property
    def weights(self) -> Vectors:
        """How much each term counts: rare words and names more."""
        named = np.array([1.0 if word in self.names else 0.0 for word in self.terms], np.float32)
        return np.asarray(0.25 + self.vectors[1] + 0.5 * named, np.float32)


def split_questions(message: str) -> tuple[str, ...]:
    """The questions of one message, in order; at most five."""
    parts = [part.strip() for part in _SPLIT.split(message.strip())]
    found = [part for part in parts if re.search(r"\w", part)][:5]
    asked = len(found) > 1 and message.rstrip().endswith("?")
    return tuple(part if part[-1] in "?!." or not asked else f"{part}?" for part in found) or (
        message.strip(),
    )


def kind_of(text: str) -> Kind:
    """What kind of question it is; a bare topic asks what."""
    bare = _JOINED.sub("", text.strip())
    lead = re.match(
        r"^(?:according to|in|on|at|during|after|before|for|as of)\b[^,?]*, +(?=\w)", bare, re.IGNORECASE
    )
    bare = bare[lead.end() :] if lead else bare
    for kind, pattern in _KINDS:
        if pattern.search(bare):
            return kind
    inner = re.search(r",? ((?:who|what|when|where|why|how|which)\b.*)", bare, re.IGNORECASE)
    return kind_of(inner.group(1)) if inner and inner.start() > 0 else "what"


def understand(typed: str, spelling: Mapping[str, str]) -> Question:
    """A question read against the coverage's spelling: lower-case form to the form it mostly has there."""
    text = re.sub(r"\s+", " ", _JOINED.sub("", typed.strip())).strip()
    text = _SHORT_IS.sub(r"\1 is", text)
    text = _DOES_WHAT.sub(r"Who is \1?", _mended(text, spelling))
    question = Question(typed=typed, text=text, kind=kind_of(text))
    return replace(question, kind="list") if _asks_for_several(question) else question


def _asks_for_several(question: Question) -> bool:
    """Whether it asks which or what of several: "which crops were looked at?"."""
    noun = question.asked_noun if question.kind in ("which", "what") else None
    token = next((t for t in question.doc if noun is not None and t.idx == noun.start), None)
    return token is not None and token.tag_ in ("NNS", "NNPS")


def _mended(text: str, spelling: Mapping[str, str]) -> str:
    pieces, position = [], 0
    has_case = any(word.text[:1].isupper() for word in words(text)[1:])
    for number, word in enumerate(words(text)):
        known_case = has_case and word.text.lower() in spelling
        pieces += [
            text[position : word.start],
            word.text if known_case else _respelt(word.text, number, spelling),
        ]
        position = word.end
    mended = "".join(pieces) + text[position:]
    return mended[:1].upper() + mended[1:]


def _respelt(word: str, number: int, spelling: Mapping[str, str]) -> str:
    low = word.lower()
    if number == 0 and low not in spelling and not is_common(low):
        return _nearest(low, cue_words()["question"].split()) or word
    if low in function_words() or not low.isalpha():
        return word
    if low in spelling:
        return word if word[:1].isupper() else spelling[low]
    if is_common(low) or (word[:1].isupper() and len(low) < 5):
        return word
    near = _nearest(low, [form for form in spelling if form[:1] == low[:1]]) or _nearest(
        low, cue_words()["question"].split()
    )
    return spelling.get(near, near) if near and key(near) != key(low) else word


def _nearest(word: str, choices: list[str]) -> str | None:
    """The only kind of misspelling that is mended: one slip, or two in a long word."""
    slips = 1 if len(word) < 8 else 2
    if len(word) < 4:
        return None
    found = process.extractOne(word, choices, scorer=DamerauLevenshtein.distance, score_cutoff=slips)
    return str(found[0]) if found else None
