"""What is known of a Slack workspace that installed the app."""

from datetime import datetime

from bot.model.base import Value


class SlackThread(Value):
    """What a thread is about (ids of articles), and whether follow-ups there need no mention."""

    articles: tuple[str, ...] = ()
    talking: bool = False


class Installation(Value):
    """An installation in one workspace, or (without `team`) in all workspaces of an organisation."""

    team: str | None
    enterprise: str | None = None
    name: str | None = None
    bot_user: str
    bot: str | None = None
    scopes: tuple[str, ...] = ()
    sealed_token: str
    installed_by: str | None = None
    installed_at: datetime
