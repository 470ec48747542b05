"""What belongs to the page goes; what belongs to the story stays."""

import pytest

from bot.ingest.cuewords import is_caption, is_furniture
from bot.ingest.draft import Block
from bot.ingest.furniture import story_of

STORY = [
    "The harbour at Velling was shut on Monday after a tanker ran aground, the port authority said.",
    "“We pulled eleven people off the deck before midnight,” said Oda Renn of the lifeboat. “All are well.”",
    "The ship carried 4,000 tonnes of grain. No oil had leaked by Tuesday, according to the coastguard.",
    "Ferries to the islands were cancelled until at least Thursday.",
]

CAPTIONS = [
    "A tug stands by near the grounded tanker on Monday. (Photo by Lena Horvat / AFP)",
    "A tug stands by near the grounded tanker on Monday [Lena Horvat/Reuters]",
    "A tug stands by near the grounded tanker. (AP Photo/Lena Horvat, File)",
    "FILE - The north pier of Velling is seen on March 3, 2021. (AP Photo/Lena Horvat)",
    "FILE PHOTO: The north pier of Velling, March 3, 2021. REUTERS/Lena Horvat/File Photo",
    "The north pier of Velling. Photograph: Lena Horvat/The Courier",
    "The north pier of Velling. Photo: Lena Horvat",
    "Image source, Getty Images",
    "Image caption, The tanker lies on a sandbank",
    "The tanker on Monday (Image: Velling Port Authority)",
    "The tanker on Monday. [File: Lena Horvat/EPA]",
    "The tanker on Monday. (Lena Horvat via AP)",
    "The tanker on Monday | Lena Horvat/Getty Images",
    "Photo: Lena Horvat",
]

FURNITURE = [
    "Advertisement",
    "Story continues below advertisement",
    "Read more: Five ships that ran aground this year",
    "Also in the news: Five ships that ran aground",
    "Lena Horvat covers ports for the Courier. Follow her on X @lenahorvat.",
    "Follow @lenahorvat on Twitter",
    "By entering your email you agree to our Terms of Use and Privacy Policy.",
    "We and our 842 partners store and/or access information on a device, such as cookies.",
    "No account yet? Register for free to read five articles a month.",
    "You have 2 free articles left this month.",
    "You have reached your article limit",
    "Subscribe for $1 a week to keep reading.",
    "Have you been affected by this story? Tell us at desk@velling.example",
    "Click to share on Facebook (Opens in new window)",
    "[Photo gallery: 112 years of the Velling ferry]",
    "This article is more than 3 years old",
    "READ MORE | Five ships that ran aground",
    "Also read: Five ships that ran aground",
    "Related: What a harbour master does",
    "Sign up for our newsletter and get the day's headlines in your inbox.",
    "Get the latest news delivered straight to your inbox every morning.",
    "By signing up, you agree to our Terms of Service and Privacy Policy.",
    "Share on Facebook",
    "Share this article",
    "Copy link",
    "27 comments",
    "4 min read",
    "Published 18 January 2024",
    "January 18, 2024 10:32 GMT",
    "Updated: Jan 18, 2024, 5:04 p.m. EST",
    "3 hours ago",
    "By Oda Renn and Lena Horvat",
    "Your email address will not be published. Required fields are marked *",
    "We use cookies to improve your experience on our site.",
    "© 2024 The Velling Courier. All rights reserved.",
    "Copyright 2024 The Velling Courier",
    "Reporting by Oda Renn in Velling; Editing by Lena Horvat",
    "(Reporting by Oda Renn; Editing by Lena Horvat)",
    "Our Standards: The Thomson Reuters Trust Principles.",
    "Associated Press writer Lena Horvat contributed to this report.",
    "This article was amended on 19 January 2024 to correct the tonnage.",
    "Follow us on Twitter",
    "Download our app",
    "Already a subscriber? Log in",
    "Subscribe to continue reading",
    "Click here to join our WhatsApp channel",
    "Do you have a story for us? Email us at news@velling.example",
    "Skip to main content",
    "Leave a Comment",
]

REAL = [
    *STORY,
    "Sign up to the scheme has been slow, the minister admitted.",
    "Follow-up inspections found faults in nine of the twelve cranes.",
    "More from the fund will be spent on dredging, the council said.",
    "Reporting by two newspapers led to the arrest of the captain in May.",
    "Copyright law does not protect the design of a hull, the court ruled.",
    "Published in 2019, the book describes the wreck of the Anna Maria.",
    "Photographs of the wreck were shown to the jury on Tuesday.",
    "Images of the tanker showed a hole below the waterline.",
    "The photo, taken by a passing sailor, was published by the Associated Press.",
    "File sharing is not a crime in Velmora, the judge said.",
    "Watch officers on the bridge had been awake for 20 hours, the report found.",
    "Listen to the engineers first, she told the committee.",
    "“You can unsubscribe at any time,” the message to customers said, but nobody could.",
    "The company said 3 million people read its newsletter every week.",
    "The harbour master told Reuters the ship had ignored two warnings.",
    "The ship was built in Gdansk (Poland) and sails under the flag of Malta (EU).",
    "Shares in the shipping line fell 4% on Tuesday (Reuters).",
    "An earlier version of this engine caught fire in 2016, investigators said.",
    "The views expressed by the captain were not those of the owner, its lawyer said.",
    "By Tuesday night the tide had lifted the stern.",
    "Comments by the captain were struck from the record.",
    "Correction of the charts will take a year, the hydrographic office said.",
    "Live animals were among the cargo, according to customs papers.",
    "Tags on the containers showed that they came from Velmora.",
    "Published accounts put the number of crew at 22.",
    "Required fields of vision were blocked by the cranes, the inquiry heard.",
    "Join our crew, the poster said, and see the world.",
    "JavaScript is the language in which most of the port's systems are written.",
    "“Read more,” the teacher told them, and they did.",
    "Follow @anna on the lists of the inquiry and you find a skipper who slept, it said.",
    "The police officer said that they would follow her on X, “as anybody may”.",
    "Have you seen this man, the poster asked.",
    "Photo gallery owners have protested against the tax, their union said.",
    "Editing by gene scissors made the barley resistant to salt.",
]  # fmt: skip


