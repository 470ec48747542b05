"""Which names mean the same actor: surnames, acronyms, short forms, nations and capitals."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from bot.brief.initials import initials
from bot.brief.kinds import Name, first_names
from bot.brief.lexicon import words
from bot.brief.mentions import acts
from bot.brief.nobody import is_national
from bot.ground.countries import gazetteer
from bot.model import ActorKind


@dataclass(eq=False)
class Draft:
    """An actor in the making. `nouns` are what the text calls it ("minister", "company")."""

    kind: ActorKind
    name: str
    forms: Counter[str] = field(default_factory=Counter)
    spans: list[tuple[int, int]] = field(default_factory=list)
    nouns: set[str] = field(default_factory=set)
    role: str | None = None
    role_span: tuple[int, int] | None = None
    gender: str | None = None
    country: "Draft | None" = None
    body: "Draft | None" = None
    described: bool = False
    """Whether the text gives no name: "the port authority"."""

    def add(self, form: str, start: int, end: int) -> None:
        """One more mention, from token `start` to `end`, called `form`."""
        self.forms[form] += 1
        self.spans.append((start, end))
        longer = len(form.split()) > len(self.name.split())
        if longer and self.kind == "person":
            self.name = form


def merge_names(doc: Doc, names: Sequence[Name]) -> list[Draft]:
    """One draft for each actor whom `names` name, in order of first mention."""
    persons = _known_by_birth(doc, _persons(names))
    bodies = _bodies(
        [name for name in names if name.guess in ("organisation", "group", "unknown", "place")], persons
    )
    countries = _countries(doc, names)
    drafts = [*persons, *bodies, *countries]
    for draft in drafts:
        draft.spans.sort()
    return sorted((draft for draft in drafts if draft.spans), key=lambda draft: draft.spans[0])


def _parts(text: str) -> list[str]:
    """The words of a name in small letters, without the article of an Arabic surname: "al-Burhan"."""
    parts = (part.strip(".,").lower() for part in text.split())
    return [part[3:] if part[:3] in ("al-", "el-") and part[3:] else part for part in parts if part]


def _persons(names: Sequence[Name]) -> list[Draft]:
    """Persons by full name; a lone surname or first name goes to the one most often named so."""
    people = [name for name in names if name.guess == "person"]
    drafts: list[Draft] = []
    for name in sorted(people, key=lambda name: -len(_parts(name.text))):
        same = [
            draft
            for draft in drafts
            if _same_person(_parts(draft.name), _parts(name.text), name.title, draft)
        ]
        draft = max(same, key=lambda d: (sum(d.forms.values()), -d.spans[0][0]), default=None)
        if draft is None:
            draft = Draft("person", name.text)
            drafts.append(draft)
        draft.add(name.text, name.start, name.end)
        draft.gender = draft.gender or gender_of(name.text, name.title)
    return drafts


def _same_person(full: list[str], other: list[str], title: str | None, draft: Draft) -> bool:
    other = _without_particles(other)
    if not other or not full:
        return False
    told = gender_of("", title)
    if told and draft.gender and told != draft.gender:
        return False
    if len(other) == 1:
        return other[0] in (full[-1], full[0])
    return other[-1] == full[-1] and (other[0][0] == full[0][0]) and set(other[1:-1]) <= set(full)


def _known_by_birth(doc: Doc, persons: list[Draft]) -> list[Draft]:
    """`persons` with a name by birth joined to whom it is the birth of: "Ana Maria Reyes was born in …"."""
    kept: list[Draft] = []
    for person in sorted(persons, key=lambda draft: min(draft.spans)):
        alike = [draft for draft in kept if _parts(draft.name)[0] == _parts(person.name)[0]]
        if len(alike) == 1 and len(_parts(person.name)) > 2 and _is_born(doc, person):
            alike[0].forms += person.forms
            alike[0].spans += person.spans
        else:
            kept.append(person)
    return kept


def _is_born(doc: Doc, person: Draft) -> bool:
    verb = doc[person.spans[0][1] - 1].head
    return len(person.spans) == 1 and verb.lemma_ in ("bear", "born") and verb.tag_ == "VBN"


def _without_particles(parts: list[str]) -> list[str]:
    """The surname behind what it begins with: "van der Meer", "Bin Yusuf"."""
    while len(parts) > 1 and parts[0] in words("names", "inside"):
        parts = parts[1:]
    return parts


def gender_of(name: str, title: str | None) -> str | None:
    """As in "male" or "female" as a title or a first name tells, None when neither does."""
    first = name.split()[0].lower() if len(name.split()) > 1 else ""
    for gender in ("male", "female"):
        if title in words("gender", gender, "words") or first in words("gender", gender, "names"):
            return gender
    return None


def _bodies(names: Sequence[Name], persons: list[Draft]) -> list[Draft]:
    """Organisations and groups; also places and unlabelled names that act."""
    drafts: list[Draft] = []
    for name in sorted(names, key=lambda name: -len(name.text)):
        if name.guess == "place" and gazetteer().capital_of(name.text):
            continue
        draft = _surname_holder(name, persons) or next((d for d in drafts if _same_body(d, name)), None)
        if draft is None:
            if name.guess in ("place", "unknown") and not name.acts:
                continue
            draft = Draft("group" if name.guess == "group" else "organisation", name.text)
            drafts.append(draft)
        draft.add(name.text, name.start, name.end)
    return drafts


def _surname_holder(name: Name, persons: Sequence[Draft]) -> Draft | None:
    """The person whom a lone word names that was not taken for one: by surname, or by a first name."""
    if name.guess == "place" and not name.acts:
        return None
    parts = _without_particles(_parts(name.text))
    if len(parts) != 1:
        return next((d for d in persons if _parts(d.name) == parts), None)
    known = name.guess in ("unknown", "group") or (name.guess == "organisation" and parts[0] in first_names())
    by_first = [d for d in persons if _parts(d.name)[0] == parts[0] and known]
    return next((d for d in persons if _parts(d.name)[-1] == parts[0]), None) or (
        by_first[0] if len(by_first) == 1 else None
    )


def _same_body(draft: Draft, name: Name) -> bool:
    full, other = _parts(draft.name), _parts(name.text)
    if full == other:
        return True
    if len(other) == 1 and name.text.isupper() and len(other[0]) > 1:
        return other[0].replace(".", "") in initials(draft.name) or _is_short(other[0], full)
    if name.guess == "place" or not other or len(other[0]) < 4:
        return False
    return full[: len(other)] == other or (full[-1:] == other and not _is_named_after(full))


def _is_short(letters: str, full: list[str]) -> bool:
    """As in "SOCO" for "SOCO International plc": behind the letters stands what kind of company it is."""
    kinds = words("roles", "company_names") | {"international", "global", "worldwide"}
    return len(full) > 1 and full[0] == letters and set(full[1:]) <= kinds


def _is_named_after(body: list[str]) -> bool:
    """Whether the last word of a body's name is whom it is named after: "Bank of X", "Radio X"."""
    return "of" in body[:-1] or body[0] in words("names", "generic")


