"""Pictures of what Slack shows, made from the very blocks by a real browser, into docs/img.

    python benchmarks/slack_looks.py [--browser chromium]

Only the frame around the blocks is ours: Slack's own client is not needed, and no workspace. The articles are
the seeds. A picture shows what stands where; fonts and colours are the browser's.
"""

import argparse
import asyncio
import io
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.slack_html import WIDTH, drawn  # noqa: E402
from bot.app import Desk  # noqa: E402
from bot.chat.pictures import timeline_picture  # noqa: E402
from bot.chat.slack.answer_blocks import answer_blocks  # noqa: E402
from bot.chat.slack.brief_blocks import brief_blocks, closer_blocks  # noqa: E402
from bot.chat.slack.digest_blocks import digest_blocks  # noqa: E402
from bot.chat.slack.digest_windows import digest_window  # noqa: E402
from bot.chat.slack.home import Home, home_view  # noqa: E402
from bot.chat.slack.modals import Meta  # noqa: E402
from bot.chat.slack.rich import picture  # noqa: E402
from bot.config import default_settings  # noqa: E402
from bot.model import (  # noqa: E402
    Brief,
    Delivered,
    Destination,
    Difference,
    Digest,
    Plan,
    Report,
    Schedule,
    Side,
    Story,
    Timing,
)
from bot.resources import resource  # noqa: E402

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
PLACE = Destination(platform="slack", workspace="T1", channel="news-desk")


async def looks(desk: Desk) -> dict[str, str]:
    """The pages of the main looks, by the names of their pictures."""
    articles = [
        await desk.read(str(resource(f"seeds/{name}.md")))
        for name in ("pakistan-iran-strikes", "port-fire-courier", "port-fire-agency", "quake-later")
    ]
    strikes = await desk.brief(articles[0])
    sources = {article.id: article for article in articles}
    asked = {
        "answer": (await desk.ask("Who offered mediation?", articles[:1]), "Who offered mediation?"),
        "not-stated": (
            await desk.ask("How much did the strikes cost?", articles[:1]),
            "How much did the strikes cost?",
        ),
        "conflicting": (
            await desk.ask("How many people were injured in the Estrava port fire?", articles[1:3]),
            "How many people were injured in the Estrava port fire?",
        ),
    }
    pages = {
        name: drawn(answer_blocks(answers, sources, "s", question=question))
        for name, (answers, question) in asked.items()
    }
    pages["brief"] = drawn(brief_blocks(strikes, shareable=True))
    drawing = timeline_picture(strikes)
    if drawing:
        timeline = [picture("F1", drawing.alt), *closer_blocks(strikes, "timeline")]
        pages["timeline"] = drawn(timeline, "Timeline", {"F1": drawing.png})
    briefs = [await desk.brief(article) for article in articles[:3]]
    pages["digest"] = drawn(digest_blocks(a_digest(briefs)))
    pages["home"] = drawn(home_view(a_home())["blocks"], "Home")
    pages["new-digest"] = drawn(digest_window(Meta(), "Europe/Berlin", [])["blocks"], "New digest")
    return pages


def a_digest(briefs: Sequence[Brief]) -> Digest:
    """A digest that tells of the seeds; the last two report one fire, and differ."""
    first, *fire = briefs
    injured = [
        next(each for each in brief.figures if each.counted and "injured" in each.counted) for brief in fire
    ]
    sides = tuple(
        Side(outlets=(brief.article.site or "",), text=f"{figure.value:g} injured", evidence=figure.evidence)
        for brief, figure in zip(fire, injured, strict=True)
    )
    difference = Difference(about="how many were injured", sides=sides)
    stories = (
        _story([first]),
        _story(fire).model_copy(update={"differences": (difference,), "is_update": True}),
    )
    return Digest(
        key="k",
        schedule_id="s1",
        name="Morning news",
        destination=PLACE,
        due_at=NOW,
        since=NOW - timedelta(days=1),
        stories=stories,
        more=4,
    )


def _story(briefs: Sequence[Brief]) -> Story:
    reports = tuple(
        Report(
            article_id=brief.article.id,
            item_id=brief.article.id,
            outlet=brief.article.site or "",
            title=brief.headline,
            url=brief.article.canonical_url,
        )
        for brief in briefs
    )
    first = briefs[0]
    return Story(
        id=first.article.id,
        headline=first.headline,
        statements=first.summary[:2],
        reports=reports,
        independent=len(briefs),
    )


def a_home() -> Home:
    """A Home with a digest and a post."""
    timing = Timing(times=("08:00",), days=("mon", "tue", "wed", "thu", "fri"), zone="Europe/Berlin")
    schedule = Schedule(
        id="s1",
        destination=PLACE,
        plan=Plan(name="Morning news", timing=timing),
        created_at=NOW,
        next_fire=NOW + timedelta(days=1),
    )
    posts = [
        Delivered(
            key="k", schedule_id="s1", destination=PLACE, state="sent", due_at=NOW, attempts=1, sent_at=NOW
        )
    ]
    return Home([schedule], [], posts, {"s1": "Morning news"})


def photograph(page: str, browser: str, target: Path) -> None:
    """The page as a PNG of few colours, cut to what is on it."""
    with tempfile.TemporaryDirectory() as folder:
        source, shot = Path(folder) / "page.html", Path(folder) / "page.png"
        source.write_text(page, encoding="utf-8")
        subprocess.run(
            [
                browser,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                f"--window-size={WIDTH},2400",
                f"--screenshot={shot}",
                source.as_uri(),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
        image = Image.open(io.BytesIO(shot.read_bytes())).convert("RGB")
    height = _inked(image)
    image.crop((0, 0, WIDTH, height)).quantize(32).save(target, optimize=True)


def _inked(image: Image.Image) -> int:
    """Down to where something stands."""
    from PIL import ImageChops

    box = ImageChops.difference(image, Image.new("RGB", image.size, "#fff")).getbbox()
    return min((box[3] if box else 0) + 14, image.height)


async def main() -> None:
    """Make all of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--browser", default="chromium")
    browser = parser.parse_args().browser
    with tempfile.TemporaryDirectory() as place:
        async with Desk(default_settings(database_url=f"sqlite+aiosqlite:///{place}/looks.db")) as desk:
            pages = await looks(desk)
    folder = ROOT / "docs" / "img"
    folder.mkdir(exist_ok=True)
    for name, page in pages.items():
        photograph(page, browser, folder / f"slack-{name}.png")
        print(f"docs/img/slack-{name}.png")


if __name__ == "__main__":
    asyncio.run(main())
