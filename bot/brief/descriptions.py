"""What to call somebody who has no name: the noun phrase, as a reader would repeat it."""

from spacy.tokens import Token

from bot.brief.lexicon import words

_LONGEST = 9
_NOT_OF_NAME = frozenset(("relcl", "acl", "advcl", "cc", "punct", "aux", "neg", "case", "nsubj", "nsubjpass"))


def counted(token: Token) -> Token:
    """The people behind a number: "protesters" for "thousands of protesters"."""
    if token.lemma_.lower() not in words("speech", "amounts"):
        return token
    of = next((child for child in token.children if child.lower_ == "of" and child.dep_ == "prep"), None)
    behind = next((child for child in of.children if child.dep_ == "pobj"), None) if of is not None else None
    return counted(behind) if behind is not None else token


def description(token: Token) -> str:
    """The noun phrase around `token` as a name, without clauses and what stands behind a comma.

    It keeps its article, and begins with a small letter unless with a name: "the port authority".
    """
    doc, end = token.doc, token.i + 1
    start = _phrase_start(token)
    while end < min(token.right_edge.i + 1, start + _LONGEST):
        following = doc[end]
        if following.is_punct or following.is_space or following.dep_ in _NOT_OF_NAME:
            break
        if following.dep_ == "prep" and not _of_phrase(following):
            break
        end += 1
    while end - 1 > token.i and doc[end - 1].pos_ in ("ADP", "DET", "CCONJ", "PRON"):
        end -= 1
    text = " ".join(doc[start:end].text.split())
    named = doc[start].pos_ == "PROPN" or doc[start].ent_type_ or doc[start].text[1:2].isupper()
    return text if named else text[:1].lower() + text[1:]


def _of_phrase(preposition: Token) -> bool:
    """Whether a preposition adds to who is meant: not "of planning" in "accused the firm of planning"."""
    if preposition.lower_ not in ("of", "for", "from", "in", "at", "with"):
        return False
    return not any(child.dep_ == "pcomp" for child in preposition.children)


def _phrase_start(token: Token) -> int:
    """Where the phrase begins: at its article, behind what stands before that by mistake of the parse."""
    doc, start = token.doc, token.left_edge.i
    owners = [token, *(child for child in token.children if child.dep_ == "poss")]
    articles = [t.i for t in doc[start : token.i] if t.lower_ in ("the", "a", "an") and t.head in owners]
    if articles:
        named = token.text[0].isupper() and doc[articles[-1]].lower_ == "the"
        return articles[-1] + named
    while start < token.i and _is_small(doc[start]):
        start += 1
    return start


def _is_small(first: Token) -> bool:
    """Whether what a phrase begins with is no part of a name: an article, "their", "but"."""
    return first.dep_ in ("det", "cc") or first.tag_ == "PRP$" or first.is_punct or first.is_space


def unarticled(name: str) -> str:
    """`name` without "the" or "a" before it."""
    first, _, rest = name.partition(" ")
    return rest if first in ("the", "a", "an") and rest else name
