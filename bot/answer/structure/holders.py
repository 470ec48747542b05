"""Who holds an office, and what a named person is: read off appositions, titles and "X is the …"."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from bot.answer.background import BEGINNING
from bot.answer.lexicon import pattern
from bot.answer.offices import asked_office
from bot.answer.passages import Text
from bot.answer.question import Question
from bot.answer.structure.event import Telling
from bot.ground.words import key

_OCCUPATION = pattern("occupation")
_NAMES = frozenset(("PERSON", "ORG", "GPE", "NORP"))
_STATES = frozenset(("GPE", "NORP"))
_TITLE = frozenset(("compound", "amod", "nmod", "appos", "flat"))
_NOT_IN_NAMES = frozenset(("DET", "ADP", "VERB", "AUX", "PRON", "PART", "CCONJ", "SCONJ"))
_WHOSE = frozenset(("det", "poss"))
"""Before an office in capitals ("the Prime Minister"), and not before a person's name."""
MOST_WORDS = 14
OF_SOMEBODY = 0.7
"""How surely "his lawyer" is the lawyer of the one asked about."""


def asks_holder(question: Question) -> bool:
    """Whether it asks who holds an office: "who is the mayor of Bogliasco?"."""
    office = asked_office(question)
    if office is None:
        return False
    return office.pos_ == "NOUN" or any(child.dep_ in _WHOSE for child in office.children)


def asks_description(question: Question) -> bool:
    """Whether it asks who a named person is, or what that person does for a living."""
    return _named(question) is not None


def _named(question: Question) -> set[str] | None:
    """The words of the name in "who is NAME?" or "what is NAME's job?"."""
    if question.kind == "what" and _OCCUPATION.search(question.text):
        return _whose_work(question) or None
    root = question.root
    if question.kind != "who" or root is None or root.lemma_ != "be":
        return None
    rest = [t for t in question.doc if t.i > root.i and not t.is_punct]
    return {key(t.text) for t in rest} if rest and _is_name(rest) else None


def _is_name(rest: list[Token]) -> bool:
    """Whether it ends like a name and holds but names, titles, and names that the question misspells."""
    ends = rest[-1].pos_ == "PROPN" or rest[-1].text[:1].isupper()
    return ends and all(t.text[:1].isupper() or t.pos_ not in _NOT_IN_NAMES for t in rest)


