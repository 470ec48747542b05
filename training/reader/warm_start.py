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
from model import Reader, load_start
from onnx import numpy_helper


def float_weights(path):
    """The reader's state, and the weight of the answerability logit in the null score."""
    graph = onnx.load(path).graph
    init = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    state = {}
    for name, value in init.items():
        if name.startswith("reader.") and value.dtype == np.float32 and not name.endswith("_scale"):
            state[name.removeprefix("reader.")] = value

    by_row = {n.output[0]: n.input[1:4:2] for n in graph.node if n.op_type == "MatMulIntegerToFloat"}
    if by_row:  # export.py --kind rows: one scale a column, and one a word
        state["word.weight"] = init["words_8bit"].astype(np.float32) * init["words_scale"]
        for name, (byte, scale) in by_row.items():
            state[module_of(name)] = (init[byte].astype(np.float32) * init[scale]).T
        state["span.weight"] = head(graph, init).T
        return as_tensors(state), 0.0

    def restore(name):
        scale, zero = init[name + "_scale"], init[name + "_zero_point"]
        return (init[name + "_quantized"].astype(np.float32) - zero.astype(np.float32)) * scale

    for table in ("word", "position", "kind"):
        state[f"{table}.weight"] = restore(f"reader.{table}.weight")
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            state[module_of(node.output[0])] = restore(node.input[1].removesuffix("_quantized")).T
    (fold,) = [v for n, v in init.items() if n == "/Constant_output_0"]
    return as_tensors(state), float(fold)


def module_of(output):
    """The weight that a product belongs to: /reader/layers.0/qkv/MatMul... names the module it came from."""
    path = output.removeprefix("/reader/").split("/M")[0].split("/Gemm")[0]
    return path.replace("/", ".") + ".weight"


def head(graph, init):
    """The span head, which stays in 32 bits."""
    (name,) = [n.input[1] for n in graph.node if n.output[0].startswith("/reader/span/MatMul")]
    return init[name]


def as_tensors(state):
    """The state in PyTorch's form."""
    return {k: torch.from_numpy(np.ascontiguousarray(v)) for k, v in state.items()}


def main():
    """Writes the float weights."""
    ap = argparse.ArgumentParser()
    ap.add_argument("--onnx", required=True)
    ap.add_argument("--out", required=True)
    args = ap.parse_args()
    state, fold = float_weights(args.onnx)
    torch.save(state, args.out)
    load_start(Reader(p=0.0), args.out)
    print(f"{len(state)} tensors, answerability weight in the null score {fold:.4f}")


if __name__ == "__main__":
    main()
