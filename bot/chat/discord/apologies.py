"""What somebody is told when something did not work: what happened, what to do, and where to look."""

import asyncio
import traceback
from uuid import uuid4

import discord

from bot.chat.discord.escaping import plain
from bot.chat.discord.texts import Words
from bot.errors import BriefwireError, ExtractError, FetchError, InputError, ModelError, StoreError
from bot.log import event_log

UNKNOWN_MESSAGE, UNKNOWN_INTERACTION = 10008, 10062


class RefusalError(Exception):
    """Something that is not done; the message is in the person's own language already, and escaped."""


def apology(error: BaseException, words: Words, doing: str) -> str:
    """The sentence for whoever waits; what nobody expected gets an incident id, which is in the log too."""
    match error:
        case RefusalError():
            return str(error)
        case TimeoutError() | asyncio.CancelledError():
            return words.say("This took too long and was given up. Try again, or with less at a time.")
        case BriefwireError():
            return f"{_what(error, words)} {plain(str(error))}".strip()
        case discord.Forbidden():
            return words.say(
                "Discord does not let me do that here. Give me the permissions to view this channel, send "
                "messages and send messages in threads."
            )
        case _:
            incident = report(error, doing)
            return words.say(
                "Something went wrong on our side, and nothing was lost. Try again; if it stays, tell "
                "whoever runs Briefwire the incident **{incident}**.",
                incident=incident,
            )


def report(error: BaseException, doing: str) -> str:
    """Log an error that nobody expected; the incident id that the log has it under."""
    incident = uuid4().hex[:8]
    where = "".join(traceback.format_tb(error.__traceback__))
    event_log().error("discord_failed", doing=doing, incident=incident, error=_named(error), where=where)
    return incident


def _named(error: BaseException) -> str:
    """The kind of an error; its message may hold the text of an article, and that is never logged."""
    if isinstance(error, discord.HTTPException):
        return f"{type(error).__name__} {error.status} {error.code}"
    return type(error).__name__


def _what(error: BriefwireError, words: Words) -> str:
    """What happened, in the person's language; the details are the core's, in English."""
    if words.code == "en":
        return ""
    match error:
        case FetchError():
            return words.say("The page could not be read.")
        case ExtractError():
            return words.say("No article was found there.")
        case InputError():
            return words.say("That cannot be read.")
        case ModelError() | StoreError():
            return words.say("That did not work just now.")
        case _:
            return ""
