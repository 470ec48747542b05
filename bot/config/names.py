"""What settings are called as environment variables, and which of them are secrets."""

import difflib
import json
from collections.abc import Iterator, Mapping
from typing import get_origin

from pydantic import BaseModel, SecretStr

from bot.config.sections import Section, Settings
from bot.errors import ConfigError

PREFIX = "BRIEFWIRE_"
NESTING = "__"
OWN_FILE_VARIABLE = "BRIEFWIRE_CONFIG"


def variables(model: type[BaseModel] = Settings, prefix: str = PREFIX) -> Iterator[str]:
    """The name of every environment variable that is a setting, or a whole section as JSON."""
    for name, field in model.model_fields.items():
        yield prefix + name.upper()
        if isinstance(field.annotation, type) and issubclass(field.annotation, Section):
            yield from variables(field.annotation, f"{prefix}{name.upper()}{NESTING}")


def secrets(model: type[BaseModel] = Settings, before: str = "") -> Iterator[str]:
    """The full name of every setting that is a secret ("slack.bot_token")."""
    for name, field in model.model_fields.items():
        if field.annotation is SecretStr:
            yield before + name
        elif isinstance(field.annotation, type) and issubclass(field.annotation, Section):
            yield from secrets(field.annotation, f"{before}{name}.")


def settings(model: type[BaseModel] = Settings, before: str = "") -> Iterator[str]:
    """The full name of every setting and of every table ("fetch", "fetch.max_bytes")."""
    for name, field in model.model_fields.items():
        yield before + name
        if isinstance(field.annotation, type) and issubclass(field.annotation, Section):
            yield from settings(field.annotation, f"{before}{name}.")


def meant(name: str) -> str | None:
    """The setting or table that is most likely meant by one that is not known.

    "fetch.max_byte" is near "fetch.max_bytes", and "threshold", which stands outside its table, is the
    end of "answer.threshold".
    """
    known = list(settings())
    placed = [other for other in known if other.rpartition(".")[2] == name.rpartition(".")[2]]
    level = [other for other in known if other.count(".") == name.count(".")]
    near = placed if len(placed) == 1 else difflib.get_close_matches(name, level, n=1, cutoff=0.75)
    return near[0] if near else None


def not_json(environment: Mapping[str, str]) -> list[str]:
    """The variables set that must be JSON, since they are a list or a whole table, and are not."""
    names = set(variables()) - {variable_of(name) for name in settings() if _is_plain(name)}
    return [name for name, value in environment.items() if name.upper() in names and not _is_json(value)]


def _is_plain(name: str) -> bool:
    """Whether a setting is one value, not a table or a list."""
    table, _, key = name.rpartition(".")
    fields = Settings.model_fields
    section = fields[table].annotation if table else Settings
    assert isinstance(section, type)
    assert issubclass(section, BaseModel)
    kind = section.model_fields[key].annotation
    return not (get_origin(kind) is tuple or (isinstance(kind, type) and issubclass(kind, Section)))


def _is_json(value: str) -> bool:
    try:
        json.loads(value)
    except ValueError:
        return False
    return True


def variable_of(name: str) -> str:
    """The environment variable of a setting: "slack.bot_token" is BRIEFWIRE_SLACK__BOT_TOKEN."""
    return PREFIX + name.upper().replace(".", NESTING)


def refuse_unknown_variables(environment: Mapping[str, str]) -> None:
    """Raise ConfigError for a variable that looks like a setting and is none, with the one that is meant."""
    known = {OWN_FILE_VARIABLE, *variables()}
    for name in environment:
        if name.upper().startswith(PREFIX) and name.upper() not in known:
            near = difflib.get_close_matches(name.upper(), known, n=1)
            hint = f"Did you mean {near[0]}?" if near else "See config/default.toml for what is known."
            raise ConfigError(f"The environment variable {name} is not a setting. {hint}")
