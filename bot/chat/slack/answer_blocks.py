"""Answers as Slack shows them: each status has its own look, each answer its sentence and its link."""

from collections.abc import Iterator, Mapping, Sequence

from bot.chat.engine_view import written_by
from bot.chat.slack.brief_blocks import sentences_of, source_line
from bot.chat.slack.escaping import escaped, shown
from bot.chat.slack.limits import fallback, in_pieces, pages
from bot.chat.slack.rich import Block, Part, button, line, listed, plain, quotation, rich, row, small, text
from bot.model import Answer, Article, Evidence

NOT_STATED = "The coverage does not say."
EMPTY_LIBRARY = (
    "There is nothing here to answer from yet: brief an article with /brief, or follow a feed with /follow."
)
_SHOWN_QUOTES = 4
"""How many quotations stand under an answer; all of them are behind its button."""


def answer_fallback(answers: Sequence[Answer]) -> str:
    """What notifications and screen readers get."""
    said = (escaped(each.text) if each.text else NOT_STATED for each in answers)
    return fallback(" ".join(said)) or NOT_STATED


def answer_blocks(
    answers: Sequence[Answer],
    sources: Mapping[str, Article],
    shown_id: str,
    *,
    shareable: bool = False,
    question: str | None = None,
    shared_by: str | None = None,
    forgettable: bool = False,
    told: bool = False,
) -> list[Block]:
    """Each answer with its sentences, and what can be done with them.

    With `question`, what was asked stands above, and who shared it; with `forgettable`, the
    conversation can be forgotten; with `told`, the answer itself was shown already.
    """
    asked = [small(f"Asked: {question}")] if question else []
    if shared_by:
        asked.append(rich(line(text("Shared by "), {"type": "user", "user_id": shared_by})))
    bodies = [block for answer in answers for block in _answer(answer, sources, told=told)]
    if not sources:
        bodies.append(small(EMPTY_LIBRARY))
    [first, *_] = pages([*asked, *bodies], count=40)
    return [*first, *_closing(answers, shown_id, shareable, forgettable)]


def detail_blocks(answers: Sequence[Answer], sources: Mapping[str, Article]) -> list[Block]:
    """All quotations of the answers, for the look behind their button."""
    found = [piece for answer in answers for piece in _evidence(answer)]
    return listed("What the answer rests on", sentences_of(found, dict(sources)))


def _answer(answer: Answer, sources: Mapping[str, Article], *, told: bool) -> Iterator[Block]:
    if answer.understood_as:
        yield small(f"Understood as: {answer.understood_as}")
    match answer.status:
        case "not_stated":
            yield from _not_stated(answer, sources)
        case "conflicting":
            yield rich(line(text("The sources disagree: ", bold=True), text(_text_of(answer))))
            yield from _quotations(answer.evidence, sources)
        case "answered":
            if not told:
                yield rich(line(text(_text_of(answer), bold=True)))
            yield from _quotations(answer.evidence, sources)
    yield small(f"{answer.confidence:.0%} sure · {escaped(written_by(answer.engine))}")


def _not_stated(answer: Answer, sources: Mapping[str, Article]) -> Iterator[Block]:
    yield rich(line(text(NOT_STATED, bold=True)))
    if answer.closest:
        yield small("The closest passage, which does not answer it:")
        yield from _quotations([answer.closest], sources)


def _quotations(evidence: Sequence[Evidence], sources: Mapping[str, Article]) -> Iterator[Block]:
    for piece in evidence[:_SHOWN_QUOTES]:
        for words in in_pieces(piece.quote):
            yield rich(quotation(words))
        yield rich(source_line(piece, sources.get(piece.article_id)))


def _closing(answers: Sequence[Answer], shown_id: str, shareable: bool, forgettable: bool) -> Iterator[Block]:
    doing: list[Part] = []
    if any(map(_evidence, answers)):
        doing.append(button("Sources", "answer:sources", shown_id))
    doing.append(button("Ask a follow-up", "answer:follow_up", shown_id))
    if shareable:
        doing.append(button("Share to channel", "answer:share", shown_id))
    if forgettable:
        doing.append(button("Forget", "answer:forget", "all", "danger", "Forget this conversation"))
    yield row(*doing)
    yield feedback(shown_id)


def feedback(shown_id: str) -> Block:
    """Two buttons for what somebody thinks of it."""
    buttons: Part = {
        "type": "feedback_buttons",
        "action_id": "answer:feedback",
        "positive_button": _opinion("Right", f"good {shown_id}"),
        "negative_button": _opinion("Wrong", f"bad {shown_id}"),
    }
    return {"type": "context_actions", "elements": [buttons]}


def _opinion(label: str, value: str) -> Part:
    return {"text": plain(label), "value": value, "accessibility_label": f"This answer is {label.lower()}"}


def _text_of(answer: Answer) -> str:
    return in_pieces(shown(answer.text))[0]


def _evidence(answer: Answer) -> tuple[Evidence, ...]:
    return answer.evidence or ((answer.closest,) if answer.closest else ())
