"""JSON Lines in, JSON Lines out: many at once, in the order they came, each failing for itself."""

import asyncio
import json
import os
import sys
from collections import deque
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

from bot.cli.documents import emit
from bot.cli.progress import bar
from bot.cli.running import report
from bot.errors import BriefwireError, InputError

Work = Callable[[Mapping[str, Any]], Awaitable[dict[str, Any]]]

SOURCE_KEYS = ("source", "url")
"""What a line of `brief` and `extract` may hold beside its id."""

AT_ONCE = 3 * (os.cpu_count() or 1)
"""Lines under way at a time: enough that no core waits while another line is read or written."""


async def run_batch(path: Path, work: Work) -> None:
    """Write what `work` makes of each line of `path` ("-" is standard input), with the line's id.

    A line that is no JSON object, or for which `work` raises, gives `{"id", "error"}`. Raises
    InputError when the file cannot be read.
    """
    lines = _read_lines(path)
    under_way: deque[asyncio.Task[dict[str, Any]]] = deque()
    with bar(len(lines)) as advance:
        try:
            for line in lines:
                if len(under_way) >= AT_ONCE:
                    await _write_next(under_way, advance)
                under_way.append(asyncio.create_task(_one(line, work)))
            while under_way:
                await _write_next(under_way, advance)
        finally:
            for task in under_way:
                task.cancel()


async def _write_next(under_way: deque[asyncio.Task[dict[str, Any]]], advance: Callable[[], None]) -> None:
    emit(await under_way.popleft(), indent=None)
    advance()


async def _one(line: bytes, work: Work) -> dict[str, Any]:
    identity: Any = None
    try:
        wanted = _parse(line)
        identity = wanted.get("id")
        return {"id": identity} | await work(wanted)
    except BriefwireError as error:
        return {"id": identity, "error": str(error)}
    except Exception as error:  # one bad line never stops a batch
        return {"id": identity, "error": f"Something went wrong inside Briefwire (incident {report(error)})."}


def _parse(line: bytes) -> Mapping[str, Any]:
    try:
        value = json.loads(line, parse_constant=_refuse)  # an id of NaN would make the line out no JSON
    except (ValueError, RecursionError) as error:
        raise InputError(f"This line is not JSON: {error}.") from error
    if not isinstance(value, dict):
        raise InputError('This line is not a JSON object such as {"id": 1, "source": "article.txt"}.')
    return value


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no value in it")


def _read_lines(path: Path) -> list[bytes]:
    """The lines that are not blank."""
    try:
        if str(path) == "-":
            return list(_filled(sys.stdin.buffer))
        with path.open("rb") as file:
            return list(_filled(file))
    except OSError as error:
        raise InputError(f"The batch file {path} cannot be read: {error.strerror or error}.") from error


def _filled(file: BinaryIO) -> Iterator[bytes]:
    return (line for line in file if line.strip())


def check_keys(wanted: Mapping[str, Any], known: Sequence[str]) -> None:
    """Raise InputError, naming the key, where a line holds anything but its id and the `known` keys.

    A key that is passed over would change what is asked: a misspelt "sources" would ask the library.
    """
    for key in wanted:
        if key not in ("id", *known):
            names = ", ".join(f'"{name}"' for name in ("id", *known))
            raise InputError(
                f"This line has a key that is not known, {json.dumps(key)[:40]}: a line takes {names}."
            )


def text_of(wanted: Mapping[str, Any], *names: str) -> str | None:
    """The text under the first of these names that the line has; raises InputError if it is no text."""
    for name in names:
        if wanted.get(name) is not None:
            if not isinstance(wanted[name], str):
                raise InputError(f'"{name}" must be text, not {json.dumps(wanted[name])[:40]}.')
            return str(wanted[name])
    return None


def source_of(wanted: Mapping[str, Any]) -> tuple[str, str | None]:
    """The source of a line, and the address that its page had, if it says."""
    check_keys(wanted, SOURCE_KEYS)
    source = text_of(wanted, "source")
    if source is None:
        raise InputError('This line names no "source".')
    return source, text_of(wanted, "url")
