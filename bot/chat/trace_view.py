"""Why something was told or was not, as it is read in a terminal."""

from collections.abc import Sequence

from bot.chat.layout import Page
from bot.chat.times import moment
from bot.model import Step, Trace


def show_traces(page: Page, traces: Sequence[Trace], zone: str = "UTC") -> None:
    """Why items were told or were not, step by step."""
    if not traces:
        page.line("Nothing of that kind came in by the feeds that are followed here.")
    for trace in traces:
        page.heading(trace.item.entry.title or trace.item.entry.url or trace.item.id)
        page.line(_verdict(trace), indent=2, style="dim")
        page.labelled([_step(step, zone, step is trace.steps[-1]) for step in trace.steps], "  ")


def _verdict(trace: Trace) -> str:
    to_come = bool(trace.steps) and trace.steps[-1].kind == "scheduled"
    if trace.told:
        return "told, and to be told again as it is now" if to_come else "told"
    if trace.steps and trace.steps[-1].kind == "attempted":
        return "not told yet: it is being posted"
    return "not told yet" if to_come else "not told"


def _for_the(step: Step) -> str:
    return f", for the digest {step.digest}" if step.digest else ""


def _tries(step: Step) -> str:
    if not step.attempt:
        return ""
    return f" ({step.attempt} attempt{'' if step.attempt == 1 else 's'})"


def _step(step: Step, zone: str, is_last: bool) -> tuple[str, str]:
    at = moment(step.at, zone) if step.at else ""
    match step.kind:
        case "seen":
            said = f"seen in {step.name}"
        case "revised":
            said = f"changed in {step.name}"
        case "briefed":
            said = f"read and briefed{f' ({step.reason})' if step.reason else ''}"
        case "failed":
            said = f"could not be read: {step.reason or 'no reason is known'}"
        case "filtered":
            said = (step.reason or f"filtered by {step.name}") + _for_the(step)
        case "passed":
            said = f"passed the filter ({step.name})"
        case "grouped":
            said = f"in the story “{step.name}”"
        case "left_out":
            said = f"left out{f' of {step.name}' if step.name else ''}: {step.reason}"
        case "scheduled":
            said = f"{'next ' if is_last else ''}for the digest {step.name}"
            said += f" ({step.reason})" if step.reason else ""
        case "attempted":
            said = f"attempt {step.attempt}{f' by {step.name}' if step.name else ''}"
            said += f" failed, and it is tried again: {step.reason}" if step.reason else ""
        case "not_posted":
            said = f"could not be posted{_tries(step)}: {step.reason or 'no reason is known'}"
        case "sent":
            said = f"posted{f' as message {step.name}' if step.name else ''}"
    return at, said
