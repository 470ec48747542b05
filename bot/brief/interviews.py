"""Interviews: questions without marks, answers in marks, and nobody named beside them."""

from dataclasses import replace

from bot.brief.actors import Cast
from bot.brief.reading import Reading
from bot.brief.sayings import Saying
from bot.brief.speakers import Speaker
from bot.model import Actor

_FEWEST = 3


def answered(reading: Reading, cast: Cast, sayings: list[Saying]) -> list[Saying]:
    """`sayings`, in an interview with the answers given to whom the headline or the first words name."""
    answers = [saying for saying in sayings if _is_answer(reading.article.text, saying)]
    who = _interviewee(reading, cast) if len(answers) >= _FEWEST else None
    if who is None:
        return sayings
    by = Speaker(who.name, who)
    return [replace(saying, by=by) if saying in answers else saying for saying in sayings]


def _is_answer(text: str, saying: Saying) -> bool:
    """Whether words that nobody is named for are a paragraph of their own, behind a question or prompt."""
    if saying.by is not None or saying.cue is not None:
        return False
    start, end = text.rfind("\n\n", 0, saying.start), text.find("\n\n", saying.end)
    alone = text[start + 2 : saying.start] + text[saying.end : end if end > 0 else len(text)]
    before = text[max(text.rfind("\n\n", 0, max(start, 0)), 0) : max(start, 0)].strip()
    return not alone.strip("“”\"'‘’ \n") and bool(before) and before[-1] in "?.!" and before[0] not in '“"‘'


def _interviewee(reading: Reading, cast: Cast) -> Actor | None:
    """The one person whom the headline names, or else the first sentence."""
    persons = [actor for actor in cast.actors if actor.kind == "person"]
    for words in (reading.article.title or "", reading.sentences[0].text if reading.sentences else ""):
        named = [actor for actor in persons if actor.name.split()[-1] in words]
        if len(named) == 1:
            return named[0]
    return None
