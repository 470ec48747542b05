"""What tells a place by the words around its name: "the town of X", "X-based", "travelled to X"."""

from spacy.tokens import Span

from bot.brief.lexicon import words

WHERE = frozenset(
    (
        "in",
        "at",
        "near",
        "from",
        "across",
        "around",
        "outside",
        "inside",
        "through",
        "off",
        "into",
        "throughout",
    )
)


def is_of_the_land(span: Span) -> bool:
    """As in "the Ossel River", "Mount Rask"."""
    before, behind = span[0].lower_, span[-1].lower_
    return before in words("roles", "land_before") or behind in words("roles", "landforms")


def is_based(span: Span) -> bool:
    """As in "the Coventry-based company"."""
    behind = span.doc[span.end : span.end + 2]
    return len(behind) == 2 and behind[0].text == "-" and behind[1].lower_ in words("names", "from_there")


def is_led_to(span: Span) -> bool:
    """As in "in Rask", "travelled to Rask", "the mayor of Rask", "Rask's opposition"."""
    root, above = span.root, span.root.head
    if root.dep_ == "poss":
        return above.lower_ in words("places", "owned")
    if root.dep_ != "pobj":
        return False
    if above.lower_ == "to":
        return above.head.lemma_ in words("places", "motion")
    return above.lower_ in WHERE or (above.lower_ == "of" and above.head.lower_ in words("places", "ruled"))


def is_called_place(span: Span) -> bool:
    """As in "the town of Rask", "Ostrel province", "the capital, Tolm", "Ely, a city of 240,000"."""
    nouns, root = words("roles", "places"), span.root
    if root.dep_ == "pobj" and root.head.lower_ == "of" and root.head.head.lower_ in nouns:
        return True
    following = span.doc[span.end] if span.end < len(span.doc) else root
    if following.lower_ in nouns and following.text.islower() and root.dep_ in ("compound", "nmod"):
        return True
    if root.dep_ == "appos" and root.head.i < span.start and root.head.lower_ in nouns:
        return True
    return called(span, nouns)


def called(span: Span, nouns: frozenset[str]) -> bool:
    """Whether one of `nouns` stands in apposition to the name: "Tolm, the capital"."""
    return any(child.dep_ == "appos" and child.lower_ in nouns for child in span.root.children)
