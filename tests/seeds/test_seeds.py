"""The sample articles and questions are what seeds/README.md says they are."""

import html
import json
import re
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT / "seeds"
QUESTIONS_FILE = SEEDS / "questions.jsonl"
ARTICLES = sorted({*SEEDS.glob("*.md"), *SEEDS.glob("*.html")} - {SEEDS / "README.md"})
MARKDOWN = [path for path in ARTICLES if path.suffix == ".md"]

STATUSES = {"answered", "not_stated", "conflicting"}
UNANSWERABLE_KINDS = {"near_miss", "false_premise", "off_topic"}
KINDS = UNANSWERABLE_KINDS | {
    "who", "what", "when", "where", "which", "how_many", "why", "how", "said", "who_said", "yes_no", "list",
}  # fmt: skip
FIELDS = {
    "id", "question", "sources", "status", "accept", "accept_all", "kind", "evidence", "note", "resolved",
}  # fmt: skip
FRONT_LINES = ["By ", "Published: ", "URL: ", "Site: "]

Question = dict[str, Any]


def load_questions() -> list[Question]:
    lines = QUESTIONS_FILE.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


QUESTIONS = load_questions()
ANSWERABLE = [question for question in QUESTIONS if question["status"] != "not_stated"]
UNANSWERABLE = [question for question in QUESTIONS if question["status"] == "not_stated"]


def by_id(question: Question) -> str:
    return str(question.get("id"))


def plain(text: str) -> str:
    """The text in lower case with straight quotation marks, short dashes and ordinary spaces."""
    shapes = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})
    return text.translate(shapes).lower()


def stands_in(accepted: str, text: str) -> bool:
    """Whether an accepted string occurs in the text, and not inside a longer word or number."""
    needle = plain(accepted)
    first, last = needle[0], needle[-1]
    before = r"(?<![^\W\d_])" if first.isalpha() else r"(?<!\d)(?<!\d[.,:])" if first.isdigit() else ""
    after = r"(?![^\W\d_])" if last.isalpha() else r"(?![.,:]?\d)" if last.isdigit() else ""
    return re.search(before + re.escape(needle) + after, plain(text)) is not None


def alternatives(question: Question) -> list[list[str]]:
    """What must stand in the answer: one string of every list."""
    if "accept_all" in question:
        return [item if isinstance(item, list) else [item] for item in question["accept_all"]]
    return [question["accept"]] if question["accept"] else []


def body(source: str) -> str:
    """The story's text: of a page, the paragraphs of the story alone."""
    text = (ROOT / source).read_text(encoding="utf-8")
    if source.endswith(".md"):
        return text.split("\n\n", 1)[1]
    story = text.split('class="story-body"', 1)[1].split('<footer class="story-footer"', 1)[0]
    paragraphs = re.findall(r"<p>(.*?)</p>", story, re.DOTALL)
    return "\n\n".join(html.unescape(re.sub(r"<[^>]+>", "", paragraph)) for paragraph in paragraphs)


@pytest.mark.parametrize(
    ("accepted", "text", "expected"),
    [
        ("9", "9", True),
        ("9", "at least 9, officials said", True),
        ("9", "1,190", False),
        ("9", "9,000", False),
        ("31.9", "£31.9m", True),
        ("no", "No, he did not.", True),
        ("no", "It was in the north", False),
        ("it doesn't work", "because it doesn’t work.", True),
        ("5-4", "by 5–4", True),
        ("seven", "seventeen", False),
    ],
)
def test_an_accepted_string_is_a_whole_word_or_number(accepted: str, text: str, expected: bool) -> None:
    assert stands_in(accepted, text) is expected


def test_there_are_eleven_articles() -> None:
    assert len(ARTICLES) == 11


@pytest.mark.parametrize("path", MARKDOWN, ids=lambda path: path.name)
def test_front_lines(path: Path) -> None:
    head = path.read_text(encoding="utf-8").split("\n\n", 1)[0].splitlines()
    assert head[0].startswith("# ")
    kinds = [next(front for front in FRONT_LINES if line.startswith(front)) for line in head[1:]]
    assert kinds == [front for front in FRONT_LINES if front in kinds], "each at most once, in order"


@pytest.mark.parametrize("path", MARKDOWN, ids=lambda path: path.name)
def test_publication_time_and_address(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    published = re.search(r"^Published: (.+)$", text, re.MULTILINE)
    address = re.search(r"^URL: https://[a-z.]+\.example/\S+$", text, re.MULTILINE)
    assert published is not None
    assert datetime.fromisoformat(published.group(1)).utcoffset() is not None
    assert address is not None


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.name)
def test_length(path: Path) -> None:
    assert 350 <= len(body(f"seeds/{path.name}").split()) <= 900


