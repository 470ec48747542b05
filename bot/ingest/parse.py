"""A document to what an article is made of; `parse_document` is what the worker process runs."""

import re
from dataclasses import dataclass, replace
from html import unescape

from bot.errors import BriefwireError, ExtractError
from bot.ground.language import language_of
from bot.ingest.byline import bare_byline
from bot.ingest.decode import decode
from bot.ingest.document import Document, is_saved_page
from bot.ingest.draft import Draft, Published
from bot.ingest.furniture import story_of
from bot.ingest.saved_page import unpacked
from bot.ingest.typeset import set_line, set_text

_WALL = re.compile(
    r"(?:subscribe|log ?in|sign ?in|register|create (?:a |an )?(?:free )?account)[^.<>]{0,40}"
    r"\bto (?:continue|keep|read|access|view|unlock|see)\b"
    r"|to (?:continue|keep) reading|already a (?:subscriber|member)\b"
    r"|for subscribers only|subscriber[- ]only",
    re.IGNORECASE,
)
_CHALLENGE = re.compile(
    r"(?:verify|confirm|check) (?:that )?you are (?:a |not a )?(?:human|robot)|are you a (?:human|robot)\b"
    r"|unusual (?:traffic|activity) from your|checking your browser"
    r"|enable (?:js|javascript) and (?:cookies|disable)"
    r"|access denied|you have been blocked|pardon our interruption|complete the captcha",
    re.IGNORECASE,
)
_NOT_FREE = re.compile(r"\"isAccessibleForFree\"\s*:\s*\"?false", re.IGNORECASE)
_MARKUP = re.compile(r"<(script|style)\b.*?</\1\s*>|<[^>]*>", re.IGNORECASE | re.DOTALL)
_PASSWORD = re.compile(r"<input\b[^>]{0,200}\btype\s*=\s*[\"']?password", re.IGNORECASE)
_LOGIN_WORDS = 30
_NOSCRIPT = re.compile(r"<noscript\b.*?</noscript\s*>", re.IGNORECASE | re.DOTALL)
_FRAME = re.compile(
    r"<noscript\b[^>]*>[^<]*(?:<\w+[^>]*>[^<]*)?\bjavascript\b"
    r"|<div\b[^>]*\bid\s*=\s*[\"']?(?:root|app|__next|__nuxt|___gatsby|svelte|react-root)\b",
    re.IGNORECASE,
)
_FRAME_WORDS = 40
_NEAR_THE_END = 800
_BEHIND_WALL = 100
_CHALLENGE_WORDS = 60
_LAST_WORDS = 25
_SENTENCE = re.compile(r"\w[^.!?…]{15,}[.!?…][\"'”’»)\]]*(?:\s|$)|[。！？]")


@dataclass(frozen=True)
class Parsed:
    """An article but for its address and identity; `text` is set as `Article.text` is."""

    text: str
    title: str | None = None
    byline: str | None = None
    site: str | None = None
    canonical_link: str | None = None
    published: Published | None = None
    language: str | None = None


def parse_document(document: Document) -> Parsed:
    """The article in `document`.

    Raises ExtractError when there is none, only the part before a login wall, or when the document
    breaks the library that reads it.
    """
    try:
        return _parse(document)
    except BriefwireError:
        raise
    except (MemoryError, RecursionError) as error:
        raise ExtractError(
            f"{document.name} is built so that it cannot be read: save the text as .txt."
        ) from error
    except Exception as error:  # whatever lxml, trafilatura and pdfium raise on broken input
        raise ExtractError(
            f"{document.name} could not be read ({type(error).__name__}): save the text as .txt."
        ) from error


def _parse(document: Document) -> Parsed:
    if document.kind == "pdf":
        from bot.ingest.pdf import pdf_draft

        return parsed_of(pdf_draft(document.data))
    if document.kind == "html":
        return _page(unpacked(document) if is_saved_page(document.data) else document)
    text = decode(document.data, document.charset)
    if document.kind == "markdown":
        from bot.ingest.markdown import markdown_draft

        return parsed_of(markdown_draft(text))
    from bot.ingest.plain import plain_draft

    return parsed_of(plain_draft(text))


def _page(document: Document) -> Parsed:
    from bot.ingest.extract import html_draft

    html = decode(document.data, document.charset).replace("\x00", "")
    try:
        parsed = _checked_page(parsed_of(html_draft(html, document.url)), html)
        return replace(parsed, canonical_link=parsed.canonical_link or document.url)
    except ExtractError as error:
        if _is_built_by_script(html):
            raise ExtractError(
                "The page is built by JavaScript, which is not run: "
                "open it in your browser, save it and give the file."
            ) from error
        raise


def _is_built_by_script(html: str) -> bool:
    """Whether a page is a frame that a program fills, by what it says or how it is built."""
    visible = _MARKUP.sub(" ", _NOSCRIPT.sub(" ", html))
    return len(visible.split()) < _FRAME_WORDS and "<script" in html.lower() and bool(_FRAME.search(html))


def parsed_of(draft: Draft) -> Parsed:
    """The article of a draft: its furniture taken out, its text set."""
    story = story_of(draft.blocks, (draft.title, draft.headline), draft.captions)
    text = set_text(story.paragraphs)
    return Parsed(
        text=text,
        title=_line(draft.title),
        byline=_byline(draft.byline),
        site=_line(draft.site),
        canonical_link=draft.canonical_link,
        published=draft.published,
        language=draft.language or language_of(text),
    )


def _line(text: str | None) -> str | None:
    return set_line(text) or None if text else None


def _byline(text: str | None) -> str | None:
    line = _line(text)
    return bare_byline(line) or None if line else None


def _ends_at_a_wall(text: str, html: str) -> bool:
    """Whether the page asks for a login right where `text` stops; in its head every page of a paper may."""
    if _NOT_FREE.search(html) or (len(text.split()) < _LOGIN_WORDS and _PASSWORD.search(html)):
        return True
    visible = set_line(unescape(_MARKUP.sub(" ", html)))
    end = visible.rfind(text.rsplit("\n\n", 1)[-1][-_LAST_WORDS:]) if text else 0
    return bool(_WALL.search(visible, end, end + _NEAR_THE_END) if end >= 0 else _WALL.search(visible))


def _checked_page(parsed: Parsed, html: str) -> Parsed:
    if len(parsed.text.split()) < _BEHIND_WALL and _ends_at_a_wall(parsed.text, html):
        raise ExtractError(
            "The page shows its article only after a login: "
            "open it in your browser, save it and give the file."
        )
    if len(parsed.text.split()) < _CHALLENGE_WORDS and _CHALLENGE.search(f"{parsed.title} {parsed.text}"):
        raise ExtractError(
            "The site shows a check for robots instead of the article: "
            "open it in your browser, save it and give the file."
        )
    if not _SENTENCE.search(parsed.text):
        raise ExtractError("There is no article on the page: give the address of one article.")
    return parsed
