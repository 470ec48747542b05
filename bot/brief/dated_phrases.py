"""What alone happened on a date that doesn't hang on the main verb of its sentence."""

from spacy.tokens import Span, Token

from bot.brief.clauses import finite_verb, has_subject, trimmed
from bot.brief.dates import Dated

_BEHIND = frozenset(("after", "following", "since", "despite"))
_COARSE = frozenset(("month", "quarter", "year", "decade"))
_SHORTEST = 3


def opening(dated: Dated, verb: Token) -> tuple[Token, Span] | None:
    """The participle that a sentence opens with, and whom it tells of: "Born in Osk in 1937, she taught …".

    She did not teach in 1937, as the whole clause would say.
    """
    main = finite_verb(verb)
    first = next((t for t in verb.sent if not t.is_space and not t.is_punct), verb)
    if (
        verb.tag_ != "VBN"
        or verb.dep_ not in ("advcl", "acl")
        or first != verb.left_edge
        or has_subject(verb)
    ):
        return None
    whom = next((c for c in main.lefts if c.dep_ in ("nsubj", "nsubjpass") and c.i > dated.span.end), None)
    ends = dated.span.end < verb.sent.end and verb.doc[dated.span.end].text == ","
    if whom is None or main == verb or not ends:
        return None
    return whom, verb.doc[verb.left_edge.i : dated.span.end]


def after(dated: Dated) -> Span | None:
    """The noun that something came after, with its own date: "a request in 2022", not the vote behind it.

    A day may be that of both: "resigned after a meeting on Monday".
    """
    led = dated.span.root.head
    noun = led.head
    if dated.precision not in _COARSE or led.dep_ != "prep" or noun.pos_ != "NOUN" or noun.dep_ != "pobj":
        return None
    if noun.head.lower_ not in _BEHIND:
        return None
    run = trimmed(noun.doc[noun.left_edge.i : dated.span.end])
    return run if len(run) > _SHORTEST else None
