"""A small logistic regression, and folds by group: nothing is judged by what it was fitted to."""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Predict = Callable[[Numbers], Numbers]
STEPS = 60


def fitted(rows: Numbers, labels: Flags, pull: float) -> tuple[Numbers, float]:
    """The weights and the bias, both kinds of label weighing the same; `pull` draws the weights to nought.

    Newton's method on standardised features; what comes back holds for the features as they are.
    """
    middle, spread = rows.mean(0), rows.std(0) + 1e-9
    table = np.c_[(rows - middle) / spread, np.ones(len(rows))]
    weigh = np.where(labels, 0.5 / labels.mean(), 0.5 / (1 - labels.mean()))
    drawn = np.diag([pull] * rows.shape[1] + [1e-6])
    found = np.zeros(table.shape[1])
    for _ in range(STEPS):
        told = 1 / (1 + np.exp(-table @ found))
        curve = (table * (weigh * told * (1 - told))[:, None]).T @ table + drawn
        found -= np.linalg.solve(curve, table.T @ (weigh * (told - labels)) + drawn @ found)
    weights = found[:-1] / spread
    return weights, float(found[-1] - weights @ middle)


def folds(groups: Sequence[str], count: int, seed: int) -> npt.NDArray[np.int_]:
    """The fold of each item: all items of a group are in one."""
    names = sorted(set(groups))
    np.random.default_rng(seed).shuffle(names)
    place = {name: number % count for number, name in enumerate(names)}
    return np.array([place[group] for group in groups])
