"""A module whose import takes longer than the work in it may."""

import time

time.sleep(1.5)


def work() -> int:
    """A moment's work."""
    return 7
