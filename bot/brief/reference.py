"""Whom pronouns and descriptions mean: by agreement, and by who is most salient (`salience`)."""

from itertools import pairwise

from spacy.tokens import Doc, Token

from bot.brief.bodies import Bodies, definite, indefinite
from bot.brief.identity import Draft
from bot.brief.lexicon import words
from bot.brief.salience import Memory
from bot.brief.unnamed import Unnamed

_HE = frozenset(("he", "him", "his", "himself"))
_SHE = frozenset(("she", "her", "hers", "herself"))
_IT = frozenset(("it", "its", "itself"))
_THEY = frozenset(("they", "them", "their", "themselves"))
PRONOUNS = _HE | _SHE | _IT | _THEY
_OF_OFFICE = frozenset(("of", "for", "at", "in"))
_SUBORDINATE = frozenset(("conj", "xcomp", "advcl", "acl", "relcl", "prep", "pcomp"))
_IMPERSONAL = frozenset(("be", "seem", "appear", "take", "become", "remain", "rain", "snow"))


class References:
    """Walks a text from left to right, and fills in whom each word means.

    `by_token` holds the names already; `drafts` grows by the bodies that descriptions introduce.
    """

    def __init__(self, doc: Doc, by_token: dict[int, Draft], drafts: list[Draft]) -> None:
        self.doc = doc
        self.by_token = by_token
        self.drafts = drafts
        self._memory = Memory(doc, words("speech", "verbs"))
        self._bodies = Bodies(self._memory, by_token, drafts)
        self.unnamed = Unnamed(self._memory)

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
                    self._bodies.own(token, known)
                self.by_token[token.i] = known
                self._memory.note(token.i, known)
            else:
                self.unnamed.note(token)

    def _pronoun(self, token: Token) -> Draft | None:
        form = token.lower_
        if form in _HE or form in _SHE:
            gender = "male" if form in _HE else "female"
            found = self._memory.best(
                token, lambda d: d.kind == "person" and d.gender in (None, gender), gender=gender
            )
            if found is None or (found.gender is None and self._is_anothers(token, found, gender)):
                return None
            if self.unnamed.is_meant(token, found, gender):
                return None
            if found.gender is None and token.head.lemma_ not in self._memory.speech:
                found = self._memory.whose_story(found, gender) or found
            found.gender = found.gender or gender
            return found
        if form in _IT:
            return self._it(token)
        return self._memory.best(token, lambda d: d.kind == "group", reach=2)

    def _is_anothers(self, token: Token, found: Draft, gender: str) -> bool:
        """Whether a pronoun may mean whose somebody is: "Pryce's lawyer, Rao, said he would appeal"."""
        before = token.doc[token.sent.start : token.i]
        owners = (self.by_token.get(t.i) for t in before if t.dep_ == "poss")
        return any(owner is not None and owner is not found and owner.gender == gender for owner in owners)

    def _it(self, token: Token) -> Draft | None:
        """Bodies and countries only, and only where "it" does something or has something."""
        governing = self._reporting_subject(token)
        if governing is not None and governing.kind != "person":
            return governing
        if token.lower_ == "its":
            return self._owner(token)
        if token.dep_ != "nsubj" or token.head.lemma_ in _IMPERSONAL:
            return None
        reach = 2 if token.head.lemma_ in self._memory.speech else 1
        return self._memory.best(token, lambda d: d.kind != "person", reach=reach, subject=True)

    def _reporting_subject(self, token: Token) -> Draft | None:
        """The subject of the clause that "it" stands below: "China said it is willing"."""
        for verb in token.ancestors:
            if verb.dep_ in ("ccomp", "xcomp", "advcl") and token.dep_ in ("nsubj", "nsubjpass", "poss"):
                for child in _with_subject(verb.head).children:
                    if child.dep_ == "nsubj" and child.i < token.i and child.i in self.by_token:
                        return self.by_token[child.i]
        return None

    def _owner(self, token: Token) -> Draft | None:
        """The subject of the clause in which "its" stands, also when that only follows.

        Where "its" owns that subject ("Its foreign ministry said"), who was last spoken of.
        """
        for verb in token.ancestors:
            for child in verb.children:
                if child.dep_ not in ("nsubj", "nsubjpass"):
                    continue
                if child == token.head:
                    return self._memory.best(token, lambda d: d.kind != "person", reach=1, subject=True)
                owner = self.by_token.get(child.i)
                if owner is not None and owner.kind != "person":
                    return owner
            if verb.pos_ in ("VERB", "AUX") and verb.dep_ not in _SUBORDINATE:
                break
        return None

    def _description(self, token: Token) -> Draft | None:
        noun = token.lower_
        if (named := self._called(token)) is not None:
            return named
        if token.i and token.nbor(-1).lower_ in ("(", "outside", "inside"):
            return None  # "Outside court, her mother said …"
        if noun in words("roles", "person") and self._titles(token):
            return self.by_token[token.i + 1]
        if noun in words("roles", "person"):
            named = self._office_holder(token)
            if named is not None or definite(token):
                return named or self._described_person(token)
        if noun in words("roles", "organisation") and not indefinite(token):
            return self._bodies.described(token)
        if noun in ("country", "nation") and definite(token):
            return self._memory.best(token, lambda d: d.kind == "country", subject=True)
        if noun in words("roles", "group") and definite(token):
            return self._memory.best(token, lambda d: noun in d.nouns)
        return None

    def _called(self, token: Token) -> Draft | None:
        """The body that a noun goes on to name: "a group called Friends of the Mill"."""
        verbs = (
            child for child in token.children if child.dep_ == "acl" and child.lemma_ in ("call", "name")
        )
        names = (child for verb in verbs for child in verb.rights if child.dep_ in ("oprd", "dobj"))
        drafts = (self.by_token.get(name.i) for name in names)
        return next((d for d in drafts if d is not None and d.kind in ("organisation", "group")), None)

    def _titles(self, token: Token) -> bool:
        """Whether a noun stands right before a person's name: "Prime Minister Anwaar-ul-Haq Kakar"."""
        named = self.by_token.get(token.i + 1)
        return (
            named is not None
            and named.kind == "person"
            and token.whitespace_ != ""
            and token.ent_type_ != "ORG"
        )

    def _office_holder(self, token: Token) -> Draft | None:
        """Whom an office goes on to name: "The mayor of Osk, Jo Marr,", "Leader of the House Jo Marr"."""
        last = next((c for c in token.children if c.dep_ == "prep" and c.lower_ in _OF_OFFICE), None)
        if last is None or not _one(token):
            return None
        for named in token.doc[last.i + 1 : token.right_edge.i + 1]:
            draft = self.by_token.get(named.i)
            if draft is None or draft.kind != "person":
                continue
            if _is_set_off(named, last):
                return draft
            before = token.doc[named.i - 1]
            styled = token.text[0].isupper() and before.i > last.i + 1 and before.text[0].isupper()
            return draft if styled and last.lower_ == "of" and not definite(token) else None
        return None

    def _described_person(self, token: Token) -> Draft | None:
        """As in "the minister": the last person whose role says so; their other words must fit that role."""
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
                and not _of_another_office(token, other, draft.role or "")
            )

        return self._memory.best(token, fits, reach=40)


def _is_set_off(named: Token, last: Token) -> bool:
    """Whether a name, perhaps with its titles, stands behind the comma that ends the words of an office."""
    name = named.head if named.dep_ == "compound" else named
    before = name.left_edge.nbor(-1) if name.left_edge.i > last.i else name
    ended = name.i + 1 == len(name.doc) or name.nbor().is_punct
    return name.dep_ == "appos" and before.text == "," and ended


def _one(noun: Token) -> bool:
    return noun.tag_ in ("NN", "NNP")


def _of_another_office(noun: Token, other: set[str], role: str) -> bool:
    """Whether a role is another office than the bare noun's: "the minister" is not the prime minister."""
    parts = role.lower().split()
    before = {first for first, second in pairwise(parts) if second == noun.lower_}
    return bool((before & words("roles", "apart")) - other)


def _with_subject(verb: Token) -> Token:
    """The verb that has the subject of `verb`: "pledged" for "said" in "X pledged money and said"."""
    while verb.dep_ == "conj" and not any(child.dep_ == "nsubj" for child in verb.children):
        verb = verb.head
    return verb
