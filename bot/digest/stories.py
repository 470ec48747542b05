"""One story out of the reports on one event: its headline, sentences, differences and changes. Pure."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from bot.digest.changes import changes, figures_to_remember
from bot.digest.differences import differences
from bot.digest.lead import lead_of
from bot.digest.material import Material
from bot.digest.settled import settled, still_open
from bot.ground.words import content_words
from bot.model import Difference, Report, Statement, Story

FULL = 8
"""A sentence of few words is not the better for it: so many are counted to each."""

ASIDE = 0.35
"""A sentence that tells less than this part of what the best one tells is an aside."""

REPEATED = 0.6
"""A sentence so much of whose words was said before is a repetition."""


def story_of(
    reports: Sequence[Material],
    copies: Mapping[str, str],
    earlier: Mapping[str, Story],
    sentences: int,
) -> Story | None:
    """The story of these reports, at least one of them new; None if it says nothing new to the channel.

    `copies` gives, by item, the item whose text it repeats. What the story said before in this channel
    is not said again.
    """
    told_in = next((report.told_in for report in reports if report.told_in), None)
    before = earlier.get(told_in) if told_in else None
    own = [report for report in reports if report.item.id not in copies]
    latest = _latest_of_each_outlet(own)
    new = sorted((r for r in reports if r.is_new), key=lambda r: r.at, reverse=True)
    news = [report for report in new if report.is_news]
    lead = lead_of([r for r in news if r.item.id not in copies] or news or new, reports)
    telling = [r for r in own if r.is_news and (r.was_told_otherwise or r in latest)]
    statements = tuple(_statements(lead, telling, before, sentences))
    figures = figures_to_remember([report.brief for report in _newest_first(own)])
    by_outlet = [(report.outlet, report.brief) for report in latest]
    known = (before.unsettled or before.differences) if before else ()
    agreed = settled(known, by_outlet)
    changed = _changed(agreed, changes(before.figures, figures) if before else ())
    differ = _unshown(differences(by_outlet), known)
    if told_in and not (statements or changed or differ):
        return None
    return Story(
        id=told_in or _new_id(reports),
        headline=lead.brief.headline,
        statements=statements,
        reports=tuple(_report(r, copies, reports) for r in (lead, *(r for r in new if r is not lead))),
        independent=len({report.outlet for report in own}),
        differences=differ,
        changed=changed,
        is_update=told_in is not None,
        figures=figures,
        unsettled=still_open(known, differ, agreed),
    )


def _newest_first(reports: Sequence[Material]) -> list[Material]:
    return sorted(reports, key=lambda report: (report.said_at, report.at, report.item.id), reverse=True)


def _latest_of_each_outlet(reports: Sequence[Material]) -> list[Material]:
    """What an outlet wrote earlier, it has overtaken itself."""
    found: dict[str, Material] = {}
    for report in _newest_first(reports):
        found.setdefault(report.outlet, report)
    return list(found.values())


def _statements(
    lead: Material, latest: Sequence[Material], before: Story | None, most: int
) -> Iterator[Statement]:
    """The lead's first sentence, then the others' and its own in turn, none of which repeats another."""
    said = [_keys(statement.text) for statement in (before.statements if before else ())]
    chosen = 0
    for statement in _in_turn([lead, *(report for report in latest if report is not lead)]):
        keys = _keys(statement.text)
        if chosen < most and not any(_repeats(keys, other) for other in said):
            said.append(keys)
            chosen += 1
            yield statement


def _in_turn(reports: Sequence[Material]) -> Iterator[Statement]:
    """The first sentence of each report's summary, then the second of each, and so on.

    Without asides, and without what stood in an article before it was revised.
    """
    middle: Counter[str] = Counter()
    for report in reports:
        middle.update(report.profile.terms)
    telling = [[_telling(each, middle) for each in report.sentences] for report in reports]
    best = max((value for values in telling for value in values), default=0.0)
    for place in range(max(map(len, telling), default=0)):
        for report, values in zip(reports, telling, strict=True):
            statement = report.sentences[place] if place < len(values) else None
            is_aside = statement in report.brief.summary and values[place] < ASIDE * best
            if statement and not is_aside and report.says_anew(statement):
                yield statement


def _telling(statement: Statement, middle: Mapping[str, float]) -> float:
    """How much of what the reports have in common a sentence says, for its length."""
    keys = _keys(statement.text)
    return sum(middle[key] for key in keys) / (len(keys) + FULL)


def _keys(text: str) -> frozenset[str]:
    return frozenset(word.key for word in content_words(text))


def _repeats(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= REPEATED * max(1, min(len(one), len(other)))


def _changed(agreed: Mapping[str, Statement], moved: Sequence[Statement]) -> tuple[Statement, ...]:
    """What has changed, each thing once: that outlets agree on it says more than that it moved."""
    others = (each for each in moved if each.text.partition(": ")[0] not in agreed)
    return (*agreed.values(), *others)


def _unshown(found: Sequence[Difference], told: Sequence[Difference]) -> tuple[Difference, ...]:
    shown = {_spoken(difference) for difference in told}
    return tuple(difference for difference in found if _spoken(difference) not in shown)


def _spoken(difference: Difference) -> frozenset[str]:
    return frozenset(side.text for side in difference.sides)


def _report(material: Material, copies: Mapping[str, str], reports: Sequence[Material]) -> Report:
    article = material.brief.article
    original = copies.get(material.item.id)
    return Report(
        article_id=article.id,
        item_id=material.item.id,
        outlet=material.outlet,
        title=material.brief.headline,
        revision=material.item.revision,
        url=material.item.entry.url or article.canonical_url or article.url,
        published_at=article.published_at or material.item.entry.published_at,
        copy_of=next((r.outlet for r in reports if r.item.id == original), None),
        partly=material.item.reason is not None,
        passed=material.passed,
        version=article.content_hash,
    )


def _new_id(reports: Sequence[Material]) -> str:
    """From the earliest report: computed again before it is told, it is the same."""
    first = min(reports, key=lambda report: (report.at, report.item.id))
    return hashlib.sha256(first.item.id.encode()).hexdigest()[:12]
