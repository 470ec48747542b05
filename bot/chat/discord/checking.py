"""Whether what is set up for Discord works, without connecting and without posting."""

import discord

from bot.chat.discord.client import use_addresses
from bot.chat.discord.platform import REFUSED
from bot.config import DiscordSettings
from bot.errors import ConfigError


async def check(settings: DiscordSettings) -> str:
    """Whose the token is; raises ConfigError saying what to do when Discord refuses it or is not there."""
    token = settings.token.get_secret_value().strip()
    if not token:
        return "not set up"
    use_addresses(settings)
    client = discord.Client(intents=discord.Intents.none())
    try:
        await client.login(token)
    except discord.LoginFailure as error:
        raise ConfigError(REFUSED) from error
    except (discord.DiscordException, OSError) as error:
        raise ConfigError(
            f"Discord could not be reached at {settings.api_base}: look at the network, or discord.api_base."
        ) from error
    finally:
        await client.close()
    return f"the token is {client.user}'s"
