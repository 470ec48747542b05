"""The development data of the scoring rule: questions over articles, answered and unanswerable.

--data is a folder with one git repository per source, as DIR/<owner>+<name>/repo:
fhamborg/Giveme5W1H (development articles; our questions: benchmarks/questions/news-dev.jsonl),
chen700564/RGB (en_fact), pragyakatyayan/SQuAD_v2.0_Dataset (three articles that the reader never saw:
Warsaw, Immune_system, Civil_disobedience). Held-out parts of any set are not read.
"""

import ast
import hashlib
import io
import json
import random
import re
import subprocess
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.model import Article

QUESTIONS = Path(__file__).parents[2] / "benchmarks" / "questions"
SQUAD_TITLES = ("Warsaw", "Immune_system", "Civil_disobedience")
PARAGRAPHS = 5


@dataclass(frozen=True)
class Item:
    """One question over its articles; no accepted answer means that they don't say."""

    source: str
    question: str
    accepted: tuple[str, ...]
    articles: tuple[Article, ...]


def article(text: str, title: str | None = None) -> Article:
    """A text as an article."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Article(id=digest[:16], title=title, text=text, content_hash=digest, fetched_at=datetime.now(UTC))


def show(data: Path, repository: str, path: str) -> bytes:
    """A file of a repository."""
    folder = data / repository.replace("/", "+") / "repo"
    return subprocess.run(
        ["git", "-C", folder, "show", f"HEAD:{path}"], check=True, capture_output=True
    ).stdout


def news(data: Path) -> Iterator[Item]:
    """Our own questions over news reports of 2016."""
    folder = data / "fhamborg+Giveme5W1H" / "repo"
    listed = subprocess.run(
        ["git", "-C", folder, "ls-tree", "-r", "--name-only", "HEAD"],
        check=True,
        capture_output=True,
        text=True,
    )
    paths = {Path(p).name[:6]: p for p in listed.stdout.splitlines() if "/gold_standard/data/" in p}
    for line in (QUESTIONS / "news-dev.jsonl").read_text().splitlines():
        item = json.loads(line)
        page = json.loads(show(data, "fhamborg/Giveme5W1H", paths[item["article"]]))
        text = "\n\n".join(part for part in (page["description"], page["text"]) if part)
        yield Item("news", item["question"], tuple(item["answers"]), (article(text, page["title"]),))


def agency(data: Path) -> Iterator[Item]:
    """Our own questions over one agency report, where it is there."""
    path = data.parent / "shared" / "seeds" / "pakistan-iran.txt"
    if path.exists():
        report = article(path.read_text("utf-8").strip())
        for line in (QUESTIONS / "pakistan-iran.jsonl").read_text().splitlines():
            item = json.loads(line)
            yield Item("agency", item["question"], tuple(item["answers"]), (report,))


def rgb(data: Path) -> Iterator[Item]:
    """Search-page snippets that answer a question, and some on the same topic that don't."""
    for line in show(data, "chen700564/RGB", "data/en_fact.json").decode().splitlines()[::5]:
        item = json.loads(line)
        answers = item["answer"] if isinstance(item["answer"], list) else [item["answer"]]
        accepted = tuple(a for one in answers for a in (one if isinstance(one, list) else [one]))
        yield Item(
            "rgb",
            item["query"],
            accepted,
            tuple(article(t) for t in item["positive"][:3] + item["negative"][:2]),
        )
        lacking = [t for t in item["negative"] if not any(a.lower() in t.lower() for a in accepted)]
        if len(lacking) >= 2:
            yield Item("rgb", item["query"], (), tuple(article(t) for t in lacking[:5]))


def squad(data: Path, most: int = 150) -> Iterator[Item]:
    """Encyclopaedic passages with questions written to look answerable; an article is five passages."""
    import openpyxl

    book = show(data, "pragyakatyayan/SQuAD_v2.0_Dataset", "squad_2.0_dev_complete_11873.xlsx")
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
        yield Item("squad", question, accepted, (article(text, title.replace("_", " ")),))
