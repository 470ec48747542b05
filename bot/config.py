"""Settings: `config/default.toml`, then the operator's own file, then the environment.

Every setting is documented in `config/default.toml`. An unknown key is an error, and secrets come
from the environment alone. A variable that begins with BRIEFWIRE_ and names no setting is an error
too: a misspelt one would otherwise change nothing, silently.
"""

import difflib
import os
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from bot.errors import ConfigError
from bot.resources import resource

PREFIX = "BRIEFWIRE_"
NESTING = "__"
OPENAI_KEY_VARIABLE = "OPENAI_API_KEY"
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
    max_windows_of_several: int = Field(gt=0)
    max_question_characters: int = Field(gt=0)


class FeedSettings(Section):
    """How feeds are read; times in seconds, sizes in bytes."""

    min_interval: int = Field(ge=60)
    max_interval: int = Field(ge=60)
    max_bytes: int = Field(gt=0)
    parse_timeout: float = Field(gt=0)
    concurrency: int = Field(gt=0)
    max_new_items: int = Field(gt=0)


class DigestSettings(Section):
    """How many stories a digest of each length tells, and what is too old to be new."""

    short: int = Field(gt=0)
    medium: int = Field(gt=0)
    long: int = Field(gt=0)
    max_age_days: int = Field(gt=0)


class RetentionSettings(Section):
    """After how many days what nobody keeps is deleted."""

    items_days: int = Field(gt=0)
    deliveries_days: int = Field(gt=0)


class WorkSettings(Section):
    """Who this node is, how often it looks for work (seconds), and where its models run.

    0 processes means a thread of this process.
    """

    node: str
    tick: float = Field(gt=0)
    lease: float = Field(ge=1)
    processes: int = Field(ge=0)
    timeout: float = Field(gt=0)


class SlackSettings(Section):
    """How Slack is reached and when it is told to wait; times in seconds.

    A workspace of one's own needs `bot_token`, and `app_token` (mode "socket") or `signing_secret`
    (mode "http"); many workspaces need `client_id`, `client_secret` and `encryption_keys`.
    """

    mode: Literal["socket", "http"]
    base_url: str
    host: str
    port: int = Field(ge=0, le=65535)
    public_url: str
    client_id: str
    work_timeout: float = Field(gt=0)
    person_per_minute: int = Field(gt=0)
    workspace_per_minute: int = Field(gt=0)
    pictures: bool
    grace_days: int = Field(ge=0)
    bot_token: SecretStr = SecretStr("")
    app_token: SecretStr = SecretStr("")
    signing_secret: SecretStr = SecretStr("")
    client_secret: SecretStr = SecretStr("")
    encryption_keys: SecretStr = SecretStr("")


class DiscordSettings(Section):
    """How Discord is reached, and when it or its people are told to wait; times in seconds.

    `shards` is "" (as many as Discord advises), "8" (all of 8) or "0-3/8" (these of 8).
    """

    api_base: str
    gateway: str
    shards: str = Field(pattern=r"^(\d+|\d+(-\d+)?/\d+)?$")
    edit_every: float = Field(ge=0)
    work_timeout: float = Field(gt=0, le=870)
    per_person: int = Field(gt=0)
    per_server: int = Field(gt=0)
    per_seconds: float = Field(gt=0)
    pictures: bool
    grace_days: int = Field(ge=0)
    token: SecretStr = SecretStr("")


def _openai_key() -> SecretStr:
    """The key under the name that every program for this API knows."""
    return SecretStr(os.environ.get(OPENAI_KEY_VARIABLE, ""))


