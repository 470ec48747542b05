"""Verbs of a main clause that the parser takes for participles: "A train hit a wall, police said"."""

from spacy.tokens import Token

from bot.brief.lexicon import words

_NOUNS = ("NOUN", "PROPN")
_LEADS = frozenset(("when", "after", "as", "while", "before", "because"))


def subject_misread(verb: Token) -> Token | None:
    """The subject of a finite verb that stands in the parse as a participle; None where it is one.

    It is finite where else the sentence would have no verb, or its verb of saying two subjects.
    """
    if verb.tag_ != "VBN" or verb.dep_ != "acl":
        return None
    if any(child.dep_ in ("aux", "auxpass", "agent") for child in verb.children):
        return None
    above = (noun for noun in verb.ancestors if noun.pos_ in _NOUNS and noun.i < verb.i)
    able = (_lacks_verb, _is_second, _is_led)
    return next((noun for noun in above if any(is_subject(noun, verb) for is_subject in able)), None)


def _is_led(noun: Token, verb: Token) -> bool:
    """As in "They died when a bus overturned", of which the parse makes "when a bus"."""
    return noun == verb.head and noun.dep_ == "advcl" and any(t.lower_ in _LEADS for t in noun.lefts)


def _lacks_verb(noun: Token, verb: Token) -> bool:
    """As in "A fissure opened on the plain.", of which the parse makes "a fissure that was opened"."""
    sentence = noun.sent
    written = next((t.text for t in reversed(sentence) if not t.is_space), "")
    begins = next((t.i for t in sentence if not t.is_space), noun.i)
    finite = any(t.tag_ in ("VBD", "VBZ", "VBP") and t.head == noun for t in noun.children)
    return noun.dep_ == "ROOT" and written in (".", "!") and noun.left_edge.i == begins and not finite


def _is_second(noun: Token, verb: Token) -> bool:
    """Whether somebody else behind the verb says so: "a train ploughed into a wall, police said"."""
    saying = noun.head
    if noun.dep_ != "nsubj" or saying.lemma_ not in words("speech", "verbs"):
        return False
    return any(child.dep_ == "nsubj" and verb.i < child.i < saying.i for child in saying.children)
