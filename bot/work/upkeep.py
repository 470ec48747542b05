"""What one node does for all: alerts, notices to owners of feeds, and deleting what is too old."""

from datetime import UTC, datetime, timedelta

from bot.config import RetentionSettings
from bot.log import event_log
from bot.ports import Composer
from bot.store.deliveries import Ledger
from bot.work.deliver import Deliverer
from bot.work.intake import Feeds

PORTION = 1000  # rows deleted in one transaction, so that others get their turn


class Upkeep:
    """Jobs that are right however many nodes do them, and are done by one to spare the others."""

    def __init__(
        self,
        ledger: Ledger,
        deliverer: Deliverer,
        composer: Composer,
        feeds: Feeds | None,
        retention: RetentionSettings,
    ) -> None:
        self._ledger = ledger
        self._deliverer = deliverer
        self._composer = composer
        self._feeds = feeds
        self._retention = retention
        self._notices: set[str] = set()

    async def alert(self) -> None:
        """Open a delivery for each breaking story; where the channel is busy, at the next look."""
        now = datetime.now(UTC)
        for digest in await self._composer.alerts_due(now):
            await self._ledger.open(digest.key, digest.schedule_id, digest.destination, now, now, digest)

    async def tell(self) -> None:
        """Tell owners of feeds what has become of them, once; who could not be reached, at the next look."""
        if self._feeds is None:
            return
        due: dict[str, list[str]] = {}
        for feed_id, key, notice in await self._feeds.notices():
            due.setdefault(feed_id, []).append(key)
            if key not in self._notices and await self._deliverer.notify(notice, key):
                self._notices.add(key)
        for feed_id, keys in due.items():
            if self._notices.issuperset(keys):
                await self._feeds.told(feed_id)
                self._notices.difference_update(keys)

    async def forget(self) -> None:
        """Delete what is older than the settings keep it."""
        now = datetime.now(UTC)
        before, rows = now - timedelta(days=self._retention.deliveries_days), 0
        while gone := await self._ledger.forget(before, PORTION):
            rows += gone
        items = 0
        if self._feeds:
            items = await self._feeds.forget_items(now - timedelta(days=self._retention.items_days))
        event_log().info("forgotten", deliveries=rows, items=items)
