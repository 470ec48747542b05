"""Bodies that are described rather than named: "the foreign ministry", "the company", "the government"."""

from spacy.tokens import Token

from bot.brief.identity import Draft
from bot.brief.lexicon import cues, words
from bot.brief.mentions import acts
from bot.brief.salience import Memory


class Bodies:
    """Finds the body that a description means, and makes a new one of a description that acts."""

    def __init__(self, memory: Memory, by_token: dict[int, Draft], drafts: list[Draft]) -> None:
        self._memory = memory
        self.by_token = by_token
        self.drafts = drafts

    def described(self, token: Token) -> Draft | None:
        """The body that a noun such as "ministry" or "company" means, None when it cannot be told."""
        if token.left_edge.pos_ == "ADP":
            return None
        for child in token.children:
            if child.dep_ == "appos" and child.i in self.by_token:
                return self.by_token[child.i]
            if child.dep_ == "poss" and child.tag_ == "PRP$" and not self._known_owner(child):
                return None
        owner, label = self._owning_country(token), _label(token, self.by_token)
        if token.lower_ in words("roles", "government") and label == token.lower_:
            return self._government(token, owner)
        if owner is None and token.lower_ in words("roles", "national"):
            owner = self._memory.acting_country(token)
            own = next(
                (d for d in self.drafts if owner and d.country is owner and self._is_called(d, label)), None
            )
            if own is not None:
                return own
            if label in words("roles", "ambiguous"):
                owner = None
        if owner is None:
            found = self._same_body(token, label)
            if found is not None:
                return found
        return self._new_body(token, label, owner)

    def _known_owner(self, pronoun: Token) -> bool:
        """Whether "its" can be told to be a country's or a body's; "his ministry" is nobody's by name."""
        return pronoun.lower_ == "its" and pronoun.i in self.by_token

    def _government(self, token: Token, owner: Draft | None) -> Draft | None:
        """A country by its government: as named with it, as told before, or as the only one that acts."""
        if owner is None and token.lower_ == "government" and definite(token):
            owner = self._memory.best(token, lambda d: "government" in d.nouns, reach=40, margin=0)
            owner = owner or self._memory.only_country(token)
        if owner is not None:
            owner.forms[_phrase(token)] += len(_phrase(token).split()) > 2
            owner.nouns.add(token.lower_)
        return owner

    def own(self, token: Token, draft: Draft) -> None:
        """Remember whose a named body is: "its Ministry of Foreign Affairs"."""
        if draft.kind != "organisation" or draft.country is not None:
            return
        root = next((t for t in token.sent if any(t.i in range(*span) for span in draft.spans)), token)
        draft.country = self._owning_country(root)
        label = _ministry(draft.name)
        if label:
            draft.nouns.update((label, "ministry"))
            if draft.country is not None:
                draft.name = f"{possessive(draft.country.name, token.doc.text)} {label}"
        elif draft.name.lower() in words("roles", "national") and draft.country is not None:
            draft.nouns.add(draft.name.lower())
            draft.name = f"{possessive(draft.country.name, token.doc.text)} {draft.name.lower()}"

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
            company = noun in words("roles", "companies") and _may_be_company(draft)
            company = company and bool(names & words("roles", "company_names"))
            alike = set(cues("roles")["alike"].get(noun, "").split())
            called = noun in draft.nouns or noun in names or company or bool(alike & (names | draft.nouns))
            return draft.kind in ("organisation", "group") and called and self._agrees(draft, label)

        if not (definite(token) or label != noun):
            return next((d for d in self._memory.latest() if bare(d.name).lower() == label), None)
        found = self._memory.best(token, so_called, reach=40, margin=0)
        if found is None and noun in words("roles", "companies") and definite(token):
            found = self._memory.best(token, _may_be_company, reach=3, subject=True)
            found = found or self._memory.only_acting(_may_be_company)
        return found

    def _is_called(self, draft: Draft, label: str) -> bool:
        """Whether a country's body is of this kind: its army is not its ministry."""
        return label.split()[-1] in draft.nouns | set(draft.name.lower().split()) and self._agrees(
            draft, label
        )

    def _agrees(self, draft: Draft, label: str) -> bool:
        """Whether "foreign ministry" can be this one: "health ministry" cannot, the bare "ministry" can."""
        modifiers = set(label.split()[:-1])
        own = set(draft.name.lower().replace("affairs", "").split()) | draft.nouns
        return modifiers <= own

    def _new_body(self, token: Token, label: str, owner: Draft | None) -> Draft | None:
        """A body that is described, not named; only where it acts, or its country is told."""
        if owner is None and token.lower_ in words("roles", "mixed") and not self._speaks(token):
            return None
        bare = owner is None and definite(token) and label == token.lower_
        if owner is None and self._memory.in_quotation(token):
            return None  # "the better team won": nobody whom a reader knows
        if (owner is None and not acts(token)) or (bare and token.head.lemma_ not in self._memory.speech):
            return None
        existing = next((d for d in self.drafts if d.country is owner and owner and label in d.nouns), None)
        name = self._body_name(token, label, owner)
        described = owner is None and not _proper(token)
        draft = existing or Draft("organisation", name, country=owner, described=described)
        draft.nouns.update((label, token.lower_))
        draft.add(_phrase(token), token.i, token.i + 1)
        if existing is None:
            self.drafts.append(draft)
        return draft

    def _speaks(self, token: Token) -> bool:
        """Whether what may be a place or an undertaking says something: "the mission said"."""
        return token.dep_ == "nsubj" and token.head.lemma_ in self._memory.speech

    def _body_name(self, token: Token, label: str, owner: Draft | None) -> str:
        phrase = _phrase(token)
        if owner is None and _proper(token):
            return bare(phrase)
        if owner is None:
            first = token.doc[token.left_edge.i]
            return phrase[:1].lower() + phrase[1:] if first.pos_ in ("DET", "ADJ", "NOUN") else phrase
        told = any(self.by_token.get(child.i) is owner for child in token.children if child.dep_ != "det")
        has_name = told and not any(child.lower_ == "its" for child in token.children)
        return bare(phrase) if has_name else f"{possessive(owner.name, token.doc.text)} {label}"


