"""Whose somebody is: of "his sister" a brief tells whose sister, as a reader has no sentence before it."""

from collections.abc import Mapping, Sequence

from spacy.tokens import Doc, Token

from bot.brief.bodies import possessive
from bot.brief.identity import Draft


def name_owners(doc: Doc, drafts: Sequence[Draft], by_token: Mapping[int, Draft]) -> None:
    """Put whom "his", "her" or "its" means before the roles that begin so: "[Ivo Lind's] sister"."""
    for draft in drafts:
        pronoun = _pronoun(doc, draft)
        owner = by_token.get(pronoun.i) if pronoun is not None else None
        if owner is None or owner is draft or owner.described or draft.role is None:
            continue
        if owner.kind == "person" or pronoun is None or pronoun.lower_ == "its":
            draft.role = f"[{possessive(owner.name, doc.text)}] {draft.role}"


def _pronoun(doc: Doc, draft: Draft) -> Token | None:
    """The pronoun that owns a person's role; "their" may be several people's, of whom one is known."""
    if draft.kind != "person" or draft.role_span is None:
        return None
    role = doc[draft.role_span[0] : draft.role_span[1]].root
    owned = role.head if role.dep_ in ("compound", "nmod") else role  # "her colleague Ivo Lind"
    owner = next((child for child in owned.children if child.tag_ == "PRP$"), None)
    return owner if owner is not None and owner.lower_ in ("his", "her", "its") else None
