"""Settings: `config/default.toml`, then the operator's own file, then the environment.

Every setting is documented in `config/default.toml`. An unknown key is an error, and secrets come
from the environment alone. A variable that begins with BRIEFWIRE_ and names no setting is an error
too: a misspelt one would otherwise change nothing, silently.
"""

from bot.config.layers import default_settings, load_settings, own_file, own_file_place
from bot.config.names import OWN_FILE_VARIABLE, variables
from bot.config.sections import (
    AnswerSettings,
    DigestSettings,
    DiscordSettings,
    FeedSettings,
    FetchSettings,
    IngestSettings,
    LogSettings,
    MetricsSettings,
    OpenAISettings,
    RetentionSettings,
    Settings,
    SlackSettings,
    WorkSettings,
)

__all__ = [
    "OWN_FILE_VARIABLE",
    "AnswerSettings",
    "DigestSettings",
    "DiscordSettings",
    "FeedSettings",
    "FetchSettings",
    "IngestSettings",
    "LogSettings",
    "MetricsSettings",
    "OpenAISettings",
    "RetentionSettings",
    "Settings",
    "SlackSettings",
    "WorkSettings",
    "default_settings",
    "load_settings",
    "own_file",
    "own_file_place",
    "variables",
]
