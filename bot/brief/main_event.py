"""The main event of an article: the clause of its lead that tells most of what the headline says."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from bot.brief.clauses import behind_dateline, governing_verb, trimmed
from bot.brief.filing import find_dateline
from bot.brief.lexicon import words
from bot.brief.reading import Reading

_LEAD_SENTENCES = 8
_LONGEST_WHAT = 20
_SUBJECTS = ("nsubj", "nsubjpass")
_UNFINISHED = ("det", "amod", "compound", "poss", "case", "nummod", "quantmod")
_ALSO_NEWS = frozenset(("share", "sign", "read", "picture", "image", "photograph", "photo"))
_PLACING = frozenset(("put", "bring", "turn", "place", "throw", "plunge"))
_HYPHENS = frozenset(("-", "‑", "–"))
_LIGHT = frozenset(("be", "have", "do", "get", "make", "take", "say"))


@dataclass(frozen=True)
class Event:
    """The clause of the main event: its verb, and its subject when it has one."""

    verb: Token
    subject: Token | None
    sentence: Span


def title_terms(reading: Reading, count: int = 99) -> frozenset[str]:
    """The stems of the headline's first `count` words, those that mean something."""
    words_ = (reading.article.title or "").split()[:count]
    return frozenset(stem(word) for word in words_ if len(word) > 2) - {""}


def stem(word: str) -> str:
    """A word cut to what its inflections share; enough to compare a headline with a lead."""
    plain = "".join(c for c in word.lower().split("’")[0].split("'")[0] if c.isalnum())
    for ending in ("ing", "ies", "ed", "es", "s", "e"):
        if plain.endswith(ending) and len(plain) - len(ending) >= 3:
            return plain[: -len(ending)]
    return plain


def stems(tokens: Iterator[Token] | Span | list[Token]) -> set[str]:
    """The stems of content words."""
    return {
        stem(t.text) for t in tokens if not t.is_stop and not t.is_punct and not t.is_space and len(t) > 1
    }


def find_event(reading: Reading) -> Event | None:
    """The clause of the first sentences that comes nearest to the headline; what stands first counts more."""
    title, lead = title_terms(reading), title_terms(reading, 4)
    dateline = find_dateline(reading)
    filed = dateline[0][1] if dateline else 0
    best: tuple[float, Event] | None = None
    for place, sentence in enumerate(lead_sentences(reading)):
        for event in _events(sentence, filed):
            named = 0.1 if event.subject is not None and stem(event.subject.text) in lead else 0.0
            score = (_score(event, title) + named) / (1 + 0.1 * place) + 0.3 / (1 + place)
            if best is None or score > best[0]:
                best = score, event
    return _whole(best[1]) if best else None


def _whole(event: Event) -> Event:
    """The event, or the one that it only says more about: "sparks set off the blaze that gutted a mill"."""
    verb = governing_verb(event.verb.head) if event.verb.dep_ == "relcl" else None
    subject = _subject(verb) if verb is not None else None
    if verb is None or subject is None or subject.pos_ == "PRON" or subject.i > verb.i or _only_reports(verb):
        return event
    return event if verb.lemma_ in _LIGHT else Event(verb, subject, event.sentence)


def lead_sentences(reading: Reading) -> list[Span]:
    """The first sentences that are sentences, from the dateline on: not captions, share lines or scraps."""
    dateline = find_dateline(reading)
    begin = dateline[0][0] if dateline else 0
    able = [
        s
        for s in reading.sentences
        if s.end_char > begin and not is_furniture(s) and any(t.dep_ in _SUBJECTS for t in s)
    ]
    return (able or list(reading.sentences))[:_LEAD_SENTENCES]


def is_furniture(sentence: Span) -> bool:
    """Whether the sentence is the page's and not the story's."""
    told = [token for token in sentence if token.lower_ in words("summary", "furniture")]
    plain = all(token.lower_ in _ALSO_NEWS for token in told)
    return bool(told) and (not plain or len(told) > 1 or len(sentence) < 10)


