"""What a number counts, from the grammar around it."""

from spacy.tokens import Span, Token

from bot.brief.lexicon import cues, words
from bot.brief.measured import bare, measured
from bot.brief.tolls import participle, whole
from bot.ground.amounts import Amount
from bot.ground.numbers import is_currency

_LONGEST_PHRASE = 6


def is_idle(amount: Amount, span: Span) -> bool:
    """Whether the number is no figure: part of a name or address, an age, a turn of phrase."""
    doc = span.doc
    before = doc[span.start - 1] if span.start > span.sent.start else None
    after = doc[span.end] if span.end < span.sent.end else None
    return (
        (before is not None and _numbers_a_name(before, span, after))
        or _is_age(amount, span, before, after)
        or _is_of_parent(span)
        or (amount.unit is None and (_is_innings(span) or _is_odds(span)))
        or (
            before is not None
            and amount.unit is None
            and before.lemma_ in words("counting", "words", "dialling")
        )
        or (amount.unit in words("counting", "words", "periods") and _is_span_of_time(span, before, after))
        or _is_compound(amount, span, after)
        or (amount.unit is None and _is_whole(amount) and _is_turn_of_phrase(span, after))
        or (before is not None and amount.unit is None and _is_clock(amount, span, before, after))
        or (after is not None and _is_address(span, after))
    )


def _is_whole(amount: Amount) -> bool:
    """Whether a number has no fraction: "11.2 migraine days" is measured, "two days" may be idle."""
    return amount.value == int(amount.value)


def _is_turn_of_phrase(span: Span, after: Token | None) -> bool:
    """As in "the two sides", "one of them", "three summers"."""
    if after is None:
        return False
    if span.text.lower() == "one" and after.lower_ == "of":
        return True
    idle = words("counting", "words", "idle")
    noun = span.root.head if span.root.dep_ == "nummod" else after
    return (
        after.lemma_ in idle or noun.lemma_ in idle or after.lower_ in words("counting", "words", "lasting")
    )


def _is_clock(amount: Amount, span: Span, before: Token, after: Token | None) -> bool:
    """As in "closed at ten", "until eight on Friday": an hour of the day."""
    if before.lower_ not in words("counting", "words", "clock") or not 1 <= amount.value <= 12:
        return False
    valuing = words("counting", "words", "putting") | words("counting", "words", "measuring")
    if before.head.lemma_ in valuing - {"close", "start", "begin"}:
        return False
    return (
        after is None or after.is_punct or after.lower_ in ("on", "in", "and", "when", "o'clock", "o’clock")
    )


def _is_compound(amount: Amount, span: Span, after: Token | None) -> bool:
    """As in "a two-front war", "zero tolerance": the number is part of another word."""
    if amount.unit is not None or after is None:
        return False
    joined = after.text in ("-", "–") and not span[-1].whitespace_ and not after.whitespace_
    scale = span.doc[after.i + 1].lemma_ if joined and after.i + 1 < len(span.doc) else ""
    joined = joined and scale not in words("counting", "words", "scales")
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
    if _says_age(amount, span):
        return True
    named = before.text in (",", "(") and span.start > 1 and span.doc[span.start - 2].text[0].isupper()
    closes = after is None or after.text in (",", ".", ")", ";") or after.lower_ in ("and", "from")
    return amount.unit is None and named and closes


def _says_age(amount: Amount, span: Span) -> bool:
    """As in "She was 91", "aged 18 to 24", "between 2 and 5 months old", "at the age of 12"."""
    doc = span.doc
    near = {token.lower_ for token in doc[max(span.start - 4, span.sent.start) : span.start]}
    ranged = amount.bound is not None or doc[span.start - 1].lower_ in ("of", "and", "to", "-", "–")
    if ranged and near & {"aged", "ages", "age"}:
        return True
    if amount.bound == "from" and "old" in {token.lower_ for token in doc[span.end : span.end + 5]}:
        return True
    verb = span.root.head
    if (
        amount.unit is not None
        or span.root.dep_ not in ("attr", "acomp")
        or verb.lemma_ not in ("be", "turn")
    ):
        return False
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    person = subject is not None and (
        subject.ent_type_ == "PERSON" or subject.lower_ in ("he", "she", "i", "who")
    )
    return person and not any(True for _ in span.root.rights)


def _is_innings(span: Span) -> bool:
    """As in "327 for four", "two for 61": runs and wickets."""
    return bool(_across("for", span))


def _is_odds(span: Span) -> bool:
    """As in "one in five children": a share, of which neither number counts anything."""
    return any(token.ent_type_ in ("", "CARDINAL") for token in _across("in", span))


def _across(word: str, span: Span) -> list[Token]:
    """The numbers that only this word stands between: "five" of "one in five"."""
    doc, found = span.doc, list[Token]()
    if span.end < span.sent.end and doc[span.end].lower_ == word:
        found += doc[span.end + 1 : span.end + 2]
    if span.start > max(span.sent.start, 1) and doc[span.start - 1].lower_ == word:
        found.append(doc[span.start - 2])
    return [token for token in found if token.like_num]


def _is_of_parent(span: Span) -> bool:
    """As in "a mother of three"."""
    root = span.root
    of = root.head
    return (
        root.dep_ == "pobj" and of.lower_ == "of" and of.head.lower_ in words("counting", "words", "parents")
    )


def _is_span_of_time(span: Span, before: Token | None, after: Token | None) -> bool:
    """As in "the past 10 years", "two days after", "a two-day visit": when, not how much."""
    if before is not None and before.lower_ in words("counting", "words", "spans"):
        return True
    if after is not None and after.lower_ in words("counting", "words", "since"):
        return True
    noun = span.root.head if span.root.head.i >= span.end else after
    hyphened = "-" in span.text or (after is not None and after.text == "-")
    return hyphened and (noun is None or noun.lemma_ not in words("counting", "words", "terms"))


def _is_address(span: Span, after: Token) -> bool:
    ahead = span.doc[after.i : after.i + 3]
    return after.text[:1].isupper() and any(
        t.lower_.rstrip(".") in words("counting", "words", "streets") and t.text[:1].isupper() for t in ahead
    )


def counted(amount: Amount, span: Span) -> tuple[str | None, str]:
    """What the number counts, in the article's words, and a key by which tellings of it are compared."""
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
    return token if token.i >= span.end and token.pos_ in ("NOUN", "PROPN") and not apart else None


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
    changes = noun.lemma_ in words("counting", "words", "change_nouns")
    if end < len(doc) and doc[end].lower_ in ("of", "in" if changes else "of") and doc[end].head == noun:
        stop = doc[end].right_edge.i + 1
        end = stop if stop - end <= _LONGEST_PHRASE else end
    return " ".join(doc[start:end].text.split())


def _outcome(noun: Token) -> str | None:
    """What happens to those counted: "children … killed", "a total of ten children were killed"."""
    noun = whole(noun)
    verb = noun.head
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
        return participle(verb) if verb.lemma_ in ("die", "perish", "drown", "miss") else _state(verb)
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
