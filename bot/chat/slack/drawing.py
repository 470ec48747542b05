"""Pictures in Slack: drawn off the event loop, uploaded, shown; without any of it the blocks say the same."""

import asyncio

from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.offers import Closer
from bot.chat.pictures import Picture, said_picture, timeline_picture
from bot.chat.slack.rich import Block, picture
from bot.chat.slack.web import SlackTrouble
from bot.log import event_log
from bot.model import Brief

_DRAWN = {"timeline": timeline_picture, "said": said_picture}


async def picture_blocks(client: AsyncWebClient, brief: Brief, look: Closer) -> list[Block]:
    """The look's picture as a block; empty where there is none, or Slack does not take it."""
    draw = _DRAWN.get(look)
    drawn = await asyncio.to_thread(draw, brief) if draw else None
    if drawn is None:
        return []
    try:
        return [picture(await _uploaded(client, drawn, look), drawn.alt)]
    except SlackTrouble as error:
        event_log().info("slack_picture_refused", look=look, error=type(error).__name__)
        return []


async def _uploaded(client: AsyncWebClient, drawn: Picture, look: Closer) -> str:
    told = await client.files_upload_v2(
        content=drawn.png, filename=f"{look}.png", title=look, alt_txt=drawn.alt[:1000]
    )
    return str(told["files"][0]["id"])
