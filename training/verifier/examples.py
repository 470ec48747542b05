"""Makes the verifier's examples: a question, a sentence with a marked answer, and whether it is right.

Usage: python examples.py --mined mined.jsonl [--more news/train.jsonl] --out FILE

An example is right where the marked words are the accepted ones, wrong where the reader pointed elsewhere:
beside the answer, in a window that lacks it, or at a question that the article does not answer. `--more` adds
right ones alone, of questions that were not mined. The sentence before goes with each: it tells who "he" is.
"""

import argparse
import json
import random
import sys
from collections import Counter
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "reader"))

from features import read_jsonl
from prepare_news import sentences
from squad_metrics import f1

MOST_WRONG = 2
"""So many wrong ones of one window."""
NEAR = 0.5
"""Spans that share less of their words with the accepted ones than this, and more than none, are left out."""


def marked(row, start, end, right):
    """The example of one span: its sentences, cut at the mark."""
    text = row["context"]
    ends = sentences(text)
    own = next(n for n, (a, b) in enumerate(ends) if start < b)
    first, last = ends[max(0, own - 1)][0], max(ends[own][1], end)
    return {
        "question": row["question"],
        "parts": [text[first:start], text[start:end], text[end:last].rstrip()],
        "right": int(right),
        "group": row["group"],
        "source": row["source"],
    }


def gold(row):
    """The accepted span, if there is one."""
    if not row["answer_text"]:
        return None
    return row["answer_start"], row["answer_start"] + len(row["answer_text"])


def examples(row):
    """The examples of one mined window."""
    told = gold(row)
    if told:
        yield marked(row, *told, True)
    wrong = 0
    for start, end, _ in row["spans"]:
        likeness = f1(row["context"][start:end], row["answer_text"]) if told else 0.0
        if likeness >= NEAR and (start, end) != told:
            yield marked(row, start, end, True)
        elif likeness == 0.0 and wrong < MOST_WRONG:
            wrong += 1
            yield marked(row, start, end, False)


def main():
    """Writes the examples in random order."""
    ap = argparse.ArgumentParser()
    ap.add_argument("--mined", required=True)
    ap.add_argument("--more")
    ap.add_argument("--out", required=True)
    args = ap.parse_args()
    mined = read_jsonl(args.mined)
    found = [each for row in mined for each in examples(row)]
    seen = {row["question"] for row in mined}
    for row in read_jsonl(args.more) if args.more else []:
        if gold(row) and "verdict" not in row and row["question"] not in seen:
            seen.add(row["question"])
            found.append(marked(row, *gold(row), True))
    random.Random(11).shuffle(found)
    Path(args.out).write_text("".join(json.dumps(each) + "\n" for each in found))
    print(Counter(each["right"] for each in found))


if __name__ == "__main__":
    main()
