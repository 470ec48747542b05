"""Settings: `config/default.toml`, then the operator's own file, then the environment.

Every setting is documented in `config/default.toml`. An unknown key is an error, and secrets come
from the environment alone.
"""

import os
from pathlib import Path
from typing import Any

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from bot.errors import ConfigError
from bot.resources import resource

OWN_FILE_VARIABLE = "BRIEFWIRE_CONFIG"


class Section(BaseModel):
    """One table of the settings file."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class FetchSettings(Section):
    """How pages are fetched; times in seconds, sizes in bytes."""

    user_agent: str
    connect_timeout: float = Field(gt=0)
    total_timeout: float = Field(gt=0)
    max_bytes: int = Field(gt=0)
    max_redirects: int = Field(ge=0, le=20)
    allow_private: tuple[str, ...]


class IngestSettings(Section):
    """How documents become articles; times in seconds."""

    parse_timeout: float = Field(gt=0)
    parse_memory_mb: int = Field(gt=0)
    max_characters: int = Field(gt=0)
    min_words: int = Field(gt=0)


class AnswerSettings(Section):
    """When an answer is given, and when the coverage is said not to state it."""

    threshold: float = Field(ge=0, le=1)
    max_articles: int = Field(gt=0)
    max_windows: int = Field(gt=0)
    max_question_characters: int = Field(gt=0)


class WorkSettings(Section):
    """Where models run: 0 processes means a thread of this process."""

    processes: int = Field(ge=0)
    timeout: float = Field(gt=0)


class LogSettings(Section):
    """What is logged, to standard error; never the text of a message or article."""

    level: str


class Settings(BaseSettings):
    """Everything that can be configured, checked once at the start."""

    model_config = SettingsConfigDict(
        env_prefix="BRIEFWIRE_", env_nested_delimiter="__", frozen=True, extra="forbid"
    )

    database_url: str
    fetch: FetchSettings
    ingest: IngestSettings
    answer: AnswerSettings
    work: WorkSettings
    log: LogSettings

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


def own_file() -> Path | None:
    """The operator's settings file: the one that BRIEFWIRE_CONFIG names, or the user's own.

    Raises ConfigError when the variable names a file that is not there.
    """
    named = os.environ.get(OWN_FILE_VARIABLE)
    if named:
        if not Path(named).is_file():
            raise ConfigError(f"{OWN_FILE_VARIABLE} names {named}, which is not a file.")
        return Path(named)
    own = Path(platformdirs.user_config_dir("briefwire")) / "config.toml"
    return own if own.is_file() else None


def load_settings(**overrides: Any) -> Settings:
    """The settings in force; raises ConfigError naming each wrong one in plain words."""
    try:
        return Settings(**overrides)
    except ValidationError as error:
        wrong = "; ".join(
            f"{'.'.join(map(str, problem['loc']))}: {problem['msg']}" for problem in error.errors()
        )
        raise ConfigError(f"Settings: {wrong}. See config/default.toml for what is known.") from error
    except ValueError as error:  # malformed TOML
        raise ConfigError(f"The settings file cannot be read: {error}") from error
