import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.brief.descriptions import unarticled
from bot.model import Position
from tests.brief.texts import positions_of, reading_of


def bare(name: str | None) -> str | None:
    """A description without its article and sentence capital, which tests of their own are about."""
    return unarticled(name[:1].lower() + name[1:]) if name else name


STATED = [
    # politics and diplomacy
    ("China said it is willing to mediate between the two countries.", "China", "mediate", None),
    ("Turkey offered to mediate between Russia and Ukraine.", "Turkey", "mediate", None),
    ("The United Nations condemned the attack on the hospital.", "United Nations", "accuse", "hospital"),
    ("The attack was condemned by the European Union.", "European Union", "accuse", None),
    ("The United States condemned the Iranian air strike on Pakistan.", "United States", "accuse", "Iran"),
    ("Condemnation by the African Union came quickly.", "African Union", "accuse", None),
    ("The mayor urged residents to leave the city.", "mayor", "request", "residents"),
    ("The senator called on the president to resign.", "senator", "request", "president"),
    ("The EU imposed sanctions on Belarus.", "EU", "sanction", "Belarus"),
    ("Brussels threatened to impose tariffs on Chinese cars.", "Brussels", "threaten", "China"),
    ("Iran warned Israel against any attack.", "Iran", "threaten", "Israel"),
    ("The White House ruled out talks with Pyongyang.", "White House", "reject", "North Korea"),
    ("The Kremlin dismissed the allegations as nonsense.", "Kremlin", "reject", None),
    ("President Petro is opposed to the treaty.", "Petro", "reject", None),
    ("The council voted against the plan.", "council", "reject", None),
    ("Mexico thanked Brazil for its help.", "Mexico", "support", "Brazil"),
    ("The two governments signed a trade agreement on Tuesday.", "two governments", "cooperate", None),
    ("Israel and Hamas agreed to a ceasefire.", "Israel and Hamas", "cooperate", None),
    ("Mayor Rosa Lind had a meeting with Governor Adeyemi.", "Rosa Lind", "consult", "Adeyemi"),
    ("Lena Holt won the race in May. Holt later met with Senator Cruz.", "Lena Holt", "consult", "Cruz"),
    ("The foreign minister convened a crisis meeting on the border.", "foreign minister", "consult", None),
    ("The ministers met in Geneva on Monday.", "ministers", "consult", None),
    ("The prime minister resigned on Friday.", "prime minister", "yield", None),
    ("Pakistan recalled its envoy from Tehran.", "Pakistan", "sanction", "Iran"),
    (
        "The Vatican hosted talks between the government and the opposition.",
        "Vatican",
        "mediate",
        "the government and the opposition",
    ),
    (
        "The Conservatives, who are in opposition, called on Prime Minister Jonas Berg to call an election.",
        "Conservatives",
        "request",
        "Jonas Berg",
    ),
    ("India and Canada have agreed to return their envoys.", "India and Canada", "cooperate", None),
    # war and protest
    ("NATO deployed troops to Estonia.", "NATO", "mobilize", "Estonia"),
    ("The rebels released 20 hostages.", "rebels", "yield", "20 hostages"),
    ("The US condemned the coup in Mali.", "United States", "accuse", "Mali"),
    ("The US warned Iran that it would respond to any raid.", "United States", "threaten", "Iran"),
    ("The ministry warned residents to stay indoors.", "ministry", "request", "residents"),
    ("The union called for the dam to be removed.", "union", "request", None),
    ("Sweden offered two helicopters to Norway.", "Sweden", "aid", "Norway"),
    ("The minister promised 50 million crowns in aid.", "minister", "aid", None),
    ("The operator denied that it had ignored warnings.", "operator", "reject", None),
    ("The council approved the plan by seven votes to two.", "council", "support", None),
    ("A gunman opened fire in the market.", "gunman", "assault", None),
    ("The Taliban claimed responsibility for the bombing.", "Taliban", "assault", None),
    ("The singer Mara Quill staged a protest outside the hotel.", "Mara Quill", "protest", None),
    ("The army shelled the village.", "army", "assault", None),
    ("The suspect was killed by police.", "police", "assault", "suspect"),
    ("Residents protested against the new airport.", "Residents", "protest", "new airport"),
    ("Thousands of protesters took to the streets of Nairobi.", "protesters", "protest", None),
    ("The Red Cross provided aid to the displaced families.", "Red Cross", "aid", "displaced families"),
    ("Japan donated 10 ambulances to Kenya.", "Japan", "aid", "Kenya"),
    # business
    ("The company apologised to customers for the outage.", "company", "yield", "customers"),
    ("Apple sued the regulator.", "Apple", "accuse", "regulator"),
    ("Microsoft was fined by the European Commission.", "European Commission", "accuse", "Microsoft"),
    ("The unions rejected the pay offer from the government.", "unions", "reject", "government"),
    ("The watchdog launched an investigation into the lender.", "watchdog", "accuse", "lender"),
    ("The chief executive, Ruth Ames, defended the decision.", "Ruth Ames", "support", None),
    # courts
    ("Judge Anna Torres sentenced Paul Reed to nine years in prison.", "Anna Torres", "coerce", "Paul Reed"),
    ("The Supreme Court overturned the ruling.", "Supreme Court", "reject", None),
    ("Prosecutors charged the former banker with fraud.", "Prosecutors", "accuse", "former banker"),
    ("The police arrested two men in Leeds.", "police", "coerce", "two men"),
    (
        "A jury in Chicago has found the founder of Lumina guilty of fraud.",
        "jury in Chicago",
        "accuse",
        "founder of Lumina",
    ),
    # sport
    ("The coach praised his players after the win.", "coach", "support", "players"),
    ("United manager Eva Lund blamed the referee for the defeat.", "Eva Lund", "accuse", "referee"),
    ("The players are demanding an apology from the club.", "players", "request", "club"),
    ("FIFA suspended the federation.", "FIFA", "sanction", "federation"),
    # science and health
    ("The scientists criticised the study as misleading.", "scientists", "accuse", None),
    ("Critics called the law unconstitutional.", "Critics", "reject", None),
    ("Doctors urged the government to ban the drug.", "Doctors", "request", "government"),
]