def possessive(name: str, text: str) -> str:
    """`name` as an owner, with the apostrophe that `text` uses: "Guterres’", "Iran's"."""
    mark = "’" if "’" in text else "'"
    return f"{name}{mark}" if name.endswith("s") else f"{name}{mark}s"


def bare(name: str) -> str:
    """`name` with single spaces and without an article before it."""
    spaced = " ".join(name.split())
    return spaced[4:] if spaced.lower().startswith("the ") else spaced


def definite(token: Token) -> bool:
    """Whether a noun has "the", "this" or "that"."""
    return any(child.dep_ == "det" and child.lower_ in ("the", "this", "that") for child in token.children)


def indefinite(token: Token) -> bool:
    """Whether a noun has "a", "any", "no" or "every"."""
    return any(
        child.dep_ == "det" and child.lower_ in ("a", "an", "any", "no", "every", "each")
        for child in token.children
    )


def _may_be_company(draft: Draft) -> bool:
    """Whether a body may be meant by "the company": not one that its name or a description calls a union."""
    called = {part.strip(".,").lower() for part in draft.name.split()} | draft.nouns
    return draft.kind == "organisation" and not called & words("roles", "no_company")


def _ministry(name: str) -> str | None:
    """As in "foreign ministry" for "Ministry of Foreign Affairs"."""
    field_of = name.removeprefix("The ").removeprefix("the ").lower().removeprefix("ministry of ")
    return f"{field_of.split()[0]} ministry" if "ministry of " in name.lower() else None


def _label(token: Token, by_token: dict[int, Draft]) -> str:
    """What kind of body: its noun and what stands before it, without article, owner and nation."""
    inner = [c for c in token.lefts if c.dep_ in ("compound", "amod") and c.i not in by_token and c.is_alpha]
    return " ".join([*(child.lower_ for child in inner), token.lower_])


def _proper(token: Token) -> bool:
    """Whether a body's noun is part of a name: "the Supreme Court"."""
    return token.text[0].isupper() and token.i > token.left_edge.i


def _phrase(token: Token) -> str:
    """The noun phrase as it stands, up to its head."""
    start = token.left_edge.i
    return " ".join(token.doc[start : token.i + 1].text.split())
