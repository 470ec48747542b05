"""What can be configured: a class for each table of the settings, as `config/default.toml` documents them."""

import os
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr

OPENAI_KEY_VARIABLE = "OPENAI_API_KEY"


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
