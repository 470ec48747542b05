"""What settings are called as environment variables, and which of them are secrets."""

import difflib
from collections.abc import Iterator, Mapping

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
