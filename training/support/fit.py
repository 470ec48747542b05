"""Fit the weights of a claim's likelihood: `python -m training.support.fit --data FOLDER [--write]`.

On the development lines of W4ngatang/qags (see `benchmarks.support`, which also tells how good they are, by
cross-validation). Copied and retold claims are fitted apart; both kinds of label weigh the same.
"""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from benchmarks.fitting import fitted
from benchmarks.repositories import repository
from benchmarks.support import LINES, PARTS, PULL, REPOSITORY, Seen, claims, look
from bot.ground.verify.likelihood import FEATURES
from bot.resources import resource


def tables(seen: Sequence[Seen]) -> Iterator[str]:
    """The weights as lines of TOML."""
    yield "# Written by training/support/fit.py from the development lines of W4ngatang/qags.\n"
    for name, side in (("copied", True), ("retold", False)):
        mine = [each for each in seen if each.copied == side]
        rows = np.array([[each.known[feature] for feature in FEATURES] for each in mine], float)
        weights, bias = fitted(rows, np.array([each.label for each in mine]), PULL)
        yield f"[{name}]\nbias = {bias:.4f}\n"
        yield "\n".join(f"{key} = {weight:.4f}" for key, weight in zip(FEATURES, weights, strict=True)) + "\n"


def main() -> None:
    """Fit, print, and write when asked."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--write", action="store_true", help="replace the weights that are in use")
    chosen = options.parse_args()
    found = repository(chosen.data, REPOSITORY)
    if found is None:
        raise SystemExit(f"{REPOSITORY} is not in {chosen.data}.")
    seen = [
        each
        for part, _, _ in PARTS
        for each in look(
            part, list(claims(found.read(f"data/mturk_{part}.jsonl").decode().splitlines()[:LINES]))
        )
    ]
    text = "\n".join(tables(seen))
    print(text)
    if chosen.write:
        resource("bot/ground/verify/weights.toml").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
