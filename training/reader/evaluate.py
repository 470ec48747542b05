"""Measures a reader on development sets and, once at the end, on the held-out set.

Usage: python evaluate.py --model reader.onnx|final.pt --tokenizer tokenizer.json --dev dev.jsonl
         --report report.json [--settings report.json] [--squad held-out.json]
         [--stories newsqa-in-squad-format.json] [--limit 250]

Without --settings everything that is fitted is fitted here, on the development
questions of whole SQuAD 2.0 articles that nothing was trained on, as people
wrote them: the weight of the answerability logit (for a .pt file only; an ONNX
file has it inside), the threshold, the two calibrations; and the threshold for
whole articles on the half of the story set that is not reported.

F1, exact match and the treatment of unanswerable questions are those of SQuAD 2.0:
a refusal is right where there is no answer and wrong where there is one.
"""

import argparse
import json
import random
import re
import time
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
from features import best_span, load_tokenizer, pad_batch, read_jsonl, read_windows
from squad_metrics import f1, norm

WHOLE = "squad2_dev_part"


# ---------------------------------------------------------------- running a model


class TorchReader:
    """A reader from its PyTorch weights."""

    def __init__(self, path, threads):
        import torch
        from model import Reader, load_start

        torch.set_num_threads(threads)
        self.torch, self.w = torch, 0.0
        self.model = Reader(p=0.0)
        load_start(self.model, path)
        self.model.eval()
        for layer in self.model.layers:
            layer.fused = True

    def __call__(self, ids, mask, kind):
        """Start logits, end logits, null scores and answerability logits of a batch."""
        t = self.torch
        with t.inference_mode():
            s, e, a, _ = self.model(*(t.from_numpy(x) for x in (ids, mask, kind)))
        s, e, a = s.numpy(), e.numpy(), a.numpy()
        return s, e, s[:, 0] + e[:, 0] - self.w * a, a


class OnnxReader:
    """A reader from its ONNX file."""

    def __init__(self, path, threads):
        import onnxruntime as ort

        opts = ort.SessionOptions()
        opts.intra_op_num_threads = threads
        self.session = ort.InferenceSession(str(path), opts, providers=["CPUExecutionProvider"])

    def __call__(self, ids, mask, kind):
        """Start logits, end logits, null scores and answerability logits of a batch."""
        s, e, null = self.session.run(
            ["start_logits", "end_logits", "null_score"],
            {"input_ids": ids, "attention_mask": mask, "token_type_ids": kind},
        )
        return s, e, null, np.zeros(len(ids), dtype=np.float32)


def read_all(run, tok, items, batch, max_len=256, stride=96):
    """For each (question, context): the best window as (score, answerability, text)."""
    wins, owner = [], []
    for n, (q, c) in enumerate(items):
        for w in read_windows(tok, q, c, max_len, stride):
            wins.append(w)
            owner.append(n)
    order = sorted(range(len(wins)), key=lambda i: len(wins[i][0]))
    best = [(-1e9, 0.0, "")] * len(items)
    for lo in range(0, len(order), batch):
        part = order[lo : lo + batch]
        s, e, null, ans = run(*pad_batch([wins[i] for i in part]))
        for k, i in enumerate(part):
            _, first, offs = wins[i]
            if not offs:
                continue
            total, a, b = best_span(s[k], e[k], first, offs)
            gap = total - float(null[k])
            if gap > best[owner[i]][0]:
                best[owner[i]] = (gap, float(ans[k]), items[owner[i]][1][a:b])
    return best


# ---------------------------------------------------------------- scoring


def auroc(scores, labels):
    """The chance that a random positive scores above a random negative; ties count half."""
    s, y = np.asarray(scores, float), np.asarray(labels, bool)
    pos, neg = s[y], np.sort(s[~y])
    below = np.searchsorted(neg, pos, "left") + np.searchsorted(neg, pos, "right")
    return float(below.mean() / 2 / len(neg))


def logistic(x, y, rounds=60, ridge=1e-4):
    """Logistic regression by Newton's method: weights of the columns, and the constant."""
    z = np.column_stack([x, np.ones(len(x))])
    w = np.zeros(z.shape[1])
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-np.clip(z @ w, -30, 30)))
        hess = (z * (p * (1 - p))[:, None]).T @ z + ridge * np.eye(len(w))
        w += np.linalg.solve(hess, z.T @ (y - p) - ridge * w)
    return w[:-1], float(w[-1])


