"""Who and what of the main event, in short: its subject, and its predicate nearest to the headline."""

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from bot.brief.clauses import behind_dateline, trimmed
from bot.brief.headline import stems
from bot.brief.lexicon import words

_LONGEST_WHAT = 20
_RELATIVE = 0.4
"""What a clause that only says which one is meant takes from a predicate: "survived the crash | that …"."""
_UNFINISHED = ("det", "amod", "compound", "poss", "case", "nummod", "quantmod")
_NEEDED = ("dobj", "attr", "oprd", "acomp", "prt")
_CLAUSES = ("xcomp", "ccomp")
_GOES_ON = ("pobj", "dobj", "pcomp", "prep", "xcomp", "ccomp", "agent", "acomp", "attr", "acl")
_BEFORE = frozenset(("after", "following", "when", "because", "as", "while"))
_HYPHENS = frozenset(("-", "‑", "–"))


def who(subject: Token) -> Span:
    """The subject in short: its name if it has one, or the noun with what stands before it."""
    doc, end = subject.doc, _who_end(subject)
    name = next(
        (
            e
            for e in doc[subject.left_edge.i : subject.i + 1].ents
            if e.label_ == "PERSON" and e.end > subject.i
        ),
        None,
    )
    if name is not None:
        return trimmed(doc[name.start : end])
    start = subject.left_edge.i
    for token in doc[start : subject.i]:
        if token.is_space or token.text in ("–", "—", ":", "“", '"', ")", "--"):
            start = token.i + 1
    return trimmed(doc[behind_dateline(doc, start, subject.i) : end])


def _who_end(subject: Token) -> int:
    """Behind the noun, its "of …" in short, and names coordinated with it."""
    end = subject.i + 1
    for child in subject.rights:
        if child.dep_ == "prep" and child.lower_ == "of" and child.i == end:
            inner = next((c for c in child.children if c.dep_ == "pobj"), None)
            end = inner.i + 1 if inner is not None and inner.i - child.i <= 5 else end
        elif child.dep_ == "conj" and child.pos_ == subject.pos_ and child.right_edge.i - subject.i <= 10:
            return _who_end(child)
        elif _opens_list(child):
            return child.right_edge.i + 1
    return end


def _opens_list(name: Token) -> bool:
    """Whether a name behind another is one of several: "Ann Ode, Bo Dahl and Cy Ek", not "…, the mayor"."""
    names = [name, *(child for child in name.rights if child.dep_ == "conj")]
    bare = all(t.pos_ == "PROPN" and all(c.dep_ == "compound" for c in t.lefts) for t in names)
    return name.dep_ == "appos" and len(names) > 1 and bare and name.head.ent_type_ == "PERSON"


def what(verb: Token, title: frozenset[str]) -> Span:
    """The predicate: the verb with what belongs to it, ended where it comes nearest to the headline."""
    start = _predicate_start(verb)
    ends = sorted(set(_ends(verb)))
    best = max(ends, key=lambda end: _fit(verb.doc, start, end, title), default=verb.i + 1)
    return trimmed(verb.doc[start:best])


def _predicate_start(verb: Token) -> int:
    """The verb, with "was" or "has been" of a passive and "not" before it, and with "could" before that."""
    led = [c for c in verb.lefts if c.dep_ in ("aux", "auxpass", "neg")]
    if any(c.lower_ == "been" or (c.dep_ == "neg" and c.i and c.nbor(-1).tag_ == "MD") for c in led):
        return min(c.i for c in led)
    before = [
        c.i for c in verb.children if c.i < verb.i and (c.dep_ == "neg" or c.tag_ in ("VBD", "VBZ", "VBP"))
    ]
    return min([*(i for i in before if verb.i - i < 3 and verb.doc[i].lemma_ != "have"), verb.i])


def _ends(verb: Token) -> Iterator[int]:
    """Where the predicate can end: behind the verb, and behind each phrase that follows it in one run."""
    yield verb.i + 1
    if verb.dep_ == "amod":  # "have sacked manager Jo Marr", misread
        noun = verb.head.head if verb.head.dep_ == "compound" else verb.head
        yield noun.i + 1
    for child in verb.rights:
        if child.dep_ in ("punct", "cc", "conj", "parataxis") or child.is_space or _came_before(child):
            break
        ends = (child.right_edge.i + 1, *_inner_ends(child))
        yield from (end for end in ends if verb.i + 1 < end <= verb.i + _LONGEST_WHAT)


