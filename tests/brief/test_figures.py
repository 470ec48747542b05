# ruff: noqa: E501 - a sentence of an article stands on one line
import pytest

from bot.brief.actors import find_cast
from bot.brief.dates import find_dates
from bot.brief.figures import find_figures
from bot.brief.quotes import find_quotes
from bot.ground.numbers import find_amounts, whole_number
from bot.model import Figure
from tests.brief.articles import FIRE, exact, reading


def figures(text: str) -> list[Figure]:
    read = reading(text)
    cast = find_cast(read)
    found = list(find_figures(read, cast, find_quotes(read, cast), find_dates(read)))
    assert all(exact(figure.evidence, text) for figure in found)
    return found


def told(text: str) -> list[tuple[float, str | None, str | None, str | None]]:
    return [(f.value, f.unit, f.counted, f.qualifier) for f in figures(text)]


@pytest.mark.parametrize(
    ("words", "value", "unit"),
    [
        ("seven", 7, None),
        ("twenty-seven", 27, None),
        ("two hundred and fifty thousand", 250_000, None),
        ("a dozen", 12, None),
        ("half a million", 500_000, None),
        ("two-thirds", 0.6667, None),
        ("1.2 million", 1_200_000, None),
        ("£3.4bn", 3.4e9, "£"),
        ("US$5 billion", 5e9, "US$"),
        ("$5M", 5e6, "US$"),
        ("5 million euros", 5e6, "€"),
        ("Rs 300 crore", 3e9, "₹"),
        ("48 per cent", 48, "%"),
        ("12%", 12, "%"),
        ("41.5C", 41.5, "°C"),
        ("-5C", -5, "°C"),
        ("7,000 square metres", 7000, "m²"),
        ("120mph", 120, "mph"),
        ("0.25 percentage points", 0.25, "percentage points"),
    ],
)
def test_an_amount_is_read_in_digits_and_words(words: str, value: float, unit: str | None) -> None:
    (amount,) = find_amounts(f"It was {words}, they said.")
    assert (round(amount.value, 4), amount.unit) == (value, unit)


@pytest.mark.parametrize(
    "words",
    [
        "a 3-1 win",
        "a 5-4 ruling",
        "an F-16 jet",
        "since COVID-19",
        "on the 7th floor",
        "at 10.30pm",
        "at 4:17 a.m.",
        "a 23-year-old man",
        "call 020 7946 0958",
        "no one",
        "million-strong",
    ],
)
def test_what_only_looks_like_an_amount_is_none(words: str) -> None:
    assert [a.value for a in find_amounts(words) if a.value != 7946] == []


def test_a_range_is_its_two_ends() -> None:
    for words in ("between 200 and 300 people", "200-300 people", "200 to 300 people"):
        assert [(a.value, a.bound) for a in find_amounts(words)] == [(200, "from"), (300, "to")]
    ends = find_amounts("€20m-€25m")
    assert [(a.value, a.unit, a.bound) for a in ends] == [(2e7, "€", "from"), (2.5e7, "€", "to")]
    assert [a.value for a in find_amounts("5-6 million people")] == [5e6, 6e6]


def test_a_change_is_no_range() -> None:
    assert [a.bound for a in find_amounts("rose from 3 to 5 per cent")] == [None, None]


def test_whole_numbers() -> None:
    assert [whole_number(w) for w in ("27", "twenty-seven", "nothing")] == [27, 27, None]


def test_a_toll_says_who_was_counted_and_how() -> None:
    assert told("The strike killed at least two children and injured three others.") == [
        (2, None, "children killed", "at least"),
        (3, None, "others injured", None),
    ]
    assert told("Nearly 40 were injured.") == [(40, None, "people injured", "nearly")]


def test_a_number_alone_counts_the_subject_of_its_clause() -> None:
    assert told("The death toll rose to nine.") == [(9, None, "people killed", None)]
    assert told("Profits fell 5%.") == [(5, "%", "Profits fell", None)]
    assert told("The firm reported a loss of about $3m.") == [(3e6, "US$", "loss", "about")]


def test_a_share_counts_what_it_is_a_share_of() -> None:
    assert told("Almost half of voters backed the plan.") == [(0.5, None, "voters", "almost")]


def test_who_says_so_is_named() -> None:
    (one,) = figures("Iranian state media said the attack killed at least seven people.")
    assert one.according_to == "Iranian state media"
    (other,) = figures("The attack killed seven people, according to the health ministry.")
    assert other.according_to is not None
    assert "ministry" in other.according_to.lower()


