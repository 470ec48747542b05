"""Who acts and speaks in the article, under which names."""

from collections.abc import Mapping
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from bot.brief.bodies import bare
from bot.brief.filing import find_dateline
from bot.brief.identity import Draft, merge_names
from bot.brief.lexicon import words
from bot.brief.mentions import acts, find_names
from bot.brief.owned_roles import name_owners
from bot.brief.reading import Reading
from bot.brief.reference import References
from bot.brief.roles import state_roles
from bot.model import Actor, Evidence


@dataclass(frozen=True)
class Cast:
    """The article's actors, and which of its tokens mean whom ("Kakar", "he", "the minister")."""

    actors: tuple[Actor, ...]
    by_token: Mapping[int, Actor]
    bodies: Mapping[str, Actor]
    """For whom a person speaks, by the person's name: "Mao Ning" → China."""
    unnamed: Mapping[int, Token]
    """The noun of the unnamed person whom a pronoun may mean: "he" → "one of the men"."""

    def who(self, mention: Span | Token) -> Actor | None:
        """The actor that a name, pronoun or description means, or None when it cannot be told."""
        head = mention.root if isinstance(mention, Span) else mention
        return self.by_token.get(head.i)

    def body_of(self, actor: Actor) -> Actor | None:
        """The country or organisation that a person's role says they speak or act for."""
        return self.bodies.get(actor.name)


def find_cast(reading: Reading) -> Cast:
    """Every actor of the article with aliases merged: who acts or speaks first, then by number of mentions.

    Left out, because a reader of a brief asks who does what: names in lists without a verb (line-ups,
    signatures), and countries that are only where something is or goes ("flew to Switzerland"). Such a
    country is still known to `Cast.who`, so that strikes "in Syria" have a target.
    """
    doc = reading.doc
    drafts = merge_names(doc, find_names(doc, _dateline(reading)))
    state_roles(doc, drafts)
    by_token = {i: draft for draft in drafts for start, end in draft.spans for i in range(start, end)}
    references = References(doc, by_token, drafts)
    references.resolve()
    name_owners(doc, drafts, by_token)
    return _cast(reading, drafts, by_token, references.unnamed.meant)


def _dateline(reading: Reading) -> range:
    """The tokens of the dateline."""
    found = find_dateline(reading)
    span = reading.doc.char_span(*found[0], alignment_mode="contract") if found else None
    return range(span.start, span.end) if span is not None else range(0)


def _cast(
    reading: Reading, drafts: list[Draft], by_token: dict[int, Draft], unnamed: Mapping[int, Token]
) -> Cast:
    mentions: dict[int, list[int]] = {}
    for i, draft in sorted(by_token.items()):
        mentions.setdefault(id(draft), []).append(i)
    kept = [draft for draft in drafts if _is_actor(reading.doc, draft, mentions.get(id(draft), []))]
    kept.sort(key=lambda draft: _rank(reading.doc, draft, mentions[id(draft)]))
    actors = {id(draft): _actor(reading, draft) for draft in kept}
    bodies = {
        draft.name: actors[id(body)]
        for draft in kept
        if (body := _body(draft, by_token)) and id(body) in actors
    }
    tokens = {i: actors[id(draft)] for i, draft in by_token.items() if id(draft) in actors}
    listed = [draft for draft in kept if not _only_where(reading.doc, draft, mentions[id(draft)])]
    return Cast(tuple(actors[id(draft)] for draft in listed), tokens, bodies, unnamed)


def _rank(doc: Doc, draft: Draft, tokens: list[int]) -> tuple[bool, int, tuple[int, int]]:
    return not any(acts(doc[i]) for i in tokens), -len(tokens), draft.spans[0]


def _is_actor(doc: Doc, draft: Draft, tokens: list[int]) -> bool:
    """Countries always; persons and groups outside bare lists; others when they take part in what is told."""
    if not tokens or not draft.spans:
        return False
    if draft.kind == "country" or draft.role is not None:
        return True
    if not any(_in_clause(doc[i]) for i in tokens) or all(_is_told(doc[i], draft) for i in tokens):
        return False
    return (
        draft.kind in ("person", "group") or len(draft.spans) > 1 or any(_takes_part(doc[i]) for i in tokens)
    )


def _in_clause(token: Token) -> bool:
    """Whether the sentence says something: a line-up, a caption's credit or a signature has no verb."""
    return any(t.pos_ in ("VERB", "AUX") and t.tag_ != "VBN" for t in token.sent)


def _is_told(token: Token, draft: Draft) -> bool:
    """Whether a paper or station is only whom somebody spoke to: "told the Guardian", "interview with X"."""
    if token.dep_ == "pobj" and token.head.lower_ == "with" and token.head.head.lower_ == "interview":
        return True
    told = token.dep_ in ("dobj", "dative", "compound", "nmod") and token.head.lemma_ == "tell"
    inside = token.dep_ in ("compound", "nmod") and token.head.head.lemma_ == "tell"
    return draft.kind in ("organisation", "group") and (told or inside)


def _only_where(doc: Doc, draft: Draft, tokens: list[int]) -> bool:
    """Whether a country is named no more than twice, and only as where something is, goes or comes from."""
    return (
        draft.kind == "country"
        and draft.role is None
        and len(tokens) <= 2
        and all(_is_where(doc[i]) for i in tokens)
    )


def _is_where(token: Token) -> bool:
    while token.dep_ == "conj" and token.head != token:
        token = token.head
    if token.dep_ in ("compound", "amod", "nmod"):
        return True
    return token.dep_ == "pobj" and token.head.lower_ in words("places", "where")


def _takes_part(token: Token) -> bool:
    """Whether somebody is more than where a thing happens."""
    if token.dep_ == "pobj":
        return token.head.lower_ not in words("places", "where") - {"to", "from", "into", "of"}
    return acts(token) or token.dep_ in ("nsubjpass", "dobj", "poss", "dative", "appos", "conj", "oprd")


def _actor(reading: Reading, draft: Draft) -> Actor:
    """The draft as a value; its evidence are the sentences that introduce it and state its role."""
    first = reading.doc[draft.spans[0][0] : draft.spans[0][1]]
    evidence: list[Evidence] = [reading.sentence_evidence(first)]
    if draft.role_span:
        told = reading.sentence_evidence(reading.doc[draft.role_span[0] : draft.role_span[1]])
        evidence += [] if told in evidence else [told]
    name = draft.name if draft.described else bare(draft.name)
    return Actor(
        name=name,
        aliases=_aliases(draft, name),
        kind=draft.kind,
        role=draft.role,
        evidence=tuple(evidence),
    )


def _aliases(draft: Draft, name: str) -> tuple[str, ...]:
    """The other forms, the most used first; not those that a pronoun owns ("its foreign ministry")."""
    if draft.described:
        return ()
    forms = dict.fromkeys(bare(form) for form, _ in draft.forms.most_common())
    owned = words("names", "possessive")
    return tuple(form for form in forms if form != name and form.split()[0].lower() not in owned)


def _body(draft: Draft, by_token: Mapping[int, Draft]) -> Draft | None:
    """The body in the words of a person's role; a ministry gives way to its country."""
    if (
        draft.kind != "person"
        or draft.role_span is None
        or not draft.nouns & words("roles", "representatives")
    ):
        return None
    for i in range(*draft.role_span):
        body = by_token.get(i)
        if body is not None and body.kind != "person":
            return body.country or body
    return None
