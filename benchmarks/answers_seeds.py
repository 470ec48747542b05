"""The sample questions through the product's own way: right, refused, evidence exact.

Source: `seeds/questions.jsonl`, written for this project by others than wrote the answering. Right: an
accepted string stands in the answer as whole words (benchmarks/answers.py). Refused: status `not_stated`
where it was asked for. Evidence exact: its quote is the article's text from start to end, and where the
question says which sentence settles it, one of the answer's evidences overlaps it.

Usage: python -m benchmarks.answers_seeds [--errors] [--kinds]
"""

import argparse
import asyncio
import json
import re
from collections import defaultdict
from functools import partial
from typing import Any

from bot.answer.engine import Coverage, answer
from bot.app import Desk
from bot.brief.compose import compose
from bot.config import load_settings
from bot.model import Answer, Article, Brief
from bot.resources import resource


def is_said(wanted: str | list[str], text: str) -> bool:
    """Whether one of the accepted strings stands in the text, not inside a longer word or number."""
    forms = [wanted] if isinstance(wanted, str) else wanted
    return any(_stands(_plain(form), _plain(text)) for form in forms)


def _stands(form: str, text: str) -> bool:
    before = r"(?<![^\W\d_])" if form[0].isalpha() else r"(?<!\d)(?<!\d[.,:])" if form[0].isdigit() else ""
    after = r"(?![^\W\d_])" if form[-1].isalpha() else r"(?![.,:]?\d)" if form[-1].isdigit() else ""
    return re.search(before + re.escape(form) + after, text) is not None


def _plain(text: str) -> str:
    return re.sub(r"[‐-―]", "-", re.sub(r"[‘’]", "'", re.sub(r"[“”]", '"', text))).casefold()


def judged(item: dict[str, Any], given: Answer, articles: list[Article]) -> tuple[bool, bool]:
    """Whether the answer is as accepted, and whether its evidence is exact."""
    allowed = item["status"] if isinstance(item["status"], list) else [item["status"]]
    said = all(is_said(one, given.text) for one in item.get("accept_all", ())) and (
        not item.get("accept") or is_said(item["accept"], given.text)
    )
    right = given.status in allowed and (given.status == "not_stated" or said)
    texts = {article.id: article.text for article in articles}
    shown = (*given.evidence, *([given.closest] if given.closest else []))
    exact = all(texts[e.article_id][e.start : e.end] == e.quote for e in shown)
    if given.evidence and item.get("evidence"):
        exact = exact and any(
            e.quote in wanted or wanted in e.quote for wanted in item["evidence"] for e in given.evidence
        )
    return right, exact


async def read_all(sources: set[str]) -> dict[str, Article]:
    """Every source as the product reads it."""
    async with Desk(load_settings()) as desk:
        return {source: await desk.read(str(resource(source))) for source in sorted(sources)}


def main() -> None:
    """Print the table, and what went wrong when asked."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--errors", action="store_true")
    options.add_argument("--kinds", action="store_true")
    chosen = options.parse_args()
    items = [json.loads(line) for line in resource("seeds/questions.jsonl").read_text("utf-8").splitlines()]
    articles = asyncio.run(read_all({source for item in items for source in item["sources"]}))
    policy, tally = load_settings().answer, defaultdict(lambda: [0, 0])
    briefs: dict[str, Brief] = {}
    for item in items:
        own = [articles[source] for source in item["sources"]]
        coverage = [Coverage(each, partial(briefs.get, each.id)) for each in own]
        reply = answer(item["question"], coverage, (), policy, compose)
        briefs.update({brief.article.id: brief for brief in reply.briefs})
        right, exact = judged(item, reply.answers[0], own)
        group = "refused" if item["status"] == "not_stated" else "right"
        for name in (group, "evidence exact", *([f"  {item['kind']}"] if chosen.kinds else [])):
            tally[name][0] += exact if name == "evidence exact" else right
            tally[name][1] += 1
        if chosen.errors and not (right and exact):
            given = reply.answers[0]
            print(
                f"{group} {right} {exact} {given.confidence:.2f} {item['kind']}: "
                f"{item['question']} → {given.text!r} {item.get('accept') or item.get('accept_all')}"
            )
    for name, (good, of) in sorted(tally.items()):
        print(f"{name:18} {good}/{of} = {good / of:.1%}")


if __name__ == "__main__":
    main()
