"""Answers over reports of ours that neither the reader nor the rule was made from.

Usage: python -m benchmarks.answers_reports [--errors] [--every N]

Of the reports in `training/reader/news/` every eighth was left out of the reader's training, and of these
every second out of the fit of the rule (`training/answer_rule/sets.py`). Their questions are by the same
hands as those trained on, mostly in other words than the text's; three in ten have no answer in it: near
misses. An answer is right where the marked words stand in it or it makes up most of them.
"""

import argparse
from collections import defaultdict

from benchmarks.answers_settled import AS_IT_SHOULD_BE, answer_to, outcome
from bot.answer.question import kind_of
from bot.config import load_settings
from training.answer_rule import sets


def main() -> None:
    """Print what became of the questions, by kind."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--errors", action="store_true")
    options.add_argument("--every", type=int, default=1, help="of so many reports only the first")
    chosen = options.parse_args()
    policy = load_settings().answer
    tally: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for item in sets.over(sets.to_judge_by()[:: chosen.every]):
        given = answer_to(item, policy)
        became = outcome(item, given)
        for name in (kind_of(item.question), "all"):
            tally[name][became] += 1
        if chosen.errors and became not in AS_IT_SHOULD_BE:
            print(
                f"{became} {given.confidence:.2f} {item.question}  →  {given.text!r}  {list(item.accepted)}"
            )
    columns = ("right", "wrong", "refused", "rightly refused", "answered")
    print("", *columns, sep=" | ")
    for name, found in sorted(tally.items(), key=lambda each: (each[0] == "all", each[0])):
        print(name, *(found[column] for column in columns), sep=" | ")


if __name__ == "__main__":
    main()
