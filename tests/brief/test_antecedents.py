# ruff: noqa: E501 - a sentence of an article stands on one line
"""A name in brackets is written only where exactly one can be meant; otherwise the words stand as they are."""

import pytest

from bot.brief.actors import find_cast
from bot.brief.dates import find_dates
from bot.brief.sentences import standing
from bot.brief.timeline import find_timeline
from tests.brief.articles import reading

BRIDGE = (
    "A new road bridge over the Tarn was opened near Millau on Thursday by the transport minister.\n\n"
    "It cost 310 million euros and was built in three years."
)
CLUBS = (
    "Harriers beat Rovers 2-1 at Elm Park on Saturday to reach the fourth round of the cup.\n\n"
    "Rovers had led through a header by Dan Fielding before half-time.\n\n"
    "Harriers sold all of their tickets for the match within an hour, the club said on Sunday."
)
TWO_MEN = (
    "Peter Hallam accused Thomas Reeve on Monday of hiding the accounts of the harbour trust.\n\n"
    "He denied the claim in a letter to the members of the trust."
)
PREPOSITION = (
    "The trial of Martin Oakes over the fire at the mill opened in Denholm on Monday.\n\n"
    "He pleaded not guilty and will be heard again on Thursday."
)
POSSESSOR = (
    "Laura Finch's brother was arrested in Denholm on Monday after the raid on a jeweller.\n\n"
    "She will appear before the magistrates of the town on Friday morning."
)
TWO_COMPANIES = (
    "Marlow Foods agreed on Tuesday to buy Brightwater Dairies for 40 million pounds.\n\n"
    "The deal needs the approval of shareholders, who meet in June.\n\n"
    "The company has lost money in each of the past three years."
)
PLANT = (
    "Kestrel Motors opened a battery plant outside Norrby on Wednesday after two years of delays.\n\n"
    "It will employ 1,400 people by the end of next year."
)
VICTIM = (
    "A cyclist was killed by a lorry in Denholm on Monday, Inspector Ruth Calloway said.\n\n"
    "The victim was taken to the county hospital but died within the hour."
)
FAR = (
    "Orrin Shipping plc cancelled its ferry to the islands of Vell on Monday because of the storm.\n\n"
    "Residents queued at the shops of Vell for bread and batteries during the afternoon.\n\n"
    "Fishermen tied up their boats and said that the waves were the highest in years.\n\n"
    "The company carries about 300 people to the islands on a day without wind."
)
REPORT = (
    "The Halden Institute published a report on the state of the rivers on Friday.\n\n"
    "It said that four in ten were too dirty to swim in."
)
REBELS = (
    "Rebels of the northern front freed 20 teachers from a camp near Osk on Sunday.\n\n"
    "They walked for two days before a patrol found them on the road."
)

SPEAKER = (
    "Priya Nair told the council of Wexton on Monday that the hospital would stay open.\n\n"
    "She said the county had found four million pounds to pay for it."
)
CHAIN = (
    "Tom Ashby resigned as the coach of the rowing team on Monday after nine years.\n\n"
    "He said the decision had been his alone.\n\n"
    "He added that the rowers deserved somebody with fresh ideas."
)
OPPOSITE = (
    "Maria Lund defeated James Corbin in the final round of the vote on Tuesday.\n\n"
    "She promised to lower the fares of the buses within a year."
)
MINISTRY = (
    "The Ministry of Health recalled two batches of a cough syrup on Friday.\n\n"
    "It said that no child had been harmed by the medicine so far."
)
COMPANY = (
    "Kestrel Motors plc recalled 12,000 vans on Wednesday because their doors may open while driving.\n\n"
    "The company said that nobody had been hurt so far."
)
CLUB = (
    "Wexton Rovers dismissed their manager on Monday after six defeats in a row.\n\n"
    "The club said that it would name a successor before the weekend."
)

ALONE = (
    "Kim Dahl won gold in the 200 metres on Saturday after a year without a start.\n\n"
    "It was the first title for the club from Norrby.\n\n"
    "She had been injured in March and had thought of giving up."
)
NOT_ALONE = ALONE.replace("for the club", "for a runner of the club")

NOTHING = [
    NOT_ALONE,
    BRIDGE,
    CLUBS,
    TWO_MEN,
    PREPOSITION,
    POSSESSOR,
    TWO_COMPANIES,
    PLANT,
    VICTIM,
    FAR,
    REPORT,
    REBELS,
]
NAMED = [
    (SPEAKER, "[Priya Nair] said the county had found four million pounds to pay for it."),
    (CHAIN, "[Tom Ashby] added that the rowers deserved somebody with fresh ideas."),
    (ALONE, "[Kim Dahl] had been injured in March and had thought of giving up."),
    (OPPOSITE, "[Maria Lund] promised to lower the fares of the buses within a year."),
    (MINISTRY, "[Ministry of Health] said that no child had been harmed by the medicine so far."),
    (COMPANY, "The company [Kestrel Motors plc] said that nobody had been hurt so far."),
    (CLUB, "The club [Wexton Rovers] said that it would name a successor before the weekend."),
]


def shown(text: str) -> list[str]:
    read = reading(text)
    return [sentence.text for sentence in standing(read, find_cast(read))]


@pytest.mark.parametrize("text", NOTHING, ids=lambda text: text[:24])
def test_no_name_is_written_where_another_can_be_meant(text: str) -> None:
    assert not [sentence for sentence in shown(text) if "[" in sentence]


@pytest.mark.parametrize(("text", "sentence"), NAMED, ids=lambda text: text[:24])
def test_the_only_name_that_can_be_meant_is_written(text: str, sentence: str) -> None:
    assert sentence in shown(text)


def test_a_score_is_no_part_of_a_name() -> None:
    names = {actor.name for actor in find_cast(reading(CLUBS)).actors}
    assert "Rovers" in names
    assert not [name for name in names if "2-1" in name]


def test_a_timeline_names_nobody_who_is_not_meant_beyond_doubt() -> None:
    read = reading(BRIDGE.replace("It cost", "In 2004 it cost") + " " + SPEAKER)
    entries = find_timeline(read, find_dates(read), find_cast(read))
    assert entries
    assert not [entry for entry in entries if "Tarn]" in entry.event]
