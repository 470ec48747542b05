"""The window in which a digest is planned, and what was filled in as a plan."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import cast, get_args
from zoneinfo import available_timezones

from bot.chat.desks import DigestDesk
from bot.chat.slack.escaping import shown
from bot.chat.slack.limits import OPTIONS
from bot.chat.slack.modals import Meta, State, View, channel_choice, filled, labelled, ticked, typed, window
from bot.chat.slack.rich import Block, Part, line, moment, option, plain, rich, text
from bot.chat.slack.wording import DAYS, feed_name, timing_words
from bot.errors import InputError
from bot.model import Alert, Filter, Following, Length, Plan, Schedule, Timing, Tone, Weekday, WhenEmpty

_TIME = re.compile(r"(?P<hour>[01]?\d|2[0-3])[:.h](?P<minute>[0-5]\d)")
_CRON = re.compile(r"(\S+\s+){4}\S+")
_LONGEST_NAME = 80
_LENGTHS = (("Short", "short"), ("Medium", "medium"), ("Long", "long"))
_EMPTY = (("Post nothing", "quiet"), ("Say that there is nothing new", "say"))
_TONES = (("Plain", "plain"), ("Lively", "lively"))
_ALERT = ("Tell at once when three outlets report a new story within an hour", "alert")


def digest_window(
    meta: Meta, zone: str, followed: Sequence[Following], plan: Plan | None = None, *, channel: str = ""
) -> View:
    """The form for a new digest, or for changing one; `zone` is the person's own."""
    blocks = [
        typed(
            "name", "Name", most=_LONGEST_NAME, value=plan.name if plan else "", placeholder="Morning news"
        ),
        *([] if plan else [channel_choice("channel", "Channel", channel=channel or meta.channel)]),
        typed(
            "times",
            "Times of day",
            value=_times_of(plan),
            placeholder="08:00, 17:30",
            hint="24 hours, separated by commas; or a cron line such as 0 8 * * mon-fri",
        ),
        _days(plan),
        _zone(plan.timing.zone if plan else zone),
        *_feeds(followed, plan),
        *_wishes(plan),
    ]
    title = "Change digest" if plan else "New digest"
    return window("digest", title, blocks, meta, submit="Save" if plan else "Create")


def zones_like(words: str) -> list[Part]:
    """Zones whose name has these words, as options."""
    wanted = words.strip().lower().replace(" ", "_")
    found = sorted(zone for zone in available_timezones() if wanted in zone.lower() and "/" in zone)
    return [option(zone, zone) for zone in [*found, *(["UTC"] if wanted in "utc" else [])][:OPTIONS]]


def plan_in(state: State, digests: DigestDesk) -> tuple[Plan | None, dict[str, str]]:
    """The plan that was filled in, or what is wrong with it, by field."""
    errors: dict[str, str] = {}
    name = filled(state, "name")
    if not any(map(str.isalnum, name)):
        errors["name"] = "Give the digest a name that can be read"
    timing = _timing(state, errors)
    if timing and not errors:
        try:
            digests.upcoming(timing, 1, datetime.now(UTC))
        except InputError as error:
            errors["times"] = str(error)[:150]
    return (None, errors) if errors or timing is None else (_plan(state, name, timing), errors)


def planned_blocks(schedule: Schedule, digests: DigestDesk) -> list[Block]:
    """What was understood: when, where, and the next times."""
    timing = schedule.plan.timing
    upcoming = digests.upcoming(timing, 3, datetime.now(UTC))
    where = {"type": "channel", "channel_id": schedule.destination.channel}
    nexts = [part for when in upcoming for part in (text("\n"), moment(when, "{date_long} at {time}"))]
    told = line(text(shown(schedule.plan.name), bold=True), text(f": {timing_words(timing)}, in "), where)
    return [rich(told), rich(line(text("The next times, in your own zone:"), *nexts))]