def _events(sentence: Span, filed: int) -> Iterator[Event]:
    """The finite clauses that are not themselves about somebody's saying so; a dateline is no subject."""
    for token in sentence:
        if token.pos_ not in ("VERB", "AUX") or token.dep_ in (
            "aux",
            "auxpass",
            "xcomp",
            "acl",
            "pcomp",
            "amod",
        ):
            continue
        if _is_participle(token):
            continue
        subject = None if _may_be_anothers(token) else _subject(token)
        if subject is not None and subject.idx < filed <= token.idx:
            subject = _behind(filed, token)
        if subject is not None and not _only_reports(token):
            yield Event(token, subject, sentence)


def _is_participle(verb: Token) -> bool:
    """Whether it only says which ones are meant: "bacteria living below the sea can break down plastic"."""
    alone = verb.tag_ == "VBG" and not any(child.dep_ in ("aux", "auxpass") for child in verb.children)
    return alone and verb.dep_ in ("csubj", "csubjpass", "advcl")


def _may_be_anothers(verb: Token) -> bool:
    """Whether it cannot be told whose deed it is: "battled a fire that burned homes and hurt two"."""
    if verb.dep_ != "conj" or any(child.dep_ in _SUBJECTS for child in verb.children):
        return False
    first = verb.head
    while first.dep_ == "conj" and first.head.pos_ == "VERB":
        first = first.head
    return any(t.dep_ == "relcl" and t.tag_ != "VBG" for t in verb.doc[first.i + 1 : verb.i])


def _only_reports(verb: Token) -> bool:
    if verb.lemma_ not in words("five_w", "lead", "saying"):
        return False
    said = any(child.dep_ in ("ccomp", "parataxis") for child in verb.children)
    return said or not any(child.dep_ in ("dobj", "prep", "dative", "xcomp") for child in verb.rights)


def _behind(filed: int, verb: Token) -> Token | None:
    """The first noun between a dateline and the verb."""
    between = (
        t for t in verb.doc[verb.sent.start : verb.i] if t.idx >= filed and t.pos_ in ("NOUN", "PROPN")
    )
    first = next(between, None)
    while (
        first is not None
        and first.dep_ in ("compound", "nmod", "poss", "amod")
        and first.i < first.head.i < verb.i
    ):
        first = first.head
    return first


def _subject(verb: Token) -> Token | None:
    """Who or what the verb is about; the nearest before it, since a dateline may pass for a subject."""
    own = next((child for child in reversed(list(verb.children)) if child.dep_ in _SUBJECTS), None)
    if own is not None and own.tag_ in ("WP", "WDT") and verb.dep_ == "relcl":
        return verb.head
    if own is None:
        clauses = (child for child in verb.children if child.dep_ in ("csubj", "csubjpass"))
        own = next((_subject(child) for child in clauses if _is_participle(child)), None)
    if own is None and verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
        return _subject(verb.head)
    return own


def _score(event: Event, title: frozenset[str]) -> float:
    """How near the clause comes to the headline, and how much its verb and subject say."""
    subject, verb = event.subject, event.verb
    assert subject is not None
    phrase = stems(who(subject)) | stems(what(event, title))
    score = 2 * len(phrase & title) / (len(phrase) + len(title) or 1)
    score += 0.15 if {stem(verb.text), stem(verb.lemma_)} & title else 0
    score -= 0.15 if verb.lemma_ in _LIGHT else 0
    score -= 0.2 if subject.pos_ == "PRON" else 0
    return score - {"relcl": 0.35, "advcl": 0.2}.get(verb.dep_, 0)


def what(event: Event, title: frozenset[str]) -> Span:
    """The predicate: the verb with what belongs to it, ended where it comes nearest to the headline."""
    verb = event.verb
    start = _predicate_start(verb)
    ends = sorted(set(_ends(verb)))
    best = max(ends, key=lambda end: _fit(verb.doc, start, end, title), default=verb.i + 1)
    return trimmed(verb.doc[start:best])


