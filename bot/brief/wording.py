"""The words of the article that say a stance, cut to a short phrase."""

import re

from spacy.tokens import Span, Token

from bot.brief.modality import Manner, nearly
from bot.brief.speakers import passive_subject
from bot.brief.stances import Predicate, wished

_LONGEST = 16
_INCLUDED = frozenset(
    (
        *(
            "dobj",
            "prt",
            "prep",
            "xcomp",
            "ccomp",
            "acomp",
            "attr",
            "oprd",
            "dative",
            "pobj",
            "pcomp",
            "agent",
        ),
        *("advmod", "aux", "neg", "acl"),
    )
)
_BREAKS = frozenset((",", ";", "–", "—", "(", ":"))
_DANGLING = frozenset(
    (
        "to",
        "of",
        "in",
        "on",
        "at",
        "for",
        "with",
        "by",
        "and",
        "or",
        "the",
        "a",
        "an",
        "that",
        "as",
        "from",
        "using",
        "into",
        "whether",
        "which",
        "about",
        "over",
        "how",
    )
)


def wording(said: Predicate, manner: Manner) -> str:
    """From the phrase's outermost word, with what negates it, to the end of what belongs to it."""
    span = _with_marks(_phrase(said.token, manner))
    words = " ".join(span.text.split()).strip(" ,;:–—-.")
    if _balanced(words):
        return words
    words = words.strip("“”\"'‘’ ")
    return words if _balanced(words) else re.sub(r"[“”\"]", "", words)


def _with_marks(span: Span) -> Span:
    """`span` with the mark, near before or right behind it, whose other one it holds."""
    doc, start, end = span.doc, span.start, span.end
    if _balanced(span.text):
        return span
    if end < span.sent.end and _balanced(doc[start : end + 1].text):
        return doc[start : end + 1]
    for before in range(start - 1, max(start - 4, span.sent.start) - 1, -1):
        if _balanced(doc[before:end].text):
            return doc[before:end]
    return span


def _balanced(words: str) -> bool:
    """Whether every mark that opens in the phrase closes in it."""
    return (
        words.count("“") == words.count("”")
        and words.count('"') % 2 == 0
        and words.count("‘") <= words.count("’")
    )


def _phrase(token: Token, manner: Manner) -> Span:
    doc, anchor = token.doc, manner.anchor
    start = min(token.i, anchor.i, *_manner_words(anchor, manner))
    if token.pos_ == "NOUN":
        named = [child.left_edge.i for child in token.lefts if child.dep_ in ("amod", "compound")]
        start = min(start, *named, start)
    passive = passive_subject(token) if token.pos_ == "VERB" else None
    if (
        passive is not None
        and token.sent.start <= passive.left_edge.i < token.i
        and token.i - passive.left_edge.i < _LONGEST
    ):
        start = min(start, passive.left_edge.i)
    end = max(token.i, anchor.i) + 1
    for head in (anchor, token):
        end = max(end, _end(head, end))
    end = min(_whole_word(token, end), token.sent.end)
    return _cut(doc[start : max(end, token.i + 1)], token)


def _manner_words(anchor: Token, manner: Manner) -> list[int]:
    """Auxiliaries and negations before the anchor, where they change what is meant: "did not condemn"."""
    if manner.modality == "asserted":
        return []
    near = [
        child
        for child in anchor.children
        if child.dep_ in ("aux", "neg", "auxpass") or child.lower_ == "never"
    ]
    apart = [child.i for child in near if child.text[0] not in "'’"]
    almost = nearly(anchor)
    apart += [almost.i] if almost is not None else []
    return [i for i in apart if i < anchor.i and anchor.i - i < 5]


def _end(head: Token, least: int) -> int:
    """Where the dependents that belong to a phrase end: not clauses of time or reason, nor behind a comma."""
    end = least
    for child in head.rights:
        if child.dep_ not in _INCLUDED and not wished(child) and head.pos_ != "NOUN":
            if child.i > end:
                break
            continue
        for token in child.subtree:
            if token.i < end:
                continue
            if token.i < (asked := _behind_name(token)):
                end = asked
                continue
            if token.text in _BREAKS or token.is_space or token.lower_ == "according":
                return end
            if token.dep_ in ("relcl", "advcl") and token != child and not _is_asked(token):
                return end
            end = token.i + 1
    return end


def _behind_name(comma: Token) -> int:
    """Where what somebody is asked to do ends, behind a name between commas; else the comma's own place.

    As in "called on the minister, Ana Reyes, to resign": she is named in passing.
    """
    doc = comma.doc
    name = next((c for c in comma.head.rights if c.dep_ == "appos" and c.left_edge.i == comma.i + 1), comma)
    behind = doc[name.right_edge.i + 1 : name.right_edge.i + 3]
    if name == comma or behind.text.lower() != ", to" or behind[-1].dep_ != "aux":
        return comma.i
    return behind[-1].head.right_edge.i + 1


def _is_asked(verb: Token) -> bool:
    """Whether an infinitive says what somebody is asked to do: "urged the five to reconsider"."""
    return verb.tag_ == "VB" and verb.head.dep_ == "dobj" and verb.left_edge.i == verb.head.i + 1


def _whole_word(token: Token, end: int) -> int:
    """`end` behind the whole of a hyphenated word, and behind its object."""
    doc = token.doc
    while (
        end < len(doc)
        and doc[end - 1].whitespace_ == ""
        and doc[end].text not in _BREAKS | {".", "”", '"', "’", "?", "!"}
    ):
        joined = doc[end]
        end += 1
        if joined.is_alpha:
            object_ = next((child for child in joined.children if child.dep_ == "dobj"), None)
            end = object_.right_edge.i + 1 if object_ is not None and object_.left_edge.i == end else end
    return end


def _cut(span: Span, token: Token) -> Span:
    """At most some words, ended before a preposition rather than in the middle of a name."""
    doc, start, end = span.doc, span.start, span.end
    if end - start > _LONGEST:
        end = max(start + _LONGEST, token.i + 1)
        stops = [t.i for t in doc[token.i + 2 : end] if _may_stop_before(t)]
        end = stops[-1] if stops else end
    end = _whole_clauses(doc[start:end], token)
    while end - 1 > token.i and (doc[end - 1].lower_ in _DANGLING or doc[end - 1].is_space):
        end -= 1
    return doc[start:end]


def _may_stop_before(token: Token) -> bool:
    """At a comma, or before a preposition; not before "of", which goes with what it follows."""
    return token.text in _BREAKS or (token.dep_ == "prep" and token.lower_ != "of")


def _whole_clauses(span: Span, token: Token) -> int:
    """The end of `span` before a clause whose verb it leaves out: "an inquiry into whether the firm"."""
    for inside in span:
        if inside.i > token.i and inside.head.i >= span.end and inside.head in token.subtree:
            return max(inside.left_edge.i, token.i + 1)
    return span.end
