"""Posting digests: once, marked with their key, and with a word to who must do what when Slack refuses.

Slack has no key of its own against posting twice. Each message carries ours in its metadata; when it is not
known whether a message arrived, the channel's history is searched for it, and only then.
"""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.slack.digest_blocks import details, details_fallback, digest_blocks, digest_fallback
from bot.chat.slack.refusals import refusal, unknown_outcome
from bot.chat.slack.replies import Message, post, words
from bot.chat.slack.rich import Block
from bot.chat.slack.surface import PLATFORM, Surface
from bot.chat.slack.web import SlackTrouble, code_of
from bot.errors import DeliveryError
from bot.log import event_log
from bot.model import Destination, Digest, Notice
from bot.store.scopes import scope_of

MARK = "briefwire_delivery"
_LOOKED_BACK = timedelta(days=2)
_PAGES = 20
_TOKEN_IS_GONE = {"token_revoked", "account_inactive"}


class SlackDelivery:
    """`bot.ports.Delivery` for Slack."""

    def __init__(self, surface: Callable[[], Surface]) -> None:
        self._surface = surface  # there once Slack is started
        self._begun: dict[str, tuple[str, frozenset[str]]] = {}

    async def post(self, digest: Digest, key: str) -> str:
        """Post the message, then a reply in its thread for each story; raises DeliveryError."""
        replies = details(digest)
        ts, done = self._begun.pop(key, ("", frozenset[str]()))
        ts = ts or await self._first(digest, key, len(replies))
        await self._rest(digest, key, ts, replies, done)
        return ts

    async def find(self, destination: Destination, key: str, besides: str | None = None) -> str | None:
        """The message with this key; None too where replies are missing, which `post` then adds."""
        client = await self._client(destination)
        try:
            async for message in _history(client, destination):
                if _payload(message).get("key") == key and message.get("ts") != besides:
                    return await self._whole(client, destination, key, message)
        except SlackApiError as error:
            raise await self._refused(error, destination) from error
        except SlackTrouble as error:
            raise unknown_outcome() from error
        return None

    async def remove(self, destination: Destination, message_id: str) -> None:
        """Take a message back, with its replies."""
        client = await self._client(destination)
        try:
            for ts in [*await _replies(client, destination.channel, message_id), message_id]:
                await _deleted(client, destination.channel, ts)
        except SlackApiError as error:
            raise await self._refused(error, destination) from error
        except SlackTrouble as error:
            raise unknown_outcome() from error

    async def notify(self, notice: Notice, key: str) -> None:
        """Tell whoever set it up in a direct message, else the channel."""
        places = [notice.person, notice.destination.channel]
        if notice.kind == "channel_refused":
            places = places[:1]
        problem: DeliveryError | None = None
        for place in filter(None, places):
            there = notice.destination.model_copy(update={"channel": place, "thread": None})
            try:
                await self._posted(there, words(_notice(notice)), {"key": key})
                return
            except DeliveryError as error:
                if not error.permanent:
                    raise
                problem = error
        raise problem or DeliveryError("There is nobody to tell.", permanent=True)

    async def _first(self, digest: Digest, key: str, replies: int) -> str:
        message = Message(digest_fallback(digest), digest_blocks(digest))
        return await self._posted(digest.destination, message, {"key": key, "replies": replies})

    async def _rest(
        self, digest: Digest, key: str, ts: str, replies: Sequence[list[Block]], done: frozenset[str]
    ) -> None:
        """Replies that Slack refuses don't undo the message: it says what is most worth telling by itself."""
        thread = digest.destination.model_copy(update={"thread": digest.destination.thread or ts})
        try:
            for number, blocks in enumerate(replies, 1):
                if (part := f"{key}/{number}") not in done:
                    message = Message(details_fallback(blocks), blocks)
                    await self._posted(thread, message, {"key": part}, patient=True)
            await self._joined(digest, ts)
        except DeliveryError as error:
            event_log().warning("slack_replies_lost", code=str(error))

    async def _joined(self, digest: Digest, ts: str) -> None:
        """Questions in the digest's thread are about its stories."""
        articles = [report.article_id for story in digest.stories for report in story.reports]
        memory, place = await self._surface().desk.slack(), digest.destination
        await memory.join(scope_of(place).workspace, place.channel, ts, articles, talking=False)

    async def _whole(
        self, client: AsyncWebClient, place: Destination, key: str, message: Mapping[str, Any]
    ) -> str | None:
        ts, wanted = str(message["ts"]), int(_payload(message).get("replies", 0))
        if place.thread or int(message.get("reply_count", 0)) >= wanted:
            return ts
        told = await client.conversations_replies(
            channel=place.channel, ts=ts, include_all_metadata=True, limit=200
        )
        found = {str(_payload(each).get("key")) for each in told.get("messages") or ()}
        done = frozenset(part for part in found if part.startswith(f"{key}/"))
        if len(done) >= wanted:
            return ts
        self._begun[key] = (ts, done)
        return None

    async def _posted(
        self, place: Destination, message: Message, payload: dict[str, Any], *, patient: bool = False
    ) -> str:
        client = await self._client(place, patient=patient)
        metadata = {"event_type": MARK, "event_payload": payload}
        try:
            return await post(client, place.channel, message, self._surface().pace, place.thread, metadata)
        except SlackApiError as error:
            raise await self._refused(error, place) from error
        except SlackTrouble as error:
            raise unknown_outcome() from error

    async def _refused(self, error: SlackApiError, place: Destination) -> DeliveryError:
        """What Slack's error means; a token that is gone is forgotten."""
        if code_of(error) in _TOKEN_IS_GONE:
            for team in await self._surface().workspaces.forget(place.workspace, None):
                await (await self._surface().desk.chats()).leave(f"{PLATFORM}:{team}")
        return refusal(error, place.channel)

    async def _client(self, place: Destination, *, patient: bool = False) -> AsyncWebClient:
        return await self._surface().workspaces.client(place.workspace, patient=patient)


