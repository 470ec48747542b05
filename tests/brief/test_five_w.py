# ruff: noqa: E501 - a sentence of an article stands on one line
import pytest

from tests.brief.articles import FIRE, five_w, said


def test_the_main_event_of_a_report() -> None:
    found = said(five_w(FIRE, "Two firefighters killed in Larne warehouse blaze"))
    assert found["who"] == "Two firefighters"
    assert "killed" in (found["what"] or "")
    assert found["when"] == "Tuesday night"
    assert found["where"] == "Larne"


def test_a_reason_and_a_means_are_told_by_their_cues() -> None:
    text = "Workers blocked the port of Izmir on Monday by parking lorries at its gates because their wages had not been paid."
    found = said(five_w(text, "Workers block port of Izmir"))
    assert found["who"] == "Workers"
    assert (found["what"] or "").startswith("blocked the port")
    assert "wages had not been paid" in (found["why"] or "")
    assert "parking lorries" in (found["how"] or "")
    assert found["when"] == "Monday"


def test_what_is_not_told_stays_open() -> None:
    found = said(five_w("The minister resigned."))
    assert found["who"] == "The minister"
    assert found["what"] == "resigned"
    assert [found[name] for name in ("when", "where", "why", "how")] == [None, None, None, None]


def test_what_somebody_says_is_the_event_not_the_saying() -> None:
    text = "The police said on Monday that a gunman had killed four shoppers in Leipzig."
    found = said(five_w(text, "Gunman kills four in Leipzig"))
    assert "gunman" in (found["who"] or "")
    assert "killed four" in (found["what"] or "")
    assert found["where"] == "Leipzig"


@pytest.mark.parametrize("text", ["", "…", "12 34", "No verb here at all", "\n\n"])
def test_a_text_without_an_event_has_none(text: str) -> None:
    assert set(said(five_w(text)).values()) <= {None}


def test_the_lead_begins_at_the_dateline_whatever_stands_above_it() -> None:
    text = (
        "A guard stands at the gate of the embassy in Oslo.\n\n"
        "BERLIN, Germany –\u00a0Germany has recalled its ambassador from Oslo, the foreign ministry said on Monday."
    )
    found = said(five_w(text, "Germany recalls ambassador from Oslo"))
    assert found["who"] == "Germany"
    assert (found["what"] or "").startswith("recalled its ambassador")
    assert found["when"] == "Monday"


def test_a_dateline_is_no_part_of_who() -> None:
    text = "CALDER BAY - A state court ruled on Tuesday that the city may not charge for copies."
    assert said(five_w(text))["who"] == "A state court"


def test_a_reason_in_somebody_elses_words_elsewhere_is_no_reason_of_the_event() -> None:
    text = (
        "Every ferry to Osk was stopped on Monday.\n\n"
        "“We stopped because we are cold,” said Jo Marr, a deckhand."
    )
    assert said(five_w(text, "Ferries to Osk stopped"))["why"] is None


def test_what_is_voted_on_is_no_purpose() -> None:
    text = "The council of Osk voted 6-2 on Monday to close the lido for a year."
    found = said(five_w(text, "Osk council votes to close lido"))
    assert found["why"] is None
    assert "close the lido" in (found["what"] or "")


def test_as_something_else_goes_on_is_no_means() -> None:
    text = "A fault in a freezer started a fire in the port of Osk on Monday, as crews went on strike."
    assert said(five_w(text, "Freezer fault started Osk fire"))["how"] is None


def test_who_tells_of_an_event_is_not_who_did_it() -> None:
    text = "A spark started the blaze that gutted a mill in Osk on Monday, the fire brigade said."
    found = said(five_w(text, "Fire brigade says sparks caused mill blaze"))
    assert "spark" in (found["who"] or "")
    assert "started the blaze" in (found["what"] or "")


def test_a_day_on_which_it_was_published_is_not_when_it_was_done() -> None:
    text = "Botanists counted orchids at 40 sites. The results were published on Wednesday in a journal."
    assert said(five_w(text, "Botanists count orchids"))["when"] is None


