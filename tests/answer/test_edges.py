"""An answer is shown with the small words that bear its meaning, and whole."""

import pytest

from bot.answer.edges import in_full
from bot.answer.passages import Text
from bot.answer.question import understand
from bot.answer.read import Candidate
from bot.answer.retrieve import windows
from tests.answer.conftest import article


def shown(question: str, sentence: str, pointed: str) -> str:
    """The words shown where the reader points at some of a sentence."""
    texts = (Text(0, article(sentence)),)
    asked = understand(question, {})
    window = windows(asked, texts, 1)[0]
    start = sentence.index(pointed)
    found = Candidate(pointed, texts[0].sentences[0], window, start, start + len(pointed), 1.0)
    return in_full(asked, found)


@pytest.mark.parametrize(
    ("question", "sentence", "pointed", "whole"),
    [
        ("How did Ruiz reach the final?", "Ruiz reached the final without losing a set.", "losing a set", 1),
        ("How did the crew vote?", "The crew agreed by a show of hands.", "a show of hands", 1),
        ("When will the pool reopen?", "The pool stays shut until Friday.", "Friday", 1),
        ("When is the verdict due?", "The verdict is due by the weekend.", "weekend", 1),
        ("Where did the balloon land?", "The balloon landed behind the brewery.", "the brewery", 1),
        ("Why is the bridge late?", "The bridge is late because of strikes.", "strikes", 2),
        ("Why did they march?", "They marched to defend the old mill.", "defend the old mill", 1),
    ],
)
def test_the_word_that_bears_its_meaning_stands_before_it(question, sentence, pointed, whole):
    before = sentence[: sentence.index(pointed)].split()
    opened = [word for word in before if word not in ("the", "a")][-whole:]
    assert shown(question, sentence, pointed).split()[:whole] == opened


def test_a_place_in_a_town_is_the_town():
    assert shown("Where was the meeting?", "The meeting was held in Utrecht.", "Utrecht") == "Utrecht"


@pytest.mark.parametrize(
    ("sentence", "pointed", "whole"),
    [
        ("The wall fell at 6 a.m. on Sunday after a storm.", "Sunday", "6 a.m. on Sunday"),
        ("The wall fell on Sunday at 6 a.m. after a storm.", "Sunday", "Sunday at 6 a.m."),
    ],
)
def test_a_time_is_told_with_its_day(sentence, pointed, whole):
    assert shown("When did the wall fall?", sentence, pointed) == whole


def test_a_thing_comes_with_what_is_joined_to_it():
    sentence = "The truck carried two tonnes of rice and blankets from Graz."
    assert shown("What did the truck carry?", sentence, "two tonnes of rice").endswith("rice and blankets")


def test_what_the_question_names_is_not_drawn_into_the_answer():
    sentence = "The driver shared bread and the bus with the guide."
    assert shown("What did the driver share besides the bus?", sentence, "bread") == "bread"