def _came_before(adjunct: Token) -> bool:
    """Whether it tells what came before, or what happened when: a reason or a means, and not "what"."""
    leads = adjunct.dep_ == "prep" and adjunct.lower_ in _BEFORE - {"as"}
    marked = (t for t in adjunct.lefts if adjunct.dep_ == "advcl" and t.dep_ in ("mark", "advmod", "prep"))
    return leads or any(t.lower_ in _BEFORE for t in marked)


def _inner_ends(phrase: Token) -> Iterator[int]:
    """Shorter ends within a phrase: before its own clauses and prepositional phrases."""
    yield phrase.i + 1
    for child in phrase.rights:
        if child.dep_ in ("prep", "relcl", "acl", "punct", "appos", "advcl", "cc", "agent"):
            yield child.left_edge.i
        if child.dep_ in _GOES_ON:
            yield from _inner_ends(child)


def _fit(doc: Doc, start: int, end: int, title: frozenset[str]) -> float:
    """How well a predicate reads in short: near to the headline, about five words, nothing dangling."""
    tokens = [t for t in doc[start:end] if not t.is_punct and not t.is_space]
    content = stems(tokens)
    shared = 2 * len(content & title) / (len(content) + len(title) or 1)
    last = doc[end - 1]
    unfinished = last.dep_ in _UNFINISHED and last.i < last.head.i  # not "left 12 miners dead"
    dangling = last.pos_ in ("ADP", "DET", "PART", "CCONJ", "AUX", "SCONJ") or unfinished
    dangling = dangling or _is_measure(last, doc[end : end + 1])
    dangling = dangling or (
        end < len(doc) and (_belongs(doc[end], last) or _opens_contact_clause(doc[end], last))
    )
    short = len(tokens) == 1 and doc[start].lemma_ not in ("die", "resign", "win", "lose")
    bare = any(
        (child.dep_ in _NEEDED or (child.dep_ in _CLAUSES and child.head == doc[start])) and child.i >= end
        for t in tokens
        if t.pos_ in ("VERB", "AUX")
        for child in t.rights
    )
    carrier = next((t for t in tokens if t.pos_ == "VERB"), doc[start])
    bare = bare or (
        carrier.lemma_ in words("five_w", "lead", "placing")
        and any(c.dep_ == "prep" and c.i >= end for c in carrier.rights)
    )
    bare = bare or any(
        c.i >= end and c.dep_ != "punct" and doc[c.left_edge.i - 1].text != ","
        for t in tokens
        if t.i > start and t.dep_ in ("advcl", "relcl", "ccomp", "pcomp")
        for c in t.rights
    )
    size = 0.05 * abs(len(tokens) - 5) + (_RELATIVE if any(t.dep_ == "relcl" for t in tokens[1:]) else 0)
    return 2 * shared - size - (1 if dangling else 0) - (0.2 if short else 0) - (0.5 if bare else 0)


def _is_measure(last: Token, following: Span) -> bool:
    """As in "crashed minutes | after leaving"."""
    measured = last.lemma_ in words("five_w", "lead", "measures")
    return measured and any(token.lower_ in ("after", "before") for token in following)


def _opens_contact_clause(following: Token, last: Token) -> bool:
    """Whether the last noun is the subject of a clause without "that": "of the days people | spent"."""
    if last.pos_ not in ("NOUN", "PROPN", "PRON") or last.left_edge != last or last.i == last.sent.start:
        return False
    before = last.nbor(-1)
    beside = before.pos_ in ("NOUN", "PROPN") and before.head != last and last.head != before
    return beside and following.tag_ in ("VBD", "VBN", "VBZ", "VBP") and last.dep_ != "dative"


def _belongs(following: Token, last: Token) -> bool:
    """Whether a phrase cannot end before the next word: "a mountain | of criticism", "in lap | 48"."""
    of = following.dep_ == "prep" and following.lower_ == "of"
    behind = following.dep_ == "amod" and following.tag_ == "JJ"  # "left 12 miners | dead"
    below = following.head == last and (following.dep_ in ("nummod", "case") or of or behind)
    return below or _is_hyphened(following, last)


def _is_hyphened(following: Token, last: Token) -> bool:
    """Whether a word goes on behind `last`, or a preposition that is half a noun does: "the by-election"."""
    glued = following.text in _HYPHENS and not last.whitespace_ and not following.whitespace_
    behind = following.nbor(1) if following.i + 1 < len(following.doc) else following
    half = following.pos_ == "ADP" and not following.whitespace_ and behind.text in _HYPHENS
    return glued or half
