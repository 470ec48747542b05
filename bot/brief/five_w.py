"""Who did what, when, where, why and how: the main event, as the article's lead tells it.

The questions are those of Giveme5W1H (Hamborg et al. 2019). Each phrase is a run of the article's own
words; a question that the lead does not answer stays open.
"""

from spacy.tokens import Span

from bot.brief.actors import Cast
from bot.brief.bearing import event_terms
from bot.brief.dates import Dated, publication_day
from bot.brief.doer import doer
from bot.brief.event_phrases import what
from bot.brief.headline import title_terms
from bot.brief.main_event import find_event, lead_sentences
from bot.brief.means import how
from bot.brief.moment import when
from bot.brief.reading import Reading
from bot.brief.reasons import why
from bot.brief.scene import where
from bot.model import FiveW, Statement


def find_five_w(reading: Reading, cast: Cast, dates: tuple[Dated, ...]) -> FiveW:
    """The main event in short phrases, each with the sentence that holds it."""
    event = find_event(reading)
    if event is None or event.subject is None:
        return FiveW()
    lead = lead_sentences(reading)
    terms = event_terms(event, title_terms(reading))
    reason, means = why(event, lead, terms), how(event, lead, terms)
    time = when(event, lead, dates, terms, publication_day(reading.article))
    return FiveW(
        who=_statement(reading, doer(event, event.subject, cast)),
        what=_statement(reading, what(event.verb, title_terms(reading))),
        when=_statement(reading, time),
        where=_statement(reading, where(reading, event, lead, cast, time)),
        why=_statement(reading, reason),
        how=_statement(reading, None if means == reason else means),
    )


def _statement(reading: Reading, span: Span | None) -> Statement | None:
    if span is None or not span.text.strip():
        return None
    return Statement(text=span.text.strip(), evidence=(reading.sentence_evidence(span),))
