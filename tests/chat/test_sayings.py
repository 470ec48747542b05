"""What was said, as every platform shows it."""

from bot.chat.sayings import saying
from bot.model import Evidence, Quote

SENTENCE = "The operator denied that it had ignored warnings."


def quote(words: str, cue: str | None, *, direct: bool) -> Quote:
    evidence = Evidence(article_id="a", quote=SENTENCE, start=0, end=len(SENTENCE))
    return Quote(words=words, speaker="the operator", direct=direct, cue=cue, evidence=(evidence,))


def test_what_was_denied_is_not_shown_as_said() -> None:
    assert saying(quote("it had ignored warnings", "denied", direct=False)).startswith("(denied that)")


def test_reported_words_without_a_verb_are_said_and_direct_ones_stand_in_marks() -> None:
    assert saying(quote("it had ignored warnings", None, direct=False)).startswith("(said that)")
    assert saying(quote("ignored warnings", "said", direct=True)) == "“ignored warnings”"


def test_what_leads_to_reported_words_reads_as_english() -> None:
    """It read "(according to that)", and "(told that)" of whoever did the telling."""
    assert saying(quote("two were hurt", "according to", direct=False)) == "(according to) two were hurt"
    assert saying(quote("two were hurt", "told", direct=False)) == "(said that) two were hurt"


def test_a_question_word_takes_no_that() -> None:
    assert saying(quote("why the wall fell", "explained", direct=False)) == "(explained) why the wall fell"
    assert saying(quote("how it fell", "told", direct=False)) == "(said) how it fell"
    assert saying(quote("Howe’s wall fell", "explained", direct=False)) == "(explained that) Howe’s wall fell"
