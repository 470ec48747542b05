"""Where a name begins and ends: its particles belong to it, titles and stray words do not."""

import re

from spacy.tokens import Span, Token

from bot.brief.lexicon import words
from bot.ground.lexicon import cues as time_cues

_PARTICLES = words("names", "particles") | {"of", "the", "and", "&", "for", "-", "–", "’", "'"}
_TITLES = words("names", "titles")
_ADDRESSED = words("names", "addressed")
_LEADING = words("names", "leading")
_DASHES = ("-", "–")
_TRAILING = frozenset(("plc", "llp"))
_INSIDE = words("names", "inside")
_QUALIFYING = words("names", "qualifying")
_VERBS = words("speech", "verbs") | words("names", "doing")
_WRITTEN = re.compile(r"[A-ZÀ-Þ][\w.’']*\Z")


def titled(token: Token) -> bool:
    """Whether a token is a title that only goes before a name: "Mr", "Sen."."""
    if token.lower_ in words("names", "behind_titles") and token.i:
        return titled(token.nbor(-1))
    return token.lower_ in _TITLES


def trimmed(tokens: list[Token]) -> tuple[list[Token], str | None]:
    """Without titles, articles, possessive endings and stray words at the edges; and the title."""
    title = None
    while tokens and _not_of_name(tokens[0], leading=True):
        if titled(tokens[0]):
            title = tokens[0].lower_.rstrip(".")
        tokens = tokens[1:]
    if len(tokens) > 1 and _is_participle(tokens[0]):
        tokens = tokens[1:]
    while len(tokens) > 1 and tokens[0].lower_ in _QUALIFYING:
        tokens = tokens[1:]
    while tokens and _not_of_name(tokens[-1], leading=False):
        tokens = tokens[:-1]
    tokens = _behind_competition(tokens) if tokens else tokens
    while len(tokens) > 2 and tokens[0].lower_ in words("roles", "person") and tokens[1].pos_ == "PROPN":
        tokens = tokens[1:]
    tokens, title = _behind_title(_behind_office(tokens), title)
    if tokens and title is None:
        before = tokens[0].nbor(-1) if tokens[0].i else None
        title = before.lower_.rstrip(".") if before is not None and titled(before) else None
    return tokens, title


def _behind_competition(tokens: list[Token]) -> list[Token]:
    """Without where a club plays: "Premier League Halden"; the league's own bodies keep it."""
    bodies = words("roles", "organisation") | words("roles", "person")
    for cut in (2, 1):  # the recogniser may begin at "League"
        first = tokens[0].doc[tokens[0].i + cut - 2 : tokens[0].i + cut] if tokens[0].i + cut > 1 else None
        rest = tokens[cut:]
        if first is None or first.text.lower() not in words("names", "competitions"):
            continue
        of_league = any(token.lower_ in bodies or not token.text[0].isupper() for token in rest)
        return tokens if not rest or of_league else rest
    return tokens


def _behind_title(tokens: list[Token], title: str | None) -> tuple[list[Token], str | None]:
    """Without the party or trade before a title: "Independent Cllr Ana Reyes"."""
    for at, token in enumerate(tokens[:-1]):
        rest = tokens[at + 1 :]
        if token.lower_.rstrip(".") in _ADDRESSED and all(t.pos_ == "PROPN" for t in rest):
            return rest, token.lower_.rstrip(".")
    return tokens, title


def _is_participle(token: Token) -> bool:
    """As in "Sentencing Pruitt on Monday, the judge said": a verb with the capital of its sentence."""
    if not token.lower_.endswith("ing") or any(t.is_alpha for t in token.doc[token.sent.start : token.i]):
        return False
    stem = token.lower_[:-3]
    return token.tag_ == "VBG" or bool({stem, f"{stem}e", stem[:-1]} & _VERBS)


def _behind_office(tokens: list[Token]) -> list[Token]:
    """Without the office before a name: "Commission Chair Ana Reyes", "Leader of the Opposition R. Rao"."""
    person = words("roles", "person")
    lettered = _first_initial(tokens)
    if lettered and all(t.lower_ in words("names", "benches") for t in tokens[:lettered]):
        return tokens[lettered:]
    for at, token in enumerate(tokens[:-2]):
        rest = tokens[at + 1 :]
        if token.lower_ not in person or any(t.lower_ in words("roles", "organisation") for t in rest):
            continue
        if all(t.text[0].isupper() and t.pos_ == "PROPN" for t in rest):
            return rest
        lettered = _first_initial(rest)
        if rest[0].lower_ == "of" and lettered:
            return rest[lettered:]
    return tokens


def _first_initial(tokens: list[Token]) -> int:
    """The place, behind the first, of an initial that more of a name follows; 0 when there is none."""
    found = (i for i, token in enumerate(tokens[:-1]) if i and re.fullmatch(r"[A-Z]\.", token.text))
    return next(found, 0)


def unlettered(name: str) -> str:
    """`name` without the letters behind it: "Fiona Marsh" for "Fiona Marsh QC"."""
    before, _, last = name.rpartition(" ")
    return before if last in words("names", "suffixes") and " " in before else name


