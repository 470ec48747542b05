"""The proper names of a text, each with what kind of actor it looks like where it stands."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from spacy.tokens import Doc, Span, Token

from bot.brief.agreed_kinds import settle_kinds
from bot.brief.country_names import country_names
from bot.brief.joined_bodies import joined_bodies
from bot.brief.kinds import BODY, Guess, Name, guess_of
from bot.brief.lexicon import words
from bot.brief.name_edges import in_price, in_score, titled, trimmed, unlettered, whole
from bot.brief.nobody import goes_before_thing, is_named_thing, names_nobody, thing_itself
from bot.ground.countries import gazetteer

_INITIAL = re.compile(r"[A-Z]\.\Z")
_SUFFIXES = frozenset(("Jr", "Sr", "Inc", "Ltd", "LLC", "II", "III"))
_LABELS: dict[str, Guess] = {"PERSON": "person", "ORG": "organisation", "GPE": "place", "NORP": "group"}


def find_names(doc: Doc, passed_over: Iterable[int] = ()) -> list[Name]:
    """Every proper name in order, none in another: joined bodies, countries, entities, then other subjects.

    The tokens `passed_over` hold no names: those of the dateline, whose places don't act.
    """
    dateline = frozenset(passed_over)
    taken = dict.fromkeys(dateline, True)
    found: list[Name] = []
    persons = {token.i for entity in doc.ents if entity.label_ == "PERSON" for token in entity}
    joined: list[tuple[Span, Guess]] = [(body, "organisation") for body in joined_bodies(doc)]
    for span, guess in (*joined, *country_names(doc, persons), *_entities(doc), *_acting_runs(doc)):
        name = _name(span, guess)
        if name and not any(taken.get(i) for i in range(name.start, name.end)):
            taken.update((i, True) for i in range(name.start, name.end))
            found.append(name)
    found += _echoes(doc, found, taken)
    found.sort(key=lambda name: name.start)
    filed_from = frozenset(doc[i].lower_ for i in dateline if doc[i].is_alpha)
    return settle_kinds(doc, _real(doc, found, dateline), filed_from)


def _echoes(doc: Doc, names: list[Name], taken: dict[int, bool]) -> list[Name]:
    """Surnames of people named in full elsewhere, where the tagger takes them for nouns that act."""
    full = {doc[name.end - 1].text for name in names if name.guess == "person" and name.end - name.start > 1}
    return [
        Name(token.i, token.i + 1, token.text, "person", acts(token), None)
        for token in doc
        if token.text in full and token.i not in taken and token.pos_ == "NOUN" and _stands_as_name(token)
    ]


def _stands_as_name(noun: Token) -> bool:
    bare = not any(child.dep_ in ("det", "amod", "nummod", "poss") for child in noun.children)
    return bare and noun.dep_ in ("nsubj", "nsubjpass", "poss", "pobj", "dobj", "conj")


def _real(doc: Doc, names: list[Name], dateline: frozenset[int]) -> list[Name]:
    """`names` without common words that only begin a sentence, and without names of operations."""
    told = {name.text.lower() for name in names if not _begins_sentence(doc[name.start], dateline)}
    once = Counter(name.text.lower() for name in names)
    plain = {token.text for token in doc if token.text.islower()}
    things = {name.text.lower() for name in names if is_named_thing(doc[name.start])}
    things |= {thing for name in names for thing in thing_itself(name)}
    things |= {token.nbor().lower_ for token in doc[:-1] if goes_before_thing(token)}
    return [
        name
        for name in names
        if name.text.lower() not in things
        and (name.text.lower() in told or not _common(doc, name, plain, once[name.text.lower()]))
    ]


def _begins_sentence(token: Token, dateline: frozenset[int]) -> bool:
    before = [t for t in token.doc[token.sent.start : token.i] if t.is_alpha and t.i not in dateline]
    opened = token.i > 0 and token.nbor(-1).text in ("“", '"', "‘", "'", ":")
    return not before or opened


def _common(doc: Doc, name: Name, plain: set[str], count: int) -> bool:
    """Whether a lone word has its capital from the sentence it begins: "Arson was ruled out"."""
    token = doc[name.start]
    if name.end - name.start > 1 or name.title or name.guess in ("country", "place"):
        return False
    nouns = words("roles", "person") | words("roles", "group") | words("roles", "organisation")
    if name.text.lower() in plain or {name.text.lower(), name.text.lower().removesuffix("s")} & nouns:
        return True
    if count == 1 and token.dep_ == "nsubj" and token.head.lemma_ in words("names", "happening"):
        return token.ent_type_ not in ("ORG", "GPE")
    doubtful = name.guess == "person" or (token.dep_ == "nsubjpass" and token.ent_type_ not in ("ORG", "GPE"))
    return doubtful and count == 1 and token.dep_ != "nsubj"


def acts(token: Token) -> bool:
    """Whether `token` is who does something: an active subject or the agent of a passive."""
    if token.dep_ in ("nsubj", "csubj"):
        return True
    if token.dep_ == "npadvmod" and token.pos_ == "PROPN":
        return token.head.i == token.i + 1 and token.head.pos_ == "VERB"
    if token.dep_ in ("conj", "appos") and token.head != token:
        return acts(token.head)
    return (token.dep_ == "pobj" and token.head.dep_ == "agent") or _cut_off(token)


def _cut_off(token: Token) -> bool:
    """The subject that the parse takes for the sentence: "China, which has ties to both, offered"."""
    if token.dep_ != "ROOT" or token.pos_ != "PROPN":
        return False
    verbs = [child for child in token.children if child.dep_ == "acl" and child.tag_ in ("VBN", "VBD")]
    return any(verb.nbor(-1).text in (",", "–", "—") and verb.i > token.i + 2 for verb in verbs)


def _entities(doc: Doc) -> Iterator[tuple[Span, Guess]]:
    for entity in doc.ents:
        guess = _LABELS.get(entity.label_)
        if guess:
            for part in _parts(entity):
                yield whole(part), guess


def _parts(entity: Span) -> Iterator[Span]:
    """`entity` cut at line breaks, brackets, slashes, scores, prices and a list's commas.

    None is ever in a name.
    """
    listed = not BODY.search(entity.text)

    def breaks(token: Token) -> bool:
        mark = token.is_space or token.is_bracket or token.text in '/|"“”'
        return mark or (listed and token.text == ",") or in_score(token) or in_price(token)

    for broken, group in groupby(entity, key=breaks):
        tokens = list(group)
        if not broken and " ".join(t.text for t in tokens).strip(".") not in _SUFFIXES:
            yield entity.doc[tokens[0].i : tokens[-1].i + 1]


def _acting_runs(doc: Doc) -> Iterator[tuple[Span, Guess]]:
    """Runs of proper nouns that are the subject or agent of a verb, whatever the entities say."""
    for token in doc:
        behind_title = token.pos_ == "PROPN" and token.i > 0 and titled(doc[token.i - 1])
        if _is_office(token):
            continue
        initial = _first_initial(token)
        if initial < token.i and not token.ent_type_:
            yield doc[initial : token.i + 1], "person"
            continue
        if (
            behind_title
            or _is_introduced(token)
            or (_is_coined(token) and acts(token))
            or (token.pos_ == "PROPN" and (acts(token) or token.dep_ in ("dobj", "nsubjpass")))
        ):
            start = token.i
            while start > 0 and _continues_left(doc, start, token.sent.start):
                start -= 1
            end = _name_end(token) if behind_title else token.i + 1
            yield whole(doc[start:end]), "unknown"


def _is_coined(token: Token) -> bool:
    """As in "CalMac": capitals within a word, which the tagger takes for a common noun."""
    return (
        token.pos_ == "NOUN"
        and token.is_alpha
        and token.text[0].isupper()
        and not (token.text.isupper() or token.text.istitle())
    )


def _name_end(first: Token) -> int:
    """Behind the last word of a name that a title opens: "Cllr Joan Frith"."""
    at = first
    while at.dep_ == "compound" and at.head.i == at.i + 1 and at.head.pos_ == "PROPN":
        at = at.head
    return at.i + 1


def _first_initial(token: Token) -> int:
    """Where the initials before a surname begin: "R. K. Rao"; the surname's own place when it has none."""
    start = token.i
    while start > token.sent.start and token.pos_ == "PROPN" and _INITIAL.match(token.doc[start - 1].text):
        start -= 1
    return start