def marks(rows):
    """Per question of (score, text, gold texts): score, has an answer, exact, F1 of the span."""
    sc = np.array([r[0] for r in rows])
    has = np.array([bool(r[2]) for r in rows])
    ex = np.array([max((norm(r[1]) == norm(g) for g in r[2]), default=False) for r in rows], float)
    ff = np.array([max((f1(r[1], g) for g in r[2]), default=0.0) for r in rows])
    return sc, has, ex, ff


def best_threshold(rows):
    """The threshold with the highest F1."""
    sc, has, _, ff = marks(rows)
    return max(
        (float(np.where(sc > t, ff, ~has).mean()), float(t)) for t in np.quantile(sc, np.linspace(0, 1, 201))
    )[1]


def table(rows, threshold):
    """The figures of one set at one threshold."""
    sc, has, ex, ff = marks(rows)
    said = sc > threshold
    each = 100 * np.where(said, ff, ~has)
    out = {
        "n": len(rows),
        "unanswerable": int((~has).sum()),
        "f1": each.mean(),
        "plus_minus": 1.96 * each.std() / np.sqrt(len(each)),
        "exact": 100 * np.where(said, ex, ~has).mean(),
    }
    if has.any():
        out["f1_of_answerable_unrefused"] = 100 * ff[has].mean()
        out["answered_of_answerable"] = 100 * said[has].mean()
    if (~has).any():
        out["refused_of_unanswerable"] = 100 * (~said)[~has].mean()
    if has.any() and (~has).any():
        out["auroc"] = auroc(sc, has)
        out["auroc_right"] = auroc(sc, ff >= 0.5)
        out["f1_at_best_threshold"] = max(
            100 * np.where(sc > t, ff, ~has).mean() for t in np.quantile(sc, np.linspace(0, 1, 201))
        )
    if said.any():
        out["right_of_answered"] = 100 * (ff[said] >= 0.5).mean()
    return {
        k: round(float(v), 3 if k.startswith("auroc") else 1) if isinstance(v, (float, np.floating)) else v
        for k, v in out.items()
    }


def reliability(p, right, bins=10):
    """How often spans are right, by tenths of the chance given."""
    out = []
    for i in range(bins):
        m = (p >= i / bins) & ((p < (i + 1) / bins) | (i == bins - 1))
        if m.any():
            out.append(
                {
                    "from": i / bins,
                    "to": (i + 1) / bins,
                    "n": int(m.sum()),
                    "mean_p": round(float(p[m].mean()), 3),
                    "right": round(float(right[m].mean()), 3),
                }
            )
    return out


# ---------------------------------------------------------------- sets


def squad_items(path):
    """The questions with their passages, and the accepted answers, of a SQuAD file."""
    items, gold = [], []
    for art in json.loads(Path(path).read_text())["data"]:
        for par in art["paragraphs"]:
            for qa in par["qas"]:
                items.append((qa["question"], par["context"]))
                gold.append([] if qa.get("is_impossible") else [a["text"] for a in qa["answers"]])
    return items, gold


def news_windows(text, size=150, step=100):
    """Overlapping windows of an article, as the reader is given them."""
    words = [(m.start(), m.end()) for m in re.finditer(r"\S+", text)]
    return [
        text[words[i][0] : words[min(i + size, len(words)) - 1][1]]
        for i in range(0, max(1, len(words) - size + step), step)
    ]


