"""The span reader: points at the words of a passage that answer a question, and says how sure it is."""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from bot.engine.local.embed import session, tokenizer
from bot.resources import resource

NEVER = -1e9


@dataclass(frozen=True)
class SpanRead:
    """Characters `start` to `end` of the passage; ten points of `score` are about one logit of being right.

    The model's own score is brought to this scale by `score_scale` of `reader.json`, so that the rule's
    features mean the same for another model.
    """

    start: int
    end: int
    score: float


@cache
def manifest() -> dict[str, Any]:
    """What `reader.json` says of the model: its version, the longest input and answer in word pieces."""
    found: dict[str, Any] = json.loads(resource("bot/assets/reader/reader.json").read_text("utf-8"))
    return found


@cache
def _net() -> Any:
    return session(str(resource("bot/assets/reader/reader.int8.onnx")))


def read_spans(question: str, passage: str, most: int = 3) -> tuple[SpanRead, ...]:
    """The `most` best spans of a passage of about 150 words, no two alike, best first.

    Windows are read one by one: on one thread a batch is no faster, and one question always gets one answer.
    """
    encoded = tokenizer().encode(question, passage)
    names = ("input_ids", "attention_mask", "token_type_ids")
    rows = (encoded.ids, encoded.attention_mask, encoded.type_ids)
    length = manifest()["most_pieces"]
    feed = {name: np.array([row[:length]], np.int64) for name, row in zip(names, rows, strict=True)}
    start, end, null = (output[0] for output in _net().run(None, feed))
    return _best(start, end, float(null), encoded.offsets[:length], most)


def _best(start: Any, end: Any, null: float, offsets: Any, most: int) -> tuple[SpanRead, ...]:
    total = start[:, None] + end[None, :] - null
    size = len(start)
    reach = np.tril(np.ones((size, size), bool), manifest()["most_answer_pieces"] - 1)
    total[~(np.triu(np.ones((size, size), bool)) & reach)] = NEVER
    total[0, :] = NEVER
    found: list[SpanRead] = []
    while len(found) < most:
        first, last = divmod(int(total.argmax()), size)
        if total[first, last] < -1000:
            break
        score = manifest()["score_scale"] * float(total[first, last])
        found.append(SpanRead(offsets[first][0], offsets[last][1], score))
        total[: last + 1, first:] = NEVER  # whatever overlaps the span just taken
    return tuple(found)