def _not_of_name(token: Token, *, leading: bool) -> bool:
    if leading and (titled(token) or token.lower_ in ("the", "a", "an")):
        return True
    if token.lower_ in ("’s", "'s", "’", "'", "says", "said", "tells", "told") or not any(
        c.isalnum() for c in token.text
    ):
        return True
    if token.text.islower():
        return token.lower_ not in (_LEADING if leading else _TRAILING) and not _ends_given_name(token)
    return not leading and (token.lower_ in _PARTICLES or token.lower_.rstrip(".") in _ADDRESSED)


def _ends_given_name(token: Token) -> bool:
    """As in "Lee Cheuk-yan", whose given name goes on in small letters behind its hyphen."""
    joined = token.i > 1 and _hyphen(token.nbor(-1)) and _WRITTEN.match(token.nbor(-2).text) is not None
    return joined and token.ent_type_ == token.nbor(-2).ent_type_ == "PERSON" and token.tag_[:2] == "NN"


def in_score(token: Token) -> bool:
    """Whether a token is of a score, which is no part of a name: "beat Rovers 2-1"."""
    if not token.text.isdigit() and token.text not in _DASHES:
        return token.text.replace("–", "-").replace("-", "").isdigit() and not token.is_digit
    around = token.doc[max(0, token.i - 2) : token.i + 3]
    return any(
        one.text.isdigit() and dash.text in _DASHES and other.text.isdigit() and token in (one, dash, other)
        for one, dash, other in zip(around, around[1:], around[2:], strict=False)
    )


def in_price(token: Token) -> bool:
    """Whether a token is "for" and how much, which is no part of a name: "Osk Marine for NKr40m"."""
    price = token if token.lower_ != "for" or token.i + 1 == len(token.doc) else token.nbor()
    led = price.i > 0 and price.nbor(-1).lower_ == "for"
    return led and any(char.isdigit() for char in price.text)


def whole(span: Span) -> Span:
    """`span` grown to the whole of a hyphenated name, and over particles to the name behind them.

    The parser cuts at hyphens, and the recogniser stops there: "Anwaar" of "Anwaar-ul-Haq Kakar".
    """
    doc, start, end = span.doc, span.start, span.end
    while start >= span.sent.start + 2 and _hyphen(doc[start - 1]) and _of_name(doc[start - 2]):
        start -= 2
    hyphened = start < span.start
    while start > span.sent.start and _left_out(doc[start - 1], doc[start:end]):
        start -= 1
    while end + 1 < span.sent.end:
        if _hyphen(doc[end]) and _of_name(doc[end + 1]):
            end, hyphened = end + 2, True
        elif doc[end].text in _INSIDE and _WRITTEN.match(doc[end + 1].text):
            end += 2
        elif _cut_short(doc[end - 1]) or _unfinished(doc[start:end], doc[end], hyphened=hyphened):
            end += 1
        else:
            break
    return doc[start:end]


def _left_out(before: Token, name: Span) -> bool:
    """Whether the recogniser began a name at its second word: "Reyes" of "Ana Reyes"."""
    if before.dep_ != "compound" or before.head.i not in range(name.start, name.end) or titled(before):
        return False
    lists = (
        *(("roles", "person"), ("roles", "organisation"), ("roles", "titles")),
        *(("names", "qualifying"), ("names", "endearing")),
    )
    return _missed(before) and not any(before.lower_ in words(*keys) for keys in lists)


def _cut_short(last: Token) -> bool:
    """Whether the recogniser ended a name before its last word: "Mark van der" of "Mark van der Veen"."""
    if _goes_on_in_letters(last):
        return True
    following = last.head
    if last.dep_ != "compound" or following.i != last.i + 1:
        return False
    both = last.ent_type_ == following.ent_type_ == "PERSON"
    return both or _missed(following) or (last.text in _INSIDE and bool(_WRITTEN.match(following.text)))


def _goes_on_in_letters(last: Token) -> bool:
    """Whether a person's name has letters behind it, which the parse takes for its noun: "Ana Reyes KC"."""
    letters = last.nbor().text in words("names", "suffixes") and last.nbor(2).pos_ != "PROPN"
    return letters and last.ent_type_ == "PERSON" and last.whitespace_ != ""


def _missed(token: Token) -> bool:
    """Whether a proper noun is in no entity, and written like a part of a name."""
    untold = not token.ent_type_ or is_named_for_day(token)
    return token.pos_ == "PROPN" and untold and token.is_alpha and bool(_WRITTEN.match(token.text))


def is_named_for_day(token: Token) -> bool:
    """As in "governor Monday Okpe": a weekday between what somebody is and the surname is a first name."""
    if token.lower_ not in time_cues("dates")["weekdays"] or token.dep_ != "compound" or not token.i:
        return False
    before, name = token.nbor(-1), token.nbor()
    office = before.lower_ in words("roles", "person") or titled(before)
    return office and token.head.i >= name.i and name.pos_ == "PROPN" and name.dep_ != "npadvmod"


def _hyphen(token: Token) -> bool:
    return token.text == "-" and token.whitespace_ == "" and token.i > 0 and token.nbor(-1).whitespace_ == ""


def _of_name(token: Token) -> bool:
    return bool(_WRITTEN.match(token.text)) or token.text in _INSIDE


def _unfinished(name: Span, following: Token, *, hyphened: bool) -> bool:
    """Whether a hyphenated first name, ended by the recogniser, goes on with a surname."""
    ended = name[-1].whitespace_ != "" and following.pos_ == "PROPN" and following.is_alpha
    return hyphened and ended and bool(_WRITTEN.match(following.text)) and name[0].ent_type_ == "PERSON"