def _countries(doc: Doc, names: Sequence[Name]) -> list[Draft]:
    """Countries by name, by the adjective of their people, and by a capital that acts for its government."""
    drafts: dict[str, Draft] = {}
    covered = {
        i for name in names if name.guess not in ("place", "country") for i in range(name.start, name.end)
    }
    for name in names:
        country = (gazetteer().country(name.text) or name.text) if name.guess == "country" else None
        capital = gazetteer().capital_of(name.text) if name.guess in ("place", "unknown") else None
        if country or (capital and stands_for_government(doc[name.end - 1])):
            _country(drafts, country or capital or "").add(name.text, name.start, name.end)
    for start, end, country in _nations(doc, covered):
        draft = _country(drafts, country)
        draft.spans.append((start, end))
    return list(drafts.values())


def _country(drafts: dict[str, Draft], name: str) -> Draft:
    return drafts.setdefault(name, Draft("country", name, nouns={"country", "nation"}))


def _nations(doc: Doc, covered: set[int]) -> Iterable[tuple[int, int, str]]:
    """Adjectives of nations, of one or two words: "Iranian", "South Korean"."""
    for token in doc:
        if not token.text[0].isupper() or token.lower_.split(".")[0] not in gazetteer().begins:
            continue
        two = doc[token.i : token.i + 2].text
        for size, form in ((2, two), (1, token.text)):
            country = gazetteer().nation(form)
            within = token.i + size <= len(doc) and not is_national(doc[token.i + size - 1])
            if country and within and token.i not in covered and not gazetteer().country(form):
                covered.update(range(token.i, token.i + size))
                yield token.i, token.i + size, country
                break


def stands_for_government(capital: Token) -> bool:
    """Whether a capital acts or is dealt with as a government: "Tehran has accused", "ties with Tehran"."""
    if capital.dep_ == "pobj":
        return _dealt_with(capital)
    if capital.dep_ == "poss":
        return capital.head.lower_ in words("roles", "governmental")
    if capital.dep_ == "conj" and capital.head is not capital:
        return stands_for_government(capital.head)
    verb = capital.head
    return acts(capital) and verb.pos_ == "VERB" and verb.lemma_ not in ("have", "be", "lie", "host")


def _dealt_with(capital: Token) -> bool:
    """As in "ties with Tehran", "its envoy from Tehran": not a place, a government."""
    preposition = capital.head
    if preposition.lower_ in ("with", "between", "against") or preposition.dep_ == "agent":
        return True
    sent = {token.lemma_ for token in (preposition.head, *preposition.head.children)}
    return preposition.lower_ in ("to", "from") and bool(
        sent & {"ambassador", "envoy", "diplomat", "warning"}
    )
