"""What a number counts, from the grammar around it."""

from spacy.tokens import Span, Token

from bot.brief.lexicon import cues, words
from bot.brief.numbers import Amount

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_LONGEST_PHRASE = 6


def is_idle(amount: Amount, span: Span) -> bool:
    """Whether the number is no figure: part of a name or address, an age, a turn of phrase."""
    doc = span.doc
    before = doc[span.start - 1] if span.start > span.sent.start else None
    after = doc[span.end] if span.end < span.sent.end else None
    return (
        (before is not None and _numbers_a_name(before, span, after))
        or _is_age(amount, span, before, after)
        or (amount.unit in words("counting", "words", "periods") and _is_span_of_time(span, before))
        or _is_compound(amount, span, after)
        or (amount.unit is None and after is not None and after.lemma_ in words("counting", "words", "idle"))
        or (after is not None and _is_address(span, after))
    )


def _is_compound(amount: Amount, span: Span, after: Token | None) -> bool:
    """As in "a two-front war", "zero tolerance": the number is part of another word."""
    if amount.unit is not None or after is None:
        return False
    joined = after.text in ("-", "–") and not span[-1].whitespace_ and not after.whitespace_
    return joined or (amount.value == 0 and after.tag_ != "NNS")


def _numbers_a_name(before: Token, span: Span, after: Token | None) -> bool:
    """As in "Section 4", "Boeing 737": the number hangs on the name before it and counts nothing."""
    if before.lower_ in words("counting", "words", "numbered"):
        return not (after is not None and after.tag_ == "NNS")
    if before.pos_ != "PROPN" or span.root.pos_ != "NUM":
        return False
    attached = span.root.dep_ in ("nummod", "appos", "npadvmod", "nmod") and span.root.head.i <= before.i
    return attached or (before.ent_iob_ != "O" and span[0].ent_iob_ == "I" and span.root.head.i < span.start)


def _is_age(amount: Amount, span: Span, before: Token | None, after: Token | None) -> bool:
    if amount.value > 120 or before is None:
        return False
    if before.lower_ in ("aged", "age") or (
        span.end < len(span.doc) and span.doc[span.end - 1 : span.end + 2].text.endswith("old")
    ):
        return True
    named = before.text in (",", "(") and span.start > 1 and span.doc[span.start - 2].pos_ == "PROPN"
    closes = after is None or after.text in (",", ".", ")", ";") or after.lower_ in ("and", "from")
    return amount.unit is None and named and closes


def _is_span_of_time(span: Span, before: Token | None) -> bool:
    """As in "the past 10 years", "three years later": when, not how much."""
    after = span.doc[span.end].lower_ if span.end < len(span.doc) else ""
    return (before is not None and before.lower_ in words("counting", "words", "spans")) or after in (
        "ago",
        "later",
        "earlier",
        "old",
    )


def _is_address(span: Span, after: Token) -> bool:
    ahead = span.doc[after.i : after.i + 3]
    return after.text[:1].isupper() and any(
        t.lower_.rstrip(".") in words("counting", "words", "streets") and t.text[:1].isupper() for t in ahead
    )


def counted(amount: Amount, span: Span) -> tuple[str | None, str]:
    """What the number counts, in the article's words, and a key by which tellings of it are compared."""
    noun = _noun(amount, span)
    if noun is None:
        return _without_noun(amount, span)
    outcome = _outcome(noun)
    phrase = " ".join(part for part in (_phrase(noun, span), outcome) if part)
    return phrase or None, _key(noun.lemma_ if noun.i >= span.end else "", outcome)


def _key(noun: str, outcome: str | None) -> str:
    people = "people" if outcome else noun.lower()
    return f"{people} {outcome or ''}".strip()


def _noun(amount: Amount, span: Span) -> Token | None:
    """The noun that is counted: behind the number, behind its "of", or what it stands in for."""
    of = next((t for t in span.doc[span.end : span.end + 1] if t.lower_ == "of"), None)
    if of is not None:
        return next((child for child in of.children if child.dep_ == "pobj"), None)
    if amount.unit is not None and not amount.money:
        return None
    token = span.root
    for _ in range(4):
        if token.i >= span.end:
            break
        if token.dep_ not in ("nummod", "compound", "quantmod", "nmod", "amod", "npadvmod", "det", "poss"):
            return None
        token = token.head
    return token if token.i >= span.end and token.pos_ in ("NOUN", "PROPN", "ADJ") else None


