"""The forms of expressions of time in English news, as patterns; `when.py` says which date each means."""

import re

_BLOCKS = {
    "MONTH": r"(?P<month>Jan(?:uary|\.|\b)|Feb(?:ruary|\.|\b)|Mar(?:ch|\.|\b)|Apr(?:il|\.|\b)|May|June?|"
    r"July?|Aug(?:ust|\.|\b)|Sept?(?:ember|\.|\b)|Oct(?:ober|\.|\b)|Nov(?:ember|\.|\b)|Dec(?:ember|\.|\b))(?![a-z])",
    "WEEKDAY": r"(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Tues|Weds|Thurs)\b",
    "YEAR": r"(?P<year>1[5-9]\d\d|2[01]\d\d)(?! ?(?:GMT|UTC|hrs|hours)\b)"
    r"(?![\d,.:]*\d)(?![-–](?:year|month|day|seat|strong))",
    "DAY": r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d,.:]*\d|%|(?:-| )(?:per|million|people))",
    "RELYEAR": r"(?P<rel>last|this|next) year\b",
    "PART": r"(?: (?:early |late |mid-?)?(?:morning|afternoon|evening|night))?",
    "COUNT": r"(?P<n>\d{1,3}|an?|half an|(?:twenty|thirty|forty|fifty)?(?:-| )?(?:one|two|three|four|five|"
    r"six|seven|eight|nine)|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|"
    r"thirty|forty|fifty|sixty|seventy|eighty|ninety)",
    "NTH": r"(?i:first|second|third|fourth)",
    "RELATIVE": r"(?P<rel>[Ll]ast|[Nn]ext|[Tt]his)",
    "WHICH": r"last|this|next",
    "STEP": r"(?P<unit>day|morning|afternoon|evening|night|week|month|year)",
    "UNIT": r"(?P<unit>hour|day|week|fortnight|month|quarter|year|decade|century)s?\b",
}

_FORMS = (
    ("iso", r"\b(?P<year>[12]\d{3})-(?P<month>0\d|1[0-2])-(?P<day>[0-3]\d)\b"),
    ("day", r"\b(?:WEEKDAY,? )?(?:the )?DAY(?: of)? MONTH(?:,? YEAR| RELYEAR)?"),
    ("day", r"\b(?:WEEKDAY,? )?MONTH (?:the )?DAY(?:,? YEAR| RELYEAR)?"),
    ("month", r"\b(?:(?P<relmonth>[Ll]ast|[Nn]ext|[Tt]his) )?MONTH(?:,? (?:of )?YEAR|,? (?:of )?RELYEAR)?"),
    ("decade", r"\b(?:the )?(?:early |late |mid-?)?(?P<decade>1[5-9]\d0|20\d0|['’][2-9]0)s\b"),
    ("quarter", r"\b(?P<nth>NTH)(?:-| )quarter(?:,? (?:of )?YEAR|,? (?:of )?RELYEAR)?"),
    ("quarter", r"\bQ(?P<q>[1-4])(?:,? (?:of )?YEAR)?\b"),
    ("year", r"\bYEAR\b"),
    ("word", r"(?i:\b(?P<word>today|tonight|yesterday|tomorrow|overnight)\b)"),
    ("word", r"(?i:\b(?P<word>(?:the )?day (?:before yesterday|after tomorrow))\b)"),
    ("word", r"(?i:\b(?P<word>(?:last|this|tomorrow|yesterday) (?:night|morning|afternoon|evening))\b)"),
    ("period", r"(?i:(?<!the )\b(?P<rel>last|this|next|earlier this|later this) UNIT)"),
    ("period", r"(?i:\bthe (?P<rel>current|coming) UNIT)"),
    ("weekend", r"(?i:\b(?P<rel>last|this|next|the|at the|over the|this past) weekend\b)"),
    (
        "weekday",
        r"\b(?:(?:RELATIVE|[Tt]he|[Ee]arly|[Ll]ate) )?WEEKDAY(?:PART)?(?:(?: of)? (?P<week>WHICH) week)?",
    ),
    ("ago", r"(?i:\b(?:COUNT (?:and a half )?)UNIT (?P<dir>ago|earlier|later|from now|hence)\b)"),
    ("step", r"(?i:\bthe (?P<step>previous|following|next|same|preceding) STEP\b)"),
    ("step", r"(?i:\bthe STEP (?P<step>before|after)\b)(?=[.,;:!?)\n])"),
)


def _compiled(pattern: str) -> re.Pattern[str]:
    filled = re.sub(r"[A-Z]{3,}", lambda name: _BLOCKS.get(name[0], name[0]), pattern)
    return re.compile(filled.replace(" ", "[ \u00a0]"))


PATTERNS = tuple((form, _compiled(pattern)) for form, pattern in _FORMS)
"""Each form's name and pattern; the groups of a pattern are the parts that its date is made of."""
