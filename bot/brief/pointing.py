"""What in a sentence points outside it: pronouns, descriptions, counts of what was said, answers to it."""

from spacy.tokens import Span, Token

from bot.brief.lexicon import words
from bot.model import Actor

POSSESSIVE = frozenset(("his", "her", "its", "their"))
SUBJECT = frozenset(("he", "she", "it", "they"))
OBJECT = frozenset(("him", "them"))
PERSONAL = frozenset(("he", "she", "him", "his", "her"))
PLURAL = frozenset(("they", "them", "their"))
_FRACTIONS = frozenset(("half", "third", "thirds", "quarter", "quarters", "most", "some", "many"))
_PRONOUNS = POSSESSIVE | SUBJECT | OBJECT


def counts_untold(sentence: Span) -> bool:
    """As in "Almost two-thirds were in the north": of what stands in the sentence before."""
    subject = next((t for t in sentence.root.children if t.dep_ in ("nsubj", "nsubjpass")), None)
    counts = subject is not None and (subject.tag_ == "CD" or subject.lower_ in _FRACTIONS)
    return counts and subject is not None and not any(c.dep_ == "prep" for c in subject.children)


def answers(sentence: Span) -> bool:
    """As in "The chemist disagreed": with what stands in the sentence before."""
    behind = [child for child in sentence.root.rights if child.dep_ not in ("punct", "advmod", "npadvmod")]
    return sentence.root.lemma_ in words("summary", "answering") and not behind


def points_away(token: Token, sentence: Span, actor: Actor | None, shown: set[str]) -> bool:
    """Whether `token` refers to somebody or something that the sentence has not named before."""
    if token.lower_ in _PRONOUNS and token.pos_ in ("PRON", "DET"):
        if _is_expletive(token):
            return False
        if actor is not None:
            return actor.name not in shown and not _follows(token, sentence, actor)
        return not _has_antecedent(token, sentence)
    if token.lower_ in words("summary", "anaphoric") and _is_definite(token):
        return actor is None or actor.name not in shown
    return token.lower_ in ("this", "these", "those", "that", "latter", "former") and _stands_alone(token)


def _is_expletive(token: Token) -> bool:
    """As in "it was unclear", "it is the first": it that means nothing before it."""
    if token.lower_ != "it" or token.dep_ not in ("nsubj", "nsubjpass", "expl"):
        return False
    if token.dep_ == "expl":
        return True
    return any(
        c.dep_ in ("acomp", "ccomp", "xcomp", "csubj") and c.i > token.i for c in token.head.children
    ) and token.head.lemma_ in ("be", "seem", "appear", "remain", "take", "become")


def _follows(token: Token, sentence: Span, actor: Actor) -> bool:
    """Whether a pronoun in an opening clause is named right behind ("After he won, Smith said")."""
    return (
        token.i - sentence.start < 12
        and any(
            later.text in actor.name.split() and later.dep_ in ("nsubj", "nsubjpass")
            for later in sentence.doc[token.i + 1 : sentence.end]
        )
        and token.dep_ != "nsubj"
    )


def _has_antecedent(token: Token, sentence: Span) -> bool:
    before = sentence.doc[sentence.start : token.i]
    if token.lower_ in PERSONAL:
        return any(
            t.pos_ in ("NOUN", "PROPN") and (t.ent_type_ == "PERSON" or t.lower_ in words("roles", "person"))
            for t in before
        )
    plural = token.lower_ in ("they", "them", "their")
    return any(
        t.pos_ in ("NOUN", "PROPN")
        and (not plural or t.tag_ in ("NNS", "NNPS") or t.pos_ == "PROPN" or t.dep_ == "nsubj")
        for t in before
    )


def is_answered(token: Token, sentence: Span) -> bool:
    """Whether the sentence itself has whom a pronoun may well mean: a person, or a subject of its number."""
    if token.lower_ in PERSONAL:
        return _has_antecedent(token, sentence)
    plural = token.lower_ in PLURAL
    return token.lower_ in _PRONOUNS and any(
        t.dep_ in ("nsubj", "nsubjpass")
        and t.pos_ in ("NOUN", "PROPN")
        and (t.tag_ in ("NNS", "NNPS")) is plural
        for t in sentence.doc[sentence.start : token.i]
    )


def _is_definite(token: Token) -> bool:
    """As in "the group", "both men": definite, and not said more closely."""
    if any(
        child.dep_ in ("prep", "relcl", "acl", "amod", "compound", "poss", "appos", "nmod")
        for child in token.children
    ):
        return False
    return any(
        child.dep_ == "det" and child.lower_ in ("the", "this", "that", "these", "those", "both")
        for child in token.children
    )


def _stands_alone(token: Token) -> bool:
    return (
        token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj")
        and token.pos_ in ("PRON", "DET")
        and token.tag_ == "DT"
    )
