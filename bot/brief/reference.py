"""Whom pronouns and descriptions mean: by agreement, recency, subjecthood and who spoke last.

Salience after Lappin and Leass (1994), with fewer weights; a tie is left open, because a wrong
name is worse than none.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from bot.brief.identity import Draft
from bot.brief.lexicon import cues, words
from bot.brief.mentions import acts
from bot.brief.quotation_marks import Quotation, find_quotations

_HE = frozenset(("he", "him", "his", "himself"))
_SHE = frozenset(("she", "her", "hers", "herself"))
_IT = frozenset(("it", "its", "itself"))
_THEY = frozenset(("they", "them", "their", "themselves"))
PRONOUNS = _HE | _SHE | _IT | _THEY
_COMPANY = frozenset(
    [
        "company",
        "firm",
        "group",
        "retailer",
        "manufacturer",
        "business",
        "carmaker",
        "bank",
        "insurer",
        "airline",
        "maker",
    ]
)
_COMPANY_NAME = frozenset(
    [
        "inc",
        "plc",
        "ltd",
        "llc",
        "corp",
        "group",
        "holdings",
        "ag",
        "sa",
        "gmbh",
        "co",
        "bank",
        "airlines",
        "industries",
        "motors",
    ]
)
_SUBORDINATE = frozenset(("conj", "xcomp", "advcl", "acl", "relcl", "prep", "pcomp"))
_REACH = 8
_MARGIN = 0.4


@dataclass
class References:
    """Walks a text from left to right, and remembers who was mentioned where."""

    doc: Doc
    by_token: dict[int, Draft]
    drafts: list[Draft]
    speech: frozenset[str]
    quotations: tuple[Quotation, ...] = ()
    _seen: list[tuple[int, Draft]] = field(default_factory=list)
    _sentence: dict[int, int] = field(default_factory=dict)
    _quoted: dict[int, int] = field(default_factory=dict)
    _breaks: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._breaks = [token.i for token in self.doc if token.is_space and "\n\n" in token.text]
        self.quotations = find_quotations(self.doc.text)
        for number, sentence in enumerate(self.doc.sents):
            self._sentence.update((token.i, number) for token in sentence)
        for number, quotation in enumerate(self.quotations):
            span = self.doc.char_span(quotation.start, quotation.end, alignment_mode="expand")
            if span is not None and len(span) > 2:
                self._quoted.update((i, number) for i in range(span.start, span.end))

    def resolve(self) -> None:
        """Fill `by_token` for pronouns and descriptions, and add the bodies that descriptions introduce."""
        ends = {end - 1: draft for draft in self.drafts for _, end in draft.spans}
        for token in self.doc:
            known = ends.get(token.i) or self.by_token.get(token.i)
            if known is None and token.lower_ in PRONOUNS and token.pos_ == "PRON":
                known = self._pronoun(token)
            elif known is None and token.pos_ in ("NOUN", "PROPN") and token.ent_type_ != "PERSON":
                known = self._description(token)
            if known is not None:
                if token.i in ends:
                    self._own(token, known)
                self.by_token[token.i] = known
                self._seen.append((token.i, known))

    # Pronouns

    def _pronoun(self, token: Token) -> Draft | None:
        form = token.lower_
        if form in _HE or form in _SHE:
            gender = "male" if form in _HE else "female"
            found = self._best(token, lambda d: d.kind == "person" and d.gender in (None, gender), gender)
            if found is not None:
                found.gender = found.gender or gender
            return found
        if form in _IT:
            return self._it(token)
        return self._best(token, lambda d: d.kind == "group", None, reach=2)

    def _it(self, token: Token) -> Draft | None:
        """Bodies and countries only, and only where "it" does something or has something."""
        governing = self._reporting_subject(token)
        if governing is not None and governing.kind != "person":
            return governing
        if token.lower_ == "its":
            return self._owner(token)
        if token.dep_ != "nsubj" or token.head.lemma_ in ("be", "seem", "appear", "take", "become", "remain"):
            return None
        subjects = lambda d: d.kind in ("organisation", "country", "group")  # noqa: E731
        return self._best(
            token, subjects, None, reach=2 if token.head.lemma_ in self.speech else 1, subject=True
        )

    def _reporting_subject(self, token: Token) -> Draft | None:
        """The subject of the clause that "it" stands below: "China said it is willing"."""
        for verb in token.ancestors:
            if verb.dep_ in ("ccomp", "xcomp", "advcl") and token.dep_ in ("nsubj", "nsubjpass", "poss"):
                for child in verb.head.children:
                    if child.dep_ == "nsubj" and child.i < token.i and child.i in self.by_token:
                        return self.by_token[child.i]
        return None

    def _owner(self, token: Token) -> Draft | None:
        """The subject of the clause in which "its" stands, also when that only follows."""
        for verb in token.ancestors:
            for child in verb.children:
                if child.dep_ in ("nsubj", "nsubjpass") and child.i in self.by_token:
                    owner = self.by_token[child.i]
                    if owner.kind != "person":
                        return owner
            if verb.pos_ in ("VERB", "AUX") and verb.dep_ not in _SUBORDINATE:
                break
        return None

    # Descriptions

    def _description(self, token: Token) -> Draft | None:
        noun = token.lower_
        if noun in words("roles", "person") and self._titles(token):
            return self.by_token[token.i + 1]
        if noun in words("roles", "person") and self._definite(token):
            return self._described_person(token)
        if noun in words("roles", "organisation") and not _indefinite(token):
            return self._described_body(token)
        if noun in ("country", "nation") and self._definite(token):
            return self._best(token, lambda d: d.kind == "country", None, subject=True)
        if noun in words("roles", "group") and self._definite(token):
            return self._best(token, lambda d: noun in d.nouns, None)
        return None

    def _titles(self, token: Token) -> bool:
        """Whether a noun stands right before a person's name: "Prime Minister Anwaar-ul-Haq Kakar"."""
        named = self.by_token.get(token.i + 1)
        return (
            named is not None
            and named.kind == "person"
            and token.whitespace_ != ""
            and token.ent_type_ != "ORG"
        )

    def _definite(self, token: Token) -> bool:
        return any(
            child.dep_ == "det" and child.lower_ in ("the", "this", "that") for child in token.children
        )

    def _described_person(self, token: Token) -> Draft | None:
        """ "the minister": the last person whose role says so; their other words must fit that role."""
        if token.dep_ in ("compound", "appos") or any(child.dep_ == "appos" for child in token.children):
            return None
        other = {
            c.lower_ for c in token.children if c.dep_ in ("amod", "compound") and c.i not in self.by_token
        }

        def fits(draft: Draft) -> bool:
            role = set((draft.role or "").lower().split())
            return (
                draft.kind == "person"
                and token.lower_ in draft.nouns
                and other <= role | {"senior", "former"}
            )

        return self._best(token, fits, None, reach=40)

    def _described_body(self, token: Token) -> Draft | None:
        owner, label = self._owning_country(token), _label(token, self.by_token)
        if token.lower_ in words("roles", "government") and label == token.lower_:
            return self._government(token, owner)
        if owner is None and token.lower_ in words("roles", "national"):
            owner = self._acting_country(token)
            own = next(
                (d for d in self.drafts if owner and d.country is owner and self._agrees(d, label)), None
            )
            if own is not None:
                return own
            if label == token.lower_:
                owner = None
        if owner is None:
            found = self._same_body(token, label)
            if found is not None:
                return found
        return self._new_body(token, label, owner)

    def _government(self, token: Token, owner: Draft | None) -> Draft | None:
        """A country by its government: by its name, as the one whose government was told of, or as who acts."""
        if owner is None and token.lower_ == "government" and self._definite(token):
            owner = self._best(token, lambda d: "government" in d.nouns, None, reach=40, margin=0)
            owner = owner or self._only_country(token)
        if owner is not None:
            owner.forms[_phrase(token)] += len(_phrase(token).split()) > 2
            owner.nouns.add(token.lower_)
        return owner

    def _only_country(self, token: Token) -> Draft | None:
        """The one country that acted in the three sentences before, should there be only one."""
        here = self._sentence[token.i]
        acting = [d for at, d in self._seen if 0 < here - self._sentence[at] <= 3 and acts(self.doc[at])]
        countries = {id(d): d for d in acting if d.kind == "country"}
        return next(iter(countries.values())) if len(countries) == 1 else None

    def _acting_country(self, token: Token) -> Draft | None:
        """The country that was last the subject, at most two sentences before."""
        for at, draft in reversed(self._seen):
            if self._sentence[token.i] - self._sentence[at] > 2:
                return None
            if draft.kind == "country" and acts(self.doc[at]) and at not in self._quoted:
                return draft
        return None

    def _own(self, token: Token, draft: Draft) -> None:
        """Remember whose a named body is: "its Ministry of Foreign Affairs"."""
        if draft.kind != "organisation" or draft.country is not None:
            return
        root = next((t for t in token.sent if any(t.i in range(*span) for span in draft.spans)), token)
        draft.country = self._owning_country(root)
        label = _ministry(draft.name)
        if label:
            draft.nouns.update((label, "ministry"))
            if draft.country is not None:
                draft.name = f"{draft.country.name}'s {label}"

    def _owning_country(self, token: Token) -> Draft | None:
        for child in token.children:
            if child.dep_ in ("poss", "amod", "compound", "nmod"):
                owner = self.by_token.get(child.i)
                if owner is not None and owner.kind == "country":
                    return owner
        return None

    def _same_body(self, token: Token, label: str) -> Draft | None:
        """The body that was called so before: by its own words, by its name, or as the only company about."""
        noun = token.lower_

        def so_called(draft: Draft) -> bool:
            names = {part.strip(".,").lower() for part in draft.name.split()}
            company = noun in _COMPANY and bool(names & _COMPANY_NAME)
            alike = set(cues("roles")["alike"].get(noun, "").split())
            called = noun in draft.nouns or noun in names or company or bool(alike & (names | draft.nouns))
            return draft.kind in ("organisation", "group") and called and self._agrees(draft, label)

        if not (self._definite(token) or label != noun):
            return next((d for _, d in reversed(self._seen) if d.name.lower() == label), None)
        found = self._best(token, so_called, None, reach=40, margin=0)
        if found is None and noun in _COMPANY and self._definite(token):
            found = self._best(
                token, lambda d: d.kind == "organisation" and not d.country, None, reach=3, subject=True
            )
        return found

    def _agrees(self, draft: Draft, label: str) -> bool:
        """Whether "foreign ministry" can be this one: "health ministry" cannot, the bare "ministry" can."""
        modifiers = set(label.split()[:-1])
        own = set(draft.name.lower().replace("affairs", "").split()) | draft.nouns
        return modifiers <= own

    def _new_body(self, token: Token, label: str, owner: Draft | None) -> Draft | None:
        """A body that is described, not named; only where it acts, or its country is told."""
        bare = owner is None and self._definite(token) and label == token.lower_
        if (owner is None and not acts(token)) or (bare and token.head.lemma_ not in self.speech):
            return None
        existing = next((d for d in self.drafts if d.country is owner and owner and label in d.nouns), None)
        draft = existing or Draft("organisation", self._body_name(token, label, owner), country=owner)
        draft.nouns.update((label, token.lower_))
        draft.add(_phrase(token), token.i, token.i + 1)
        if existing is None:
            self.drafts.append(draft)
        return draft

    def _body_name(self, token: Token, label: str, owner: Draft | None) -> str:
        phrase = _phrase(token)
        if owner is None:
            return phrase.removeprefix("the ").removeprefix("The ")
        told = any(self.by_token.get(child.i) is owner for child in token.children if child.dep_ != "det")
        has_name = told and not any(child.lower_ == "its" for child in token.children)
        return phrase.removeprefix("The ").removeprefix("the ") if has_name else f"{owner.name}'s {label}"

    # Salience

    def _best(
        self,
        token: Token,
        fits,
        gender: str | None,
        *,
        reach: int = _REACH,
        subject: bool = False,
        margin: float = _MARGIN,
    ) -> Draft | None:  # type: ignore[no-untyped-def]
        """The most salient earlier actor that fits, unless another comes too near."""
        scores: dict[int, float] = {}
        drafts: dict[int, Draft] = {}
        here = self._sentence[token.i]
        for at, draft in reversed(self._seen):
            distance = here - self._sentence[at]
            if distance > reach:
                break
            if not fits(draft) or self._barred(token, at, draft):
                continue
            score = self._salience(token, at, distance, draft, gender, subject)
            if score > scores.get(id(draft), float("-inf")):
                scores[id(draft)], drafts[id(draft)] = score, draft
        ranked = sorted(scores, key=lambda key: scores[key], reverse=True)
        if not ranked or (len(ranked) > 1 and scores[ranked[0]] - scores[ranked[1]] < margin):
            return None
        return drafts[ranked[0]]

    def _salience(
        self, token: Token, at: int, distance: int, draft: Draft, gender: str | None, subject: bool
    ) -> float:
        mention = self.doc[at]
        subjects = mention.dep_ in ("nsubj", "nsubjpass") or acts(mention)
        score = -1.0 * distance + (1.0 if subjects else 0.0) + 0.002 * (at - token.i)
        if subject and not subjects:
            score -= 0.5
        if mention.dep_ in ("poss", "compound", "amod"):
            score -= 0.5
        if self._paragraph(token.i) == self._paragraph(at):
            score += 0.5
        if gender and draft.gender == gender:
            score += 0.3
        if mention.head.lemma_ in self.speech and subjects:
            score += 0.6 if token.head.lemma_ in self.speech else 0.3
        return score

    def _paragraph(self, at: int) -> int:
        """The number of the paragraph that a token stands in."""
        return bisect_right(self._breaks, at)

    def _barred(self, token: Token, at: int, draft: Draft) -> bool:
        """What is said within a quotation is no antecedent outside it, nor the other way round; nor is a co-argument."""
        if self._quoted.get(token.i) != self._quoted.get(at):
            return True
        same_verb = (
            token.head is self.doc[at].head
            and token.dep_ in ("dobj", "pobj")
            and token.lower_ not in ("itself",)
        )
        return same_verb and not token.lower_.endswith("self")


