"""Does a candidate fit what was asked: the type of the answer, and the thing counted."""

from spacy.tokens import Doc, Span, Token

from bot.answer.amounts import amount_fit
from bot.answer.changes import asks_by_how_much
from bot.answer.lexicon import cues, pattern
from bot.answer.question import Question
from bot.answer.support import word_vector
from bot.ground.words import country_names, key, words

_TIME = pattern("time")
_REASON = pattern("reason")


_ACTORS = {"PERSON", "ORG", "GPE", "NORP"}
_PLACES = {"GPE", "LOC", "FAC", "ORG"}
_NOT_ACTORS = {"DATE", "TIME", "CARDINAL", "MONEY", "PERCENT", "QUANTITY", "ORDINAL"}


def _nouns(kind: str) -> frozenset[str]:
    return frozenset(key(word) for word in cues("nouns")[kind])


_PLACE_NOUNS, _PARTS_OF_COUNTRIES = _nouns("places"), _nouns("parts_of_countries")
_COUNTRY_NOUNS, _TIME_NOUNS = _nouns("countries"), _nouns("times")
_GROUP_NOUNS, _PEOPLE_NOUNS = _nouns("groups"), _nouns("people")
_ALSO_CITIES = frozenset(cues("nouns")["countries_and_cities"])


def type_fit(question: Question, doc: Doc, start: int, end: int) -> float:
    """From -1 (cannot be an answer to such a question) to 1 (is of the kind asked for)."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return 0.0
    text = doc.text[start:end]
    labels = {ent.label_ for ent in doc.ents if ent.start < span.end and ent.end > span.start}
    match question.kind:
        case "who" | "who_said":
            return _actor_fit(span, labels)
        case "when":
            return 1.0 if labels & {"DATE", "TIME"} else 0.5 if _tells_time(span) else -1.0
        case "how_many":
            by = asks_by_how_much(question)
            return amount_fit(question.text, doc.text, start, end, by_how_much=by)
        case "where":
            return 1.0 if labels & _PLACES else -1.0 if labels & _NOT_ACTORS else 0.0
        case "why":
            return 0.5 if _REASON.search(text) or any(t.pos_ in ("VERB", "AUX") for t in span) else -0.3
        case _:
            return _noun_fit(question, span, labels)


def _tells_time(span: Span) -> bool:
    """Whether a phrase tells a time by more than "after" or "when"."""
    return bool(_TIME.search(span.text)) and any(
        t.pos_ in ("NOUN", "PROPN", "NUM", "ADV", "VERB") and t.tag_ != "WRB" for t in span
    )


def _belongs_to_several(span: Span) -> bool:
    heads = {t.head for t in span if t.head not in span and t.dep_ not in ("punct", "cc", "conj")}
    return len(heads) > 1


def _actor_fit(span: Span, labels: set[str]) -> float:
    if span.root.pos_ == "PRON" and len(span) == 1:
        return -1.0
    if len(span) > 3 and span.root.pos_ in ("VERB", "AUX"):
        return -1.0  # a clause is nobody, whatever names stand in it
    if len(span) > 6 and _belongs_to_several(span):
        return -1.0  # nor is a run of words that belong to two verbs
    if labels & _ACTORS:
        return 1.0
    if labels & _NOT_ACTORS and not any(t.pos_ in ("NOUN", "PROPN") and t.ent_type_ == "" for t in span):
        return -1.0
    return 0.5 if span.root.pos_ in ("NOUN", "PROPN", "PRON") else -0.5


def _noun_fit(question: Question, span: Span, labels: set[str]) -> float:
    noun = question.asked_noun.key if question.asked_noun else ""
    if noun in _COUNTRY_NOUNS:
        named = any(form in country_names() for form in _runs(span))
        return 1.0 if named else 0.0 if "GPE" in labels else -1.0  # not all countries are in the list
    if noun in _PARTS_OF_COUNTRIES and _is_country(span):
        return -1.0
    if noun in _PLACE_NOUNS:
        return 1.0 if labels & _PLACES else -0.5
    if noun in _TIME_NOUNS:
        return 1.0 if labels & {"DATE", "TIME"} else -1.0
    if noun in _GROUP_NOUNS:
        return 1.0 if labels & {"ORG", "GPE", "NORP"} or any(t.pos_ == "PROPN" for t in span) else -0.5
    return 0.0


def _is_country(span: Span) -> bool:
    """Whether it names a country and no more, and none that is a city too."""
    name = country_names().get(span.text.lower().removeprefix("the "))
    return name is not None and name not in _ALSO_CITIES


def _runs(span: Span) -> list[str]:
    text = [t.text.lower() for t in span]
    return [" ".join(text[i:j]) for i in range(len(text)) for j in range(i + 1, min(i + 5, len(text)) + 1)]


def counted_fit(question: Question, around: str, doc: Doc, start: int, end: int) -> float:
    """How well the thing asked for ("soldiers", "airline") is named around the answer, from 0 to 1.

    -1 for a number that its own sentence, `doc`, gives of something else.
    """
    noun = question.asked_noun
    if question.kind == "how_many" and noun is not None and _counts_another(noun.key, doc, start, end):
        return -1.0
    if noun is None or noun.key in _PEOPLE_NOUNS | _COUNTRY_NOUNS | _TIME_NOUNS:
        return 1.0
    if noun.key in _PLACE_NOUNS | _GROUP_NOUNS:
        return 0.7
    there = words(around)
    if any(word.key == noun.key for word in there):
        return 1.0
    closest = max(
        (float(word_vector(noun.text.lower()) @ word_vector(word.text.lower())) for word in there),
        default=0.0,
    )
    return min(0.9, max(0.0, (closest - 0.35) / 0.55))


def _counts_another(noun: str, doc: Doc, start: int, end: int) -> bool:
    """Whether the number stands right before a noun that is another than the one asked for."""
    span = doc.char_span(max(0, start), min(end, len(doc.text)), alignment_mode="expand")
    heads = [t.head for t in span or () if t.dep_ == "nummod" and t.head.pos_ == "NOUN"]
    return bool(heads) and not any(_alike_nouns(noun, head) for head in heads)


def _alike_nouns(noun: str, head: Token) -> bool:
    near = {key(t.text) for t in head.subtree} | {key(head.head.text)}
    return noun in near or may_be_counted(noun, noun, head)


def may_be_counted(noun: str, word: str, head: Token) -> bool:
    """Whether what a number counts may be the noun asked for, its key and word: miners are people."""
    if key(head.text) == noun:
        return True
    if noun in _PEOPLE_NOUNS and key(head.text) not in {"hour", "day", "week", "month", "year"}:
        return True
    return float(word_vector(word) @ word_vector(head.lemma_.lower())) > 0.5
