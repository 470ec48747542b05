"""Exports the trained verifier to ONNX with 8-bit weights, every word piece with its own scale.

Usage: python to_onnx.py --model final.pt --out verifier.int8.onnx [--float]
"""

import argparse
import sys
import tempfile
from pathlib import Path

import onnx
import torch
from torch import nn

sys.path.append(str(Path(__file__).parents[1] / "reader"))

from export import NAMES, rows
from model import Reader


class Exported(nn.Module):
    """The verifier with its one output."""

    def __init__(self, reader):
        super().__init__()
        self.reader = reader

    def forward(self, input_ids, attention_mask, token_type_ids):
        """The log-odds that the marked words are right, one for each of the batch."""
        return self.reader(input_ids, attention_mask, token_type_ids)[2]


def to_float_onnx(state, path):
    """Writes the verifier in 32 bits."""
    reader = Reader(p=0.0)
    reader.load_state_dict(state)
    ids = torch.randint(1000, 20000, (2, 40))
    kind = torch.zeros_like(ids)
    kind[:, 10:] = 1
    torch.onnx.export(
        Exported(reader.eval()).eval(),
        (ids, torch.ones_like(ids), kind),
        str(path),
        opset_version=17,
        dynamo=False,
        input_names=NAMES,
        output_names=["right"],
        dynamic_axes={name: {0: "batch", 1: "sequence"} for name in NAMES} | {"right": {0: "batch"}},
    )


def main():
    """Exports one verifier."""
    ap = argparse.ArgumentParser()
    ap.add_argument("--model", required=True)
    ap.add_argument("--out", required=True)
    ap.add_argument("--float", action="store_true", help="leave it in 32 bits")
    args = ap.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "float.onnx"
        to_float_onnx(torch.load(args.model, map_location="cpu"), path)
        onnx.save(onnx.load(path) if args.float else rows(path, top=127), args.out)
    print(f"{args.out}: {Path(args.out).stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
