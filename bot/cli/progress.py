"""Progress on standard error, and only when somebody watches."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager


@contextmanager
def bar(total: int) -> Iterator[Callable[[], None]]:
    """A progress bar over `total` pieces; what comes back is called after each of them."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=total)
        yield lambda: progress.advance(task)


@contextmanager
def bars() -> Iterator[Callable[[int], None]]:
    """A progress bar whose length is known later: call with the length, then with 0 after each piece."""
    with ExitStack() as stack:
        advance: list[Callable[[], None]] = []

        def step(total: int) -> None:
            if not advance:
                advance.append(stack.enter_context(bar(total)))
            elif not total:
                advance[0]()

        yield step


@contextmanager
def working(what: str) -> Iterator[None]:
    """A spinner that says what is being done, gone when it is done."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(what, spinner="dots"):
        yield
