"""Posting exactly once, whatever the platform answers and whoever else is at it."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import ModelError
from bot.model import Delivered
from bot.store.deliveries import Ledger
from bot.store.due import Schedules
from bot.store.durable import Durable
from bot.work.deliver import DONE, GO_ON, REFUSED, Deliverer
from tests.work.scripted import Channel, Composer, channel, dropped, gone, put_schedule, slow_down

Make = Callable[..., Deliverer]
SOON = datetime.now(UTC)


@pytest.fixture
def chat() -> Channel:
    return Channel()


@pytest.fixture
def make(ledger: Ledger, durable: Durable, chat: Channel) -> Make:
    def made(node: str = "n1", composer: Composer | None = None, patience: float = 5.0) -> Deliverer:
        platforms = {"slack": chat}
        composer = composer or Composer()
        return Deliverer(ledger, Schedules(durable), composer, platforms, node, patience, settle=0.1)

    return made


@pytest.fixture
async def key(ledger: Ledger, durable: Durable) -> str:
    """An open delivery of the schedule s1."""
    await put_schedule(durable, "s1", where="c1")
    await ledger.open("k", "s1", channel(), SOON, SOON)
    return "k"


async def row(ledger: Ledger, key: str) -> Delivered:
    found = await ledger.get(key)
    assert found
    return found


async def test_what_is_due_is_composed_and_posted(
    make: Make, ledger: Ledger, chat: Channel, key: str
) -> None:
    one = make()
    assert await one.compose(key) == GO_ON
    assert await one.attempt(key) == DONE
    assert chat.messages == {"m1": "k"}
    assert (await row(ledger, key)).state == "sent"
    assert await one.compose(key) == DONE
    assert await one.attempt(key) == DONE
    assert chat.messages == {"m1": "k"}
    assert chat.looks == 0


async def test_without_news_nothing_is_posted(make: Make, ledger: Ledger, chat: Channel, key: str) -> None:
    assert await make(composer=Composer(stories=0)).compose(key) == DONE
    found = await row(ledger, key)
    assert (found.state, found.problem, chat.messages) == ("skipped", "nothing new", {})


async def test_a_channel_that_wants_it_is_told_that_there_is_no_news(
    make: Make, ledger: Ledger, durable: Durable, chat: Channel
) -> None:
    await put_schedule(durable, "s2", when_empty="say", where="c1")
    await ledger.open("k", "s2", channel(), SOON, SOON)
    one = make(composer=Composer(stories=0))
    assert await one.compose("k") == GO_ON
    await one.attempt("k")
    assert chat.messages == {"m1": "k"}


@pytest.mark.parametrize("stands", [True, False])
async def test_after_a_lost_connection_it_looks_before_it_posts_again(
    make: Make, ledger: Ledger, chat: Channel, key: str, stands: bool
) -> None:
    chat.answers, chat.taken = [dropped()], [stands]
    one = make()
    await one.compose(key)
    waiting = await one.attempt(key)
    assert waiting.kind == "wait"
    assert waiting.seconds >= 0.1
    assert (await row(ledger, key)).problem == "the connection was lost"
    assert await make("n2").attempt(key) == DONE
    assert list(chat.messages.values()) == ["k"]
    assert chat.looks == 1


async def test_too_many_requests_waits_as_long_as_asked_and_need_not_look(
    make: Make, chat: Channel, key: str
) -> None:
    chat.answers = [slow_down(7.5)]
    one = make()
    await one.compose(key)
    assert (await one.attempt(key)).seconds == 7.5
    assert await one.attempt(key) == DONE
    assert chat.looks == 0


async def test_too_many_requests_does_not_make_an_uncertain_post_certain(
    make: Make, chat: Channel, key: str
) -> None:
    chat.answers, chat.taken = [dropped(), slow_down()], [False, False]
    one = make()
    await one.compose(key)
    for _ in range(3):
        await one.attempt(key)
    assert chat.looks == 2
    assert list(chat.messages.values()) == ["k"]


async def test_a_fault_of_an_adapter_counts_as_uncertain(
    make: Make, ledger: Ledger, chat: Channel, key: str
) -> None:
    chat.answers, chat.taken = [KeyError("x")], [True]
    one = make()
    await one.compose(key)
    assert (await one.attempt(key)).kind == "wait"
    assert await one.attempt(key) == DONE
    assert list(chat.messages.values()) == ["k"]


async def test_a_channel_that_is_gone_pauses_the_schedule_and_its_owner_is_told_once(
    make: Make, ledger: Ledger, durable: Durable, chat: Channel, key: str
) -> None:
    chat.answers = [gone()]
    one = make()
    await one.compose(key)
    assert await one.attempt(key) == REFUSED
    assert await make("n2").attempt(key) == DONE
    await one.tell_refusal(key)
    found, schedule = await row(ledger, key), await Schedules(durable).get("s1")
    assert (found.state, found.problem) == ("failed", "the channel is gone")
    assert schedule
    assert (schedule.paused, schedule.next_fire) == (True, None)
    [(notice, _)] = chat.notices
    assert (notice.kind, notice.person, notice.subject) == ("channel_refused", "U1", "s1")


@pytest.mark.parametrize(("failures", "told"), [(2, 1), (3, 0)])
async def test_who_cannot_be_told_of_a_refusal_at_once_is_tried_three_times(
    make: Make, durable: Durable, chat: Channel, key: str, failures: int, told: int
) -> None:
    chat.answers = [gone()]
    chat.unreachable = [slow_down() for _ in range(failures)]
    one = make()
    await one.compose(key)
    await one.attempt(key)
    assert await one.tell_refusal(key) == DONE
    assert (len(chat.notices), chat.unreachable) == (told, [])
    schedule = await Schedules(durable).get("s1")
    assert schedule
    assert schedule.paused  # also where nobody could be told


async def test_two_nodes_that_post_at_the_same_time_leave_one_message(
    make: Make, ledger: Ledger, chat: Channel, key: str
) -> None:
    """Both have looked and found nothing; the second to record takes its own back."""
    meet = asyncio.Barrier(2)

    async def together() -> None:
        await meet.wait()

    chat.before = together
    one, two = make("n1"), make("n2")
    await one.compose(key)
    assert await asyncio.gather(one.attempt(key), two.attempt(key)) == [DONE, DONE]
    found = await row(ledger, key)
    assert list(chat.messages) == [found.message_id]


async def test_who_stood_still_before_its_post_looks_again(make: Make, chat: Channel, key: str) -> None:
    one = make(patience=0.0)
    await one.compose(key)
    assert (await one.attempt(key)).kind == "wait"
    assert chat.messages == {}
    assert await make("n2").attempt(key) == DONE
    assert await one.attempt(key) == DONE
    assert list(chat.messages.values()) == ["k"]


async def test_who_was_overtaken_in_a_call_of_unknown_outcome_takes_back_what_it_left(
    make: Make, ledger: Ledger, chat: Channel, key: str
) -> None:
    """It froze inside its call; when it woke up, the call went out and timed out at once."""
    one, two = make("n1"), make("n2")
    await one.compose(key)

    async def meanwhile() -> None:
        chat.before = None
        await two.attempt(key)
        chat.answers, chat.taken = [dropped()], [True]

    chat.before = meanwhile
    assert await one.attempt(key) == DONE
    found = await row(ledger, key)
    assert list(chat.messages) == [found.message_id] == ["m1"]


async def test_what_a_platform_never_takes_is_given_up(
    make: Make, ledger: Ledger, durable: Durable, chat: Channel
) -> None:
    await put_schedule(durable, "s1", where="c1")
    await ledger.open("k", "s1", channel(), SOON - timedelta(hours=13), SOON)
    chat.answers = [dropped()]
    one = make()
    await one.compose("k")
    assert await one.attempt("k") == DONE
    found = await row(ledger, "k")
    assert found.state == "failed"
    assert found.problem == "given up after 12 hours: the connection was lost"


async def test_what_cannot_be_composed_is_tried_again_and_then_said(
    make: Make, ledger: Ledger, key: str
) -> None:
    failures: list[Exception] = [ModelError("no model"), ModelError("no model")]
    one = make(composer=Composer(failures=failures))
    assert (await one.compose(key)).kind == "wait"
    assert await one.compose(key, last_try=True) == DONE
    found = await row(ledger, key)
    assert (found.state, found.problem) == ("failed", "could not be composed: no model")


async def test_a_schedule_that_was_deleted_or_paused_meanwhile_posts_nothing(
    make: Make, ledger: Ledger, durable: Durable
) -> None:
    await ledger.open("k", "nobody", channel(), SOON, SOON)
    assert await make().compose("k") == DONE
    assert (await row(ledger, "k")).problem == "the schedule was deleted"
    await put_schedule(durable, "s1", where="c1")
    await Schedules(durable).stop("s1")
    timed = f"s1/{SOON:%Y%m%dT%H%M%SZ}"
    await ledger.open(timed, "s1", channel(), SOON, SOON)
    assert await make().compose(timed) == DONE
    assert (await row(ledger, timed)).problem == "the schedule was paused"
    await ledger.open("s1/now/1", "s1", channel(), SOON, SOON)  # asked for by a person
    assert await make().compose("s1/now/1") == GO_ON


async def test_a_platform_that_is_not_set_up_here_waits_for_a_node_that_has_it(
    ledger: Ledger, durable: Durable, make: Make, chat: Channel, key: str
) -> None:
    bare = Deliverer(ledger, Schedules(durable), Composer(), {}, "bare", 5.0)
    await bare.compose(key)
    assert (await bare.attempt(key)).kind == "wait"
    assert (await row(ledger, key)).problem == "slack is not configured on bare"
    assert await make().attempt(key) == DONE
    assert chat.looks == 0
