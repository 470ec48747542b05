"""Numbers: those of the source, of the same things, and no more exact than there."""

import math
import re
from collections.abc import Iterator
from functools import cache

from spacy.tokens import Span, Token

from bot.ground.amounts import Amount
from bot.ground.lexicon import words as cue_words
from bot.ground.numbers import qualifiers
from bot.ground.verify.arcs import token_key
from bot.ground.verify.reasons import Reason
from bot.ground.verify.source import Passage
from bot.ground.words import key

_NEAR = 0.1
"""How far from a number "about" and "nearly" reach."""
_INNER = tuple("abcdefghijklmnopqrstuvwxyz-")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
Found = tuple[Span, Amount]


def figure_reasons(claim: Passage, source: Passage) -> Iterator[Reason]:
    """A reason for each number of the claim that the source does not say so."""
    covered = set[int]()
    for sentence, time in claim.times:
        covered.update(range(sentence.start_char + time.start, sentence.start_char + time.end))
    for found in claim.amounts:
        if _start(found) in covered:
            continue
        covered.update(range(_start(found), _end(found)))
        reason = _amount_reason(found, source)
        if reason is not None:
            yield Reason("number", reason)
    yield from _other_numerals(claim, source, covered)


def _start(found: Found) -> int:
    return found[0].start_char + found[1].start


def _end(found: Found) -> int:
    return found[0].start_char + found[1].end


def said(found: Found) -> str:
    """A number as its sentence has it, with its qualifier."""
    sentence, amount = found
    form, _ = _qualifier(found)
    return f"{form} {sentence.text[amount.start : amount.end]}".strip()


def _amount_reason(found: Found, source: Passage) -> str | None:
    alike = [each for each in source.amounts if _same_unit(found[1], each[1])]
    holding = [each for each in alike if _entails(each, found)]
    rivals = _rivals(found, source)
    if not holding:
        if found[1].value in (1, 2) and found[1].unit is None and _is_small_word(found):
            return None  # "one of them", "the two men": mostly counted by the writer
        elsewhere = any(each[1].value == found[1].value for each in source.amounts)
        if not rivals and not elsewhere and found[1].unit is None and _is_numeral_there(found, source):
            return None  # an age, a score: no amount there
        near = [each for each in alike if each[1].value == found[1].value] or rivals or list(source.amounts)
        return _differs(near[0], found) if near else f"the source does not say {said(found)}"
    if rivals and not any(company(each) & company(found) for each in holding):
        return _differs(rivals[0], found)
    return None


def _differs(there: Found, here: Found) -> str:
    counted = sorted(company(here))
    of = (
        f" of “{counted[0]}”"
        if there[1].value == here[1].value and said(there) == said(here) and counted
        else ""
    )
    return f"the source says {said(there)}, the claim {said(here)}{of}"


def _is_numeral_there(found: Found, source: Passage) -> bool:
    written = found[0].text[found[1].start : found[1].end]
    return written.isdecimal() and key(written) in source.keys


def _is_small_word(found: Found) -> bool:
    return found[0].text[found[1].start : found[1].end].lower() in ("one", "two", "a", "an")


def _rivals(found: Found, source: Passage) -> list[Found]:
    """Other numbers of the source for the same thing."""
    mine = company(found)
    other = [each for each in source.amounts if each[1].value != found[1].value]
    return sorted(
        (each for each in other if company(each) & mine), key=lambda each: -len(company(each) & mine)
    )


def _same_unit(one: Amount, other: Amount) -> bool:
    return one.unit == other.unit or one.unit is None or other.unit is None


def _entails(there: Found, here: Found) -> bool:
    """Whether the number there, as qualified, leaves no room for another than the one here says."""
    (low, high), (least, most) = _range(there), _range(here)
    if there[1].unit != here[1].unit and not (there[1].unit is None or here[1].unit is None):
        return False
    return least <= low and high <= most


def _range(found: Found) -> tuple[float, float]:
    value, slack = found[1].value, abs(found[1].value) * _NEAR
    meaning = _qualifier(found)[1]
    ranges = {
        "at_least": (value, math.inf),
        "more_than": (math.nextafter(value, math.inf), math.inf),
        "less_than": (-math.inf, math.nextafter(value, -math.inf)),
        "up_to": (-math.inf, value),
        "nearly": (value - slack, value),
        "about": (value - slack, value + slack),
    }
    return ranges.get(meaning, (value, value))


def _qualifier(found: Found) -> tuple[str, str]:
    """The words that qualify a number, and what they mean; nothing when there are none."""
    sentence, amount = found
    before = " ".join(sentence.text[max(0, amount.start - 30) : amount.start].lower().split())
    after = sentence.text[amount.end : amount.end + 14].lower()
    for form, meaning in _forms():
        ends = before.endswith(form) and not before[: -len(form)].endswith(_INNER)
        if ends or (form.startswith("or ") and after.strip().startswith(form)):
            return form, meaning
    return "", "exactly"


@cache
def _forms() -> tuple[tuple[str, str], ...]:
    """The qualifiers and what they mean, the longest first; without those that leave the number as it is."""
    plain = ("another", "record", "exactly", "only")
    forms = sorted(qualifiers().items(), key=lambda form: -len(form[0]))
    return tuple((form, meaning) for form, meaning in forms if meaning not in plain)


def company(found: Found) -> frozenset[str]:
    """What a number counts, and what is said of it: the words above it in the parse."""
    sentence, amount = found
    start = sentence.start_char + amount.start
    span = sentence.doc.char_span(start, sentence.start_char + amount.end, alignment_mode="expand")
    return governors(span.root) if span is not None and len(span) else frozenset()


def governors(token: Token) -> frozenset[str]:
    """The keys of the words above a token up to its verb, with what those carry: "seven people injured"."""
    found, at = set[str](), token
    for _ in range(5):
        head = at.head
        if head.pos_ in ("NOUN", "VERB", "ADJ", "PROPN"):
            found.add(token_key(head))
        found.update(
            token_key(c) for c in at.children if c.dep_ in ("acl", "amod") and c.pos_ in ("VERB", "ADJ")
        )
        if at.pos_ == "NOUN":
            found.add(token_key(at))
        if head == at or head.pos_ == "VERB":
            break
        at = head
    return frozenset(found - {key("person"), key("be"), key("have"), key(token.text)})


def _other_numerals(claim: Passage, source: Passage, covered: set[int]) -> Iterator[Reason]:
    """Numerals that are no amounts: scores, ages, times of day, ordinals, years."""
    for token in claim.tokens:
        if token.idx in covered or not (token.text[:1].isdigit() or _is_ordinal(token)):
            continue
        if key(token.text) not in source.keys:
            near = next(
                (t.text for t in source.tokens if _is_ordinal(t) == _is_ordinal(token) and _numeral(t)), None
            )
            there = f"the source says {near}, " if near else "the source does not say it: "
            yield Reason("number", f"{there}the claim {token.text}")


def _numeral(token: Token) -> bool:
    return token.text[:1].isdigit() or _is_ordinal(token)


def _is_ordinal(token: Token) -> bool:
    return bool(_ORDINAL.fullmatch(key(token.text))) or token.lower_ in cue_words(
        "claims", "ordinals", "words"
    )