def test_a_dividend_a_share_does_not_make_a_lead_a_share_line() -> None:
    text = (
        "Ovens Group reported higher profit on Monday and raised its dividend to 8p a share. "
        "The analyst Jo Marr lifted her price target."
    )
    assert said(five_w(text, "Ovens profit rises"))["who"] == "Ovens Group"


def test_who_is_a_name_where_the_clause_has_a_pronoun() -> None:
    text = "Fenlow Tire & Rubber Co. said Wednesday it will close its plant in Marston next year."
    found = said(five_w(text, "Fenlow to close Marston plant"))
    assert found["who"] == "Fenlow Tire & Rubber Co."
    assert (found["what"] or "").startswith("close its plant")


def test_who_drives_a_bus_is_no_reason_and_what_one_stops_using_no_means() -> None:
    text = "A strike halted buses in Osk on Monday, most of them driven by temporary crew. People should stop using the app."
    found = said(five_w(text, "Strike halts Osk buses"))
    assert (found["why"], found["how"]) == (None, None)


def test_a_storm_is_no_place() -> None:
    text = "The death toll from Typhoon Marisol rose to 83 on Friday. Typhoon Marisol hit on Monday."
    assert said(five_w(text, "Death toll from Typhoon Marisol rises"))["where"] is None


def test_a_day_on_which_a_study_came_out_is_not_when_otters_eat() -> None:
    text = (
        "Sea otters slow erosion by eating crabs, according to a study published in a journal on Wednesday."
    )
    assert said(five_w(text, "Sea otters slow erosion"))["when"] is None


@pytest.mark.parametrize("filed", ["CHENNAI: ", "Hamburg: "])
def test_a_place_before_a_colon_is_a_dateline(filed: str) -> None:
    text = f"{filed}A museum on Tuesday handed back 22 bronzes that were taken from a palace."
    assert said(five_w(text, "Museum hands back bronzes"))["who"] == "A museum"


def test_a_cause_of_death_is_the_reason() -> None:
    text = "Vera Lind died on Monday in Osk. Her daughter said the cause was complications of pneumonia."
    assert said(five_w(text, "Vera Lind dies"))["why"] == "complications of pneumonia"


def test_a_town_that_a_person_seems_named_for_is_a_place_all_the_same() -> None:
    text = (
        "Five people were hurt in Seattle on Monday after a shooting. Seattle Fire crews treated five people."
    )
    assert said(five_w(text, "Shooting leaves five hurt in Seattle"))["where"] == "Seattle"


def test_a_building_is_where_something_happens() -> None:
    text = "Ana Reyes staged a protest outside Marlow Towers on Monday."
    assert said(five_w(text, "Reyes stages protest"))["where"] == "Marlow Towers"


def test_the_hour_is_told_where_no_day_is() -> None:
    text = "Five people were trapped after a tram came off the tracks at around 6am."
    assert "6am" in (said(five_w(text, "Five trapped after tram derails"))["when"] or "")


def test_the_day_of_another_deed_is_not_when() -> None:
    text = "Ana Reyes blamed the police for her loss in Tuesday's vote in a call with donors on Saturday."
    assert said(five_w(text, "Reyes blames police for loss"))["when"] == "Saturday"


def test_what_does_not_end_before_its_of() -> None:
    text = "The firm is facing a mountain of criticism for changing the shape of its bars in shops."
    assert not (said(five_w(text, "Anger over new bars"))["what"] or "").endswith("mountain")


def test_what_a_fire_did_is_not_what_those_did_who_fought_it() -> None:
    text = "Firefighters battled a wildfire on Tuesday that has destroyed 112 homes, injured two men and forced 14,000 people to flee."
    found = said(five_w(text, "Wildfire forces thousands from homes"))
    assert (found["who"], (found["what"] or "")[:7]) == ("Firefighters", "battled")


