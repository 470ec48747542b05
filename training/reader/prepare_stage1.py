"""Builds the first stage's training and development files from public question-answering sets.

Usage: python prepare_stage1.py --repos DIR --held-out small-dev-set.json --out DIR

--repos holds one git repository per source, as DIR/<owner>+<name> (a bare
repository, a clone, or a folder with one of the two named "repo" inside).
Each output line is {"question", "context", "answer_start", "answer_text"
(null when the passage has no answer), "source", "kind", "group"}.
"""

import argparse
import json
from collections import Counter
from pathlib import Path

from first_stage.chance import RNG
from first_stage.examples import write_jsonl
from first_stage.parts import divided
from first_stage.sets import public_sets


def main():
    """Writes train.jsonl, dev.jsonl and counts.json."""
    ap = argparse.ArgumentParser()
    ap.add_argument("--repos", required=True)
    ap.add_argument("--held-out", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    args = ap.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    sets = public_sets(args.repos, json.loads(args.held_out.read_text()))
    train, dev, counts = [], [], {}
    for name, rows in sets.items():
        for_training, for_development = divided(name, rows)
        train, dev = train + for_training, dev + for_development
        counts[name] = dict(Counter(e["kind"] for e in for_training))
    RNG.shuffle(train)
    RNG.shuffle(dev)
    write_jsonl(args.out / "train.jsonl", train)
    write_jsonl(args.out / "dev.jsonl", dev)
    report = json.dumps(counted(train, dev, counts), indent=1)
    (args.out / "counts.json").write_text(report)
    print(report)


def counted(train, dev, by_source):
    """How many examples of which kind there are."""
    kinds = Counter(e["kind"] for e in train)
    return {
        "train": len(train),
        "dev": len(dev),
        "unanswerable_share": 1 - kinds["answerable"] / len(train),
        "by_kind": dict(kinds),
        "by_source": by_source,
        "dev_by_source": dict(Counter(f"{e['source']}:{'pos' if e['answer_text'] else 'neg'}" for e in dev)),
    }


if __name__ == "__main__":
    main()