@pytest.mark.parametrize(("sentence", "actor", "stance", "towards"), STATED)
def test_a_stance_is_found_with_who_and_towards_whom(
    sentence: str, actor: str, stance: str, towards: str | None
) -> None:
    assert (bare(actor), stance, bare(towards), "asserted") in [
        (bare(p.actor), p.stance, bare(p.towards), p.modality) for p in positions_of(sentence)
    ]


PUT_OTHERWISE = [
    ("Qatar did not condemn the raid.", "Qatar", "accuse", "denied", "did not condemn the raid"),
    (
        "France refused to condemn the strikes.",
        "France",
        "accuse",
        "denied",
        "refused to condemn the strikes",
    ),
    ("Australia never supported the motion.", "Australia", "support", "denied", "never supported the motion"),
    ("Norway will not sign the agreement.", "Norway", "cooperate", "denied", "will not sign the agreement"),
    ("Mr Lopez denied attacking the police officer.", "Lopez", "assault", "denied", None),
    ("Reyes pleaded not guilty.", "Reyes", "yield", "denied", None),
    ("The minister stopped short of condemning the strike.", "minister", "accuse", "denied", None),
    ("The board nearly rejected the bid.", "board", "reject", "denied", "nearly rejected the bid"),
    ("The firm all but rejected the bid.", "firm", "reject", "denied", "all but rejected the bid"),
    ("France came close to recalling its envoy from Mali.", "France", "sanction", "denied", None),
    ("Sudan is close to signing a treaty with Chad.", "Sudan", "cooperate", "promised", None),
    ("The senate narrowly rejected the bill.", "senate", "reject", "asserted", "rejected the bill"),
    ("Without condemning the raid, Egypt urged restraint.", "Egypt", "accuse", "denied", None),
    ("Germany would support sanctions if Russia invaded Ukraine.", "Germany", "support", "conditional", None),
    ("The bank may withdraw its bid for the insurer.", "bank", "yield", "conditional", None),
    (
        "If the union votes to strike, the airline will cancel flights.",
        "union",
        "protest",
        "conditional",
        None,
    ),
    (
        "If India does not cooperate with the inquiry, talks will end.",
        "India",
        "cooperate",
        "conditional",
        None,
    ),
    ("The airline pledged to compensate passengers.", "airline", "aid", "promised", None),
    ("Sweden said it would expel the ambassador.", "Sweden", "sanction", "promised", None),
    ("Canada will impose tariffs on Japan.", "Canada", "sanction", "promised", None),
]