def test_a_dateline_does_not_swallow_the_report() -> None:
    text = (
        "DES MOINES, Iowa — The National Labor Relations Board on Friday ordered retailer Hollins Stores to rehire 47 "
        "workers it fired last year during a union drive at a distribution center outside Des Moines."
    )
    found = said(five_w(text, "Labor board orders Hollins to rehire 47 fired workers"))
    assert found["who"] == "The National Labor Relations Board"
    assert (found["what"] or "").startswith("ordered retailer Hollins Stores")
    assert found["when"] == "Friday"


def test_the_past_of_what_the_event_is_about_is_not_its_time() -> None:
    told = five_w(
        "The Moor Party won the council seat, ending a majority in a ward that its rivals had held since 1983.\n\n"
        "The count ended on Wednesday after two recounts, the clerk said.",
        title="Moor Party wins council seat",
    )
    assert told.when is None or "1983" not in told.when.text


def test_what_ends_with_a_whole_word_and_a_whole_clause() -> None:
    seat = five_w(
        "The Moor Party has won the Osk Vale by-election, a recount showed.", title="Moor Party wins"
    )
    assert seat.what is not None
    assert seat.what.text.endswith("by-election")
    pill = five_w(
        "A weekly tablet cut the number of days people spent with pain by half, a trial found.",
        title="Weekly pill halves pain days",
    )
    assert pill.what is not None
    assert not pill.what.text.endswith("people")


def test_what_is_told_of_other_things_is_no_reason_of_the_event() -> None:
    told = five_w(
        "A volcano on the island of Corva erupted on Thursday.\n\n"
        "Two cruise ships that were due to dock on Saturday have been diverted.",
        title="Volcano on Corva erupts",
    )
    assert told.why is None


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The company said on Tuesday it would close a plant in Leeds.", "The company"),
        ("The mayor said she would resign.", "The mayor"),
        ("Officials said the bridge would reopen.", "the bridge"),
        ("The minister said it would rain.", "it"),
    ],
)
def test_who_says_something_of_itself_is_who_does_it(text: str, who: str) -> None:
    assert said(five_w(text))["who"] == who


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Two men were jailed on Monday after a trial.", None),
        ("Two men were jailed on Monday following a four-day trial.", None),
        ("Rovers reached the final on Saturday, beating City 2-1 after extra time.", None),
        ("The crew were found on Tuesday, a day after the coast guard called off the search.", None),
        ("Police closed the road shortly after the crash on Monday.", None),
        ("The ferry was stopped on Saturday night after a storm tore its hull.", "a storm tore its hull"),
        ("The ferry was stopped last week after a storm tore its hull.", "a storm tore its hull"),
        ("The mayor resigned on Monday after a vote of no confidence.", "a vote of no confidence"),
        ("Two men were jailed on Monday after being convicted of fraud.", "being convicted of fraud"),
    ],
)
def test_what_only_came_before_in_due_course_is_no_reason(text: str, reason: str | None) -> None:
    assert said(five_w(text))["why"] == reason


@pytest.mark.parametrize(
    ("text", "subject", "predicate"),
    [
        (
            "Bacteria living nearly four miles below the sea can break down plastic, scientists reported Wednesday.",
            "Bacteria",
            "break down plastic",
        ),
        (
            "Women giving birth at Osk hospital were put at risk, an inquiry found.",
            "Women",
            "were put at risk",
        ),
        ("Crews were fighting a fire in Osk on Monday.", "Crews", "were fighting a fire"),
    ],
)
def test_what_tells_which_ones_are_meant_is_not_what_they_did(
    text: str, subject: str, predicate: str
) -> None:
    found = said(five_w(text))
    assert found["who"] == subject
    assert (found["what"] or "").startswith(predicate)


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        ("A man was jailed for six years at Marlbury Crown Court today.", "Marlbury Crown Court"),
        ("The players signed the deal at Old Trafford on Friday.", "Old Trafford"),
        ("Police held a suspect at Osk Stadium on Monday.", "Osk Stadium"),
        ("Two men were hurt in Osk on Monday and treated at Marlow General Hospital.", "Osk"),
        ("Protesters threw eggs at Ana Ferris on Monday.", None),
        ("Dana Ruiz was named chief executive at Acme on Monday.", None),
        ("The choir sang at the opening.", None),
    ],
)
def test_where_is_what_something_happens_at(text: str, venue: str | None) -> None:
    assert said(five_w(text))["where"] == venue


