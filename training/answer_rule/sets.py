"""The development data of the scoring rule: questions over articles, answered and unanswerable.

--data is a folder of repositories as the benchmarks read them: fhamborg/Giveme5W1H (development articles;
our questions: benchmarks/questions/news-dev.jsonl), amir-zeldes/gum (Wikinews; ours: wikinews-dev.jsonl;
of both, other articles: settle-dev.jsonl; settle-judge.jsonl is not fitted; `training/reader/news/`, which is
here, has the reports),
chen700564/RGB (en_fact, every fifth question), pragyakatyayan/SQuAD_v2.0_Dataset (three articles that the
reader never saw: Warsaw, Immune_system, Civil_disobedience), realtimeqa/realtimeqa_public (2025, without the
questions that are measured on), networkdynamics/PolNeAR (`data/train`; see reported.py). Held-out parts of
any set are not read.
"""

import ast
import hashlib
import io
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from spacy.lang.en.lex_attrs import like_num

from benchmarks import realtimeqa
from benchmarks.answers import is_right
from benchmarks.repositories import Repository, repository
from benchmarks.summaries import article as wikinews_article
from bot.model import Article
from training.answer_rule import reported as speech

QUESTIONS = Path(__file__).parents[2] / "benchmarks" / "questions"
SQUAD_TITLES = ("Warsaw", "Immune_system", "Civil_disobedience")
PARAGRAPHS = 5
NEWS = Path(__file__).parents[1] / "reader" / "news"
EVERY = 8
"""As in `training/reader/prepare_news.py`: every eighth article was not trained on."""
TRAINED_ON = 42_422
"""So many lines of our questions the shipped reader was trained on; it saw no report of the others."""
MOST_OF_ONE = 16
"""So many questions of one report are fitted on: many reports teach more than many questions of one."""


Report = tuple[str, str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Item:
    """One question over its articles; no accepted answer means that they don't say."""

    source: str
    question: str
    accepted: tuple[str, ...]
    articles: tuple[Article, ...]
    group: str
    """Questions of one group share their articles, and are fitted or judged together."""
    required: tuple[tuple[str, ...], ...] = ()
    """The members that a list must have, each in all of its forms."""

    def is_right(self, text: str) -> bool:
        """Whether a text is an accepted answer, and has all that it must have."""
        every = all(is_right(text, list(forms)) for forms in self.required)
        return bool(self.accepted) and every and (bool(self.required) or is_right(text, list(self.accepted)))


def article(text: str, title: str | None = None) -> Article:
    """A text as an article."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(id=digest[:16], title=title, text=text, content_hash=digest, fetched_at=datetime.now(UTC))


def there(data: Path, name: str) -> Repository:
    """A repository of the data folder."""
    found = repository(data, name)
    if found is None:
        raise SystemExit(f"{name} is not under {data}")
    return found


def _asked(name: str) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Article, question and accepted answers of a file of our own questions."""
    for line in (QUESTIONS / name).read_text().splitlines():
        item = json.loads(line)
        yield item["article"], item["question"], tuple(item["answers"])


def news(data: Path) -> Iterator[Item]:
    """Our own questions over news reports of 2016."""
    found = there(data, "fhamborg/Giveme5W1H")
    paths = _gold_paths(found)
    for name, question, accepted in _asked("news-dev.jsonl"):
        yield Item("news", question, accepted, (_gold_report(found, paths[name]),), name)


def _gold_paths(found: Repository) -> dict[str, str]:
    """The path of each report by the first six letters of its name."""
    return {Path(p).name[:6]: p for p in found.names() if "/gold_standard/data/" in p}


def _gold_report(found: Repository, path: str) -> Article:
    page = json.loads(found.read(path))
    text = "\n\n".join(part for part in (page["description"], page["text"]) if part)
    return article(text, page["title"])


def wikinews(data: Path) -> Iterator[Item]:
    """Our own questions over Wikinews reports, in other words than theirs where it could be."""
    found = there(data, "amir-zeldes/gum")
    for name, question, accepted in _asked("wikinews-dev.jsonl"):
        yield Item("wikinews", question, accepted, (_wikinews_report(found, name),), name)


def _wikinews_report(found: Repository, name: str) -> Article:
    return wikinews_article(found.read(f"dep/GUM_news_{name}.conllu").decode())


def settle(data: Path, name: str = "settle-dev.jsonl") -> Iterator[Item]:
    """Questions that are settled with yes or no, a list, or a reason, over reports of both kinds."""
    gum, gold = there(data, "amir-zeldes/gum"), there(data, "fhamborg/Giveme5W1H")
    paths = _gold_paths(gold)
    for line in (QUESTIONS / name).read_text().splitlines():
        item = json.loads(line)
        where = item["article"]
        report = _gold_report(gold, paths[where]) if where in paths else _wikinews_report(gum, where)
        required = tuple((one,) if isinstance(one, str) else tuple(one) for one in item.get("all", ()))
        yield Item("settle", item["question"], tuple(item["answers"]), (report,), where, required)


def reports(_: Path) -> Iterator[Item]:
    """Some questions over each of our reports that the reader did not see, but for those to judge by."""
    judged = {name for name, _, _ in to_judge_by()}
    for name, text, asked in unread():
        if name not in judged:
            some = random.Random(name).sample(asked, min(MOST_OF_ONE, len(asked)))
            yield from over([(name, text, some)])


def over(chosen: Iterable[Report]) -> Iterator[Item]:
    """The questions of such reports; of one that asks for yes or no, that is the answer."""
    for name, text, asked in chosen:
        articles = (article(text),)
        for row in asked:
            told = text[slice(*row["at"])] if row["at"] else None
            yield Item("reports", row["q"], _accepted(row, told), articles, name)


def _accepted(row: dict[str, Any], told: str | None) -> tuple[str, ...]:
    """The verdict, or the marked words; of "six people" the number alone too, where one is asked for."""
    if not told:
        return ()
    if row.get("v"):
        return (row["v"],)
    number = told.split()[0]
    return (told, number) if row["k"] in ("how_many", "how_old") and like_num(number) else (told,)


def unread() -> list[Report]:
    """Name, text and questions of each of our reports that the reader was not trained on."""
    unseen = {name for name, _, _ in _left_out()}
    unseen |= {row["article"] for row in _lines("questions.jsonl")[TRAINED_ON:]}
    return [report for report in own_reports() if report[0] in unseen]


def to_judge_by() -> list[Report]:
    """Those that neither reader nor rule is made from (`benchmarks.answers_reports`)."""
    return _left_out()[1::2]


def _left_out() -> list[Report]:
    """Those that no reader is trained on."""
    texts, asked = _texts(), _asked_of()
    return [(name, texts[name], asked[name]) for name in list(asked)[EVERY - 1 :: EVERY] if name in texts]


def own_reports() -> list[Report]:
    """Name, text and questions of each of our reports."""
    asked = _asked_of()
    return [(name, text, asked[name]) for name, text in _texts().items()]


def _texts() -> dict[str, str]:
    return {row["article"]: row["text"] for row in _lines("reports.jsonl")}


def _asked_of() -> dict[str, list[dict[str, Any]]]:
    asked: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in _lines("questions.jsonl"):
        asked[row["article"]].append(row)
    return asked


def _lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (NEWS / name).read_text("utf-8").splitlines()]