class OpenAISettings(Section):
    """Which hosted model writes, and how much it may be used; times in seconds, prices a million tokens."""

    use: Literal["auto", "hosted", "embedded"]
    base_url: str
    model: str = Field(min_length=1)
    temperature: float = Field(ge=0, le=2)
    prompts: str
    max_input_tokens: int = Field(ge=1000)
    max_output_tokens: int = Field(ge=100)
    patience: float = Field(gt=0)
    timeout: float = Field(gt=0)
    attempts: int = Field(ge=1, le=5)
    connections: int = Field(gt=0)
    waiting: int = Field(ge=0)
    person_tokens: int = Field(ge=0)
    workspace_tokens: int = Field(ge=0)
    day_tokens: int = Field(ge=0)
    input_price: float = Field(ge=0)
    output_price: float = Field(ge=0)
    keep_days: int = Field(ge=0)
    api_key: SecretStr = Field(default_factory=_openai_key)

    @property
    def is_hosted(self) -> bool:
        """Whether a hosted model writes."""
        given = bool(self.base_url or self.api_key.get_secret_value())
        return self.use == "hosted" or (self.use == "auto" and given)


class MetricsSettings(Section):
    """Where `/metrics` and `/healthz` are answered; port 0 is nowhere."""

    host: str
    port: int = Field(ge=0, le=65535)


class LogSettings(Section):
    """What is logged, to standard error; never the text of a message or article."""

    level: Literal["debug", "info", "warning", "error"]


class Settings(Section):
    """Everything that can be configured, checked once at the start."""

    database_url: str
    fetch: FetchSettings
    ingest: IngestSettings
    answer: AnswerSettings
    feeds: FeedSettings
    digest: DigestSettings
    retention: RetentionSettings
    work: WorkSettings
    slack: SlackSettings
    discord: DiscordSettings
    openai: OpenAISettings
    metrics: MetricsSettings
    log: LogSettings


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

    Raises ConfigError when BRIEFWIRE_CONFIG names a file that is not there.
    """
    place = own_file_place()
    if place.is_file():
        return place
    if os.environ.get(OWN_FILE_VARIABLE):
        raise ConfigError(f"{OWN_FILE_VARIABLE} names {place}, which is not a file.")
    return None


def load_settings() -> Settings:
    """The settings in force; raises ConfigError naming each wrong one in plain words."""
    _refuse_unknown_variables(os.environ)
    _refuse_secrets_in_a_file()
    try:
        return _Layered()
    except ValidationError as error:
        wrong = "; ".join(map(_in_words, error.errors()))
        raise ConfigError(f"Settings: {wrong}. See config/default.toml for what is known.") from error
    except (ValueError, OSError) as error:  # malformed TOML, a variable that is not JSON, unreadable
        reason = " ".join(str(error).split())
        raise ConfigError(f"The settings cannot be read ({own_file() or 'environment'}): {reason}") from error


def default_settings(**changes: object) -> Settings:
    """The shipped defaults with top-level `changes`, whatever the user has configured: for the demo."""
    defaults = tomllib.loads(resource("config/default.toml").read_text(encoding="utf-8"))
    defaults["openai"]["api_key"] = ""  # a key in the environment must not send the demo's articles out
    return Settings.model_validate(defaults | changes)


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
            variable = PREFIX + name.upper().replace(".", NESTING)
            raise ConfigError(f"{name} is a secret: take it out of {place} and set {variable} instead.")


def _refuse_unknown_variables(environment: Mapping[str, str]) -> None:
    known = {OWN_FILE_VARIABLE, *variables()}
    for name in environment:
        if name.upper().startswith(PREFIX) and name.upper() not in known:
            near = difflib.get_close_matches(name.upper(), known, n=1)
            hint = f"Did you mean {near[0]}?" if near else "See config/default.toml for what is known."
            raise ConfigError(f"The environment variable {name} is not a setting. {hint}")


def _in_words(problem: Any) -> str:
    """One of pydantic's findings as "answer.threshold: should be less than or equal to 1"."""
    where = ".".join(map(str, problem["loc"]))
    if problem["type"] == "extra_forbidden":
        return f"{where} is not known"
    return f"{where}: {problem['msg'].removeprefix('Input ')}"
