"""Threads for the models: a running model lets others run, so that two texts are read in the time of one."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar

MOST = 4
T = TypeVar("T")
R = TypeVar("R")


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(min(MOST, os.cpu_count() or 1), thread_name_prefix="model")


def side_by_side(work: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
    """The results in order; the work on all items begins at once, while the caller goes on."""
    return _pool().map(work, items)
