"""A sheet to draw on: text that is measured before it is set, in colours that can be read by everybody.

matplotlib takes half a second to load and is imported when the first picture is drawn; its figures are
used without pyplot, which keeps state that threads would share.
"""

import io
import textwrap
from dataclasses import dataclass
from functools import cache
from typing import Any

from bot.chat.plain import one_line

WIDTH = 8.0
"""Inches; with `DOTS` a picture is 1,200 pixels wide."""

DOTS = 150
LINE = 0.26
"""Inches between two lines of text."""

INK, SOFT, ACCENT, PAPER = "#1d1c1d", "#5f5e60", "#1264a3", "#ffffff"
_UNKNOWN = 0.2
"""When the font lacks more than this share of a text's characters, there is no picture of it."""


@dataclass(frozen=True)
class Picture:
    """A picture, and what is on it in words."""

    png: bytes
    alt: str


class Unwritable(Exception):  # noqa: N818 - an outcome, not a fault
    """The font has too few of the characters that are to be written."""


class Card:
    """An empty sheet of so many lines; positions count from the upper left, in inches."""

    def __init__(self, lines: int, title: str) -> None:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        self._height = (lines + 3) * LINE
        self._figure = Figure(figsize=(WIDTH, self._height), dpi=DOTS, facecolor=PAPER)
        self._canvas = FigureCanvasAgg(self._figure)
        self._axes = self._figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(self._height, 0))
        self._axes.axis("off")
        self.write(0.3, 1, writable(title), size=13, weight="bold")

    def write(self, x: float, at_line: float, content: str, **how: Any) -> None:
        """Write one line of text; nothing in it is markup."""
        style: dict[str, Any] = {"color": INK, "size": 11, "va": "center", "parse_math": False} | how
        self._axes.text(x, (at_line + 0.5) * LINE, content, **style)

    def dot(self, x: float, at_line: float) -> None:
        """A mark on a line."""
        self._axes.plot([x], [(at_line + 0.5) * LINE], marker="o", markersize=7, color=ACCENT)

    def rule(self, x: float, from_line: float, to_line: float) -> None:
        """A vertical rule."""
        ends = [(from_line + 0.5) * LINE, (to_line + 0.5) * LINE]
        self._axes.plot([x, x], ends, color=ACCENT, linewidth=1.5, alpha=0.4)

    def png(self) -> bytes:
        """The sheet as it is."""
        target = io.BytesIO()
        self._figure.savefig(target, format="png", facecolor=PAPER)
        return target.getvalue()


def wrapped(content: str, width: int, most: int) -> list[str]:
    """A text in lines of so many characters; what goes beyond `most` lines is left to the words beside."""
    lines = textwrap.wrap(writable(content), width, break_long_words=True) or [""]
    return lines if len(lines) <= most else [*lines[: most - 1], f"{lines[most - 1][: width - 2]} …"]


def writable(content: str) -> str:
    """The text on one line, without what the font has not; raises Unwritable when that is much."""
    known = _characters()
    shown = one_line(content)
    kept = "".join(each if ord(each) in known else "·" for each in shown)
    if shown and kept.count("·") - shown.count("·") > _UNKNOWN * len(shown):
        raise Unwritable(content[:40])
    return kept


@cache
def _characters() -> frozenset[int]:
    """The code points that the font can write."""
    from matplotlib import font_manager, ft2font

    return frozenset(ft2font.FT2Font(font_manager.findfont("DejaVu Sans")).get_charmap())
