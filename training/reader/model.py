"""The reader: a BERT-shaped encoder with heads for the span, for answerability, and for yes or no."""

import torch
import torch.nn as nn
from torch.nn import functional

VERDICT = ("judge", "verdict")
"""The head that readers before version 6 lack."""


class CheapDropout(nn.Module):
    """Dropout that slices a ready-made random mask (drawing one afresh costs a third of a CPU step)."""

    pool = None

    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, x):
        """The outputs for a batch."""
        if not self.training or self.p == 0:
            return x
        if CheapDropout.pool is None or CheapDropout.pool.numel() < 2 * x.numel():
            CheapDropout.pool = (torch.rand(max(24_000_000, 3 * x.numel())) >= self.p).to(x.dtype) / (
                1 - self.p
            )
        n = x.numel()
        at = int(torch.randint(0, CheapDropout.pool.numel() - n, (1,)))
        return x * CheapDropout.pool[at : at + n].view(x.shape).to(x.dtype)


class Layer(nn.Module):
    """One layer of the encoder."""

    def __init__(self, dim, heads, inner, p):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(dim, 3 * dim)
        self.out = nn.Linear(dim, dim)
        self.norm1 = nn.LayerNorm(dim, eps=1e-12)
        self.up = nn.Linear(dim, inner)
        self.down = nn.Linear(inner, dim)
        self.norm2 = nn.LayerNorm(dim, eps=1e-12)
        self.drop = CheapDropout(p)
        self.fused = False

    def forward(self, x, mask):
        """The outputs for a batch."""
        b, n, d = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4).unbind(0)
        if self.fused:
            a = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        else:  # for half precision on a CPU, and for an export that any runtime reads
            a = ((q * (d // self.heads) ** -0.5) @ k.transpose(-1, -2) + mask).softmax(-1, dtype=x.dtype) @ v
        a = a.transpose(1, 2).reshape(b, n, d)
        x = self.norm1(x + self.drop(self.out(a)))
        return self.norm2(x + self.drop(self.down(functional.gelu(self.up(x)))))


class Reader(nn.Module):
    """Outputs start and end logits (position 0 stands for "no answer"), logits of an answer and of "yes"."""

    def __init__(self, vocab=30522, dim=384, heads=12, inner=1536, layers=6, positions=512, p=0.1):
        super().__init__()
        self.word = nn.Embedding(vocab, dim)
        self.position = nn.Embedding(positions, dim)
        self.kind = nn.Embedding(2, dim)
        self.norm = nn.LayerNorm(dim, eps=1e-12)
        self.drop = CheapDropout(p)
        self.layers = nn.ModuleList(Layer(dim, heads, inner, p) for _ in range(layers))
        self.span = nn.Linear(dim, 2)
        self.pool = nn.Linear(dim, dim)
        self.answerable = nn.Linear(dim, 1)
        self.judge = nn.Linear(dim, dim)
        self.verdict = nn.Linear(dim, 1)
        self.half = False  # activations in bfloat16 (set for training under autocast)

    def forward(self, input_ids, attention_mask, token_type_ids):
        """The outputs for a batch."""
        pos = torch.arange(input_ids.shape[1], device=input_ids.device).unsqueeze(0)
        x = self.drop(self.norm(self.word(input_ids) + self.position(pos) + self.kind(token_type_ids)))
        if self.half:
            x = x.to(torch.bfloat16)
        mask = ((1.0 - attention_mask[:, None, None, :].float()) * -10000.0).to(x.dtype)
        for layer in self.layers:
            x = layer(x, mask)
        span = self.span(x).float()
        # an answer lies in the passage: kind 1, not padding, not the closing [SEP]; 102 is [SEP]
        inside = token_type_ids * attention_mask * (input_ids != 102).long()
        shut = (1.0 - inside.float()) * -10000.0
        first = (pos == 0).float()
        shut = shut * (1.0 - first)
        start, end = span[..., 0] + shut, span[..., 1] + shut
        ans = self.answerable(torch.tanh(self.pool(x[:, 0]))).float().squeeze(-1)
        yes = self.verdict(torch.tanh(self.judge(x[:, 0]))).float().squeeze(-1)
        return start, end, ans, yes


def load_base(model, folder):
    """Fills the encoder from a BERT-shaped safetensors checkpoint."""
    from safetensors.torch import load_file

    src = load_file(f"{folder}/model.safetensors")
    src = {k.removeprefix("bert."): v for k, v in src.items()}
    own = {
        "word.weight": "embeddings.word_embeddings.weight",
        "position.weight": "embeddings.position_embeddings.weight",
        "kind.weight": "embeddings.token_type_embeddings.weight",
        "norm.weight": "embeddings.LayerNorm.weight",
        "norm.bias": "embeddings.LayerNorm.bias",
    }
    state = {k: src[v] for k, v in own.items()}
    for i in range(len(model.layers)):
        at, to = f"encoder.layer.{i}.", f"layers.{i}."
        for part in ("weight", "bias"):
            state[f"{to}qkv.{part}"] = torch.cat(
                [src[f"{at}attention.self.{n}.{part}"] for n in ("query", "key", "value")]
            )
            for mine, theirs in (
                ("out", "attention.output.dense"),
                ("norm1", "attention.output.LayerNorm"),
                ("up", "intermediate.dense"),
                ("down", "output.dense"),
                ("norm2", "output.LayerNorm"),
            ):
                state[f"{to}{mine}.{part}"] = src[f"{at}{theirs}.{part}"]
    missing, extra = model.load_state_dict(state, strict=False)
    assert not extra, extra
    assert all(m.startswith(("span", "pool", "answerable", *VERDICT)) for m in missing), missing
    for m in (model.span, model.pool, model.answerable):
        nn.init.normal_(m.weight, std=0.02)
        nn.init.zeros_(m.bias)
    return model


def load_start(model, path):
    """Fills a reader from another's weights; one without the head for yes or no leaves it as it is."""
    missing, extra = model.load_state_dict(torch.load(path, map_location="cpu"), strict=False)
    assert not extra, extra
    assert all(m.startswith(VERDICT) for m in missing), missing
    return model
