"""The dependencies of a parsed text: which content word hangs on which."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from bot.ground.words import function_words, key

_EMPTY = frozenset(
    ("punct", "det", "aux", "auxpass", "case", "cc", "mark", "expl", "dep", "prep", "agent", "ROOT", "")
)
_IDLE = frozenset(("PUNCT", "SPACE", "DET", "ADP", "AUX", "PRON", "CCONJ", "SCONJ", "PART"))


def token_key(token: Token) -> str:
    """What a word is compared by: verbs and nouns by their base form, all others as written."""
    return key(token.lemma_ if token.pos_ in ("VERB", "NOUN", "AUX") else token.text)


@dataclass(frozen=True)
class Arc:
    """A word that hangs on another, prepositions passed over and passives turned."""

    head: Token
    word: Token
    label: str

    @property
    def ends(self) -> tuple[str, str]:
        """What it is compared by."""
        return token_key(self.head), token_key(self.word)


def arcs_of(tokens: Iterable[Token]) -> Iterator[Arc]:
    """The dependencies of a text between words that are no mere grammar."""
    for token in tokens:
        if token.dep_ in _EMPTY or token.head.is_punct:
            continue
        head, label = token.head, "dobj" if token.dep_ == "nsubjpass" else token.dep_
        if token.dep_ in ("pobj", "pcomp"):
            label = "nsubj" if head.dep_ == "agent" else f"p_{head.lower_}"
            head = head.head
        if not head.is_punct:
            yield Arc(head, token, label)


def is_content(token: Token) -> bool:
    """Whether a word carries content: no function word, no small part of speech; or a numeral."""
    plain = token.is_alpha and token.lower_ not in function_words() and token.pos_ not in _IDLE
    return plain or (token.like_num and not token.is_space)
