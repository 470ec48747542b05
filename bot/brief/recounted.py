"""A figure that says less than the one before it: its money, or what it counts, was told there."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Span

from bot.brief.lexicon import cues, words
from bot.brief.tolls import participle
from bot.ground.amounts import Amount
from bot.model import Figure

_NEAR = 200


@dataclass(frozen=True)
class Telling:
    """One place where a figure is told."""

    figure: Figure
    head: str
    given: bool
    end: int
    """Behind the number, in characters of the text."""
    noun: bool = False
    quoted: bool = False
    adverbial: bool = False
    weighty: bool = False
    money: bool = False


def leaning(one: Telling, told: Sequence[Telling], amount: Amount, span: Span) -> Telling:
    """The figure with what it leaves to be known from the one `told` before it."""
    if not told:
        return one
    before = told[-1]
    if _counts_the_same(span.doc.text, before.end, amount.start):
        one = counting(one, before)
    one = _more(_resumed(one, before), before, span)
    return _in_its_money(one, amount, _in_own_money(told, span.doc.text), span)


def _in_own_money(told: Sequence[Telling], text: str) -> Telling:
    """The last telling, or the one that it gives in other money: "94 million francs ($106 million)"."""
    last, before = told[-1], told[-2] if len(told) > 1 else None
    converted = before is not None and last.money and text[last.end : last.end + 1] == ")"
    return before if converted and before and text[before.end :].startswith(" (") else last


def counting(one: Telling, like: Telling) -> Telling:
    """The figure as one of what `like` counts."""
    figure = one.figure.model_copy(update={"counted": like.figure.counted})
    return replace(one, figure=figure, head=like.head)


def _in_its_money(one: Telling, amount: Amount, before: Telling, span: Span) -> Telling:
    """The figure in the money told before it: "to 1.9 billion pounds from 3.1 billion"."""
    bare = amount.scaled and amount.unit is None and not one.noun
    if not bare or not before.money:
        return one
    unit = before.figure.unit
    if before.figure.evidence == one.figure.evidence:
        return replace(one, figure=one.figure.model_copy(update={"unit": unit}), money=True)
    gap = one.figure.evidence[0].start - before.figure.evidence[0].end
    forecast = span.root.head if span.root.dep_ == "dobj" else None
    if forecast is None or gap > 1 or forecast.lemma_ not in words("counting", "words", "forecasting"):
        return one
    of_what = f"{before.figure.counted or ''} {forecast.lower_}".strip()
    figure = one.figure.model_copy(update={"unit": unit, "counted": of_what})
    return replace(one, figure=figure, head=of_what.lower(), money=True)


def _more(one: Telling, before: Telling, span: Span) -> Telling:
    """As in "2,300 houses were destroyed and another 9,000 damaged": houses again."""
    if one.figure.qualifier not in ("another", "a further", "further") or one.figure.unit is not None:
        return one
    after = span.doc[span.end : span.end + 2]
    verb = next((token for token in after if token.tag_ in ("VBN", "VBD") and token.lemma_ != "be"), None)
    said = one.figure.counted
    if verb is None or (said is not None and said != participle(verb)) or before.figure.unit is not None:
        return one
    outcomes = {*cues("counting")["outcomes"].values(), *words("counting", "words", "states")}
    noun = [word for word in (before.figure.counted or "").split() if word not in outcomes]
    of_what = " ".join((*noun, verb.lower_))
    figure = one.figure.model_copy(update={"counted": of_what if noun else said})
    return replace(one, figure=figure, head=of_what.lower(), weighty=True)


def _resumed(one: Telling, before: Telling) -> Telling:
    """The figure; "the number", "the figure" count again what was counted last, if that was near."""
    said = (one.figure.counted or "").lower().split()
    resumes = len(said) == 1 and said[0] in words("counting", "words", "standins")
    if not resumes or before.figure.unit != one.figure.unit:
        return one
    gap = one.figure.evidence[0].start - before.figure.evidence[0].end
    return counting(one, before) if gap <= _NEAR else one


def _counts_the_same(text: str, end: int, start: int) -> bool:
    """Whether two numbers count the same: "331 votes to 214", "2m pounds ($3m)", "from 11 days off to 6"."""
    if re.fullmatch(
        r" [a-z]+ to | \(|[^.;()\d]{1,60}, (?:up|down) from (?:about |around |just )?", text[end:start]
    ):
        return True
    led = re.search(r"\bfrom (?:(?:an?|the) \w+ of |about |around )?[\d.,]+$", text[max(end - 40, 0) : end])
    return led is not None and re.fullmatch(r"(?: [a-z][\w-]*){1,6} to ", text[end:start]) is not None
