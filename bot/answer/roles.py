"""Who did what to whom: in a question, in a sentence, and whether a candidate stands where it asks."""

from spacy.tokens import Doc, Span, Token

from bot.answer.question import Question
from bot.answer.support import kinship
from bot.ground.words import key


def role_fit(question: Question, doc: Doc, start: int, end: int) -> float:
    """1 when the answer and the question's names stand in the roles asked for, -1 when they are swapped.

    0 when the sentence is built otherwise and nothing can be told.
    """
    asked = _asked_verb(question)
    span = doc.char_span(start, end, alignment_mode="expand")
    if asked is None or span is None:
        return 0.0
    verbs = [t for t in doc if t.pos_ == "VERB" and _same_act(asked, t)]
    verdicts = [_compare(question, asked, verb, span) for verb in verbs]
    return max(verdicts, key=abs, default=0.0)


def _asked_verb(question: Question) -> Token | None:
    root = question.root
    return root if root is not None and root.pos_ == "VERB" else None


def _same_act(asked: Token, verb: Token) -> bool:
    if key(asked.text) == key(verb.text) or asked.lemma_ == verb.lemma_:
        return True
    return kinship(asked, verb) > 0.6


def agents(verb: Token) -> list[Token]:
    """Who does it: the subject, the agent of a passive, and those joined to them by "and"."""
    found = [c for c in verb.children if c.dep_ == "nsubj"]
    found += [p for c in verb.children if c.dep_ == "agent" for p in c.children if p.dep_ == "pobj"]
    if not found and verb.dep_ in ("conj", "xcomp") and verb.head.pos_ == "VERB":
        found = [c for c in verb.head.children if c.dep_ == "nsubj"]
    return found


def patients(verb: Token) -> list[Token]:
    """To whom it is done: the object, or the subject of a passive."""
    found = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass", "dative")]
    return found or ([verb.head] if _is_asked_passive(verb) else [])


def is_passive(verb: Token) -> bool:
    """Whether a verb has the helper of a passive: "were told"."""
    return any(child.dep_ == "auxpass" for child in verb.children)


def _is_asked_passive(verb: Token) -> bool:
    """Whether it is the verb of "were the coins stolen?", which the parser takes for coins stolen."""
    of = verb.head
    return verb.dep_ == "acl" and verb.tag_ == "VBN" and of.head.lemma_ == "be" and of.head.i < of.i


def _compare(question: Question, asked: Token, verb: Token, answer: Span) -> float:
    verdict = 0.0
    for pick, other in ((agents, patients), (patients, agents)):
        wanted = [w for head in pick(asked) for w in head.subtree]
        is_asked = any(w.tag_ in ("WP", "WDT", "WRB", "WP$") for w in wanted)
        here, there = ({w.i for head in side(verb) for w in head.subtree} for side in (pick, other))
        if is_asked:
            verdict += (answer.root.i in here) - (answer.root.i in there and answer.root.i not in here)
        else:
            names = {key(w.text) for w in wanted if w.pos_ == "PROPN"}
            in_here = {key(verb.doc[i].text) for i in here} & names
            in_there = {key(verb.doc[i].text) for i in there} & names
            verdict += bool(in_here) - (bool(in_there) and not in_here)
    return max(-1.0, min(1.0, verdict))
