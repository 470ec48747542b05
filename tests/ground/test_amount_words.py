"""How a figure's number is printed."""

import pytest

from bot.ground.amount_words import amount_in_words
from bot.model import Evidence, Figure


def figure(value: float, unit: str | None, qualifier: str | None, quote: str) -> Figure:
    evidence = Evidence(article_id="a", quote=quote, start=0, end=len(quote))
    return Figure(value=value, unit=unit, qualifier=qualifier, evidence=(evidence,))


@pytest.mark.parametrize(
    ("value", "unit", "qualifier", "quote", "printed"),
    [
        (3_100_000, "£", "more than", "more than £3.1 million", "more than £3,100,000"),
        (7000, "US$", "about", "about $7,000", "about US$7,000"),
        (5.5, "%", None, "5.5 per cent", "5.5%"),
        (83.2, "francs", None, "83.20 francs", "83.2 francs"),
        (9, "km", None, "nine kilometres", "9 km"),
        (0.3333, None, "about", "about a third of the sum", "about a third"),
        (0.5, None, None, "half of the households", "half"),
        (0.5, None, None, "an index of 0.5", "0.5"),
        (1200, None, "some", "some 1,200 families", "some 1,200"),
    ],
)
def test_a_number_stands_as_in_a_newspaper(
    value: float, unit: str | None, qualifier: str | None, quote: str, printed: str
) -> None:
    assert amount_in_words(figure(value, unit, qualifier, quote)) == printed


def test_a_shortened_number_keeps_its_unit_in_place() -> None:
    assert amount_in_words(figure(5e9, "US$", "about", "about $5bn"), "5 billion") == "about US$5 billion"
