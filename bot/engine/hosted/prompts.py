"""Prompts: one Markdown file a task, with TOML front matter; checked when they are loaded.

Between two lines `+++` stand `version`, `schema` (a name of `bot.engine.hosted.schemas`), `again` (what is
said when sentences fell), and examples: `given`, the fields as they would be filled in, and the `reply`.
Below them `## system` and `## user`, in which `$name` is a field (`string.Template`).
"""

import hashlib
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Any

from pydantic import ValidationError

from bot.engine.hosted.schemas import REPLIES, Reply
from bot.errors import ConfigError
from bot.resources import resource

FIELDS = {
    "answer": frozenset(("question", "passages")),
    "brief": frozenset(("title", "outlet", "published", "text")),
}
"""The fields of each task's user message; its `again` has `reasons` and `reply`."""
AGAIN = frozenset(("reasons",))
_KEYS = {"version", "schema", "again", "examples"}
_PARTS = re.compile(r"\A\+\+\+\n(.*?)\n\+\+\+\n+## system\n(.*?)\n## user\n(.*)\Z", re.DOTALL)
Message = dict[str, str]


@dataclass(frozen=True)
class Example:
    """A user message as filled in, and what should be replied."""

    given: dict[str, str]
    reply: str


@dataclass(frozen=True)
class Prompt:
    """One task's prompt; `hash` changes with every character of it."""

    task: str
    version: int
    reply: type[Reply]
    system: str
    user: Template
    again: Template
    examples: tuple[Example, ...]
    hash: str

    def messages(self, **fields: str) -> list[Message]:
        """What is sent: the rules, the examples, and the task with its fields filled in."""
        told = [{"role": "system", "content": self.system}]
        for example in self.examples:
            told.append({"role": "user", "content": self.user.substitute(example.given)})
            told.append({"role": "assistant", "content": example.reply})
        return [*told, {"role": "user", "content": self.user.substitute(fields)}]

    def once_more(self, messages: list[Message], reply: str, reasons: str) -> list[Message]:
        """The same, followed by what was replied and why it fell."""
        return [
            *messages,
            {"role": "assistant", "content": reply},
            {"role": "user", "content": self.again.substitute(reasons=reasons)},
        ]


def load_prompt(task: str, own_folder: str = "") -> Prompt:
    """The prompt of a task: the operator's own, if there is one in `own_folder`, or else the shipped one.

    Raises ConfigError naming the file and what is wrong with it.
    """
    own = Path(own_folder).expanduser() / f"{task}.md" if own_folder else None
    place = own if own is not None and own.is_file() else resource(f"prompts/{task}.md")
    try:
        return _read(task, place.read_text(encoding="utf-8").replace("\r\n", "\n"))
    except (ValueError, KeyError, TypeError, OSError, ValidationError) as error:
        raise ConfigError(f"The prompt {place} cannot be used: {' '.join(str(error).split())}") from error


def load_prompts(own_folder: str = "") -> dict[str, Prompt]:
    """Every task's prompt; raises ConfigError for the first that is wrong, or a folder that is not there."""
    if own_folder and not Path(own_folder).expanduser().is_dir():
        raise ConfigError(f"openai.prompts names {own_folder}, which is not a folder.")
    return {task: load_prompt(task, own_folder) for task in FIELDS}


def _read(task: str, text: str) -> Prompt:
    found = _PARTS.match(text)
    if found is None:
        raise ValueError("it needs front matter between two lines +++, then ## system and ## user")
    front, system, user = tomllib.loads(found[1]), found[2].strip(), Template(found[3].strip())
    if set(front) != _KEYS:
        raise ValueError(f"its front matter has to have {', '.join(sorted(_KEYS))}, and nothing else")
    again = Template(front["again"].strip())
    _check_fields("## user", user, FIELDS[task])
    _check_fields("again", again, AGAIN)
    _check_fields("## system", Template(system), frozenset())
    reply = REPLIES[front["schema"]]
    examples = tuple(_example(each, FIELDS[task], reply) for each in front["examples"])
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    return Prompt(task, int(front["version"]), reply, system, user, again, examples, digest)


def _check_fields(where: str, template: Template, wanted: frozenset[str]) -> None:
    if not template.is_valid() or set(template.get_identifiers()) != wanted:
        names = ", ".join(f"${name}" for name in sorted(wanted)) or "no fields"
        raise ValueError(f"{where} has to have {names}, each at least once, and no other $")


def _example(entry: dict[str, Any], wanted: frozenset[str], reply: type[Reply]) -> Example:
    if set(entry) != {"given", "reply"} or set(entry["given"]) != wanted:
        raise ValueError(f"each example has to have a reply and, under given, {', '.join(sorted(wanted))}")
    reply.model_validate_json(entry["reply"])
    return Example(entry["given"], " ".join(entry["reply"].split()))
