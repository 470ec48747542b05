"""Differences that a channel was told of, until the outlets agree on a figure. Pure."""

from collections.abc import Sequence

from bot.digest.counts import amount, counts_of, differ, kind_of
from bot.model import Brief, Difference, Figure, Statement


def settled(told: Sequence[Difference], latest: Sequence[tuple[str, Brief]]) -> dict[str, Statement]:
    """The told differences whose outlets all say the same in their latest reports, by what they are about.

    A side that only fell silent, or whose report is out of date, agrees to nothing.
    """
    found: dict[str, Statement] = {}
    for difference in told:
        figures = _figures(difference, latest)
        if figures and not any(differ(figures[0], other) for other in figures):
            text = f"{difference.about}: outlets now agree on {amount(figures[0])}"
            evidence = tuple(figure.evidence[0] for figure in figures)
            found[difference.about] = Statement(text=text, evidence=evidence)
    return found


def still_open(
    told: Sequence[Difference], new: Sequence[Difference], agreed: dict[str, Statement]
) -> tuple[Difference, ...]:
    """To be remembered: the latest difference on each thing, until it is settled."""
    kept = {difference.about: difference for difference in (*told, *new)}
    return tuple(difference for about, difference in kept.items() if about not in agreed)


def _figures(difference: Difference, latest: Sequence[tuple[str, Brief]]) -> list[Figure]:
    """What each outlet of the sides says now, the newest first; none at all if one of them says nothing."""
    outlets = {outlet for side in difference.sides for outlet in side.outlets}
    measured = kind_of(Figure(value=0, counted=difference.about, evidence=()))
    said = {
        outlet: count.figure
        for outlet, brief in latest
        for count in counts_of(brief)
        if measured and count.kind[1] == measured[1]
    }
    return [figure for outlet, figure in said.items() if outlet in outlets] if outlets <= said.keys() else []
