"""What a hosted model is asked: each question made whole, with the excerpts that may answer it."""

from collections.abc import Mapping, Sequence

from bot.answer.followup import resolve
from bot.answer.passages import Text
from bot.answer.question import split_questions, understand
from bot.answer.retrieve import Spelling, Window, windows
from bot.ground.locate import evidence_at
from bot.model import Article, Excerpt, Inquiry, Turn

SHORT = 6000
"""An article of at most so many characters is put whole to the model when it is the only one."""
MOST_EXCERPTS = 12


def inquiries(question: str, articles: Sequence[Article], history: Sequence[Turn]) -> tuple[Inquiry, ...]:
    """One inquiry for each question of a message; without articles it has no excerpts."""
    texts = tuple(Text(number, article) for number, article in enumerate(articles))
    spelling = Spelling(texts)
    return tuple(_inquiry(part, texts, spelling, history) for part in split_questions(question))


def _inquiry(
    part: str, texts: Sequence[Text], spelling: Mapping[str, str], history: Sequence[Turn]
) -> Inquiry:
    understood = understand(resolve(part, list(history)), spelling)
    found = windows(understood, texts, MOST_EXCERPTS)
    plain = [" ".join(text.lower().split()).strip("?!. ") for text in (part, understood.text)]
    closest = found[0].centre if found else None
    return Inquiry(
        question=understood.text,
        excerpts=_whole(texts) or tuple(_excerpt(window, texts) for window in found),
        closest=evidence_at(texts[closest.article].article, closest.start, closest.end) if closest else None,
        understood_as=understood.text if plain[0] != plain[1] else None,
    )


def _whole(texts: Sequence[Text]) -> tuple[Excerpt, ...]:
    """The only article, if it is short; nothing otherwise."""
    if len(texts) != 1 or len(texts[0].article.text) > SHORT:
        return ()
    article = texts[0].article
    return (Excerpt(article=article, start=0, end=len(article.text)),)


def _excerpt(window: Window, texts: Sequence[Text]) -> Excerpt:
    first, last = window.sentences[0], window.sentences[-1]
    return Excerpt(article=texts[first.article].article, start=first.start, end=last.end)
