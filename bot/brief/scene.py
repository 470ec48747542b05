"""Where the main event happened: the place that its clause, the headline or the dateline tells."""

import re
from collections import Counter

from spacy.tokens import Span, Token

from bot.brief.actors import Cast
from bot.brief.bearing import bears, event_terms, is_in_event
from bot.brief.clauses import finite_verb, governing_verb, has_subject
from bot.brief.filing import find_dateline
from bot.brief.headline import stem, title_terms
from bot.brief.lexicon import words
from bot.brief.main_event import Event
from bot.brief.places import is_kind, place_names, stands_in, venue
from bot.brief.reading import Reading
from bot.brief.whereabouts import is_based
from bot.ground.countries import gazetteer

_NOT_WHERE = ("amod", "nsubj", "nsubjpass", "compound")
_LED = r"\b(?:in|at|near|outside|inside|off)\s(?:[\w’'-]+\s){0,3}"
_TITLE_PLACE = re.compile(r"\b(?:in|at|near|outside|inside) (?:the )?([A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*)")
_KICKER = re.compile(r"([A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*) (?:[a-z]+ ){1,2}?[a-z]+(?::| –| -)")
_ENOUGH, _SURE = 0.6, 1.0
_SOMEWHERE = ("near", "off", "outside", "beneath", "above", "beyond")
_PLACES = ("GPE", "LOC", "FAC")


def where(reading: Reading, event: Event, lead: list[Span], cast: Cast, time: Span | None) -> Span | None:
    """The place told of the event; a town before a country, and the dateline's where the event names none."""
    if _is_here(event):
        return _filed(reading)
    order = {sentence.start: at for at, sentence in enumerate(lead)}
    places = list(place_names(reading, cast))
    names = Counter(place.text for place in places)
    scored = [
        (_score(place, event, reading, names[place.text], time) - 0.1 * order[place.sent.start], place)
        for place in places
        if place.sent.start in order and _may_be(place, event, reading, names[place.text])
    ]
    able = [one for one in scored if one[0] > _ENOUGH]
    towns = [one for one in able if not gazetteer().country(one[1].text)]
    best = max(towns or able, key=lambda one: one[0], default=None)
    sure = best is not None and best[0] > _SURE
    named = None if sure else _of_title(reading, cast)
    if named is not None:
        return named
    if best is not None:
        return _called(best[1])
    told = _venue(event, cast) or (None if _names_place(event) else _filed(reading))
    return told or _of_kicker(reading, places) or _only_country([p for p in places if p.end <= lead[-1].end])


def _of_title(reading: Reading, cast: Cast) -> Span | None:
    """The place or building that the headline leads to, where the article first names it."""
    for match in _TITLE_PLACE.finditer(reading.article.title or ""):
        for sentence in reading.sentences:
            at = sentence.text.find(match[1])
            start = sentence.start_char + at
            span = reading.doc.char_span(start, start + len(match[1])) if at >= 0 else None
            if span is not None and _is_site(span, cast):
                return span
    return None


def _of_kicker(reading: Reading, places: list[Span]) -> Span | None:
    """The town that a headline opens with, where it says which event is meant: "Osk ferry fire: …"."""
    opening = _KICKER.match(reading.article.title or "")
    named = opening[1] if opening is not None else None
    return next((p for p in places if p.text == named and not gazetteer().country(p.text)), None)


def _only_country(places: list[Span]) -> Span | None:
    """The country that the lead tells of, if it is one: where a thing is sold, or whose market it is."""
    told = [p for p in places if gazetteer().country(p.text) and _is_told_of(p)]
    countries = {gazetteer().country(p.text) for p in told}
    return told[0] if len(countries) == 1 else None


def _is_told_of(country: Span) -> bool:
    """As in "sold in Spain", "its Spain range"; not a home, a seat, or what persons and bodies are of."""
    root, noun = country.root, country.root.head
    people = words("roles", "person") | words("roles", "group") | words("roles", "organisation")
    if any(t.dep_ == "conj" for t in root.rights) or is_based(country) or _is_home(country):
        return False
    if root.dep_ in ("compound", "nmod"):
        return noun.pos_ == "NOUN" and noun.lower_ not in people
    return stands_in(country) and noun.head.lower_ not in people


def _is_site(name: Span, cast: Cast) -> bool:
    """Whether a name is a town's or a building's; not a country's, which says little, or a person's."""
    if gazetteer().country(name.text):
        return False
    actor = cast.who(name.root)
    built = words("places", "buildings") | words("places", "venues")
    site = name.root.ent_type_ in _PLACES or (len(name) > 1 and name[-1].lower_ in built)
    return site and (actor is None or actor.kind != "person")


def _called(place: Span) -> Span:
    """The name with the noun behind it that says what it is: "the Reykjanes peninsula"."""
    behind = place.doc[place.end : place.end + 1]
    called = place.root.dep_ == "compound" and any(t.lower_ in words("roles", "places") for t in behind)
    return place.doc[place.start : place.end + 1] if called else place