async def _history(client: AsyncWebClient, place: Destination) -> AsyncIterator[Mapping[str, Any]]:
    """What was written there lately, the newest first."""
    oldest = str((datetime.now(UTC) - _LOOKED_BACK).timestamp())
    wanted: dict[str, Any] = {"channel": place.channel, "oldest": oldest, "include_all_metadata": True}
    read: Any = client.conversations_history
    if place.thread:
        read, wanted = client.conversations_replies, wanted | {"ts": place.thread}
    cursor = ""
    for _ in range(_PAGES):
        told = await read(limit=100, cursor=cursor, **wanted)
        for message in told.get("messages") or ():
            yield cast(Mapping[str, Any], message)
        cursor = (told.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return


async def _replies(client: AsyncWebClient, channel: str, ts: str) -> list[str]:
    """Our own replies to a message."""
    try:
        told = await client.conversations_replies(
            channel=channel, ts=ts, include_all_metadata=True, limit=200
        )
    except SlackApiError as error:
        if code_of(error) == "thread_not_found":
            return []
        raise
    found = told.get("messages") or ()
    return [str(each["ts"]) for each in found if each["ts"] != ts and _payload(each)]


async def _deleted(client: AsyncWebClient, channel: str, ts: str) -> None:
    try:
        await client.chat_delete(channel=channel, ts=ts)
    except SlackApiError as error:
        if code_of(error) != "message_not_found":
            raise


def _payload(message: Mapping[str, Any]) -> Mapping[str, Any]:
    metadata = message.get("metadata") or {}
    payload: Mapping[str, Any] = metadata.get("event_payload") or {}
    return payload if metadata.get("event_type") == MARK else {}


def _notice(notice: Notice) -> str:
    match notice.kind:
        case "feed_failing":
            return f"The feed {notice.subject} cannot be read at the moment: {notice.problem}"
        case "feed_gone":
            return f"The feed {notice.subject} is gone: {notice.problem}"
        case "feed_moved":
            return f"The feed {notice.subject} has moved: {notice.problem}"
        case "channel_refused":
            return f"“{notice.subject}” could not be posted: {notice.problem}"
        case "schedule_paused":
            return (
                f"“{notice.subject}” is paused: {notice.problem} “/digest resume {notice.subject}” goes on."
            )
