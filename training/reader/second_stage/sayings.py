"""Who says what in a passage, from a plain rule, and the words that name what it is about."""

import re
from typing import NamedTuple

from second_stage.chance import RNG

SAY = {
    "said": "say",
    "says": "say",
    "told": "say",
    "added": "say",
    "announced": "announce",
    "warned": "warn",
    "claimed": "claim",
    "explained": "explain",
    "stated": "state",
    "argued": "argue",
    "insisted": "insist",
    "suggested": "suggest",
    "admitted": "admit",
    "denied": "deny",
    "confirmed": "confirm",
    "believes": "believe",
    "wrote": "write",
    "argues": "argue",
    "believed": "believe",
    "declared": "declare",
    "noted": "note",
}
"""Verbs of saying, with what is asked for each."""
WHO = r"(?:[A-Z][\w’'-]+)(?: (?:of the |of |de |van |al |bin )?[A-Z][\w.’'-]+){0,4}"
LINE = re.compile(
    r"(?:^|(?<=[.!?] )|(?<=[.!?]\" ))(?P<who>"
    + WHO
    + r")(?P<role>, [^,\".]{3,70},)? (?P<verb>"
    + "|".join(SAY)
    + r")(?: that|,|:)? (?P<what>[^\"].{24,220}?)(?=[.;]\s|[.;]$)"
)
BEHIND = "said|says|added|explained|warned|argued"
SAID_BY = re.compile(
    r"\"(?P<what>[^\"]{20,240}?)[,.!?]?\"\s*,?\s*"
    rf"(?:(?P<verb>{BEHIND}) (?P<who>{WHO})|(?P<who2>{WHO}) (?P<verb2>{BEHIND}))"
)
NO_CLAUSE = ("by", "in", "on", "at", "to", "of")
"""What does not begin a saying."""
CAPITALS = """He She It They We I This That The In On But And As According There These Those His Her Their
Some Many Most One When While After You What Who A An Other Others If So My Our No Not For At By From With
However Critics Experts"""
NOT_A_NAME = frozenset(CAPITALS.split())
"""Words with a capital that begin a sentence, and no speaker's name."""
SMALL_WORDS = """about after again against also another because been before being between both could does
during each from further had has have having here into itself just more most much must only other over same
should since some such than that their them then there these they this those through under until very were
what when where which while will with would your said says"""
DULL = frozenset(SMALL_WORDS.split())
"""Words that do not say what a saying is about."""
NOUN = re.compile(
    r"\b(?:the|a|an|of|their|its|our|his|her|in|on|for|new) ((?:[\w’'-]+ ){0,2}[\w’'-]{4,})"
    r"(?= (?:of|in|on|for|to|and|is|was|are|were|will|that|with"
    r"|by|at|from|has|have|had|would|could|can|which|as|but|who|or)\b|[.,;:]|$)"
)


class Saying(NamedTuple):
    """Where the speaker's name and what was said stand, and the verb between them."""

    who: tuple[int, int]
    what: tuple[int, int]
    verb: str

    @property
    def asked(self):
        """The verb as it is asked for: "what did she …?"."""
        return SAY[self.verb]

    @property
    def told(self):
        """The verb as it goes with "that": nobody tells that without a listener."""
        return "said" if self.verb == "told" else self.verb


def sayings(text):
    """What is said in a passage, in its order."""
    return sorted([*_lines(text), *_quotations(text)])


def _lines(text):
    for m in LINE.finditer(text):
        plain = m.group("what").split()[0].lower() not in NO_CLAUSE
        if plain and m.group("who").split()[0] not in NOT_A_NAME:
            yield Saying(m.span("who"), m.span("what"), m.group("verb"))


def _quotations(text):
    for m in SAID_BY.finditer(text):
        who = "who" if m.group("who") else "who2"
        if m.group(who).split()[0] not in NOT_A_NAME:
            yield Saying(m.span(who), m.span("what"), m.group("verb") or m.group("verb2"))


def content_words(text):
    """The words of a text that say what it is about."""
    return [w for w in re.findall(r"[A-Za-z][\w-]{3,}", text) if w.lower() not in DULL]


def topic_of(said):
    """A few words that name what a saying is about."""
    found = [m.group(1) for m in NOUN.finditer(said) if content_words(m.group(1))]
    found = [f for f in found if f.split()[0].lower() not in DULL and f.split()[-1].lower() not in DULL]
    return RNG.choice(found) if found else None


def clause(said):
    """The saying as it would follow 'who said that', with its tail cut off."""
    words = re.sub(r"^\W+", "", said).split()
    cut = " ".join(words[: RNG.randint(6, 14)]).rstrip(",;:.")
    return cut if re.match(r"(?:I|[A-Z][a-z]+['’]?[A-Z]?|[A-Z]{2,})\b", cut) else cut[:1].lower() + cut[1:]