@pytest.mark.parametrize(
    ("text", "who", "predicate"),
    [
        ("MUSKAT, Oct 7 - An Omani envoy flew to Tehran on Tuesday.", "An Omani envoy", "flew to Tehran"),
        (
            "CALDER, June 17 - Atlético Norte have signed striker Luis Ondra from Porto.",
            "Atlético Norte",
            "signed striker",
        ),
    ],
)
def test_no_sentence_ends_with_the_first_word_behind_a_dateline(text: str, who: str, predicate: str) -> None:
    found = said(five_w(text))
    assert found["who"] == who
    assert (found["what"] or "").startswith(predicate)


@pytest.mark.parametrize(
    ("text", "who", "predicate"),
    [
        (
            "A passenger train ploughed into the back of a goods train outside Multan on Friday, killing 31 people, the "
            "railways ministry said. A charity said it had carried 44 bodies.",
            "A passenger train",
            "ploughed into",
        ),
        (
            "A wide sinkhole opened on Norway's Varanger peninsula before dawn on Sunday, forcing 140 guests out of a hotel "
            "in their slippers and cutting the road to the airport for seven hours. Mud shot 60 metres into the air.",
            "A wide sinkhole",
            "opened on",
        ),
        (
            "A report written by a judge. Two men were jailed on Monday.",
            "Two men",
            "were jailed",
        ),
    ],
)
def test_a_verb_that_the_parse_has_as_a_participle_is_the_event(text: str, who: str, predicate: str) -> None:
    found = said(five_w(text))
    assert found["who"] == who
    assert (found["what"] or "").startswith(predicate)


def test_who_meets_where_a_report_was_filed_is_a_noun() -> None:
    text = "GENEVA: Twenty-six nations meeting here failed on Saturday to agree a text on the port of Osk."
    assert said(five_w(text))["who"] == "Twenty-six nations"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Fans criticised the club for closing the old stand.", "closing the old stand"),
        (
            "A court in Osk sentenced the ex-minister to 15 years on Friday for taking bribes.",
            "taking bribes",
        ),
        ("A court in Osk jailed a man for six years on Friday.", None),
        ("Rovers beat City 3-1 on Sunday to win the cup.", None),
        ("Rovers fought back on Sunday to finally reach the top.", None),
        ("The bakery in Osk raised its prices on Monday because of rising costs.", "rising costs"),
        (
            "The mayor of Osk closed the bridge on Monday because a crack, the third this year, had widened.",
            "a crack, the third this year, had widened",
        ),
        (
            "A man opened fire in Osk on Monday following a party. The shooting stemmed from a personal dispute.",
            "a personal dispute",
        ),
        (
            'A bomb went off at a gate in Osk on Monday. The militia called the bombing a "revenge attack" for air strikes '
            "last month.",
            '"revenge attack" for air strikes',
        ),
        (
            "The council failed on Saturday to agree a budget, after two members objected to a tax.",
            "two members objected to a tax",
        ),
        (
            "The last coal plant will shut early, its owner said on Friday, after a wet winter filled the lakes.",
            "a wet winter filled the lakes",
        ),
        (
            "Teachers ended a strike that had kept children at home for 24 days, after their union accepted an offer.",
            "their union accepted an offer",
        ),
        ("A plane crashed minutes after leaving an airstrip on Monday.", None),
        ("The truce, due to begin on Sunday morning, was dropped on Friday.", None),
        ("Harbour Rovers came from two goals down to beat Calder United on Saturday.", None),
        (
            "Ferry crews are to strike after talks between the union and the operator, Calder Lines, collapsed in less than "
            "an hour on Tuesday.",
            "talks between the union and the operator, Calder Lines, collapsed",
        ),
        (
            "Prosecutors closed the case of a dead reporter on Sunday. A councillor was let go because a witness fled.",
            None,
        ),
        (
            "The ferry to Osk sank on Monday. A man said sorry to his wife following a quarrel.",
            None,
        ),
        ("Ana Reyes lost in Osk on Monday. She gave the storm as the reason for her loss.", None),
    ],
)
def test_a_reason_is_told_of_the_event(text: str, reason: str | None) -> None:
    assert said(five_w(text))["why"] == reason