def test_the_same_figure_told_twice_is_one_and_different_ones_stay_apart() -> None:
    text = "The quake killed seven people. Officials in the town said seven people were killed. The mayor said nine people were killed."
    found = figures(text)
    assert sorted({f.value for f in found}) == [7, 9]
    assert all(f.counted == "people killed" for f in found)
    seven = [f for f in found if f.value == 7]
    assert len(seven) == 1
    assert len(seven[0].evidence) == 2


def test_a_number_that_points_back_is_no_new_figure() -> None:
    assert told("Two miners were killed. The two miners were brothers.") == [(2, None, "miners killed", None)]
    assert told("The two countries agreed.") == []


def test_dates_ages_addresses_and_names_are_no_figures() -> None:
    text = (
        "John Smith, 62, of 10 Downing Street, flew on a Boeing 737 on 18 January 2024. "
        "He was charged under Section 4 in 2019. It was the second time in two years ago."
    )
    assert told(text) == []


def test_a_sentence_and_a_fine() -> None:
    assert told("Smith was sentenced to 12 years in prison and fined £20,000.") == [
        (12, "years", "in prison", None),
        (20_000, "£", "fined", None),
    ]


def test_a_whole_report() -> None:
    found = {(f.value, f.counted): f for f in figures(FIRE)}
    assert found[14, "people injured"].qualifier == "at least"
    assert found[300, "residents evacuated"].qualifier == "more than"
    assert [f.unit for f in found.values() if f.value == 250_000] == ["£"]
    assert len(found[2, "firefighters killed"].evidence) == 1
    assert found[2, "firefighters killed"].according_to is not None


def test_both_ends_of_a_range_count_the_same() -> None:
    assert told("Between 200 and 300 people marched.") == [
        (200, None, "people", "from"),
        (300, None, "people", "to"),
    ]


def test_a_value_that_is_put_at_something_counts_what_was_put() -> None:
    assert told("The institute put the magnitude at 6.1.") == [(6.1, None, "magnitude", None)]


def test_numbers_inside_words_are_no_figures() -> None:
    assert told("They fear a two-front war. The club has zero tolerance.") == []


def test_over_some_years_is_not_more_than_some_years() -> None:
    assert [f.qualifier for f in figures("They searched over three kilometres, over three weeks.")][-1:] == [
        None
    ]
    assert [f.qualifier for f in figures("They counted over 300 bats.")] == ["over"]


@pytest.mark.parametrize(
    "text",
    [
        "The alarm was raised at 3.45 a.m. by a guard.",
        "The gates reopened at 1.15 p.m.",
        "It began shortly after 6 a.m. in the cellar.",
        "The museum closed at nine.",
        "They met on a two-day visit.",
        "A ten-year-old boy read the poem.",
        "It came two days after the vote and three hours before dawn.",
        "It is one of the oldest mills in the county.",
        "The two neighbours signed. She brought her two cats.",
    ],
)
def test_hours_of_the_day_spans_of_time_and_small_talk_are_no_figures(text: str) -> None:
    assert told(text) == []


def test_what_is_put_at_a_number_is_counted_by_who_puts_it_there() -> None:
    text = "The mayor, Ana Ruiz, said 60 boats had been destroyed. The coastguard put the number at 45."
    found = figures(text)
    assert [(f.value, f.counted) for f in found] == [(60, "boats destroyed"), (45, "boats destroyed")]
    assert "coastguard" in (found[1].according_to or "")


def test_a_toll_counts_people_killed_in_every_wording() -> None:
    for text in (
        "A landslide near Osk killed at least six people.",
        "Two more bodies were found, bringing the death toll from the landslide to six.",
        "The toll was raised to six – four women and two men.",
        "The district put the death toll at six.",
    ):
        assert (6, "people killed") in [(f.value, f.counted) for f in figures(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The number of people injured was 31.", (31, None, "people injured")),
        ("A tremor of magnitude 5.2 followed.", (5.2, None, "magnitude")),
        ("The lab, which first gave its weight as 4.4, revised the figure to 4.9.", (4.9, None, "weight")),
        ("The analyst Jo Marr cut her price target from 410p to 380p.", (380, "pence", "price target")),
        ("Ovens Group reported a 9 per cent rise in annual profit.", (9, "%", "rise in annual profit")),
        ("Its shares closed 1.4 percent lower.", (1.4, "%", "shares lower")),
        ("The survey found 12 per cent more nests.", (12, "%", "more nests")),
        ("Debt stood at £90m, down from £98m in May.", (98e6, "£", "Debt")),
        ("The epicentre was 12 kilometres west of Osk.", (12, "km", "west of Osk")),
        ("He was jailed for nine years.", (9, "years", "jailed")),
        ("The court gave the firm 28 days to appeal.", (28, "days", "to appeal")),
        ("The crew earn £19 an hour.", (19, "£", "an hour")),
        ("Four were still missing.", (4, None, "people missing")),
    ],
)
def test_a_bare_number_tells_what_it_measures(text: str, expected: tuple[float, str | None, str]) -> None:
    assert expected in [(f.value, f.unit, f.counted) for f in figures(text)]


