"""Builds the second stage's training and development files.

Usage: python prepare_stage2.py --repos DIR --held-out small-dev-set.json --stage1 DIR --out DIR

No repository holds the whole SQuAD 2.0 training set in files of a size that can
be had here, but its parts are public in several places, and they fit together
(`second_stage/squad2.py` says how).

On top come questions made by rule on news (who said what, with other speakers
in the passage) and a share of the first stage's data against forgetting.
"""

import argparse
import json
import random
import zlib
from collections import Counter, defaultdict
from pathlib import Path

from first_stage.examples import write_jsonl
from first_stage.near_misses import entity_swapped, hard_passages, sentence_removed
from second_stage.chance import RNG
from second_stage.news import news_passages
from second_stage.sayings import sayings
from second_stage.squad2 import Development, Squad2
from second_stage.who_said_what import who_said_what

KEPT = {
    "squad2_dev_part": 1.0,
    "xquad_en": 0.5,
    "shifts_new_wiki": 0.3,
    "shifts_reddit": 0.08,
    "shifts_amazon_reviews": 0.05,
    "qamr": 0.12,
    "qanom": 0.1,
    "qadiscourse": 0.15,
    "qed": 0.6,
    "fairytaleqa": 0.15,
    "covidqa": 0.3,
    "speech_rules": 1.0,
}
"""The other articles of the SQuAD 2.0 development set, and a share of the rest of the first stage."""
DEV_PERCENT = 8


def main():
    """Writes train.jsonl, dev.jsonl and counts.json."""
    args = options()
    args.out.mkdir(parents=True, exist_ok=True)
    development = Development(args.repos, json.loads(args.held_out.read_text()))
    squad = Squad2(args.repos, development, args.cosine, args.held)
    print(json.dumps(squad.report), flush=True)
    squad.put_together()
    print(json.dumps(squad.report), flush=True)
    rows = squad.rows + near_misses(squad.rows)
    rows += [e for e in read_stage(args.stage1 / "train.jsonl") if is_kept(e, development.closed)]
    news = news_passages(args.repos, development.closed)
    for_training, dev = speech(news, squad)
    rows += for_training
    dev += read_stage(args.stage1 / "dev.jsonl")
    RNG.shuffle(rows)
    write_jsonl(args.out / "train.jsonl", rows)
    write_jsonl(args.out / "dev.jsonl", dev)
    report = json.dumps(squad.report | {"news_passages": len(news)} | counted(rows, dev), indent=1)
    (args.out / "counts.json").write_text(report)
    print(report)


def options():
    """What the command is told."""
    ap = argparse.ArgumentParser()
    ap.add_argument("--repos", required=True)
    ap.add_argument("--held-out", type=Path, required=True)
    ap.add_argument("--stage1", type=Path, required=True, help="the folder that prepare_stage1.py wrote")
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--cosine", type=float, default=0.15)
    ap.add_argument("--held", type=float, default=0.4)
    return ap.parse_args()


def near_misses(rows):
    """Near misses made from the questions with answers."""
    told, rng = [e for e in rows if e["answer_text"]], random.Random(22)
    return [
        *hard_passages(told, 0.05, "group", rng),
        *sentence_removed(told, 0.10, rng),
        *entity_swapped(told, 0.06, rng),
    ]


def read_stage(path):
    """The examples of one of the first stage's files."""
    with path.open() as f:
        return [json.loads(line) for line in f]


def is_kept(e, closed):
    """Whether an example of the first stage is seen again."""
    lot = zlib.crc32((e["question"] + e["context"][:40]).encode()) % 1000
    return lot < 1000 * KEPT.get(e["source"], 0) and e["context"] not in closed


def speech(news, squad):
    """Questions on who said what: those for training, and those of the news for development."""
    wiki = [(text, squad.group(i)) for i, text in enumerate(squad.texts) if sayings(text)]
    made = who_said_what(news, "news_speech") + who_said_what(wiki, "wiki_speech")
    is_dev = [zlib.crc32(e["group"].encode()) % 100 < DEV_PERCENT for e in made]
    train = [e for e, dev in zip(made, is_dev, strict=True) if not dev]
    return train, [e for e, dev in zip(made, is_dev, strict=True) if dev and e["source"] == "news_speech"]


def counted(rows, dev):
    """How many examples of which source and kind there are."""
    by_source = defaultdict(Counter)
    for e in rows:
        by_source[e["source"]][e["kind"]] += 1
    return {
        "train": len(rows),
        "dev": len(dev),
        "by_source": {source: dict(kinds) for source, kinds in by_source.items()},
        "by_kind": dict(Counter(e["kind"] for e in rows)),
    }


if __name__ == "__main__":
    main()
