"""Turns an 8-bit ONNX reader back into float weights to go on training from.

Usage: python warm_start.py --onnx reader.int8.onnx --out start.pt

The weights of such a file are the trained ones, rounded to 7 or 8 bits per
column; multiplied out again they differ from them by less than half a step,
which a few hundred steps of further training make good.
"""

import argparse

import numpy as np
import onnx
import torch
from model import Reader
from onnx import numpy_helper


def float_weights(path):
    """The reader's state, and the weight of the answerability logit in the null score."""
    graph = onnx.load(path).graph
    init = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    state = {}
    for name, value in init.items():
        if name.startswith("reader.") and value.dtype == np.float32 and not name.endswith("_scale"):
            state[name.removeprefix("reader.")] = value

    def restore(name):
        scale, zero = init[name + "_scale"], init[name + "_zero_point"]
        return (init[name + "_quantized"].astype(np.float32) - zero.astype(np.float32)) * scale

    for table in ("word", "position", "kind"):
        state[f"{table}.weight"] = restore(f"reader.{table}.weight")
    for node in graph.node:
        # the path of a node names the module it came from: /reader/layers.0/qkv/MatMul_quant
        if node.op_type == "MatMulInteger":
            module = (
                node.output[0].removeprefix("/reader/").split("/M")[0].split("/Gemm")[0].replace("/", ".")
            )
            state[f"{module}.weight"] = restore(node.input[1].removesuffix("_quantized")).T
    (fold,) = [v for n, v in init.items() if n == "/Constant_output_0"]
    return {k: torch.from_numpy(np.ascontiguousarray(v)) for k, v in state.items()}, float(fold)


def main():
    """Writes the float weights."""
    ap = argparse.ArgumentParser()
    ap.add_argument("--onnx", required=True)
    ap.add_argument("--out", required=True)
    args = ap.parse_args()
    state, fold = float_weights(args.onnx)
    Reader(p=0.0).load_state_dict(state)
    torch.save(state, args.out)
    print(f"{len(state)} tensors, answerability weight in the null score {fold:.4f}")


if __name__ == "__main__":
    main()
