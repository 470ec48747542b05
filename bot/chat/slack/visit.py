"""Who asks, and from where: read off Slack's payloads, and never off what a button carries."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from bot.model import Destination, Scope
from bot.store.scopes import scope_of

ChannelKind = Literal["public", "private", "direct", "nowhere"]
"""Channels shared with other organisations are `private`: what is read there stays there. Direct messages
are a private channel of one person; `nowhere` is a place without a channel, such as the App Home."""

Body = Mapping[str, Any]


@dataclass(frozen=True)
class Visit:
    """A person in a place of a workspace; `ts` is the message that was written or clicked, if any.

    `home` is the workspace that the person belongs to: in shared channels it may be another.
    """

    team: str
    person: str
    enterprise: str | None = None
    channel: str = ""
    kind: ChannelKind = "nowhere"
    thread: str | None = None
    ts: str | None = None
    home: str | None = None
    event: str | None = None

    @property
    def workspace(self) -> str:
        """The workspace as scopes name it."""
        return f"slack:{self.team}"

    @property
    def scope(self) -> Scope:
        """What this person may see here, and where what is read here is kept."""
        match self.kind:
            case "public":
                return scope_of(self.destination)
            case "private" | "direct":
                return scope_of(self.destination, private=True)
            case "nowhere":
                return Scope(workspace=self.workspace, person=self.person)

    @property
    def conversation(self) -> str:
        """The thread that is talked in; direct messages are one conversation."""
        return "" if self.kind in {"direct", "nowhere"} else f"{self.channel}:{self.root}"

    @property
    def root(self) -> str:
        """The message that a thread hangs from."""
        return self.thread or self.ts or ""

    @property
    def destination(self) -> Destination:
        """The channel as a place for posts."""
        return Destination(platform="slack", workspace=self.team, channel=self.channel)

    @property
    def may_be_stranger(self) -> bool:
        """Whether Slack names another home of the person than the workspace that installed the program."""
        return self.home is not None and self.home != self.team

    def at(self, kind: ChannelKind, channel: str | None = None) -> "Visit":
        """The same, with the kind of the channel known."""
        return replace(self, kind=kind, channel=channel or self.channel)


def of_event(body: Body) -> Visit:
    """The visit of an event."""
    event = body["event"]
    return Visit(
        team=body.get("team_id") or _authorized(body).get("team_id") or "",
        enterprise=body.get("enterprise_id") or _authorized(body).get("enterprise_id"),
        person=_id_of(event.get("user")) or "",
        channel=_id_of(event.get("channel")) or "",
        thread=event.get("thread_ts"),
        ts=event.get("ts") or event.get("message_ts"),
        home=event.get("user_team") or event.get("source_team"),
        event=body.get("event_id"),
    )


def of_command(body: Body) -> Visit:
    """The visit of a slash command."""
    return Visit(
        team=body["team_id"],
        enterprise=body.get("enterprise_id"),
        person=body["user_id"],
        channel=body.get("channel_id", ""),
        event=body.get("trigger_id"),
    )


def of_interaction(body: Body) -> Visit:
    """The visit of a click, a shortcut or a modal."""
    team, user = body.get("team") or {}, body["user"]
    container, message = body.get("container") or {}, body.get("message") or {}
    channel = _id_of(body.get("channel")) or container.get("channel_id") or ""
    return Visit(
        team=team.get("id") or user.get("team_id") or "",
        enterprise=(body.get("enterprise") or {}).get("id"),
        person=user["id"],
        channel=channel,
        thread=message.get("thread_ts") or container.get("thread_ts"),
        ts=message.get("ts") or container.get("message_ts"),
        home=user.get("team_id"),
        event=body.get("trigger_id"),
    )


def _authorized(body: Body) -> Mapping[str, Any]:
    found = body.get("authorizations") or [{}]
    first: Mapping[str, Any] = found[0]
    return first


def _id_of(value: Any) -> str | None:
    """Slack gives some things by id alone, and some as an object."""
    found = value.get("id") if isinstance(value, Mapping) else value
    return str(found) if found else None
