"""Times readers: a batch of 8 windows of 192 tokens on one thread.

Usage: python speed.py reader.onnx [...]
"""

import sys
import time
from pathlib import Path

import numpy as np
import onnxruntime as ort


def main():
    """Times the files in turn."""
    rng = np.random.default_rng(1)
    feed = {
        "input_ids": rng.integers(1000, 20000, (8, 192)),
        "attention_mask": np.ones((8, 192), np.int64),
        "token_type_ids": np.ones((8, 192), np.int64),
    }
    feed["token_type_ids"][:, :16] = 0
    sessions = []
    for path in sys.argv[1:]:
        opts = ort.SessionOptions()
        opts.intra_op_num_threads = 1
        sessions.append(ort.InferenceSession(path, opts, providers=["CPUExecutionProvider"]))
    times = [[] for _ in sessions]
    for _ in range(9):  # in turn, so that what else the machine does meets them all
        for session, row in zip(sessions, times, strict=False):
            t = time.perf_counter()
            session.run(None, feed)
            row.append(1000 * (time.perf_counter() - t))
    for path, row in zip(sys.argv[1:], times, strict=False):
        print(
            f"{path}: {Path(path).stat().st_size / 1e6:.1f} MB, "
            f"median {np.median(row[1:]):.0f} ms, best {min(row):.0f} ms"
        )


if __name__ == "__main__":
    main()