@pytest.mark.parametrize(
    ("text", "means"),
    [
        (
            "Three people died in an attack on a bank in Osk. A van packed with tiles was rammed into the gate.",
            "A van packed with tiles was rammed into the gate",
        ),
        ("A singer won a prize in Osk on Monday. A player said sorry by getting a tattoo.", None),
        ("The driver was released on Monday. Police asked whether he was using his telephone.", None),
    ],
)
def test_a_means_is_told_of_the_event(text: str, means: str | None) -> None:
    assert said(five_w(text))["how"] == means


@pytest.mark.parametrize(
    ("text", "title", "place"),
    [
        (
            "Ana Reyes and Jo Marr met for the first time on Thursday. Reyes later dined at the Guildhall Tower. Marr had "
            "entered the Ivory House by a side door.",
            "Reyes meets Marr at Ivory House",
            "Ivory House",
        ),
        (
            "The mayor blamed the police for her defeat on Monday. In New York, marchers sang until dawn.",
            "Mayor blames police",
            None,
        ),
        (
            "At least two people have died in a raid on a consulate in Afghanistan. A car was driven into the wall of the "
            "consulate in Kandahar.",
            "Consulate in Afghanistan raided",
            "Kandahar",
        ),
        ("The victims have been named as three sisters who lived in Osk.", "Victims named", None),
        (
            "GENEVA: Twenty-six nations meeting here failed on Saturday to agree a text on the port of Hodeidah.",
            None,
            "GENEVA",
        ),
        ("HARARE - Zimbabwe will ban exports of raw lithium from June.", None, "HARARE"),
        ("TOKYO - A lander touched down near the pole of the moon on Wednesday.", None, None),
        (
            "SEOUL - A court removed a minister on Tuesday, ruling that he had let a firm pay for studies in Boston.",
            None,
            None,
        ),
        ("An envoy flew to Tehran on Tuesday with a letter.", None, "Tehran"),
        ("Zambia called home its envoy on Saturday after rangers shot two herders in Osk.", None, None),
        (
            "Hauliers lifted their blockade on Thursday, but protesters in Seville voted to carry on.",
            None,
            None,
        ),
        (
            "A court unsealed a warrant on Friday, accusing a colonel of ordering the killing of 211 people in Tin Adar.",
            None,
            None,
        ),
        ("A fissure opened on Iceland's Reykjanes peninsula on Sunday.", None, "Reykjanes peninsula"),
        (
            "A driver was released on bail. Fifty people were hurt when a tram left the track in Croydon on Wednesday.",
            "Police check telephone",
            "Croydon",
        ),
    ],
)
def test_where_is_told_of_the_event(text: str, title: str | None, place: str | None) -> None:
    assert said(five_w(text, title))["where"] == place


