"""Scopes as rows: who kept something, and what a viewer may see."""

import json

from sqlalchemy import ColumnElement, FromClause, and_

from bot.model import Destination, Scope
from bot.store.tables import entries


def scope_of(destination: Destination, *, private: bool = False) -> Scope:
    """Whose library a channel's reading goes into: the workspace's, or the channel's own if it is private.

    A workspace's name carries its platform ("slack:T024BE7LD"), so that no two platforms share one by
    chance; what the terminal, files and webhooks are told is the library of this machine's user.
    """
    ours = destination.platform not in {"slack", "discord"}
    workspace = destination.workspace if ours else f"{destination.platform}:{destination.workspace}"
    return Scope(workspace=workspace, channel=destination.channel if private else None)


def private_to(scope: Scope) -> str:
    """Whom in the workspace a scope is narrowed to; "" for all of it.

    JSON, so that no name of a channel or person can be spelled to mean another, or everybody.
    """
    narrow = {"channel": scope.channel, "person": scope.person}
    given = {kind: name for kind, name in narrow.items() if name is not None}
    return json.dumps(given, sort_keys=True) if given else ""


def visible_to(scope: Scope, of: FromClause = entries) -> ColumnElement[bool]:
    """The entries that a viewer may see: the workspace's, and those of the very same scope."""
    return and_(of.c.workspace == scope.workspace, of.c.private_to.in_({"", private_to(scope)}))


def kept_by(scope: Scope) -> ColumnElement[bool]:
    """The entries that were kept under exactly this scope."""
    return and_(entries.c.workspace == scope.workspace, entries.c.private_to == private_to(scope))
