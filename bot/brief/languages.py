"""Which languages can be briefed: English, so far."""

from bot.errors import InputError
from bot.model import Article

READ = frozenset({"en"})


def is_read(article: Article) -> bool:
    """Whether the article can be briefed and asked; an unknown language is given the benefit of the doubt."""
    return article.language is None or _primary(article.language) in READ


def language_name(code: str) -> str:
    """The English name of a language by its code: "de" is German."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(_primary(code)).get_language_name("en") or code
    except (ValueError, UnknownLocaleError):
        return code


def refuse_unread(article: Article) -> None:
    """Raise InputError, saying which language it is and what is still possible, unless it can be read."""
    if is_read(article) or article.language is None:
        return
    raise InputError(
        f"{article.title or 'The article'} is in {language_name(article.language)}, and briefs and answers"
        " are made from English only: its text can still be had with `briefwire extract`."
    )


def _primary(code: str) -> str:
    return code.replace("_", "-").split("-")[0].lower()