@pytest.mark.parametrize(("sentence", "actor", "stance", "modality", "what"), PUT_OTHERWISE)
def test_what_is_denied_conditional_or_promised_is_not_told_as_fact(
    sentence: str, actor: str, stance: str, modality: str, what: str | None
) -> None:
    found = [p for p in positions_of(sentence) if bare(p.actor) == bare(actor) and p.stance == stance]
    assert [p.modality for p in found] == [modality]
    assert what is None or found[0].what == what


REPORTED = [
    ("The spokesman said Sudan had attacked Ethiopia.", "Sudan", "assault", "Ethiopia", "spokesman"),
    ("According to Reuters, Hungary has blocked the plan.", "Hungary", "reject", None, "Reuters"),
    ("Kyiv said Moscow had accused Poland of sending troops.", "Russia", "accuse", "Poland", "Ukraine"),
    ("Ukraine accused Russia of shelling a hospital in Kharkiv.", "Russia", "assault", "hospital", "Ukraine"),
]


@pytest.mark.parametrize(("sentence", "actor", "stance", "towards", "reporter"), REPORTED)
def test_who_only_says_that_another_does_it_is_kept_apart(
    sentence: str, actor: str, stance: str, towards: str | None, reporter: str
) -> None:
    assert (bare(actor), stance, bare(towards), bare(reporter)) in [
        (bare(p.actor), p.stance, bare(p.towards), bare(p.according_to)) for p in positions_of(sentence)
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Did China condemn the strikes?",
        "The doctor urged the minister to apologise to patients.",
        "Smith hit the post twice in the first half.",
        "The storm hit the coast on Monday.",
        "Shares in the bank rose after results that beat forecasts.",
        "The comet will pass close to Earth in May.",
    ],
)
def test_nobody_holds_a_stance_that_is_only_asked_or_does_not_exist(sentence: str) -> None:
    held = [p for p in positions_of(sentence) if p.stance != "request"]
    assert held == []


def test_a_reported_stance_of_ones_own_has_no_reporter() -> None:
    (position,) = positions_of("China said it is willing to mediate between the two countries.")
    assert position.according_to is None
    assert position.what == "willing to mediate between the two countries"


def test_an_offer_that_another_rejects_is_both() -> None:
    found = positions_of("China's offer to mediate was rejected by India.")
    assert [(p.actor, p.stance, p.towards) for p in found] == [
        ("China", "mediate", None),
        ("India", "reject", "China"),
    ]


def test_we_in_a_quotation_is_the_body_that_the_speaker_speaks_for() -> None:
    text = (
        "China said it would watch the talks closely.\n\n"
        "“We are also willing to play a constructive role,” foreign ministry spokeswoman Mao Ning said."
    )
    (position,) = [p for p in positions_of(text) if p.stance == "mediate"]
    assert position.actor == "China"
    assert position.what == "willing to play a constructive role"


def test_i_in_a_quotation_is_the_speaker() -> None:
    (position,) = positions_of('"I will never support this bill," Senator Tom Hale told reporters.')
    assert (position.actor, position.stance, position.modality) == ("Tom Hale", "support", "denied")


def test_what_somebody_says_another_ought_to_do_is_a_request() -> None:
    (position,) = positions_of("India should apologise, Mr Khan said.")
    assert (position.actor, position.stance, position.towards) == ("Khan", "request", "India")


def test_the_same_stance_told_twice_is_one_with_both_sentences() -> None:
    text = "France condemned the attack.\n\nThe ceasefire held. France condemned the attack."
    (position,) = [p for p in positions_of(text) if p.stance == "accuse"]
    assert len(position.evidence) == 2


def test_no_actor_is_a_pronoun_and_every_evidence_is_exact() -> None:
    text = "They condemned it. He accused them of lying. It rejected the offer.\n\nNobody met anyone."
    article = reading_of(text).article
    for position in positions_of(text):
        assert isinstance(position, Position)
        assert position.actor.lower() not in {"he", "she", "it", "they", "we", "i", "nobody"}
        assert all(article.text[e.start : e.end] == e.quote for e in position.evidence)


def test_the_words_of_a_phrase_keep_their_marks_in_pairs() -> None:
    (position,) = positions_of("Pakistan said it reserves the right to respond to this “illegal act”.")
    assert position.what == "reserves the right to respond to this “illegal act”"


