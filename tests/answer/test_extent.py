"""Verdicts on all or some, on what is still to come, and on what is denied beside or above the event."""

import pytest

from bot.answer.question import understand
from bot.answer.yes_no import settled
from bot.engine.local.nlp import parsed


def said(question: str, sentence: str) -> str | None:
    return settled(understand(question, {}), parsed(sentence)).verdict


@pytest.mark.parametrize(
    ("question", "sentence", "wanted"),
    [
        ("Were all the hostages freed?", "Two of the seven hostages were freed on Sunday.", "No"),
        ("Were both tunnels repaired?", "Only the northern tunnel was repaired.", "No"),
        ("Has the harbour reopened completely?", "Half of the harbour has reopened.", "No"),
        ("Have all the lifts been mended?", "By noon nine had been mended.", "No"),
        ("Were all the hostages freed?", "All seven of the hostages were freed on Sunday.", "Yes"),
        ("Were the hostages freed?", "Two of the seven hostages were freed on Sunday.", "Yes"),
        ("Did any of the sailors survive?", "All but one of the sailors drowned.", "Yes"),
        ("Did any of the sailors survive?", "All of the sailors drowned.", "No"),
    ],
)
def test_what_is_told_of_some_denies_that_it_was_all(question, sentence, wanted):
    assert said(question, sentence) == wanted


@pytest.mark.parametrize(
    ("question", "sentence", "wanted"),
    [
        ("Has the council approved the bridge?", "The council will approve the bridge in June.", "No"),
        ("Has the council approved the bridge?", "The council has yet to approve the bridge.", "No"),
        ("Is the library open yet?", "The library will open in June.", "No"),
        ("Did the admiral sign the treaty?", "The admiral is to sign the treaty on Friday.", "No"),
        ("Did the minister resign?", "The minister had to resign on Friday.", "Yes"),
        ("Will the council approve the bridge?", "The council will approve the bridge in June.", "Yes"),
    ],
)
def test_what_is_still_to_come_has_not_come_about(question, sentence, wanted):
    assert said(question, sentence) == wanted


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Is Norland a member?", "Norland, not a member, sent a minister."),
        ("Was the village on the map?", "The village was not on the map."),
        ("Did the airline comment?", "The airline did not reply to a request for comment."),
        ("Did the bishop apologise?", "The bishop stopped short of an apology."),
        ("Was the parade held?", "The parade was called off."),
        ("Can she travel abroad?", "A judge has banned her from travelling abroad."),
        ("Were the coins stolen?", "Paintings were stolen, but not coins or stamps."),
        ("Did Norland host the games?", "The games were hosted by Estavia, not Norland."),
    ],
)
def test_what_stands_beside_or_above_the_event_denies_it(question, sentence):
    assert said(question, sentence) == "No"


def test_a_clause_beside_another_is_not_denied_by_it():
    told = "Six of the crew agreed to leave; the others refused to board the bus."
    assert said("Did some of the crew agree to leave?", told) == "Yes"


def test_those_without_a_thing_are_only_named_so():
    told = "The town sent blankets to half of the families without heating."
    assert said("Did all families without heating get blankets?", told) == "No"


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Was the pilot at fault?", "He will resign if the inquiry finds the pilot at fault."),
        ("Has the town appealed?", "The town is weighing an appeal."),
    ],
)
def test_what_is_only_weighed_or_conditional_settles_nothing(question, sentence):
    assert said(question, sentence) is None
