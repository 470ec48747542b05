"""The span reader: points at the words of a passage that answer a question, and says how sure it is."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.engine.local.embed import session, tokenizer
from bot.engine.local.threads import side_by_side
from bot.resources import resource

NEVER, UNTHINKABLE = -1e9, -1000.0
OUTPUTS = ("start_logits", "end_logits", "null_score", "yes")
Scores = npt.NDArray[np.float32]


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


@dataclass(frozen=True)
class Reading:
    """What the reader makes of a passage: how an answer starts and ends at each piece, or is not there."""

    starts: Scores
    ends: Scores
    null: float
    offsets: tuple[tuple[int, int], ...]
    first: int
    yes: float
    """Log-odds that a question for yes or no is to be answered with yes, if the passage answers it."""

    def best(self, most: int) -> tuple[SpanRead, ...]:
        """The `most` best spans, no two overlapping, best first."""
        size = len(self.starts)
        total = self.starts[:, None] + self.ends[None, :] - self.null
        reach = np.tril(np.ones((size, size), bool), manifest()["most_answer_pieces"] - 1)
        total[~(np.triu(np.ones((size, size), bool)) & reach)] = NEVER
        total[0, :] = NEVER
        found: list[SpanRead] = []
        while len(found) < most:
            first, last = divmod(int(total.argmax()), size)
            if total[first, last] < UNTHINKABLE:
                break
            found.append(SpanRead(self.offsets[first][0], self.offsets[last][1], _scaled(total[first, last])))
            total[: last + 1, first:] = NEVER  # whatever overlaps the span just taken
        return tuple(found)

    def score(self, start: int, end: int) -> float | None:
        """The score of these characters as the answer; None where the reader did not see them."""
        pieces = [n for n in range(self.first, len(self.starts)) if self._meets(n, start, end)]
        if not pieces or self.offsets[pieces[-1]][1] < end:
            return None
        total = self.starts[pieces[0]] + self.ends[pieces[-1]] - self.null
        return _scaled(total) if total > UNTHINKABLE else None

    def _meets(self, piece: int, start: int, end: int) -> bool:
        return self.offsets[piece][0] < end and start < self.offsets[piece][1]


def _scaled(total: float) -> float:
    return float(manifest()["score_scale"] * total)


def read_spans(question: str, passage: str, most: int = 3) -> tuple[SpanRead, ...]:
    """The `most` best spans of a passage of about 150 words, no two alike, best first."""
    return reading(question, passage).best(most)


def readings(question: str, passages: Iterable[str]) -> Iterator[Reading]:
    """Each passage, read for the question; they are read while the caller does something else."""
    _net(), tokenizer()  # loaded once, before several threads ask for them
    return side_by_side(partial(reading, question), passages)


@lru_cache(maxsize=256)
def reading(question: str, passage: str) -> Reading:
    """A passage of about 150 words, read for a question; kept while the question is weighed.

    Windows are read one by one: on one thread a batch is no faster, and one question always gets one answer.
    """
    encoded = tokenizer().encode(question, passage)
    names = ("input_ids", "attention_mask", "token_type_ids")
    rows = (encoded.ids, encoded.attention_mask, encoded.type_ids)
    length = manifest()["most_pieces"]
    feed = {name: np.array([row[:length]], np.int64) for name, row in zip(names, rows, strict=True)}
    start, end, null, yes = (output[0] for output in _net().run(OUTPUTS, feed))
    first = next((n for n, kind in enumerate(encoded.type_ids[:length]) if kind), len(start))
    return Reading(start, end, float(null), tuple(encoded.offsets[:length]), first, float(yes))
