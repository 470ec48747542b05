"""What an actor is, in the text's own words: before the name, in apposition, or by "is a"."""

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from bot.brief.identity import Draft
from bot.brief.leading import leads
from bot.brief.lexicon import words
from bot.brief.name_edges import titled

_LONGEST = 16
_TRADE = re.compile(r"(?:ists?|ians?|wom[ae]n|m[ae]n)$")
_CLAUSES = frozenset(("relcl", "acl", "advcl", "parataxis", "ccomp"))


def state_roles(doc: Doc, drafts: list[Draft]) -> None:
    """Give each draft the first role that the text states for it, and the nouns that role is made of."""
    for draft in drafts:
        for start, end in draft.spans:
            role = next(_roles(doc, start, end, draft.kind), None)
            if role is None:
                continue
            draft.nouns.update(_nouns(role))
            if draft.role is None:
                draft.role, draft.role_span = _words(role), (role.start, role.end)
        if draft.role is None and draft.kind == "person":
            told = (leads(doc, start, end) for start, end in draft.spans)
            found = next((one for one in told if one is not None), None)
            if found is not None:
                draft.role, draft.role_span = found[0], (found[1].start, found[1].end)
        draft.gender = draft.gender or _gender(draft.nouns)


def _gender(nouns: set[str]) -> str | None:
    told = [gender for gender in ("male", "female") if nouns & words("gender", gender, "words")]
    return told[0] if len(told) == 1 else None


def _nouns(role: Span) -> set[str]:
    """What one may call the bearer: the role's head and compounds, not what follows "of" or "for"."""
    head = role.root
    found = {head.lower_, head.lemma_.lower()}
    for token in role:
        if token.dep_ in ("of", "prep", "relcl"):
            break
        if token.head == head and token.dep_ == "conj":
            found.add(token.lower_)
    if any(t.lower_ in words("roles", "person") for t in role):
        found.update(t.lower_ for t in _before_preposition(role) if t.lower_ in words("roles", "person"))
    return found


def _before_preposition(role: Span) -> Iterator[Token]:
    for token in role:
        if token.dep_ == "prep":
            return
        yield token


def _roles(doc: Doc, start: int, end: int, kind: str) -> Iterator[Span]:
    """Candidates, the likeliest first."""
    name = doc[start:end]
    before = list(_before(doc, start)) if kind == "person" else []
    styled = [title for title in before if all(titled(token) for token in title)]
    yield from (title for title in before if title not in styled)
    yield from _apposition(name, kind)
    yield from _predicate(name, kind)
    yield from _unparsed_office(name, kind)
    yield from styled


def _before(doc: Doc, start: int) -> Iterator[Span]:
    """The title before a name: "Pakistani security analyst", "Iran’s Foreign Minister"."""
    at = start
    while at > 0 and _belongs_left(doc[at - 1]):
        at -= 1
    while at < start and (doc[at].is_punct or doc[at].dep_ in ("det", "case")):
        at += 1
    title = doc[at:start]
    if any(token.lower_ in words("roles", "person") for token in title) or _is_rank(title):
        yield title


def _is_rank(title: Span) -> bool:
    """As in "Det Supt": a title that says what somebody is, unlike "Mrs"."""
    return len(title) > 0 and all(token.lower_.rstrip(".") in words("roles", "ranks") for token in title)


def _belongs_left(token: Token) -> bool:
    if token.is_space or token.text in (",", ";", ":", "–", "—", ".", "(", ")", "“", "”", '"', "‘"):
        return False
    if token.tag_ == "VBG" and token.dep_ in ("amod", "compound"):  # "returning officer", "presiding judge"
        return True
    return token.pos_ in ("NOUN", "PROPN", "ADJ") or token.text in (
        "-",
        "/",
        "&",
        "’s",
        "'s",
        "’",
        "vice",
        "former",
        "then",
        "Retired",
        "retired",
        "acting",
        "elected",
        "outgoing",
    )


def _apposition(name: Span, kind: str) -> Iterator[Span]:
    """As in "X, spokesperson for Y," and "a spokesman for Y, X,": between commas, without clauses."""
    head = name.root
    for token in head.children:
        listed = kind != "person" and _is_listed(token)
        if token.dep_ == "appos" and token.i >= name.end and _describes(token, kind) and not listed:
            yield _phrase(token)
    if (
        kind == "person"
        and head.dep_ == "appos"
        and head.head.i < name.start
        and _set_off(name)
        and (bearer := _bearer(head.head, kind)) is not None
    ):
        yield _phrase(bearer, before=name.start)
    yield from _unparsed_apposition(name, kind)


def _is_listed(noun: Token) -> bool:
    """Whether a list goes on with it: "paid for by Arte, the state and the channel Kanal"."""
    return any(c.dep_ == "conj" and any(t.dep_ == "det" for t in c.lefts) for c in noun.children)


def _bearer(noun: Token, kind: str) -> Token | None:
    """What somebody is: the noun beside a name, or what that belongs to ("mayor of Osk, X")."""
    while not _describes(noun, kind):
        if noun.dep_ != "pobj" or noun.head.lower_ not in ("of", "for", "at", "in"):
            return None
        noun = noun.head.head
    return noun if _one(noun) else None


