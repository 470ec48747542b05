"""What a number without a noun of its own tells of: a toll, a price, a change, a distance."""

from spacy.tokens import Span, Token

from bot.brief.lexicon import words
from bot.brief.tolls import Told, participle, people
from bot.ground.amounts import Amount

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_LONGEST_PHRASE = 6
_VALUED = ("to", "at", "from", "as", "by", "below", "above", "under", "over", "down", "up")
_NUMERAL = ("nummod", "compound", "quantmod", "conj", "nmod")
_NAMES = ("PERSON", "ORG", "GPE", "NORP")


def measured(amount: Amount, span: Span) -> Told:
    """What the grammar around a bare number says it measures, else nothing."""
    found = _voted(amount, span) or people(amount, span) or _appended(amount, span)
    if found is None and amount.unit not in words("counting", "words", "periods"):
        found = _of(amount, span) or _put(span) or _changed(amount, span) or _paid(amount, span)
    return found or (None, "")


def bare(noun: Token) -> str:
    """The noun with what stands before it, without article, clauses, or "number of" before it."""
    of = next((c for c in noun.children if c.lower_ == "of" and c.i == noun.i + 1), None)
    if of is not None and noun.lemma_ in words("counting", "words", "standins"):
        inner = " ".join(noun.doc[of.i + 1 : of.right_edge.i + 1].text.split())
        if 0 < len(inner.split()) <= _LONGEST_PHRASE and not any(char.isdigit() for char in inner):
            return inner
    start = noun.left_edge.i
    for token in noun.doc[start : noun.i]:
        apart = token.dep_ in ("det", "punct", "nummod", "quantmod") or token.tag_ in ("PRP$", "POS", "WP$")
        if token.like_num or apart or token.is_space:
            start = token.i + 1
    return " ".join(noun.doc[start : noun.i + 1].text.split()[-_LONGEST_PHRASE:])


def _named(noun: Token) -> Told:
    """The noun as it is counted; a death toll counts people killed."""
    name = bare(noun)
    if name.lower() in words("counting", "words", "tolls") or name.lower() == "death toll":
        return "people killed", "people killed"
    if name.lower().removeprefix("the ") in words("counting", "words", "states"):
        return f"people {name.lower().removeprefix('the ')}", f"people {name.lower()}"
    return name, noun.lemma_.lower() if name.split()[-1] == noun.text else name.lower()


def _voted(amount: Amount, span: Span) -> Told | None:
    """As in "voted 212 to 198", "voted by nine to three"."""
    before = span.doc[span.start - 1] if span.start > span.sent.start else None
    while (
        before is not None
        and before.i > span.sent.start
        and (before.like_num or before.lower_ in ("by", "to"))
    ):
        before = before.nbor(-1)
    votes = before is not None and before.lemma_ == "vote" and before.pos_ == "VERB"
    return ("votes", "votes") if votes and amount.unit is None else None


def _appended(amount: Amount, span: Span) -> Told | None:
    """What a unit is told with: "12 years in prison", "30 days to appeal", "14 km north of the town"."""
    doc = span.doc
    after = doc[span.end] if span.end < span.sent.end else None
    if after is None or amount.unit is None or amount.money or amount.unit == "%":
        return None
    period = amount.unit in words("counting", "words", "periods")
    if period and after.lower_ == "in" and after.dep_ == "prep" and _is_bare(after):
        return " ".join(doc[after.i : after.right_edge.i + 1].text.split()[:4]), "in"
    verb = doc[after.i + 1] if after.i + 1 < len(doc) else after
    lasts = span.start > span.sent.start and doc[span.start - 1].lower_ == "for"
    if period and not lasts and after.lower_ == "to" and verb.tag_ == "VB":
        return _unhanging(doc[after.i : min(verb.right_edge.i + 1, after.i + 5)]), verb.lemma_.lower()
    lasted = span.root.head.head if span.root.head.lower_ in ("for", "to") else span.root.head
    if period and lasted.lemma_ in words("counting", "words", "lasting_verbs"):
        return lasted.lower_, lasted.lemma_.lower()
    if not period and after.lower_ in words("counting", "words", "directions"):
        last = doc[after.i + 2] if doc[after.i + 1 : after.i + 2].text == "-" else after  # "north-west of …"
        return " ".join(doc[after.i : last.right_edge.i + 1].text.split()[:_LONGEST_PHRASE]), after.lower_
    return None


