"""What a hosted model may reply: every text and list has a bound."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

SENTENCE = 280
QUOTE = 600
PHRASE = 200

Sentence = Annotated[str, Field(min_length=1, max_length=SENTENCE)]
Quotes = Annotated[tuple[Annotated[str, Field(min_length=1, max_length=QUOTE)], ...], Field(max_length=3)]
Phrase = Annotated[str, Field(max_length=PHRASE)]


class Reply(BaseModel):
    """What is read is what was asked for; a field too many is a malformed reply."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Claim(Reply):
    """A sentence, the number of the passage that says it, and the passage's own words."""

    text: Sentence
    passage: int = Field(ge=1, le=99)
    quotes: Quotes


class AnswerReply(Reply):
    """The answer as claims; none when the passages do not say."""

    status: Literal["answered", "not_stated", "conflicting"]
    claims: Annotated[tuple[Claim, ...], Field(max_length=4)]


class SummaryClaim(Reply):
    """A sentence of the summary and the article's own words for it."""

    text: Sentence
    quotes: Quotes


class FiveWReply(Reply):
    """Who, what, when, where, why and how in the article's own words; empty where it does not say."""

    who: Phrase
    what: Phrase
    when: Phrase
    where: Phrase
    why: Phrase
    how: Phrase


class BriefReply(Reply):
    """The summary and the five Ws."""

    summary: Annotated[tuple[SummaryClaim, ...], Field(max_length=5)]
    five_w: FiveWReply


REPLIES: dict[str, type[Reply]] = {"answer": AnswerReply, "brief": BriefReply}
"""The name that a prompt gives its schema, to the schema."""


def schema_of(reply: type[Reply]) -> dict[str, Any]:
    """The JSON schema in the strict form: every property required, nothing else allowed, no references."""
    whole = reply.model_json_schema()
    return dict(_strict(whole, whole.get("$defs", {})))


def _strict(node: Any, known: dict[str, Any]) -> Any:
    if isinstance(node, list):
        return [_strict(each, known) for each in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        return _strict(known[node["$ref"].rsplit("/", 1)[1]], known)
    kept = {
        key: _strict(value, known)
        for key, value in node.items()
        if key not in ("$defs", "title", "description")
    }
    if kept.get("type") == "object":
        kept |= {"required": list(kept["properties"]), "additionalProperties": False}
    return kept
