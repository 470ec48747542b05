"""Buttons and menus that work after a restart and a year later: all they need stands in their custom_id.

A custom_id is "bw|<what to do>|<about what>|…". discord.py finds the class below by its template, on
whatever message the button stands; nothing of a sent message is kept in memory.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Self

import discord
from discord import ui

from bot.chat.discord.limits import (
    BUTTON_LABEL,
    CUSTOM_ID,
    LABEL,
    MODAL_TITLE,
    OPTIONS,
    PLACEHOLDER,
    length,
    shortened,
)

Handler = Callable[[discord.Interaction[Any], tuple[str, ...], tuple[str, ...]], Awaitable[None]]
"""What is done for an interaction, with what its custom_id says and what was chosen or typed."""

MODAL_SECONDS = 15 * 60.0
_BETWEEN = "|"
_MARKS = ("bw", "bwm", "bwr")  # of buttons and forms, of menus, of menus of roles: each template is one class


def custom_id(kind: str, *about: str, mark: str = "bw") -> str:
    """What to do and about what, as a custom_id."""
    made = _BETWEEN.join((mark, kind, *about))
    assert length(made) <= CUSTOM_ID, made
    return made


def read_custom_id(made: str) -> tuple[str, tuple[str, ...]] | None:
    """What to do and about what; None for a custom_id that is not ours."""
    ours, *rest = made.split(_BETWEEN)
    return (rest[0], tuple(rest[1:])) if ours in _MARKS and rest else None


class Button(ui.DynamicItem[ui.Button[Any]], template=r"bw\|.+"):
    """A button."""

    @classmethod
    async def from_custom_id(cls, interaction: discord.Interaction[Any], item: Any, match: Any, /) -> Self:
        """The button that was pressed."""
        return cls(item)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what its custom_id says."""
        await interaction.client.do(interaction, self.item.custom_id or "", ())


class Menu(ui.DynamicItem[ui.Select[Any]], template=r"bwm\|.+"):
    """A menu of texts."""

    @classmethod
    async def from_custom_id(cls, interaction: discord.Interaction[Any], item: Any, match: Any, /) -> Self:
        """The menu that was chosen from."""
        return cls(item)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what its custom_id says, with what was chosen."""
        await interaction.client.do(interaction, self.item.custom_id or "", tuple(self.item.values))


class RoleMenu(ui.DynamicItem[ui.RoleSelect[Any]], template=r"bwr\|.+"):
    """A menu of roles."""

    @classmethod
    async def from_custom_id(cls, interaction: discord.Interaction[Any], item: Any, match: Any, /) -> Self:
        """The menu that was chosen from."""
        return cls(item)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what its custom_id says, with the ids of the roles that were chosen."""
        chosen = tuple(str(role.id) for role in self.item.values)
        await interaction.client.do(interaction, self.item.custom_id or "", chosen)


def button(
    label: str,
    kind: str,
    *about: str,
    style: discord.ButtonStyle = discord.ButtonStyle.secondary,
    disabled: bool = False,
) -> Button:
    """A button that does `kind`."""
    shown = shortened(label, BUTTON_LABEL)
    return Button(ui.Button(label=shown, custom_id=custom_id(kind, *about), style=style, disabled=disabled))


def menu(
    placeholder: str, choices: Sequence[tuple[str, str]], kind: str, *about: str, chosen: str | None = None
) -> Menu:
    """A menu of (label, value)."""
    options = [
        discord.SelectOption(label=shortened(label, 100), value=value, default=value == chosen)
        for label, value in choices
    ]
    shown = shortened(placeholder, PLACEHOLDER)
    made = custom_id(kind, *about, mark="bwm")
    return Menu(ui.Select(custom_id=made, placeholder=shown, options=options))


def role_menu(placeholder: str, chosen: Sequence[int], kind: str, *about: str) -> RoleMenu:
    """A menu of the server's roles, any number of them."""
    defaults = [
        discord.SelectDefaultValue(id=role, type=discord.SelectDefaultValueType.role) for role in chosen
    ]
    select: ui.RoleSelect[Any] = ui.RoleSelect(
        custom_id=custom_id(kind, *about, mark="bwr"),
        placeholder=shortened(placeholder, PLACEHOLDER),
        min_values=0,
        max_values=OPTIONS,
        default_values=defaults,
    )
    return RoleMenu(select)


def rows(items: Sequence[Button]) -> list[ui.ActionRow[Any]]:
    """Buttons in as few rows as they fit in."""
    return [ui.ActionRow(*items[at : at + 5]) for at in range(0, len(items), 5)]


def form(
    title: str, fields: Sequence[tuple[str, str, ui.TextInput[Any]]], kind: str, *about: str
) -> ui.Modal:
    """A modal of labelled inputs (label, description, input); whatever is submitted is handled by `kind`."""
    modal = ui.Modal(
        title=shortened(title, MODAL_TITLE), custom_id=custom_id(kind, *about), timeout=MODAL_SECONDS
    )
    for label, description, field in fields:
        about_it = shortened(description, 100) or None
        modal.add_item(ui.Label(text=shortened(label, LABEL), description=about_it, component=field))
    return modal


def submitted(interaction: discord.Interaction[Any]) -> tuple[str, ...]:
    """What was typed into each input of a modal, in their order."""
    data: Any = interaction.data
    return tuple(
        str(part["component"].get("value") or "") if "component" in part else str(part.get("value") or "")
        for row in data.get("components", ())
        for part in ([row] if "component" in row else row.get("components", ()))
    )