_PIECES = st.sampled_from(
    ["China", "Iran's", "offer", "to mediate", "condemned", "the attack", "was", "by", "not", "would", "if",
     "they", "we", "“", "”", ". ", ", ", "said", "refused to", "strikes on", "should", "of", "accused", "and",
     "\n\n", "Mr Lee"]
)  # fmt: skip


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_PIECES, max_size=25).map(" ".join))
def test_any_text_gives_positions_with_exact_evidence(text: str) -> None:
    if not text.strip():
        return
    for position in positions_of(text):
        assert position.what
        assert position.evidence
        assert all(text[e.start : e.end] == e.quote for e in position.evidence)
        assert position.actor.lower() not in {"he", "she", "it", "they", "we", "i"}


@pytest.mark.parametrize(
    ("sentence", "actor", "towards"),
    [
        ("The mayor urged the residents to leave.", "the mayor", "the residents"),
        ("Critics urged the firm’s owner to resign.", "critics", "the firm’s owner"),
        ("A judge in Ely fined the owner of the boat.", "a judge in Ely", "the owner of the boat"),
        (
            "The minister accused the strikers of planning a blockade.",
            "the minister",
            "the strikers",
        ),
    ],
)
def test_who_has_no_name_is_told_with_their_article(sentence: str, actor: str, towards: str) -> None:
    assert [(p.actor, p.towards) for p in positions_of(sentence)][:1] == [(actor, towards)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ely United beat Larne Town 3-2 on Saturday.",
        "Anna Smith hit the post with only the keeper to beat.",
        "The mayor called a meeting of the council for Tuesday.",
        "Acme told of strong demand from parcel firms in Germany.",
        "The town had not yet received a request for help.",
        "Acme had not decided whether to appeal to the court.",
        "Anna Smith warned of heavy snow on the pass.",
    ],
)
def test_games_meetings_markets_and_open_questions_are_no_stances(sentence: str) -> None:
    assert positions_of(sentence) == ()


@pytest.mark.parametrize(
    ("sentence", "what"),
    [
        ("Prosecutors opened an inquiry into whether the block, built in 2009, met the code.",
         "opened an inquiry"),
        ("Anna Smith asked Acme for footage of a stop in which her brother was hurt.",
         "asked Acme for footage of a stop"),
    ],
)  # fmt: skip
def test_a_phrase_ends_before_a_clause_that_it_would_cut(sentence: str, what: str) -> None:
    assert [p.what for p in positions_of(sentence)][:1] == [what]


def test_one_act_told_twice_in_a_sentence_is_one_position() -> None:
    (position,) = positions_of("Kenya condemned what it called an unprovoked violation of its airspace.")
    assert position.what == "condemned what it called an unprovoked violation of its airspace"


def test_a_strike_on_what_is_a_groups_is_aimed_at_the_group() -> None:
    (position,) = positions_of("Iran attacked two bases of Hezbollah.")
    assert (position.actor, position.towards) == ("Iran", "Hezbollah")


def test_what_follows_from_a_deed_is_of_who_did_it_not_of_who_blames_them() -> None:
    text = "Ukraine accused Russia of bombing a market in Sumy, killing 30 people."
    assert [(p.actor, p.stance) for p in positions_of(text)] == [
        ("Ukraine", "accuse"),
        ("Russia", "assault"),
        ("Russia", "assault"),
    ]


def test_the_place_outside_which_somebody_speaks_holds_no_stance() -> None:
    text = "Outside court, Detective Sergeant Lee Hanratty of Ely Police praised the nurse."
    assert [p.actor for p in positions_of(text)] in ([], ["Lee Hanratty"])


def test_what_nobody_did_is_nobodys_stance() -> None:
    assert positions_of("No group claimed responsibility for the raid on Osk.") == ()


def test_what_others_are_asked_to_do_for_an_end_is_not_done_by_who_asks() -> None:
    told = positions_of("Norway urged the ministry to do everything possible to free the hostages.")
    assert [(p.actor, p.stance) for p in told] == [("Norway", "request")]


def test_what_somebody_is_accused_of_failing_to_do_is_not_the_accusers_failure() -> None:
    told = positions_of("Critics accused Norway of failing to evacuate people in time.")
    assert ("critics", "accuse", "Norway") in [(p.actor, p.stance, p.towards) for p in told]
    assert ("Norway", "aid", "denied") in [(p.actor, p.stance, p.modality) for p in told]
    assert not [p for p in told if (p.actor, p.stance) == ("critics", "aid")]


def test_until_is_a_condition() -> None:
    told = positions_of("Ana Reyes said the strike would go on until Norway conceded a pay rise.")
    assert [p.modality for p in told if p.stance == "yield"] == ["conditional"]