def _phrase(noun: Token, span: Span) -> str:
    """The noun with its modifiers behind the number, and a short "of …"."""
    doc, start, end = noun.doc, span.end, noun.i + 1
    if noun.pos_ == "PRON":
        return ""
    while start < noun.i and (
        doc[start].lower_ in ("of", "the") or doc[start].tag_ == "PRP$" or doc[start].is_punct
    ):
        start += 1
    if end < len(doc) and doc[end].lower_ == "of" and doc[end].head == noun:
        stop = doc[end].right_edge.i + 1
        end = stop if stop - end <= _LONGEST_PHRASE else end
    return " ".join(doc[start:end].text.split())


def _outcome(noun: Token) -> str | None:
    """What happens to those counted: "children … killed"."""
    verb = noun.head
    if noun.dep_ == "conj" and verb.pos_ in ("NOUN", "PROPN", "NUM"):
        verb = verb.head
    if noun.dep_ in ("dobj", "nsubjpass") and verb.lemma_ != "die":
        return _participle(verb)
    if noun.dep_ == "nsubj":
        return _participle(verb) if verb.lemma_ in ("die", "perish", "drown", "miss") else _state(verb)
    return next(
        (
            child.text
            for child in noun.children
            if child.dep_ in ("acl", "amod")
            and child.i > noun.i
            and child.lemma_ in cues("counting")["outcomes"]
        ),
        None,
    )


def _participle(verb: Token) -> str | None:
    found: str | None = cues("counting")["outcomes"].get(verb.lemma_)
    return found


def _state(verb: Token) -> str | None:
    """As in "are missing", "were dead"."""
    if verb.lemma_ != "be":
        return None
    return next(
        (
            c.lower_
            for c in verb.children
            if c.dep_ in ("acomp", "attr") and c.lower_ in words("counting", "words", "states")
        ),
        None,
    )


def _without_noun(amount: Amount, span: Span) -> tuple[str | None, str]:
    """A number by itself: "40 were injured", "the toll rose to nine", "a loss of $3m", "fined £20,000"."""
    root = span.root
    after = span.doc[span.end] if span.end < len(span.doc) else None
    if after is not None and after.lower_ in words("counting", "words", "states"):
        return after.lower_, f"people {after.lower_}"
    head = root.head
    if root.dep_ in ("nsubjpass", "nsubj", "dobj") and _participle(head) and amount.unit is None:
        return _participle(head), f"people {_participle(head)}"
    if (
        amount.unit is not None
        and after is not None
        and after.dep_ == "prep"
        and after.lower_ == "in"
        and amount.unit in words("counting", "words", "periods")
    ):
        return " ".join(span.doc[after.i : after.right_edge.i + 1].text.split()[:4]), after.lower_
    put = next((c for c in head.head.children if c.dep_ == "dobj"), None)
    if root.dep_ == "pobj" and head.lower_ == "at" and put is not None and put.pos_ == "NOUN":
        return _bare(put), put.lemma_.lower()
    if root.dep_ == "pobj" and head.lower_ == "of" and head.head.pos_ in ("NOUN", "PROPN"):
        return _bare(head.head), head.head.lemma_.lower()
    return _told_of(amount, root)


def _told_of(amount: Amount, root: Token) -> tuple[str | None, str]:
    """The subject of the clause whose verb says how it changed, what it cost, what it reached."""
    for token in root.ancestors:
        if token.pos_ not in ("VERB", "AUX"):
            continue
        subject = next((child for child in token.children if child.dep_ in _SUBJECTS), None)
        if subject is None and token.dep_ in ("conj", "advcl", "xcomp", "prep"):
            continue
        if subject is None or subject.pos_ not in ("NOUN", "PROPN"):
            return None, ""
        name = _bare(subject)
        changed = token.lemma_ in words("counting", "words", "changes") and amount.unit in (
            "%",
            "percentage points",
            "basis points",
        )
        return (f"{name} {token.lower_}" if changed else name), subject.lemma_.lower()
    return None, ""


def _bare(noun: Token) -> str:
    """The noun with what stands before it, without article and clauses."""
    start = noun.left_edge.i
    for token in noun.doc[start : noun.i]:
        if token.like_num or token.dep_ in ("det", "punct", "nummod", "quantmod") or token.is_space:
            start = token.i + 1
    words_ = noun.doc[start : noun.i + 1].text.split()
    return " ".join(words_[-_LONGEST_PHRASE:])
