"""The durable queue: all that is DBOS's stands here and in flows.py, and its private parts only here.

It lives in the tables of the same database, so that what is due and what is enqueued are one
transaction. What it loses, the sweep of the ledger brings back.
"""

import asyncio
import logging
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

from dbos import (
    DBOS,
    DBOSClient,
    DBOSConfig,
    DBOSPortableJSONSerializer,
    EnqueueOptions,
    WorkflowStatus,
    _workflow_commands,
)
from dbos._logger import dbos_logger
from sqlalchemy import Connection

from bot.log import event_log
from bot.store.dialects import insert
from bot.store.durable import Durable

NAME = "briefwire"
VERSION = "1"
"""What the queue calls this program's version: raised only when a flow is changed so that one that
was begun by the older program could not go on."""

DIGESTS, ITEMS = "digests", "items"
THREADS = 16
UNUSED = 60.0
BATCH = 500


class Queue:
    """Workflows of this process, which is `node` among others; nothing runs before `start`."""

    def __init__(self, durable: Durable, node: str) -> None:
        self._durable = durable
        self._node = node
        self._engine = durable.queue_engine()
        self._threads = ThreadPoolExecutor(4, thread_name_prefix="queue")
        self._client: DBOSClient | None = None

    async def start(self, concurrency: dict[str, int], polling: float) -> None:
        """Run what is in the queue, from now on; flows must be registered before."""
        log_through_structlog()
        library = DBOS(config=_config(self._engine, self._node))
        # Its own queue, which nothing of ours is put into, is looked at once a second otherwise.
        library._registry.get_internal_queue()._polling_interval_sec = UNUSED
        # Our flows have no deadlines and none begins later: it looks as often, a third of the cost at rest.
        _workflow_commands._BACKGROUND_JOBS_INTERVAL_SEC = UNUSED
        DBOS.launch()  # on the loop's own thread, so that flows run on this loop
        self._client = DBOSClient(
            system_database_engine=self._engine,
            application_name=NAME,
            serializer=DBOSPortableJSONSerializer(),
        )
        for name, limit in concurrency.items():
            await DBOS.register_queue_async(name, worker_concurrency=limit, polling_interval_sec=polling)

    def put(self, conn: Connection, queue: str, workflow: str, wanted: Mapping[str, str]) -> None:
        """Enqueue in the caller's transaction, each id with its argument; an id used before changes nothing.

        In two statements for all of them: one call of the library each would be two trips to the server.
        """
        assert self._client, "the queue was not started"
        rows = [self._described(queue, workflow, each, argument) for each, argument in wanted.items()]
        if not rows:
            return
        own = self._client._sys_db
        own._apply_caller_schema(conn)
        inputs = [{"workflow_uuid": row["workflow_uuid"], "inputs": row.pop("inputs")} for row in rows]
        for table, values in ((own.tables.workflow_status, rows), (own.tables.workflow_input, inputs)):
            conn.execute(insert(conn, table).on_conflict_do_nothing(), values)

    def _described(self, queue: str, workflow: str, workflow_id: str, argument: str) -> dict[str, Any]:
        """The columns of a waiting workflow that are not left to their defaults."""
        assert self._client
        options: EnqueueOptions = {
            "queue_name": queue,
            "workflow_name": workflow,
            "workflow_id": workflow_id,
            "app_version": VERSION,
        }
        _, status = self._client._build_enqueue_status(options, argument)
        row = {name: value for name, value in status.items() if value is not None}
        row["application_version"] = row.pop("app_version")
        return row

    async def take_over(self, nodes: Sequence[str]) -> int:
        """Put what dead nodes had begun back into the queue; how much of it there was.

        What a live node has taken up meanwhile stays where it is.
        """
        if not nodes:
            return 0
        handles = await self._off_loop(DBOS._recover_pending_workflows, list(nodes))
        return len(handles)

    async def running_at(self, node: str) -> bool:
        """Whether something is still marked as being done by that node."""
        return bool(await self._list(status="PENDING", executor_id=node, limit=1))

    async def lost(self, workflow_ids: Sequence[str], others: Collection[str]) -> dict[str, str | None]:
        """Which of these neither wait in the queue nor are being done by one of the `others`.

        Each with its state there (None: there is no record); those of this node are among them.
        """
        known = {found.workflow_id: found for found in await self._list(workflow_ids=list(workflow_ids))}
        return {
            each: known[each].status if each in known else None
            for each in workflow_ids
            if _is_lost(known.get(each), others)
        }

    async def revive(self, queue: str, workflow: str, lost: Mapping[str, str | None]) -> None:
        """Run these again, each of which was found to be lost in the state given."""
        begun = [each for each, state in lost.items() if state == "PENDING"]
        ended = [each for each, state in lost.items() if state not in {None, "PENDING"}]
        if begun:
            await self._off_loop(DBOS.resume_workflows, begun, queue_name=queue)
        if ended:
            await self._off_loop(DBOS.delete_workflows, ended)
        others = {each: each for each in lost if each not in begun}
        await self._durable.run(self.put, queue, workflow, others)

    async def collect_garbage(self, age: timedelta) -> int:
        """Delete what was finished longer ago; how much."""
        before, gone = (datetime.now(UTC) - age).isoformat(), 0
        ended = ["SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]
        while found := await self._list(status=ended, completed_before=before, limit=BATCH):
            await self._off_loop(DBOS.delete_workflows, [each.workflow_id for each in found])
            gone += len(found)
        return gone

    async def stop(self) -> None:
        """Begin nothing more, and let go; what is under way stays this node's until it is taken over."""
        loop = asyncio.get_running_loop()
        await self._off_loop(DBOS.destroy, destroy_registry=True)
        loop.set_default_executor(ThreadPoolExecutor(thread_name_prefix="after"))  # its own is gone
        if self._client:
            self._client.destroy()
        self._threads.shutdown()
        self._engine.dispose()

    async def _list(self, **wanted: Any) -> list[WorkflowStatus]:
        found: list[WorkflowStatus] = await self._off_loop(
            DBOS.list_workflows, application_name=NAME, load_input=False, load_output=False, **wanted
        )
        return found

    async def _off_loop(self, call: Any, *arguments: Any, **named: Any) -> Any:
        def work() -> Any:
            return call(*arguments, **named)

        return await asyncio.get_running_loop().run_in_executor(self._threads, work)


def _is_lost(found: WorkflowStatus | None, others: Collection[str]) -> bool:
    if found is None or found.status not in {"ENQUEUED", "DELAYED", "PENDING"}:
        return True
    return found.status == "PENDING" and found.executor_id not in others


def _config(engine: Any, node: str) -> DBOSConfig:
    return {
        "name": NAME,
        "system_database_engine": engine,
        "serializer": DBOSPortableJSONSerializer(),  # the default is pickle: who writes rows would run code
        "application_version": VERSION,
        "executor_id": node,
        "log_level": "WARNING",
        "enable_otlp": False,
        "max_executor_threads": THREADS,
        "use_listen_notify": False,
        "scheduler_polling_interval_sec": 3600.0,
    }


class _ToStructlog(logging.Handler):
    """Hands a library's log records on: the event and what raised it, never its parameters."""

    def emit(self, record: logging.LogRecord) -> None:
        """Log the record's message under this program's own form."""
        says = record.getMessage().split("\n")[0][:300]
        log = event_log()
        ours = says.startswith("Asyncio task cancelled")  # we end flows so when the process ends
        getattr(log, "debug" if ours else record.levelname.lower(), log.warning)("queue", says=says)


def log_through_structlog() -> None:
    """Have the queue's library log as everything else does; its own handler is not put in then."""
    if not any(isinstance(handler, _ToStructlog) for handler in dbos_logger.handlers):
        dbos_logger.handlers[:] = [_ToStructlog()]
        dbos_logger.propagate = False