def test_a_denial_is_not_aimed_at_who_is_cleared_by_it() -> None:
    told = positions_of("Ana Reyes denied that Norway was acting out of greed.")
    assert [(p.actor, p.stance, p.towards) for p in told] == [("Ana Reyes", "reject", None)]


def test_words_of_a_stance_have_both_their_marks_or_none() -> None:
    told = positions_of('The envoy said Norway "strongly condemns" the attack on the port of Osk.')
    assert [p.what.count('"') % 2 for p in told] == [0] * len(told)


@pytest.mark.parametrize(
    ("text", "actor", "stance"),
    [
        ("Jorge Penn lost and demanded a recount.", "Jorge Penn", "request"),
        ("The High Court directed the workers to resume work.", "High Court", "request"),
        ("Judge Samuel Penn dissented.", "Samuel Penn", "reject"),
        ("Norway pledged $20 million.", "Norway", "aid"),
        ("Ana Reyes said she had conferred with Senator Cruz.", "Ana Reyes", "consult"),
        ("In Osk, crowds blocked the entrance to the tower.", "crowds", "protest"),
        ("The Dales MP, Sarah Penn, called for an inquiry.", "Sarah Penn", "request"),
        ("Leader of the Opposition R. Meena accused Norway of lying.", "R. Meena", "accuse"),
        ("Japan offered a field hospital, while Norway pledged $20 million and said it would send a ship.",
         "Norway", "aid"),
    ],
)  # fmt: skip
def test_more_that_news_calls_a_stance(text: str, actor: str, stance: str) -> None:
    told = positions_of(text)
    assert (actor, stance) in [(p.actor, p.stance) for p in told]
    assert not [p for p in told if p.actor == "Japan" and "ship" in p.what]


def test_a_guest_country_is_not_the_government() -> None:
    text = (
        "KELMOUTH, Tarvia - Gunmen took ten engineers on Monday. Three of them are Chinese. "
        "China condemned the attack. The president, Amara Penn, said the government would not talk with them."
    )
    assert not [p for p in positions_of(text) if p.actor == "China" and p.stance != "accuse"]


def test_a_journey_to_nobody_is_no_stance() -> None:
    assert positions_of("Minister Katja Brandt travelled to the coast with the artefacts.") == ()


def test_a_majority_is_overturned_without_a_stance_and_a_ruling_is_not() -> None:
    seat = "The Moor Party won the seat, overturning a majority of 9,418."
    assert [p for p in positions_of(seat) if p.stance == "reject"] == []
    ruling = "The Supreme Court overturned the ruling on Monday."
    assert [p.stance for p in positions_of(ruling)] == ["reject"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Kane struck twice for England.",
        "Smith hit a late winner against Leeds United.",
        "Messi shot over from Suarez's pass.",
        "England attacked Australia from the first ball.",
        "Jones struck at Leeds in the 52nd minute.",
    ],
)
def test_moves_of_a_game_are_no_violence(sentence: str) -> None:
    assert not [p for p in positions_of(sentence) if p.stance == "assault"]


@pytest.mark.parametrize(
    ("sentence", "towards"),
    [
        ("Russia attacked Ukraine from Belarus on Monday.", "Ukraine"),
        ("Turkey struck against the militants in Syria.", "Syria"),
        ("The group attacked in northern Mali.", "Mali"),
        ("Hezbollah hit back with rockets against Israel.", "Israel"),
        ("Fans attacked the referee after the ball went out.", "the referee"),
    ],
)
def test_violence_is_aimed_at_whom_it_hits(sentence: str, towards: str) -> None:
    assert [p.towards for p in positions_of(sentence) if p.stance == "assault"] == [towards]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ministers have called in troops for the clean-up.",
        "The club called in police for help.",
        "The rescue ended after the coast guard called off the search for 17 people.",
        "The army called up reservists for the border.",
        "The crew called out for help.",
    ],
)
def test_who_is_called_in_or_off_is_asked_for_nothing(sentence: str) -> None:
    assert not [p for p in positions_of(sentence) if p.stance in ("request", "accuse")]


@pytest.mark.parametrize(
    ("sentence", "stance"),
    [
        ("The minister called in parliament for talks with the rebels.", "request"),
        ("The union called on Monday for a strike.", "request"),
        ("Senator Cruz called out the company for its prices.", "accuse"),
    ],
)
def test_who_calls_for_something_asks_for_it(sentence: str, stance: str) -> None:
    assert [p.stance for p in positions_of(sentence)] == [stance]


