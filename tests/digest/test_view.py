"""A digest and its account as they stand in a terminal, compared with golden pages."""

import io
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from rich.console import Console

from bot.chat.digest_view import show_digest
from bot.chat.layout import Page
from bot.chat.schedule_view import outcome_in_words, show_schedules
from bot.chat.times import timing_in_words
from bot.chat.trace_view import show_traces
from bot.digest.compose import compose
from bot.digest.material import Stock
from bot.model import Delivered, Digest, Schedule, Step, Timing, Trace
from tests.digest.materials import HERE, NOON, figure, frame, report

GOLDEN = Path(__file__).parent / "golden"


def written(show: object, *arguments: object, width: int | None = None) -> str:
    """What is shown, plain, or on a terminal of that width."""
    out = io.StringIO()
    page = Page(Console(file=out, force_terminal=bool(width), width=width, highlight=False, markup=False))
    show(page, *arguments)  # type: ignore[operator]
    return out.getvalue()


def a_digest() -> Digest:
    """An update with a change and a difference, a copied report, and stories without room."""
    old = report("old", "It killed 7 people", hours=20, figures=(figure(7, "people killed", "at least"),))
    first = compose(frame(), Stock([old])).stories[0]
    houses = " ".join(f"The {n}th house of the valley fell" for n in range(12))
    text = f"The quake killed 9 people. {houses}"
    material = [
        replace(old, told_in=first.id, is_new=False),
        report("a", "In all 12 are dead. Soldiers brought tents", figures=(figure(12, "dead"),)),
        report("b", text, outlet="Daily", hours=2, figures=(figure(9, "people killed"),)),
        report("c", text, outlet="Echo", hours=1),
        report("d", "Train drivers are on strike. Talks begin on Friday", topic=1, hours=3),
        report("e", "A cup was won", topic=2, hours=5),
        report("f", "A whale was seen", topic=3, hours=6),
    ]
    made = compose(frame(2), Stock(material, {first.id: first}))
    return made.model_copy(update={"since": NOON - timedelta(days=1), "missed": 1})


def test_a_digest_is_shown_with_what_changed_where_outlets_differ_and_links() -> None:
    shown = written(show_digest, a_digest().model_copy(update={"zone": "Europe/Berlin"}))
    assert shown == (GOLDEN / "digest.txt").read_text("utf-8")


def test_on_a_terminal_it_is_the_same_words_in_colours() -> None:
    plain, rich = written(show_digest, a_digest()), written(show_digest, a_digest(), width=70)
    assert "\x1b[1m" in rich
    for line in ("Update: Title of a", "New: dead: at least 7 → 12", "and 2 more"):
        assert line in plain
        assert line in rich


def test_a_report_says_when_only_its_feed_could_be_read() -> None:
    paid = report("a", "Train drivers are on strike")
    paid = replace(paid, item=paid.item.model_copy(update={"reason": "the page asks for payment"}))
    shown = written(show_digest, compose(frame(), Stock([paid])))
    assert "→ Wire (only what its feed says could be read) · " in shown


def test_nothing_new_is_said() -> None:
    assert "  Nothing new.\n" in written(show_digest, compose(frame(), Stock([])))


def test_timings_and_outcomes_in_words() -> None:
    week = Timing(times=("08:00", "17:30"), days=("mon", "tue", "wed", "thu", "fri"), zone="Asia/Kathmandu")
    assert timing_in_words(week) == "08:00 and 17:30 on mon–fri, Asia/Kathmandu"
    assert timing_in_words(Timing(times=("08:00",), days=("sat", "sun"))) == "08:00 on sat, sun, UTC"
    assert timing_in_words(Timing(cron="0 8 * * 1")) == "cron 0 8 * * 1, UTC"
    row = Delivered(key="k", schedule_id="s", destination=HERE, state="failed", due_at=NOON, attempts=3)
    assert (
        outcome_in_words(row.model_copy(update={"problem": "gone"})) == "failed Tue 12 May, 12:00 UTC: gone"
    )
    assert outcome_in_words(None) == "none yet"
    assert outcome_in_words(row.model_copy(update={"state": "sending"})) == "being posted, attempt 3"


def test_the_list_and_the_account() -> None:
    plan = frame().schedule.plan
    schedule = Schedule(id="s1", destination=HERE, plan=plan, created_at=NOON, next_fire=NOON)
    listed = written(show_schedules, [schedule], {})
    expected = "noon · s1 · this terminal · 12:00 every day, UTC · next Tue 12 May, 12:00 UTC · none yet"
    assert listed == f"  {expected}\n"
    steps = (
        Step(kind="seen", at=NOON, name="Wire"),
        Step(kind="briefed", reason="only what the feed carries was read"),
        Step(kind="passed", name="include: quake"),
        Step(kind="filtered", at=NOON, name="sport", reason="filtered by 'sport'", digest="noon"),
    )
    trace = Trace(item=report("a").item, told=False, steps=steps)
    assert written(show_traces, [trace]).splitlines() == [
        "",
        "Title of a",
        "  not told",
        "  Tue 12 May, 12:00 UTC  seen in Wire",
        "    read and briefed (only what the feed carries was read)",
        "    passed the filter (include: quake)",
        "  Tue 12 May, 12:00 UTC  filtered by 'sport', for the digest noon",
    ]
