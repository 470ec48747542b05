"""What the Discord surface works with: the core's services, what chats keep, and the settings."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import discord

from bot.chat.desks import DigestDesk, FeedDesk, NewsDesk
from bot.chat.discord.apologies import RefusalError
from bot.chat.discord.busy import Busy
from bot.chat.discord.texts import Words, words_for
from bot.chat.discord.where import PERSONAL, PLATFORM, Where
from bot.chat.keeping import ChatStore, Memory
from bot.config import DiscordSettings
from bot.model import Article, Rate, Scope, WorkspaceSettings


@dataclass(frozen=True)
class Surface:
    """The services behind the commands."""

    desk: NewsDesk
    memory: Memory
    chats: ChatStore
    feeds: FeedDesk
    digests: DigestDesk
    settings: DiscordSettings
    busy: Busy = field(default_factory=Busy)

    async def preferences(self, where: Where) -> WorkspaceSettings:
        """How the workspace wants things; a person's own messages have the defaults."""
        if where.workspace == f"{PLATFORM}:{PERSONAL}":
            return WorkspaceSettings()
        return (await self.chats.workspace(where.workspace)).settings

    async def words(self, where: Where, locale: object) -> Words:
        """The language to speak: the workspace's own, else the person's."""
        return words_for((await self.preferences(where)).language, str(locale))

    async def admit(self, where: Where, words: Words) -> None:
        """Count one brief or question against the limits; raises RefusalError when it is too many."""
        limits = (
            (f"{PLATFORM}:person:{where.person}", self.settings.per_person),
            (f"{where.workspace}:all", self.settings.per_server),
        )
        for subject, times in limits if not where.personal else limits[:1]:
            wait = await self.chats.use(subject, Rate(times=times, seconds=self.settings.per_seconds))
            if wait > timedelta(0):
                again = discord.utils.format_dt(datetime.now().astimezone() + wait, "R")
                raise RefusalError(
                    words.say("That was a lot at once. The next one is free {when}.", when=again)
                )

    async def article(self, article_id: str, where: Where) -> Article | None:
        """An article that may be seen here, by everybody or by this person."""
        for scope in where.scopes:
            if found := await self.desk.article(article_id, scope):
                return found
        return None

    async def may_manage(self, interaction: discord.Interaction[Any], where: Where) -> bool:
        """Whether this person may manage feeds, digests and settings here."""
        if where.personal and where.workspace == f"{PLATFORM}:{PERSONAL}":
            return False
        if interaction.permissions.manage_guild:
            return True
        roles = {str(role.id) for role in getattr(interaction.user, "roles", ())}
        return bool(roles & set((await self.preferences(where)).managers))

    async def sources(self, article_ids: set[str], scope: Scope) -> dict[str, Article]:
        """The articles of these ids that `scope` may see."""
        found = [await self.desk.article(each, scope) for each in sorted(article_ids)]
        return {article.id: article for article in found if article}
