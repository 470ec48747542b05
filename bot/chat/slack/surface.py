"""What all handlers share: who asks is placed, counted and let in here, before anything is done for them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.slack.channels import Channels
from bot.chat.slack.memory import Services
from bot.chat.slack.modals import View, Window, open_window, push_window, saying
from bot.chat.slack.pacing import Pace
from bot.chat.slack.people import People, Person
from bot.chat.slack.replies import InThread, Message, Reply, words
from bot.chat.slack.visit import Visit
from bot.chat.slack.works import Tell, Works
from bot.chat.slack.workspaces import Workspaces
from bot.config import SlackSettings
from bot.errors import InputError
from bot.model import Rate

PLATFORM = "slack"

_STRANGER = (
    "I answer people of the workspace that installed me. "
    "Ask the administrators of your own workspace to add Briefwire there."
)

Work = Callable[[Visit], Awaitable[None]]
WindowWork = Callable[[Visit, Window], Awaitable[None]]


@dataclass
class Surface:
    """The program, as handlers meet it."""

    desk: Services
    settings: SlackSettings
    workspaces: Workspaces
    connections: aiohttp.ClientSession
    pace: Pace
    works: Works
    channels: Channels = field(default_factory=Channels)
    people: People = field(default_factory=People)

    async def client(self, visit: Visit) -> AsyncWebClient:
        """A client of the workspace that is visited."""
        return await self.workspaces.client(visit.team, visit.enterprise)

    async def placed(self, visit: Visit) -> Visit:
        """The visit with the kind of its channel; without one, the person's direct messages are meant."""
        client = await self.client(visit)
        if not visit.channel:
            direct = await self.channels.direct(client, visit.team, visit.person)
            return visit.at("direct", direct) if direct else visit
        return visit.at(await self.channels.kind(client, visit.team, visit.channel))

    def begin(self, visit: Visit, work: Work, tell: Tell, what: str, *, counted: bool = True) -> None:
        """Do the work for this visit, once however often Slack delivers it; `counted`, within the limits."""

        async def carry_out() -> None:
            if not await self.is_new(visit.event):
                return
            await self._refuse_strangers(visit)
            if counted:
                await self.count(visit)
            await work(await self.placed(visit))

        self.works.start(carry_out(), tell, what)

    def begin_window(
        self, visit: Visit, trigger: str, view: View, work: WindowWork, what: str, *, above: bool = False
    ) -> None:
        """The same in a window, which is opened first: Slack lets that be done for three seconds only.

        `above` puts it on top of the window in which something was clicked.
        """
        open_it = push_window if above else open_window
        opened: list[Window] = []

        async def tell(said: str) -> None:
            if opened:
                await opened[0].show(saying("Briefwire", said))
            else:
                await self.direct(visit, words(said))

        async def carry_out() -> None:
            if not await self.is_new(visit.event):
                return
            await self._refuse_strangers(visit)
            opened.append(await open_it(await self.client(visit), trigger, view))
            await work(await self.placed(visit), opened[0])

        self.works.start(carry_out(), tell, what)

    async def _refuse_strangers(self, visit: Visit) -> None:
        """Raise InputError for people of other workspaces; in an organisation one may belong to several."""
        if not visit.may_be_stranger:
            return
        person = await self.person(visit)
        if visit.team not in person.workspaces:
            raise InputError(_STRANGER)

    async def is_new(self, event: str | None) -> bool:
        """Whether Slack delivers this for the first time, by its id; also over a restart."""
        return event is None or await (await self.desk.chats()).first_time(PLATFORM, event)

    async def count(self, visit: Visit) -> None:
        """Use the person's and the workspace's limit; raises InputError with how long to wait."""
        chats = await self.desk.chats()
        limits = (
            (f"slack:{visit.team}:person:{visit.person}", self.settings.person_per_minute, "You have"),
            (f"slack:{visit.team}", self.settings.workspace_per_minute, "This workspace has"),
        )
        for subject, times, who in limits:
            wait = await chats.use(subject, Rate(times=times, seconds=60))
            if wait:
                seconds = max(round(wait.total_seconds()), 1)
                raise InputError(f"{who} asked for a lot in one minute: please try again in {seconds} s.")

    async def person(self, visit: Visit) -> Person:
        """What Slack says of whoever asks."""
        return await self.people.person(await self.client(visit), visit.team, visit.person)

    async def let_manage(self, visit: Visit, owner: str | None = None, *, is_new: bool = False) -> None:
        """Raise InputError for whoever may not set something up, or change what somebody else has."""
        person = await self.person(visit)
        if person.is_guest:
            raise InputError("Guests cannot set up feeds and digests: ask a member of this workspace.")
        if is_new or person.is_admin or owner == visit.person:
            return
        chats = await self.desk.chats()
        if visit.person not in (await chats.workspace(visit.workspace)).settings.managers:
            whose = f"<@{owner}>" if owner else "somebody else"
            raise InputError(f"Only who set this up ({whose}) or an administrator may change it.")

    async def may_see(self, visit: Visit, channel: str, owner: str | None) -> bool:
        """Whether what is set up in a channel may be shown to this person elsewhere."""
        if owner == visit.person or channel == visit.channel:
            return True
        return await self.channels.kind(await self.client(visit), visit.team, channel) == "public"

    def aside_from(self, reply: Reply) -> Tell:
        """A way to say what went wrong, by a reply."""

        async def tell(said: str) -> None:
            await reply.say(words(said))

        return tell

    def in_thread(self, visit: Visit) -> Tell:
        """A way to say what went wrong, in the thread that is talked in."""

        async def tell(said: str) -> None:
            client = await self.client(visit)
            await InThread(client, visit.channel, visit.root or None, self.pace).say(words(said))

        return tell

    def to_person(self, visit: Visit) -> Tell:
        """A way to say what went wrong, as a direct message."""

        async def tell(said: str) -> None:
            await self.direct(visit, words(said))

        return tell

    async def direct(self, visit: Visit, message: Message) -> None:
        """Say something to the person alone, as a direct message."""
        client = await self.client(visit)
        await InThread(client, visit.person, None, self.pace).say(message)