def _is_introduced(token: Token) -> bool:
    """As in "the former teacher Ana Reyes": a name right behind what a person is."""
    if token.dep_ != "appos" or token.pos_ != "PROPN" or token.ent_type_ in ("PERSON", "ORG"):
        return False
    return token.head.lower_ in words("roles", "person") and token.head.i == token.left_edge.i - 1


def _is_office(token: Token) -> bool:
    """As in "the Dales MP": who holds it is named elsewhere."""
    office = token.lower_ in words("roles", "person") and not token.ent_type_
    return office and any(child.dep_ == "det" and child.lower_ == "the" for child in token.children)


def _continues_left(doc: Doc, start: int, first: int) -> bool:
    before = doc[start - 1]
    if start - 1 < first or before.is_space:
        return False
    return before.pos_ == "PROPN" or (
        before.text in ("-", "al", "de", "van", "von", "bin") and start - 2 >= first
    )


def _name(span: Span, guess: Guess) -> Name | None:
    tokens, title = trimmed(list(span))
    if not tokens or not any(
        (token.text[0].isupper() and token.is_alpha) or token.pos_ == "PROPN" for token in tokens
    ):
        return None
    span = span.doc[tokens[0].i : tokens[-1].i + 1]
    guess = guess_of(guess, span, title)
    if guess == "person" and (any(t.like_num or t.is_digit for t in tokens) or not span.text[0].isupper()):
        return None
    if span.text in ("I", "I.") or (guess == "group" and _only_qualifies(span)) or names_nobody(span, guess):
        return None
    if all(token.lower_ in words("roles", "titles") for token in span):
        return None
    return Name(span.start, span.end, unlettered(span.text), guess, acts(span.root), title)


def _only_qualifies(span: Span) -> bool:
    """Whether the name of a people, creed or party is an adjective: "a Sunni militant group"."""
    if gazetteer().nation(span.text) is not None:
        return True
    return span.root.dep_ in ("amod", "compound", "nmod", "acomp") or span.root.pos_ == "ADJ"
