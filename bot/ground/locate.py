"""Text to offset: the one way by which words become evidence."""

from bot.model import Article, Evidence


def evidence_at(article: Article, start: int, end: int) -> Evidence:
    """The article's text from `start` to `end`, trimmed of surrounding white space, as evidence.

    Raises ValueError when the range is empty or outside the text.
    """
    if not 0 <= start < end <= len(article.text):
        raise ValueError(f"{start}:{end} is not a range of article {article.id}")
    words = article.text[start:end]
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    return Evidence(
        article_id=article.id,
        url=article.canonical_url or article.url,
        quote=article.text[start:end],
        start=start,
        end=end,
    )
