"""How a stance is put: as fact, denied, under a condition, or intended; and whether it is put at all."""

from dataclasses import dataclass

from spacy.tokens import Token

from bot.brief.clauses import is_spliced
from bot.brief.lexicon import words
from bot.model import Modality

_CHAIN = frozenset(("xcomp", "conj", "acl", "pcomp", "prep", "advcl", "ccomp"))
_MAYBE = frozenset(("could", "may", "might", "would", "can"))
_WILL = frozenset(("will", "'ll", "’ll", "shall", "wo"))
_OUGHT = frozenset(("should", "must", "ought"))
_IF = frozenset(("if", "unless", "whether", "should", "until", "till"))


@dataclass(frozen=True)
class Manner:
    """`anchor` is the phrase's outermost word ("willing" in "is willing to mediate"), where it starts."""

    modality: Modality
    anchor: Token
    holder: Token | None = None
    """The noun that owns the stance ("offer" in "China's offer to mediate"), when there is one."""


def manner_of(token: Token) -> Manner | None:
    """How the stance of `token` is put; None when it is asked for, asked about, or only thought of."""
    if _asked_of_others(token):
        return None
    manner = Manner("asserted", token)
    at: Token = token
    for _ in range(6):
        if _asked(at) or _undecided(at) or obliged(at) or _left_to_others(at):
            return None
        manner = Manner(_stronger(manner.modality, _own(at)), manner.anchor, manner.holder)
        above = _governor(at)
        if above is None:
            break
        lemma = above.lemma_.lower()
        if lemma in words("stances", "modality", "asking") and _has_object(above, at):
            return None
        if lemma in words("stances", "threaten", "verbs"):
            return None
        manner = _under(manner, above)
        at = above
    return manner


def _under(manner: Manner, above: Token) -> Manner:
    lemma = above.lemma_.lower()
    told = _governed(lemma, above.pos_)
    holder = above if above.pos_ == "NOUN" else manner.holder
    return Manner(_stronger(manner.modality, told), above, holder)


def _governed(lemma: str, pos: str) -> Modality:
    if pos == "NOUN":
        listed: dict[str, Modality] = {"nouns": "promised", "unready_nouns": "denied"}
    else:
        listed = {"denied": "denied", "unready": "denied", "promised": "promised", "ready": "promised"}
    for key, modality in listed.items():
        if lemma in words("stances", "modality", key):
            return modality
    return "asserted"


def _stronger(one: Modality, other: Modality) -> Modality:
    """Denied over conditional over promised over asserted; denied twice is still not asserted."""
    order: tuple[Modality, ...] = ("asserted", "promised", "conditional", "denied")
    return max(one, other, key=order.index)


def _governor(token: Token) -> Token | None:
    """The word that `token` depends on as part of what is done ("offered" over "to mediate")."""
    head = token.head
    if head == token:
        return None
    if token.dep_ == "xcomp" or (token.dep_ == "acl" and head.pos_ == "NOUN" and _promises(head)):
        return head
    if token.dep_ == "pcomp" and head.dep_ == "prep":
        return (
            head.head
            if head.lower_ in ("of", "from", "to", "on", "against", "about", "for") and _rules(head.head)
            else None
        )
    if token.dep_ == "dobj" and token.pos_ == "NOUN" and _rules(head):
        return head
    refusing = words("stances", "modality", "denied") | {"threaten"}
    if token.dep_ == "ccomp" and head.lemma_ in refusing and not is_spliced(token):
        return head
    if _wanted(token) and head.lemma_ in words("stances", "modality", "asking"):
        return head
    if token.dep_ == "conj" and head.pos_ == token.pos_ and head.dep_ == "xcomp" and token.tag_ == "VB":
        return head.head
    return None


def _wanted(token: Token) -> bool:
    """Whether a clause has a bare verb: "demanded that Iran withdraw"."""
    if token.dep_ != "ccomp" or any(child.dep_ == "aux" for child in token.children):
        return False
    return token.tag_ == "VB" or token.head.lemma_ == "help"


def _rules(head: Token) -> bool:
    """Whether a word changes how what hangs on it is meant."""
    return _governed(head.lemma_.lower(), head.pos_) != "asserted" or _promises(head)


def _promises(noun: Token) -> bool:
    return noun.lemma_ in words("stances", "modality", "nouns") | words(
        "stances", "modality", "unready_nouns"
    )


