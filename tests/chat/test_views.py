from io import StringIO

from rich.console import Console

from bot.brief.compose import compose
from bot.chat.article_view import origin, origin_or_title, show_brief
from bot.chat.layout import Page
from tests.brief.articles import article


def test_a_headline_stands_once_where_neither_outlet_nor_day_is_known() -> None:
    written = StringIO()
    page = Page(Console(file=written, force_terminal=False, highlight=False, markup=False))
    show_brief(page, compose(article("The council met.", "Council meets in Osk", None)))
    assert written.getvalue().count("Council meets in Osk") == 1
    assert "an undated text" in written.getvalue()


def test_a_source_is_told_by_its_outlet_and_day_or_else_by_its_title() -> None:
    dated, undated = article("One.", "Council meets"), article("One.", "Council meets", None)
    assert origin_or_title(dated) == origin(dated)
    assert origin_or_title(undated) == "Council meets"