def _may_be(place: Span, event: Event, reading: Reading, count: int) -> bool:
    """Whether the name can be where something happened: not who acts, what is acted on, or a home."""
    title, root = title_terms(reading), place.root
    if _is_home(place):
        return False
    if _in_title(place, reading):
        return True
    told = any(stem(part) in title for part in place.text.split()) and count > 1
    if root.dep_ in _NOT_WHERE and not (root.dep_ == "compound" and (told or is_kind(place))):
        return False
    return root.dep_ != "dobj" or root.head == event.verb


def _is_home(place: Span) -> bool:
    """As in "three adults who lived in Osk", "born in Osk"."""
    verb = governing_verb(place.root) if place.root.dep_ == "pobj" else None
    return verb is not None and verb.lemma_ in words("five_w", "lead", "dwelling")


def _in_title(place: Span, reading: Reading) -> bool:
    """Whether the headline says that it is there: "… at the White House"."""
    return re.search(_LED + re.escape(place.text), reading.article.title or "") is not None


def _score(place: Span, event: Event, reading: Reading, count: int, time: Span | None) -> float:
    title = title_terms(reading)
    score = min(count, 5) * 0.1
    score += 0.7 if _is_led_to(place, event) else 0.0
    score += 0.3 if place.sent.start == event.sentence.start else 0.0
    score -= 0.35 if gazetteer().country(place.text) else 0.0
    score += 0.4 if any(stem(part) in title for part in place.text.split()) else 0.0
    if _in_title(place, reading):
        return score + 0.6
    if time is not None and _is_beside(place, time) and _is_led_to(place, event):
        return score + 0.6
    return score - _distance(place, event, title)


def _is_led_to(place: Span, event: Event) -> bool:
    """As in "in Rask", "on Rask's Osk peninsula", and where the event is a journey "to Rask"."""
    noun = place.root
    kind = is_kind(place) or noun.head.lower_ in words("roles", "places")
    if noun.dep_ in ("compound", "poss") and kind and not _is_named(noun.head):
        noun = noun.head
    before = noun.head if noun.dep_ == "pobj" else None
    if before is not None and before.lower_ == "to":
        return before.head == event.verb and event.verb.lemma_ in words("places", "motion")
    located = before is not None and before.lower_ in words("five_w", "lead", "locative")
    return located or stands_in(place)


def _is_named(noun: Token) -> bool:
    """As in "the Black Sea port of Osk", where the name comes behind."""
    return any(child.lower_ == "of" for child in noun.rights)


def _is_beside(place: Span, time: Span) -> bool:
    """Whether the clause that tells when it happened tells the place as well."""
    return time.sent == place.sent and governing_verb(time.root) == governing_verb(place.root)


def _distance(place: Span, event: Event, title: frozenset[str]) -> float:
    """How little the place is told of the event: in its clause, in one beside it, or by another sentence."""
    if place.sent.start != event.sentence.start:
        return 0.0 if bears(place, event_terms(event, title)) else 0.5
    if is_in_event(place.root, event):
        return 0.0
    verb = governing_verb(place.root)
    clause = finite_verb(verb) if verb is not None else None
    if clause is None or not (event.verb in clause.ancestors or clause in event.verb.children):
        return 0.5
    same = clause.dep_ == "advcl" and any(t.lower_ in ("as", "when", "while") for t in clause.lefts)
    near = clause.dep_ == "relcl" and clause.head == event.subject
    near = near or (clause.dep_ == "conj" and not has_subject(clause))
    return 0.0 if same else 0.2 if near else 0.5


def _venue(event: Event, cast: Cast) -> Span | None:
    """The name behind "at" in what the event's verb says: "jailed at X Crown Court", "signed at Old X"."""
    told = (t for t in event.verb.subtree if t.lower_ == "at" and t.i > event.verb.i)
    nouns = (c for at in told if governing_verb(at) == event.verb for c in at.rights if c.dep_ == "pobj")
    return next((found for noun in nouns if (found := venue(noun, cast)) is not None), None)


def _is_here(event: Event) -> bool:
    """As in "nations meeting here": where the report was filed."""
    return any(t.lower_ == "here" and t.dep_ == "advmod" and t.head.pos_ == "VERB" for t in event.sentence)


def _names_place(event: Event) -> bool:
    """Whether the event's sentence leads to any place, which the dateline's then need not be."""
    near = any(t.lower_ in _SOMEWHERE and t.dep_ == "prep" for t in event.verb.rights)
    return near or any(_is_behind_preposition(t) for t in event.sentence if t.ent_type_ in _PLACES)


def _is_behind_preposition(token: Token) -> bool:
    return token.dep_ == "pobj" or token.head.dep_ == "pobj"


def _filed(reading: Reading) -> Span | None:
    """The first place of the dateline."""
    dateline = find_dateline(reading)
    return reading.doc.char_span(*dateline[1][0], alignment_mode="expand") if dateline else None
