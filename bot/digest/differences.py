"""Where the outlets of one story differ on a figure, or one outlet's sources do. Pure."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from bot.digest.counts import Count, Kind, amount, counts_of, differ
from bot.model import Brief, Difference, Side

OVERTAKEN = timedelta(hours=6)
"""A figure that is so much older than another's has been overtaken by it, and is no other side."""

MOST = 3


def differences(briefs: Sequence[tuple[str, Brief]]) -> tuple[Difference, ...]:
    """The figures on which these reports, each with its outlet and at most one an outlet, differ.

    The figure that most outlets have comes first; at most three. Nothing is compared but like with like
    (`bot.digest.counts`).
    """
    by_kind: dict[Kind, list[tuple[str, Brief, Count]]] = {}
    for outlet, brief in briefs:
        for count in counts_of(brief):
            by_kind.setdefault(count.kind, []).append((outlet, brief, count))
    found = [difference for said in by_kind.values() if (difference := _difference(_current(said)))]
    found.sort(key=lambda each: -sum(len(side.outlets) for side in each.sides))
    return tuple(found[:MOST])


def _current(said: list[tuple[str, Brief, Count]]) -> list[tuple[str, Brief, Count]]:
    """Those that no later one has overtaken."""
    times = [brief.article.published_at for _, brief, _ in said if brief.article.published_at]
    newest = max(times, default=None)
    return [
        each
        for each in said
        if newest is None
        or each[1].article.published_at is None
        or newest - each[1].article.published_at < OVERTAKEN
    ]


def _difference(said: Sequence[tuple[str, Brief, Count]]) -> Difference | None:
    groups: list[list[tuple[str, Count]]] = []
    per_outlet = len({outlet for outlet, _, _ in said}) == len(said)
    for outlet, _, count in said:
        source = None if per_outlet else count.figure.according_to
        who = f"{source} ({outlet})" if source else outlet
        for group in groups:
            if not differ(group[0][1].figure, count.figure):
                group.append((who, count))
                break
        else:
            groups.append([(who, count)])
    if len(groups) < 2:
        return None
    groups.sort(key=lambda group: -len(group))
    return Difference(about=_about(groups), sides=tuple(map(_side, groups)))


def _about(groups: Sequence[Sequence[tuple[str, Count]]]) -> str:
    return next(_counted(groups), "the number")


def _counted(groups: Sequence[Sequence[tuple[str, Count]]]) -> Iterator[str]:
    return (count.figure.counted for group in groups for _, count in group if count.figure.counted)


def _side(group: Sequence[tuple[str, Count]]) -> Side:
    figure = group[0][1].figure
    evidence = tuple(count.figure.evidence[0] for _, count in group)
    outlets = tuple(dict.fromkeys(who for who, _ in group))
    text = " ".join(filter(None, (amount(figure), figure.counted)))
    return Side(outlets=outlets, text=text, evidence=evidence)