def is_somebody(question: Question, doc: Doc, start: int, end: int) -> bool:
    """Whether it answers "who is NAME?" with a person, and not with what that person is."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or not asks_description(question):
        return False
    return span.root.ent_type_ == "PERSON"


def _whose_work(question: Question) -> set[str]:
    heads = [t for t in question.doc if t.pos_ == "PROPN" and t.dep_ in ("poss", "nsubj")]
    return {key(t.text) for head in heads for t in head.subtree if t.pos_ == "PROPN"}


def holders(question: Question, telling: Telling, texts: Sequence[Text] = ()) -> Iterator[tuple[Span, float]]:
    """The names that stand with the office asked about; one with its place or body named is surer."""
    office = asked_office(question)
    if office is None:
        return
    others = {key(t.text) for t in office.subtree if t.pos_ in ("NOUN", "PROPN", "ADJ") and t != office}
    for title in telling.doc:
        if title.lemma_.lower() == office.lemma_.lower():
            phrase = {key(t.text) for t in title.subtree} | {key(t.text) for t in title.head.subtree}
            share = len(others & phrase) / len(others) if others else 1.0
            if not share and (_is_his(office, title) or _is_at_home(office, title, telling, texts)):
                share = OF_SOMEBODY
            for name in names_beside(telling.doc, title):
                yield name, 0.4 + 0.6 * share


def _is_his(office: Token, title: Token) -> bool:
    return _belongs_to_somebody(office) and _belongs_to_somebody(title, pronoun=True)


def _is_at_home(office: Token, title: Token, telling: Telling, texts: Sequence[Text]) -> bool:
    """Whether an office is told without a country, and the report is of the country asked about."""
    of = [t for link in office.children if link.lower_ == "of" for t in link.children]
    asked = [t.text for t in (*of, *office.children) if t.ent_type_ in _STATES]
    told = (*title.subtree, *title.head.children)
    if not texts or not asked or any(t.ent_type_ in _STATES for t in told):
        return False
    report = texts[telling.sentence.article].article
    return all(name in f"{report.title or ''} {report.text[:BEGINNING]}" for name in asked)


def _belongs_to_somebody(office: Token, *, pronoun: bool = False) -> bool:
    """Whether it is "Smith's lawyer", or "his"."""
    return any(c.dep_ == "poss" and (c.pos_ == "PRON") == pronoun for c in office.children)


def names_beside(doc: Doc, title: Token) -> Iterator[Span]:
    """Names in apposition to a title, before or behind it, or told to be it."""
    for ent in doc.ents:
        root = ent.root
        if (
            ent.label_ not in _NAMES
            or ent.start <= title.i < ent.end
            or (title in root.children and root.dep_ == "pobj")
        ):
            continue
        linked = (
            (root.dep_ == "appos" and root.head == title)
            or (title.dep_ in _TITLE and title.head == root)
            or (root.dep_ == "nsubj" and title.dep_ == "attr" and root.head == title.head)
            or (title.dep_ == "nsubj" and root.dep_ == "attr" and root.head == title.head)
            or (ent.label_ == "PERSON" and root.head == title and root.dep_ in _TITLE)
            or (ent.label_ == "PERSON" and ent.start == title.i + 1)  # whatever the parser makes of the name
        )
        if linked:
            yield ent


def descriptions(question: Question, telling: Telling) -> Iterator[tuple[Span, float]]:
    """What the sentence calls the person: "X, editor of Y", "the mayor X", "X is a …"."""
    asked, doc = _named(question) or set(), telling.doc
    named = [ent for ent in doc.ents if asked & {key(t.text) for t in ent}]
    names = asked.union(*({key(t.text) for t in ent if t.pos_ == "PROPN"} for ent in named))
    for token in doc:
        if key(token.text) not in names or (token.dep_ == "compound" and key(token.head.text) in names):
            continue
        head = token
        while head.dep_ == "compound" and key(head.head.text) in names:
            head = head.head
        for span, sure in _called(doc, head, names):
            told = _without_marks(_without_clause(span))
            if 0 < len(told) <= MOST_WORDS and not {key(t.text) for t in told if t.is_alpha} <= names:
                yield told, sure


def _without_clause(span: Span) -> Span:
    """A description without the clause behind it where it runs on: "a tailor whose house was burnt …"."""
    if len(span) <= MOST_WORDS:
        return span
    clauses = [t.left_edge.i for t in span if t.dep_ in ("relcl", "acl") and t.head == span.root]
    return span.doc[span.start : min(clauses, default=span.end)]


def _without_marks(span: Span) -> Span:
    """Without the comma that set it off from what stands before."""
    while len(span) and span[0].is_punct:
        span = span[1:]
    return span


def _called(doc: Doc, name: Token, names: set[str]) -> Iterator[tuple[Span, float]]:
    first = next(t for t in doc[name.left_edge.i : name.i + 1] if key(t.text) in names or t == name)
    title = doc[name.left_edge.i : first.i]
    for child in name.children:
        if child.dep_ == "appos":
            yield doc[child.left_edge.i : child.right_edge.i + 1], 1.0
        elif child.dep_ == "prep" and child.lower_ in ("of", "from") and child.i == name.i + 1:
            whole = doc[title.start if len(title) else child.i : child.right_edge.i + 1]
            yield whole, 0.95 if len(title) else 0.6  # "analyst Tom Burley of Peel Hart" is one description
    if name.dep_ == "appos":
        yield doc[name.head.left_edge.i : name.left_edge.i], 1.0
    if name.dep_ == "nsubj" and name.head.lemma_ == "be":
        for told in name.head.children:
            if told.dep_ == "attr":
                yield doc[told.left_edge.i : told.right_edge.i + 1], 1.0
    if len(title):
        yield title, 0.9
