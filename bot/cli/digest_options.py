"""The options by which a digest is described, and the plan that they make."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.errors import InputError

if TYPE_CHECKING:
    from bot.model import Alert, Destination, Plan, Schedule, Timing

At = Annotated[
    list[str] | None, typer.Option("--at", metavar="HH:MM", help="A time of day; can be repeated.")
]
On = Annotated[
    str | None, typer.Option("--on", metavar="DAYS", help='"mon-fri", "sat,sun", "weekdays"; else every day.')
]
Cron = Annotated[
    str | None, typer.Option("--cron", metavar="LINE", help='A cron line instead: "0 8 * * mon-fri".')
]
Zone = Annotated[
    str | None, typer.Option("--zone", metavar="ZONE", help='"Europe/Berlin"; else this machine\'s.')
]
To = Annotated[
    str | None,
    typer.Option("--to", metavar="PLACE", help="file:PATH or webhook:URL; else this terminal."),
]
Feeds = Annotated[
    list[str] | None, typer.Option("--feed", metavar="FEED", help="Only this feed; can be repeated.")
]
Topics = Annotated[
    list[str] | None, typer.Option("--topic", metavar="WORDS", help="Stories on this first; can be repeated.")
]
Include = Annotated[
    list[str] | None,
    typer.Option("--include", metavar="WORDS", help="Only with these words, or others so given."),
]
Exclude = Annotated[
    list[str] | None, typer.Option("--exclude", metavar="WORDS", help="Not with these words.")
]
Sources = Annotated[
    list[str] | None, typer.Option("--source", metavar="SITE", help='Only this outlet; "-SITE": not it.')
]
Languages = Annotated[
    list[str] | None, typer.Option("--language", metavar="CODE", help="Only in it: en, de…")
]
LengthOption = Annotated[
    str | None, typer.Option("--length", metavar="short|medium|long", help="How many stories.")
]
ToneOption = Annotated[str | None, typer.Option("--tone", metavar="plain|lively", help="Of the headings.")]
SayNothing = Annotated[
    bool | None,
    typer.Option("--say-nothing-new/--quiet", help="What to do when there is nothing new; else quiet."),
]
AlertSources = Annotated[
    int | None,
    typer.Option(
        "--alert-sources", metavar="N", help="Report a story at once when N outlets have it; 0: don't."
    ),
]
AlertMinutes = Annotated[
    int | None, typer.Option("--alert-minutes", metavar="M", help="…within M minutes (60).")
]


def given(options: Mapping[str, Any]) -> dict[str, Any]:
    """Those options that were given."""
    return {name: value for name, value in options.items() if value is not None}


def destination_of(to: str | None) -> "Destination":
    """Where `--to` says; raises InputError."""
    from bot.model import Destination

    kind, _, where = (to or "terminal:terminal").partition(":")
    if kind == "file" and where:
        return Destination(platform="file", channel=str(Path(where).absolute()))
    if kind == "webhook" and where.startswith(("http://", "https://")):
        return Destination(platform="webhook", channel=where)
    if kind == "terminal":
        return Destination(platform="terminal", channel="terminal")
    raise InputError(f'"{to}" is no place to post to: write file:PATH or webhook:https://…')


def new_plan(name: str, options: Mapping[str, Any]) -> "Plan":
    """A plan of these options; raises InputError."""
    from bot.model import Plan, Timing

    return changed_plan(Plan(name=name, timing=Timing(zone=own_zone())), None, options)


def changed_plan(plan: "Plan", name: str | None, options: Mapping[str, Any]) -> "Plan":
    """The plan with what the options say; raises InputError."""
    changes: dict[str, Any] = {"timing": _timing(plan.timing, options)}
    if name is not None:
        changes["name"] = name
    lists = {key: tuple(filter(None, options[key])) for key in ("feeds", "topics") if key in options}
    words = ("include", "exclude", "sources", "languages")
    filters = {key: tuple(filter(None, options[key])) for key in words if key in options}
    changes |= lists | {"filter": plan.filter.model_copy(update=filters)}
    for key, allowed in (("length", ("short", "medium", "long")), ("tone", ("plain", "lively"))):
        if key in options:
            if options[key] not in allowed:
                raise InputError(
                    f'--{key} is {", ".join(allowed[:-1])} or {allowed[-1]}, not "{options[key]}".'
                )
            changes[key] = options[key]
    if "say_nothing_new" in options:
        changes["when_empty"] = "say" if options["say_nothing_new"] else "quiet"
    return plan.model_copy(update=changes | {"alert": _alert(plan.alert, options)})


def _timing(timing: "Timing", options: Mapping[str, Any]) -> "Timing":
    from bot.digest.timing import weekdays_of

    changes: dict[str, Any] = {}
    if "zone" in options:
        changes["zone"] = options["zone"]
    if "on" in options:
        if options.get("cron") or (timing.cron and not options.get("at")):
            raise InputError("--on goes with --at: a cron line names its days itself.")
        changes["days"] = weekdays_of(options["on"])
    if "at" in options:
        changes |= {"times": tuple(options["at"]), "cron": None}
    if "cron" in options:
        changes |= {"cron": options["cron"], "times": tuple(options.get("at", ()))}
    return timing.model_copy(update=changes)


def _alert(alert: "Alert | None", options: Mapping[str, Any]) -> "Alert | None":
    from bot.model import Alert

    if options.get("alert_sources") == 0:
        return None
    names = {"alert_sources": "sources", "alert_minutes": "minutes"}
    changes = {names[key]: options[key] for key in names if key in options}
    return (alert or Alert()).model_copy(update=changes) if changes else alert


def unscheduled() -> "Schedule":
    """A schedule of the usual kind, for a look before any was made."""
    from bot.model import Schedule

    plan = new_plan("What a digest would say now", {"at": ["08:00"]})
    return Schedule(id="preview", destination=destination_of(None), plan=plan, created_at=datetime.now(UTC))


def own_zone() -> str:
    """This machine's time zone by its IANA name, UTC where it has none."""
    import tzlocal

    try:
        name = tzlocal.get_localzone_name() or "UTC"
        return "UTC" if name in {"Etc/UTC", "Etc/UCT", "UCT"} else name
    except (LookupError, OSError):
        return "UTC"
