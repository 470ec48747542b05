"""Which passages are read: the likeliest runs of sentences, no sentence twice, not all of one article."""

from itertools import pairwise

import numpy as np
import pytest

from bot.answer.passages import Text
from bot.answer.question import Question, understand
from bot.answer.ranking import chances
from bot.answer.retrieve import MOST_WORDS, Spelling, windows
from tests.answer.conftest import article

FERRY = """The ferry Alkyona struck a breakwater outside Volos in fog on Monday evening and took on water.

The ferry's owner said the ferry had passed its inspection. The ferry was built in 1998.
The ferry will be towed to Piraeus. A second ferry, the Doros, turned back.
Critics of the ferry line say its ferries are too old.

The harbour master praised the crew of the ferry. An inquiry into the ferry was opened by the coastguard.

Among those pulled from the water were eleven children on a school trip. They were taken to a sports hall.

The line's shares fell. The minister cut short a visit to Larissa. The fog lifted on Tuesday."""
ELSEWHERE = (
    "A ferry strike in Piraeus ended on Friday after ferry crews accepted an offer. "
    "The ferry crews had asked for more. The ferry lines said ferry fares would rise. "
    "The minister thanked the ferry crews."
)


def asked(typed: str, *texts: Text) -> Question:
    return understand(typed, Spelling(texts))


def over(*texts: str) -> tuple[Text, ...]:
    return tuple(Text(number, article(each)) for number, each in enumerate(texts))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("How many children were on the ferry?", "eleven children"),
        ("how many kids were rescued from the ferry", "eleven children"),
        ("When was the ferry built?", "1998"),
        ("What year does the ferry date from?", "1998"),
    ],
)
def test_what_is_counted_or_asked_for_is_looked_for(typed: str, words: str) -> None:
    texts = over(FERRY)
    found = windows(asked(typed, *texts), texts, 2)
    assert any(words in sentence.text for window in found for sentence in window.sentences)


def test_windows_are_short_and_read_no_sentence_twice() -> None:
    texts = over(FERRY, ELSEWHERE)
    found = windows(asked("What happened to the ferry?", *texts), texts, 6)
    read = [(s.article, s.number) for window in found for s in window.sentences]
    assert len(found) > 2
    assert len(read) == len(set(read))
    for window in found:
        assert sum(len(s.words) for s in window.sentences) <= MOST_WORDS or len(window.sentences) == 1
        assert window.centre in window.sentences
        assert all(b.number == a.number + 1 for a, b in pairwise(window.sentences))


def test_one_article_of_several_never_has_all_windows() -> None:
    texts = over("\n\n".join([FERRY] * 3), ELSEWHERE)
    found = windows(asked("Which ferry struck a breakwater outside Volos?", *texts), texts, 4)
    assert {window.centre.article for window in found} == {0, 1}


def test_without_a_telling_word_texts_are_read_from_their_beginning() -> None:
    texts = over(FERRY)
    (first,) = windows(asked("What was it?", *texts), texts, 1)
    assert first.sentences[0].number == 0


def test_chances_are_shares_of_all_sentences() -> None:
    texts = over(FERRY, ELSEWHERE)
    likely = chances(asked("Who opened an inquiry?", *texts), texts)
    assert len(likely) == sum(len(text.sentences) for text in texts)
    assert float(likely.sum()) == pytest.approx(1, abs=1e-4)
    best = [s for text in texts for s in text.sentences][int(np.argmax(likely))]
    assert "inquiry" in best.text


def test_lines_without_words_are_no_sentences() -> None:
    texts = over("The ferry sank.\n\n* * *\n\nIts crew was saved.\n\n—")
    assert [s.text for s in texts[0].sentences] == ["The ferry sank.", "Its crew was saved."]
    assert windows(asked("Who was saved?", *texts), texts, 3)
