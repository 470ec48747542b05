"""Puts a finished reader together: the model, its tokenizer and reader.json.

Usage: python pack.py --model reader.int8.onnx --tokenizer tokenizer.json --report int8.json
         --weight W --out DIR
"""

import argparse
import json
import shutil
from pathlib import Path


def main():
    """Writes the folder."""
    ap = argparse.ArgumentParser()
    for name in ("model", "tokenizer", "report", "out"):
        ap.add_argument("--" + name, required=True)
    ap.add_argument(
        "--weight",
        type=float,
        required=True,
        help="weight of the answerability logit that the export folded in",
    )
    args = ap.parse_args()
    out = Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    shutil.copy(args.model, out / "reader.int8.onnx")
    shutil.copy(args.tokenizer, out / "tokenizer.json")
    rep = json.loads(Path(args.report).read_text())
    fitted = {k: round(v, 4) for k, v in rep["settings"].items()}
    config = {
        "kind": "extractive question answering with abstention",
        "max_length": 256,
        "stride": 96,
        "max_question_tokens": 40,
        "max_answer_tokens": 30,
        "window_words": 150,
        "window_step_words": 100,
        "score": "max over spans of start+end, minus null_score",
        "threshold": fitted["threshold"],
        "article_threshold": fitted.get("article_threshold", fitted["threshold"]),
        "temperature": fitted["temperature"],
        "bias": fitted["bias"],
        "probability": "sigmoid(score / temperature + bias): the chance that the span is right (F1 >= 0.5)",
        "answerable_temperature": fitted["answerable_temperature"],
        "answerable_bias": fitted["answerable_bias"],
        "answerable": "sigmoid(score / answerable_temperature + answerable_bias): that it is answered here",
        "answerability_weight_in_null_score": args.weight,
        "scores_depend_on_the_batch": False,
        "metrics_int8": {
            k: rep[k]
            for k in ("dev_human", "dev_core", "held_out", "stories_at_article_threshold")
            if k in rep
        },
    }
    (out / "reader.json").write_text(json.dumps(config, indent=1) + "\n")


if __name__ == "__main__":
    main()