@pytest.mark.parametrize(
    ("text", "title", "time"),
    [
        (
            "Two presidents said they had met for talks. Work stopped an hour later. After Thursday's meeting both smiled.",
            "Presidents meet",
            "Thursday",
        ),
        (
            "Ana Reyes blamed a letter of the police for her loss. On a call with donors on Saturday, Reyes said the letter "
            "of Oct 28 had hurt her.",
            "Reyes blames police",
            "Saturday",
        ),
        ("A lorry hit a bus in the early hours of Friday.", None, "the early hours of Friday"),
        ("Two men were hurt in a fight. It began shortly before 7 pm.", None, "shortly before 7 pm"),
        ("A million fish died in the river, in the worst such kill since 2023.", None, None),
        (
            "Zimbabwe will ban exports from June next year, a minister said on Thursday.",
            None,
            "June next year",
        ),
        ("Teachers ended a strike. Schools are to open again on Monday.", None, None),
        (
            "Ferry crews are to strike in the holidays after talks with the operator collapsed on Tuesday.",
            None,
            None,
        ),
        (
            "Two states have agreed to stop firing until the end of September, a minister announced on Sunday.",
            None,
            "Sunday",
        ),
    ],
)
def test_when_is_told_of_the_event(text: str, title: str | None, time: str | None) -> None:
    assert said(five_w(text, title))["when"] == time


@pytest.mark.parametrize(
    ("text", "who", "predicate"),
    [
        (
            "The council failed on Saturday to agree a budget.",
            "The council",
            "failed on Saturday to agree a budget",
        ),
        (
            "The six states declared on Tuesday that they would fight, but could not agree on a leader.",
            "The six states",
            "could not agree on a leader",
        ),
        (
            "A blast of firedamp in a coal mine in Poland's Lodz region left 12 miners dead and seven trapped 840 metres "
            "below the surface, the operator said on Thursday.",
            "A blast of firedamp",
            "left 12 miners dead",
        ),
        ("Ana Reyes has been banned for four years.", "Ana Reyes", "has been banned for four years"),
        (
            "GOMA, Republic of Osk - Nurses have counted 64 cases of fever.",
            "Nurses",
            "counted 64 cases of fever",
        ),
        (
            "A woman who stole 300 letters from a library and replaced many of them with copies was jailed on Friday.",
            "A woman",
            "was jailed on Friday",
        ),
        (
            "Marlow Thistle have sacked manager Duncan Farr after 71 days and replaced him with a clerk.",
            "Marlow Thistle",
            "sacked manager Duncan Farr",
        ),
        ("Five people are dead after a tram overturned in Osk.", "Five people", "are dead"),
        (
            "A jury has decided that a boy killed by soldiers in a curfew was unarmed, rejecting the army's account.",
            "A jury",
            "decided that a boy killed by soldiers in a curfew was unarmed",
        ),
        (
            "Twelve prisoners were still free on Tuesday after a break-out at a jail that officials say was paid for by a boss.",
            "Twelve prisoners",
            "were still free on Tuesday",
        ),
    ],
)
def test_what_is_whole_and_of_the_main_clause(text: str, who: str, predicate: str) -> None:
    found = said(five_w(text))
    assert (found["who"], found["what"]) == (who, predicate)


def test_the_evidence_of_a_dateline_s_place_is_the_report_s_first_sentence() -> None:
    found = five_w("HARARE - Zimbabwe will ban exports of raw lithium from June.")
    assert found.where is not None
    assert found.where.evidence[0].quote.endswith("raw lithium from June.")


def test_hours_of_a_rule_are_not_when_it_was_made() -> None:
    text = "Plans to ban cars from Ash Street between 10am and 4pm have been approved.\n\nMembers voted 23 to 17 for the ban at a heated meeting on Monday evening."
    assert said(five_w(text, "Plans to ban cars from Ash Street approved"))["when"] == "Monday evening"


def test_what_people_believed_of_a_thing_is_not_the_event() -> None:
    text = "Marta Quill, the noted botanist who spent years tracking a flower that everyone else believed was extinct and who later became one of Sweden's most beloved broadcasters, died on Sunday at her home in Uppsala."
    found = said(five_w(text, "Marta Quill, Botanist Who Tracked a Flower, Dies at 91"))
    assert (found["who"], found["when"], found["where"]) == ("Marta Quill", "Sunday", "Uppsala")
    assert (found["what"] or "").startswith("died")
