"""The documentation says what the program does: settings, commands, options, libraries, paths and links."""

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
import typer.main

from bot.cli.program import app
from bot.config import OWN_FILE_VARIABLE, variables
from bot.model import (
    Actor,
    ActorKind,
    Answer,
    Article,
    Brief,
    Engine,
    Evidence,
    Figure,
    FiveW,
    Modality,
    Place,
    Position,
    Precision,
    Quote,
    Stance,
    Statement,
    TimelineEntry,
    Value,
)
from bot.resources import resource

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
REFERENCE = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"```.*?```", re.DOTALL)


def settings() -> Iterator[tuple[str, object]]:
    """Every setting by its full name, with its default."""
    shipped = tomllib.loads(resource("config/default.toml").read_text(encoding="utf-8"))
    for name, value in shipped.items():
        if isinstance(value, dict):
            yield from ((f"{name}.{key}", default) for key, default in value.items())
        else:
            yield name, value


def commands(group: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """Every command by its full name ("db upgrade"), as Typer's own click has it."""
    for name, command in group.commands.items():
        yield before + name, command
        if hasattr(command, "commands"):
            yield from commands(command, f"{before}{name} ")


COMMAND_LINE: Any = typer.main.get_command(app)
COMMANDS = dict(commands(COMMAND_LINE))


def section(heading: str) -> str:
    """The reference from the heading that starts with `heading` to the next of its level or above."""
    found = re.search(rf"^(#+) {re.escape(heading)}(?!\w).*$", REFERENCE, re.MULTILINE)
    assert found, f"docs/reference.md has no heading {heading!r}"
    end = re.search(rf"^#{{1,{len(found[1])}}} ", REFERENCE[found.end() :], re.MULTILINE)
    return REFERENCE[found.end() : found.end() + end.start()] if end else REFERENCE[found.end() :]


def as_toml(value: object) -> str:
    """A default as it stands in a settings file."""
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:_}" if isinstance(value, int) and value >= 10_000 else str(value)


@pytest.mark.parametrize(("name", "default"), list(settings()))
def test_each_setting_is_in_the_reference_with_its_default(name: str, default: object) -> None:
    row = next((line for line in REFERENCE.splitlines() if line.startswith(f"| `{name}` |")), "")
    assert f"| `{as_toml(default)}` |" in row


def test_the_reference_has_no_setting_that_does_not_exist() -> None:
    rows = re.findall(r"^\| `([a-z_.]+)` \|", section("Settings"), re.MULTILINE)
    assert sorted(rows) == sorted(name for name, _ in settings())


@pytest.mark.parametrize("name", [*variables(), OWN_FILE_VARIABLE])
def test_each_environment_variable_is_in_the_reference(name: str) -> None:
    assert f"`{name}`" in section("Environment")


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_is_in_the_reference_with_its_options(name: str) -> None:
    told = section(f"`briefwire {name}`")
    for parameter in COMMANDS[name].params:
        is_option = parameter.param_type_name == "option"
        wanted = f"| `{parameter.opts[0]}" if is_option else parameter.name.upper()
        assert wanted in told, f"{name}: {wanted}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_option_that_is_shown_exists(page: Path) -> None:
    known = {option for each in [COMMAND_LINE, *COMMANDS.values()] for p in each.params for option in p.opts}
    shown = re.findall(r"\bbriefwire\b[^`\n|]*", page.read_text(encoding="utf-8"))
    options = {option for line in shown for option in re.findall(r"(?<=\s)--?[a-z]+(?:-[a-z]+)*\b", line)}
    assert not options - known - {"--help", "-h"}


def test_each_global_option_is_in_the_reference() -> None:
    told = section("Options of every command")
    for parameter in COMMAND_LINE.params:
        assert all(f"`{option}" in told for option in parameter.opts), parameter.name


@pytest.mark.parametrize(
    ("heading", "value"), [("Article", Article), ("Evidence", Evidence), ("Answer", Answer), ("Brief", Brief)]
)
def test_each_field_of_the_json_is_in_the_reference(heading: str, value: type[Value]) -> None:
    kept_inside = {"content_hash", "fetched_at", "published_precision"} if value is Article else set()
    missing = {name for name in value.model_fields if f"| `{name}` |" not in section(heading)} - kept_inside
    assert not missing


@pytest.mark.parametrize(
    "part", [Actor, Position, Quote, Figure, TimelineEntry, Place, Statement, FiveW, Engine]
)
def test_each_field_within_the_brief_is_in_the_reference(part: type[Value]) -> None:
    told = section("Brief")
    assert not {name for name in part.model_fields if f"`{name}`" not in told and f'"{name}"' not in told}


@pytest.mark.parametrize("words", [Stance, Modality, ActorKind, Precision])
def test_each_word_of_a_closed_list_is_in_the_reference(words: object) -> None:
    assert not {word for word in get_args(words) if f"`{word}`" not in section("Brief")}


def test_the_readme_has_the_defaults_that_hold() -> None:
    rows = re.findall(
        r"^\| `([a-z_.]+)` \| `([^`]*)` \|", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE
    )
    assert len(rows) > 3
    assert set(rows) <= {(name, as_toml(default)) for name, default in settings()}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    for target in LINK.findall(CODE.sub("", page.read_text(encoding="utf-8"))):
        if "://" in target or target.startswith("mailto:"):
            continue
        name, _, anchor = target.partition("#")
        leads_to = page.parent / name if name else page
        assert leads_to.exists(), target
        if anchor:
            assert anchor in set(anchors(leads_to)), target


def anchors(page: Path) -> Iterator[str]:
    """The anchors of a page's headings, as code hosts make them."""
    for heading in re.findall(r"^#+ (.+)$", CODE.sub("", page.read_text(encoding="utf-8")), re.MULTILINE):
        yield re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def test_every_path_of_the_architecture_exists() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    named = re.findall(r"\b(?:bot|training|config|seeds)/[\w./*]+", text)
    beside = [f"bot/**/{name}" for name in re.findall(r"(?<![\w/])\w+\.py\b", text)]
    assert len(named) > 20
    for path in [*named, *beside]:
        assert list(ROOT.glob(path)), path


def test_the_architecture_names_every_room() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = {entry.name for entry in (ROOT / "bot").iterdir() if (entry / "__init__.py").exists()}
    assert not {room for room in rooms if f"bot/{room}" not in text}


def test_every_library_that_is_installed_is_in_the_licences() -> None:
    text = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    lock = (ROOT / "requirements" / "run.lock").read_text(encoding="utf-8")
    libraries = set(re.findall(r"^([A-Za-z0-9_.-]+)==", lock, re.MULTILINE))
    assert len(libraries) > 50
    assert not {name for name in libraries if f"`{name}`" not in text}


def test_the_licences_tell_of_the_reader_that_ships() -> None:
    text = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    version = json.loads(resource("bot/assets/reader/reader.json").read_text(encoding="utf-8"))["version"]
    assert f"| reader, version {version} (ours) |" in text
