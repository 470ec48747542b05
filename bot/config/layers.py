"""The settings in force: the environment over the operator's own file over the shipped defaults."""

import os
import tomllib
from pathlib import Path
from typing import Any

import platformdirs
from pydantic import ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from bot.config.names import (
    NESTING,
    OWN_FILE_VARIABLE,
    PREFIX,
    meant,
    not_json,
    refuse_unknown_variables,
    secrets,
    variable_of,
)
from bot.config.sections import Settings
from bot.errors import ConfigError
from bot.resources import resource


class _Layered(Settings, BaseSettings):
    """The settings as their layers give them: the environment over the own file over the defaults."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter=NESTING, frozen=True, extra="forbid"
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment wins over the operator's file, and that over the defaults."""
        files = (own_file(), resource("config/default.toml"))
        sources = (TomlConfigSettingsSource(settings_cls, path) for path in files if path)
        return (init_settings, env_settings, *sources)


def own_file_place() -> Path:
    """Where the operator's settings file is looked for: what BRIEFWIRE_CONFIG names, or the user's own."""
    named = os.environ.get(OWN_FILE_VARIABLE)
    return Path(named) if named else Path(platformdirs.user_config_dir("briefwire")) / "config.toml"


def own_file() -> Path | None:
    """The operator's settings file, if there is one.

    Raises ConfigError when BRIEFWIRE_CONFIG, which --config sets, names a file that is not there.
    """
    place = own_file_place()
    if place.is_file():
        return place
    if os.environ.get(OWN_FILE_VARIABLE):
        raise ConfigError(
            f"The settings file {place} that --config or {OWN_FILE_VARIABLE} names is no file or not there."
        )
    return None


def load_settings() -> Settings:
    """The settings in force; raises ConfigError naming each wrong one in plain words."""
    refuse_unknown_variables(os.environ)
    _refuse_secrets_in_a_file()
    try:
        return _Layered()
    except ValidationError as error:
        wrong = "; ".join(map(_in_words, error.errors()))
        raise ConfigError(f"Settings: {wrong}. See config/default.toml for what is known.") from error
    except (ValueError, OSError) as error:  # malformed TOML, a variable that is not JSON, unreadable
        if wrong_variables := not_json(os.environ):
            raise ConfigError(
                f"The variable {wrong_variables[0]} must be JSON: a list like "
                """'["10.0.0.0/8"]', or a table like '{"level": "info"}'."""
            ) from error
        reason = " ".join(str(error).split())
        raise ConfigError(f"The settings cannot be read ({own_file() or 'environment'}): {reason}") from error


def default_settings(**changes: object) -> Settings:
    """The shipped defaults with top-level `changes`, whatever the user has configured: for the demo."""
    defaults = tomllib.loads(resource("config/default.toml").read_text(encoding="utf-8"))
    defaults["openai"]["api_key"] = ""  # a key in the environment must not send the demo's articles out
    return Settings.model_validate(defaults | changes)


def _refuse_secrets_in_a_file() -> None:
    """Files are copied, shown and committed; a secret in one is an error, not a convenience."""
    if not (place := own_file()):
        return
    try:
        written: Any = tomllib.loads(place.read_text(encoding="utf-8"))
    except (ValueError, OSError):
        return  # told by whoever reads the settings next
    for name in secrets():
        section, _, key = name.partition(".")
        if isinstance(table := written.get(section), dict) and key in table:
            raise ConfigError(
                f"{name} is a secret: take it out of {place} and set {variable_of(name)} instead."
            )


def _in_words(problem: Any) -> str:
    """One of pydantic's findings as "answer.threshold: should be less than or equal to 1"."""
    where = ".".join(map(str, problem["loc"]))
    if problem["type"] == "extra_forbidden":
        near = meant(where)
        return f"{where} is not known{f' (did you mean {near}?)' if near else ''}"
    if problem["type"] == "model_type":
        return f"{where} is a table: write [{where}] and its settings below that"
    return f"{where}: {problem['msg'].removeprefix('Input ')}"
