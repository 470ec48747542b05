"""A reader put to work, from its PyTorch weights or its ONNX file, on whole passages."""

import numpy as np
from features import best_span, pad_batch, read_windows


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
