"""Pictures: drawn off the loop, uploaded, shown with their words; without them the blocks say the same."""

import io

from PIL import Image

from bot.chat.pictures import Picture, said_picture, timeline_picture
from bot.model import Brief, Quote, TimelineEntry
from tests.chat.slack.conftest import Start
from tests.chat.slack.newsroom import ADDRESS, article, brief_of
from tests.chat.slack.people import Line, Person
from tests.chat.slack.slack_server import JSON, Refusal, SlackServer
from tests.chat.slack.validators import words

FIRE = brief_of(article())


def is_drawn(picture: Picture | None) -> bool:
    """Whether there is a picture with ink on paper."""
    assert picture
    image = Image.open(io.BytesIO(picture.png))
    darkest, lightest = image.convert("L").getextrema()
    return image.width == 1200 and darkest < 80 and lightest == 255


def test_a_timeline_and_a_card_of_quotations_are_drawn_and_told() -> None:
    assert is_drawn(timeline_picture(FIRE))
    assert is_drawn(said_picture(FIRE))
    picture = said_picture(FIRE)
    assert picture
    assert picture.alt.startswith("Who said what in “Fire in the port”. Ana Sark: “We had it under control")


def test_markup_in_words_is_drawn_as_it_stands() -> None:
    entries = tuple(
        TimelineEntry(date="2026", precision="year", event=event, evidence=FIRE.timeline[0].evidence)
        for event in ("it cost $5 and then $6", "\\frac{1}{2} <b>", "x" * 500, "", "\x1b[31m 1\u202e2")
    )
    assert is_drawn(
        timeline_picture(FIRE.model_copy(update={"timeline": entries, "headline": "$a_b$ " * 60}))
    )


def test_what_tells_no_more_than_text_is_not_drawn() -> None:
    assert timeline_picture(FIRE.model_copy(update={"timeline": FIRE.timeline[:1]})) is None
    assert said_picture(FIRE.model_copy(update={"quotes": ()})) is None


def test_what_the_font_cannot_write_is_not_drawn() -> None:
    quotes = tuple(
        Quote(words="你好世界今天天气很好", speaker="某人", direct=True, evidence=FIRE.quotes[0].evidence)
        for _ in "ab"
    )
    assert said_picture(FIRE.model_copy(update={"quotes": quotes})) is None


def test_many_lines_stay_on_a_sheet_of_bounded_height() -> None:
    many: Brief = FIRE.model_copy(update={"timeline": FIRE.timeline * 40, "quotes": FIRE.quotes * 40})
    for picture in (timeline_picture(many), said_picture(many)):
        assert picture
        assert Image.open(io.BytesIO(picture.png)).height < 2000


def image_of(slack: SlackServer) -> list[JSON]:
    view = slack.views[list(slack.views)[-1]]
    return [block for block in view["blocks"] if block["type"] == "image"]


async def test_a_look_gets_its_picture_with_alternative_text(slack: SlackServer, start: Start) -> None:
    ana = Person(Line(slack, await start("socket", pictures=True)))
    await ana.command("/brief", ADDRESS)
    await ana.clicks("brief:timeline", FIRE.article.id)
    [image] = image_of(slack)
    assert image["alt_text"].startswith("Timeline of “Fire in the port”")
    assert slack.files[image["slack_file"]["id"]].startswith(b"\x89PNG")


async def test_a_picture_that_is_not_ready_yet_is_shown_a_moment_later(
    slack: SlackServer, start: Start
) -> None:
    ana = Person(Line(slack, await start("socket", pictures=True)))
    await ana.command("/brief", ADDRESS)
    not_ready = Refusal("invalid_arguments")
    for refusals, shown in ((1, 1), (3, 0)):
        slack.refuse("views.update", Refusal(passes=True), *[not_ready] * refusals)
        await ana.clicks("brief:timeline", FIRE.article.id)
        assert len(image_of(slack)) == shown
        assert "under control" in words(slack.views[list(slack.views)[-1]]["blocks"])


async def test_where_slack_takes_no_picture_the_words_stand_alone(slack: SlackServer, start: Start) -> None:
    ana = Person(Line(slack, await start("socket", pictures=True)))
    await ana.command("/brief", ADDRESS)
    slack.refuse("files.getUploadURLExternal", Refusal("missing_scope"))
    await ana.clicks("brief:said", FIRE.article.id)
    assert image_of(slack) == []
    assert "Ana Sark" in words(slack.views[list(slack.views)[-1]]["blocks"])
