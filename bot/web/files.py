"""Bytes from a file or a stream, never more than a limit: what is named may have no end."""

from typing import BinaryIO

from bot.errors import InputError


def read_within(stream: BinaryIO, limit: int, name: str, setting: str) -> bytes:
    """All bytes of a stream; blocks, so call it off the event loop.

    Raises InputError when they cannot be read or are more than `limit`, which `setting` sets.
    """
    try:
        data = stream.read(limit + 1)
    except OSError as error:
        raise InputError(f"{name} cannot be read: {error.strerror or error}.") from error
    if len(data) > limit:
        raise InputError(
            f"{name} is larger than {limit / 1_000_000:g} MB, the most that is read ({setting})."
        )
    return data