def _is_bare(prep: Token) -> bool:
    """Whether a preposition leads to a noun alone: "in prison", not "in a dispute over pay"."""
    noun = prep.doc[prep.i + 1] if prep.i + 1 < len(prep.doc) else prep
    told = any(child.dep_ in ("acl", "relcl") for child in noun.rights)  # "six months in tanks lit by lamps"
    return noun.dep_ == "pobj" and noun.head == prep and not told and noun.ent_type_ not in ("DATE", "TIME")


def _unhanging(phrase: Span) -> str:
    """The words of a phrase without what only leads on: "to lodge an appeal with"."""
    end = len(phrase)
    while end > 1 and phrase[end - 1].pos_ in ("ADP", "DET", "CCONJ", "PUNCT", "PART"):
        end -= 1
    return " ".join(phrase[:end].text.split())


def _of(amount: Amount, span: Span) -> Told | None:
    """As in "a magnitude of 5.9", "magnitude 5.9", "a loss of $3m"."""
    before = span.doc[span.start - 1] if span.start > span.sent.start else None
    if before is not None and before.lemma_ in words("counting", "words", "scales"):
        return before.lemma_.lower(), before.lemma_.lower()
    root = span.root
    while amount.money and root.dep_ in _NUMERAL and root.head.i >= span.start:
        root = root.head  # "profit of between 4.6 billion and 4.9 billion kroner"
    if amount.money and before is not None and before.lower_ == "of":
        root = next((child for child in before.children if child.dep_ == "pobj"), root)
    head = root.head
    if root.dep_ != "pobj" or head.lower_ != "of" or head.head.pos_ not in ("NOUN", "PROPN"):
        return None
    return None if head.head.lemma_ in words("counting", "words", "empty") else _named(head.head)


def _put(span: Span) -> Told | None:
    """What was put at it or cut to it: "put the number at 210", "cut its forecast from 3 to 2 per cent"."""
    verb = _valuing(span)
    if verb is None:
        return None
    put = next((c for c in verb.children if c.dep_ in ("dobj", "oprd") and c.i < span.start), None)
    return _named(put) if put is not None and put.pos_ == "NOUN" and not _is_amount(put) else None


def _is_amount(noun: Token) -> bool:
    return noun.ent_type_ in ("PERCENT", "MONEY") or any(c.like_num for c in noun.children)


def _valuing(span: Span) -> Token | None:
    """The verb whose value the number is: behind "to", "at", "from"."""
    root, before = span.root, span.doc[max(span.start - 1, span.sent.start)]
    head = before if before.pos_ in ("ADP", "PART", "SCONJ") else root.head
    while head.lower_ in _VALUED and head.head != head:
        if head.head.pos_ in ("VERB", "AUX"):
            return head.head if head.head.i < span.start else None
        head = head.head
    return None


def put_by(span: Span) -> Token | None:
    """Who puts something at the number: "the agency put the toll at nine"."""
    verb = _valuing(span)
    if verb is None or verb.lemma_ not in words("counting", "words", "putting"):
        return None
    return next((c for c in verb.children if c.dep_ == "nsubj" and c.pos_ in ("NOUN", "PROPN")), None)


def _changed(amount: Amount, span: Span) -> Told | None:
    """The subject of the clause whose verb says how it changed, what it cost, what it reached."""
    verb = next((t for t in span.root.ancestors if t.pos_ in ("VERB", "AUX")), None)
    subject = _subject(verb) if verb is not None else None
    if verb is None or subject is None or subject in span or not _is_value(span, verb):
        return None
    those = _those(subject)
    if not those and (subject.pos_ not in ("NOUN", "PROPN") or _is_somebody(subject, amount)):
        return None
    if amount.money and verb.lemma_ == "lose" and span.root.dep_ == "dobj":
        return None
    name, key = (those, those.lower()) if those else _named(subject)
    changed = verb.lemma_ in words("counting", "words", "changes") and amount.unit in (
        "%",
        "percentage points",
        "basis points",
    )
    if span.root.head.tag_ in ("JJR", "RBR"):
        return f"{name} {span.root.head.lower_}", f"{key} {span.root.head.lower_}"
    return (f"{name} {verb.lower_}" if changed else name), f"{key} {verb.lemma_}" if changed else key


