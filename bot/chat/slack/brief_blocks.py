"""A brief as Slack shows it: the card, and the closer looks behind its buttons."""

from collections.abc import Iterator, Sequence

from bot.chat.article_view import origin
from bot.chat.footnotes import Footnotes, evidence_of
from bot.chat.offers import Closer, closer_looks, foremost
from bot.chat.passages import link_to
from bot.chat.sayings import saying
from bot.chat.slack.escaping import escaped, shown
from bot.chat.slack.limits import fallback, in_pieces
from bot.chat.slack.rich import Block, Part, button, line, link, listed, moment, named, rich, row, small, text
from bot.ground.amount_words import amount_in_words
from bot.model import Article, Brief, Evidence, Figure, Position, Quote, Statement

LABELS: dict[Closer, str] = {
    "said": "Who said what",
    "timeline": "Timeline",
    "figures": "Figures",
    "evidence": "Evidence",
}
_ON_THE_CARD = 4
"""How many positions, figures and unknowns the card shows; all of them are behind its buttons."""


def fallback_of(brief: Brief) -> str:
    """What notifications and screen readers get: headline, outlet, summary."""
    summary = " ".join(statement.text for statement in brief.summary)
    return fallback(f"{escaped(brief.headline)} ({escaped(origin(brief.article))}). {escaped(summary)}")


def brief_blocks(brief: Brief, *, shareable: bool = False, shared_by: str | None = None) -> list[Block]:
    """The card: what it is, in short, the five Ws, who stands where, the main figures, and buttons."""
    notes = Footnotes(evidence_of(brief))
    return [
        *title_blocks(brief, shared_by),
        *listed("In short", [part for each in brief.summary for part in _statement(each, notes)]),
        *listed("Who did what", list(_five_w(brief, notes))),
        *listed(
            "Who stands where", [_position(each, notes) for each in foremost(brief.positions, _ON_THE_CARD)]
        ),
        *listed("Figures", [_figure(each, notes) for each in brief.figures[:_ON_THE_CARD]]),
        *listed(
            "Not known, as the article says",
            [part for each in brief.not_stated[:_ON_THE_CARD] for part in _statement(each, notes)],
        ),
        buttons(brief, shareable=shareable),
    ]


def title_blocks(brief: Brief, shared_by: str | None = None) -> list[Block]:
    """The headline, linked, with outlet, time and byline; and who shared it."""
    title = rich(line(link(brief.headline, address_of(brief.article), bold=True)))
    byline = f"by {brief.article.byline}" if brief.article.byline else ""
    known = " · ".join(filter(None, (origin(brief.article), byline)))
    blocks = [title, small(known)]
    if shared_by:
        blocks.append(rich(line(text("Shared by "), {"type": "user", "user_id": shared_by})))
    return blocks


def buttons(brief: Brief, *, shareable: bool) -> Block:
    """What can be done with the brief; everything that they need stands in their values."""
    name = brief.article.id
    looks = [button(LABELS[look], f"brief:{look}", name) for look in closer_looks(brief)]
    ask = button("Ask…", "brief:ask", name, "primary", f"Ask about: {brief.headline}")
    share = [button("Share to channel", "brief:share", name)] if shareable else []
    return row(*looks, ask, *share)


def closer_blocks(brief: Brief, look: Closer) -> list[Block]:
    """Everything that the brief has of one kind."""
    notes = Footnotes(evidence_of(brief))
    match look:
        case "said":
            said = [part for quote in brief.quotes for part in _quote(quote, notes)]
            stands = [_position(each, notes) for each in brief.positions]
            return [*listed("Who said what", said), *listed("Who stands where", stands)]
        case "timeline":
            return listed("Timeline", [part for entry in timeline_lines(brief, notes) for part in entry])
        case "figures":
            return listed("Figures", [_figure(each, notes) for each in brief.figures])
        case "evidence":
            address = address_of(brief.article)
            numbered = enumerate(notes.notes, 1)
            sentences = [part for number, note in numbered for part in _sentence(number, note, address)]
            return listed("The sentences, as they stand in the article", sentences)


def timeline_lines(brief: Brief, notes: Footnotes) -> Iterator[list[Part]]:
    """Each event with its date."""
    for entry in brief.timeline:
        yield _long(f"{entry.event} {notes.marks(entry.evidence)}", text(f"{entry.date}  ", bold=True))


def address_of(article: Article) -> str | None:
    """Where the article is to be read."""
    return article.canonical_url or article.url


def source_line(evidence: Evidence, article: Article | None) -> Part:
    """Where a quotation stands, linked to the very passage."""
    known = article or None
    name = (known.site or known.title) if known else None
    parts = [text("— "), _passage(evidence, name or "the article")]
    if known and known.published_at:
        parts += [text(", "), moment(known.published_at, "{date_short_pretty}")]
    return line(*parts)


def _passage(evidence: Evidence, label: str) -> Part:
    return link(label, link_to(evidence.url, evidence.quote) if evidence.url else None)


def _five_w(brief: Brief, notes: Footnotes) -> Iterator[Part]:
    for name in type(brief.five_w).model_fields:
        slot = getattr(brief.five_w, name)
        label = text(f"{name.capitalize()}  ", bold=True)
        yield from _statement(slot, notes, label) if slot else [line(label, text("not stated", italic=True))]


def _statement(statement: Statement, notes: Footnotes, *before: Part) -> list[Part]:
    return _long(f"{shown(statement.text)} {notes.marks(statement.evidence)}", *before)


def _long(content: str, *before: Part) -> list[Part]:
    """A text as one line, or as several where it is longer than a block may be."""
    first, *rest = in_pieces(shown(content))
    return [line(*before, text(first)), *(line(text(each)) for each in rest)]


def _position(position: Position, notes: Footnotes) -> Part:
    stance = (
        position.stance if position.modality == "asserted" else f"{position.stance} ({position.modality})"
    )
    towards = f" → {named(position.towards)}" if position.towards else ""
    source = f", according to {position.according_to}" if position.according_to else ""
    what = in_pieces(shown(f"{position.what}{source} {notes.marks(position.evidence)}"))[0]
    return line(text(named(position.actor), bold=True), text(f" · {stance}{towards}: "), text(what))


def _figure(figure: Figure, notes: Footnotes) -> Part:
    amount = amount_in_words(figure)
    source = f" (according to {figure.according_to})" if figure.according_to else ""
    counted = in_pieces(shown(f"{figure.counted or ''}{source} {notes.marks(figure.evidence)}"))[0]
    return line(text(named(amount), bold=True), text(f" {counted}"))


def _quote(quote: Quote, notes: Footnotes) -> list[Part]:
    who = ", ".join(filter(None, (quote.speaker or "Not named", quote.speaker_role)))
    return _long(f"{saying(quote)} {notes.marks(quote.evidence)}", text(f"{named(who)}: ", bold=True))


def _sentence(number: int, note: Evidence, address: str | None) -> list[Part]:
    parts = _long(note.quote, text(f"[{number}] ", bold=True))
    place = link("in the article", link_to(address, note.quote)) if address else None
    if place:
        parts[-1] = line(*parts[-1]["elements"], text("  "), place)
    return parts


def sentences_of(evidence: Sequence[Evidence], sources: dict[str, Article]) -> list[Part]:
    """Quotations with their sources, as list items."""
    found: list[Part] = []
    for piece in evidence:
        article = sources.get(piece.article_id)
        *most, last = _long(f"“{piece.quote}”")
        found += [*most, line(*last["elements"], text("  "), *source_line(piece, article)["elements"])]
    return found
