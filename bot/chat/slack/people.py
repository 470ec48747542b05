"""What Slack says of a person: their zone, and what they may do."""

import time
from dataclasses import dataclass

from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.slack.web import SlackTrouble

REMEMBERED = 600.0
_MOST = 10_000


@dataclass(frozen=True)
class Person:
    """A person of a workspace; `zone` is an IANA name."""

    zone: str = "UTC"
    is_admin: bool = False
    is_guest: bool = False
    workspaces: frozenset[str] = frozenset()
    """Those of an organisation that the person belongs to; empty outside of one."""


class People:
    """People, asked about once in a while."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], tuple[float, Person]] = {}

    async def person(self, client: AsyncWebClient, team: str, name: str) -> Person:
        """What is known of the person; somebody with no rights where Slack does not say."""
        found = self._known.get((team, name))
        if found and time.monotonic() - found[0] < REMEMBERED:
            return found[1]
        if len(self._known) >= _MOST:
            self._known.clear()
        try:
            told = (await client.users_info(user=name)).get("user") or {}
        except SlackTrouble:
            return Person()
        person = Person(
            zone=told.get("tz") or "UTC",
            is_admin=bool(told.get("is_admin") or told.get("is_owner")),
            is_guest=bool(told.get("is_restricted") or told.get("is_ultra_restricted")),
            workspaces=frozenset((told.get("enterprise_user") or {}).get("teams") or ()),
        )
        self._known[team, name] = (time.monotonic(), person)
        return person
