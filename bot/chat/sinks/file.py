"""A file as a place to post to: JSON Lines where its name ends in .jsonl, text otherwise.

What stands in a file is only ever added to. Each entry ends in a line that names the delivery, and is
on the disk when `post` returns, so that after a crash it can be seen whether it is there.
"""

import asyncio
import fcntl
import json
import os
from pathlib import Path
from typing import Any
from uuid import uuid4

from bot.chat.sinks.wording import as_text, notice_text
from bot.errors import DeliveryError
from bot.model import Destination, Digest, Notice

MARK = "-- briefwire "
"""Begins the line that ends an entry of a text file: then come the message's id and the delivery's key."""


class FileDelivery:
    """`bot.ports.Delivery` on files of this machine; a destination's channel is the path."""

    async def post(self, digest: Digest, key: str) -> str:
        """Add the digest; raises DeliveryError, permanent where the path cannot be written at all."""
        message_id = uuid4().hex
        document = {"id": message_id, "key": key, "digest": digest.model_dump(mode="json")}
        await _add(digest.destination, document, f"{as_text(digest)}\n{MARK}{message_id} {key}\n")
        return message_id

    async def find(self, destination: Destination, key: str, besides: str | None = None) -> str | None:
        """The id of the entry of that delivery."""
        return await asyncio.to_thread(_find, Path(destination.channel), key, besides)

    async def remove(self, destination: Destination, message_id: str) -> None:
        """Mark an entry as void: it was written twice, and the other one counts."""
        await _add(destination, {"void": message_id}, f"{MARK}void {message_id}\n")

    async def notify(self, notice: Notice, key: str) -> None:
        """Add the notice."""
        document = {"notice": notice.model_dump(mode="json")}
        await _add(notice.destination, document, notice_text(notice) + "\n")


async def _add(destination: Destination, document: dict[str, Any], text: str) -> None:
    path = Path(destination.channel)
    entry = json.dumps(document, ensure_ascii=False) + "\n" if _is_json(path) else text
    try:
        await asyncio.to_thread(_append, path, entry.encode())
    except OSError as error:
        permanent = isinstance(
            error, (PermissionError, FileNotFoundError, IsADirectoryError, NotADirectoryError)
        )
        raise DeliveryError(f"{path} cannot be written: {error.strerror}.", permanent=permanent) from error


def _append(path: Path, entry: bytes) -> None:
    """Write at the end, on a line of its own, and onto the disk."""
    with path.open("a+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        end = file.seek(0, os.SEEK_END)
        if end:
            file.seek(end - 1)
            if file.read(1) != b"\n":  # a process ended in the middle of its line
                entry = b"\n" + entry
        file.write(entry)
        file.flush()
        os.fsync(file.fileno())


def _find(path: Path, key: str, besides: str | None) -> str | None:
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise DeliveryError(f"{path} cannot be read: {error.strerror}.") from error
    read = _json_marks(lines) if _is_json(path) else _text_marks(lines)
    return next((message for message, of in read if of == key and message != besides), None)


def _json_marks(lines: list[str]) -> list[tuple[str, str]]:
    """The id and key of every whole entry."""
    found = []
    for line in lines:
        try:
            document = json.loads(line)
        except ValueError:
            continue  # torn
        if isinstance(document, dict) and "key" in document:
            found.append((document["id"], document["key"]))
    return found


def _text_marks(lines: list[str]) -> list[tuple[str, str]]:
    marks = [line.removeprefix(MARK).partition(" ") for line in lines if line.startswith(MARK)]
    return [(message, key) for message, _, key in marks if message != "void"]


def _is_json(path: Path) -> bool:
    return path.suffix == ".jsonl"
