"""The same article by another address is the same article, and another article is not."""

import pytest

from bot.web.canonical import article_id, canonical_address, clean_address

STORY = "https://news.example.com/2024/01/strikes-on-iran"


def same(one: str, other: str) -> bool:
    first, second = (article_id(canonical_address(address), "") for address in (one, other))
    return first == second


@pytest.mark.parametrize(
    "address",
    [
        STORY + "?utm_source=x&utm_medium=social&fbclid=abc",
        STORY + "#comments",
        STORY + "/",
        STORY + "/amp",
        STORY + "/amp/",
        STORY + "?amp=1",
        STORY + "?outputType=amp",
        "http://news.example.com/2024/01/strikes-on-iran",
        "https://news.example.com:443/2024/01/strikes-on-iran",
        "https://NEWS.example.COM/2024/01/strikes-on-iran",
        "https://www.news.example.com/2024/01/strikes-on-iran",
        "https://m.news.example.com/2024/01/strikes-on-iran",
        "https://mobile.news.example.com/2024/01/strikes-on-iran",
        "https://amp.news.example.com/2024/01/strikes-on-iran",
        "https://news.example.com/amp/2024/01/strikes-on-iran",
        "https://news.example.com//2024/01/strikes-on-iran",
        "https://news-example-com.cdn.ampproject.org/c/s/news.example.com/2024/01/strikes-on-iran/amp",
        "https://www.google.com/amp/s/news.example.com/2024/01/strikes-on-iran",
        STORY + "?CMP=share_btn&smid=tw&ref=home&at_medium=RSS&ocid=1&mc_cid=2",
    ],
)
def test_the_same_article_by_another_address(address: str) -> None:
    assert same(address, STORY)


@pytest.mark.parametrize(
    "address",
    [
        STORY + "?page=2",
        STORY + "-2",
        "https://other.example.com/2024/01/strikes-on-iran",
        "https://news.example.com:8080/2024/01/strikes-on-iran",
        "https://news.example.com/2024/01/Strikes-on-iran",
        "https://news.example.com/amplifiers",
    ],
)
def test_another_article(address: str) -> None:
    assert not same(address, STORY)


def test_parameters_that_name_the_article_stay_in_a_fixed_order() -> None:
    assert clean_address("https://a.example.com/story.php?id=7&cid=3&utm_id=1") == (
        "https://a.example.com/story.php?cid=3&id=7"
    )


@pytest.mark.parametrize(
    ("url", "link", "canonical"),
    [
        ("https://m.example.com/s/1?x=2", "https://www.example.com/news/1", "https://www.example.com/news/1"),
        ("https://example.com/s/1", "/news/one?utm_source=canonical", "https://example.com/news/one"),
        ("https://example.com/s/1", "https://example.com/", "https://example.com/s/1"),
        ("https://example.com/s/1", "https://elsewhere.org/s/1", "https://example.com/s/1"),
        ("https://a.bbc.co.uk/s/1", "https://www.itv.co.uk/s/1", "https://a.bbc.co.uk/s/1"),
        ("https://news.bbc.co.uk/s/1", "https://www.bbc.co.uk/s/2", "https://www.bbc.co.uk/s/2"),
        ("http://127.0.0.1:81/s", "http://10.0.0.1/t", "http://127.0.0.1:81/s"),
        (None, "https://example.com/news/1", "https://example.com/news/1"),
        (None, "/news/1", None),
        (None, "https://example.com", None),
        (None, None, None),
        ("https://example.com/s/1", "javascript:void(0)", "https://example.com/s/1"),
        ("https://example.com/s/1", "http://[broken", "https://example.com/s/1"),
    ],
)
def test_a_canonical_link_counts_within_its_site(
    url: str | None, link: str | None, canonical: str | None
) -> None:
    assert canonical_address(url, link) == canonical


def test_without_an_address_the_content_names_the_article() -> None:
    assert article_id(None, "abc") == article_id(None, "abc") != article_id(None, "abd")
    assert len(article_id(None, "abc")) == 16