@pytest.mark.parametrize("text", CAPTIONS)
def test_a_caption_is_recognised(text: str) -> None:
    assert is_caption(text)


@pytest.mark.parametrize("text", FURNITURE)
def test_furniture_is_recognised(text: str) -> None:
    assert is_furniture(text)


@pytest.mark.parametrize("text", REAL)
def test_a_sentence_of_the_story_stays(text: str) -> None:
    assert not is_caption(text)
    assert not is_furniture(text)


@pytest.mark.parametrize("text", [*CAPTIONS, *FURNITURE])
@pytest.mark.parametrize("place", [0, 2, 4])
def test_the_story_is_left_whatever_stands_in_it(text: str, place: int) -> None:
    lines = [*STORY[:place], text, *STORY[place:]]
    assert list(story_of(map(Block, lines)).paragraphs) == STORY


def test_a_caption_that_stands_a_second_time_without_its_credit_goes() -> None:
    lines = [
        "A tug stands by near the grounded tanker off Velling on Monday.",
        "A tug stands by near the grounded tanker off Velling on Monday [Lena Horvat/AFP]",
        *STORY,
    ]
    story = story_of(map(Block, lines))
    assert list(story.paragraphs) == STORY
    assert story.captions == (lines[1],)


def test_a_caption_that_the_page_marks_up_goes() -> None:
    lines = ["The pier before the storm.", *STORY]
    assert list(story_of(map(Block, lines), captions=["The pier before the storm."]).paragraphs) == STORY


def test_the_headline_and_scraps_of_the_page_go() -> None:
    lines = ["Tanker aground off Velling", *STORY[:2], "‘All are well’", "What is known", *STORY[2:]]
    assert list(story_of(map(Block, lines), titles=["Tanker Aground Off Velling!"]).paragraphs) == STORY


def test_what_is_marked_up_as_a_heading_belongs_to_the_text() -> None:
    lines = [*map(Block, STORY[:2]), Block("What is known", "heading"), *map(Block, STORY[2:])]
    assert list(story_of(lines).paragraphs) == [*STORY[:2], "What is known", *STORY[2:]]


def test_an_interviewer_s_question_stays_though_it_is_set_as_a_heading() -> None:
    question = Block("When did you know that it would not float again?", "heading")
    assert question.text in story_of([*map(Block, STORY), question]).paragraphs


def test_short_lines_are_the_text_where_all_lines_are_short() -> None:
    lines = ["O tanker on the sand", "The tide comes in again", "And finds you where you stand"]
    assert list(story_of(map(Block, lines)).paragraphs) == lines


def test_nothing_after_the_head_of_the_comments_belongs_to_the_story() -> None:
    lines = [
        *STORY,
        "Comments (27)",
        "I heard that the captain was asleep, and that 40 people died.",
        "Sack him.",
    ]
    assert list(story_of(map(Block, lines)).paragraphs) == STORY


def test_a_box_with_other_stories_goes_and_the_story_goes_on() -> None:
    lines = [
        *STORY[:2],
        "Related stories",
        "Captain fined after collision in the sound",
        "Ten years on: the night the Anna Maria sank",
        *STORY[2:],
    ]
    assert list(story_of(map(Block, lines)).paragraphs) == STORY


def test_a_pull_quote_goes_and_the_quote_stays() -> None:
    lines = [*STORY[:3], "“We pulled eleven people off the deck before midnight”", *STORY[3:]]
    assert list(story_of(map(Block, lines)).paragraphs) == STORY


def test_a_short_pull_quote_goes_and_a_short_reply_stays() -> None:
    lines = [*STORY[:3], "“We do not guess.”", *STORY[3:], "“We do not guess,” the mayor said on Friday."]
    assert "“We do not guess.”" not in story_of(map(Block, lines)).paragraphs
    assert "“We do not guess.”" in story_of(map(Block, lines[:-1])).paragraphs


def test_a_paragraph_that_stands_twice_stands_once() -> None:
    assert list(story_of(map(Block, [*STORY, STORY[0]])).paragraphs) == STORY


def test_a_dateline_on_its_own_opens_the_next_paragraph() -> None:
    lines = ["VELLING, Velmora —", *STORY]
    assert story_of(map(Block, lines)).paragraphs[0] == f"VELLING, Velmora — {STORY[0]}"


def test_links_listed_behind_the_last_sentence_go_and_a_list_that_is_led_to_stays() -> None:
    links = [Block("Gold price today", "item"), Block("Cup draw 2024: full list", "item")]
    story = [Block(text) for text in STORY]
    assert story_of([*story, *links]).paragraphs == tuple(STORY)
    listed = story_of([*story, Block("The ships are:"), Block("Anna Lind, of Osk", "item")]).paragraphs
    assert listed[-1] == "Anna Lind, of Osk"


@pytest.mark.parametrize(
    "text",
    [
        "Appeared in the October 5, 2023, print edition as 'Harbour Shut'.",
        "Follow our coverage of the harbour here. Have a news tip? Text 555-0119.",
    ],
)
def test_what_a_paper_says_of_its_own_pages_is_furniture(text: str) -> None:
    assert is_furniture(text)
