"""Amounts in a text: numbers in digits and words, with their scale and unit.

Pure and without a parse. What only looks like an amount is left out: ordinals, times of day, ages,
scores ("3-1"), telephone numbers, numbers inside names ("F-16"). A range is two amounts.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from bot.ground.amounts import Amount, marked_ranges
from bot.ground.lexicon import cues

_SIMPLE: dict[str, int] = cues("units")["words"]
_FRACTIONS = {"hal": 2, "thi": 3, "qua": 4, "fif": 5, "six": 6, "ten": 10}
_DEGREES = frozenset(("degrees", "°C", "°F"))
_BIG = "dozen|hundred|thousand|million|billion|trillion|lakh|crore"
_WORD = "|".join(sorted(_SIMPLE, key=len, reverse=True))
_WORDS = rf"(?:{_WORD})(?:[ -](?:{_WORD}))?"


@dataclass(frozen=True)
class _Numeral:
    start: int
    end: int
    value: float
    sign: str | None = None
    scaled: bool = False


def whole_number(words: str) -> int | None:
    """The number that digits or words say ("27", "twenty-seven"), or None."""
    if words.isdecimal():
        return int(words)
    parts = re.split(r"[ -]+", words.strip().lower())
    return sum(_SIMPLE[part] for part in parts) if all(part in _SIMPLE for part in parts) else None


def find_amounts(text: str) -> tuple[Amount, ...]:
    """The amounts of `text` in order, not overlapping."""
    numerals = sorted((*_in_digits(text), *_in_words(text)), key=lambda n: n.start)
    numerals = [n for i, n in enumerate(numerals) if not i or n.start >= numerals[i - 1].end]
    amounts = [_with_unit(text, numeral) for numeral in numerals]
    return tuple(marked_ranges(text, amounts))


@cache
def qualifiers() -> dict[str, str]:
    """Each form of `cues/qualifiers.toml` to what it means: "no fewer than" → "at_least"."""
    return {form: meaning for meaning, forms in cues("qualifiers").items() for form in forms}


@cache
def _digits() -> re.Pattern[str]:
    signs, scales = _either(cues("units")["currency"]["signs"]), _either(cues("units")["scales"])
    return re.compile(
        r"(?<![\w.,/:#@+])(?<![A-Za-z][A-Za-z][-–'’])(?<!\b[A-Za-z][-–'’])"
        rf"(?:(?P<sign>{signs}) ?)?(?P<minus>(?<!\d)[-−](?=\d))?"
        r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
        rf"(?:(?: |\u00a0|-)?(?P<scale>(?i:{scales}))(?![\w°]))?"
    )


_UNFIT_AFTER = re.compile(
    r"st\b|nd\b|rd\b|th\b|[/:]\d|[.,]\d|s\b|[A-BD-EG-Z](?![a-z])|[\w]*\d|"
    r"[ \u00a0]?(?:(?i:[ap]\.m\.|[ap]m\b)|(?:GMT|BST|CET|EST|PST|ET|UTC)\b| ?o[’']clock)|"
    r"[-– ]years?[-– ]olds?|[-– ]years? of age| ?(?:hrs|hours) GMT"
)


def _in_digits(text: str) -> Iterator[_Numeral]:
    for match in _digits().finditer(text):
        number = match["number"]
        scale = _scale(text, match)
        end = match.end("scale") if scale else match.end("number")
        identifier = len(number) > 1 and number.startswith("0") and "." not in number
        if identifier or len(number) > 15 or _UNFIT_AFTER.match(text, end):
            continue
        value = round(float(number.replace(",", "")) * (_scales()[scale.lower()] if scale else 1), 6)
        yield _Numeral(match.start(), end, -value if match["minus"] else value, match["sign"], bool(scale))


def _scale(text: str, match: re.Match[str]) -> str | None:
    """The scale behind a number; "m" without a currency is a million only before what can be counted."""
    scale: str | None = match["scale"]
    if scale is None or len(scale) > 1 or match["sign"]:
        return scale
    if text[match.end("number")] in " \u00a0-":
        return None
    return scale if re.match(r" (?:people|[a-z]+s)\b", text[match.end() :][:40]) else None


@cache
def _scales() -> dict[str, float]:
    return {name.lower(): float(value) for name, value in cues("units")["scales"].items()}


_IN_WORDS = re.compile(
    r"\b(?:(?P<parts>an?|one|two|three|four)[ -]"
    r"(?P<fraction>hal(?:f|ves)|thirds?|quarters?|fifths?|sixths?|tenths?)\b(?=-?,? )"
    r"|(?P<half>half)(?= (?:of|the|its|his|her|their|our)\b)"
    rf"|half an? (?P<halved>{_BIG})\b"
    rf"|(?P<lead>an? |(?:{_WORDS})[ -])(?P<big>{_BIG})\b"
    rf"(?P<rest>(?: (?:and )?(?:{_WORDS})(?: (?:hundred|thousand))?\b)*)"
    rf"|(?P<plain>{_WORDS})\b)(?!-(?:year|month|week|day)-old|-(?:time|day|way|off)\b|[’']s\b|-(?:{_WORD}|hal|thi|qua))",
    re.IGNORECASE,
)


def _in_words(text: str) -> Iterator[_Numeral]:
    for match in _IN_WORDS.finditer(text):
        value = _said(match)
        behind_digits = text[: match.start()][-2:-1].isdigit()
        if value is not None and not behind_digits and not _is_ordinary(text, match):
            yield _Numeral(match.start(), match.end(), value, None, bool(match["big"]))


def _said(match: re.Match[str]) -> float | None:
    if match["fraction"]:
        whole = 1 if match["parts"].lower() in ("a", "an") else _SIMPLE[match["parts"].lower()]
        return round(whole / _FRACTIONS[match["fraction"][:3].lower()], 4)
    if match["half"]:
        return 0.5
    if match["halved"]:
        return _size(match["halved"]) / 2
    if match["big"]:
        return _compound(match)
    return whole_number(match["plain"])


def _size(word: str) -> float:
    return 12.0 if word.lower() == "dozen" else _scales()[word.lower()]


def _compound(match: re.Match[str]) -> float | None:
    """As in "two hundred and fifty thousand": hundreds scale what was said so far, the rest adds up."""
    words = re.findall(rf"{_WORD}|{_BIG}|\ban?\b", match[0].lower())
    total = said = 0.0
    for word in words:
        if word in ("a", "an"):
            said = 1
        elif word in _SIMPLE:
            said += _SIMPLE[word]
        elif word in ("hundred", "dozen"):
            said *= _size(word)
        else:
            total, said = total + said * _size(word), 0
    return total + said or None


def _is_ordinary(text: str, match: re.Match[str]) -> bool:
    """Whether "one" is a pronoun or turn of phrase, as it mostly is, or "a quarter" has no "of" behind it."""
    after = text[match.end() : match.end() + 12].lower()
    if match["plain"] and match["plain"].lower() == "one":
        return not re.match(
            r" (?:person|people|man|woman|child|boy|girl|other|vote|death|case|goal|point)\b", after
        )
    if match["fraction"]:
        hyphened = "-" in match[0]
        return (
            not (hyphened or after.startswith((" of", " the", " a "))) or match["fraction"].lower() == "half"
        )
    return False


def _with_unit(text: str, numeral: _Numeral) -> Amount:
    start, end, value = numeral.start, numeral.end, numeral.value
    if numeral.sign:
        return Amount(start, end, value, _signs()[numeral.sign.lower()], money=True, scaled=numeral.scaled)
    if numeral.scaled and (large := _large().match(text, end)):
        return Amount(start, large.end(), value, _large_units()[large["unit"]], money=True, scaled=True)
    match = _unit_pattern().match(text, end)
    if match is None:
        return Amount(start, end, value, scaled=numeral.scaled)
    unit, money = _units()[match["unit"].lower() if len(match["unit"]) > 2 else match["unit"]]
    if unit in _DEGREES and text[:start].lower().endswith("minus "):
        start, value = start - len("minus "), -value
    return Amount(start, match.end(), value, unit, money=money, scaled=numeral.scaled)


@cache
def _signs() -> dict[str, str]:
    return {sign.lower(): unit for sign, unit in cues("units")["currency"]["signs"].items()}


@cache
def _units() -> dict[str, tuple[str, bool]]:
    """The unit of each form in which it is written, and whether it is money; short forms as they stand."""
    tables = ((cues("units")["currency"]["words"], True), (cues("units")["measures"], False))
    return {
        form.lower() if len(form) > 2 else form: (unit, money)
        for table, money in tables
        for unit, forms in table.items()
        for form in forms
    }


def is_currency(word: str) -> bool:
    """Whether a word in small letters is what money is told in ("pounds", "chf")."""
    _, money = _units().get(word, ("", False))
    return money or word in _large_units() or word in _signs()


@cache
def _large_units() -> dict[str, str]:
    return {form: unit for unit, forms in cues("units")["currency"]["scaled"].items() for form in forms}


@cache
def _large() -> re.Pattern[str]:
    return re.compile(rf"[ \u00a0](?P<unit>{_either(_large_units())})\b")


@cache
def _unit_pattern() -> re.Pattern[str]:
    long = _either({form: 0 for form in _units() if len(form) > 2})
    short = _either({form: 0 for form in _units() if len(form) <= 2})
    return re.compile(rf"(?:(?: |\u00a0|-)?(?P<unit>(?i:{long})|{short}))(?![\w/])")


def _either(forms: Mapping[str, object]) -> str:
    return "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
