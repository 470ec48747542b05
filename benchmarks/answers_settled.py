"""Questions settled with yes or no, a list, or a reason: right and refused by kind, as the product answers.

Source: `benchmarks/questions/settle-dev.jsonl` and `settle-judge.jsonl`, written for this project before any
answer was seen, over Wikinews reports (GUM) and news of 2016 (Giveme5W1H, development articles). No rule is
fitted on the second. Right: an accepted string stands in the answer (benchmarks/answers.py), of a list all
that it must have. Refused: status `not_stated`.

Usage: python -m benchmarks.answers_settled --data DIR [--file settle-judge.jsonl] [--errors]
"""

import argparse
from collections import defaultdict
from pathlib import Path

from bot.answer.engine import Coverage, answer
from bot.answer.question import kind_of
from bot.brief.compose import compose
from bot.config import AnswerSettings, load_settings
from bot.model import Answer
from training.answer_rule.sets import Item, settle

AS_IT_SHOULD_BE = ("right", "rightly refused")


def answer_to(item: Item, policy: AnswerSettings) -> Answer:
    """What the product answers to a question over its articles."""
    coverage = [Coverage(each) for each in item.articles]
    return answer(item.question, coverage, (), policy, compose).answers[0]


def outcome(item: Item, given: Answer) -> str:
    """What became of a question: right, wrong, refused; or rightly refused, answered."""
    refused = given.status == "not_stated"
    if not item.accepted:
        return "rightly refused" if refused else "answered"
    return "refused" if refused else "right" if item.is_right(given.text) else "wrong"


def main() -> None:
    """Print the table, and what went wrong when asked."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--file", default="settle-judge.jsonl")
    options.add_argument("--errors", action="store_true")
    chosen = options.parse_args()
    policy = load_settings().answer
    tally: dict[tuple[str, str], list[int]] = defaultdict(list)
    for item in settle(chosen.data, chosen.file):
        given = answer_to(item, policy)
        right = outcome(item, given) in AS_IT_SHOULD_BE
        tally[kind_of(item.question), "right" if item.accepted else "refused"].append(int(right))
        if chosen.errors and not right:
            print(f"{given.confidence:.2f} {item.question} → {given.text or '—'} {item.accepted}")
    for (kind, measure), hits in sorted(tally.items()):
        print(f"{kind:8} {measure:8} {sum(hits)}/{len(hits)}")


if __name__ == "__main__":
    main()