def rgb(data: Path) -> Iterator[Item]:
    """Search-page snippets that answer a question, and some on the same topic that don't; every fifth."""
    rows = there(data, "chen700564/RGB").read("data/en_fact.json").decode().splitlines()
    for item in map(json.loads, rows[::5]):
        answers = item["answer"] if isinstance(item["answer"], list) else [item["answer"]]
        accepted = tuple(a for one in answers for a in (one if isinstance(one, list) else [one]))
        mixed = item["positive"][:3] + item["negative"][:2]
        yield Item("rgb", item["query"], accepted, tuple(map(article, mixed)), item["query"])
        lacking = [t for t in item["negative"] if not any(a.lower() in t.lower() for a in accepted)]
        if len(lacking) >= 2:
            yield Item("rgb", item["query"], (), tuple(map(article, lacking[:5])), item["query"])


def squad(data: Path, most: int = 300) -> Iterator[Item]:
    """Encyclopaedic passages with questions written to look answerable; an article is five passages."""
    import openpyxl

    book = there(data, "pragyakatyayan/SQuAD_v2.0_Dataset").read("squad_2.0_dev_complete_11873.xlsx")
    rows = openpyxl.load_workbook(io.BytesIO(book), read_only=True).active.iter_rows(values_only=True)
    passages: dict[str, list[str]] = defaultdict(list)
    asked = []
    for title, context, question, _, answers, _, _, _, impossible in rows:
        if title not in SQUAD_TITLES or len(found := ast.literal_eval(context)) != 1:
            continue
        if found[0] not in passages[title]:
            passages[title].append(found[0])
        no = str(impossible) == "True"
        accepted = () if no else tuple(ast.literal_eval(answers) if answers.startswith("[") else [answers])
        asked.append((title, found[0], str(question), accepted))
    random.Random(7).shuffle(asked)
    for title, passage, question, accepted in asked[:most]:
        at = passages[title].index(passage) // PARAGRAPHS * PARAGRAPHS
        text = "\n\n".join(re.sub(r"\s+", " ", p) for p in passages[title][at : at + PARAGRAPHS])
        yield Item("squad", question, accepted, (article(text, title.replace("_", " ")),), passage[:40])


def reported(data: Path) -> Iterator[Item]:
    """What somebody says, by annotated attributions of news."""
    for question, accepted, text, name in speech.questions(there(data, "networkdynamics/PolNeAR")):
        yield Item("reported", question, accepted, (text,), name)


def quizzes(data: Path) -> Iterator[Item]:
    """Every second question of news quizzes that isn't measured on, over its ten pages and another week's."""
    found = there(data, realtimeqa.REPOSITORY)
    for question, choice, pages, others in list(realtimeqa.not_measured(found))[::2]:
        accepted = (choice.strip('“”" .'),)
        yield Item("quizzes", question, accepted, pages, question)
        yield Item("quizzes", question, (), others, question)