def test_a_name_is_never_what_is_counted() -> None:
    for text in (
        "OSK, Ruritania (Wire) - Rescuers found two bodies, bringing the toll to nine.",
        "Ovens Group said on Monday its profit fell 3 per cent to £4m.",
    ):
        assert all(f.counted and f.counted.split()[0] not in ("OSK", "Ovens") for f in figures(text))


@pytest.mark.parametrize(
    "text",
    [
        "Vera Lind was 91. She lived in Osk.",
        "Their daughter, Ana Lind, who is four, was not hurt.",
        "Lind, 63, conceded defeat.",
        "Turnout fell among those aged 18 to 24.",
        "The infants were between 2 and 5 months old.",
        "Rosa Lind, a 44-year-old mother of three, walked away.",
        "He had no signal to call 911.",
        "She ran 67 in Osk and was glad.",
    ],
)
def test_ages_children_of_a_parent_telephones_and_bare_numbers_are_no_figures(text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The bill passed by 331 votes to 214.", [(331, None, "votes"), (214, None, "votes")]),
        ("Three of the engineers are Chinese nationals.", [(3, None, "Chinese nationals")]),
        ("Only 3,150 of the firm's 21,400 buses ran.", [(3150, None, "buses"), (21400, None, "buses")]),
        ("Net debt fell to 1.9 billion pounds from 3.1 billion.", [(1.9e9, "£", "Net debt"), (3.1e9, "£", "Net debt")]),
        ("Profit jumped to 612 million pounds ($790 million).", [(612e6, "£", "Profit"), (790e6, "US$", "Profit")]),
        ("The cost was put at $120 million to $140 million.", [(120e6, "US$", "cost"), (140e6, "US$", "cost")]),
        ("The company lost about ₹96 crore in revenue.", [(96e7, "₹", "revenue lost")]),
        ("The plan will save about 6 million kroner a year.", [(6e6, "kroner", "save a year")]),
        ("The bridge needed repairs costing £3.4m.", [(3.4e6, "£", "repairs")]),
    ],
)  # fmt: skip
def test_what_is_counted_is_told_with_every_number(text: str, expected: list[tuple[float, str, str]]) -> None:
    assert [(f.value, f.unit, f.counted) for f in figures(text)] == expected


def test_runs_and_wickets_are_no_figures_and_a_term_that_is_served_is_one() -> None:
    assert figures("The hosts slipped to 73 for three and reached 327 for four.") == []
    served = figures("Darren Whitlow was told he would serve at least 26 years.")
    assert [(f.value, f.unit, f.counted) for f in served] == [(26, "years", "serve")]
    assert [f.counted for f in figures("A man killed a grocer for £140 on Monday.")] == [None]


def test_votes_odds_and_what_is_spent() -> None:
    votes = figures("Workers voted 212 to 198 against joining.")
    assert [(f.value, f.counted) for f in votes] == [(212, "votes"), (198, "votes")]
    assert figures("One in five children who catch it needs care.") == []
    assert [f.counted for f in figures("An extra £22m would be spent on clinics.")] == ["spent"]


def test_a_number_that_follows_another_with_to_counts_the_same_and_persons_are_no_percentages() -> None:
    trial = (
        "Patients who took the pill went from an average of 11.2 migraine days a month to 5.6 after 12 weeks."
    )
    assert [(f.value, f.counted) for f in figures(trial)] == [(11.2, "migraine days"), (5.6, "migraine days")]
    turnout = "Turnout was 47.3%, down from 68% at the general election."
    assert [(f.value, f.counted) for f in figures(turnout)] == [(47.3, "Turnout"), (68, "Turnout")]


def test_a_period_is_not_counted_by_the_phrase_that_happens_to_follow() -> None:
    (walkout,) = figures("Crews walked out for four days in a dispute over rosters and pay.")
    assert (walkout.value, walkout.counted) == (4, None)
    (term,) = figures("He was sentenced to 12 years in prison.")
    assert term.counted == "in prison"


