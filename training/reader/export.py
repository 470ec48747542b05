"""Exports the trained reader to ONNX with 8-bit weights.

Usage: python export.py --model final.pt --weight W --out reader.int8.onnx
         [--kind rows|blocks|batch|float] [--block 64]

--weight is the weight of the answerability logit in the null score (evaluate.py fits it).

Four ways, to be compared:

float   32 bits throughout
batch   8 bits; the activations of a whole batch share one scale, so a passage's
        score depends on what else is in the batch
rows    8 bits; every token has its own scale
blocks  8-bit weights with a scale per block of a column; the runtime rounds the
        activations block by block within a token (MatMulNBits)

In the last two a passage's score is its own. The word embeddings have one scale
per word; the small heads stay in 32 bits.
"""

import argparse
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from model import Reader
from onnx import TensorProto, helper, numpy_helper
from torch import nn

NAMES = ["input_ids", "attention_mask", "token_type_ids"]


class Exported(nn.Module):
    """The reader with its two no-answer signals folded into one null score."""

    def __init__(self, reader, weight):
        super().__init__()
        self.reader, self.weight = reader, weight

    def forward(self, input_ids, attention_mask, token_type_ids):
        """Start logits, end logits, null scores, logits of "yes"."""
        s, e, a, yes = self.reader(input_ids, attention_mask, token_type_ids)
        return s, e, s[:, 0] + e[:, 0] - self.weight * a, yes


def to_float_onnx(state, weight, path, opset=17):
    """Writes the reader in 32 bits."""
    reader = Reader(p=0.0)
    reader.load_state_dict(state)
    model = Exported(reader.eval(), weight).eval()
    ids = torch.randint(1000, 20000, (2, 40))
    kind = torch.zeros_like(ids)
    kind[:, 10:] = 1
    axes = {0: "batch", 1: "sequence"}
    torch.onnx.export(
        model,
        (ids, torch.ones_like(ids), kind),
        str(path),
        opset_version=opset,
        dynamo=False,
        input_names=NAMES,
        output_names=["start_logits", "end_logits", "null_score", "yes"],
        dynamic_axes=dict.fromkeys([*NAMES, "start_logits", "end_logits"], axes)
        | {"null_score": {0: "batch"}, "yes": {0: "batch"}},
    )


