"""A digest as it is read in a terminal or a file of plain text."""

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from bot.chat.layout import Page
from bot.chat.times import moment
from bot.model import Difference, Digest, Evidence, Report, Side, Statement, Story

_SHOWN_REPORTS = 8


def show_digest(page: Page, digest: Digest) -> None:
    """The digest: each story with its sentences, what changed, where outlets differ, and its links."""
    page.title(("Breaking: " if digest.is_alert else "") + digest.name)
    page.line(" · ".join(_span(digest)), style="dim")
    if not digest.stories:
        page.line("Nothing new.", indent=2)
    for number, story in enumerate(digest.stories, 1):
        _show_story(page, number, story)
    if digest.more:
        page.blank()
        page.line(f"and {digest.more} more", style="dim")
    page.blank()


def _span(digest: Digest) -> Iterator[str]:
    yield moment(digest.due_at, digest.zone)
    if digest.since:
        yield f"new since {moment(digest.since, digest.zone)}"
    if digest.missed:
        times = "an earlier time" if digest.missed == 1 else f"{digest.missed} earlier times"
        yield f"stands for {times} too, missed while nothing ran"


def _show_story(page: Page, number: int, story: Story) -> None:
    outlets = {report.article_id: report.outlet for report in story.reports}
    page.heading(f"{number}. {'Update: ' if story.is_update else ''}{story.headline}")
    page.line(" · ".join(_sources(story)), indent=2, style="dim")
    for changed in story.changed:
        page.line(f"New: {changed.text}", indent=2, style="bold")
        below = {piece for statement in story.statements for piece in statement.evidence}
        _show_evidence(page, [piece for piece in changed.evidence[:1] if piece not in below], outlets)
    for statement in story.statements:
        page.line(_attributed(statement, outlets), indent=2)
    for difference in story.differences:
        _show_difference(page, difference, outlets)
    for report in story.reports[:_SHOWN_REPORTS]:
        page.line(_link(report), indent=2, style="dim")
    if len(story.reports) > _SHOWN_REPORTS:
        page.line(f"and {len(story.reports) - _SHOWN_REPORTS} more reports", indent=2, style="dim")


def _attributed(statement: Statement, outlets: Mapping[str, str]) -> str:
    """The sentence, with whose it is where the story has more than one outlet."""
    if len(set(outlets.values())) < 2 or not statement.evidence:
        return statement.text
    return f"{statement.text} ({_outlet(statement.evidence[0], outlets)})"


def _sources(story: Story) -> Iterator[str]:
    if story.independent > 1:
        yield f"{story.independent} independent reports{' by now' if story.is_update else ''}"
    yield ", ".join(dict.fromkeys(report.outlet for report in story.reports))


def _show_difference(page: Page, difference: Difference, outlets: Mapping[str, str]) -> None:
    page.line(f"Sources differ: {'; '.join(map(_side, difference.sides))}", indent=2, style="yellow")
    for side in difference.sides:
        theirs = {piece.article_id: side.outlets[0] for piece in side.evidence if side.outlets}
        _show_evidence(page, side.evidence[:1], {**theirs, **outlets})


def _side(side: Side) -> str:
    return f"{', '.join(side.outlets)}: {side.text}"


def _show_evidence(page: Page, evidence: Sequence[Evidence], outlets: Mapping[str, str]) -> None:
    for piece in evidence:
        several = len(set(outlets.values())) > 1 or piece.article_id not in outlets
        whose = f" ({_outlet(piece, outlets)})" if several else ""
        marked = piece.quote[0] in '“"«„‘'
        quote = piece.quote if marked else f"“{piece.quote}”"
        page.line(f"{quote}{whose}", indent=4, style="italic")


def _outlet(evidence: Evidence, outlets: Mapping[str, str]) -> str:
    """Whose sentence it is; of a report that was told before, its host."""
    host = (urlsplit(evidence.url or "").hostname or "").removeprefix("www.")
    return outlets.get(evidence.article_id) or host or "an earlier report"


def _link(report: Report) -> str:
    same = "the same text" if report.copy_of == report.outlet else f"text of {report.copy_of}"
    copied = f" ({same})" if report.copy_of else ""
    partly = " (only what its feed says could be read)" if report.partly else ""
    return " · ".join(filter(None, (f"→ {report.outlet}{copied}{partly}", report.url or report.title)))