def _predicate_start(verb: Token) -> int:
    """The verb, with "was" of a passive and "not" before it."""
    before = [
        c.i for c in verb.children if c.i < verb.i and (c.dep_ == "neg" or c.tag_ in ("VBD", "VBZ", "VBP"))
    ]
    return min([*(i for i in before if verb.i - i < 3 and verb.doc[i].lemma_ != "have"), verb.i])


def _ends(verb: Token) -> Iterator[int]:
    """Where the predicate can end: behind the verb, and behind each phrase that follows it in one run."""
    yield verb.i + 1
    for child in verb.rights:
        if child.dep_ in ("punct", "cc", "conj", "parataxis") or child.is_space:
            break
        ends = (child.right_edge.i + 1, *_inner_ends(child))
        yield from (end for end in ends if verb.i + 1 < end <= verb.i + _LONGEST_WHAT)


def _inner_ends(phrase: Token) -> Iterator[int]:
    """Shorter ends within a phrase: before its own clauses and prepositional phrases."""
    yield phrase.i + 1
    for child in phrase.rights:
        if child.dep_ in ("prep", "relcl", "acl", "punct", "appos", "advcl", "cc", "agent"):
            yield child.left_edge.i
        if child.dep_ in ("pobj", "dobj", "pcomp", "prep", "xcomp", "ccomp", "agent"):
            yield from _inner_ends(child)


def _fit(doc: Doc, start: int, end: int, title: frozenset[str]) -> float:
    """How well a predicate reads in short: near to the headline, about five words, nothing dangling."""
    tokens = [t for t in doc[start:end] if not t.is_punct and not t.is_space]
    content = stems(tokens)
    shared = 2 * len(content & title) / (len(content) + len(title) or 1)
    last = doc[end - 1]
    dangling = last.pos_ in ("ADP", "DET", "PART", "CCONJ", "AUX", "SCONJ") or last.dep_ in _UNFINISHED
    dangling = dangling or (
        end < len(doc) and (_belongs(doc[end], last) or _opens_contact_clause(doc[end], last))
    )
    short = len(tokens) == 1 and doc[start].lemma_ not in ("die", "resign", "win", "lose")
    bare = any(
        child.dep_ in ("dobj", "attr", "oprd", "acomp", "prt") and child.i >= end
        for t in tokens
        if t.pos_ in ("VERB", "AUX")
        for child in t.rights
    )
    bare = bare or (
        doc[start].lemma_ in _PLACING and any(c.dep_ == "prep" and c.i >= end for c in doc[start].rights)
    )
    bare = bare or any(
        c.i >= end and c.dep_ != "punct"
        for t in tokens
        if t.i > start and t.dep_ in ("advcl", "relcl", "ccomp", "pcomp")
        for c in t.rights
    )
    size = 0.05 * abs(len(tokens) - 5)
    return 2 * shared - size - (1 if dangling else 0) - (0.2 if short else 0) - (0.5 if bare else 0)


def _opens_contact_clause(following: Token, last: Token) -> bool:
    """Whether the last noun is the subject of a clause without "that": "of the days people | spent"."""
    bare = last.pos_ in ("NOUN", "PROPN", "PRON") and last.left_edge == last
    before = last.nbor(-1) if bare and last.i > last.sent.start else last
    beside = before.pos_ in ("NOUN", "PROPN") and before.head != last and last.head != before
    return beside and following.tag_ in ("VBD", "VBN", "VBZ", "VBP") and last.dep_ != "dative"


def _belongs(following: Token, last: Token) -> bool:
    """Whether a phrase cannot end before the next word: "a mountain | of criticism", "in lap | 48"."""
    of = following.dep_ == "prep" and following.lower_ == "of"
    below = following.head == last and (following.dep_ in ("nummod", "case") or of)
    return below or _is_hyphened(following, last)


def _is_hyphened(following: Token, last: Token) -> bool:
    """Whether a word goes on behind `last`, or a preposition that is half a noun does: "the by-election"."""
    glued = following.text in _HYPHENS and not last.whitespace_ and not following.whitespace_
    behind = following.nbor(1) if following.i + 1 < len(following.doc) else following
    half = following.pos_ == "ADP" and not following.whitespace_ and behind.text in _HYPHENS
    return glued or half


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
    return end
