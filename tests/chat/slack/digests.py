"""Digests for tests."""

from datetime import UTC, datetime

from bot.model import Destination, Difference, Digest, Report, Side, Statement, Story
from tests.chat.slack.newsroom import ADDRESS, TEXT, article, evidence

DUE = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


def place(channel: str = "C1", thread: str | None = None) -> Destination:
    return Destination(platform="slack", workspace="T1", channel=channel, thread=thread)


def story(number: int = 1, **more: object) -> Story:
    of = article()
    told = Statement(text="14 people were injured in the port.", evidence=evidence(of, TEXT.split("\n\n")[0]))
    report = Report(
        article_id=of.id,
        item_id=f"i{number}",
        outlet="Estrava Courier",
        title="Fire",
        url=ADDRESS,
        published_at=DUE,
    )
    return Story(
        id=f"st{number}",
        headline=f"Fire in the port {number}",
        statements=(told,),
        reports=(report,),
        independent=1,
    ).model_copy(update=more)


def differing() -> Story:
    of = article()
    sides = (
        Side(outlets=("Courier",), text="14 injured", evidence=evidence(of, "14 people were injured")),
        Side(outlets=("Agency", "Echo"), text="23 injured", evidence=evidence(of, "14 people")),
    )
    changed = Statement(text="injured 12 → 14", evidence=evidence(of, "14 people were injured"))
    return story(
        2,
        differences=(Difference(about="the injured", sides=sides),),
        changed=(changed,),
        is_update=True,
        independent=3,
    )


def digest(*stories: Story, channel: str = "C1", thread: str | None = None, **more: object) -> Digest:
    return Digest(
        key="k1",
        schedule_id="s1",
        name="Morning",
        destination=place(channel, thread),
        due_at=DUE,
        since=None,
        stories=stories or (story(),),
    ).model_copy(update=more)
