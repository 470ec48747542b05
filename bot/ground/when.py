"""Expressions of time: their forms in English news, and which date each means.

Pure and without a parse. The forms follow the kinds of TimeML (Pustejovsky et al. 2003): absolute
("18 January 2024"), said against the day of publication ("last month", "on Tuesday"), or against
the date told before ("a day earlier").
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from bot.ground.lexicon import cues
from bot.ground.numbers import whole_number
from bot.ground.time_forms import PATTERNS
from bot.model import Precision

_MONTHS: list[str] = [month[:3] for month in cues("dates")["months"]]
_WEEKDAYS: list[str] = [day[:3] for day in cues("dates")["weekdays"]]
_NTH: list[str] = cues("dates")["nth"]


@dataclass(frozen=True)
class When:
    """A date cut to its precision; `day` is its first day."""

    day: date
    precision: Precision

    def iso(self) -> str:
        """ISO 8601 cut to the precision; a quarter is "2024-Q1", a decade its first year."""
        if self.precision == "week":
            year, week, _ = self.day.isocalendar()
            return f"{year:04d}-W{week:02d}"
        if self.precision == "quarter":
            return f"{self.day.year:04d}-Q{(self.day.month + 2) // 3}"
        return self.day.isoformat()[: {"year": 4, "decade": 4, "month": 7}.get(self.precision, 10)]


@dataclass(frozen=True)
class Anchors:
    """What relative expressions are said against.

    `told` is the last day told before; `period` the month or quarter that the same paragraph compares with
    "a year earlier"; `future` says that the clause tells what is to come.
    """

    published: date | None
    told: When | None = None
    future: bool = False
    period: When | None = None


@dataclass(frozen=True)
class Expression:
    """An expression of time at characters `start` to `end`."""

    start: int
    end: int
    form: str
    parts: Mapping[str, str]

    @property
    def absolute(self) -> bool:
        """Whether the year stands in the words themselves."""
        return "year" in self.parts or "decade" in self.parts

    @property
    def bare_month(self) -> bool:
        """Whether it is nothing but the name of a month, which may also be a word or a person."""
        return self.form == "month" and set(self.parts) == {"month"}

    def resolve(self, anchors: Anchors) -> When | None:
        """The date that is meant, or None when the anchors do not settle it."""
        try:
            return _RESOLVERS[self.form](self.parts, anchors)
        except (ValueError, OverflowError):
            return None


def find_expressions(text: str) -> tuple[Expression, ...]:
    """The expressions of time in `text` in order; of overlapping ones the longest."""
    found = sorted(_matches(text), key=lambda e: (e.start - e.end, e.start))
    kept: list[Expression] = []
    taken = bytearray(len(text) + 1)
    for expression in found:
        if not any(taken[expression.start : expression.end]):
            taken[expression.start : expression.end] = b"\1" * (expression.end - expression.start)
            kept.append(expression)
    return tuple(sorted(kept, key=lambda e: e.start))


def _matches(text: str) -> Iterator[Expression]:
    for form, pattern in PATTERNS:
        for match in pattern.finditer(text):
            parts = {name: part for name, part in match.groupdict().items() if part}
            yield Expression(match.start(), match.end(), form, parts)


def _month_of(word: str) -> int:
    return _MONTHS.index(word[:3].lower()) + 1


def _weekday_of(word: str) -> int:
    return _WEEKDAYS.index(word[:3].lower())


def _published(anchors: Anchors) -> date:
    if anchors.published is None:
        raise ValueError("said against a publication date that is not known")
    return anchors.published


def _said_year(parts: Mapping[str, str], anchors: Anchors) -> int | None:
    if "year" in parts:
        return int(parts["year"])
    if "rel" in parts:
        return _published(anchors).year + _offset(parts["rel"])
    return None


def _offset(rel: str) -> int:
    word = rel.lower()
    return -1 if word in ("last", "past", "previous") else 1 if word in ("next", "coming") else 0


def _iso(parts: Mapping[str, str], anchors: Anchors) -> When:
    return When(date(int(parts["year"]), int(parts["month"]), int(parts["day"])), "day")


def _day(parts: Mapping[str, str], anchors: Anchors) -> When:
    month, day, year = _month_of(parts["month"]), int(parts["day"]), _said_year(parts, anchors)
    if year is not None:
        return When(date(year, month, day), "day")
    published = _published(anchors)
    years = (published.year, published.year + (1 if anchors.future else -1))
    wanted = [date(y, month, day) for y in years if _is_day(y, month, day)]
    near = timedelta(days=60)  # "follows the ruling of July 8", in August, is told in the present tense
    ahead = [d for d in wanted if (d >= published - near if anchors.future else d <= published + near)]
    return When((ahead or wanted)[0], "day")


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _month(parts: Mapping[str, str], anchors: Anchors) -> When:
    month, year = _month_of(parts["month"]), _said_year(parts, anchors)
    if year is None:
        published = _published(anchors)
        year, rel = published.year, _offset(parts.get("relmonth", ""))
        if rel > 0 or (anchors.future and not rel):
            year += month < published.month or (rel > 0 and month == published.month)
        elif parts.get("relmonth", "").lower() != "this":
            year -= month > published.month or (rel < 0 and month == published.month)
    return When(date(year, month, 1), "month")


def _decade(parts: Mapping[str, str], anchors: Anchors) -> When:
    digits = parts["decade"].lstrip("'’")
    return When(date(int(digits) if len(digits) == 4 else 1900 + int(digits), 1, 1), "decade")


def _quarter(parts: Mapping[str, str], anchors: Anchors) -> When:
    number = int(parts["q"]) if "q" in parts else _NTH.index(parts["nth"].lower()) + 1
    year = _said_year(parts, anchors)
    month = 3 * number - 2
    if year is None:
        published = _published(anchors)
        year = published.year - (month > published.month and not anchors.future)
    return When(date(year, month, 1), "quarter")


def _year(parts: Mapping[str, str], anchors: Anchors) -> When:
    return When(date(int(parts["year"]), 1, 1), "year")


def _word(parts: Mapping[str, str], anchors: Anchors) -> When:
    word = parts["word"].lower().removeprefix("the ")
    days = {"day before yesterday": -2, "day after tomorrow": 2}.get(word)
    if days is None:
        before = word.startswith(("yesterday", "last"))
        days = -1 if before else int(word.startswith("tomorrow"))
    return When(_published(anchors) + timedelta(days=days), "day")


_STEPS = {
    "day": relativedelta(days=1),
    "morning": relativedelta(days=1),
    "afternoon": relativedelta(days=1),
    "evening": relativedelta(days=1),
    "night": relativedelta(days=1),
    "week": relativedelta(weeks=1),
    "fortnight": relativedelta(weeks=2),
    "month": relativedelta(months=1),
    "quarter": relativedelta(months=3),
    "year": relativedelta(years=1),
    "decade": relativedelta(years=10),
}
_PRECISIONS: dict[str, Precision] = {
    "week": "week",
    "fortnight": "week",
    "month": "month",
    "quarter": "quarter",
    "year": "year",
    "decade": "year",
}


def _moved(start: date, unit: str, count: int, *, whole: bool = False) -> When:
    """`count` units from `start`; a decade that is `whole` is a decade, not the year ten years off."""
    precision: Precision = "decade" if whole and unit == "decade" else _PRECISIONS.get(unit, "day")
    day = start + count * _STEPS[unit]
    return When(_first_day(day, precision), precision)


def _first_day(day: date, precision: Precision) -> date:
    if precision == "week":
        return day - timedelta(days=day.weekday())
    if precision == "month":
        return day.replace(day=1)
    if precision == "quarter":
        return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
    if precision == "year":
        return day.replace(month=1, day=1)
    return day.replace(year=day.year // 10 * 10, month=1, day=1) if precision == "decade" else day


def _period(parts: Mapping[str, str], anchors: Anchors) -> When | None:
    unit, published = parts["unit"].lower(), _published(anchors)
    if unit in ("hour", "day", "century"):
        return None
    return _moved(published, unit, _offset(parts["rel"]), whole=True)


def _weekend(parts: Mapping[str, str], anchors: Anchors) -> When:
    published, rel = _published(anchors), parts["rel"].lower()
    monday = _first_day(published, "week")
    back = rel in ("last", "this past") or (not anchors.future and published.weekday() < 4 and rel != "next")
    return When(monday + timedelta(weeks=-1 if back else int(rel == "next")), "week")


def _weekday(parts: Mapping[str, str], anchors: Anchors) -> When:
    published, weekday = _published(anchors), _weekday_of(parts["weekday"])
    if "week" in parts:
        monday = _first_day(published, "week") + timedelta(weeks=_offset(parts["week"]))
        return When(monday + timedelta(days=weekday), "day")
    back, rel = (published.weekday() - weekday) % 7, parts.get("rel", "").lower()
    if rel == "next" or (anchors.future and rel != "last"):
        ahead = (weekday - published.weekday()) % 7
        return When(published + timedelta(days=ahead or 7 * (rel == "next")), "day")
    return When(published - timedelta(days=back or 7 * (rel == "last")), "day")


def _ago(parts: Mapping[str, str], anchors: Anchors) -> When | None:
    word, unit, toward = parts["n"].lower(), parts["unit"].lower(), parts["dir"].lower()
    count = 1 if word in ("a", "an", "half an") else whole_number(word)
    if count is None or unit == "century":
        return None
    if unit == "hour":
        unit, count = "day", count // 24
    if toward in ("earlier", "later") and anchors.told is not None:
        start = anchors.told.day
    else:
        start = _published(anchors)
    count = count if toward in ("later", "from now", "hence") else -count
    if unit == "year" and anchors.period is not None:
        return When(anchors.period.day + relativedelta(years=count), anchors.period.precision)
    return _moved(start, unit, count)


def _step(parts: Mapping[str, str], anchors: Anchors) -> When | None:
    if anchors.told is None or _coarser(anchors.told.precision, parts["unit"].lower()):
        return None
    toward = parts["step"].lower()
    count = 0 if toward == "same" else 1 if toward in ("following", "next", "after") else -1
    return _moved(anchors.told.day, parts["unit"].lower(), count)


def _coarser(told: Precision, unit: str) -> bool:
    """Whether the date told before is too vague to count `unit` from."""
    order = ["minute", "hour", "day", "week", "month", "quarter", "year", "decade"]
    return order.index(told) > max(order.index(_PRECISIONS.get(unit, "day")), 2)


_RESOLVERS: dict[str, Callable[[Mapping[str, str], Anchors], When | None]] = {
    "iso": _iso,
    "day": _day,
    "month": _month,
    "decade": _decade,
    "quarter": _quarter,
    "year": _year,
    "word": _word,
    "period": _period,
    "weekend": _weekend,
    "weekday": _weekday,
    "ago": _ago,
    "step": _step,
}
