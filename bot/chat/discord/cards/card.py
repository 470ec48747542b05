"""What every card is made of: coloured boxes of text with buttons under them."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import discord
from babel.dates import format_date
from discord import ui

from bot.chat.discord import limits
from bot.chat.discord.escaping import plain
from bot.chat.discord.texts import Words
from bot.chat.discord.views import Button, button, rows
from bot.model import Article, Precision

INK, GREEN, AMBER, GREY, RED = 0x2F5D8A, 0x3B8C5A, 0xC98A1B, 0x80848E, 0xB3403A


class Card(ui.LayoutView):
    """A message of components; it never expires, for its buttons need nothing of it."""

    def __init__(self, *parts: ui.Item[Any], files: Sequence[discord.File] = ()) -> None:
        super().__init__(timeout=None)
        self.files = list(files)
        for part in parts:
            self.add_item(part)


def box(texts: Sequence[str], colour: int, buttons: Sequence[Button] = ()) -> ui.Container[Any]:
    """Texts, one under another with lines between them, and buttons."""
    parts: list[ui.Item[Any]] = []
    for text in filter(str.strip, texts):
        if parts:
            parts.append(ui.Separator(spacing=discord.SeparatorSpacing.small))
        parts.append(ui.TextDisplay(text))
    return ui.Container(*parts, *rows(buttons), accent_colour=colour)


def picture(name: str, png: bytes, alt: str) -> tuple[ui.MediaGallery[Any], discord.File]:
    """A picture as a part of a card, with the words for who cannot see it, and the file that it shows."""
    words = limits.pages([alt], limits.ALT_TEXT)[0]
    file = discord.File(io.BytesIO(png), name, description=words)
    return ui.MediaGallery(discord.MediaGalleryItem(f"attachment://{name}", description=words)), file


def note(text: str, colour: int = GREY, buttons: Sequence[Button] = ()) -> Card:
    """A message of one short text."""
    return Card(box([text], colour, buttons))


def paged(
    heading: str,
    blocks: Sequence[str],
    page: int,
    words: Words,
    turn: tuple[str, ...],
    colour: int = INK,
    buttons: Sequence[Button] = (),
) -> Card:
    """One page of blocks with buttons to the others: their custom_id is `turn`, a page's number, and "t"."""
    all_pages = limits.pages(blocks, limits.TURNED_PAGE) or [words.say("Nothing.")]
    page = min(max(page, 0), len(all_pages) - 1)
    texts = [f"**{heading}**", all_pages[page]]
    turns: list[Button] = []
    if len(all_pages) > 1:
        texts.append("-# " + words.say("Page {page} of {pages}", page=page + 1, pages=len(all_pages)))
        turns = [
            button("◀", *turn, str(page - 1), "t", disabled=page == 0),
            button("▶", *turn, str(page + 1), "t", disabled=page == len(all_pages) - 1),
        ]
    return Card(box(texts, colour, [*turns, *buttons]))


def origin(article: Article, words: Words) -> str:
    """Where and when an article appeared, escaped; the time as each reader's own clock has it."""
    published = moment(article.published_at, article.published_precision, words)
    known = (plain(article.site or ""), published)
    return " · ".join(filter(None, known)) or words.say("an undated text")


def moment(at: datetime | None, precision: Precision | None, words: Words) -> str:
    """A time no more precise than it is known; a day is a day in every zone, so it is no timestamp."""
    if at is None:
        return ""
    match precision:
        case "year" | "decade":
            return f"{at.year}"
        case "month" | "quarter":
            return str(format_date(at, "LLLL yyyy", locale=words.code))
        case "day" | "week":
            return str(format_date(at, "long", locale=words.code))
        case _:
            return discord.utils.format_dt(at, "f")


def done(text: str) -> Card:
    """A message that something was done."""
    return note(f"✅ {text}", GREEN)