def _those(subject: Token) -> str:
    """The words of "those on placebo"; empty when it is no such phrase."""
    behind = next((child for child in subject.rights if child.dep_ == "prep"), None)
    if subject.lower_ != "those" or behind is None or behind.i != subject.i + 1:
        return ""
    said = subject.doc[subject.i : behind.right_edge.i + 1].text.split()
    return " ".join(said) if len(said) <= _LONGEST_PHRASE else ""


def _is_somebody(subject: Token, amount: Amount) -> bool:
    """Whether a subject is a name; a person is no percentage, so "Turnout was 47%" has a noun for subject."""
    return subject.ent_type_ in _NAMES and not (subject.ent_type_ == "PERSON" and amount.unit == "%")


def _subject(verb: Token) -> Token | None:
    subjects = [child for child in verb.children if child.dep_ in _SUBJECTS]
    subject = subjects[-1] if subjects else None  # the nearest: "figures show lists rose"
    if subject is None and verb.dep_ in ("conj", "xcomp") and verb.head.pos_ in ("VERB", "AUX"):
        return _subject(verb.head)
    if subject is not None and subject.tag_ in ("WDT", "WP") and verb.dep_ == "relcl":
        return verb.head
    return subject


def _is_value(span: Span, verb: Token) -> bool:
    """Whether the number is the value of the verb's subject."""
    valued, root = _valuing(span) == verb, span.root
    if any(child.dep_ == "nsubjpass" for child in verb.children) and valued:
        return True
    direct = root.head == verb or (root.head.tag_ in ("JJR", "RBR") and root.head.head == verb)
    measures = words("counting", "words", "changes") | words("counting", "words", "measuring")
    return verb.lemma_ in measures and (valued or (direct and root.dep_ not in _SUBJECTS))


def _reaching() -> frozenset[str]:
    """Verbs by which something comes to a sum of money, and nothing is done with it."""
    return words("counting", "words", "measuring") - words("counting", "words", "spending")


def _paid(amount: Amount, span: Span) -> Told | None:
    """What money is for, or else what is done with it: "£2m in damages", "$31 an hour", "fined £500"."""
    if not amount.money:
        return None
    doc = span.doc
    after = doc[span.end] if span.end < span.sent.end else None
    if after is not None and after.lower_ in ("a", "an", "per", "each") and span.end + 1 < len(doc):
        each = doc[span.end : span.end + 2] if after.lower_ != "each" else doc[span.end : span.end + 1]
        done = span.root.head if span.root.dep_ == "dobj" else None
        spent = done is not None and done.lemma_ in words("counting", "words", "spending")
        return f"{done.lower_} {each.text}" if done is not None and spent else each.text, each.text.lower()
    if after is not None and after.dep_ == "prep" and after.lower_ in ("for", "in"):
        paid = next((c for c in after.children if c.dep_ == "pobj" and not c.ent_type_), None)
        if paid is not None:
            lost = participle(span.root.head) if after.lower_ == "in" else None
            return f"{bare(paid)} {lost or ''}".strip(), paid.lemma_.lower()
    doing = ("dobj", "dative", "oprd", "attr", "npadvmod", "nsubjpass")
    verb = span.root.head if span.root.dep_ in doing else None
    deal = span.root.head.head if span.root.dep_ == "pobj" and span.root.head.lower_ == "for" else None
    verb = deal if deal is not None and deal.lemma_ in words("counting", "words", "dealing") else verb
    before = doc[max(span.start - 1, span.sent.start)]
    verb = before if verb is None and before.lemma_ in words("counting", "words", "owing") else verb
    if verb is None or verb.pos_ != "VERB" or verb.lemma_ in _reaching():
        return None
    if verb.lemma_ in ("cost", "value", "total") and verb.dep_ == "acl":
        return bare(verb.head), verb.head.lemma_.lower()
    told = verb.tag_ in ("VBD", "VBN", "VB") or verb.lemma_ in words("counting", "words", "owing")
    return (verb.lower_ if told else None), verb.lemma_.lower()