def test_a_number_that_is_denied_is_nobodys_figure() -> None:
    """Five people whose deaths were denied stood among the figures as if they had died."""
    denied = "The civil defence office denied reports by local radio that five hikers had been found dead."
    assert figures(denied) == []
    assert figures("The firm denied it had cut 500 jobs.") == []
    (bail,) = figures("The judge denied bail to 12 protesters.")
    assert bail.value == 12


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("A total of 154 were rescued.", "people rescued"),
        ("A total of 40 houses were destroyed.", "houses destroyed"),
        ("A total of 40 children live in the home.", "children"),
        ("The floods forced 60,000 from their homes.", "people forced from their homes"),
        ("The fighting drove 20,000 from the city.", "people driven from the city"),
        ("City won in front of 31,406.", "people"),
    ],
)
def test_people_are_counted_without_being_named(text: str, counted: str) -> None:
    assert [figure.counted for figure in figures(text)] == [counted]


def test_money_owed_to_some_number_is_no_range() -> None:
    (owed, to_whom) = figures("The company, which owed £17m to 230 creditors, collapsed.")
    assert (owed.counted, to_whom.counted) == ("owed", "creditors")
    (owed, to_whom) = figures("He was convicted of owing £17m to 230 creditors.")
    assert (owed.counted, to_whom.counted) == ("owing", "creditors")


def test_a_lead_is_told_as_one() -> None:
    assert told("Ms Reid was 1,156 votes ahead of Mr Cole.") == [(1156, None, "votes ahead", None)]
    assert told("Some 300 workers ahead of the strike joined the union.")[0][2] == "workers"


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("Norvik expects profit of between 4.6 billion and 4.9 billion kroner.", ["profit", "profit"]),
        ("The fund has assets of about $4 billion.", ["assets"]),
        (
            "Figures seen by the BBC show waiting lists at the trust rose by 12% to 48,300.",
            ["waiting lists rose", "waiting lists"],
        ),
        (
            "Pain fell to 8.2 in patients on the drug, while those on placebo fell to 9.1.",
            ["Pain", "those on placebo"],
        ),
    ],
)
def test_a_value_belongs_to_the_nearest_noun(text: str, counted: list[str]) -> None:
    assert [figure.counted for figure in figures(text)] == counted


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("Some 2,300 houses were destroyed and another 9,000 damaged.", "houses damaged"),
        ("Ten villages were cut off and a further 30 flooded.", "villages flooded"),
        ("Twelve people were killed and another 30 injured.", "people injured"),
        ("Twelve people were killed and another 30 were taken to hospital.", "taken to hospital"),
    ],
)
def test_another_number_counts_what_was_counted_last(text: str, counted: str) -> None:
    assert figures(text)[-1].counted == counted


def test_a_forecast_is_in_the_money_of_the_sentence_before() -> None:
    kroner = told("Operating profit was 1.12 billion kroner. Analysts had expected 1.31 billion.")
    assert kroner[-1] == (1.31e9, "kroner", "Operating profit expected", None)
    assert told("Sales were 40 million euros. The network reaches 3 million.")[-1][1] is None


def test_who_speaks_is_not_counted() -> None:
    assert told("“They knew,” said one man. One woman told the BBC that the noise was terrible.") == []
    assert told("One man died in the fire.") == [(1, None, "man dead", None)]


def test_a_multiple_and_a_duration_are_figures() -> None:
    assert told("The new chip is up to 50 times faster.") == [(50, None, "times faster", "up to")]
    assert told("The inquiry is expected to last five months.") == [(5, "months", "last", None)]
    assert told("The firm lost $3m in the last five months.") == [(3e6, "US$", "lost", None)]
    assert told("He was fined three times more than his brother.") == []


