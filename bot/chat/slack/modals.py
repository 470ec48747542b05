"""Windows: what they carry with them, and the simple ones; feeds and digests have their own."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.slack.escaping import shown
from bot.chat.slack.limits import MODAL_TITLE, TEXT_OF_A_MESSAGE, VIEW_BLOCKS, pages, shortened
from bot.chat.slack.rich import Block, Part, button, line, plain, rich, row, text
from bot.chat.slack.visit import Visit
from bot.chat.slack.web import code_of
from bot.chat.slack.works import Tell

View = dict[str, Any]
State = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""What was filled in: by block, by action."""


@dataclass(frozen=True)
class Meta:
    """What a window knows of where it was opened; Slack keeps it, nobody but us can write it."""

    channel: str = ""
    thread: str = ""
    article: str = ""
    shown: str = ""
    look: str = ""
    subject: str = ""

    def written(self) -> str:
        """For `private_metadata`."""
        return json.dumps({name: value for name, value in asdict(self).items() if value})


def meta_of(view: Mapping[str, Any]) -> Meta:
    """What a window was given; what is not ours is nothing."""
    try:
        found = json.loads(view.get("private_metadata") or "{}")
        return Meta(**found)
    except (ValueError, TypeError):
        return Meta()


def opened_at(visit: Visit, meta: Meta) -> Visit:
    """The visit of a window, in the channel from which it was opened."""
    return replace(visit, channel=visit.channel or meta.channel, thread=visit.thread or meta.thread or None)


def window(
    name: str, title: str, blocks: Sequence[Block], meta: Meta, *, submit: str = "", close: str = "Close"
) -> View:
    """A window."""
    [first, *_] = pages(list(blocks), count=VIEW_BLOCKS) if blocks else [[]]
    view: View = {
        "type": "modal",
        "callback_id": name,
        "title": plain(shortened(shown(title), MODAL_TITLE)),
        "close": plain(close),
        "private_metadata": meta.written(),
        "blocks": first,
    }
    return view | {"submit": plain(submit)} if submit else view


def saying(title: str, said: str, meta: Meta | None = None) -> View:
    """A window that says something."""
    return window("saying", title, [rich(line(text(shown(said))))], meta or Meta())


def paged(title: str, blocks: Sequence[Block], meta: Meta, page: int) -> View:
    """One page of a long look, with buttons to the others."""
    made = pages(list(blocks), most=TEXT_OF_A_MESSAGE, count=VIEW_BLOCKS)
    page = min(max(page, 0), len(made) - 1)
    turning = [
        button(label, f"look:{to}", str(page + step))
        for label, to, step, there in (
            ("‹ Back", "back", -1, page > 0),
            ("More ›", "more", 1, page + 1 < len(made)),
        )
        if there
    ]
    return window("look", title, [*made[page], *([row(*turning)] if turning else [])], meta)


def ask_window(meta: Meta, about: str, before: Sequence[Block] = ()) -> View:
    """A window to ask in; after an answer (`before`), to ask on."""
    label = "Ask a follow-up" if before else f"What do you want to know about “{shortened(about, 100)}”?"
    entry = typed("question", label, multiline=True, most=2000, placeholder="Who said what? How many? Why?")
    return window("ask", "Ask", [*before, entry], meta, submit="Ask")


def brief_window() -> View:
    """A window for the global shortcut: a link or a text, and where the brief is to go."""
    entry = typed("source", "Link to an article, or its text", multiline=True, most=3000)
    channel = channel_choice("channel", "Post it to (optional)", optional=True)
    return window("brief_link", "Brief a link", [entry, channel], Meta(), submit="Brief")


def typed(
    name: str,
    label: str,
    *,
    multiline: bool = False,
    most: int = 3000,
    placeholder: str = "",
    value: str = "",
    hint: str = "",
    optional: bool = False,
) -> Block:
    """A field to type in."""
    element: Part = {
        "type": "plain_text_input",
        "action_id": name,
        "multiline": multiline,
        "max_length": most,
    }
    if placeholder:
        element["placeholder"] = plain(placeholder)
    if value:
        element["initial_value"] = value[:most]
    return labelled(name, label, element, hint=hint, optional=optional)


def channel_choice(name: str, label: str, *, channel: str = "", optional: bool = False) -> Block:
    """A field for a channel."""
    element: Part = {
        "type": "conversations_select",
        "action_id": name,
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    element |= {"initial_conversation": channel} if channel else {"default_to_current_conversation": True}
    return labelled(name, label, element, optional=optional)


def labelled(name: str, label: str, element: Part, *, hint: str = "", optional: bool = False) -> Block:
    """A field with its label."""
    block: Block = {
        "type": "input",
        "block_id": name,
        "label": plain(label),
        "element": element,
        "optional": optional,
    }
    return block | {"hint": plain(hint)} if hint else block


def filled(state: State, name: str) -> str:
    """What was typed or chosen in a field; empty if nothing."""
    field = state.get(name, {}).get(name, {})
    chosen = field.get("selected_option") or {}
    return str(field.get("value") or field.get("selected_conversation") or chosen.get("value") or "").strip()


def ticked(state: State, name: str) -> tuple[str, ...]:
    """What was ticked in a field of several."""
    field = state.get(name, {}).get(name, {})
    return tuple(option["value"] for option in field.get("selected_options") or ())


class Window:
    """An open window, to show something else in; one that was closed meanwhile shows nothing."""

    def __init__(self, client: AsyncWebClient, view_id: str) -> None:
        self._client = client
        self._view_id = view_id

    async def show(self, view: View) -> None:
        """Show this instead."""
        try:
            await self._client.views_update(view_id=self._view_id, view=view)
        except SlackApiError as error:
            if code_of(error) not in {"not_found", "view_not_found"}:
                raise

    def teller(self, title: str, again: Callable[[str], View] | None = None) -> Tell:
        """A way to say in it what went wrong; `again` gives the form back, with the words above it."""

        async def tell(said: str) -> None:
            await self.show(again(said) if again else saying(title, said))

        return tell


async def open_window(client: AsyncWebClient, trigger: str, view: View) -> Window:
    """Open a window on a click, which must be within three seconds of it."""
    told = await client.views_open(trigger_id=trigger, view=view)
    return Window(client, str(told["view"]["id"]))


async def push_window(client: AsyncWebClient, trigger: str, view: View) -> Window:
    """Open a window above the one in which something was clicked."""
    told = await client.views_push(trigger_id=trigger, view=view)
    return Window(client, str(told["view"]["id"]))
