"""Questions on Discord: streamed, with the sentence, its link, and buttons that know what they speak of."""

import pytest

from bot.model import Scope
from tests.discord import samples
from tests.discord.conftest import House, Town, acknowledged_first, labels, problems_of_all, texts

PORT = "https://port.example/2026/11/port"


async def ask(town: Town, question: str = "Who offered to carry freight?", **options: object) -> object:
    return await town.ann.slash(town.news, "ask", question=question, **options)


@pytest.fixture
async def read(town: Town) -> None:
    await town.ann.slash(town.news, "brief", source=PORT)


@pytest.mark.usefixtures("read")
async def test_an_answer_has_its_sentence_its_link_and_buttons(town: Town) -> None:
    shown = await town.ann.slash(town.news, "ask", question="Who offered to carry freight?")
    said = texts(shown.response)
    assert "### Norvik" in said
    assert "> The ferry line Norvik offered to carry freight for free." in said
    assert f"(<{PORT}#:~:text=The%20ferry%20line%20Norvik,carry%20freight%20for%20free.>)" in said
    assert "68 % sure" in said
    assert labels(shown.response) == ["Sources", "Ask a follow-up", "👍", "👎"]
    assert acknowledged_first(town.env)
    assert problems_of_all(town.env) == []


@pytest.mark.usefixtures("read")
async def test_it_is_streamed_by_edits(town: Town) -> None:
    before = len(town.env.http_requests)
    await town.ann.slash(town.news, "ask", question="Who?")
    edits = [str(each.json) for each in town.env.http_requests[before:] if each.method == "PATCH"]
    assert "Looking for" in edits[0]
    assert "Reading 2 articles" in edits[1]
    assert "Norvik" in edits[2]


async def test_not_stated_and_conflicting_have_looks_of_their_own(town: Town, house: House) -> None:
    closest = samples.said(samples.port().article, "The cause was not known on Thursday.")[0]
    house.desk.answers = (samples.answer("not_stated", closest=closest),)
    shown = await town.ann.slash(town.news, "ask", question="What was the cause?")
    assert "Not stated" in texts(shown.response)
    assert "does not answer it" in texts(shown.response)
    both = (*samples.answer().evidence, closest)
    house.desk.answers = (samples.answer("conflicting", text="14 / 23", evidence=both),)
    shown = await town.ann.slash(town.news, "ask", question="How many?")
    assert "The sources disagree" in texts(shown.response)
    assert texts(shown.response).count("\n> ") + texts(shown.response).count("> ") >= 2


@pytest.mark.usefixtures("read")
async def test_about_is_completed_over_the_library_by_headline(town: Town, house: House) -> None:
    [choice] = await town.ann.autocomplete(town.news, "ask", "about", "port")
    assert choice["name"] == "Fire in the port: port"
    await town.ann.slash(town.news, "ask", question="Who?", about=choice["value"])
    assert house.desk.asked[-1][1] == (samples.port().article.id,)


@pytest.mark.usefixtures("read")
async def test_about_may_be_words_or_a_link(town: Town, house: House) -> None:
    await town.ann.slash(town.news, "ask", question="Who?", about="fire in the")
    assert house.desk.asked[-1][1] == (samples.port().article.id,)
    other = house.desk.offer(samples.port("other"))
    await town.ann.slash(town.news, "ask", question="Who?", about=other)
    assert house.desk.asked[-1][1] == (samples.port("other").article.id,)
    refused = await town.ann.slash(town.news, "ask", question="Who?", about="elections")
    assert "No article of that name" in texts(refused.response)


@pytest.mark.usefixtures("read")
async def test_the_ask_button_asks_about_its_article(town: Town, house: House) -> None:
    form = await town.chief.click(town.news.last_message, label="Ask…")
    assert form.modal
    shown = await town.chief.submit_modal(form, {"question": "Who helped?"})
    assert "Norvik" in texts(shown.response)
    assert house.desk.asked[-1][:2] == ("Who helped?", (samples.port().article.id,))


@pytest.mark.usefixtures("read")
async def test_a_form_that_was_open_during_a_restart_is_answered(town: Town, house: House) -> None:
    form = await town.chief.click(town.news.last_message, label="Ask…")
    await town.env.restart_bot(house.client())
    shown = await town.chief.submit_modal(form, {"question": "Who helped?"})
    assert "Norvik" in texts(shown.response)


@pytest.mark.usefixtures("read")
async def test_a_follow_up_knows_what_was_asked(town: Town, house: House) -> None:
    shown = await town.ann.slash(town.news, "ask", question="Who offered to carry freight?")
    await town.env.restart_bot(house.client())
    form = await town.chief.click(town.news.last_message, label="Ask a follow-up")
    again = await town.chief.submit_modal(form, {"question": "And for how much?"})
    question, _, history, scope = house.desk.asked[-1]
    assert question == "And for how much?"
    assert [turn.question for turn in history] == ["Who offered to carry freight?"]
    assert scope == Scope(workspace=f"discord:{town.guild.id}")
    assert "Norvik" in texts(again.response)
    assert shown.response is not None


@pytest.mark.usefixtures("read")
async def test_sources_and_opinions(town: Town, house: House) -> None:
    shown = await town.ann.slash(town.news, "ask", question="Who?")
    sources = await town.chief.click(shown.response, label="Sources")
    assert "Estrava Courier" in texts(sources.response)
    for label in ("👍", "👎", "👎"):
        assert (await town.chief.click(shown.response, label=label)).ephemeral
    assert await house.surface.chats.opinions(f"discord:{town.guild.id}") == (0, 1)


async def test_the_menu_asks_about_a_message(town: Town, house: House) -> None:
    message = await town.chief.send(town.news, f"read {PORT}")
    form = await town.ann.context_menu(town.news, "Ask about this", message)
    await town.env.restart_bot(house.client())
    shown = await town.ann.submit_modal(form, {"question": "Who?", "about": f"read {PORT}"})
    assert shown.ephemeral
    assert house.desk.asked[-1][1] == (samples.port().article.id,)
    assert house.desk.asked[-1][3] == Scope(workspace=f"discord:{town.guild.id}", person=str(town.ann.id))


@pytest.mark.parametrize(
    ("question", "word"),
    [("🔥🔥", "question is empty"), ("w" * 4000, "4000 characters"), ("\u200b", "question is empty")],
)
async def test_questions_that_are_none(town: Town, question: str, word: str) -> None:
    shown = await town.ann.slash(town.news, "ask", question=question)
    assert word in texts(shown.response).replace("\\", "")
    assert problems_of_all(town.env) == []


async def test_too_many_questions_are_refused_kindly_over_a_restart(town: Town, house: House) -> None:
    settings = house.surface.settings.model_copy(update={"per_person": 2})
    object.__setattr__(house.surface, "settings", settings)
    for _ in range(2):
        assert "Norvik" in texts((await town.ann.slash(town.news, "ask", question="Who?")).response)
    await town.env.restart_bot(house.client())
    shown = await town.ann.slash(town.news, "ask", question="Who?")
    assert "a lot at once" in texts(shown.response)
    assert "Norvik" in texts((await town.chief.slash(town.news, "ask", question="Who?")).response)


async def test_a_forgotten_answer_says_so(town: Town, house: House) -> None:
    shown = await town.ann.slash(town.news, "ask", question="Who?", private=True)
    await house.surface.chats.forget_person(
        Scope(workspace=f"discord:{town.guild.id}", person=str(town.ann.id)), str(town.ann.id)
    )
    looked = await town.ann.click(shown.response, label="Sources")
    assert "was forgotten" in texts(looked.response)
