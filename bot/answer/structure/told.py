"""Candidates that the build of the coverage's sentences gives, for the kinds of question it can tell."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from spacy.tokens import Span

from bot.answer.asked import asked_head
from bot.answer.passages import Sentence, Text
from bot.answer.question import Question
from bot.answer.read import Candidate
from bot.answer.retrieve import Window
from bot.answer.senses import LISTED, speaks_of
from bot.answer.structure.durations import asks_duration, durations
from bot.answer.structure.event import LOOKED_AT, Shared, Telling, by_share, covered, tellings
from bot.answer.structure.holders import asks_description, asks_holder, descriptions, holders
from bot.answer.structure.leaders import asks_leader, leaders
from bot.answer.structure.members import gathered, joined
from bot.answer.structure.namings import asks_meaning, asks_name, meanings, names
from bot.answer.structure.reasons import reasons
from bot.answer.structure.slots import asks_for_deed, deeds, means, places
from bot.answer.yes_no import settled
from bot.engine.local.nlp import parse_ahead, parsed

MOST = 4
"""So many candidates are handed on; the rest are behind them in every respect."""
LEAST_SCORE, SCORE_RANGE = 0.0, 10.0
"""Where they stand on the reader's scale among the candidates that are looked at at all."""
VERDICTS, POINTED_INTO = 4, 2
"""So many sentences may settle a yes/no question by their build; so many by the reader's score."""
SPEAKING = 4
"""So many sentences are parsed for a word that says what is asked or its contrary."""
UNREAD = -5.0
"""The score of a sentence in which the reader saw nothing."""
HELD = 0.5
"""How surely a sentence tells of an office that it names with its holder, whatever else it shares."""
FOLLOWING = 0.8
"""A reason in the sentence behind the event is that much less sure than one in its own."""
_FILLING = {"why": reasons, "how": means}


def told(question: Question, windows: Sequence[Window], texts: Sequence[Text]) -> list[Candidate]:
    """What sentences that tell of the asked event give as reason, place, means or deed."""
    spans = _filling(question, texts)
    if spans is None:
        return []
    found = []
    least = HELD if asks_holder(question) or asks_leader(question) else 0.0
    for telling in _looked_at(question, windows, texts):
        for span, sure in spans(telling):
            strength = max(least, telling.strength) * sure
            if strength > 0.2:
                found.append(_candidate(telling, span, strength))
    best = sorted(found, key=lambda each: -each.strength)[:MOST]
    return [*best, *_gathered(question, windows, texts)]


def _gathered(question: Question, windows: Sequence[Window], texts: Sequence[Text]) -> Iterator[Candidate]:
    """Members that several sentences name, or one sentence apart, as one candidate with all its sentences."""
    members = (
        gathered(question, [texts[n] for n in dict.fromkeys(w.centre.article for w in windows)][:1])
        if question.kind == "list"
        else []
    )
    if len(members) > 1:
        first, *others = dict.fromkeys(each.sentence for each in members)
        text = ", ".join(each.text for each in members)
        yield Candidate(
            text,
            first,
            windows[0],
            first.start,
            first.end,
            SCORE_RANGE,
            "gathered",
            tuple(others),
            strength=1.0,
        )


def settling(question: Question, windows: Sequence[Window], read: Sequence[Candidate]) -> list[Candidate]:
    """The sentences that may settle a yes/no question, each as a candidate with the reader's best score.

    Those that tell most of what is asked, and those that the reader points into.
    """
    best: dict[tuple[int, int], Candidate] = {}
    for each in sorted(read, key=lambda one: -one.score):
        best.setdefault((each.sentence.article, each.sentence.number), each)
    shared = by_share(question, windows)
    sentences = {(s.article, s.number): (s, window) for _, s, window in shared[:LOOKED_AT]}
    sentences |= {place: (each.sentence, each.window) for place, each in list(best.items())[:VERDICTS]}
    sentences |= {(s.article, s.number): (s, window) for _, s, window in _speaking(question, shared)}
    parse_ahead(sentence.text for sentence, _ in sentences.values())
    found = []
    for place, (here, window) in _without_open(question, sentences).items():
        score, yes = (best[place].score, best[place].yes) if place in best else (UNREAD, None)
        strength = (covered(question, here) + settled(question, parsed(here.text)).alike) / 2
        found.append(
            Candidate(
                here.text, here, window, here.start, here.end, score, "sentence", strength=strength, yes=yes
            )
        )
    told = sorted(found, key=lambda each: -each.strength)[:VERDICTS]
    pointed = sorted(found, key=lambda each: -each.score)[:POINTED_INTO]
    return told + [each for each in pointed if each not in told]