def _indefinite(token: Token) -> bool:
    return any(
        child.dep_ == "det" and child.lower_ in ("a", "an", "any", "no", "every", "each")
        for child in token.children
    )


def _ministry(name: str) -> str | None:
    """ "foreign ministry" for "Ministry of Foreign Affairs"."""
    field_of = name.removeprefix("The ").removeprefix("the ").lower().removeprefix("ministry of ")
    return f"{field_of.split()[0]} ministry" if "ministry of " in name.lower() else None


def _label(token: Token, by_token: dict[int, Draft]) -> str:
    """What kind of body: its noun and what stands before it, without article, owner and nation."""
    inner = [c for c in token.lefts if c.dep_ in ("compound", "amod") and c.i not in by_token and c.is_alpha]
    return " ".join([*(child.lower_ for child in inner), token.lower_])


def _phrase(token: Token) -> str:
    """The noun phrase as it stands, up to its head."""
    start = token.left_edge.i
    return " ".join(token.doc[start : token.i + 1].text.split())


def spoken_for(drafts: Iterable[Draft]) -> None:
    """Set the body that a person speaks for: the country or organisation in the words of the role."""
    named = {form.lower(): draft for draft in drafts if draft.kind != "person" for form in draft.forms}
    for draft in drafts:
        if draft.kind == "person" and draft.role:
            draft.body = next((named[form] for form in named if form in draft.role.lower()), None)
