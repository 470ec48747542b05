"""Answers from the brief: the summary, and who said what."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import get_args

from bot.answer import support
from bot.answer.passages import Sentence, Text
from bot.answer.question import Question
from bot.answer.read import Candidate
from bot.answer.retrieve import Window
from bot.answer.speakers import SAYING, Speaker, asked_speakers, told_as, words_of_speakers
from bot.ground.words import Word, content_words, key
from bot.model import Answer, Brief, Engine, Evidence, Quote, Stance

MOST_CHARACTERS = 300
ABOUT, SAYS = 0.4, 0.4
"""The share of a question's words that a quote must have to be about what it asks."""
ALIKE_FROM, ALIKE_RANGE, ALIKE_MOST = 0.35, 0.25, 0.9
"""From which cosine on another word counts partly for one of the question's ("courts" and "justice": .55)."""
LIKE = 0.7
"""The share that it must have by words of like meaning alone."""
GENERAL = 0.6
"""What counts as that share where the question asks for nothing but what the whole article is about."""
BRIEFED = 1
"""Only the article of so many of the best windows is briefed: a brief takes longer than all else."""
ANOTHER = -1.0
LEAST_SCORE, SCORE_RANGE = 4.0, 16.0
"""Where a quote stands on the reader's scale: by the share of the question's words that it has."""
OFFERING = {
    key(word) for word in ("offer", "propose", "volunteer", "express", "announce", "pledge", "willing")
}
"""Words that only say that a stance is taken."""
BriefOf = Callable[[int], Brief]


def summary(brief: Brief, engine: Engine) -> Answer:
    """As many sentences of the summary as fit into an answer, each with its evidence."""
    text, evidence = "", list[Evidence]()
    for statement in brief.summary:
        longer = f"{text} {statement.text}".strip()
        if len(longer) > MOST_CHARACTERS:
            break
        text = longer
        evidence += statement.evidence
    if not text and brief.summary:
        text = brief.summary[0].text[: MOST_CHARACTERS - 1].rsplit(" ", 1)[0] + "…"
        evidence = list(brief.summary[0].evidence)
    return Answer(
        status="answered" if text else "not_stated",
        text=text,
        evidence=tuple(evidence),
        confidence=0.9 if text else 1.0,
        engine=engine,
    )


def said(
    question: Question, windows: Sequence[Window], texts: Sequence[Text], brief: BriefOf
) -> list[Candidate]:
    """What the asked speaker says in the quotes of the briefs, as far as it is about what was asked."""
    speakers, topic = asked_speakers(question), _topic(question)
    found = []
    quotes = _quotes(windows, texts, brief)
    for quote, place in quotes:
        if (speakers and not _is_spoken(quote, speakers)) or _is_part(quote, quotes):
            continue
        narrow = topic - _keys(texts[place[0].article].article.title or "")
        share = _about(question, narrow, quote, place[0]) if narrow else GENERAL
        if share >= ABOUT:
            told = _candidate(quote.words, quote.evidence[0], place, share)
            found.append(replace(told, speaker=speaker_of(quote)))
    return sorted(found, key=lambda each: -each.score)[:4]


def _is_part(quote: Quote, quotes: Sequence[tuple[Quote, tuple[Sentence, Window]]]) -> bool:
    """Whether it is the piece in quotation marks of what the same sentence has whole as reported speech."""
    return any(
        other.evidence[0].start == quote.evidence[0].start
        and other.speaker == quote.speaker
        and len(other.words) > len(quote.words)
        and quote.words in other.words
        for other, _ in quotes
    )


def _about(question: Question, topic: set[str], quote: Quote, sentence: Sentence) -> float:
    """The share of a topic's words that a quote has, in the same words or in others of like meaning.

    Who is asked about "the courts" may have spoken of justice.
    """
    told = quote.evidence[0]
    whole = replace(sentence, start=told.start, end=told.end, text=told.quote, cut=None)
    there = support.Stretch([whole])
    pairs = zip(question.terms, question.weights, strict=True)
    wanted = [(_likeness(term, there), float(weight)) for term, weight in pairs if term.key in topic]
    share = sum(match * weight for match, weight in wanted) / sum(weight for _, weight in wanted)
    return share if share >= LIKE or topic & there.words.keys() else 0.0


def _likeness(term: Word, there: support.Stretch) -> float:
    if term.key in there.words or not there.words:
        return float(term.key in there.words)
    if term.text[:1].isupper() or term.text[:1].isdigit():
        return 0.0
    return min(ALIKE_MOST, max(0.0, (there.nearest(term) - ALIKE_FROM) / ALIKE_RANGE))


def who_said(
    question: Question, windows: Sequence[Window], texts: Sequence[Text], brief: BriefOf
) -> list[Candidate]:
    """Whose quotes say what was asked."""
    topic = {word.key for word in question.terms}
    found = []
    for quote, place in _quotes(windows, texts, brief):
        share = _share(topic, _keys(quote.evidence[0].quote) | _keys(quote.words))
        if quote.speaker and share >= SAYS:
            told = _candidate(quote.speaker, quote.evidence[0], place, share)
            found.append(replace(told, speaker=speaker_of(quote)))
    return sorted(found, key=lambda each: -each.score)[:3]