class Graph:
    """A graph under change: initialisers by name, and the means to add to it."""

    def __init__(self, model):
        self.model, self.graph = model, model.graph
        self.init = {i.name: i for i in self.graph.initializer}
        self.out = []

    def const(self, name, value):
        """Names an initialiser, made on first use."""
        if name not in self.init:
            self.init[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def node(self, op, inputs, name, outputs=None, **attrs):
        """Adds a node and gives the name of its first output."""
        self.out.append(helper.make_node(op, inputs, outputs or [name], name=name, **attrs))
        return (outputs or [name])[0]

    def close(self):
        """The model with the new nodes and only the initialisers they use."""
        used = {i for n in self.out for i in n.input}
        del self.graph.node[:]
        self.graph.node.extend(self.out)
        del self.graph.initializer[:]
        self.graph.initializer.extend(i for n, i in self.init.items() if n in used)
        del self.graph.value_info[:]
        onnx.checker.check_model(self.model)
        return self.model


def is_big_matmul(node, init):
    """Whether a node multiplies with a weight matrix worth rounding."""
    return node.op_type == "MatMul" and node.input[1] in init and min(init[node.input[1]].dims) >= 384


def with_fused_norms(model):
    """The bias, the sum with what goes past a block, and its norm as one node: a seventh of the time."""
    known = {i.name for i in model.graph.initializer}
    made = {output: node for node in model.graph.node for output in node.output}
    fused, gone = {}, set()
    for node in model.graph.node:
        total = made.get(node.input[0]) if node.op_type == "LayerNormalization" else None
        for past, own in ((0, 1), (1, 0)) if total and total.op_type == "Add" else ():
            biased = made.get(total.input[own])
            bias = [i for i in biased.input if i in known] if biased and biased.op_type == "Add" else []
            if len(bias) == 1:
                (product,) = (i for i in biased.input if i not in known)
                inputs = [product, total.input[past], *node.input[1:], bias[0]]
                fused[node.name] = helper.make_node(
                    "SkipLayerNormalization",
                    inputs,
                    node.output,
                    node.name,
                    domain="com.microsoft",
                    epsilon=1e-12,
                )
                gone |= {total.name, biased.name}
    nodes = [fused.get(node.name, node) for node in model.graph.node if node.name not in gone]
    del model.graph.node[:]
    model.graph.node.extend(nodes)


def small_table(g, node):
    """The word embeddings: one byte an entry, one scale a word."""
    table = numpy_helper.to_array(g.init[node.input[0]])
    scale = np.abs(table).max(1, keepdims=True) / 127 + 1e-12
    name = node.output[0]
    q = g.const("words_8bit", np.round(table / scale).astype(np.int8))
    s = g.const("words_scale", scale.astype(np.float32))
    byte = g.node("Gather", [q, node.input[1]], name + "/byte")
    wide = g.node("Cast", [byte], name + "/wide", to=TensorProto.FLOAT)
    each = g.node("Gather", [s, node.input[1]], name + "/scale")
    g.node("Mul", [wide, each], name + "/times", [name])


def column_bytes(weight, top):
    """Weights (in x out) as bytes with one scale per column."""
    scale = np.abs(weight).max(0) / top + 1e-12
    return np.round(weight / scale).astype(np.int8), scale.astype(np.float32)


def rows(path, top=63):
    """Every token gets its own scale.

    Weights of at most 63 keep sums within 16 bits on processors without dot-product instructions.
    """
    model = onnx.load(path)
    with_fused_norms(model)
    g = Graph(model)
    done = {}
    for node in model.graph.node:
        if node.op_type == "Gather" and node.input[0] in g.init and g.init[node.input[0]].dims[0] > 20000:
            small_table(g, node)
        elif is_big_matmul(node, g.init):
            x, w = node.input
            name = node.output[0]
            if x not in done:
                size = g.node("Abs", [x], x + "/abs")
                big = g.node("ReduceMax", [size], x + "/max", axes=[-1], keepdims=1)
                step = g.node("Mul", [big, g.const("step", np.float32(1 / 127))], x + "/step")
                scale = g.node("Add", [step, g.const("tiny", np.float32(1e-8))], x + "/scale")
                each = g.node("Reciprocal", [scale], x + "/each")
                ratio = g.node("Mul", [x, each], x + "/ratio")
                q = g.node(
                    "QuantizeLinear",
                    [ratio, g.const("one", np.float32(1)), g.const("middle", np.uint8(128))],
                    x + "/byte",
                )
                done[x] = (q, scale)
            q, scale = done[x]
            wq, ws = column_bytes(numpy_helper.to_array(g.init[w]), top)
            part = g.node(
                "MatMulIntegerToFloat",
                [q, g.const(w + "/byte", wq), "one", g.const(w + "/scale", ws), "middle"],
                name + "/columns",
                domain="com.microsoft",
            )
            g.node("Mul", [part, scale], name + "/rows", [name])
        else:
            g.out.append(node)
    model.opset_import.append(helper.make_opsetid("com.microsoft", 1))
    return g.close()


def blocks(path, block=64, level=4):
    """8-bit weights with one scale per block of a column (com.microsoft MatMulNBits)."""
    model = onnx.load(path)
    g = Graph(model)
    for node in model.graph.node:
        if node.op_type == "Gather" and node.input[0] in g.init and g.init[node.input[0]].dims[0] > 20000:
            small_table(g, node)
        elif is_big_matmul(node, g.init):
            x, w = node.input
            weight = numpy_helper.to_array(g.init[w])
            k, n = weight.shape
            parts = weight.T.reshape(n, k // block, block)
            scale = np.abs(parts).max(2, keepdims=True) / 127 + 1e-12
            q = (np.round(parts / scale) + 128).astype(np.uint8)
            g.node(
                "MatMulNBits",
                [
                    x,
                    g.const(w + "/byte", q),
                    g.const(w + "/scale", scale.astype(np.float32).reshape(n, k // block)),
                ],
                node.name,
                list(node.output),
                domain="com.microsoft",
                K=k,
                N=n,
                bits=8,
                block_size=block,
                accuracy_level=level,
            )
        else:
            g.out.append(node)
    model.opset_import.append(helper.make_opsetid("com.microsoft", 1))
    return g.close()


def by_batch(path):
    """One scale for the activations of a whole batch, as the first reader had it."""
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    with tempfile.TemporaryDirectory() as d:
        quant_pre_process(str(path), f"{d}/a.onnx", skip_symbolic_shape=True)
        quantize_dynamic(
            f"{d}/a.onnx",
            f"{d}/b.onnx",
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
            extra_options={"MatMulConstBOnly": True},
        )
        return onnx.load(f"{d}/b.onnx")


def main():
    """Exports one reader."""
    ap = argparse.ArgumentParser()
    ap.add_argument("--model", required=True)
    ap.add_argument("--weight", type=float, required=True)
    ap.add_argument("--out", required=True)
    ap.add_argument("--kind", default="blocks", choices=["blocks", "rows", "batch", "float"])
    ap.add_argument("--block", type=int, default=64)
    args = ap.parse_args()
    with tempfile.TemporaryDirectory() as d:
        path = Path(d) / "float.onnx"
        to_float_onnx(torch.load(args.model, map_location="cpu"), args.weight, path)
        model = {
            "blocks": lambda: blocks(path, args.block),
            "rows": lambda: rows(path),
            "batch": lambda: by_batch(path),
            "float": lambda: onnx.load(path),
        }[args.kind]()
    onnx.save(model, args.out)
    print(f"{args.out}: {Path(args.out).stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
