"""The article's figures: value, unit, what is counted, how qualified, and who says so.

A range is two figures, qualified "from" and "to". Dates, ages, scores, times of day, addresses and
numbers inside names are not figures.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Span

from bot.brief.actors import Cast
from bot.brief.counting import counted
from bot.brief.dates import Dated, inside_dates
from bot.brief.descriptions import description
from bot.brief.idle import is_idle
from bot.brief.lexicon import cues, words
from bot.brief.measured import put_by
from bot.brief.reading import Reading
from bot.brief.recounted import Telling, counting, leaning
from bot.ground.amounts import Amount
from bot.ground.numbers import find_amounts, qualifiers
from bot.model import Evidence, Figure, Quote

_LONGEST_QUALIFIER = 4
_SMALL = 12


@dataclass(frozen=True)
class _Said:
    """The words of a quote at characters `start` to `end`."""

    start: int
    end: int
    speaker: str | None
    direct: bool


def find_figures(
    reading: Reading, cast: Cast, quotes: Iterable[Quote], dates: tuple[Dated, ...]
) -> tuple[Figure, ...]:
    """Every figure in order of appearance; one that is told again has the evidence of each telling."""
    said = tuple(_said(reading, quotes))
    dated = inside_dates(reading.doc, dates)
    told: list[Telling] = []
    for amount in find_amounts(reading.article.text):
        span = reading.doc.char_span(amount.start, amount.end, alignment_mode="expand")
        if (
            span is None
            or (any(dated[span.start : span.end]) and not _lasts_so_long(span))
            or is_idle(amount, span)
            or _is_denied(span)
        ):
            continue
        one = _told(reading, amount, span, said)
        told.append(leaning(one, told, amount, span))
    return tuple(_merged([one for one in _ranges_shared(told) if not _is_trivial(one)]))


def _lasts_so_long(span: Span) -> bool:
    """Whether "last" before a number is the verb: "is expected to last five months" is no date."""
    before = span.doc[max(span.start - 1, span.sent.start)]
    return before.lower_ == "last" and before.pos_ == "VERB"


def _is_denied(span: Span) -> bool:
    """Whether the clause with the number is what somebody denies: "denied that five had died" is no toll."""
    clause = False
    for token in span.root.ancestors:
        if clause and token.lemma_ in words("counting", "words", "denying"):
            return not any(child.dep_ == "neg" for child in token.children)
        clause = clause or token.dep_ in ("ccomp", "acl", "relcl")
    return False


def _is_trivial(one: Telling) -> bool:
    """Whether it is small talk: "two dogs", "in 20 minutes", "two up against ten"."""
    figure = one.figure
    if figure.qualifier is not None and figure.counted is not None:
        return False
    if figure.unit in words("counting", "words", "periods"):
        brief = figure.unit in ("seconds", "minutes") and figure.value < 30
        return figure.counted is None and (one.quoted or one.adverbial or brief)
    if figure.unit is not None:
        return one.quoted and figure.counted is None and figure.unit in words("counting", "words", "lengths")
    if one.head in words("counting", "words", "idle") and figure.value == int(figure.value):
        return True
    if figure.counted is None:
        return (
            figure.qualifier is None
            or figure.value < 1
            or (figure.value <= _SMALL and figure.value == int(figure.value))
        )
    return figure.value <= 2 and figure.value == int(figure.value) and not one.weighty


def _ranges_shared(told: list[Telling]) -> Iterator[Telling]:
    """The figures, with both ends of a range counting what stands behind its second end, or its first."""
    for i, one in enumerate(told):
        before, behind = told[i - 1] if i else None, told[i + 1] if i + 1 < len(told) else None
        shared = behind is not None and (behind.noun or _alone_counts(behind, one))
        if one.figure.qualifier == "from" and behind is not None and shared:
            yield counting(one, behind)
        elif one.figure.qualifier == "to" and before is not None and not one.noun:
            yield one if _alone_counts(one, before) else counting(one, before)
        else:
            yield one


def _alone_counts(last: Telling, first: Telling) -> bool:
    """Whether of a range's two ends only the second has what it counts: "20 to 30 were hurt"."""
    return last.figure.qualifier == "to" and bool(last.figure.counted) and not first.figure.counted


def _told(reading: Reading, amount: Amount, span: Span, said: tuple[_Said, ...]) -> Telling:
    of_what, head = counted(amount, span)
    qualifier = amount.bound or _qualifier(span)
    figure = Figure(
        value=amount.value,
        unit=amount.unit,
        counted=of_what,
        qualifier=qualifier,
        according_to=_source(amount, span, said),
        evidence=(reading.sentence_evidence(span),),
    )
    behind = reading.article.text[span.end_char : span.end_char + 60].lstrip()
    follows = of_what is not None and behind.startswith(of_what.split()[0]) and amount.bound != "from"
    return Telling(
        figure,
        head,
        _is_given(span, amount),
        amount.end,
        follows,
        quoted=any(s.direct and s.start <= amount.start < s.end for s in said),
        adverbial=span.root.head.lower_ in ("after", "in", "within", "until", "every"),
        weighty=_is_weighty(head, of_what) and not _speaks(span),
        money=amount.money,
    )