def test_the_page_is_cluttered() -> None:
    page = (SEEDS / "library-ransomware.html").read_text(encoding="utf-8")
    clutter = [
        "cookie", "<nav", "share-bar", "application/ld+json", "og:title", 'rel="canonical"', 'rel="amphtml"',
        "<time", "<figcaption", "credit", "Read more:", "newsletter", "related", "comment", "<footer",
        "<noscript", 'width="1" height="1"', "&rsquo;", "&nbsp;", "&amp;",
    ]  # fmt: skip
    assert [mark for mark in clutter if mark not in page] == []


def test_the_page_has_one_story_and_its_clutter_is_left_out() -> None:
    text = body("seeds/library-ransomware.html")
    assert "Pale Heron" in text
    assert "parking fines" not in text
    assert "sticky note" not in text


def test_structured_data_of_the_page_is_json() -> None:
    page = (SEEDS / "library-ransomware.html").read_text(encoding="utf-8")
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert [json.loads(block)["@type"] for block in blocks] == ["NewsArticle", "BreadcrumbList"]


def test_ids_and_questions_are_unique() -> None:
    ids = Counter(question["id"] for question in QUESTIONS)
    asked = Counter((question["question"].lower(), *question["sources"]) for question in QUESTIONS)
    assert [key for key, count in (*ids.items(), *asked.items()) if count > 1] == []


@pytest.mark.parametrize("question", QUESTIONS, ids=by_id)
def test_form(question: Question) -> None:
    statuses = question["status"] if isinstance(question["status"], list) else [question["status"]]
    assert set(question) <= FIELDS
    assert question["question"].strip() == question["question"] != ""
    assert statuses
    assert set(statuses) <= STATUSES
    assert "not_stated" not in statuses or statuses == ["not_stated"]
    assert question["kind"] in KINDS
    assert ("accept" in question) != ("accept_all" in question)
    assert question["sources"]
    assert all((ROOT / source).is_file() for source in question["sources"])


def test_every_article_has_a_dozen_questions_of_its_own() -> None:
    alone = Counter(question["sources"][0] for question in QUESTIONS if len(question["sources"]) == 1)
    assert [path.name for path in ARTICLES if alone[f"seeds/{path.name}"] < 12] == []


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.name)
def test_about_a_third_of_the_questions_about_an_article_are_unanswerable(path: Path) -> None:
    about = [question for question in QUESTIONS if f"seeds/{path.name}" in question["sources"]]
    share = sum(question["status"] == "not_stated" for question in about) / len(about)
    assert 0.28 <= share <= 0.40


def test_every_kind_is_asked() -> None:
    assert {question["kind"] for question in QUESTIONS} == KINDS


@pytest.mark.parametrize("question", UNANSWERABLE, ids=by_id)
def test_an_unanswerable_question_says_why(question: Question) -> None:
    assert question["kind"] in UNANSWERABLE_KINDS
    assert question["accept"] == []
    assert question["note"]


@pytest.mark.parametrize("question", ANSWERABLE, ids=by_id)
def test_evidence_is_word_for_word(question: Question) -> None:
    text = "\n\n".join(body(source) for source in question["sources"]).replace("\u00a0", " ")
    assert question["kind"] not in UNANSWERABLE_KINDS
    assert question["evidence"]
    assert [passage for passage in question["evidence"] if passage not in text] == []


@pytest.mark.parametrize("question", ANSWERABLE, ids=by_id)
def test_a_right_answer_stands_in_the_evidence(question: Question) -> None:
    evidence = "\n".join(question["evidence"])
    assert alternatives(question)
    if question["kind"] == "yes_no" or question.get("resolved"):
        return
    unmet = [
        group for group in alternatives(question) if not any(stands_in(item, evidence) for item in group)
    ]
    assert unmet == []


@pytest.mark.parametrize("question", ANSWERABLE, ids=by_id)
def test_repeating_the_question_is_no_answer(question: Question) -> None:
    choices = [choice for group in alternatives(question) for choice in group]
    assert [choice for choice in choices if stands_in(choice, question["question"])] == []


@pytest.mark.parametrize(
    "question", [question for question in QUESTIONS if question["status"] == "conflicting"], ids=by_id
)
def test_each_side_of_a_conflict_stands_in_another_source(question: Question) -> None:
    sides = alternatives(question)
    assert len(sides) == len(question["sources"]) == 2
    for source, side in zip(question["sources"], sides, strict=True):
        assert any(stands_in(choice, body(source)) for choice in side)
