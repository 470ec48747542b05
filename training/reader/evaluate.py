"""Measures a reader on development sets and, once at the end, on the held-out set.

Usage: python evaluate.py --model reader.onnx|final.pt --tokenizer tokenizer.json --dev dev.jsonl
         --report report.json [--settings report.json] [--squad held-out.json]
         [--stories newsqa-in-squad-format.json] [--limit 250]

Without --settings everything that is fitted is fitted here, on the development
questions of whole SQuAD 2.0 articles that nothing was trained on, as people
wrote them: the weight of the answerability logit (for a .pt file only; an ONNX
file has it inside), the threshold, the two calibrations; and the threshold for
whole articles on the half of the story set that is not reported.
"""

import argparse
import json
import time
from collections import Counter, defaultdict
from functools import partial
from pathlib import Path

import numpy as np
from calibration import answerability_weight, chance, fitted
from features import load_tokenizer, read_jsonl
from held_out_sets import news_windows, squad_items, story_set
from reading import OnnxReader, TorchReader, read_all
from squad_metrics import best_threshold, marks, reliability, table

WHOLE, NEWS = "squad2_dev_part", "shifts_new_wiki"
ALL_OF = (WHOLE, NEWS, "news_speech")
"""Sets of which every development question is asked."""


def main():
    """Measures one reader."""
    args, begun = options(), time.time()
    onnx = args.model.endswith(".onnx")
    run = (OnnxReader if onnx else TorchReader)(args.model, args.threads)
    read = partial(read_all, run, load_tokenizer(args.tokenizer), batch=args.batch)
    dev = Development(chosen(read_jsonl(args.dev), args.limit), read)
    settings = json.loads(Path(args.settings).read_text())["settings"] if args.settings else {}
    weight = 0.0 if onnx else settings.get("answerability_weight")
    dev.weigh(dev.fitted_weight() if weight is None else weight)
    settings = settings or fitted(dev.results(dev.human), dev.weight)
    report = {"model": Path(args.model).name, "settings": settings} | dev.report(settings)
    print(f"dev {time.time() - begun:.0f}s", json.dumps(settings), *shown(report), flush=True)
    if not onnx:
        run.w = settings["answerability_weight"]
    if args.stories:
        report |= stories(story_set(args.stories, args.story_questions), read, settings)
        print("stories", json.dumps(report["stories_at_article_threshold"]), flush=True)
    if args.squad:
        report |= held_out(*squad_items(args.squad), read, settings)
        print("held out", json.dumps(report["held_out"]), flush=True)
    report["seconds"] = round(time.time() - begun)
    if args.report:
        Path(args.report).write_text(json.dumps(report, indent=1, ensure_ascii=False))


def options():
    """What the command is told."""
    ap = argparse.ArgumentParser()
    for name in ("model", "tokenizer", "dev", "squad", "stories", "report", "settings"):
        ap.add_argument("--" + name)
    ap.add_argument("--story-questions", type=int, default=300)
    ap.add_argument(
        "--limit",
        type=int,
        default=250,
        help="at most so many development questions of a set that nothing is fitted on",
    )
    ap.add_argument("--batch", type=int, default=1)
    ap.add_argument("--threads", type=int, default=2)
    return ap.parse_args()


def chosen(rows, limit):
    """The development questions that are asked."""
    count = Counter()
    for row in rows:
        count[row["source"]] += 1
        if row["source"] in ALL_OF or count[row["source"]] <= limit:
            yield row


class Development:
    """Development questions, and what the reader says to them."""

    def __init__(self, rows, read):
        self.rows = list(rows)
        self.gold = [[r["answer_text"]] if r["answer_text"] else [] for r in self.rows]
        self.got = read([(r["question"], r["context"]) for r in self.rows])
        self.gap, self.answerability = (np.array([each[n] for each in self.got]) for n in (0, 1))
        self.human = np.array(
            [r["source"] == WHOLE and r["kind"] in ("answerable", "human_unanswerable") for r in self.rows]
        )
        self.weight, self.all = 0.0, []

    def fitted_weight(self):
        """The weight of the answerability logit that fits the questions which people wrote."""
        has_answer = np.array([bool(gold) for gold in self.gold])
        return answerability_weight(
            self.gap[self.human], self.answerability[self.human], has_answer[self.human]
        )

    def weigh(self, weight):
        """Scores the answers with this weight of the answerability logit."""
        self.weight = weight
        score = self.gap + weight * self.answerability
        self.all = [(s, each[2], gold) for s, each, gold in zip(score, self.got, self.gold, strict=True)]

    def results(self, mask):
        """(score, text, gold texts) of some of the questions."""
        return [result for result, taken in zip(self.all, mask, strict=True) if taken]

    def of(self, *sources):
        """The results of the questions from these sets."""
        return self.results([r["source"] in sources for r in self.rows])

    def report(self, settings):
        """The figures at these settings."""
        threshold, human = settings["threshold"], self.results(self.human)
        score, _, _, right = marks(human)
        sources = sorted({r["source"] for r in self.rows})
        return {
            "dev_human": table(human, threshold),
            "dev_core": table(self.of(WHOLE, NEWS), threshold),
            "dev_by_source": {source: table(self.of(source), threshold) for source in sources},
            "dev_refused_by_kind": self._refused(threshold),
            "reliability_dev_human": reliability(chance(score, settings), right >= 0.5),
        }

    def _refused(self, threshold):
        """How many in a hundred of the questions without an answer are refused, and of how many."""
        refused = defaultdict(list)
        for row, (score, _, gold) in zip(self.rows, self.all, strict=True):
            if not gold:
                refused[row["kind"]].append(score <= threshold)
        return {kind: [round(100 * float(np.mean(v)), 1), len(v)] for kind, v in sorted(refused.items())}


def shown(report):
    """The figures on development questions, a line each."""
    named = {"human": "dev_human", "core": "dev_core", "kinds": "dev_refused_by_kind"}
    lines = {name: report[key] for name, key in named.items()} | report["dev_by_source"]
    return [f"\n{name} {json.dumps(figures)}" for name, figures in lines.items()]


def stories(asked, read, settings):
    """The figures on whole stories; their threshold is set on the half that is not reported."""
    results = []
    for question, story, gold in asked:
        gap, _, text = max(read([(question, window) for window in news_windows(story)]))
        results.append((gap, text, gold))
    choose, test = results[: len(results) // 2], results[len(results) // 2 :]
    settings.setdefault("article_threshold", best_threshold(choose))
    return {
        "stories_at_article_threshold": table(test, settings["article_threshold"]),
        "stories_at_threshold": table(test, settings["threshold"]),
    }


def held_out(items, gold, read, settings):
    """The figures on the held-out set."""
    results = [(each[0], each[2], accepted) for each, accepted in zip(read(items), gold, strict=True)]
    score, _, _, right = marks(results)
    return {
        "held_out": table(results, settings["threshold"]),
        "reliability_held_out": reliability(chance(score, settings), right >= 0.5),
    }


if __name__ == "__main__":
    main()