def story_set(path, n, seed=5):
    """Story questions, each with its own story and with the most similar other one that lacks the answer."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    raw = json.loads(Path(path).read_text())["data"]
    rows = [
        (qa["question"], par["context"], sorted({a["text"] for a in qa["answers"]}))
        for art in raw
        for par in art["paragraphs"]
        for qa in par["qas"]
        if qa["answers"]
    ]
    random.Random(seed).shuffle(rows)
    ctxs = sorted({r[1] for r in rows})
    vec = TfidfVectorizer(sublinear_tf=True, stop_words="english", dtype=np.float32)
    mat = vec.fit_transform(ctxs)
    sims = (vec.transform([r[0] for r in rows[:n]]) @ mat.T).toarray()
    out = []
    for (q, c, g), row in zip(rows[:n], sims, strict=False):
        out.append((q, c, g))
        for i in np.argsort(-row):
            if ctxs[i] != c and not any(x.lower() in ctxs[i].lower() for x in g):
                out.append((q, ctxs[i], []))
                break
    return out


# ---------------------------------------------------------------- main


def main():
    """Measures one reader."""
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
    args = ap.parse_args()
    tok = load_tokenizer(args.tokenizer)
    onnx = args.model.endswith(".onnx")
    run = (OnnxReader if onnx else TorchReader)(args.model, args.threads)
    rep = {"model": Path(args.model).name}
    t0 = time.time()

    rows, count = [], Counter()
    for r in read_jsonl(args.dev):
        count[r["source"]] += 1
        if r["source"] in (WHOLE, "shifts_new_wiki", "news_speech") or count[r["source"]] <= args.limit:
            rows.append(r)
    got = read_all(run, tok, [(r["question"], r["context"]) for r in rows], args.batch)
    gold = [[r["answer_text"]] if r["answer_text"] else [] for r in rows]
    y = np.array([bool(g) for g in gold])
    human = np.array(
        [r["source"] == WHOLE and r["kind"] in ("answerable", "human_unanswerable") for r in rows]
    )
    gap, ans = np.array([b[0] for b in got]), np.array([b[1] for b in got])
    keep = json.loads(Path(args.settings).read_text())["settings"] if args.settings else {}
    if onnx:
        w = 0.0
    elif keep:
        w = keep["answerability_weight"]
    else:
        ws, _ = logistic(np.stack([gap, ans], 1)[human], y[human])
        w = max(0.0, float(ws[1] / ws[0]))
    score = gap + w * ans
    dev = [(s, b[2], g) for s, b, g in zip(score, got, gold, strict=False)]

    def pick(mask):
        return [r for r, m in zip(dev, mask, strict=False) if m]

    if not keep:
        _, _, _, ff = marks(pick(human))
        (k,), bias = logistic(score[human][:, None], (ff >= 0.5).astype(float))
        (k2,), bias2 = logistic(score[human][:, None], y[human].astype(float))
        keep = {
            "answerability_weight": w,
            "threshold": best_threshold(pick(human)),
            "temperature": 1 / float(k),
            "bias": bias,
            "answerable_temperature": 1 / float(k2),
            "answerable_bias": bias2,
        }
    thr = keep["threshold"]
    rep["settings"] = keep
    rep["dev_human"] = table(pick(human), thr)
    core = np.array([r["source"] in (WHOLE, "shifts_new_wiki") for r in rows])
    rep["dev_core"] = table(pick(core), thr)
    rep["dev_by_source"] = {s: table(pick([r["source"] == s for r in rows]), thr) for s in sorted(count)}
    by = defaultdict(list)
    for r, d in zip(rows, dev, strict=False):
        if not d[2]:
            by[r["kind"]].append(d[0] <= thr)
    rep["dev_refused_by_kind"] = {
        k: [round(100 * float(np.mean(v)), 1), len(v)] for k, v in sorted(by.items())
    }
    sc, _, _, ff = marks(pick(human))

    def chance(s):
        return 1 / (1 + np.exp(-(s / keep["temperature"] + keep["bias"])))

    rep["reliability_dev_human"] = reliability(chance(sc), ff >= 0.5)
    print(
        f"dev {time.time() - t0:.0f}s",
        json.dumps(keep),
        *(
            f"\n{k} {json.dumps(v)}"
            for k, v in [
                ("human", rep["dev_human"]),
                ("core", rep["dev_core"]),
                ("kinds", rep["dev_refused_by_kind"]),
                *rep["dev_by_source"].items(),
            ]
        ),
        flush=True,
    )
    if not onnx:
        run.w = keep["answerability_weight"]

    if args.stories:
        res = []
        for q, c, g in story_set(args.stories, args.story_questions):
            b = max(read_all(run, tok, [(q, w) for w in news_windows(c)], args.batch))
            res.append((b[0], b[2], g))
        choose, test = res[: len(res) // 2], res[len(res) // 2 :]
        keep.setdefault("article_threshold", best_threshold(choose))
        rep["stories_at_article_threshold"] = table(test, keep["article_threshold"])
        rep["stories_at_threshold"] = table(test, thr)
        print("stories", json.dumps(rep["stories_at_article_threshold"]), flush=True)

    if args.squad:
        items, gold = squad_items(args.squad)
        got = read_all(run, tok, items, args.batch)
        held = [(b[0], b[2], g) for b, g in zip(got, gold, strict=False)]
        rep["held_out"] = table(held, thr)
        sc, _, _, ff = marks(held)
        rep["reliability_held_out"] = reliability(chance(sc), ff >= 0.5)
        print("held out", json.dumps(rep["held_out"]), flush=True)
    rep["seconds"] = round(time.time() - t0)
    if args.report:
        Path(args.report).write_text(json.dumps(rep, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
