"""Prompts: whole, hashed, replaceable; and their examples hold what they ask of a model."""

import json
from pathlib import Path

import pytest

from bot.engine.hosted.briefs import held_draft
from bot.engine.hosted.holding import Claimed, Held, hold
from bot.engine.hosted.prompts import FIELDS, load_prompt, load_prompts
from bot.engine.hosted.schemas import REPLIES, AnswerReply, schema_of
from bot.errors import ConfigError
from bot.model import Excerpt
from bot.resources import resource
from tests.engine.hosted.conftest import article


def excerpt(text: str) -> Excerpt:
    return Excerpt(article=article(text), start=0, end=len(text))


def test_every_example_of_an_answer_holds() -> None:
    for example in load_prompt("answer").examples:
        passages = [
            part.split("\n", 1)[1].strip() for part in example.given["passages"].strip().split("\n\n")
        ]
        reply = AnswerReply.model_validate_json(example.reply)
        claims = [Claimed(each.text, each.quotes, each.passage - 1) for each in reply.claims]
        outcomes = hold([excerpt(text) for text in passages], claims)
        assert all(isinstance(each, Held) for each in outcomes), outcomes


def test_every_example_of_a_brief_holds() -> None:
    for example in load_prompt("brief").examples:
        draft = held_draft(excerpt(example.given["text"].strip()), example.reply)
        assert draft.summary
        assert not draft.fallen, draft.fallen
        assert draft.five_w.who
        assert draft.five_w.what


@pytest.mark.parametrize("task", FIELDS)
def test_a_prompt_becomes_messages_with_every_field_filled_in(task: str) -> None:
    prompt = load_prompt(task)
    messages = prompt.messages(**{name: f"«{name} costs $5»" for name in FIELDS[task]})
    assert [each["role"] for each in messages] == ["system"] + ["user", "assistant"] * len(
        prompt.examples
    ) + ["user"]
    assert all(f"«{name} costs $5»" in messages[-1]["content"] for name in FIELDS[task])
    again = prompt.once_more(messages, "{}", "- it fell")
    assert "- it fell" in again[-1]["content"]
    assert again[: len(messages)] == messages


def test_an_own_prompt_wins_and_has_a_hash_of_its_own(tmp_path: Path) -> None:
    text = (
        resource("prompts/answer.md")
        .read_text("utf-8")
        .replace("You answer questions", "You reply to questions")
    )
    (tmp_path / "answer.md").write_text(text, "utf-8")
    shipped, own = load_prompts(), load_prompts(str(tmp_path))
    assert "You reply" in own["answer"].system
    assert own["answer"].hash != shipped["answer"].hash
    assert own["brief"].hash == shipped["brief"].hash


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("$question", "the question", "has to have $passages, $question"),
        ("Passages:", "Passages: $secret", "no other $"),
        ("Reply with JSON", "It costs $5. Reply with JSON", "no other $"),
        ("$reasons", "", "again has to have $reasons"),
        ("version = 1", "version = 1\nmood = 3", "nothing else"),
        ('"status": "answered"', '"status": "maybe"', "status"),
        ("## user", "## people", "front matter"),
        ('schema = "answer"', 'schema = "novel"', "novel"),
    ],
)
def test_a_prompt_that_cannot_be_used_is_told_by_name(tmp_path: Path, old: str, new: str, word: str) -> None:
    text = resource("prompts/answer.md").read_text("utf-8")
    assert old in text
    (tmp_path / "answer.md").write_text(text.replace(old, new), "utf-8")
    with pytest.raises(ConfigError, match=r"answer\.md") as refused:
        load_prompts(str(tmp_path))
    assert word in str(refused.value)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="not a folder"):
        load_prompts(str(tmp_path / "none"))


@pytest.mark.parametrize("name", REPLIES)
def test_every_text_and_list_of_a_schema_has_a_bound(name: str) -> None:
    def check(node: object) -> None:
        if isinstance(node, dict):
            if node.get("type") == "array":
                assert "maxItems" in node
            if node.get("type") == "string":
                assert "maxLength" in node or "enum" in node
            if node.get("type") == "object":
                assert node["additionalProperties"] is False
                assert set(node["required"]) == set(node["properties"])
        for each in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
            check(each)

    schema = schema_of(REPLIES[name])
    check(schema)
    assert "$ref" not in json.dumps(schema)
