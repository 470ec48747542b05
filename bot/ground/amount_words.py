"""A figure's number as a newspaper prints it: "£3,100,000", "5.5%", "about a third"."""

import unicodedata

from bot.model import Figure

_FRACTIONS = {
    0.5: ("half", "half"),
    1 / 3: ("third", "a third"),
    2 / 3: ("third", "two thirds"),
    0.25: ("quarter", "a quarter"),
    0.75: ("quarter", "three quarters"),
    0.2: ("fifth", "a fifth"),
}
_NEAR = 0.001


def amount_in_words(figure: Figure, number: str | None = None) -> str:
    """Qualifier, number and unit in their order; `number` is how the value is written, if not in full."""
    number = number or _fraction(figure) or f"{figure.value:,.15g}"
    return " ".join(filter(None, (figure.qualifier, _with_unit(number, figure.unit))))


def _with_unit(number: str, unit: str | None) -> str:
    if unit is None:
        return number
    if unit == "%":
        return f"{number}%"
    money = any(unicodedata.category(sign) == "Sc" for sign in unit)
    return f"{unit}{number}" if money else f"{number} {unit}"


def _fraction(figure: Figure) -> str | None:
    """The words for a simple fraction, where the article writes it so."""
    if figure.unit is not None:
        return None
    told = " ".join(evidence.quote for evidence in figure.evidence).lower()
    return next(
        (
            words
            for value, (noun, words) in _FRACTIONS.items()
            if abs(figure.value - value) < _NEAR and noun in told
        ),
        None,
    )
