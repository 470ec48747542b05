"""Every sentence has its German, with the same gaps; every command has its names."""

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import discord
import pytest
from babel.messages.pofile import read_po

import bot.chat.discord
from bot.chat.discord.client import BriefwireClient
from bot.chat.discord.sync import definitions_of, digest_of
from bot.chat.discord.texts import FOLDER, languages, words_for
from bot.chat.discord.translating import CatalogueTranslator
from tests.discord.conftest import House, Town, texts

CODE = Path(bot.chat.discord.__path__[0])
THE_SAME = {"feed", "name", "feeds", "pause"}  # in both languages
NAME = re.compile(r"^[-_\w]{1,32}$")


def sentences() -> Iterator[tuple[str, ...]]:
    """What the code gives to `say` and `count`, in f-strings too."""
    for path in sorted(CODE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                wanted = {"say": 1, "count": 2}.get(node.func.attr, 0)
                given = [each.value for each in node.args[:wanted] if isinstance(each, ast.Constant)]
                if wanted and len(given) == wanted and all(isinstance(each, str) for each in given):
                    yield tuple(given)


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.fixture
async def tree(house: House) -> Any:
    client = BriefwireClient(house.surface)
    await client.tree.set_translator(CatalogueTranslator())
    return client.tree


@pytest.mark.parametrize("language", [code for code in languages() if code != "en"])
def test_every_sentence_is_there_with_the_same_gaps(language: str) -> None:
    with (FOLDER / f"{language}.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    found = set(sentences())
    assert len(found) > 150
    for given in found:
        key: Any = given[0] if len(given) == 1 else given
        message = catalogue.get(key if isinstance(key, str) else key[0])
        assert message, given
        said = [message.string] if isinstance(message.string, str) else list(message.string)
        assert all(said), given
        assert all(gaps(each) == gaps(given[-1]) for each in said), given


def test_the_catalogue_holds_nothing_that_is_not_said(tree: Any) -> None:
    with (FOLDER / "de.po").open("rb") as file:
        kept = {message.id for message in read_po(file, locale="de") if message.id and not message.context}
    said = {given[0] if len(given) == 1 else given for given in sentences()}
    described = {each for command in tree.walk_commands() for each in descriptions(command)}
    assert {str(each) for each in kept - said} <= {*described, "short", "medium", "long"}


def descriptions(command: Any) -> list[str]:
    parameters = getattr(command, "parameters", ())
    return [
        command.description,
        *(each.description for each in parameters),
        getattr(command.parent, "description", ""),
    ]


async def test_commands_have_german_names_and_descriptions(tree: Any) -> None:
    for payload in await definitions_of(tree):
        for part in walk(payload):
            german = part.get("name_localizations", {}).get("de", part["name"])
            assert german != part["name"] or german in THE_SAME
            assert payload.get("type") == 3 or (NAME.match(german) and german == german.lower())
            if part.get("description"):
                assert part["description_localizations"]["de"]
                assert len(part["description_localizations"]["de"]) <= 100


def walk(part: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield part
    for option in part.get("options", ()):
        yield from walk(option)


async def test_channels_are_offered_that_discord_s_description_of_options_knows(tree: Any) -> None:
    offered = [
        part["channel_types"]
        for payload in await definitions_of(tree)
        for part in walk(payload)
        if "channel_types" in part
    ]
    assert len(offered) == 3
    assert {kind for kinds in offered for kind in kinds} <= {*range(6), *range(10, 16)}


async def test_the_digest_changes_with_any_word_of_a_definition(tree: Any) -> None:
    before = await digest_of(tree)
    assert await digest_of(tree) == before
    tree.get_command("help").description = "Another"
    assert await digest_of(tree) != before


async def test_commands_are_told_once_until_they_change(town: Town, house: House) -> None:
    def told() -> int:
        return sum(
            each.method == "PUT" and each.path.endswith("/commands") for each in town.env.http_requests
        )

    assert told() == 1
    await town.env.restart_bot(house.client())
    assert told() == 1
    changed = house.client()
    changed.tree.get_command("help").description = "Another"
    await town.env.restart_bot(changed)
    assert told() == 2


def test_languages_are_found_by_locale_and_others_are_english() -> None:
    assert words_for("de-AT").code == "de"
    assert words_for(None, "fr", "de").code == "de"
    assert words_for("fr").code == "en"
    assert words_for("de").count("{n} article", "{n} articles", 2) == "2 Artikel"


async def test_somebody_with_a_german_client_is_answered_in_german(town: Town, house: House) -> None:
    guild = town.env.backend.get_guild(town.guild.id)
    assert guild
    await house.surface.chats.set_settings(
        f"discord:{town.guild.id}",
        (await house.surface.chats.workspace(f"discord:{town.guild.id}")).settings.model_copy(
            update={"language": "de"}
        ),
    )
    shown = await town.ann.slash(town.news, "brief", source="https://port.example/2026/11/port")
    assert "**Wer**" in texts(shown.response)
    failed = await town.ann.slash(town.news, "brief", source="https://gone.example/x")
    assert "Die Seite konnte nicht gelesen werden." in texts(failed.response)
    assert discord.Locale.german.value == "de"