def _timing(state: State, errors: dict[str, str]) -> Timing | None:
    zone = filled(state, "zone")
    if zone not in available_timezones():
        errors["zone"] = "There is no such time zone: choose one such as Europe/Berlin"
    days = tuple(cast(Weekday, day) for day in ticked(state, "days") if day in get_args(Weekday))
    written = filled(state, "times")
    if _CRON.fullmatch(written):
        return Timing(cron=written, zone=zone)
    parts = [part for part in re.split(r"[,;\s]+", written) if part]
    found = [_TIME.fullmatch(part) for part in parts]
    wrong = [part for part, match in zip(parts, found, strict=True) if match is None]
    if wrong or not parts:
        errors["times"] = (
            f"“{', '.join(wrong)[:60]}” is no time of day: write 08:00" if wrong else "Give a time"
        )
    if not days:
        errors["days"] = "Choose at least one day"
    times = sorted({f"{int(each['hour']):02}:{each['minute']}" for each in found if each})
    return None if errors else Timing(times=tuple(times), days=days, zone=zone)


def _plan(state: State, name: str, timing: Timing) -> Plan:
    wanted = Filter(include=_words(state, "include"), exclude=_words(state, "exclude"))
    return Plan(
        name=name,
        timing=timing,
        feeds=ticked(state, "feeds"),
        topics=_words(state, "topics"),
        filter=wanted,
        length=cast(Length, filled(state, "length") or "medium"),
        tone=cast(Tone, filled(state, "tone") or "plain"),
        when_empty=cast(WhenEmpty, filled(state, "when_empty") or "quiet"),
        alert=Alert() if ticked(state, "alert") else None,
    )


def _words(state: State, name: str) -> tuple[str, ...]:
    parts = filled(state, name).replace("\n", ",").split(",")
    return tuple(word for part in parts if (word := part.strip()))


def _times_of(plan: Plan | None) -> str:
    return (plan.timing.cron or ", ".join(plan.timing.times)) if plan else "08:00"


def _days(plan: Plan | None) -> Block:
    options = [option(label, day) for day, label in DAYS]
    chosen = set(plan.timing.days) if plan else {"mon", "tue", "wed", "thu", "fri"}
    element: Part = {"type": "checkboxes", "action_id": "days", "options": options}
    if ticks := [each for each in options if each["value"] in chosen]:
        element["initial_options"] = ticks
    return labelled("days", "Days", element, optional=True)


def _zone(zone: str) -> Block:
    element: Part = {
        "type": "external_select",
        "action_id": "zone",
        "min_query_length": 2,
        "initial_option": option(zone, zone),
        "placeholder": plain("Type a city"),
    }
    return labelled("zone", "Time zone", element)


def _feeds(followed: Sequence[Following], plan: Plan | None) -> list[Block]:
    feeds = {each.feed.id: feed_name(each) for each in followed}
    if not feeds:
        return []
    options = [option(name, each) for each, name in list(feeds.items())[:OPTIONS]]
    element: Part = {"type": "multi_static_select", "action_id": "feeds", "options": options}
    if chosen := [each for each in options if plan and each["value"] in plan.feeds]:
        element["initial_options"] = chosen
    label = "Only from these feeds (all that the channel follows, if none)"
    return [labelled("feeds", label, element, optional=True)]


def _wishes(plan: Plan | None) -> list[Block]:
    wanted = plan.filter if plan else Filter()
    topics = ", ".join(plan.topics) if plan else ""
    return [
        typed("topics", "Topics that come first (optional)", value=topics, optional=True),
        typed("include", "Only with these words (optional)", value=", ".join(wanted.include), optional=True),
        typed("exclude", "Without these words (optional)", value=", ".join(wanted.exclude), optional=True),
        _choice("length", "Length", _LENGTHS, plan.length if plan else "medium"),
        _choice("tone", "Heading", _TONES, plan.tone if plan else "plain"),
        _choice("when_empty", "When there is nothing new", _EMPTY, plan.when_empty if plan else "quiet"),
        _alert(plan),
    ]


def _choice(name: str, label: str, choices: Sequence[tuple[str, str]], chosen: str) -> Block:
    options = [option(*choice) for choice in choices]
    initial = next(each for each in options if each["value"] == chosen)
    element: Part = {
        "type": "radio_buttons",
        "action_id": name,
        "options": options,
        "initial_option": initial,
    }
    return labelled(name, label, element)


def _alert(plan: Plan | None) -> Block:
    options = [option(*_ALERT)]
    element: Part = {"type": "checkboxes", "action_id": "alert", "options": options}
    if plan and plan.alert:
        element["initial_options"] = options
    return labelled("alert", "Breaking news (optional)", element, optional=True)