def test_who_disagrees_says_so_in_one_word() -> None:
    (position,) = positions_of("Lena Hofmeister, who studies enzymes, disagreed.")
    assert (position.stance, position.what) == ("reject", "disagreed")


def test_money_promised_to_somebody_is_aid() -> None:
    (aid,) = positions_of("President Karel Dunov promised 50,000 crowns to every family.")
    assert (aid.actor, aid.stance) == ("Karel Dunov", "aid")
    assert not positions_of("The company promised 40 jobs to the town.")
    assert not positions_of("The minister promised to cut taxes by 50,000 crowns.")


def test_who_closes_border_bridges_closes_the_border() -> None:
    (position,) = positions_of("Neighbouring Sudria closed its border bridges.")
    assert (position.actor, position.stance) == ("Sudria", "sanction")
    assert not positions_of("The army closed the bridge office.")


@pytest.mark.parametrize(
    "sentence",
    [
        "Jonas was travelling to university.",
        "Nadia Khan visited the dentist on Monday.",
        "Nadia Khan paid a visit to her mother.",
    ],
)
def test_a_private_journey_is_no_stance(sentence: str) -> None:
    assert positions_of(sentence) == ()


@pytest.mark.parametrize(
    ("sentence", "towards"),
    [
        ("The minister travelled to Kenya.", "Kenya"),
        ("Nadia Khan visited the president in Ankara on Monday.", "the president"),
        ("President Xi Jinping paid a visit to Moscow on Monday.", None),
    ],
)
def test_a_journey_to_a_country_or_its_representative_is_one(sentence: str, towards: str | None) -> None:
    assert [(p.stance, p.towards) for p in positions_of(sentence)] == [("consult", towards)]


def test_all_of_a_list_hold_a_stance() -> None:
    text = "Turkey, Japan and the European Union offered help."
    assert [p.actor for p in positions_of(text)] == ["Turkey, Japan and European Union"]


def test_what_is_asked_of_people_is_told_and_who_says_so_is_not() -> None:
    text = "Romania's president offered to mediate between the camps, according to two diplomats who saw it."
    assert [p.what for p in positions_of(text)] == ["offered to mediate between the camps"]
    text = "The United Nations refugee agency urged the five to reconsider."
    assert [p.what for p in positions_of(text)] == ["urged the five to reconsider"]


@pytest.mark.parametrize(
    "text",
    [
        "Ruth Ames studied in Osk, where Ames met her husband.",
        "The striker met Joe Tanner's corner at the near post.",
    ],
)
def test_to_meet_family_or_a_thing_is_no_talk(text: str) -> None:
    assert positions_of(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Egypt has offered to host a meeting of the two sides next week in Cairo.",
        "Oman convened a summit between Iran and Iraq in Muscat.",
    ],
)
def test_who_has_two_others_meet_mediates(text: str) -> None:
    assert [p.stance for p in positions_of(text)] == ["mediate"]


def test_a_body_without_a_name_and_one_with_a_name_blame_each_other_together() -> None:
    text = "The army and the paramilitary Marsh Support Forces blamed each other for the strike."
    assert [p.actor for p in positions_of(text)] == ["the army and Marsh Support Forces"]


def test_who_remembers_recalls_nobody() -> None:
    assert positions_of("Lind recalled in a 1998 interview with Anna Falk that she was late.") == ()


def test_to_host_a_thing_is_no_talk_with_it() -> None:
    assert positions_of("The pastor, Samuel Lind, offered to host a clinic after Sunday services.") == ()


def test_what_somebody_named_in_passing_is_asked_to_do_is_told() -> None:
    text = "The critic called on the culture minister, Khady Diop, to buy the script for the archives."
    assert [p.what for p in positions_of(text)] == [
        "called on the culture minister, Khady Diop, to buy the script for the archives"
    ]


def test_a_grant_is_aid_and_what_stands_behind_a_comma_is_nobody_dealt_with() -> None:
    text = "The Lumina Foundation today announced a grant of £4.2 million to the Sahel Eye Alliance."
    assert [(p.stance, p.towards) for p in positions_of(text)] == [("aid", "Sahel Eye Alliance")]
    text = "Osk Marine has agreed to buy a rival for £2bn, the Norwegian group’s largest takeover."
    assert "Norwegian group" not in {p.towards for p in positions_of(text)}


def test_who_holds_a_stance_does_not_begin_with_but() -> None:
    text = "But fuming Reg blasted council chiefs, who had rejected three pleas for a limit on the hill."
    assert not any((p.actor or "").lower().startswith("but") for p in positions_of(text))