@pytest.mark.parametrize(
    ("sentence", "counted"),
    [
        ("Nine people lost their lives when a bus left the road.", "people dead"),
        ("The crash cost nine people their lives.", "people dead"),
        ("The flood claimed the lives of nine people.", "people dead"),
        ("Rescuers recovered the bodies of nine miners on Monday.", "miners dead"),
        ("The bodies of nine were found in the hold.", "people dead"),
        ("The landslide left nine people dead.", "people dead"),
        ("Nine migrants were found dead in a lorry.", "migrants dead"),
        ("Nine walkers froze to death in the mountains.", "walkers dead"),
        ("Nine swimmers fell to their deaths.", "swimmers dead"),
        ("Nine people have suffocated in the container.", "people suffocated"),
        ("Gunmen massacred nine villagers.", "villagers killed"),
    ],
)
def test_deaths_are_told_in_many_words(sentence: str, counted: str) -> None:
    assert [(f.value, f.counted) for f in figures(sentence)] == [(9, counted)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Nine people are feared dead.",
        "Nine people were sentenced to death.",
        "Nine people were not found dead.",
        "The governing bodies of nine sports met on Monday.",
        "The programme changed the lives of nine people.",
        "Nine gunmen shot a guard dead.",
    ],
)
def test_what_only_sounds_like_deaths_counts_none(sentence: str) -> None:
    assert not any("dead" in (f.counted or "") for f in figures(sentence))


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("It was minus ten degrees in the camp.", (-10, "degrees")),
        ("The 6.7-magnitude quake hit at dawn.", (6.7, None)),
        ("A builder was jailed for nine years after the wall fell.", (9, "years")),
    ],
)
def test_a_figure_keeps_its_sign_its_scale_and_its_sentence(
    text: str, figure: tuple[float, str | None]
) -> None:
    assert figure in [(f.value, f.unit) for f in figures(text)]


@pytest.mark.parametrize(
    "text", ["Leaders of the Danube Five met on Monday.", "The last vote was held before the 2014 protests."]
)
def test_a_number_in_a_name_and_the_year_of_a_thing_are_no_figures(text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("Sales beat analysts' estimates of $4.05 billion.", "estimates"),
        ("He served almost three years of a four-year sentence.", "sentence"),
        ("It lies 35 kilometres north-west of Velan.", "north-west of Velan"),
        ("The rate stands at between 30 and 40% in most years.", "rate"),
    ],
)
def test_what_is_counted_is_a_thing(text: str, counted: str) -> None:
    assert figures(text)[0].counted in (counted, None if counted == "rate" else counted)


def test_a_sum_without_its_money_is_in_that_of_the_report_and_not_of_its_conversion() -> None:
    text = "It lost 94 million francs ($106 million) in 2025, compared with a profit of 212 million in 2024."
    assert [(f.value, f.unit) for f in figures(text)][-1] == (212_000_000, figures(text)[0].unit)


def test_what_was_counted_before_is_counted_up_from_less() -> None:
    text = "The firm says 310,000 customers have lost power, up from 180,000 this morning."
    assert [(f.value, f.counted) for f in figures(text)] == [(310_000, "customers"), (180_000, "customers")]


def test_both_ends_of_a_range_of_people_count_what_happened_to_them() -> None:
    assert {f.counted for f in figures("Some 20 to 30 were hurt.")} == {"people hurt"}


def test_months_in_which_something_was_done_are_none_in_a_place_told_at_length() -> None:
    text = "They filmed 24 squid over six months in tanks lit only by lamps."
    assert not any((f.counted or "").startswith("in ") for f in figures(text))


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("They have lost four semi-finals in six years.", (4, None, "semi-finals lost", None)),
        ("The fund will pay clinics to train 1,150 community health workers.", (1150, None, "community health workers", None)),
        ("The foundation today announced a grant of CHF 4.2 million over four years to the clinic.", (4_200_000, "CHF", "grant", None)),
        ("The takeover will be paid for with SKr6bn of new debt.", (6e9, "SEK", "new debt", None)),
        ("About a third of the 7,500km coastline is eroding.", (0.3333, None, "coastline", "about")),
        ("They lowered the oxygen to less than 2.5 milligrams per litre.", (2.5, "mg/l", None, "less than")),
        ("It was closed for seven months in 2021 after a fire.", (7, "months", "closed", None)),
        ("Council leader Ana Ellis-Rowe told the meeting that repairs to the roof and boilers would come to £3.8m over five years.", (3_800_000, "£", None, None)),
    ],
)  # fmt: skip
def test_a_figure_counts_the_whole_of_its_noun_and_nothing_else(
    text: str, figure: tuple[float, str | None, str | None, str | None]
) -> None:
    assert figure in told(text)


def test_a_year_of_the_next_century_is_no_figure() -> None:
    assert [f.value for f in figures("Levels are expected to drop by 4% more by 2100.")] == [4]


def test_minutes_to_do_something_in_hang_on_nothing() -> None:
    assert all(
        (f.counted or "").split()[-1:] != ["to"]
        for f in figures("They had 45 minutes to be glad or to be sad.")
    )