def _is_weighty(head: str, of_what: str | None) -> bool:
    """Whether even one or two of them are news: people, or what something happened to."""
    noun = head.split()[0] if head else ""
    happened = (of_what or "").split()[-1:]
    outcomes = {*cues("counting")["outcomes"].values(), *words("counting", "words", "states")}
    return noun in words("counting", "words", "people") or bool({*happened} & outcomes)


def _speaks(span: Span) -> bool:
    """As in "said one man": who tells something is not counted by it."""
    noun = span.root.head
    told = words("speech", "verbs")
    return noun.dep_ == "nsubj" and noun.head.lemma_ in told


def _is_given(span: Span, amount: Amount) -> bool:
    """Whether the number only points back: "the two children"."""
    whole = amount.value == int(amount.value)  # "the 6.7-magnitude quake" is measured
    if span.start == 0 or amount.unit is not None or amount.value > 20 or not whole:
        return False
    return span.doc[span.start - 1].lower_ in (
        *("the", "these", "those", "both", "all", "their", "its", "his", "her", "our", "my", "your"),
    )


def _qualifier(span: Span) -> str | None:
    """The words directly before the number, or behind it, that qualify it."""
    doc, first = span.doc, span.sent.start
    for size in range(_LONGEST_QUALIFIER, 0, -1):
        start = span.start - size
        said = doc[start : span.start].text.lower() if start >= first else ""
        if said == "over" and _lasts(span):
            return None
        if said in qualifiers():
            return doc[start : span.start].text.lower()
    behind = doc[span.end : span.end + 2].text.lower()
    return behind if behind in qualifiers() and behind.startswith("or ") else None


def _lasts(span: Span) -> bool:
    """Whether the number measures how long: "over three summers" is not more than three."""
    ahead = (span[-1], span.doc[min(span.end, len(span.doc) - 1)])
    return any(token.lower_ in words("counting", "words", "lasting") for token in ahead)


def _said(reading: Reading, quotes: Iterable[Quote]) -> Iterator[_Said]:
    """Where each quote's words stand, and who says them."""
    for quote in quotes:
        first = quote.evidence[0]
        start = reading.article.text.find(quote.words, first.start)
        if start >= 0:
            yield _Said(start, start + len(quote.words), quote.speaker, quote.direct)


def _source(amount: Amount, span: Span, said: tuple[_Said, ...]) -> str | None:
    """Who says so: the speaker of the shortest quote around the number, or the subject of "said" above it."""
    around = [s for s in said if s.start <= amount.start < s.end and s.speaker]
    if around:
        return min(around, key=lambda s: s.end - s.start).speaker
    putter = put_by(span)
    if putter is not None:
        return description(putter)
    clause = span.root
    for token in span.root.ancestors:
        if clause.dep_ in ("ccomp", "parataxis") and token.lemma_ in words("speech", "verbs"):
            teller = next((c for c in token.children if c.dep_ == "nsubj"), None)
            named = teller is not None and teller.pos_ in ("NOUN", "PROPN")
            return description(teller) if teller is not None and named else None
        clause = token
    return None


def _merged(told: list[Telling]) -> Iterator[Figure]:
    """Each figure once; what only points back joins the figure it points to, or is dropped."""
    kept: list[Telling] = []
    for one in (*(t for t in told if not t.given), *(t for t in told if t.given)):
        twin = next((i for i, other in enumerate(kept) if _same(one, other)), None)
        if twin is not None:
            kept[twin] = _joined(kept[twin], one)
        elif not one.given:
            kept.append(one)
    yield from (one.figure for one in kept)


def _same(one: Telling, other: Telling) -> bool:
    a, b = one.figure, other.figure
    if (a.value, a.unit) != (b.value, b.unit) or one.head != other.head:
        return False
    if one.given:
        return True
    meanings = qualifiers()
    qualified = {meanings.get(q or "", q) for q in (a.qualifier, b.qualifier)} - {None}
    sources = {a.according_to, b.according_to} - {None}
    return len(qualified) <= 1 and len(sources) <= 1


def _joined(first: Telling, again: Telling) -> Telling:
    evidence: tuple[Evidence, ...] = first.figure.evidence
    evidence += tuple(e for e in again.figure.evidence if e not in evidence)
    figure = first.figure.model_copy(
        update={
            "evidence": evidence,
            "counted": first.figure.counted or again.figure.counted,
            "qualifier": first.figure.qualifier or again.figure.qualifier,
            "according_to": first.figure.according_to or again.figure.according_to,
        }
    )
    return replace(first, figure=figure)