def _own(token: Token) -> Modality:
    """What the word's own auxiliaries, negations and conditions say."""
    children = list(token.children)
    if token.dep_ in ("xcomp", "acomp", "attr") and token.head.lemma_ in ("be", "remain"):
        children += list(token.head.children)
    forms = {child.lower_ for child in children if child.dep_ in ("aux", "neg", "det", "advmod", "preconj")}
    if any(child.dep_ == "mark" and child.lower_ in ("if", "unless", "until", "till") for child in children):
        return "conditional"
    denied = any(child.dep_ == "neg" for child in children) or forms & {
        "no",
        "never",
        "neither",
        "nor",
        "hardly",
    }
    if denied or _without(token) or nearly(token) is not None:
        return "denied"
    if _is_close(token):
        return _closely(token)
    if _conditional(token, children):
        return "conditional"
    if "would" in forms:
        return "promised" if _reported(token) else "conditional"
    if forms & _WILL or any(c.dep_ == "aux" and c.lower_ == "going" for c in children):
        return "promised"
    return "conditional" if forms & _MAYBE else "asserted"


def _without(token: Token) -> bool:
    """As in "without condemning", "stopped short of condemning", "instead of condemning"."""
    if token.dep_ != "pcomp":
        return False
    preposition = token.head
    return preposition.lower_ in ("without", "instead") or preposition.head.lower_ in (
        "short",
        "instead",
        "far",
    )


def nearly(token: Token) -> Token | None:
    """The word right before a verb that says it was not done: "nearly rejected", "all but rejected"."""
    before = token.nbor(-1) if token.i > token.sent.start else token
    all_but = token.doc[token.i - 2 : token.i].text.lower() == "all but" if token.i > 1 else False
    if token.pos_ in ("VERB", "AUX") and all_but:
        return before.nbor(-1)
    said = before.lower_ in words("stances", "modality", "nearly") and before.head == token
    return before if said else None


def _is_close(token: Token) -> bool:
    """As in "came close to recalling", "is close to signing"."""
    to = token.head
    return token.dep_ == "pcomp" and token.doc[max(to.i - 1, 0) : to.i + 1].text.lower() == "close to"


def _closely(token: Token) -> Modality:
    """What is close to being done may be done yet; what was close to it was not done."""
    verb = next((above for above in token.ancestors if above.pos_ in ("VERB", "AUX")), token)
    return "promised" if verb.lemma_ == "be" and verb.tag_ in ("VBZ", "VBP") else "denied"


def _conditional(token: Token, children: list[Token]) -> bool:
    """An "if" clause that hangs on the word, or the word being within one."""
    for child in children:
        if child.dep_ == "advcl" and any(mark.lower_ in ("if", "unless") for mark in child.children):
            return True
        if child.dep_ == "mark" and child.lower_ in _IF:
            return True
    following = token.sent[token.i - token.sent.start :]
    return any(
        t.dep_ == "mark" and t.lower_ in ("if", "unless") and t.head.head in (token, *token.subtree)
        for t in following
    )


def _reported(token: Token) -> bool:
    """Whether "would" is the future of what somebody said in the past: "said it would bar"."""
    return any(
        above.tag_ in ("VBD", "VBN") and above.lemma_ in words("speech", "verbs") for above in token.ancestors
    )


def obliged(token: Token) -> bool:
    """Whether somebody says that it ought to be done: "should apologise"."""
    return any(child.dep_ == "aux" and child.lower_ in _OUGHT for child in token.children)


def _left_to_others(token: Token) -> bool:
    """Whether an infinitive brings its own subject: "called for the chief constable to resign"."""
    kinds = {
        child.dep_: child.lower_ for child in token.children if child.dep_ in ("nsubj", "nsubjpass", "aux")
    }
    return token.tag_ == "VB" and kinds.get("aux") == "to" and len(kinds) > 1


def _asked(token: Token) -> bool:
    """Whether the sentence is a question."""
    return token.dep_ == "ROOT" and any(t.text == "?" for t in token.sent[-2:])


def _undecided(token: Token) -> bool:
    """As in "had not decided whether to appeal": nobody's stance yet."""
    kinds = {child.lower_ for child in token.children if child.dep_ in ("mark", "advmod", "aux")}
    return {"whether", "to"} <= kinds


def _asked_of_others(token: Token) -> bool:
    """Whether it is what others are to do, or to do something for: "urged Iran to act to free them"."""
    at = token
    while at.dep_ in _CHAIN and at.head is not at:
        if any(child.dep_ in ("nsubj", "nsubjpass") for child in at.children):
            return False
        lemma = at.head.lemma_.lower()
        if lemma in words("stances", "modality", "asking") and _has_object(at.head, at):
            return True
        at = at.head
    return False


def _has_object(verb: Token, below: Token) -> bool:
    """Whether a verb tells somebody else to do it ("urged Iran to withdraw"), or leaves it open who does."""
    if below.dep_ not in ("xcomp", "ccomp", "advcl"):
        return False
    others = [child for child in verb.children if child.dep_ in ("dobj", "dative", "nsubjpass", "prep")]
    subject = any(child.dep_ in ("nsubj", "nsubjpass") for child in below.children)
    return (
        subject
        or any(child.i < below.i for child in others)
        or verb.lemma_ in ("recommend", "suggest", "demand")
    )
