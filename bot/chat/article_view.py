"""An article, and its brief, as they are read in a terminal."""

from datetime import datetime

from bot.chat.engine_view import written_by
from bot.chat.footnotes import Footnotes, evidence_of
from bot.chat.layout import Page
from bot.chat.sayings import saying
from bot.ground.amount_words import amount_in_words
from bot.model import Article, Brief, Precision, Quote

SHOWN_PLACES = 12


def show_article(page: Page, article: Article) -> None:
    """The article with what is known of it."""
    page.line(article.title or "(no headline)", style="bold")
    known = (
        ("by", article.byline),
        ("in", article.site),
        ("published", when(article.published_at, article.published_precision)),
        ("language", article.language),
        ("address", article.canonical_url or article.url),
    )
    page.labelled([(label, text) for label, text in known if text])
    page.blank()
    page.text(article.text)


def show_brief(page: Page, brief: Brief) -> None:
    """The brief, each fact with the number of its sentence, and the sentences at the end."""
    notes = Footnotes(evidence_of(brief))
    page.title(brief.headline)
    page.line(" · ".join(filter(None, (origin(brief.article), brief.article.byline))), style="dim")
    _show_summary(page, brief, notes)
    _show_people(page, brief, notes)
    _show_facts(page, brief, notes)
    page.heading("The sentences")
    page.labelled([(f"[{number}]", note.quote) for number, note in enumerate(notes.notes, 1)], " ")
    if brief.engine.note:
        page.line(f"Written by {written_by(brief.engine)}", style="dim")
    page.blank()


def origin(article: Article) -> str:
    """Where and when an article appeared: "Halcyon Press, 12 May 2026, 06:40 UTC"."""
    published = when(article.published_at, article.published_precision)
    return ", ".join(filter(None, (article.site, published))) or "an undated text"


def origin_or_title(article: Article) -> str:
    """Where and when an article appeared, or where neither is known its title, which stands nowhere else."""
    known = article.site or article.published_at
    return origin(article) if known else article.title or origin(article)


def when(moment: datetime | None, precision: Precision | None = None) -> str:
    """A time as it is read, no more precise than it is known; empty when it is not."""
    if moment is None:
        return ""
    match precision:
        case "year" | "decade":
            return f"{moment.year}"
        case "month" | "quarter":
            return f"{moment:%B %Y}"
        case "day" | "week":
            return f"{moment.day} {moment:%B %Y}"
        case _:
            return f"{moment.day} {moment:%B %Y, %H:%M} {moment.tzname() or ''}".rstrip()


def _show_summary(page: Page, brief: Brief, notes: Footnotes) -> None:
    page.heading("In short")
    for statement in brief.summary:
        page.line(f"{statement.text} {notes.marks(statement.evidence)}", indent=2)
    slots = [(name, getattr(brief.five_w, name)) for name in type(brief.five_w).model_fields]
    page.heading("Who did what")
    page.labelled(
        [
            (name, f"{slot.text} {notes.marks(slot.evidence)}" if slot else "not stated")
            for name, slot in slots
        ]
    )


def _show_people(page: Page, brief: Brief, notes: Footnotes) -> None:
    _part(
        page,
        "Who said what",
        ("speaker", "said", ""),
        [(_speaker(quote), saying(quote), notes.marks(quote.evidence)) for quote in brief.quotes],
    )
    _part(
        page,
        "Who stands where",
        ("who", "stance", "towards", "about", ""),
        [
            (
                position.actor,
                position.stance
                if position.modality == "asserted"
                else f"{position.stance} ({position.modality})",
                position.towards or "",
                position.what + (f" (according to {position.according_to})" if position.according_to else ""),
                notes.marks(position.evidence),
            )
            for position in brief.positions
        ],
    )
    _part(
        page,
        "Who is who",
        ("name", "kind", "role", "also called", ""),
        [
            (actor.name, actor.kind, actor.role or "", ", ".join(actor.aliases), notes.marks(actor.evidence))
            for actor in brief.actors
        ],
    )


def _show_facts(page: Page, brief: Brief, notes: Footnotes) -> None:
    _part(
        page,
        "Figures",
        ("figure", "of", "according to", ""),
        [
            (
                amount_in_words(figure),
                figure.counted or "",
                figure.according_to or "",
                notes.marks(figure.evidence),
            )
            for figure in brief.figures
        ],
    )
    _part(
        page,
        "When",
        ("date", "event", ""),
        [(entry.date, entry.event, notes.marks(entry.evidence)) for entry in brief.timeline],
    )
    places = [f"{place.name} {notes.marks(place.evidence[:1])}" for place in brief.places[:SHOWN_PLACES]]
    if places:
        page.heading("Where")
        page.line(", ".join(places), indent=2)
    if brief.not_stated:
        page.heading("What the article says is not known")
        for statement in brief.not_stated:
            page.line(f"{statement.text} {notes.marks(statement.evidence)}", indent=2)


def _part(page: Page, heading: str, columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    if rows:
        page.heading(heading)
        page.table(columns, rows)


def _speaker(quote: Quote) -> str:
    return " — ".join(filter(None, (quote.speaker or "not named", quote.speaker_role)))
