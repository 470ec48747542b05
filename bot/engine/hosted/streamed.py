"""What can be read of a JSON reply while it is still coming."""

from collections.abc import Sequence
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import from_json

from bot.engine.hosted.schemas import Reply

R = TypeVar("R", bound=Reply)


def whole(text: str, reply: type[R]) -> R | None:
    """The reply, if it is complete and as it should be."""
    try:
        return reply.model_validate_json(_bare(text))
    except ValidationError:
        return None


def finished(text: str, name: str, item: type[R]) -> Sequence[R]:
    """The items of the list `name` that are finished; malformed ones are left out.

    Of a text that has not ended, the last item may still be growing, and does not count.
    """
    found, ended = _read(text)
    listed = found.get(name) if isinstance(found, dict) else None
    if not isinstance(listed, list):
        return []
    return [each for each in map(_maker(item), listed if ended else listed[:-1]) if each is not None]


def _read(text: str) -> tuple[Any, bool]:
    """The JSON so far, and whether it is all of it."""
    try:
        return from_json(_bare(text)), True
    except ValueError:
        pass
    try:
        return from_json(_bare(text), allow_partial=True), False
    except ValueError:
        return None, False


def _bare(text: str) -> str:
    """Without the fence or the words that models like to put around JSON."""
    start, end = text.find("{"), text.rfind("}")
    closed = end > start and not text[end + 1 :].strip(" \n`")
    return text[max(0, start) : end + 1 if closed else None]


def _maker(item: type[R]) -> Any:
    def made(value: Any) -> R | None:
        try:
            return item.model_validate(value)
        except ValidationError:
            return None

    return made
