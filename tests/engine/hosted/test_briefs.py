"""A hosted model's briefs: sentences and five Ws, borne out or left to the embedded engine."""

from collections.abc import Callable
from itertools import pairwise

import pytest

from bot.app import Desk
from bot.config import Settings
from bot.engine.hosted.briefs import OVERLAP, merged, windows_of
from bot.engine.hosted.holding import Held
from bot.model import Evidence
from tests.engine.hosted.conftest import HARBOUR, article
from tests.engine.hosted.server import Says, Server, brief

KILLED = (
    "Three people were killed when a ferry struck a pier in Marlow Bay, police said.",
    "Three people were killed",
)
DIVERS = ("Ostmark offered to send divers.", "Ostmark offered to send divers to help with the search.")
ACCUSED = (
    "Estavia was accused by Norland of ignoring warnings.",
    "Norland accused Estavia of ignoring warnings",
)
FIVE_W = {"who": "a ferry", "what": "struck a pier", "when": "on Tuesday", "where": "in Marlow Bay"}


async def test_summary_and_five_w_are_the_models_and_the_rest_the_embedded_engines(
    server: Server, desk: Desk
) -> None:
    server.say(Says(brief(KILLED, DIVERS, ACCUSED, **FIVE_W)))
    made = await desk.brief(article())
    assert [each.text for each in made.summary] == [KILLED[0], DIVERS[0], ACCUSED[0]]
    assert made.engine.name == "hosted"
    assert "embedded" in (made.engine.note or "")
    who, where = made.five_w.who, made.five_w.where
    assert who is not None
    assert where is not None
    assert (who.text, where.text) == ("a ferry", "in Marlow Bay")
    assert made.actors
    assert made.quotes
    for statement in (*made.summary, who, where):
        assert all(HARBOUR[e.start : e.end] == e.quote for e in statement.evidence)


async def test_a_brief_is_written_once(server: Server, desk: Desk) -> None:
    server.say(Says(brief(KILLED, DIVERS, **FIVE_W)))
    assert await desk.brief(article()) == await desk.brief(article())
    assert len(server.asked) == 1


async def test_what_is_read_for_nobody_costs_nothing(server: Server, desk: Desk) -> None:
    made = await desk.brief(article(), None)
    assert made.engine.name == "embedded"
    assert not server.asked


async def test_what_fell_is_asked_for_again_and_then_left_out(server: Server, desk: Desk) -> None:
    wrong = ("Norland offered to send divers.", DIVERS[1])
    server.say(Says(brief(KILLED, wrong, ACCUSED, **FIVE_W)), Says(brief(KILLED, DIVERS, wrong, **FIVE_W)))
    made = await desk.brief(article())
    assert [each.text for each in made.summary] == [KILLED[0], DIVERS[0]]
    assert "the source says “Ostmark offered”" in server.asked[1]["messages"][-1]["content"]
    assert len(server.asked) == 2


async def test_five_w_that_the_article_does_not_have_are_the_embedded_engines(
    server: Server, desk: Desk
) -> None:
    embedded = await desk.brief(article(), None)
    slots = {
        "who": "Lena Harrow",
        "what": "struck a pier",
        "when": "on Friday",
        "why": "the captain was drunk",
    }
    server.say(Says(brief(KILLED, DIVERS, **slots)))
    made = await desk.brief(article())
    assert made.engine.name == "hosted"
    assert made.five_w == embedded.five_w


@pytest.mark.parametrize(
    ("says", "word"),
    [
        (Says(status=503), "status 503"),
        (Says(brief(("Nine people died.", "Three people were killed"))), "did not stand up"),
        (Says("{"), "did not stand up"),
        (Says("", refusal="no"), "refused"),
    ],
)
async def test_where_nothing_holds_the_brief_is_the_embedded_engines_with_a_word(
    server: Server, desk: Desk, says: Says, word: str
) -> None:
    server.say(says)
    made = await desk.brief(article())
    assert made.engine.name == "embedded"
    assert word in (made.engine.note or "")
    embedded = await desk.brief(article(), None)
    assert made.summary == embedded.summary


async def test_a_long_article_is_read_in_windows(server: Server, settings: Callable[..., Settings]) -> None:
    filler = "The harbour office repaired the fence by the old mill on Monday, and painted its gate. " * 6
    text = (
        f"{HARBOUR}\n\n"
        + "\n\n".join([filler.strip()] * 10)
        + "\n\nThe mayor thanked the crew of the tug Anna."
    )
    late = ("The mayor thanked the crew of the tug Anna.",) * 2
    server.say(
        Says(brief(KILLED, DIVERS)), Says(brief()), Says(brief()), Says(brief(late)), Says(brief(late))
    )
    async with Desk(settings(max_input_tokens=2000)) as desk:
        made = await desk.brief(article(text))
    shown = [asked["messages"][-1]["content"] for asked in server.asked]
    assert len(shown) > 1
    assert made.engine.name == "hosted"
    assert made.summary[0].text == KILLED[0]


def test_windows_overlap_and_cover_the_text() -> None:
    whole = article("\n\n".join(f"Paragraph {n} says something of its own. " * 8 for n in range(30)).strip())
    windows = windows_of(whole, 3000)
    assert len(windows) == 4
    assert windows[0].start == 0
    for before, after in pairwise(windows):
        assert before.end - OVERLAP <= after.start < before.end
        assert after.end > before.end
    assert windows_of(whole, 100_000)[0].end == len(whole.text)


def test_windows_are_merged_in_turn_without_saying_a_thing_twice() -> None:
    def held(name: str, start: int) -> Held:
        return Held(name, (Evidence(article_id="a", quote="x", start=start, end=start + 1),), 0.9)

    first = [held("a", 0), held("b", 1), held("c", 2), held("d", 3)]
    second = [held("b again", 1), held("e", 4)]
    assert [each.text for each in merged([first, second])] == ["a", "c", "d", "b again", "e"]
    assert merged([]) == ()
