"""Answers from the brief: the summary, and the actors of a kind that said or did what is asked."""

from bot.model import Answer, Brief, Engine, Evidence

MOST_CHARACTERS = 300


def summary(brief: Brief, engine: Engine) -> Answer:
    """As many sentences of the summary as fit into an answer, each with its evidence."""
    text, evidence = "", list[Evidence]()
    for statement in brief.summary:
        longer = f"{text} {statement.text}".strip()
        if len(longer) > MOST_CHARACTERS:
            break
        text = longer
        evidence += statement.evidence
    if not text and brief.summary:
        text = brief.summary[0].text[: MOST_CHARACTERS - 1].rsplit(" ", 1)[0] + "…"
        evidence = list(brief.summary[0].evidence)
    return Answer(
        status="answered" if text else "not_stated",
        text=text,
        evidence=tuple(evidence),
        confidence=0.9 if text else 1.0,
        engine=engine,
    )
