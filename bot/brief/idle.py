"""Numbers that are no figures: in names and addresses, ages, hours, odds, turns of phrase."""

from spacy.tokens import Span, Token

from bot.brief.lexicon import words
from bot.ground.amounts import Amount


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
    if after is None or is_multiple(span):
        return False
    if span.text.lower() == "one" and after.lower_ == "of":
        return True
    idle = words("counting", "words", "idle")
    noun = span.root.head if span.root.dep_ == "nummod" else after
    return (
        after.lemma_ in idle or noun.lemma_ in idle or after.lower_ in words("counting", "words", "lasting")
    )


def is_multiple(span: Span) -> bool:
    """As in "50 times faster"."""
    ahead = span.doc[span.end : span.end + 2]
    compared = len(ahead) == 2 and ahead[0].lower_ == "times" and ahead[1].tag_ in ("JJR", "RBR")
    return compared and span.doc[span.end + 1 : span.end + 3].text.lower() != "more than"


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
    if before.lower_ in words("counting", "words", "numbered") and before.pos_ != "VERB":
        return not (after is not None and after.tag_ == "NNS")
    if before.text[:1].isupper() and before.pos_ == "PROPN" and span.text[:1].isupper():
        return True  # "the Danube Five"
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
    names = before is not None and before.pos_ != "VERB"  # "to last five months" does not
    if before is not None and names and before.lower_ in words("counting", "words", "spans"):
        return True
    if after is not None and after.lower_ in words("counting", "words", "since"):
        return not (before is not None and before.lower_ == "for" and _lasted(before.head))
    noun = span.root.head if span.root.head.i >= span.end else after
    hyphened = "-" in span.text or (after is not None and after.text == "-")
    return hyphened and (noun is None or noun.lemma_ not in words("counting", "words", "terms"))


def _lasted(verb: Token) -> bool:
    """As in "was jailed for nine years after …"."""
    return verb.pos_ == "VERB" and verb.lemma_ in words("counting", "words", "lasting_verbs")


def _is_address(span: Span, after: Token) -> bool:
    ahead = span.doc[after.i : after.i + 3]
    return after.text[:1].isupper() and any(
        t.lower_.rstrip(".") in words("counting", "words", "streets") and t.text[:1].isupper() for t in ahead
    )
