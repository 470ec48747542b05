"""Who reacted: all of the kind asked for that speak or take a stance in the coverage."""

import re
from collections.abc import Callable, Sequence

from spacy.tokens import Doc, Span

from bot.answer.passages import Sentence, Text
from bot.answer.question import Question
from bot.answer.retrieve import Window
from bot.engine.local.nlp import parsed
from bot.ground.locate import evidence_at
from bot.ground.words import country_names, key
from bot.model import Answer, Brief, Engine, Evidence

MOST_ITEMS = 12
NEAREST = 2
"""So many articles, those with the best windows, are briefed for who reacted."""
_DEEDS = ("assault", "coerce", "mobilize")
_REACT = {key(w) for w in ("react", "respond", "comment", "reaction", "response")}
_COUNTRY = {key(w) for w in ("country", "nation", "government", "state")}
_KINDS = {
    "person": {"PERSON"},
    "player": {"PERSON"},
    "offici": {"PERSON"},
    "lead": {"PERSON"},
    "group": {"ORG", "NORP"},
    "organis": {"ORG"},
    "organ": {"ORG"},
    "compani": {"ORG"},
    "team": {"ORG", "GPE"},
    "citi": {"GPE"},
    "place": {"GPE", "LOC", "FAC"},
}
Item = tuple[str, Sentence]


def listed(
    question: Question,
    found: Sequence[Window],
    texts: Sequence[Text],
    engine: Engine,
    brief_of: Callable[[int], Brief],
) -> Answer | None:
    """All that the coverage names, or None when nothing fits (the reader may still know)."""
    if not _asks_for_reactions(question):
        return None
    items = _items(question, texts)
    if _wanted(question) == "country":
        nearest = dict.fromkeys(window.centre.article for window in found)
        items = _merged(_reacting([texts[n] for n in nearest][:NEAREST], brief_of), items)
    if len(items) < 2:
        return None
    evidence: list[Evidence] = []
    for _, sentence in items:
        one = evidence_at(texts[sentence.article].article, sentence.start, sentence.end)
        evidence += [one] if one not in evidence else []
    text = ", ".join(name for name, _ in items)
    return Answer(status="answered", text=text[:300], evidence=tuple(evidence), confidence=0.7, engine=engine)


def _asks_for_reactions(question: Question) -> bool:
    return any(word.key in _REACT for word in question.words)


def _reacting(texts: Sequence[Text], brief_of: Callable[[int], Brief]) -> list[Item]:
    """The countries that speak or take a stance in the briefs, each with its first sentence."""
    found: dict[str, Item] = {}
    for text in texts:
        brief = brief_of(text.number)
        told = [(quote.speaker, quote.evidence[0]) for quote in brief.quotes]
        told += [(each.actor, each.evidence[0]) for each in brief.positions if each.stance not in _DEEDS]
        for name, evidence in sorted(told, key=lambda pair: pair[1].start):
            country = _country_in(name or "")
            sentence = next((s for s in text.sentences if s.start <= evidence.start < s.end), None)
            if country and sentence:
                found.setdefault(country, (country, sentence))
    return list(found.values())


def _country_in(name: str) -> str | None:
    """The country of a name such as "India's foreign ministry"."""
    bare = re.sub(r"['’]s\b", "", name)
    return next((c for c in (country_names().get(part.lower()) for part in _runs(bare)) if c), None)


def _runs(name: str) -> list[str]:
    parts = name.split()
    return [" ".join(parts[i:j]) for i in range(len(parts)) for j in range(len(parts), i, -1)]


def _merged(first: Sequence[Item], second: Sequence[Item]) -> list[Item]:
    seen = {name.lower() for name, _ in first}
    return [*first, *(item for item in second if item[0].lower() not in seen)][:MOST_ITEMS]


def _items(question: Question, texts: Sequence[Text]) -> list[Item]:
    wanted = _wanted(question)
    if wanted is None:
        return []
    items: dict[str, Item] = {}
    for sentence in (s for text in texts for s in text.sentences if _may_speak(s)):
        for name in _names(parsed(sentence.text), wanted):
            if not any(word.key == key(name) for word in question.terms):
                items.setdefault(name.lower(), (name, sentence))
    return list(items.values())[:MOST_ITEMS]


def _wanted(question: Question) -> str | None:
    noun = question.asked_noun
    if noun is None:
        return None
    if noun.key in _COUNTRY:
        return "country"
    return noun.key if noun.key in _KINDS else None


def _may_speak(sentence: Sentence) -> bool:
    return bool(
        re.search(
            r"\b(?:said|says|condemn\w*|urg\w+|call\w*|welcom\w+|warn\w*|told|express\w*|support\w*|reject\w*|offer\w*)\b",
            sentence.text,
        )
    )


def _names(doc: Doc, wanted: str) -> list[str]:
    if wanted != "country":
        return [ent.text for ent in doc.ents if ent.label_ in _KINDS[wanted]]
    named = ((_country(chunk), chunk) for chunk in doc.noun_chunks)
    return [name for name, chunk in named if name and _is_subject(chunk)]


def _country(chunk: Span) -> str | None:
    bare = " ".join(t.text for t in chunk if t.pos_ != "DET")
    return country_names().get(bare.lower()) if bare[:1].isupper() else None


def _is_subject(chunk: Span) -> bool:
    return bool(chunk.root.dep_ == "nsubj" and chunk.root.head.pos_ == "VERB")