def _set_off(name: Span) -> bool:
    """Whether a name follows a comma or dash, perhaps with a title: not the "nurse, now Jo" of a list."""
    at = name.start - 1
    if at == name.root.head.i:
        return True
    while at > 0 and (titled(name.doc[at]) or name.doc[at].lower_ == "the"):  # ", the Rev. X,"
        at -= 1
    return at >= 0 and (name.doc[at].is_punct or name.doc[at].tag_ == "HYPH")


def _one(noun: Token) -> bool:
    """Whether a noun means one of them: not the "men" of "two other men, Foy and Pike"."""
    return noun.tag_ not in ("NNS", "NNPS")


def _unparsed_apposition(name: Span, kind: str) -> Iterator[Span]:
    """The noun phrase right behind "X,", should the parser have hung it elsewhere."""
    doc, sentence = name.doc, name.root.sent
    at = name.end
    if at + 1 >= sentence.end or doc[at].text not in (",", "(") or kind not in ("person",):
        return
    if doc[at + 1].pos_ == "ADP":
        return
    for chunk in sentence.noun_chunks:
        if chunk.start in (at + 1, at + 2) and chunk.end > at + 1 and _describes(chunk.root, kind):
            if chunk.root.dep_ not in ("nsubj", "nsubjpass", "npadvmod"):
                yield _phrase(chunk.root)
            return


def _unparsed_office(name: Span, kind: str) -> Iterator[Span]:
    """As in "by the council's member for transport, Cllr X (Lab)", should the name hang elsewhere."""
    doc, at = name.doc, name.start
    while at > name.sent.start and titled(doc[at - 1]):
        at -= 1
    closed = name.end == len(doc) or doc[name.end].text in (",", ".", "(", ";", "”", '"')
    if kind != "person" or at < name.sent.start + 2 or doc[at - 1].text != "," or not closed:
        return
    bearer = _bearer(doc[at - 2], kind)
    one = ("det", "poss")
    if bearer is not None and any(c.dep_ in one and c.lower_ not in ("a", "an") for c in bearer.lefts):
        yield _phrase(bearer, before=at - 1)


def _describes(token: Token, kind: str) -> bool:
    """Whether a noun says what somebody is: for persons it must be something that a person can be."""
    if token.pos_ not in ("NOUN", "PROPN") or token.ent_type_ in ("DATE", "GPE", "CARDINAL", "MONEY"):
        return False
    if kind != "person":
        return token.pos_ == "NOUN" and token.ent_type_ not in ("TIME", "PERCENT", "QUANTITY")
    names = {
        token.lower_,
        *(child.lower_ for child in token.children if child.dep_ in ("compound", "amod", "conj")),
    }
    return bool(names & words("roles", "person")) or bool(_TRADE.search(token.lower_))


def _phrase(head: Token, before: int | None = None) -> Span:
    """The noun phrase of `head` up to the first comma behind it or clause that hangs on it."""
    doc = head.doc
    start, end = head.left_edge.i, head.right_edge.i + 1
    while start < head.i and doc[start].dep_ == "advmod" and doc[start].head == head:
        start += 1  # "is now our head of sales"
    end = min(end, before or end, start + _LONGEST)
    for token in doc[head.i + 1 : end]:
        comma = token.text in (",", ";", "–", "—", "(", ")", ":") and not _lists(token)
        if token.dep_ in _CLAUSES and _is_what_for(token, head):
            continue
        if comma or (token.dep_ in _CLAUSES) or token.is_space or token.dep_ == "appos":
            end = token.left_edge.i if token.dep_ in _CLAUSES else token.i
            break
    return doc[start : max(end, head.i + 1)]


def _is_what_for(verb: Token, head: Token) -> bool:
    """As in "the first woman to lead an orchestra", who is nothing without what she is first in."""
    ranked = any(child.lower_ in words("roles", "ranking") for child in head.lefts)
    return ranked and verb.head == head and any(t.lower_ == "to" and t.dep_ == "aux" for t in verb.lefts)


def _lists(comma: Token) -> bool:
    """Whether a comma separates parts of one title ("chair, and founder of")."""
    following = comma.doc[comma.i + 1] if comma.i + 1 < len(comma.doc) else comma
    return following.lower_ == "and"


def _predicate(name: Span, kind: str) -> Iterator[Span]:
    """As in "X is the head of Y", "X, who is a …"."""
    if kind != "person":
        return
    verbs = [name.root.head] if name.root.dep_ == "nsubj" else []
    verbs += [child for child in name.root.children if child.dep_ == "relcl"]
    for verb in verbs:
        if verb.lemma_ in ("be", "become") and not any(c.dep_ == "neg" for c in verb.children):
            yield from (_phrase(c) for c in verb.children if c.dep_ == "attr" and _describes(c, kind))


def _words(role: Span) -> str:
    text = " ".join(role.text.split()).strip(' “”"‘’')
    first, _, rest = text.partition(" ")
    text = rest if first.lower() in ("the", "its", "their", "his", "her", "our") and rest else text
    before, _, last = text.rpartition(" ")
    titled_only = before and last.lower() in words("names", "titles") and last != "Lord"
    office = set(before.lower().replace("-", " ").split()) & words("roles", "person")
    return before if titled_only and office else text
