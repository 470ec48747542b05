"""What Slack would refuse: slack-sdk's models for lengths, the published types for nesting, and limits."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator
from slack_sdk.models.blocks import Block

from bot.chat.slack.limits import BLOCKS, VIEW_BLOCKS, problems

SCHEMA = json.loads((Path(__file__).parent / "slack-types.schema.json").read_text(encoding="utf-8"))
NAMES = {
    definition["properties"]["type"]["const"]: name
    for name, definition in SCHEMA["definitions"].items()
    if name.endswith(("Block", "View")) and "const" in definition.get("properties", {}).get("type", {})
} | {"image": "ImageBlock"}
"""Definitions by the `type` that they describe."""

LONGEST = 12_500
"""Characters of text in a message's blocks; above, `msg_blocks_too_long` was seen."""


def wrong_types(value: dict[str, Any]) -> list[str]:
    """What the published types do not allow in a block or view."""
    name = NAMES.get(value.get("type", ""))
    if name is None:
        return [f"no published type {value.get('type')}"]
    return [f"{list(error.absolute_path)}: {error.message[:200]}" for error in types(name).iter_errors(value)]


@cache
def types(name: str) -> Draft7Validator:
    """A validator of one of Slack's published types."""
    return Draft7Validator(SCHEMA | {"$ref": f"#/definitions/{name}"})


def refused_blocks(blocks: list[dict[str, Any]], count: int = BLOCKS) -> list[str]:
    """What is wrong with the blocks of a message or view."""
    found = []
    for block in blocks:
        found += wrong_types(block)
        parsed = Block.parse(block)
        if parsed is None:
            found.append(f"slack-sdk knows no {block.get('type')}")
            continue
        try:
            parsed.validate_json()
        except Exception as error:
            found.append(f"{block.get('type')}: {error}")
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    if len(ids) != len(set(ids)):
        found.append("a block_id stands twice")
    for block in blocks:
        if block["type"] == "actions":
            names = [element.get("action_id") for element in block["elements"]]
            found += [f"action ids {names}"] if None in names or len(names) != len(set(names)) else []
    if count == BLOCKS and texts(blocks) > LONGEST:
        found.append(f"msg_blocks_too_long: {texts(blocks)}")
    return found + problems(blocks, count)


def refused_view(view: dict[str, Any]) -> list[str]:
    """What is wrong with a view."""
    modal = view["type"] == "modal"
    found = wrong_types(view | {"blocks": []})
    if modal and len(view["title"]["text"]) > 24:
        found.append("a title that is too long")
    if len(view.get("private_metadata", "")) > 3000:
        found.append("private_metadata that is too long")
    if any(block["type"] == "input" for block in view["blocks"]) and modal and "submit" not in view:
        found.append("inputs without a submit button")
    if any(block["type"] == "context_actions" for block in view["blocks"]):
        found.append("context_actions in a view")
    return found + refused_blocks(view["blocks"], VIEW_BLOCKS)


def texts(value: Any) -> int:
    """How much text is in there."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        return sum(texts(part) for key, part in value.items() if key in {"text", "elements", "fields"})
    return sum(map(texts, value)) if isinstance(value, list) else 0


def words(value: Any) -> str:
    """All text that is shown in blocks or a view, in order."""
    if isinstance(value, dict):
        own = [value["text"]] if isinstance(value.get("text"), str) else []
        kinds = (
            "text",
            "title",
            "label",
            "elements",
            "blocks",
            "element",
            "hint",
            "options",
            "initial_value",
        )
        inner = [words(value[key]) for key in kinds if not isinstance(value.get(key), str) and key in value]
        return " ".join(filter(None, [*own, *inner]))
    return " ".join(filter(None, map(words, value))) if isinstance(value, list) else ""
