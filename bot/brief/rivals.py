"""What else a pronoun or description might mean: by number, by gender, and by the kind of thing."""

from collections.abc import Iterable

from spacy.tokens import Token

from bot.brief.actors import Cast
from bot.brief.bodies import bare, indefinite
from bot.brief.identity import gender_of
from bot.brief.lexicon import cues, words
from bot.model import Actor

_GENDERS = {
    **dict.fromkeys(("he", "him", "his", "himself"), "male"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "female"),
}
_IT = frozenset(("it", "its", "itself"))
_OTHER_GENDER = {"male": "female", "female": "male"}
_MEASURES = frozenset(("DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL"))
_NO_BODIES = _MEASURES | {"PERSON", "NORP", "LANGUAGE", "EVENT", "LAW", "WORK_OF_ART"}
_PLACES = frozenset(("GPE", "LOC", "FAC"))
_INSIDE = frozenset(("compound", "amod", "nmod", "poss", "appos", "attr", "nummod"))
_SUBJECTS = ("nsubj", "nsubjpass")
_DOERS = ("er", "or", "ist", "ian", "ee")
"""What ends like "runner" may be somebody, whatever is in the lists."""
_TEAMS = frozenset(("club", "team", "side", "squad"))


class Rivals:
    """Tells which of the words before another than the actor in question might be meant by."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast

    def may_be(self, pronoun: Token, actor: Actor) -> bool:
        """Whether number and gender let a pronoun mean such an actor at all."""
        gender = _GENDERS.get(pronoun.lower_)
        if gender:
            return actor.kind == "person" and gender_of(actor.name, None) in (None, gender)
        if pronoun.lower_ in _IT:
            return actor.kind != "person" and pronoun.dep_ in (*_SUBJECTS, "poss")
        return actor.kind == "group"

    def of_pronoun(self, pronoun: Token, other: Token, actor: Actor) -> bool:
        """Whether a pronoun might mean `other`, which stands before it, as well as it means the actor."""
        if self._cast.who(other) == actor or other.text in actor.name.split():
            return False
        gender = _GENDERS.get(pronoun.lower_)
        if gender:
            return self._person(other, gender)
        if pronoun.lower_ not in _IT:
            return other.tag_ in ("NNS", "NNPS") and other.ent_type_ not in _MEASURES
        return self._speaks(other) if _says(pronoun) else self._thing(other)

    def of_description(self, noun: Token, other: Token, actor: Actor) -> bool:
        """Whether `other`, anywhere before, is one more that a description such as "the club" might mean."""
        who = self._cast.who(other)
        if who == actor:
            return False
        if other.lower_ == noun.lower_ and indefinite(other) and other.dep_ not in ("appos", "attr"):
            return True
        if actor.kind == "country":
            return who is not None and who.kind == "country"
        if actor.kind == "person":
            return _may_hold(noun.lower_, other, who)
        if _is_bare_plural(other) and noun.lower_ in _TEAMS:
            return True
        return other.pos_ == "PROPN" and other.dep_ not in _INSIDE and _may_be_body(noun.lower_, other, who)

    def _person(self, other: Token, gender: str) -> bool:
        """One other person, named or not, whose gender is the pronoun's or is not told."""
        opposite = _OTHER_GENDER[gender]
        who = self._cast.who(other)
        if other.lower_ in _GENDERS:
            return _GENDERS[other.lower_] == gender
        if other.ent_type_ == "PERSON" or (who is not None and who.kind == "person"):
            return gender_of(who.name if who else other.text, None) != opposite
        named = other.tag_ == "NN" and other.dep_ not in _INSIDE - {"poss"} and other.head.lower_ != "as"
        return (
            named
            and (other.lower_ in words("roles", "person") | _people() or other.lower_.endswith(_DOERS))
            and other.lower_ not in words("gender", opposite, "words")
        )

    def _speaks(self, other: Token) -> bool:
        """One other body or document that may say something; not one behind a preposition."""
        if other.dep_ in _INSIDE or other.dep_ == "pobj" or other.pos_ not in ("NOUN", "PROPN"):
            return False
        who = self._cast.who(other)
        bodies = words("roles", "organisation") | words("summary", "documents")
        return (who is not None and who.kind != "person") or other.lower_ in bodies

    def _thing(self, other: Token) -> bool:
        """One other single thing; of names, not one behind a preposition."""
        if other.tag_ not in ("NN", "NNP") or other.dep_ in _INSIDE or other.ent_type_ in _MEASURES:
            return False
        who = self._cast.who(other)
        if other.ent_type_ == "PERSON" or (who is not None and who.kind == "person"):
            return False
        return other.dep_ != "pobj" or other.pos_ == "NOUN"


