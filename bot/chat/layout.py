"""How things are laid out where they are read: a terminal, or whatever the output is piped into.

On a terminal: tables and colours, wrapped to its width. Elsewhere: plain lines, unwrapped, so that
they can be searched. Words are never taken for markup, and none of them can command the terminal.
"""

import sys
from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.chat.plain import clean, one_line

Row = Sequence[str]


class Page:
    """Standard output, or any other console, as a page to write on from top to bottom."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(highlight=False, markup=False, emoji=False)
        self._rich = self._console.is_terminal

    def title(self, text: str) -> None:
        """The title of what follows."""
        self.blank()
        self.line(text, style="bold")

    def heading(self, text: str) -> None:
        """The heading of a part."""
        self.blank()
        self.line(text, style="bold cyan")

    def line(self, text: str, *, indent: int = 0, style: str = "") -> None:
        """One paragraph, or line where nothing wraps; none at all without text."""
        text = one_line(text)
        if not text:
            return
        if self._rich:
            self._console.print(Padding(Text(text, style=style), (0, 0, 0, indent)))
        else:
            self._write(" " * indent + text)

    def text(self, text: str) -> None:
        """Text in paragraphs, its line breaks kept."""
        text = clean(text)
        if self._rich:
            self._console.print(Text(text))
        else:
            self._write(text)

    def labelled(self, rows: Sequence[Row], separator: str = ": ") -> None:
        """Pairs of a label and what it stands for; `separator` stands between them where lines are plain."""
        if not self._rich:
            for label, text in rows:
                self._write(f"  {one_line(label)}{separator}{one_line(text)}")
            return
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(style="dim", no_wrap=True)
        grid.add_column()
        self._fill(grid, rows)

    def table(self, columns: Sequence[str], rows: Sequence[Row]) -> None:
        """A table; where there are no tables, a line for each row without its empty cells."""
        if not self._rich:
            for row in rows:
                self._write("  " + " · ".join(filter(None, map(one_line, row))))
            return
        table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="dim")
        for name in columns:
            table.add_column(name, overflow="fold")
        self._fill(table, rows)

    def blank(self) -> None:
        """An empty line."""
        self._console.print() if self._rich else self._write("")

    def _fill(self, table: Table, rows: Sequence[Row]) -> None:
        for row in rows:
            table.add_row(*(Text(one_line(cell)) for cell in row))
        self._console.print(Padding(table, (0, 0, 0, 2)))

    def _write(self, text: str) -> None:
        self._console.file.write(text + "\n")


def to_standard_output() -> Page:
    """A page on standard output as it is now."""
    return Page(Console(file=sys.stdout, highlight=False, markup=False, emoji=False))
