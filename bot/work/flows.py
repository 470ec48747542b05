"""The durable flows: what the queue runs, and runs again after a crash from the last step that ended.

A step never raises: what a step raised would be its result for ever, also after the trouble is over.
It says instead after how many seconds to go on, and the flow sleeps, also across a crash.
"""

import asyncio
from collections.abc import Awaitable, Iterator
from contextlib import contextmanager

from dbos import DBOS

from bot.errors import BriefwireError
from bot.log import event_log
from bot.work.deliver import Deliverer, Outcome
from bot.work.intake import ITEM, Intake

DIGEST = "digest"

TRIES = 5
"""So many times composing is tried before a digest is given up."""

Told = tuple[str, float]  # an outcome as the queue keeps it


class UnderWay:
    """What this process is doing: which flows it has, and which steps it is inside of.

    `trouble` is how many seconds to wait when the database, or something unforeseen, stood in a step's way.
    """

    def __init__(self, trouble: float) -> None:
        self._trouble = trouble
        self._flows: dict[asyncio.Task[object], str] = {}
        self._inside = 0
        self._closed = False
        self._may_begin = asyncio.Event()
        self._may_begin.set()

    def __contains__(self, key: str) -> bool:
        return key in self._flows.values()

    @contextmanager
    def flow(self, key: str) -> Iterator[None]:
        """Knows a flow while it lasts."""
        task = asyncio.current_task()
        assert task
        self._flows[task] = key
        try:
            yield
        finally:
            del self._flows[task]

    @contextmanager
    def held(self) -> Iterator[None]:
        """No step begins meanwhile: thirty at once would take the processor from what has to come first."""
        self._may_begin.clear()
        try:
            yield
        finally:
            self._may_begin.set()

    async def step(self, work: Awaitable[Outcome]) -> Told:
        """The outcome of a step's work, whatever happens in it; never, once this process is ending."""
        await self._may_begin.wait()
        if self._closed:
            await asyncio.Event().wait()
        self._inside += 1
        try:
            outcome = await work
        except BriefwireError as error:
            event_log().warning("step_put_off", problem=str(error))
            outcome = Outcome("wait", self._trouble)
        except Exception as error:
            event_log().error("step_broke", exc_info=error)
            outcome = Outcome("wait", self._trouble)
        finally:
            self._inside -= 1
        return outcome.kind, outcome.seconds

    async def drain(self, seconds: float) -> bool:
        """Let no step begin any more, and wait for those under way; whether all of them ended."""
        self._closed = True
        for _ in range(int(seconds * 20)):
            if not self._inside:
                return True
            await asyncio.sleep(0.05)
        return not self._inside

    async def end(self) -> None:
        """Cut the flows short where they are; the queue's record says that they are not finished."""
        flows = list(self._flows)
        for task in flows:
            task.cancel()
        await asyncio.wait(flows, timeout=5.0) if flows else None


def register(deliverer: Deliverer, intake: Intake | None, under_way: UnderWay) -> None:
    """Make the flows known to the queue, which must not have been started."""
    _register_digest(deliverer, under_way)
    if intake:
        _register_item(intake, under_way)


def _register_item(intake: Intake, under_way: UnderWay) -> None:
    @DBOS.step(name="ingest")
    async def ingest(item_id: str) -> Told:
        return await under_way.step(intake.ingest(item_id))

    @DBOS.workflow(name=ITEM, max_recovery_attempts=None)
    async def item(item_id: str) -> str:
        with under_way.flow(item_id):
            kind = "wait"
            while kind == "wait":
                kind = await _rested(await ingest(item_id))
            return kind


def _register_digest(deliverer: Deliverer, under_way: UnderWay) -> None:

    @DBOS.step(name="compose")
    async def compose(key: str, last_try: bool) -> Told:
        return await under_way.step(deliverer.compose(key, last_try=last_try))

    @DBOS.step(name="post")
    async def post(key: str) -> Told:
        return await under_way.step(deliverer.attempt(key))

    @DBOS.step(name="tell_refusal")
    async def tell_refusal(key: str) -> Told:
        return await under_way.step(deliverer.tell_refusal(key))

    @DBOS.workflow(name=DIGEST, max_recovery_attempts=None)
    async def digest(key: str) -> str:
        with under_way.flow(key):
            kind, tries = "wait", 0
            while kind == "wait":
                tries += 1
                kind = await _rested(await compose(key, tries >= TRIES))
            while kind in {"go_on", "wait"}:
                kind = await _rested(await post(key))
            while kind in {"refused", "wait"}:
                kind = await _rested(await tell_refusal(key))
            return kind


async def _rested(told: Told) -> str:
    """The kind of an outcome, after the wait that it asks for."""
    kind, seconds = told
    if kind == "wait" and seconds > 0:
        await DBOS.sleep_async(seconds)
    return kind
