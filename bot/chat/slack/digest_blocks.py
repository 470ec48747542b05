"""A digest as Slack shows it: one message for all stories, and one reply in its thread for each."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.chat.passages import link_to
from bot.chat.slack.escaping import escaped, shown
from bot.chat.slack.limits import TEXT_OF_A_BLOCK, TEXT_OF_A_MESSAGE, fallback, in_pieces, pages, weight
from bot.chat.slack.rich import (
    Block,
    Part,
    button,
    divider,
    header,
    line,
    link,
    listed,
    moment,
    named,
    rich,
    row,
    small,
    text,
)
from bot.model import Difference, Digest, Report, Side, Statement, Story

_FRAME = 800
"""Characters that a digest's heading and its last line may take."""

_OUTLETS_NAMED = 4
_BLOCKS_OF_A_STORY = 3
_MOST_STORIES = 15


def digest_fallback(digest: Digest) -> str:
    """What notifications and screen readers get: the name and the headlines."""
    headlines = ". ".join(escaped(story.headline).rstrip(".") for story in digest.stories)
    return fallback(f"{escaped(_name(digest))}: {headlines or 'nothing new'}.")


def _name(digest: Digest) -> str:
    return f"Breaking: {digest.name}" if digest.is_alert else digest.name


def digest_blocks(digest: Digest) -> list[Block]:
    """The one message: each story with as many whole statements as there is room for, and its buttons."""
    room = (TEXT_OF_A_MESSAGE - _FRAME) // min(max(len(digest.stories), 1), _MOST_STORIES)
    blocks = [header(_name(digest)), rich(line(*_span(digest)))]
    told = 0
    for story in digest.stories[:_MOST_STORIES]:
        made = [*_story(story, room), divider()]
        if weight([*blocks, *made]) > TEXT_OF_A_MESSAGE:
            break
        blocks += made
        told += 1
    more = digest.more + len(digest.stories) - told
    closing = [f"and {more} more" if more else "", "" if digest.stories else "Nothing new."]
    return [*blocks, small(*closing)] if any(closing) else blocks[:-1]


def details(digest: Digest) -> list[list[Block]]:
    """The replies in the thread: for each story what each outlet says, with its sentences."""
    return [page for story in digest.stories for page in pages(list(_details(story)))]


def details_fallback(blocks: Sequence[Block]) -> str:
    """What notifications get of a reply: its headline."""
    first = blocks[0]["elements"][0]["elements"][0]
    return fallback(escaped(first.get("text", "")))


def _span(digest: Digest) -> Iterator[Part]:
    yield moment(digest.due_at)
    if digest.since:
        yield text(" · what is new since ")
        yield moment(digest.since)
    if digest.missed:
        times = "one earlier digest" if digest.missed == 1 else f"{digest.missed} earlier digests"
        yield text(f" · stands for {times} too, missed while Briefwire was off")


def _story(story: Story, room: int) -> Iterator[Block]:
    buttons = _buttons(story)
    title, outlets = line(*_title(story)), _outlets(story)
    room = min(room, TEXT_OF_A_BLOCK) - weight([buttons, title]) - len(outlets)
    parts: list[Part] = [title]
    for statement in _told(story):
        for piece in in_pieces(shown(statement)):
            room -= len(piece)
            if room > 0:
                parts.append(line(text(piece)))
    yield rich(*_in_lines(parts), line(text(shown(outlets), italic=True)))
    yield buttons


def _in_lines(parts: list[Part]) -> list[Part]:
    """Paragraphs of rich text run on unless a line ends them."""
    return [line(*part["elements"], text("\n")) for part in parts]


def _title(story: Story) -> Iterator[Part]:
    if story.is_update:
        yield text("Update: ", bold=True)
    address = story.reports[0].url if story.reports else None
    yield link(story.headline, address, bold=True)


def _told(story: Story) -> Iterator[str]:
    """What a reader is told first: what has changed, then what happened, then where outlets differ."""
    for changed in story.changed:
        yield f"New: {changed.text}"
    for statement in story.statements:
        yield statement.text
    for difference in story.differences:
        yield f"Outlets differ on {difference.about}: {'; '.join(map(_side, difference.sides))}."


def _side(side: Side) -> str:
    return f"{_names(side.outlets)}: {side.text}"


def _outlets(story: Story) -> str:
    names = list(dict.fromkeys(report.outlet for report in story.reports))
    independent = f"{story.independent} independent outlets" if story.independent > 1 else ""
    partly = "only what the feed says could be read" if all(r.partly for r in story.reports) else ""
    return " · ".join(filter(None, (independent, _names(names), partly if names else "")))


def _names(outlets: Sequence[str]) -> str:
    first = [named(outlet) for outlet in outlets[:_OUTLETS_NAMED]]
    rest = len(outlets) - len(first)
    return ", ".join(first) + (f" and {rest} more" if rest else "")


def _buttons(story: Story) -> Block:
    if not story.reports:
        return row(button("Why am I seeing this?", "story:why", story.id))
    first = story.reports[0]
    return row(
        button("Brief", "story:brief", first.article_id, says=f"Brief: {story.headline}"),
        button("Ask…", "story:ask", first.article_id, says=f"Ask about: {story.headline}"),
        button("Why am I seeing this?", "story:why", first.item_id),
    )


def _details(story: Story) -> Iterator[Block]:
    yield rich(line(*_title(story)))
    yield from listed("What is new", [part for each in story.changed for part in _with_sources(each, story)])
    yield from listed(
        "What is told", [part for each in story.statements for part in _with_sources(each, story)]
    )
    for difference in story.differences:
        yield from listed(f"Outlets differ on {named(difference.about)}", _sides(difference, story))
    yield from listed("Where to read it", [_report(report) for report in story.reports])


def _with_sources(statement: Statement, story: Story) -> list[Part]:
    *most, last = [line(text(piece)) for piece in in_pieces(shown(statement.text))]
    return [*most, line(*last["elements"], *_links(statement, story))]


def _links(statement: Statement | Side, story: Story) -> Iterator[Part]:
    outlets = {report.article_id: report.outlet for report in story.reports}
    for evidence in statement.evidence:
        address = evidence.url and link_to(evidence.url, evidence.quote)
        yield text("  ")
        yield link(outlets.get(evidence.article_id, "source"), address)


def _sides(difference: Difference, story: Story) -> list[Part]:
    return [
        line(
            text(f"{_names(side.outlets)}: ", bold=True),
            text(in_pieces(shown(side.text))[0]),
            *_links(side, story),
        )
        for side in difference.sides
    ]


def _report(report: Report) -> Part:
    copied = f" (repeats {named(report.copy_of)})" if report.copy_of else ""
    partly = " (only what its feed says could be read)" if report.partly else ""
    return line(
        text(f"{named(report.outlet)}: ", bold=True),
        link(report.title, report.url),
        *_published(report.published_at),
        text(f"{copied}{partly} "),
    )


def _published(when: datetime | None) -> list[Part]:
    return [text(", "), moment(when)] if when else []
