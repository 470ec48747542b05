"""What words are asked to be about: who is asked about the branches may have spoken of the bank."""

from bot.answer.passages import Sentence, Text
from bot.answer.question import Question
from bot.answer.support import Stretch
from bot.ground.words import Word, content_words

NEAR = 0.6
"""From this cosine on a word of what was said may be of what it is asked about ("hiding" and "hide")."""


def is_about_another_matter(question: Question, sentence: Sentence, text: Text) -> bool:
    """Whether neither what was said nor its paragraph has a word for what it is asked to be about.

    What the headline is about needs no word.
    """
    topic = _topic(question) if question.kind == "said" else []
    headline = {word.key for word in content_words(text.article.title or "")}
    if not topic or all(word.key in headline for word in topic):
        return False
    beside = {key for each in text.sentences if each.paragraph == sentence.paragraph for key in each.keys}
    said = Stretch([sentence])
    return not any(word.key in beside | sentence.keys or said.nearest(word) >= NEAR for word in topic)


def _topic(question: Question) -> list[Word]:
    """The words behind "about" in "what did she say about the branches?"."""
    about = next((token for token in question.doc if token.lower_ == "about" and token.dep_ == "prep"), None)
    within = {token.idx for token in about.subtree} if about is not None else set()
    return [word for word in question.terms if word.start in within]
