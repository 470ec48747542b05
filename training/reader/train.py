"""Fine-tunes the reader on a CPU, for a fixed number of minutes.

Usage: python train.py --tokenizer tokenizer.json --data train.jsonl --out DIR --minutes 60
         [--base DIR | --start start.pt] [--resume]

The learning rate follows the clock, not the step count, so that warm-up and
decay always fit the time given. A checkpoint (weights, optimiser, clock, place
in the data) is written every few minutes; --resume goes on from it.
"""

import argparse
import json
import random
import time
from collections import Counter
from pathlib import Path

import numpy as np
import torch
from features import UNJUDGED, load_tokenizer, pad_batch, read_jsonl, train_feature
from model import VERDICT, Reader, load_base, load_start
from torch.nn import functional


def batches(feats, keep, tokens, rng, grain=32):
    """Batches for one pass, in random order.

    Lengths are rounded up to a few sizes with a fixed batch size for each: the
    CPU kernels are built once per shape, and a new shape every step is slow.
    """
    shelf, out = {}, []
    idx = [i for i, p in enumerate(keep) for _ in range(int(p) + (rng.random() < p - int(p)))]
    rng.shuffle(idx)
    for i in idx:
        size = -(-len(feats[i][0]) // grain) * grain
        row = shelf.setdefault(size, [])
        row.append(i)
        if len(row) == max(8, tokens // size):
            out.append((size, row))
            shelf[size] = []
    rng.shuffle(out)
    return out


def save(path, what):
    """Writes a checkpoint so that a broken-off write leaves the old one."""
    torch.save(what, f"{path}.new")
    Path(f"{path}.new").replace(path)


def main():
    """Trains until the time is up."""
    ap = argparse.ArgumentParser()
    ap.add_argument("--tokenizer", required=True)
    ap.add_argument("--base", help="a folder with a BERT-shaped model.safetensors to start from")
    ap.add_argument("--start", help="a reader's weights to start from (warm_start.py)")
    ap.add_argument("--data", required=True)
    ap.add_argument("--out", required=True)
    ap.add_argument("--minutes", type=float, required=True)
    ap.add_argument("--max-len", type=int, default=224)
    ap.add_argument("--tokens", type=int, default=5600, help="tokens of a batch")
    ap.add_argument("--lr", type=float, default=1e-4)
    ap.add_argument("--warmup", type=float, default=0.05)
    ap.add_argument("--dropout", type=float, default=0.1)
    ap.add_argument("--answerable-loss", type=float, default=0.3)
    ap.add_argument("--verdict-loss", type=float, default=1.0)
    ap.add_argument(
        "--new-head", type=float, default=5.0, help="times the learning rate for the head for yes or no"
    )
    ap.add_argument(
        "--freeze", type=int, default=-1, help="leave the embeddings and this many layers as they are"
    )
    ap.add_argument(
        "--half", action="store_true", help="bfloat16 activations (faster only where the processor has them)"
    )
    ap.add_argument(
        "--weights", default="{}", help="json: how often a source, or source:kind, is seen per pass"
    )
    ap.add_argument(
        "--average",
        type=float,
        default=0.0,
        help="decay per step of a running average of the weights, saved beside them",
    )
    ap.add_argument("--seed", type=int, default=7)
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument(
        "--part",
        default="0/1",
        help="i/n: take only every n-th batch, from the i-th; average.py joins the runs",
    )
    ap.add_argument("--steps", type=int, default=0, help="stop early (for timing)")
    ap.add_argument("--save-every", type=float, default=5.0, help="minutes")
    ap.add_argument("--resume", action="store_true")
    args = ap.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    mine, of = map(int, args.part.split("/"))
    out = Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    began = time.time()

    tok = load_tokenizer(args.tokenizer)
    rows = read_jsonl(args.data)
    weights = json.loads(args.weights)
    ctx = list(dict.fromkeys(e["context"] for e in rows))
    enc = dict(zip(ctx, tok.encode_batch(ctx, add_special_tokens=False), strict=False))
    qs = tok.encode_batch([e["question"] for e in rows], add_special_tokens=False)
    feats, keep, seen = [], [], Counter()
    for e, q in zip(rows, qs, strict=False):
        f = train_feature(q, enc[e["context"]], e, args.max_len, rng)
        if f is not None:
            feats.append(f)
            keep.append(
                weights.get(f"{e['source']}:{e['kind']}", weights.get(e["source"], weights.get("*", 1.0)))
            )
            seen[e["source"]] += 1
    del enc, qs
    print(
        f"{len(feats)} features, {sum(keep):.0f} a pass, {time.time() - began:.0f}s, "
        f"mean length {np.mean([len(f[0]) for f in feats]):.0f}",
        flush=True,
    )

    model = Reader(p=args.dropout)
    if args.base:
        load_base(model, args.base)
    if args.start:
        load_start(model, args.start)
    model.train()
    model.half = args.half
    for layer in model.layers:
        layer.fused = not args.half
    if args.freeze >= 0:
        for module in [model.word, model.position, model.kind, model.norm, *model.layers[: args.freeze]]:
            module.requires_grad_(False)
    named = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    groups = [
        {
            "params": [p for n, p in named if (p.dim() > 1) == wide and n.startswith(VERDICT) == new],
            "weight_decay": 0.01 if wide else 0.0,
            "times": args.new_head if new else 1.0,
        }
        for wide in (True, False)
        for new in (True, False)
    ]
    opt = torch.optim.AdamW(
        groups,
        lr=args.lr,
        betas=(0.9, 0.98),
        eps=1e-6,
        fused=True,
    )
    mean = {n: p.detach().clone() for n, p in named} if args.average else {}
    spent, step, examples, epoch, first = 0.0, 0, 0, 0, 0
    state = rng.getstate()
    if args.resume and (out / "last.pt").exists():
        last = torch.load(out / "last.pt", map_location="cpu", weights_only=False)
        model.load_state_dict(last["model"])
        opt.load_state_dict(last["opt"])
        mean = last["mean"]
        spent, step, examples, epoch, first, state = (
            last[k] for k in ("spent", "step", "examples", "epoch", "place", "rng")
        )
        rng.setstate(state)
        print(f"going on from step {step}, {spent / 60:.1f} minutes in", flush=True)
    t0 = time.time() - spent
    saved, budget = time.time(), args.minutes * 60
    log, done = [], False
    while not done:
        state = rng.getstate()
        todo = batches(feats, keep, args.tokens, rng)
        for place in range(first, len(todo)):
            if place % of != mine:
                continue
            size, batch = todo[place]
            part = (time.time() - t0) / budget
            if part >= 1 or (args.steps and step >= args.steps):
                done = True
                break
            lr = max(1e-7, args.lr * min(part / args.warmup, (1 - part) / (1 - args.warmup)))
            for g in opt.param_groups:
                g["lr"] = lr * g["times"]
            fs = [feats[i] for i in batch]
            ids, mask, kind = (torch.from_numpy(a) for a in pad_batch(fs, size))
            ys, ye = torch.tensor([f[2] for f in fs]), torch.tensor([f[3] for f in fs])
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=args.half):
                s, e, a, v = model(ids, mask, kind)
            loss = (functional.cross_entropy(s, ys) + functional.cross_entropy(e, ye)) / 2
            loss = loss + args.answerable_loss * functional.binary_cross_entropy_with_logits(
                a, (ys > 0).float()
            )
            told = torch.tensor([f[4] for f in fs])
            judged = told != UNJUDGED
            if judged.any():
                wrong = functional.binary_cross_entropy_with_logits(
                    v[judged], told[judged].float(), reduction="sum"
                )
                loss = loss + args.verdict_loss * wrong / len(fs)
            loss.backward()
            torch.nn.utils.clip_grad_norm_([p for _, p in named], 1.0)
            opt.step()
            opt.zero_grad(set_to_none=True)
            if mean:
                with torch.no_grad():
                    for n, p in named:
                        mean[n].lerp_(p, 1 - min(args.average, step / (step + 10)))
            log.append(loss.item())
            step += 1
            examples += len(fs)
            if step % 50 == 0:
                dt = time.time() - t0
                print(
                    f"step {step} pass {epoch} seen {examples} {examples / dt:.1f}/s "
                    f"loss {np.mean(log[-50:]):.3f} lr {lr:.2e} {dt / 60:.1f} of {budget / 60:.1f} min",
                    flush=True,
                )
            if time.time() - saved > 60 * args.save_every:
                save(
                    out / "last.pt",
                    {
                        "model": model.state_dict(),
                        "opt": opt.state_dict(),
                        "mean": mean,
                        "spent": time.time() - t0,
                        "step": step,
                        "examples": examples,
                        "epoch": epoch,
                        "place": place + 1,
                        "rng": state,
                    },
                )
                saved = time.time()
        else:
            epoch, first = epoch + 1, 0
    save(out / "final.pt", model.state_dict())
    if mean:
        save(out / "average.pt", model.state_dict() | mean)
    (out / "train.json").write_text(
        json.dumps(
            {
                "steps": step,
                "examples": examples,
                "features": len(feats),
                "minutes": (time.time() - t0) / 60,
                "by_source": dict(seen),
                "args": {
                    k: v
                    for k, v in vars(args).items()
                    if k not in ("base", "start", "data", "out", "tokenizer", "resume")
                },
            },
            indent=1,
        )
    )
    print("done", step, examples)


if __name__ == "__main__":
    main()
