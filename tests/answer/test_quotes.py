"""What somebody said is looked for in the brief's quotes, in like words too."""

from bot.answer import facts
from bot.answer.bearing import only_repeats
from bot.answer.engine import Coverage, Desk
from bot.answer.question import understand
from bot.answer.retrieve import windows
from bot.brief.compose import compose
from bot.config import load_settings
from bot.engine.local.nlp import parsed
from tests.answer.conftest import article

COURT = article(
    "Two barristers were barred from practice on Monday.\n\n"
    "Government spokeswoman Ines Moura said justice could not wait for sulking advocates.\n\n"
    "Bar president Olaf Brandt said the tea was cold."
)


def said(question: str) -> list[str]:
    desk = Desk([Coverage(COURT)], load_settings().answer, compose)
    asked = understand(question, desk.spelling)
    found = facts.said(asked, windows(asked, desk.texts, 4), desk.texts, desk.brief)
    return [each.text for each in found]


def test_a_quote_is_about_a_topic_in_other_words() -> None:
    assert said("What did Moura say about the courts?") == ["justice could not wait for sulking advocates"]
    assert said("What did Moura say about the harbour?") == []


def test_those_who_belong_to_somebody_are_somebody_else() -> None:
    assert said("What did Brandt say?") == ["the tea was cold"]
    assert said("What did Brandt's neighbours say?") == []


def test_an_answer_that_only_repeats_the_question_is_none() -> None:
    doc = parsed("One of the ferries has a cracked hull and is called Petrel.")
    asked = understand("Which ferry has a crack?", {})
    assert only_repeats(asked, doc, 0, len("One of the ferries"))
    assert not only_repeats(asked, doc, doc.text.index("Petrel"), len(doc.text) - 1)
    numbered = parsed("The leak is at gate seven.")
    gate = understand("Which gate leaks?", {})
    assert not only_repeats(gate, numbered, numbered.text.index("gate"), len(numbered.text) - 1)
