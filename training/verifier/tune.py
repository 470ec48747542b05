"""Trains the verifier on a CPU for a fixed number of minutes: it tells whether a marked answer is right.

Usage: python tune.py --tokenizer tokenizer.json --start reader.pt --data FILE --out DIR --minutes 40

The network is the reader's, and starts from its weights; the head that told whether a passage answers learns
to tell whether the marked words do. The rate follows the clock, as in the reader's `train.py`.
"""

import argparse
import random
import sys
import time
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

sys.path.append(str(Path(__file__).parents[1] / "reader"))

from features import CLS, SEP, load_tokenizer, pad_batch, read_jsonl
from model import Reader, load_start
from train import batches, save

OPEN, SHUT = 1, 2
"""Two word pieces that no text has, before and after the marked answer."""
MOST, MOST_ASKED = 128, 40


def feature(tok, row):
    """Token ids and where the sentence begins; what is farthest before the answer is cut first."""
    asked = tok.encode(row["question"], add_special_tokens=False).ids[:MOST_ASKED]
    before, answer, after = (tok.encode(part, add_special_tokens=False).ids for part in row["parts"])
    room = MOST - len(asked) - 5
    answer = answer[: room // 2]
    after = after[: max(8, room - len(answer) - len(before))]
    before = before[max(0, len(before) + len(answer) + len(after) - room) :]
    ids = [CLS, *asked, SEP, *before, OPEN, *answer, SHUT, *after, SEP]
    return np.array(ids[:MOST], np.int32), len(asked) + 2


def main():
    """Trains until the time is up."""
    ap = argparse.ArgumentParser()
    ap.add_argument("--tokenizer", required=True)
    ap.add_argument("--start", required=True)
    ap.add_argument("--data", required=True)
    ap.add_argument("--out", required=True)
    ap.add_argument("--minutes", type=float, required=True)
    ap.add_argument("--tokens", type=int, default=3072)
    ap.add_argument("--lr", type=float, default=6e-5)
    ap.add_argument("--warmup", type=float, default=0.05)
    ap.add_argument("--average", type=float, default=0.997)
    ap.add_argument("--seed", type=int, default=5)
    ap.add_argument("--part", default="0/1", help="i/n: every n-th batch from the i-th, joined later")
    args = ap.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    mine, of = map(int, args.part.split("/"))
    out = Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    tok, rows = load_tokenizer(args.tokenizer), read_jsonl(args.data)
    feats = [feature(tok, row) for row in rows]
    right = torch.tensor([float(row["right"]) for row in rows])
    model = Reader(p=0.1)
    load_start(model, args.start)
    model.train()
    for layer in model.layers:
        layer.fused = True
    for module in (model.position, model.kind, model.norm, model.span, model.judge, model.verdict):
        module.requires_grad_(False)
    model.word.requires_grad_(False)
    named = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    opt = torch.optim.AdamW([p for _, p in named], lr=args.lr, betas=(0.9, 0.98), eps=1e-6, fused=True)
    mean = {n: p.detach().clone() for n, p in named}
    began, budget, step, seen, log, told = time.time(), args.minutes * 60, 0, 0, [], time.time()
    while True:
        for size, batch in batches(feats, [1.0] * len(feats), args.tokens, rng)[mine::of]:
            part = (time.time() - began) / budget
            if part >= 1:
                save(out / "final.pt", {**model.state_dict(), **mean})
                print(f"{step} steps, {seen} examples", flush=True)
                return
            for group in opt.param_groups:
                group["lr"] = max(1e-7, args.lr * min(part / args.warmup, (1 - part) / (1 - args.warmup)))
            ids, mask, kind = (torch.from_numpy(a) for a in pad_batch([feats[i] for i in batch], size))
            _, _, odds, _ = model(ids, mask, kind)
            loss = functional.binary_cross_entropy_with_logits(odds, right[batch])
            opt.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_([p for _, p in named], 1.0)
            opt.step()
            step, seen = step + 1, seen + len(batch)
            decay = min(args.average, (1 + step) / (10 + step))
            with torch.no_grad():
                for n, p in named:
                    mean[n].lerp_(p, 1 - decay)
            log.append(float(loss.detach()))
            if time.time() - told > 60:
                told = time.time()
                print(f"{step} {seen} {part:.2f} {np.mean(log[-100:]):.4f}", flush=True)
                save(out / "last.pt", {**model.state_dict(), **mean})


if __name__ == "__main__":
    main()
