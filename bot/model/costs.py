"""What a hosted model was used for, in tokens."""

from bot.model.base import Value


class Use(Value):
    """One request: `outcome` is "written", or why nothing usable came."""

    task: str
    model: str
    outcome: str
    sent: int
    written: int


class Used(Value):
    """What was used of a model on a day (UTC, ISO 8601) by a workspace for one task."""

    day: str
    workspace: str
    task: str
    model: str
    requests: int
    sent: int
    written: int