def speaker_fit(question: Question, candidate: Candidate, brief: Brief) -> float:
    """1 when a candidate is spoken by whom the question names, `ANOTHER` when by others, 0 when by nobody."""
    sentence = candidate.sentence
    spoken = [
        quote
        for quote in brief.quotes
        if quote.speaker and quote.evidence[0].start < sentence.end and sentence.start < quote.evidence[0].end
    ]
    if not spoken:
        return 0.0 if question.kind != "said" else -0.5
    if question.kind == "who_said":
        wanted = _keys(candidate.text)
        return 1.0 if any(wanted & _keys(speaker_of(quote)) for quote in spoken) else ANOTHER
    speakers = asked_speakers(question)
    if not speakers:
        return 0.0
    return 1.0 if any(_is_spoken(quote, speakers) for quote in spoken) else ANOTHER


def _is_spoken(quote: Quote, speakers: Sequence[Speaker]) -> bool:
    return any(each.is_named_in(told_as(quote)) for each in speakers)


def speaker_of(quote: Quote) -> str:
    """Who says it, with the role as the text states it; empty where nobody is named."""
    return " ".join(part for part in (quote.speaker, quote.speaker_role) if part)


def whole_quotes(read: Sequence[Candidate], told: Sequence[Candidate], brief: BriefOf) -> list[Candidate]:
    """Where the reader points into a quote of a brief, that quote; each once, with its best score."""
    best: dict[tuple[int, int, int], Candidate] = {}
    whole = [_whole_quote(each, brief(each.sentence.article)) for each in read]
    for each in (*told, *sorted(whole, key=lambda one: -one.score)):
        place = (each.sentence.article, each.start, each.end)
        known = best.setdefault(place, each)
        best[place] = replace(known, score=max(known.score, each.score))
    return list(best.values())


def _whole_quote(candidate: Candidate, brief: Brief) -> Candidate:
    """A candidate inside a quote as the whole of what was said; as it is when it stands in none."""
    for quote in sorted(brief.quotes, key=lambda each: len(each.words)):
        place = quote.evidence[0]
        start = place.start + max(place.quote.find(quote.words), 0)
        end = start + len(quote.words)
        within = start <= candidate.start and candidate.end <= end
        if within and place.quote[start - place.start : end - place.start] == quote.words:
            text = " ".join(quote.words.split()).rstrip(" ,;")
            return replace(candidate, text=text, start=start, end=end)
    return candidate


def _topic(question: Question) -> set[str]:
    """What the words are asked about that tell neither who says it nor that it is said."""
    topic = {word.key for word in question.terms} - words_of_speakers(question)
    return topic - {key(word) for word in SAYING}


def _quotes(
    windows: Sequence[Window], texts: Sequence[Text], brief: BriefOf
) -> list[tuple[Quote, tuple[Sentence, Window]]]:
    found = []
    for number in dict.fromkeys(window.centre.article for window in windows[:BRIEFED]):
        window = next(each for each in windows if each.centre.article == number)
        for quote in brief(number).quotes:
            sentence = next((s for s in texts[number].sentences if s.end > quote.evidence[0].start), None)
            if sentence is not None:
                found.append((quote, (sentence, window)))
    return found


def _candidate(text: str, evidence: Evidence, place: tuple[Sentence, Window], share: float) -> Candidate:
    sentence, window = place
    whole = replace(sentence, start=evidence.start, end=evidence.end, text=evidence.quote)
    at = evidence.quote.find(text)
    start = evidence.start + max(at, 0)
    end = min(start + len(text), evidence.end)
    score = LEAST_SCORE + SCORE_RANGE * share
    return Candidate(" ".join(text.split()).rstrip(" ,;"), whole, window, start, end, score, source="brief")


def _share(topic: set[str], there: set[str]) -> float:
    return len(topic & there) / len(topic) if topic else 0.0


def _keys(text: str) -> set[str]:
    return {word.key for word in content_words(text)}


def positions(
    question: Question, windows: Sequence[Window], texts: Sequence[Text], brief: BriefOf
) -> list[Candidate]:
    """Who takes the stance that is asked for: "who offered mediation?" is a position of the brief."""
    topic = {word.key for word in question.terms}
    found = []
    for number in dict.fromkeys(window.centre.article for window in windows[:BRIEFED]):
        window = next(each for each in windows if each.centre.article == number)
        for position in brief(number).positions:
            if key(position.stance) not in topic or position.modality == "denied":
                continue
            rest = topic - OFFERING - {key(position.stance)}
            there = _keys(position.evidence[0].quote)
            share = _share(rest, there) if rest else 1.0
            share -= 0.3 * bool(topic & OFFERING and not there & OFFERING)
            sentence = next((s for s in texts[number].sentences if s.end > position.evidence[0].start), None)
            if share >= SAYS and sentence is not None:
                found.append(_candidate(position.actor, position.evidence[0], (sentence, window), share))
    best = sorted(found, key=lambda each: -each.score)
    return list({each.text: each for each in reversed(best)}.values())[::-1][:3]  # an actor's fullest once


def asks_a_stance(question: Question) -> bool:
    """Whether a word of the question names one of the brief's stances."""
    return bool({word.key for word in question.terms} & {key(stance) for stance in get_args(Stance)})
