"""From a question and its coverage to answers, each with the sentence that says it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bot.answer import conflicts, facts, figures, lists, rule
from bot.answer.edges import in_full
from bot.answer.features import features
from bot.answer.followup import resolve
from bot.answer.judged import Judged, engine
from bot.answer.passages import Text
from bot.answer.plausible import JUDGED, LOOKED_THROUGH, plausible
from bot.answer.question import Question, split_questions, understand
from bot.answer.read import Candidate, read
from bot.answer.refusal import is_left_open, not_stated
from bot.answer.retrieve import Found, Spelling, Window, search
from bot.answer.second_look import look_ahead
from bot.answer.speakers import is_heard
from bot.answer.structure.told import settling, strengthened, told
from bot.answer.verdict import verdict
from bot.answer.wording import reworded
from bot.config import AnswerSettings
from bot.ground.locate import evidence_at
from bot.model import Answer, Article, Brief, Evidence, KeptBrief, Turn

MOST_CHARACTERS = 300
THINKABLE = 0.1
"""The least probability of a candidate whose article is looked at for other figures."""


@dataclass(frozen=True)
class Coverage:
    """An article that may be read for an answer, and what reads its brief if one was made before."""

    article: Article
    kept: KeptBrief | None = None


@dataclass(frozen=True)
class Reply:
    """The answers to one message in the order asked, and the briefs made on the way."""

    answers: tuple[Answer, ...]
    briefs: tuple[Brief, ...] = ()


@dataclass
class Desk:
    """What the questions of one message are answered from."""

    coverage: Sequence[Coverage]
    policy: AnswerSettings
    make_brief: Callable[[Article], Brief]
    made: dict[int, Brief] = field(default_factory=dict)
    briefs: dict[int, Brief] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.texts = tuple(Text(number, each.article) for number, each in enumerate(self.coverage))
        self.spelling = Spelling(self.texts)

    def search(self, question: Question) -> Found:
        """The passages to read for a question; more where several articles compete."""
        several = len(self.texts) > 1
        most = self.policy.max_windows_of_several if several else self.policy.max_windows
        heard = [text for text in self.texts if _is_heard(question, text)]
        return search(question, heard or self.texts, most)

    def brief(self, number: int) -> Brief:
        """The brief of an article, made now if there was none."""
        if number not in self.briefs:
            kept = self.coverage[number].kept
            brief = kept() if kept else None
            if brief is None:
                brief = self.made[number] = self.make_brief(self.coverage[number].article)
            self.briefs[number] = brief
        return self.briefs[number]


def answer(
    question: str,
    coverage: Sequence[Coverage],
    history: Sequence[Turn],
    policy: AnswerSettings,
    make_brief: Callable[[Article], Brief],
) -> Reply:
    """Answer each question of a message from the coverage alone, or say that it is not stated there."""
    desk = Desk(coverage, policy, make_brief)
    turns, answers = list(history), []
    for part in split_questions(question):
        understood = understand(resolve(part, turns), desk.spelling)
        found = answer_one(understood, desk)
        answers.append(found.model_copy(update={"understood_as": _if_changed(part, understood.text)}))
        turns.append(Turn(question=understood.text, answer=found.text, evidence=found.evidence))
    return Reply(tuple(answers), tuple(desk.made.values()))


def _if_changed(typed: str, understood: str) -> str | None:
    plain = [" ".join(text.lower().split()).strip("?!. ") for text in (typed, understood)]
    return understood if plain[0] != plain[1] else None


def answer_one(question: Question, desk: Desk) -> Answer:
    """The answer to one question that stands by itself."""
    searched = desk.search(question)
    found = searched.windows
    if question.kind == "summary" and desk.texts:
        return facts.summary(desk.brief(found[0].centre.article if found else 0), engine())
    if question.kind == "list":
        listed = lists.listed(question, found, desk.texts, engine(), desk.brief)
        if listed is not None:
            return listed
    judged = judge(question, searched, desk)
    unsure = not judged or judged[0].probability < desk.policy.threshold
    if unsure or is_left_open(question, judged[0], found):
        return not_stated(question, judged, found, desk.texts)
    judged += _rival_figures(question, judged, desk)
    sides, also = conflicts.sides(question, judged, desk.texts, desk.policy.threshold)
    return _stated(sides, also, desk)


def _rival_figures(question: Question, judged: Sequence[Judged], desk: Desk) -> list[Judged]:
    """Other figures for the same thing: as sure as the answer, for the briefs tell them of the same thing.

    Only articles with a candidate that is worth a thought are briefed: a brief takes longer than all else.
    """
    if question.kind != "how_many":
        return []
    best = judged[0]
    numbers = [each.candidate.sentence.article for each in judged if each.probability >= THINKABLE]
    told = figures.rivals(question, best.candidate, numbers, desk.texts, desk.brief)
    return [Judged(each, best.probability, each.text) for each in told]


def judge(question: Question, found: Found, desk: Desk) -> list[Judged]:
    """The candidates with their probabilities, the likeliest first."""
    candidates = weighed(question, found, desk)
    chances = rule.probabilities(question.kind, [each for _, each in candidates])
    judged = [
        Judged(candidate, chance, each.text)
        for (candidate, each), chance in zip(candidates, chances, strict=True)
    ]
    return sorted(judged, key=lambda each: -each.probability)


def weighed(question: Question, found: Found, desk: Desk) -> list[tuple[Candidate, rule.Weighed]]:
    """The candidates worth judging, each with what the rule is told of it."""
    candidates = _candidates(question, found.windows, desk)
    by_number = {text.number: text for text in desk.texts}
    weighed = []
    worded = [_worded(question, each, desk) for each in plausible(question, candidates, by_number)]
    look_ahead(question, worded)
    for candidate in worded:
        speaker = _speaker(question, candidate, desk)
        if question.kind == "said" and speaker == facts.ANOTHER:
            continue
        told = features(question, candidate, candidates, by_number, found.near, speaker)
        text = answer_text(question, candidate)
        weighed.append((candidate, rule.Weighed(told, text, candidate.sentence.article)))
    return weighed


def _worded(question: Question, candidate: Candidate, desk: Desk) -> Candidate:
    """The candidate in the words to show."""
    return candidate if question.kind == "said" else reworded(question, candidate)


def _candidates(question: Question, found: Sequence[Window], desk: Desk) -> list[Candidate]:
    heard = [each for each in found if _is_heard(question, desk.texts[each.centre.article])]
    candidates = read(question, heard, desk.texts)
    if question.kind == "said":
        likely = {each.sentence.article for each in candidates[:JUDGED]}  # the others are not briefed for it
        pointed = [each for each in candidates[:LOOKED_THROUGH] if each.sentence.article in likely]
        quotes = facts.said(question, found, desk.texts, desk.brief)
        candidates = facts.whole_quotes(pointed, quotes, desk.brief)
    if question.kind == "who_said":
        candidates += facts.who_said(question, found, desk.texts, desk.brief)
    if question.kind in ("who", "which") and facts.asks_a_stance(question):
        candidates += facts.positions(question, found, desk.texts, desk.brief)
    if question.kind == "yes_no":
        return settling(question, found, candidates)
    candidates = strengthened(question, candidates, told(question, found, desk.texts))
    return sorted(candidates, key=lambda each: -each.score)


def _is_heard(question: Question, text: Text) -> bool:
    """Whether an article names the one whose words are asked for; any article does for another question."""
    return is_heard(question, f"{text.article.title or ''}\n{text.article.text}")


def _speaker(question: Question, candidate: Candidate, desk: Desk) -> float:
    if question.kind not in ("said", "who_said"):
        return 0.0
    if candidate.source == "brief":
        return 1.0
    return facts.speaker_fit(question, candidate, desk.brief(candidate.sentence.article))


def answer_text(question: Question, candidate: Candidate) -> str:
    """The words of the answer; for a yes/no question the verdict of its sentence."""
    if question.kind == "yes_no":
        return verdict(question, candidate.sentence.text, candidate.yes).said
    return in_full(question, candidate)[:MOST_CHARACTERS].rstrip()


def _stated(sides: Sequence[Judged], also: Sequence[Judged], desk: Desk) -> Answer:
    evidence = tuple(dict.fromkeys(e for side in (*sides, *also) for e in _evidence(side.candidate, desk)))
    text = " / ".join(side.text for side in sides) if len(sides) > 1 else sides[0].text
    return Answer(
        status="conflicting" if len(sides) > 1 else "answered",
        text=text[:MOST_CHARACTERS],
        evidence=evidence,
        confidence=round(sides[0].probability, 3),
        engine=engine(),
    )


def _evidence(candidate: Candidate, desk: Desk) -> list[Evidence]:
    """The sentence of a candidate, and those that tell the rest of a list."""
    own = candidate.sentence
    places = [(own.article, own.start, max(own.end, candidate.end))]
    places += [(each.article, each.start, each.end) for each in candidate.others]
    return [evidence_at(desk.texts[article].article, start, end) for article, start, end in places]
