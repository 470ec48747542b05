"""Answers as they are read in a terminal."""

from collections.abc import Mapping, Sequence

from bot.chat.article_view import origin_or_title
from bot.chat.engine_view import written_by
from bot.chat.layout import Page
from bot.model import Answer, Article, Evidence

EMPTY_LIBRARY = "Your library is empty: keep articles in it with `briefwire brief SOURCE --save`."


def show_answers(page: Page, answers: Sequence[Answer], articles: Mapping[str, Article]) -> None:
    """Each answer with its sentences; `articles`, by id, say where those appeared."""
    for answer in answers:
        page.blank()
        if answer.understood_as:
            page.line(f"Understood as: {answer.understood_as}", style="dim")
        if answer.status == "not_stated":
            _show_not_stated(page, answer, articles)
            if not articles:
                page.line(EMPTY_LIBRARY, indent=2)
        else:
            _show_stated(page, answer, articles)
    page.blank()


def _show_stated(page: Page, answer: Answer, articles: Mapping[str, Article]) -> None:
    if answer.status == "conflicting":
        page.line("The sources disagree:", style="bold yellow")
    page.line(answer.text, style="bold")
    for evidence in answer.evidence:
        _show_evidence(page, evidence, articles)
    page.line(f"{answer.confidence:.0%} sure · {written_by(answer.engine)}", indent=2, style="dim")


def _show_not_stated(page: Page, answer: Answer, articles: Mapping[str, Article]) -> None:
    page.line("Not stated: the coverage does not say.", style="bold")
    if answer.closest:
        page.line("The closest passage, which does not answer it:", indent=2, style="dim")
        _show_evidence(page, answer.closest, articles)
    if answer.engine.note:
        page.line(written_by(answer.engine), indent=2, style="dim")


def _show_evidence(page: Page, evidence: Evidence, articles: Mapping[str, Article]) -> None:
    marked = evidence.quote[0] in '“"«„‘'  # a sentence that is a quotation has marks of its own
    page.line(evidence.quote if marked else f"“{evidence.quote}”", indent=2, style="italic")
    article = articles.get(evidence.article_id)
    known = (origin_or_title(article) if article else "", evidence.url or "")
    page.line("— " + " · ".join(filter(None, known)) if any(known) else "", indent=4, style="dim")
