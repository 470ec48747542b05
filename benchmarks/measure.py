"""What a benchmark hands to the table: one figure, how sure it is, and what went wrong."""

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Measure:
    """One figure over `n` items: ours, the naive method's, and the aim; `None` where there is none.

    `errors` are the worst items, each in one line, the worst first. `drawn` is the interval of a figure that
    is not a share of the items (F1, AUROC, a mean), by resampling them.
    """

    set: str
    name: str
    n: int
    ours: float | None
    naive: float | None = None
    aim: float | None = None
    errors: tuple[str, ...] = field(default=())
    drawn: tuple[float, float] | None = None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval for fewer than 200 items: `drawn`, or Wilson's of a share."""
        if self.ours is None or not 0 < self.n < 200:
            return None
        return self.drawn or wilson(self.ours, self.n)

    @property
    def row(self) -> tuple[str, ...]:
        """The figure as the cells of a table."""
        between = f"{self.interval[0]:.2f}–{self.interval[1]:.2f}" if self.interval else ""
        return (
            self.set,
            self.name,
            str(self.n),
            _written(self.naive),
            _written(self.ours) or "not built",
            between,
            f"≥ {self.aim:g}" if self.aim is not None else "",
        )


def wilson(share: float, size: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share of `size` items."""
    z2 = 1.96**2
    middle = (share + z2 / (2 * size)) / (1 + z2 / size)
    half = 1.96 * math.sqrt(share * (1 - share) / size + z2 / (4 * size**2)) / (1 + z2 / size)
    return middle - half, middle + half


def bootstrap(items: Sequence[T], figure: Callable[[Sequence[T]], float]) -> tuple[float, float]:
    """The 2.5th and 97.5th percentile of a figure over 500 resamplings of its items, seed fixed."""
    chance = random.Random(17)
    values = sorted(figure(chance.choices(items, k=len(items))) for _ in range(500))
    return values[12], values[487]


def auroc(scores: Sequence[float], labels: Sequence[bool]) -> float:
    """How often a true item scores above a false one; ties count half; .5 where one kind is missing."""
    true = [score for score, label in zip(scores, labels, strict=True) if label]
    false = [score for score, label in zip(scores, labels, strict=True) if not label]
    if not true or not false:
        return 0.5
    won = sum((t > f) + 0.5 * (t == f) for t in true for f in false)
    return won / (len(true) * len(false))


def share(hits: Sequence[bool]) -> float:
    """The part that is true; 0 of nothing."""
    return sum(hits) / len(hits) if hits else 0.0


def mean(values: Sequence[float]) -> float:
    """Their mean; 0 of nothing."""
    return sum(values) / len(values) if values else 0.0


def balanced(supported: Sequence[bool], labels: Sequence[bool]) -> float:
    """Balanced accuracy: the mean of the shares of true and of false items that are told right."""
    true = [given for given, label in zip(supported, labels, strict=True) if label]
    false = [not given for given, label in zip(supported, labels, strict=True) if not label]
    return (share(true) + share(false)) / 2


def _written(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"
