"""What a number counts, from the grammar around it."""

from spacy.tokens import Span, Token

from bot.brief.idle import is_multiple
from bot.brief.lexicon import cues, words
from bot.brief.measured import bare, measured
from bot.brief.tolls import ended, participle, whole
from bot.ground.amounts import Amount
from bot.ground.numbers import is_currency

_LONGEST_PHRASE = 6


def counted(amount: Amount, span: Span) -> tuple[str | None, str]:
    """What the number counts, in the article's words, and a key by which tellings of it are compared."""
    if amount.unit is None and is_multiple(span):
        times = span.doc[span.end : span.end + 2].text.lower()
        return times, times
    noun = _noun(amount, span)
    if noun is None:
        return measured(amount, span)
    said = _share(noun, span)
    if said is not None:
        return said
    outcome = _outcome(noun)
    phrase = " ".join(part for part in (_phrase(noun, span), outcome) if part)
    return phrase or None, _key(noun.lemma_ if noun.i >= span.end else "", outcome)


def _share(noun: Token, span: Span) -> tuple[str, str] | None:
    """What some of a number are: "three of the engineers are Chinese nationals"."""
    root, verb = span.root, span.root.head
    if root.dep_ != "nsubj" or verb.lemma_ != "be" or noun.head.lower_ != "of" or noun.head.head != root:
        return None
    for child in verb.rights:
        if child.dep_ == "attr" and child.tag_ == "NNS":
            return bare(child), child.lemma_.lower()
        if child.dep_ == "acomp" and not any(True for _ in child.rights):
            return f"{child.text} {noun.text}", f"{child.lower_} {noun.lemma_.lower()}"
    return None


def _key(noun: str, outcome: str | None) -> str:
    people = "people" if outcome else noun.lower()
    return f"{people} {outcome or ''}".strip()


def _noun(amount: Amount, span: Span) -> Token | None:
    """The noun that is counted: behind the number, behind its "of", or what it stands in for."""
    of = next((t for t in span.doc[span.end : span.end + 1] if t.lower_ == "of"), None)
    if of is not None and span.doc[max(span.start - 1, 0)].lower_ == "within":
        return None
    whole = next((child for child in of.children if child.dep_ == "pobj"), None) if of is not None else None
    if whole is not None:
        return whole
    if amount.unit in words("counting", "words", "periods") and "-" not in span.text:
        return None
    scale = span.doc[span.end : span.end + 2]
    if len(scale) == 2 and scale[0].text == "-" and scale[1].lemma_ in words("counting", "words", "scales"):
        return scale[1]
    token = span.root
    for _ in range(4):
        if token.i >= span.end and token.pos_ != "NUM":
            break
        if token.dep_ not in ("nummod", "compound", "quantmod", "nmod", "amod", "npadvmod", "det", "poss"):
            return None
        token = token.head
    if token.lower_ in ("more", "fewer", "less") and token.head.pos_ == "NOUN" and token.head.i > token.i:
        token = token.head
    if amount.money and (is_currency(token.lower_) or _counts_apart(amount, span, token)):
        return None
    apart = any(t.text in ("–", "—", "--", ";", ":") for t in span.doc[span.end : token.i])
    named = token.i >= span.end and token.pos_ in ("NOUN", "PROPN") and token.text[:1].isalpha()
    return token if named and not apart else None


def _counts_apart(amount: Amount, span: Span, noun: Token) -> bool:
    """Whether money stands before a number that is none: "owed £17m to 230 creditors" is no range."""
    return amount.bound is None and any(t.like_num for t in span.doc[span.end : noun.i])


def _phrase(noun: Token, span: Span) -> str:
    """The noun with its modifiers behind the number, and a short "of …"."""
    doc, start, end = noun.doc, span.end, noun.i + 1
    if noun.pos_ == "PRON":
        return ""
    while start < noun.i and (
        doc[start].lower_ in ("of", "the")
        or doc[start].like_num
        or (doc[start].dep_ == "cc" and doc[start + 1].like_num)
        or doc[start].tag_ == "PRP$"
        or doc[start].is_punct
    ):
        start += 1
    start = max([start, *(t.i + 1 for t in doc[start : noun.i] if t.like_num)])
    joined = span.end < start < noun.i and doc[start - 1].like_num and not doc[start - 1].whitespace_
    if joined and doc[start].is_alpha:
        start += 1  # "a third of the 7,500km coastline"
    if doc[start].text == "-" and start + 1 < noun.i:
        start += 2  # "a four-year sentence"
    while doc[end : end + 1].text == "-" and not doc[end - 1].whitespace_ and not doc[end].whitespace_:
        end += 2  # "four semi-finals"
    led = end < noun.sent.end and doc[end].lower_ in ("ahead", "behind")
    if led and noun.dep_ in ("attr", "npadvmod"):
        return " ".join(doc[start : end + 1].text.split())  # "was 1,156 votes ahead"
    changes = noun.lemma_ in words("counting", "words", "change_nouns")
    if end < len(doc) and doc[end].lower_ in ("of", "in" if changes else "of") and doc[end].head == noun:
        stop = doc[end].right_edge.i + 1
        end = stop if stop - end <= _LONGEST_PHRASE else end
    return " ".join(doc[start:end].text.split())


def _outcome(noun: Token) -> str | None:
    """What happens to those counted: "children … killed", "a total of ten children were killed"."""
    noun = whole(noun)
    verb = noun.head
    if fate := ended(noun):
        return fate
    after = noun.doc[noun.i + 1] if noun.i + 1 < len(noun.doc) else noun
    if (
        noun.dep_ in ("conj", "nsubj", "nsubjpass", "dobj")
        and after.tag_ in ("VBN", "VBD")
        and participle(after)
    ):
        return participle(after)
    if noun.dep_ == "conj" and verb.pos_ in ("NOUN", "PROPN", "NUM"):
        verb = verb.head
    if noun.dep_ in ("dobj", "nsubjpass") and verb.lemma_ != "die":
        return participle(verb)
    if noun.dep_ == "nsubj":
        return participle(verb) if verb.lemma_ in words("counting", "words", "dying") else _state(verb)
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