def bears_name(mention: Token, actor: Actor) -> bool:
    """Whether a mention says the name itself, or all the words by which a nameless body is known."""
    if mention.pos_ == "PROPN":
        return mention.lower_ in actor_words((actor.name, *actor.aliases))
    told = {each.lower_ for each in mention.subtree}
    return mention.pos_ == "NOUN" and len(told) > 1 and actor_words((bare(actor.name),)) <= told


def actor_words(names: Iterable[str]) -> set[str]:
    """The words of names in lower case, without the mark of an owner."""
    return {part.lower().removesuffix("'s").removesuffix("’s") for name in names for part in name.split()}


def is_country(noun: Token, actor: Actor) -> bool:
    """As in "the country", of a country."""
    return actor.kind == "country" and noun.lower_ in ("country", "nation")


def is_of_kind(noun: str, actor: Actor, mentions: Iterable[Token]) -> bool:
    """Whether the article says that the actor is what the noun says: by name, by role, or beside the name."""
    if noun in (actor.role or "").lower().split():
        return True
    if actor.kind == "person":
        return False
    return bool(_fitting(noun) & actor_words((actor.name,))) or any(
        each.lower_ == noun for mention in mentions for each in _beside(mention)
    )


def _beside(mention: Token) -> Iterable[Token]:
    """The nouns in apposition to a mention, or right before it, or that it is said to be."""
    yield from (child for child in mention.children if child.dep_ in ("appos", "compound", "nmod"))
    if mention.dep_ == "appos":
        yield mention.head
    if mention.dep_ == "nsubj" and mention.head.lemma_ == "be":
        yield from (child for child in mention.head.children if child.dep_ == "attr")


def _fitting(noun: str) -> frozenset[str]:
    """The words of names that a kind of body has: of a club "united", of a company "plc"."""
    alike = frozenset(cues("roles")["alike"].get(noun, "").split())
    companies = words("roles", "company_names") | words("roles", "companies")
    return alike | {noun} | (companies if noun in words("roles", "companies") else frozenset())


def _may_hold(noun: str, other: Token, who: Actor | None) -> bool:
    """Whether a person named before may hold the office too: their role says it, or none is told."""
    if who is None:
        return other.ent_type_ == "PERSON"
    return who.kind == "person" and (who.role is None or noun in who.role.lower().split())


def _may_be_body(noun: str, other: Token, who: Actor | None) -> bool:
    """Whether a name may be that of such a body: unless it tells another kind, or is a person or place."""
    if who is not None and who.kind == "person":
        return len(who.name.split()) == 1 and who.role is None
    if who is not None and who.kind == "country":
        return False
    if who is None and (other.ent_type_ in _NO_BODIES or other.text == other.text.lower()):
        return False
    if who is None and other.ent_type_ in _PLACES and other.dep_ not in _SUBJECTS:
        return False
    name = actor_words((who.name,)) if who else {each.lower_ for each in other.subtree}
    told = name & (words("roles", "organisation") | words("roles", "company_names"))
    return not told or bool(told & _fitting(noun))


def _is_bare_plural(other: Token) -> bool:
    """As in "Harriers beat …": a team's name, which a tagger may take for a common noun."""
    bare_ = not any(child.dep_ in ("det", "poss", "nummod") for child in other.children)
    return other.tag_ in ("NNS", "NNPS") and other.text[0].isupper() and bare_


def _says(pronoun: Token) -> bool:
    """Whether "it" says something, which a building does not."""
    return pronoun.dep_ == "nsubj" and pronoun.head.lemma_ in words("speech", "verbs")


def _people() -> frozenset[str]:
    return words("gender", "male", "words") | words("gender", "female", "words")