def _without_open(
    question: Question, sentences: dict[tuple[int, int], tuple[Sentence, Window]]
) -> dict[tuple[int, int], tuple[Sentence, Window]]:
    """Without those that only suppose what another says: he faces jail, and was released on bond."""
    how = {place: settled(question, parsed(here.text)) for place, (here, _) in sentences.items()}
    told = {place for place, each in how.items() if each.alike >= LISTED}
    if not any(how[place].verdict for place in told):
        return sentences
    return {place: each for place, each in sentences.items() if place not in told or how[place].verdict}


def _speaking(question: Question, shared: Sequence[Shared]) -> list[Shared]:
    """Sentences that have a word for what is asked, or for its contrary, those first that share most."""
    asked = asked_head(question)
    if asked is None:
        return []
    return [each for each in shared if speaks_of(asked, each[1].keys)][:SPEAKING]


def strengthened(question: Question, read: Sequence[Candidate], told: Sequence[Candidate]) -> list[Candidate]:
    """Both kinds together; where they point at the same place, the reader's is as strong as the other.

    What somebody is, is told in full: "U.S. Attorney" where the reader has "Attorney".
    """
    if asks_description(question):
        read = [_in_full(each, told) for each in read]
    return [replace(each, strength=_support(each, told)) for each in read] + list(told)


def _in_full(candidate: Candidate, told: Sequence[Candidate]) -> Candidate:
    """The candidate in the words of the longest of those that it is a part of."""
    wider = [
        each
        for each in told
        if each.sentence == candidate.sentence and each.start <= candidate.start and candidate.end <= each.end
    ]
    longest = max(wider, key=lambda each: each.end - each.start, default=candidate)
    return replace(candidate, text=longest.text, start=longest.start, end=longest.end)


def _support(candidate: Candidate, told: Sequence[Candidate]) -> float:
    same = (
        each.strength
        for each in told
        if each.sentence.article == candidate.sentence.article
        and each.start < candidate.end
        and candidate.start < each.end
    )
    return max(same, default=candidate.strength)


def _looked_at(question: Question, windows: Sequence[Window], texts: Sequence[Text]) -> Iterator[Telling]:
    nearest = tellings(question, windows)
    yield from nearest
    if question.kind == "why":
        for telling in nearest[:2]:
            yield from _behind(question, telling, texts)


def _behind(question: Question, telling: Telling, texts: Sequence[Text]) -> Iterator[Telling]:
    """The sentence behind one that tells of the event, which may give its reason."""
    sentences = texts[telling.sentence.article].sentences
    number = telling.sentence.number + 1
    if number < len(sentences) and covered(question, sentences[number]) < telling.strength:
        behind = sentences[number]
        yield Telling(behind, telling.window, parsed(behind.text), None, telling.strength * FOLLOWING)


def _filling(
    question: Question, texts: Sequence[Text]
) -> Callable[[Telling], Iterator[tuple[Span, float]]] | None:
    """What finds the phrases that fill the question's gap; None for kinds that the build cannot tell."""
    if question.kind == "list":
        return partial(joined, question)
    if asks_description(question):
        return partial(descriptions, question)
    if asks_name(question):
        return partial(names, question)
    if asks_meaning(question):
        return partial(meanings, question)
    if question.kind == "what" and asks_for_deed(question):
        return partial(deeds, question)
    if asks_leader(question):
        return partial(leaders, question)
    if question.kind == "who" and asks_holder(question):
        return partial(holders, question, texts=texts)
    if question.kind == "how_many" and asks_duration(question):
        return partial(durations, question)
    if question.kind == "where":
        return partial(places, question)
    return _FILLING.get(question.kind)


def _candidate(telling: Telling, span: Span, strength: float) -> Candidate:
    text = span.text.rstrip(' ,;:.–—"”')
    start = telling.sentence.start + span.start_char
    score = LEAST_SCORE + SCORE_RANGE * strength
    return Candidate(
        " ".join(text.split()),
        telling.sentence,
        telling.window,
        start,
        start + len(text),
        score,
        "structure",
        strength=strength,
    )
